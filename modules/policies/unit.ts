import type { Words } from '../../kernel/contract/words.ts'

/**
 * What numbers are counted in. All numbers are whole, so that money is exact: money in fen 分, rates in basis points
 * (1/10,000), areas in dm² (1/100 ㎡).
 */
export const unitCodes = ['fen', 'bp', 'person', 'month', 'day', 'dm2', 'count'] as const
export type UnitCode = (typeof unitCodes)[number]

export const isUnit = (name: string): name is UnitCode => (unitCodes as readonly string[]).includes(name)

interface Unit {
  /** What such a number is, for messages: "an amount of money". */
  readonly name: Words
  /** Measured (money, rate, area) or counted: a product has one measured factor at most, the others count it. */
  readonly measured: boolean
  readonly words: (value: number) => Words
  /** Beside a field in which such a number is typed; money in yuan, areas in ㎡. */
  readonly mark: Words
}

/** A whole number that stands for `value / 10^places`, as decimals without float: (123456, 2) is "1,234.56". */
function decimal(value: number, places: number): string {
  const digits = String(Math.abs(value)).padStart(places + 1, '0')
  const cut = digits.length - places
  const whole = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ',')
  const part = digits.slice(cut).replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`
}

const yuan = (fen: number): string => decimal(fen, 2).replace(/\.\d$/, (tenth) => `${tenth}0`)

/** Round sums are said in 万 and 亿, others to the fen. */
function yuanInChinese(fen: number): string {
  const size = Math.abs(fen)
  if (size >= 1e10 && fen % 1e8 === 0) return `${decimal(fen, 10)} 亿元`
  if (size >= 1e6 && fen % 1e4 === 0) return `${decimal(fen, 6)} 万元`
  return `${yuan(fen)} 元`
}

const counted =
  (zh: string, one: string, many: string) =>
  (n: number): Words => ({ zh: `${decimal(n, 0)} ${zh}`, en: `${decimal(n, 0)} ${n === 1 ? one : many}` })

const both = (text: string): Words => ({ zh: text, en: text })

export const units: Readonly<Record<UnitCode, Unit>> = {
  fen: {
    name: { zh: '金额', en: 'an amount of money' },
    measured: true,
    words: (fen) => ({ zh: yuanInChinese(fen), en: `CNY ${yuan(fen)}` }),
    mark: { zh: '元', en: 'CNY' },
  },
  bp: {
    name: { zh: '比率', en: 'a rate' },
    measured: true,
    words: (bp) => both(`${decimal(bp, 2)}%`),
    mark: both('%'),
  },
  dm2: {
    name: { zh: '面积', en: 'an area' },
    measured: true,
    words: (dm2) => ({ zh: `${decimal(dm2, 2)} ㎡`, en: `${decimal(dm2, 2)} m²` }),
    mark: { zh: '㎡', en: 'm²' },
  },
  person: {
    name: { zh: '人数', en: 'a number of people' },
    measured: false,
    words: counted('人', 'person', 'people'),
    mark: { zh: '人', en: 'people' },
  },
  month: {
    name: { zh: '月数', en: 'a number of months' },
    measured: false,
    words: counted('个月', 'month', 'months'),
    mark: { zh: '个月', en: 'months' },
  },
  day: {
    name: { zh: '天数', en: 'a number of days' },
    measured: false,
    words: counted('天', 'day', 'days'),
    mark: { zh: '天', en: 'days' },
  },
  count: { name: { zh: '数量', en: 'a number' }, measured: false, words: (n) => both(decimal(n, 0)), mark: both('') },
}

/** A number with its unit: "20 万元", "CNY 200,000"; "3.85%"; "10 人", "10 people". */
export const quantityWords = (value: number, unit: UnitCode | null): Words => units[unit ?? 'count'].words(value)
