import chineseDays from 'chinese-days'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { dayFromNumber, dayNumberFrom, weekdayOf } from './day.ts'
import { knownYear, unknownYears } from './holidays.ts'
import {
  calendarFault,
  defaultCalendar,
  isWorkday,
  knowsHolidaysOf,
  minutesOfWorkday,
  type WorkCalendar,
} from './work-calendar.ts'

const machineZone = process.env.TZ
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

/** Every day from the first to the last, both included. */
function days(first: string, last: string): string[] {
  const [from, to] = [dayNumberFrom(first), dayNumberFrom(last)]
  return Array.from({ length: to - from + 1 }, (_, index) => dayFromNumber(from + index))
}

const notices = [
  // State Council notices for 2025 and 2026: [rest from, rest to, weekends worked in exchange]
  ['2025-01-28', '2025-02-04', ['2025-01-26', '2025-02-08']],
  ['2025-04-04', '2025-04-06', []],
  ['2025-05-01', '2025-05-05', ['2025-04-27']],
  ['2025-05-31', '2025-06-02', []],
  ['2025-10-01', '2025-10-08', ['2025-09-28', '2025-10-11']],
  ['2026-01-01', '2026-01-03', ['2026-01-04']],
  ['2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']],
  ['2026-04-04', '2026-04-06', []],
  ['2026-05-01', '2026-05-05', ['2026-05-09']],
  ['2026-06-19', '2026-06-21', []],
  ['2026-09-25', '2026-09-27', []],
  ['2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']],
] as const

describe('workdays of announced years', () => {
  it.each(notices)('%s to %s rest, exchanged weekends work', (first, last, exchanged) => {
    for (const day of days(first, last)) expect([day, isWorkday(defaultCalendar, day)]).toEqual([day, false])
    for (const day of exchanged) {
      expect([0, 6]).toContain(weekdayOf(dayNumberFrom(day)))
      expect([day, isWorkday(defaultCalendar, day)]).toEqual([day, true])
    }
  })

  it('counts the workdays of whole years as the notices make them', () => {
    const count = (year: number) =>
      days(`${year}-01-01`, `${year}-12-31`).filter((day) => isWorkday(defaultCalendar, day)).length
    expect([count(2025), count(2026)]).toEqual([248, 248])
  })
})

describe('a year that is not announced', () => {
  it('is known as unknown', () => {
    expect([knownYear(2025), knownYear(2026), knownYear(2099)]).toEqual([true, true, false])
    const typedIn = (overrides: WorkCalendar['overrides']) => knowsHolidaysOf({ overrides }, 2098)
    expect(typedIn({})).toBe(false)
    // A local day of rest is not the notice; a Saturday that is worked is.
    expect(typedIn({ '2098-03-03': 'rest', '2099-02-07': 'work' })).toBe(false)
    expect(typedIn({ '2098-02-01': 'work' })).toBe(true)
    expect(unknownYears('2026-12-01', '2026-12-31')).toEqual([])
    expect(unknownYears('2098-12-01', '2100-01-31')).toEqual([2098, 2099, 2100])
  })

  it('rests on weekends and on the 13 statutory days, as the lunar and solar tables of the library date them', () => {
    process.env.TZ = 'Asia/Shanghai' // the library reads local time
    for (let year = 2030; year <= 2060; year++) {
      expect(knownYear(year)).toBe(false)
      const statutory = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'].map((each) => `${year}-${each}`))
      statutory.add(chineseDays.getSolarTermDate(year, 4, 'pure_brightness'))
      for (const day of days(`${year}-01-01`, `${year}-12-31`)) {
        const lunar = chineseDays.getLunarDate(new Date(Date.parse(`${day}T12:00:00+08:00`)))
        const feast = `${lunar.lunarMon}/${lunar.lunarDay}`
        if (lunar.isLeap || !['1/1', '1/2', '1/3', '5/5', '8/15'].includes(feast)) continue
        statutory.add(day)
        if (feast === '1/1') statutory.add(dayFromNumber(dayNumberFrom(day) - 1))
      }
      expect(statutory.size).toBeGreaterThanOrEqual(12) // 13 unless two feasts meet
      for (const day of days(`${year}-01-01`, `${year}-12-31`)) {
        const weekend = [0, 6].includes(weekdayOf(dayNumberFrom(day)))
        expect([day, isWorkday(defaultCalendar, day)]).toEqual([day, !weekend && !statutory.has(day)])
      }
    }
  })
})

describe('the tenant', () => {
  it('overrides the notice in both directions', () => {
    const calendar = { ...defaultCalendar, overrides: { '2026-10-01': 'work', '2026-10-09': 'rest' } } as const
    expect(isWorkday(calendar, '2026-10-01')).toBe(true)
    expect(isWorkday(calendar, '2026-10-09')).toBe(false)
    expect(isWorkday(calendar, '2026-10-02')).toBe(false)
  })

  it('has a workday of seven hours by default', () => {
    expect(minutesOfWorkday(defaultCalendar)).toBe(420)
  })

  it.each([
    [[], {}, 'no_hours'],
    [[{ from: '9:00', to: '12:00' }], {}, 'not_a_time'],
    [[{ from: '09:00', to: '24:01' }], {}, 'not_a_time'],
    [[{ from: '12:00', to: '09:00' }], {}, 'hours_out_of_order'],
    [
      [
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '18:00' },
      ],
      {},
      'hours_out_of_order',
    ],
    [[{ from: '00:00', to: '24:00' }], { '2026-02-30': 'rest' }, 'not_a_day'],
    [
      [
        { from: '09:00', to: '12:00' },
        { from: '12:00', to: '18:00' },
      ],
      { '2026-02-28': 'rest' },
      undefined,
    ],
  ] as const)('hears what is wrong with %j %j: %s', (hours, overrides, fault) => {
    expect(calendarFault({ hours, overrides })).toBe(fault)
  })
})

describe.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Shanghai'])('on a machine in %s', (zone) => {
  it('days, holidays and feasts are those of China', async () => {
    process.env.TZ = zone
    vi.resetModules() // nothing may be remembered from another zone, nor built while loading
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
    const { dayOf } = await import('./day.ts')
    const { isWorkday } = await import('./work-calendar.ts')
    expect(dayOf(new Date('2026-10-07T15:59:59.999Z'))).toBe('2026-10-07')
    expect(dayOf(new Date('2026-10-07T16:00:00Z'))).toBe('2026-10-08')
    expect(isWorkday(defaultCalendar, new Date('2026-10-07T15:59:59.999Z'))).toBe(false)
    expect(isWorkday(defaultCalendar, new Date('2026-10-07T16:00:00Z'))).toBe(true)
    // 2030, not announced: Qingming, Dragon Boat and Mid-autumn on weekdays; the days beside them are worked
    const feasts = ['2030-04-05', '2030-06-05', '2030-09-12']
    for (const feast of feasts) expect([feast, isWorkday(defaultCalendar, feast)]).toEqual([feast, false])
    for (const day of ['2030-02-01', '2030-04-04', '2030-06-04', '2030-06-06', '2030-09-11', '2030-09-13']) {
      expect([day, isWorkday(defaultCalendar, day)]).toEqual([day, true])
    }
  })
})

it('refuses what is not a day', () => {
  for (const wrong of ['2026-02-30', '2026-2-3', '', 'today']) expect(() => dayNumberFrom(wrong)).toThrow(RangeError)
})
