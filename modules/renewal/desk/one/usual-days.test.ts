import { expect, it } from 'vitest'
import { dayNumberFrom } from '../../../../kernel/time/day.ts'
import { noticeDays, stages } from '../../stages.ts'
import { usualDays } from './usual-days.ts'

it('begins a stage the day after those that it waits for', () => {
  const days = usualDays('2026-12-01')
  expect(days.survey).toEqual({ from: '2026-12-01', until: '2026-12-14' })
  expect(days.willingness.from).toBe('2026-12-15')
  expect(days.care.from).toBe(days.satisfaction.from)
  for (const { code, after } of stages)
    for (const earlier of after) expect(days[code].from > days[earlier].until).toBe(true)
})

it('leaves the notice its days', () => {
  const { from, until } = usualDays('2026-12-01').notice
  expect(dayNumberFrom(until) - dayNumberFrom(from) + 1).toBeGreaterThanOrEqual(noticeDays)
})
