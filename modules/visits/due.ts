import { type Day, dayFromNumber, dayNumberFrom, dayNumberOf, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import { addSpan } from '../../kernel/time/span.ts'
import { shiftsOf, type WorkCalendar, worksOn } from '../../kernel/time/work-calendar.ts'
import { closingAfterWorkdays } from '../../kernel/time/working-time.ts'
import { isTriggered, type Method, type Rhythm, type VisitRule } from './rule.ts'

/** What a rule asks for: a due before it has a holder. `origin` is the same whenever the same thing is asked again. */
export interface DueDraft {
  readonly rule: VisitRule
  readonly origin: string
  readonly standing: boolean
  readonly method: Method
  readonly priority: number
  /** May be done from … */
  readonly fromAt: Date
  /** … and must be done by the close of business of the last day. */
  readonly deadlineAt: Date
}

/** A subject as the rules see it. */
export interface RuledSubject {
  readonly kind: string
  readonly tags: readonly string[]
}

/** The dues that something which happened to a subject asks for. The same happening on the same day asks for the same. */
export function duesAfter(
  rules: readonly VisitRule[],
  subject: RuledSubject,
  happened: { readonly trigger: string; readonly at: Date },
  calendar: WorkCalendar,
): DueDraft[] {
  const { trigger, at } = happened
  return rules.flatMap((rule): DueDraft[] => {
    const { when, subjectKind, paused, method, priority } = rule.spec
    if (paused || subjectKind !== subject.kind || !isTriggered(when) || when.on !== trigger) return []
    const name = when.once ? trigger : `${trigger}@${dayOf(at)}`
    const shared = { rule, standing: false, method, priority }
    const first = { ...shared, origin: name, fromAt: at, deadlineAt: workingDaysAfter(calendar, at, when.within) }
    if (when.again === null) return [first]
    // From the morning after the waiting is over, and then as long as the first time.
    const waited = workingDaysAfter(calendar, at, when.again)
    const fromAt = new Date(startOfDayMs(dayNumberOf(waited)))
    return [
      first,
      { ...shared, origin: `${name}:again`, fromAt, deadlineAt: workingDaysAfter(calendar, waited, when.within) },
    ]
  })
}

const workingDaysAfter = (calendar: WorkCalendar, at: Date, amount: number): Date =>
  addSpan(calendar, at, { amount, unit: 'working_days' })

/** A stretch of days: the first belongs to it, the last does not. */
export interface Period {
  /** `2026-12`, `2026-Q4`, `2026-11-23` (the Monday of a week). */
  readonly name: string
  readonly fromOn: Day
  readonly toOn: Day
}

/** A period that begins when so few working days are left of it is passed over for a subject that is new. */
const fewestWorkdays = 5

/** The dues of standing rules in one period for a subject that is known since an instant. */
export function standingDues(
  rules: readonly VisitRule[],
  subject: RuledSubject & { readonly knownAt: Date },
  at: Date,
  calendar: WorkCalendar,
): DueDraft[] {
  return rules.flatMap((rule): DueDraft[] => {
    const { when, subjectKind, paused, method, priority } = rule.spec
    if (paused || subjectKind !== subject.kind || isTriggered(when)) return []
    if (when.tag !== null && !subject.tags.includes(when.tag)) return []
    const period = periodOf(when.every, dayOf(at))
    const days = workdaysIn(calendar, period)
    const known = days.filter((day) => day >= dayNumberOf(subject.knownAt))
    const last = days.at(-1)
    const first = known[0]
    if (last === undefined || first === undefined || known.length < Math.min(fewestWorkdays, days.length)) return []
    return [
      {
        rule,
        standing: true,
        origin: `standing:${period.name}`,
        method,
        priority,
        fromAt: new Date(startOfDayMs(first)),
        deadlineAt: closeOf(calendar, last),
      },
    ]
  })
}

/** The period of a rhythm in which a day lies. */
export function periodOf(rhythm: Rhythm, day: Day): Period {
  if (rhythm === 'week') {
    const monday = mondayOf(day)
    return { name: monday, fromOn: monday, toOn: dayFromNumber(dayNumberFrom(monday) + 7) }
  }
  const [year = 0, month = 1] = day.split('-').map(Number)
  if (rhythm === 'month') return { name: day.slice(0, 7), fromOn: firstOf(year, month), toOn: firstOf(year, month + 1) }
  const quarter = Math.floor((month - 1) / 3)
  return {
    name: `${year}-Q${quarter + 1}`,
    fromOn: firstOf(year, quarter * 3 + 1),
    toOn: firstOf(year, quarter * 3 + 4),
  }
}

/** The Monday of the week of a day. */
export function mondayOf(day: Day): Day {
  const number = dayNumberFrom(day)
  // 1970-01-01, day 0, was a Thursday.
  return dayFromNumber(number - ((((number + 3) % 7) + 7) % 7))
}

const firstOf = (year: number, month: number): Day =>
  dayFromNumber(Math.round(Date.UTC(year, month - 1, 1) / 86_400_000))

/** The numbers of the days that are worked in a period. */
export function workdaysIn(calendar: WorkCalendar, { fromOn, toOn }: Pick<Period, 'fromOn' | 'toOn'>): number[] {
  const days: number[] = []
  for (let day = dayNumberFrom(fromOn); day < dayNumberFrom(toOn); day++) if (worksOn(calendar, day)) days.push(day)
  return days
}

const closeOf = (calendar: WorkCalendar, day: number): Date =>
  new Date(startOfDayMs(day) + (shiftsOf(calendar).at(-1)?.to ?? 0))

/** Nobody was reached: when it is tried again, and until when. A try that failed is not the caller's delay. */
export function afterTry(
  calendar: WorkCalendar,
  due: { readonly deadlineAt: Date },
  retryAfter: number,
  at: Date,
): { fromAt: Date; deadlineAt: Date } {
  const retry = closingAfterWorkdays(calendar, at, retryAfter)
  return {
    fromAt: new Date(startOfDayMs(dayNumberOf(retry))),
    deadlineAt: new Date(Math.max(retry.getTime(), due.deadlineAt.getTime())),
  }
}
