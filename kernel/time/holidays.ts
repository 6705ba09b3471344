import chineseDays from 'chinese-days'
import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { type Day, dayFromNumber, dayNumberFrom, hourMs, startOfDayMs, weekdayOf } from './day.ts'

// The library's own isWorkday builds its table in the machine's zone and is a day off west of Greenwich; its data is not.
const restDays = new Set(Object.keys(announced.holidays))
const workDays = new Set(Object.keys(announced.workdays))
const announcedYears = new Set([...restDays].map((day) => Number(day.slice(0, 4))))

/**
 * Whether the State Council's yearly notice for this year (holidays and the weekends worked in exchange, 调休) is known.
 * It comes out in the autumn before. Where it is not known, screens warn: deadlines in that year may still move.
 */
export const knownYear = (year: number): boolean => announcedYears.has(year)

/**
 * Month and day in the Chinese calendar as 'month/day'; in a leap month as 'leap'.
 * (Not by Intl: its astronomy puts some new years, such as that of 2030, a day early.)
 */
function lunarDay(dayNumber: number): string {
  const lunar = chineseDays.getLunarDate(new Date(startOfDayMs(dayNumber) + 12 * hourMs))
  return lunar.isLeap ? 'leap' : `${lunar.lunarMon}/${lunar.lunarDay}`
}

/** Qingming falls on 4 or 5 April; the usual formula, right for 2000 to 2099 (tested against the library's table). */
function qingming(year: number): string {
  const y = year % 100
  return `04-0${Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4)}`
}

const fixedFeasts = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'])
const lunarFeasts = new Set(['1/1', '1/2', '1/3', '5/5', '8/15'])

/**
 * The 13 days that are rest by law in every year, whatever the notice adds:
 * 全国年节及纪念日放假办法 art. 2 as amended from 2025-01-01 (New Year 1, Spring Festival 4 from its eve, Qingming 1,
 * Labour Day 2, Dragon Boat 1, Mid-autumn 1, National Day 3).
 */
function isStatutoryHoliday(day: Day, dayNumber: number): boolean {
  const monthDay = day.slice(5)
  if (fixedFeasts.has(monthDay) || monthDay === qingming(Number(day.slice(0, 4)))) return true
  return lunarFeasts.has(lunarDay(dayNumber)) || lunarDay(dayNumber + 1) === '1/1'
}

const remembered = new Map<number, boolean>()

/**
 * Whether the whole country works on a day, by its number (see day.ts): the notice where the year is known, else
 * weekends and statutory holidays rest (no exchanged weekends can be known).
 */
export function isNationalWorkday(dayNumber: number): boolean {
  const known = remembered.get(dayNumber)
  if (known !== undefined) return known
  const works = decide(dayNumber)
  remembered.set(dayNumber, works)
  return works
}

function decide(dayNumber: number): boolean {
  const day = dayFromNumber(dayNumber)
  if (workDays.has(day)) return true
  if (restDays.has(day)) return false
  const weekday = weekdayOf(dayNumber)
  if (weekday === 0 || weekday === 6) return false
  return knownYear(Number(day.slice(0, 4))) || !isStatutoryHoliday(day, dayNumber)
}

/** The years from `from` to `to` (days, both included) whose notice is not known; what a screen should warn about. */
export function unknownYears(from: Day, to: Day): number[] {
  const first = Number(dayFromNumber(dayNumberFrom(from)).slice(0, 4))
  const last = Number(dayFromNumber(dayNumberFrom(to)).slice(0, 4))
  const years: number[] = []
  for (let year = first; year <= last; year++) if (!knownYear(year)) years.push(year)
  return years
}
