import { expect, it } from 'vitest'
import { buildDistrict } from '../district/build-district.ts'
import { planFacilities } from './plan.ts'

const until = new Date('2026-11-28T02:00:00Z')
const district = buildDistrict({ seed: 530103, until })
const plan = planFacilities(district, { seed: 530103, until })

it('is the same for the same seed and day; every facility stands in a compound and is kept by a post that is there', () => {
  expect(planFacilities(district, { seed: 530103, until })).toEqual(plan)
  const posts = new Set(district.posts.map(({ key }) => key))
  expect(plan.facilities.length).toBeGreaterThan(150)
  for (const { keeper, inspections, from } of plan.facilities) {
    expect(posts.has(keeper), keeper).toBe(true)
    expect(inspections.every((at, n) => at > (inspections[n - 1] ?? from) && at < until)).toBe(true)
  }
  expect(plan.facilities.filter(({ fault }) => fault)).toHaveLength(2)
})

it('six gates tell two months in order, one of them is silent', () => {
  expect(plan.gates.map(({ silent }) => silent)).toEqual([false, false, false, false, false, true])
  for (const { movements } of plan.gates) {
    expect(movements.length).toBeGreaterThan(500)
    expect(movements.every(({ at }, n) => at >= (movements[n - 1]?.at ?? at) && at < until)).toBe(true)
  }
})
