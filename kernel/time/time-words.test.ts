import { afterEach, describe, expect, it } from 'vitest'
import { durationWords, formatDay, formatInstant, formatTime, remainingWords, spanWords } from './time-words.ts'
import { defaultCalendar } from './work-calendar.ts'

const machineZone = process.env.TZ
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

const at = (wall: string): Date => new Date(`${wall.replace(' ', 'T')}:00+08:00`)

describe('remainingWords', () => {
  it.each([
    ['2026-11-23 12:00', '2026-11-23 10:00', false, '还剩 2 小时', '2 h left'],
    ['2026-11-23 12:00', '2026-11-23 11:15', false, '还剩 45 分钟', '45 min left'],
    ['2026-11-26 12:00', '2026-11-23 12:00', false, '还剩 3 天', '3 days left'],
    ['2026-11-23 12:00', '2026-11-23 12:00', false, '还剩不到 1 分钟', 'less than a minute left'],
    ['2026-11-23 12:00', '2026-11-26 13:00', false, '超时 3 天', '3 days overdue'],
    ['2026-11-23 12:00', '2026-11-24 12:00', false, '超时 1 天', '1 day overdue'],
    ['2026-11-24 10:00', '2026-11-23 17:00', true, '还剩 2 工作时', '2 working h left'],
    ['2026-11-30 18:00', '2026-11-23 10:15', true, '还剩 5 个工作日', '5 working days left'],
    ['2026-11-24 09:30', '2026-11-23 20:00', true, '还剩 30 工作分钟', '30 working min left'],
    ['2026-11-27 18:00', '2026-11-29 19:00', true, '超时 2 天', '2 days overdue'],
  ] as const)('due %s, now %s, working %s: %s', (dueAt, now, unitIsWorking, zh, en) => {
    const limit = { dueAt: at(dueAt), now: at(now), unitIsWorking }
    expect(remainingWords('zh', defaultCalendar, limit)).toBe(zh)
    expect(remainingWords('en', defaultCalendar, limit)).toBe(en)
  })

  it('is just overdue in the first minute', () => {
    const limit = {
      dueAt: at('2026-11-23 12:00'),
      now: new Date(at('2026-11-23 12:00').getTime() + 1),
      unitIsWorking: true,
    }
    expect(remainingWords('zh', defaultCalendar, limit)).toBe('刚刚超时')
    expect(remainingWords('en', defaultCalendar, limit)).toBe('just overdue')
  })
})

it('puts limits and lengths in words', () => {
  expect(spanWords('zh', { amount: 5, unit: 'working_days' })).toBe('5 个工作日')
  expect(spanWords('en', { amount: 1, unit: 'working_days' })).toBe('1 working day')
  expect(durationWords('zh', 2 * 1440 + 5 * 60 + 59)).toBe('2 天 5 小时')
  expect(durationWords('en', 45.9)).toBe('45 min')
  expect(durationWords('zh', 1440)).toBe('1 天')
  expect(durationWords('zh', 0.4)).toBe('不到 1 分钟')
})

it.each(['America/Los_Angeles', 'Pacific/Kiritimati'])('shows the wall clock of China on a machine in %s', (zone) => {
  process.env.TZ = zone
  const date = new Date('2026-11-02T16:05:00Z')
  expect(formatInstant('zh', date)).toBe('2026年11月3日 00:05')
  expect(formatInstant('en', date)).toBe('3 Nov 2026, 00:05')
  expect(formatTime('zh', date)).toBe('00:05')
  expect(formatDay('zh', date)).toBe('2026年11月3日')
  expect(formatDay('en', '2026-11-03')).toBe('3 Nov 2026')
  expect(formatDay('zh', '2026-11-03', { weekday: true })).toMatch(/^2026年11月3日\s?周二$/)
})
