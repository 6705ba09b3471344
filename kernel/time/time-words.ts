import { defineWords, type Lang, wordsIn } from '../contract/words.ts'
import { chinaTimeZone, type Day, dayNumberFrom, startOfDayMs } from './day.ts'
import { remaining, type Span, type SpanUnit } from './span.ts'
import { minutesOfWorkday, type WorkCalendar } from './work-calendar.ts'

const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

const words = defineWords({
  zh: {
    working_minutes: (n: number) => `${n} 工作分钟`,
    working_hours: (n: number) => `${n} 工作时`,
    working_days: (n: number) => `${n} 个工作日`,
    minutes: (n: number) => `${n} 分钟`,
    hours: (n: number) => `${n} 小时`,
    days: (n: number) => `${n} 天`,
    left: (length: string) => `还剩 ${length}`,
    over: (length: string) => `超时 ${length}`,
    leastLeft: '还剩不到 1 分钟',
    leastOver: '刚刚超时',
    least: '不到 1 分钟',
  },
  en: {
    working_minutes: (n) => `${n} working min`,
    working_hours: (n) => `${n} working h`,
    working_days: (n) => many(n, 'working day'),
    minutes: (n) => `${n} min`,
    hours: (n) => `${n} h`,
    days: (n) => many(n, 'day'),
    left: (length) => `${length} left`,
    over: (length) => `${length} overdue`,
    leastLeft: 'less than a minute left',
    leastOver: 'just overdue',
    least: 'less than a minute',
  },
})

/** A time limit in words: "5 个工作日", "5 working days". */
export const spanWords = (lang: Lang, span: Span): string => wordsIn(words, lang)[span.unit](span.amount)

/** Whole units of a length, the largest that fits; rounded down, so that nobody is promised more than there is. */
function largestUnit(minutes: number, dayMinutes: number, units: readonly [SpanUnit, SpanUnit, SpanUnit]): Span {
  const [day, hour, minute] = units
  if (minutes >= dayMinutes) return { amount: Math.floor(minutes / dayMinutes), unit: day }
  if (minutes >= 60) return { amount: Math.floor(minutes / 60), unit: hour }
  return { amount: Math.floor(minutes), unit: minute }
}

const naturalUnits = ['days', 'hours', 'minutes'] as const
const workingUnits = ['working_days', 'working_hours', 'working_minutes'] as const

/**
 * What is left of a limit, or by how much it is over: "还剩 2 小时", "2 h left", "超时 3 天", "3 days overdue".
 * A working limit is put in working days and hours ("还剩 3 个工作日") while it runs. Once it is over, natural time is
 * told, as the person who waits counts it: overdue since Friday evening is two days on Sunday evening.
 */
export function remainingWords(
  lang: Lang,
  calendar: WorkCalendar,
  limit: { readonly dueAt: Date; readonly now: Date; readonly unitIsWorking: boolean },
): string {
  const say = wordsIn(words, lang)
  const over = limit.now > limit.dueAt
  const working = limit.unitIsWorking && !over
  const minutes = Math.abs(remaining(calendar, { ...limit, unitIsWorking: working }))
  const length = working
    ? largestUnit(minutes, minutesOfWorkday(calendar), workingUnits)
    : largestUnit(minutes, 24 * 60, naturalUnits)
  if (length.amount === 0) return over ? say.leastOver : say.leastLeft
  return over ? say.over(spanWords(lang, length)) : say.left(spanWords(lang, length))
}

/** A length of natural time in its two largest units, for figures such as a median: "2 天 5 小时", "45 min". */
export function durationWords(lang: Lang, minutes: number): string {
  const whole = Math.floor(Math.abs(minutes))
  const parts: Span[] = [
    { amount: Math.floor(whole / 1440), unit: 'days' },
    { amount: Math.floor((whole % 1440) / 60), unit: 'hours' },
    { amount: whole % 60, unit: 'minutes' },
  ]
  const first = parts.findIndex((part) => part.amount > 0)
  if (first < 0) return wordsIn(words, lang).least
  const shown = parts.slice(first, first + 2).filter((part) => part.amount > 0)
  return shown.map((part) => spanWords(lang, part)).join(' ')
}

const locales: Readonly<Record<Lang, string>> = { zh: 'zh-CN', en: 'en-GB' }
const formats = new Map<string, Intl.DateTimeFormat>()

function format(lang: Lang, name: 'day' | 'weekday' | 'instant' | 'time'): Intl.DateTimeFormat {
  const key = `${lang} ${name}`
  const known = formats.get(key)
  if (known) return known
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = { year: 'numeric', month: lang === 'zh' ? 'long' : 'short', day: 'numeric' } as const
  const options = { day, weekday: { ...day, weekday: 'short' }, instant: { ...day, ...time }, time } as const
  const made = new Intl.DateTimeFormat(locales[lang], { ...options[name], timeZone: chinaTimeZone })
  formats.set(key, made)
  return made
}

const instantOf = (date: Day | Date): Date =>
  typeof date === 'string' ? new Date(startOfDayMs(dayNumberFrom(date))) : date

/** "2026年11月2日 15:21", "2 Nov 2026, 15:21", on the tenant's wall clock. */
export const formatInstant = (lang: Lang, date: Date): string => format(lang, 'instant').format(date)

/** "15:21" on the tenant's wall clock. */
export const formatTime = (lang: Lang, date: Date): string => format(lang, 'time').format(date)

/** "2026年11月2日", "2 Nov 2026"; with `weekday` also "周一", "Mon". */
export function formatDay(lang: Lang, date: Day | Date, options: { readonly weekday?: boolean } = {}): string {
  return format(lang, options.weekday ? 'weekday' : 'day').format(instantOf(date))
}
