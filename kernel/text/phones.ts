import { foldWidth } from './normalise.ts'

export interface FoundPhone {
  /** Digits only, in ASCII, without the country code. */
  readonly number: string
  readonly kind: 'mobile' | 'landline'
  /** Where it stands in the text, half-open, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

// As neighbours write them: 138 0000 1234, 138-0000-1234, 1380 000 1234, 1 3 8 0 …, +86 138…; never inside a longer
// number, never an amount of money or an area.
const gap = '[ .·-]{0,2}'
const amount = '(?![0-9])(?! ?(?:\\.\\d{1,2})? ?[万亿]?(?:元|块|平|㎡|吨|万|亿))'
const mobile = new RegExp(
  `(?<![0-9])(?:(?:\\+|00)?86${gap})?` +
    `(1\\d{2}${gap}\\d{4}${gap}\\d{4}|1\\d{3}${gap}\\d{3}${gap}\\d{4}|1\\d{2}${gap}\\d{3}${gap}\\d{5}|1(?:[ -]\\d){10})${amount}`,
  'g',
)
// 一三八〇〇〇〇一二三四, spelt out to slip past a filter
const speltDigits = '零一二三四五六七八九'
const speltMobile = /(?<![零〇一二三四五六七八九幺])[一幺][零〇一二三四五六七八九幺]{10}(?![零〇一二三四五六七八九幺])/g
// Area code and number, with an extension; up to three gaps, as some write 0871---6555123.
const landline = new RegExp(
  `(?<![0-9])\\(?(0\\d{2,3})\\)?[ -]{0,3}(\\d{3,4}[ -]?\\d{4})${amount}(?:(?:-|转) ?\\d{1,6}(?![0-9]))?`,
  'g',
)
// Without an area code seven or eight digits are a phone only where the words before say so …
const bareLandline =
  // The digits are looked for first: looking back from every character of a long text takes much longer.
  /(?=\d)(?<![0-9])(?<=(?:电话|座机|热线|致电|拨打|联系方式|联系人|号码|tel|phone)[^0-9\n。;]{0,8})(?:\d{7,8}|\d{4}-\d{4})(?![0-9-])/gi
// … or the landline that they follow: 6555123、6555124.
const nextLandline = /(?:[、,/ ]{1,2}|或者?|和)(\d{7,8})(?![0-9-])/y

const digitsOf = (text: string): string => text.replace(/[^0-9]/g, '')
/** A date (20180822) or a range of years (2017-2019). */
const looksLikeTime = (number: string): boolean =>
  /^(?:19|20)\d{2}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|-(?:19|20)\d{2})$/.test(number)

function inArabic(spelt: string): string {
  return spelt
    .replaceAll('幺', '一')
    .replaceAll('〇', '零')
    .replace(/./g, (sign) => String(speltDigits.indexOf(sign)))
}

function* mobiles(text: string): Generator<FoundPhone> {
  for (const match of text.matchAll(mobile)) {
    const end = match.index + match[0].length
    yield { number: digitsOf(match[1] ?? ''), kind: 'mobile', start: match.index, end }
  }
  for (const match of text.matchAll(speltMobile)) {
    yield { number: inArabic(match[0]), kind: 'mobile', start: match.index, end: match.index + 11 }
  }
}

function* landlines(text: string): Generator<FoundPhone> {
  for (const pattern of [landline, bareLandline]) {
    for (const match of text.matchAll(pattern)) {
      const number = digitsOf(match[1] ? `${match[1]}${match[2]}` : match[0])
      if (!match[1] && looksLikeTime(match[0])) continue
      const end = match.index + match[0].length
      yield { number, kind: 'landline', start: match.index, end }
      yield* landlinesAfter(text, end)
    }
  }
}

function* landlinesAfter(text: string, from: number): Generator<FoundPhone> {
  nextLandline.lastIndex = from
  for (let match = nextLandline.exec(text); match; match = nextLandline.exec(text)) {
    const number = match[1] ?? ''
    const end = match.index + match[0].length
    if (looksLikeTime(number)) return
    yield { number, kind: 'landline', start: end - number.length, end }
    nextLandline.lastIndex = end
  }
}

/**
 * The phone numbers in a text, in order, not overlapping: mobiles (11 digits from 1, in any grouping, in full-width or
 * spelt out) and landlines (with area code; without one only after words such as 电话). Not service numbers such as
 * 12345, 110 or 400-…, which are public; not years, dates, prices, standards or door numbers.
 */
export function findPhones(text: string): FoundPhone[] {
  const folded = foldWidth(text)
  const found: FoundPhone[] = []
  for (const phone of [...mobiles(folded), ...landlines(folded)]) {
    if (!found.some((other) => phone.start < other.end && other.start < phone.end)) found.push(phone)
  }
  return found.sort((a, b) => a.start - b.start)
}

/**
 * 138****1234; of a landline the area code and the last four (0871-****1234). Shorter numbers show no digit.
 * Accepts any spelling; gives '' for ''.
 */
export function maskPhone(phone: string): string {
  const digits = digitsOf(foldWidth(phone)).replace(/^(?:00)?86(?=1\d{10}$)/, '')
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(-4)}`
  const [, area] = /^(0(?:10|2\d|[3-9]\d{2}))\d{7,8}$/.exec(digits) ?? []
  if (area) return `${area}-****${digits.slice(-4)}`
  if (digits.length >= 7) return `****${digits.slice(-4)}`
  return digits === '' ? '' : '****'
}
