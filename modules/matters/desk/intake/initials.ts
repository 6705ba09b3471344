// The first character of each letter in the order of Chinese dictionaries; i, u and v begin no syllable.
const letters = 'abcdefghjklmnopqrstwxyz'
const firsts = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨它穵夕丫帀'
const order = new Intl.Collator('zh-Hans-CN')
const han = /\p{Script=Han}/u

/**
 * The initials of the pinyin of a text: “路灯不亮” gives `ldbl`. Read off the browser's own dictionary order, so it
 * costs no data; a character with several readings has its commonest. Latin letters and digits stay, signs go.
 */
export function initialsOf(text: string): string {
  return [...text.toLowerCase()]
    .map((sign) => (han.test(sign) ? initialOf(sign) : /[a-z0-9]/.test(sign) ? sign : ''))
    .join('')
}

function initialOf(sign: string): string {
  for (let i = firsts.length - 1; i >= 0; i--) {
    if (order.compare(firsts[i] ?? '', sign) <= 0) return letters[i] ?? ''
  }
  return ''
}
