/**
 * One spelling for comparing and searching: NFKC (full-width becomes half-width, ㎡ becomes m2), lower case, and every
 * run of spaces, punctuation and pictures becomes one space. Doing it twice changes nothing.
 * This is what a `search_text` column holds.
 */
export function normalise(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().normalize('NFKC')
  return folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ').trim()
}

/**
 * Spells full-width digits, letters and signs, the many dashes and the many spaces in ASCII without changing any
 * position, so that what is found in the result can be cut out of the original.
 */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2000-\u200d\u2028\u2029\u3000\ufeff]/g, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
}

const runs = /\p{Script=Han}+|[^\s\p{Script=Han}]+/gu
const isHan = /^\p{Script=Han}/u

/**
 * The words by which Chinese text is found without a dictionary, each once: runs of Han as pairs of characters
 * (a run of one as that character), Latin and digits as whole words. '3栋电梯坏了' gives 3, 栋电, 电梯, 梯坏, 坏了.
 * This is what a `bigrams text[]` column holds.
 */
export function bigrams(text: string): string[] {
  const found = new Set<string>()
  for (const [run] of normalise(text).matchAll(runs)) {
    const signs = isHan.test(run) ? [...run] : []
    if (signs.length < 2) found.add(run)
    for (let index = 1; index < signs.length; index++) found.add(`${signs[index - 1]}${signs[index]}`)
  }
  return [...found]
}
