import type { LocalCalendar } from '../../rules/contract.ts'

type Mark = 'work' | 'rest' | null

export interface DayChange {
  readonly day: string
  readonly before: Mark
  readonly after: Mark
  readonly name: string | null
}

/** Days that two calendars treat or call differently, in order. */
export function dayChanges(before: LocalCalendar, after: LocalCalendar): DayChange[] {
  const days = [...new Set([...Object.keys(before.overrides), ...Object.keys(after.overrides)])].sort()
  return days
    .map((day) => ({
      day,
      before: before.overrides[day] ?? null,
      after: after.overrides[day] ?? null,
      name: after.names?.[day] ?? null,
      nameBefore: before.names?.[day] ?? null,
    }))
    .filter((one) => one.before !== one.after || one.name !== one.nameBefore)
}

export const hoursWords = ({ hours }: LocalCalendar): string => hours.map(({ from, to }) => `${from}–${to}`).join(' ')

/** A calendar with one day set, or as the country has it again. A name without a mark is dropped. */
export function withDay(calendar: LocalCalendar, day: string, mark: Mark, name: string): LocalCalendar {
  const { [day]: _mark, ...overrides } = calendar.overrides
  const { [day]: _name, ...names } = calendar.names ?? {}
  if (mark === null) return { ...calendar, overrides, names }
  return {
    ...calendar,
    overrides: { ...overrides, [day]: mark },
    names: name.trim() === '' ? names : { ...names, [day]: name },
  }
}
