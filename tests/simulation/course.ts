import { dayMs, dayNumberOf, hourMs, startOfDayMs } from '../../kernel/time/day.ts'
import { type WorkCalendar, worksOn } from '../../kernel/time/work-calendar.ts'
import { workingMsBetween } from '../../kernel/time/working-time.ts'

/** A city, and how long it is watched. */
export interface Asked {
  readonly residents: number
  readonly grids: number
  readonly districts: number
  readonly days: number
  /** By so much more is reported while it storms; 1: no storm. */
  readonly storm: number
  readonly seed: number
  /** Midnight in Beijing of the first day. */
  readonly from: Date
}

/** 8.7 million people report 27,000 matters on a working day. */
export const reportsADay = (residents: number): number => (residents * 27_000) / 8_700_000

/** A stretch of virtual time; everything in it happens at its beginning. */
export interface Slot {
  readonly at: Date
  readonly lastsMs: number
  /** So much is reported in the whole city, a fraction included. */
  readonly reports: number
  /** Offices are open. */
  readonly working: boolean
  readonly stormy: boolean
}

/** Shares of a day's reports by the hour, in percent: mornings and evenings. */
const byHour = [1, 1, 0, 0, 0, 1, 2, 4, 8, 10, 9, 6, 5, 4, 6, 6, 5, 5, 7, 8, 6, 3, 2, 1]
const restDayShare = 0.7
/** On the second day, for eight hours of daylight. */
const stormFrom = dayMs + 8 * hourMs
const stormLastsMs = 8 * hourMs

/** The whole course, in half hours by day and two hours by night. */
export function courseOf(asked: Asked, calendar: WorkCalendar): Slot[] {
  const end = asked.from.getTime() + asked.days * dayMs
  const slots: Slot[] = []
  for (let at = asked.from.getTime(); at < end; at += slots.at(-1)?.lastsMs ?? hourMs)
    slots.push(slotAt(asked, calendar, new Date(at)))
  return slots
}

function slotAt(asked: Asked, calendar: WorkCalendar, at: Date): Slot {
  const day = dayNumberOf(at)
  const hour = Math.floor((at.getTime() - startOfDayMs(day)) / hourMs)
  const lastsMs = hour >= 7 && hour < 21 ? hourMs / 2 : 2 * hourMs
  const since = at.getTime() - asked.from.getTime()
  const stormy = asked.storm !== 1 && since >= stormFrom && since < stormFrom + stormLastsMs
  const hours = Array.from({ length: Math.ceil(lastsMs / hourMs) }, (_, n) => byHour[(hour + n) % 24] ?? 0)
  const share = ((hours.reduce((sum, percent) => sum + percent, 0) / hours.length / 100) * lastsMs) / hourMs
  const usual = reportsADay(asked.residents) * (worksOn(calendar, day) ? 1 : restDayShare) * share
  return {
    at,
    lastsMs,
    stormy,
    reports: usual * (stormy ? asked.storm : 1),
    working: workingMsBetween(calendar, at, new Date(at.getTime() + lastsMs)) > 0,
  }
}
