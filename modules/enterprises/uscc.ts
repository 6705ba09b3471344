import type { Words } from '../../kernel/contract/words.ts'
import { foldWidth } from '../../kernel/text/normalise.ts'

/** The 31 signs of GB 32100: no I, O, S, V, Z. */
const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const length = 18

/** Capitals without spaces and dashes, as a licence prints it. */
export const normalUscc = (typed: string): string => foldWidth(typed).replace(/[\s-]/g, '').toUpperCase()

/** The check sign of the first 17 (weights 3^(i-1) mod 31), or null when there are not 17 known signs. */
export function checkSignOf(first17: string): string | null {
  if (first17.length !== length - 1) return null
  let sum = 0
  let weight = 1
  for (const sign of first17) {
    const value = signs.indexOf(sign)
    if (value < 0) return null
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return signs[(31 - (sum % 31)) % 31] ?? null
}

const orgWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** The check sign of an organisation code's first eight (GB 11714): letters count 10 to 35, 10 is X, 11 is 0. */
export function orgCheckSignOf(first8: string): string | null {
  if (!/^[0-9A-Z]{8}$/.test(first8)) return null
  const sum = [...first8].reduce((total, sign, at) => total + Number.parseInt(sign, 36) * (orgWeights[at] ?? 0), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** What is wrong with a code. */
export type UsccFault =
  | { readonly why: 'length'; readonly found: number }
  | { readonly why: 'sign'; readonly at: number; readonly sign: string; readonly meant: string | null }
  | { readonly why: 'check'; readonly found: string; readonly expected: string }
  | { readonly why: 'organisation'; readonly found: string; readonly expected: string }

/** Letters that people read into a code that has none of them. */
const meantBy: Readonly<Record<string, string>> = { I: '1', O: '0', Z: '2', S: '5', V: 'U' }

/**
 * What is wrong with a 统一社会信用代码, or null: its length, a sign that no code has, the check sign, then the check sign
 * of the organisation code inside (positions 9 to 17).
 * @param code in capitals, as `normalUscc` gives it
 */
export function usccFault(code: string): UsccFault | null {
  for (const [at, sign] of [...code].entries())
    if (!signs.includes(sign)) return { why: 'sign', at: at + 1, sign, meant: meantBy[sign] ?? null }
  if (code.length !== length) return { why: 'length', found: code.length }
  const expected = checkSignOf(code.slice(0, 17)) ?? ''
  const found = code.slice(17)
  if (found !== expected) return { why: 'check', found, expected }
  const organisation = orgCheckSignOf(code.slice(8, 16)) ?? ''
  if (code.charAt(16) !== organisation) return { why: 'organisation', found: code.charAt(16), expected: organisation }
  return null
}

/** The organisation code (GB 11714) that a code holds, as it is printed: `12345678-9`. */
export const organisationCode = (code: string): string => `${code.slice(8, 16)}-${code.slice(16, 17)}`

/** A fault in words that help to find the slip. */
export function faultWords(fault: UsccFault): Words {
  switch (fault.why) {
    case 'length':
      return {
        zh: `应为 18 位，现在是 ${fault.found} 位`,
        en: `has 18 characters; this one has ${fault.found}`,
      }
    case 'sign':
      return {
        zh: `第 ${fault.at} 位的“${fault.sign}”不会出现在代码里${fault.meant ? `，是不是“${fault.meant}”？` : ''}`,
        en: `“${fault.sign}” in position ${fault.at} occurs in no code${fault.meant ? `; did you mean “${fault.meant}”?` : ''}`,
      }
    case 'check':
      return {
        zh: `校验码不对：末位是 ${fault.found}，按前 17 位应为 ${fault.expected}，请核对哪一位抄错了`,
        en: `the check character is ${fault.found} but ${fault.expected} is expected; please compare with the licence`,
      }
    case 'organisation':
      return {
        zh: `第 9 至 17 位的组织机构代码校验不对：第 17 位是 ${fault.found}，应为 ${fault.expected}`,
        en: `the organisation code inside (9 to 17) does not check: ${fault.found} in position 17, ${fault.expected} expected`,
      }
  }
}
