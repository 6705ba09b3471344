import { expect, it } from 'vitest'
import { planHours } from './plan.ts'

const until = new Date('2026-12-01T02:00:00Z')
const plan = planHours({ teams: 9, volunteers: 640 }, { seed: 530103, until })

it('is the same for the same seed and day, and all of it lies in the fourteen months before', () => {
  expect(planHours({ teams: 9, volunteers: 640 }, { seed: 530103, until })).toEqual(plan)
  const since = new Date(until.getTime() - 15 * 30 * 86_400_000)
  for (const { startsAt, hours } of plan.activities) {
    expect(startsAt > since && startsAt.getTime() + hours * 3_600_000 < until.getTime()).toBe(true)
  }
  expect(plan.entries.every(({ at, minutes }) => at > since && at < until && minutes <= 1440)).toBe(true)
})

it('every team has activities, four of which wait for their leader; twenty certificates, one revoked, three asked for', () => {
  expect(plan.activities).toHaveLength(99)
  expect(plan.activities.filter(({ confirmed }) => !confirmed)).toHaveLength(4)
  expect(plan.activities.filter(({ byLeader, said }) => byLeader && said.length > 0)).toHaveLength(2)
  expect(plan.entries.length).toBeGreaterThan(700)
  const ends = plan.certificates.map(({ end }) => end)
  expect(ends.filter((end) => end === 'issued' || end === 'revoked')).toHaveLength(17)
  expect([ends.filter((end) => end === 'revoked').length, ends.filter((end) => end === 'asked').length]).toEqual([1, 3])
})
