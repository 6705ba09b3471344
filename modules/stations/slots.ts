import { dayMs, dayNumberOf, minuteMs, startOfDayMs } from '../../kernel/time/day.ts'
import type { WorkCalendar } from '../../kernel/time/work-calendar.ts'
import { type Span, spansOn, type Week } from './opening.ts'

// Time is cut into units: half hours, or days. A slot is some units; a booking is one slot or several that follow.

/** How a kind of resource is booked; `none`: one goes there. */
export type Unit = 'half_hour' | 'day' | 'none'

/** Of a resource, what its time depends on. */
export interface Timing {
  readonly unit: Unit
  readonly hours: Week
  /** Half hours in a slot; a slot of days is one day. */
  readonly slotUnits: number
  /** Slots that one booking may take. */
  readonly mostSlots: number
  /** How many at once. */
  readonly capacity: number
  /** Days ahead that may be booked. */
  readonly aheadDays: number
}

const halfHourMs = 30 * minuteMs
export const unitMs = (unit: Unit): number => (unit === 'day' ? dayMs : halfHourMs)

/** The units that a span takes, by their beginnings in ms. A span begins and ends on units. */
export function unitsOf(unit: Unit, { from, to }: Span): number[] {
  const step = unitMs(unit)
  const count = Math.max(0, Math.round((to.getTime() - from.getTime()) / step))
  return Array.from({ length: count }, (_, n) => from.getTime() + n * step)
}

/** The slots of one day. Of days, there is one where the day has hours at all. */
export function slotsOn(timing: Timing, calendar: WorkCalendar, dayNumber: number): Span[] {
  const spans = timing.unit === 'none' ? [] : spansOn(timing.hours, calendar, dayNumber)
  if (timing.unit === 'day') {
    const from = startOfDayMs(dayNumber)
    return spans.length > 0 ? [{ from: new Date(from), to: new Date(from + dayMs) }] : []
  }
  const length = timing.slotUnits * halfHourMs
  return spans.flatMap(({ from, to }) => {
    // Hours may begin at any minute; slots begin on half hours.
    const first = Math.ceil(from.getTime() / halfHourMs) * halfHourMs
    const count = Math.max(0, Math.floor((to.getTime() - first) / length))
    return Array.from({ length: count }, (_, n) => ({
      from: new Date(first + n * length),
      to: new Date(first + (n + 1) * length),
    }))
  })
}

/**
 * The time of a booking of `slots` slots from `from`, or null where there is none: it begins on a slot, every slot
 * follows the one before; days may pass over closed ones, but begin and end on open ones.
 */
export function spanFrom(timing: Timing, calendar: WorkCalendar, from: Date, slots: number): Span | null {
  if (timing.unit === 'none' || slots < 1 || slots > timing.mostSlots) return null
  const today = dayNumberOf(from)
  const own = slotsOn(timing, calendar, today)
  const first = own.findIndex((slot) => slot.from.getTime() === from.getTime())
  if (first < 0) return null
  if (timing.unit === 'day') {
    const last = slotsOn(timing, calendar, today + slots - 1)[0]
    return last ? { from, to: last.to } : null
  }
  const taken = own.slice(first, first + slots)
  const follow = taken.every((slot, n) => n === 0 || slot.from.getTime() === taken[n - 1]?.to.getTime())
  const last = taken.at(-1)
  return follow && taken.length === slots && last ? { from, to: last.to } : null
}

/** How many are taken, by the beginning of each unit in ms; a unit that is not named is free. */
export type Taken = ReadonlyMap<number, number>

/** How many are free for the whole of a span. */
export const freeIn = (timing: Pick<Timing, 'unit' | 'capacity'>, taken: Taken, span: Span): number =>
  Math.max(
    0,
    Math.min(timing.capacity, ...unitsOf(timing.unit, span).map((at) => timing.capacity - (taken.get(at) ?? 0))),
  )

/** May be booked now: not begun (a day: not over), and not further ahead than allowed. */
export function mayBegin(timing: Pick<Timing, 'unit' | 'aheadDays'>, from: Date, now: Date): boolean {
  const notBegun = timing.unit === 'day' ? dayNumberOf(from) >= dayNumberOf(now) : from > now
  return notBegun && dayNumberOf(from) <= dayNumberOf(now) + timing.aheadDays
}

/** The nearest free times to one that was wanted, nearest first; the earlier of two that are as near. */
export function nearestFree(
  timing: Timing,
  calendar: WorkCalendar,
  taken: Taken,
  wanted: { readonly from: Date; readonly slots: number; readonly now: Date },
  most = 3,
): Span[] {
  const { from, slots, now } = wanted
  const today = dayNumberOf(now)
  const days = Array.from({ length: timing.aheadDays + 1 }, (_, n) => today + n)
  return days
    .flatMap((day) => slotsOn(timing, calendar, day))
    .filter((slot) => mayBegin(timing, slot.from, now))
    .flatMap((slot) => spanFrom(timing, calendar, slot.from, slots) ?? [])
    .filter((span) => freeIn(timing, taken, span) > 0)
    .map((span) => ({ span, off: Math.abs(span.from.getTime() - from.getTime()) }))
    .toSorted((a, b) => a.off - b.off || a.span.from.getTime() - b.span.from.getTime())
    .slice(0, most)
    .map(({ span }) => span)
}

/** The time of a booking whose first slot covers an instant, as who wants something says it; null where none does. */
export function spanCovering(timing: Timing, calendar: WorkCalendar, at: Date, slots: number): Span | null {
  const slot = slotsOn(timing, calendar, dayNumberOf(at)).find(({ from, to }) => from <= at && at < to)
  return slot ? spanFrom(timing, calendar, slot.from, slots) : null
}
