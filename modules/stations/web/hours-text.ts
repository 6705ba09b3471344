import type { Range, Week } from '../opening.ts'

/** Hours of a day as somebody types them: “09:00-12:00 14:00-18:00”; empty: closed. */
export const hoursText = (ranges: readonly Range[]): string => ranges.map(({ from, to }) => `${from}-${to}`).join(' ')

const one = /^(\d{1,2}):(\d{2})[-–—~至](\d{1,2}):(\d{2})$/

/** The hours that were typed; null where they cannot be read. */
function readHours(typed: string): Range[] | null {
  const parts = typed
    .replace(/：/g, ':')
    .replace(/[，、；,;]/g, ' ')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
  const ranges = parts.map((part) => {
    const [, h1 = '', m1, h2 = '', m2] = one.exec(part) ?? []
    return h1 ? { from: `${h1.padStart(2, '0')}:${m1}`, to: `${h2.padStart(2, '0')}:${m2}` } : null
  })
  return ranges.some((range) => range === null) ? null : ranges.flatMap((range) => range ?? [])
}

/** A week as typed. */
export interface WeekDraft {
  readonly days: readonly string[]
  readonly exceptions: readonly {
    readonly fromOn: string
    readonly toOn: string
    readonly hours: string
    readonly words: string
  }[]
  readonly restsOnHolidays: boolean
}

export const draftOfWeek = (week: Week): WeekDraft => ({
  days: week.days.map(hoursText),
  exceptions: week.exceptions.map(({ ranges, ...rest }) => ({ ...rest, hours: hoursText(ranges) })),
  restsOnHolidays: week.restsOnHolidays,
})

/** The week that was typed; null while something cannot be read. */
export function weekOfDraft({ days, exceptions, restsOnHolidays }: WeekDraft): Week | null {
  const read = days.map(readHours)
  const others = exceptions.map(({ hours, ...rest }) => ({ ...rest, ranges: readHours(hours) }))
  if (read.some((day) => day === null)) return null
  if (others.some(({ ranges, fromOn, toOn }) => ranges === null || !fromOn || !toOn)) return null
  return {
    days: read.map((day) => day ?? []),
    exceptions: others.map(({ ranges, ...rest }) => ({ ...rest, ranges: ranges ?? [] })),
    restsOnHolidays,
  }
}
