import { expect, it } from 'vitest'
import { neighbours, planConsultations, statements } from './plan.ts'

const asked = { seed: 530103, until: new Date('2026-11-28T02:00:00Z') }
const plan = planConsultations(asked)

it('is the same for the same seed and day; 900 neighbours vote while it is open, on statements that are there', () => {
  expect(planConsultations(asked)).toEqual(plan)
  expect(plan.voters.length).toBe(neighbours)
  for (const { at, votes } of plan.voters) {
    expect(at > plan.openAt && at < plan.untilAt).toBe(true)
    expect(new Set(votes.map(({ statement }) => statement)).size).toBe(votes.length)
    expect(votes.every(({ statement }) => statement < statements.length)).toBe(true)
  }
  expect(plan.untilAt < asked.until).toBe(true)
})
