import { expect, it } from 'vitest'
import { buildDistrict } from '../district/build-district.ts'
import { ends, planMediation } from './plan.ts'

const until = new Date('2026-11-28T02:00:00Z')
const district = buildDistrict({ seed: 530103, until })
const plan = planMediation(district, { seed: 530103, until })

it('is the same for the same seed and day: three whole committees, 60 disputes in every state over 14 months', () => {
  expect(planMediation(district, { seed: 530103, until })).toEqual(plan)
  const posts = new Set(district.posts.map(({ key }) => key))
  for (const { head, members, community } of plan.committees) {
    expect(posts.has(head), head).toBe(true)
    expect(members.length, community).toBeGreaterThanOrEqual(2)
  }
  expect(plan.disputes).toHaveLength(60)
  expect(new Set(plan.disputes.map(({ end }) => end))).toEqual(new Set(ends))
  const first = plan.disputes[0]?.at.getTime() ?? 0
  expect((until.getTime() - first) / 86_400_000).toBeGreaterThan(300)
})
