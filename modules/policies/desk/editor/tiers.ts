import type { Words } from '../../../../kernel/contract/words.ts'
import type { Amount, Tier } from '../../amount.ts'
import { quantityWords, type UnitCode } from '../../unit.ts'
import { typed, written } from '../../web/numbers.ts'
import { type FormFault, numberFaults } from './form-faults.ts'

/** How a tier pays: a sum, so much for each unit, a rate. */
export type TierWay = 'fen' | 'each' | 'rate'

/** "From … to below … : so much", as typed. The last one may be open: `below` is empty. */
export interface TierRow {
  /** Who the row is, while it is moved about. */
  readonly id: number
  readonly from: string
  readonly below: string
  readonly way: TierWay
  readonly number: string
}

type Tiers = Extract<Amount, { kind: 'tiers' }>

export function tierRows(tiers: readonly Tier[], unit: UnitCode | null): TierRow[] {
  const counted = unit ?? 'count'
  return tiers.map((tier, id) => {
    const way = tier.fen !== undefined ? 'fen' : tier.each !== undefined ? 'each' : 'rate'
    const next = tiers[id + 1]
    return {
      id,
      from: written(tier.from, counted),
      below: next ? written(next.from, counted) : '',
      way,
      number: written(tier[way] ?? 0, way === 'rate' ? 'bp' : 'fen'),
    }
  })
}

/** The tiers that rows say. Where a row ends the next begins: gaps and overlaps are faults. */
export const tiersOf = (rows: readonly TierRow[], unit: UnitCode | null): Tiers['tiers'] =>
  rows.map(({ from, way, number }) => ({
    from: (typed(from, unit ?? 'count') ?? from) as number,
    [way]: typed(number, way === 'rate' ? 'bp' : 'fen') ?? number,
  }))

/** Ways that go with what the tiers are by: a rate of money only, so much for each of people, things, ㎡ only. */
export function waysFor(unit: UnitCode | null, how: Tiers['how']): readonly TierWay[] {
  const measured: readonly TierWay[] = unit === 'fen' ? ['rate'] : unit === 'bp' ? [] : ['each']
  return how === 'progressive' && measured.length > 0 ? measured : ['fen', ...measured]
}

export function blankRow(rows: readonly TierRow[], unit: UnitCode | null, how: Tiers['how']): TierRow {
  const last = rows.at(-1)
  const id = Math.max(0, ...rows.map((row) => row.id)) + 1
  const way = last?.way ?? waysFor(unit, how)[0] ?? 'fen'
  return { id, from: last ? last.below : '0', below: '', way, number: '' }
}

/** Changes a row. Rows that touched go on touching: the end of one is the beginning of the next. */
export function changedRow(rows: readonly TierRow[], at: number, patch: Partial<TierRow>): TierRow[] {
  const before = rows[at]
  if (before === undefined) return [...rows]
  return rows.map((row, index) => {
    if (index === at) return { ...row, ...patch }
    if (index === at + 1 && patch.below !== undefined && row.from === before.below) return { ...row, from: patch.below }
    if (index === at - 1 && patch.from !== undefined && row.below === before.from) return { ...row, below: patch.from }
    return row
  })
}

/** Moves what a row pays to its neighbour's place; the spans stay where they are, so that tiers go on rising. */
export function movedRow(rows: readonly TierRow[], at: number, by: 1 | -1): TierRow[] {
  const [row, other] = [rows[at], rows[at + by]]
  if (row === undefined || other === undefined) return [...rows]
  const next = [...rows]
  next[at] = { ...other, from: row.from, below: row.below }
  next[at + by] = { ...row, from: other.from, below: other.below }
  return next
}

/** Joins a row to the one below it: it begins where that ends. */
export const joinedRow = (rows: readonly TierRow[], at: number): TierRow[] =>
  rows.map((row, index) => (index === at ? { ...row, from: rows[at - 1]?.below || row.from } : row))

export interface TierFault extends FormFault {
  /** The row can be joined to the one before it. */
  readonly joins?: true
}

/** What is wrong with the rows, each with its place `<at>/<index>`. */
export function tierFaults(rows: readonly TierRow[], unit: UnitCode | null, at: string): TierFault[] {
  const counted = unit ?? 'count'
  return rows.flatMap((row, index): TierFault[] => {
    const path = `${at}/${index}`
    const [from, below] = [typed(row.from, counted), typed(row.below, counted)]
    const isLast = index === rows.length - 1
    const own: TierFault[] = [
      ...numberFaults(row.from, counted, `${path}/from`),
      ...(isLast && row.below.trim() === '' ? [] : numberFaults(row.below, counted, `${path}/below`)),
      ...numberFaults(row.number, row.way === 'rate' ? 'bp' : 'fen', `${path}/${row.way}`),
    ]
    if (own.length > 0) return own
    if (from !== null && below !== null && below <= from) return [{ path: `${path}/below`, words: words.empty }]
    if (isLast && below !== null) return [{ path: `${path}/below`, words: words.open(quantityWords(below, unit)) }]
    const end = typed(rows[index - 1]?.below ?? '', counted)
    if (end === null || from === null || end === from) return []
    const [low, high] = [Math.min(end, from), Math.max(end, from)].map((value) => quantityWords(value, unit))
    if (low === undefined || high === undefined) return []
    return [{ path: `${path}/from`, words: (end < from ? words.gap : words.overlap)(low, high), joins: true }]
  })
}

const words = {
  empty: { zh: '终点应大于起点', en: 'It must end above where it begins' },
  open: (end: Words): Words => ({
    zh: `最后一档没有终点；${end.zh}起不再给付的，请再加一档 0 元`,
    en: `The last tier has no end; add one of CNY 0 if nothing is paid from ${end.en}`,
  }),
  gap: (low: Words, high: Words): Words => ({
    zh: `有空档：${low.zh}至不足 ${high.zh}没有写给付`,
    en: `There is a gap: nothing is said of ${low.en} to below ${high.en}`,
  }),
  overlap: (low: Words, high: Words): Words => ({
    zh: `与上一档重叠：${low.zh}至不足 ${high.zh}写了两次`,
    en: `It overlaps the tier before: ${low.en} to below ${high.en} is said twice`,
  }),
}
