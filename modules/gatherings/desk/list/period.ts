/** A year or a quarter of it, as days that both count. */
export interface Period {
  readonly year: string
  readonly quarter: number | null
  readonly from: string
  readonly to: string
}

const lastDays = ['03-31', '06-30', '09-30', '12-31'] as const

const isDay = (text: string | undefined): text is string => text !== undefined && /^20\d\d-\d\d-\d\d$/.test(text)

/** Days that an address names outright, as numbers of other pages do; null where it names none. */
export const daysNamed = (from: string | undefined, to: string | undefined): Period | null =>
  isDay(from) && isDay(to) && from <= to ? { year: from.slice(0, 4), quarter: null, from, to } : null

/** The period that an address names; what is not a year or a quarter is passed over. */
export function periodOf(year: string | undefined, quarter: string | undefined, today: string): Period {
  const ofYear = year !== undefined && /^20\d\d$/.test(year) ? year : today.slice(0, 4)
  const n = quarter !== undefined && /^[1-4]$/.test(quarter) ? Number(quarter) : null
  if (n === null) return { year: ofYear, quarter: null, from: `${ofYear}-01-01`, to: `${ofYear}-12-31` }
  const month = String(n * 3 - 2).padStart(2, '0')
  return { year: ofYear, quarter: n, from: `${ofYear}-${month}-01`, to: `${ofYear}-${lastDays[n - 1] ?? '12-31'}` }
}
