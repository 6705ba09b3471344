import { dayNumberOf } from '../../../kernel/time/day.ts'
import { addSpan } from '../../../kernel/time/span.ts'
import { type WorkCalendar, worksOn } from '../../../kernel/time/work-calendar.ts'

/**
 * On which working day after the report an answer came: the least n for which a limit of n working days was kept, so
 * that it agrees with every clock of Liren (民法典 art. 201, 203: the day of the report is not counted, the last day
 * ends when business closes). 0: on the same day, or before the next workday closed.
 */
export function workdaysTaken(calendar: WorkCalendar, reportedAt: Date, answeredAt: Date): number {
  const kept = (n: number) => answeredAt <= addSpan(calendar, reportedAt, { amount: n, unit: 'working_days' })
  if (kept(0)) return 0
  let days = 0
  const last = dayNumberOf(answeredAt)
  for (let day = dayNumberOf(reportedAt) + 1; day <= last; day++) if (worksOn(calendar, day)) days++
  // Answered after closing, or on a day of rest: it counts for the next workday.
  return days > 0 && kept(days) ? days : days + 1
}
