import { expect, it } from 'vitest'
import { planCouncils } from './plan.ts'

const until = new Date('2026-11-28T02:00:00Z')
const { held, next } = planCouncils(until)

it('each decision is heard at the councils after it until one of them hears that it is done', () => {
  expect(planCouncils(until)).toEqual({ held, next })
  expect(held.every(({ startsAt }) => startsAt < until) && next > until).toBe(true)
  for (const [n, { topics, startsAt }] of held.entries())
    for (const { done, heard } of topics.flatMap(({ decisions }) => decisions)) {
      const later = held.slice(n + 1)
      const doneAt = done ? startsAt.getTime() + (done[0] + 4) * 86_400_000 : Number.POSITIVE_INFINITY
      const until = later.findIndex((council) => council.startsAt.getTime() > doneAt)
      expect(heard).toHaveLength(until < 0 ? later.length : until + 1)
    }
})
