/** From the first day to the last one, both counted: `YYYY-MM-DD`. */
export interface DaySpan {
  readonly from: string
  readonly to: string
}

/** What the time axis needs to know of a row. */
export interface TimedRow {
  readonly planned?: DaySpan | null
  /** Without `to` it goes on today. */
  readonly actual?: { readonly from: string; readonly to: string | null } | null
  readonly delays?: readonly DaySpan[]
}

/** A bar on the axis, as shares of its length: 0 is its left end, 1 its right one. */
export interface Bar {
  readonly at: number
  readonly width: number
}

/** A time axis of whole months. */
export interface GanttScale {
  readonly months: readonly { readonly day: string; readonly at: number; readonly named: boolean }[]
  /** Where today is; null where the axis does not reach it. */
  readonly today: number | null
  bar(span: DaySpan): Bar
}

const dayMs = 86_400_000
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs
const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
const firstOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`

/** Names of months stand closer than this only where there is room. */
const mostNames = 12
const steps = [1, 2, 3, 6, 12]

/**
 * The axis that holds all rows: from the first day of the first month to the last day of the last one. Something that
 * goes on draws it to today; otherwise today alone does not make it longer. Null where no row has a day.
 */
export function ganttScale(rows: readonly TimedRow[], today: string): GanttScale | null {
  const days = rows.flatMap((row) => daysOf(row, today)).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined) return null
  const [from, until] = [monthOf(first), monthOf(last) + 1]
  const [start, end] = [numberOf(firstOf(from)), numberOf(firstOf(until))]
  const share = (dayNumber: number) => (dayNumber - start) / (end - start)
  const step = steps.find((one) => (until - from) / one <= mostNames) ?? 12 * Math.ceil((until - from) / 12 / mostNames)
  const now = share(numberOf(today) + 0.5)
  return {
    months: Array.from({ length: until - from }, (_, i) => from + i).map((month) => ({
      day: firstOf(month),
      at: share(numberOf(firstOf(month))),
      named: month % step === 0,
    })),
    today: now >= 0 && now <= 1 ? now : null,
    bar: (span) => {
      const at = share(numberOf(span.from))
      return { at, width: Math.max(0, share(numberOf(span.to) + 1) - at) }
    },
  }
}

/** What a row did so far, ended by today where it still goes on. */
export function actualSpan({ actual }: TimedRow, today: string): DaySpan | null {
  if (!actual) return null
  const to = actual.to ?? today
  return { from: actual.from, to: to < actual.from ? actual.from : to }
}

function daysOf(row: TimedRow, today: string): string[] {
  const spans = [row.planned, actualSpan(row, today), ...(row.delays ?? [])]
  return spans.flatMap((span) => (span ? [span.from, span.to] : []))
}
