import { maskIdNumber } from './identity-number.ts'
import { foldWidth } from './normalise.ts'
import { findPhones, maskPhone } from './phones.ts'

/** 张三 becomes 张*, 张小明 张*明, 欧阳小明 欧**明; a Latin name keeps its initials (J. S.). Gives '' for ''. */
export function maskName(name: string): string {
  const trimmed = name.trim()
  if (/^[\p{Script=Latin}\s.'-]+$/u.test(trimmed)) {
    return trimmed
      .split(/\s+/)
      .map((part) => `${[...part][0]}.`)
      .join(' ')
  }
  const signs = [...trimmed]
  const [first, last] = [signs[0] ?? '', signs.at(-1) ?? '']
  if (signs.length < 3) return first === '' ? '' : `${first}*`
  return `${first}${'*'.repeat(signs.length - 2)}${last}`
}

/** A stretch of the text and what stands there instead. */
interface Cover {
  readonly start: number
  readonly end: number
  readonly with: string
}

// Places may be parted by a space or a dash; the date of birth keeps long order numbers out.
const birthday = '(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\\d|3[01])'
const idNumber = new RegExp(
  `(?<![0-9])[1-9]\\d{5}[ -]?(?:(?:18|19|20)\\d{2}[ -]?${birthday}[ -]?\\d{3}[ -]?[0-9Xx]|\\d{2}${birthday}\\d{3})(?![0-9A-Za-z])`,
  'g',
)
const card = /(?<![0-9])(?:\d{15,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?|\d{6}[ -]\d{10,13})(?![0-9])/g
const cardWords = /(?:卡号|银行卡|账号|账户|帐号|帐户|开户行?)[^0-9]{0,12}$/
// The host ends in letters, so that a phone number written right behind it is still found.
const email = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+(?:@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})+/g
const qq = /(?:qq|扣扣|企鹅)(?:群|号码?|群号)? ?[:是为]? ?([1-9]\d{4,11})(?![0-9])/gi
const wechat =
  /(?:微信|薇信|(?<![A-Za-z])(?:wechat|weixin|v信|vx|wx))(?:号|id|账号|帐号)?(?: ?[:是为] ?([A-Za-z0-9][A-Za-z0-9_-]{4,19})| ?([A-Za-z][A-Za-z0-9_-]{5,19}))/gi

/** Luhn's check of a bank card's number. */
function isCardNumber(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

function* cards(text: string): Generator<Cover> {
  for (const match of text.matchAll(card)) {
    const digits = match[0].replace(/[ -]/g, '')
    const before = text.slice(Math.max(0, match.index - 18), match.index)
    // Tickets of hotlines are long numbers too, but begin with the year and fail the check.
    if (!(/^[3-69]/.test(digits) && isCardNumber(digits)) && !cardWords.test(before)) continue
    yield {
      start: match.index,
      end: match.index + match[0].length,
      with: `${digits.slice(0, 4)} **** ${digits.slice(-4)}`,
    }
  }
}

/** Covers a named account: the word before it stays, of the account two characters stay. */
function* accounts(text: string, pattern: RegExp): Generator<Cover> {
  for (const match of text.matchAll(pattern)) {
    const account = match[1] ?? match[2] ?? ''
    const end = match.index + match[0].length
    yield { start: end - account.length, end, with: `${account.slice(0, 2)}****` }
  }
}

function* covers(text: string): Generator<Cover> {
  for (const match of text.matchAll(email)) {
    const [account, host] = [match[0].slice(0, 1), match[0].split('@').at(-1)]
    yield { start: match.index, end: match.index + match[0].length, with: `${account}***@${host}` }
  }
  for (const match of text.matchAll(idNumber)) {
    yield { start: match.index, end: match.index + match[0].length, with: maskIdNumber(match[0]) }
  }
  yield* cards(text)
  for (const { number, start, end } of findPhones(text)) yield { start, end, with: maskPhone(number) }
  yield* accounts(text, qq)
  yield* accounts(text, wechat)
}

/**
 * Masks what would let a stranger reach or impersonate somebody: mobile and landline numbers, identity numbers, bank
 * cards, e-mail addresses, QQ and WeChat accounts. Everything else stays letter for letter, including years, dates,
 * prices, standards, door numbers (3栋2单元501) and public numbers such as 12345. Names are not looked for.
 */
export function maskInText(text: string): string {
  const masked = maskOnce(text)
  // Covering one may bare another where two are written without a gap (微信abc12000001234); each pass leaves fewer.
  return masked === text ? text : maskInText(masked)
}

function maskOnce(text: string): string {
  const folded = foldWidth(text)
  const chosen: Cover[] = []
  for (const cover of covers(folded)) {
    if (!chosen.some((other) => cover.start < other.end && other.start < cover.end)) chosen.push(cover)
  }
  chosen.sort((a, b) => a.start - b.start)
  let masked = ''
  let from = 0
  for (const cover of chosen) {
    masked += text.slice(from, cover.start) + cover.with
    from = cover.end
  }
  return masked + text.slice(from)
}
