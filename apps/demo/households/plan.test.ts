import { expect, it } from 'vitest'
import { buildDistrict } from '../district/build-district.ts'
import { longDoors, longGrid, perGrid, planHouseholds } from './plan.ts'

const until = new Date('2026-11-28T02:00:00Z')
const district = buildDistrict({ seed: 530103, until })
const plan = planHouseholds(district, { seed: 530103, until })

it('is the same for the same seed and day; nine grid workers with 530 households each, one a door', () => {
  expect(planHouseholds(district, { seed: 530103, until })).toEqual(plan)
  expect(plan).toHaveLength(9 * perGrid)
  const doors = new Set(plan.map(({ building, unit, number }) => `${building} ${unit} ${number}`))
  expect(doors.size).toBe(plan.length)
  const posts = new Set(district.posts.map(({ key }) => key))
  for (const { grid } of plan) expect(posts.has(grid.replace('grid:', 'post:grid_worker:')), grid).toBe(true)
})

it('tells 14 months of the first doors of one grid and the last quarter of the others, in order and in the past', () => {
  const long = plan.filter(({ grid }) => grid === longGrid).slice(0, longDoors)
  expect(Math.min(...long.flatMap(({ visits }) => visits.map(({ at }) => at.getTime())))).toBeLessThan(
    until.getTime() - 400 * 86_400_000,
  )
  for (const { visits, knownAt } of plan)
    expect(visits.every(({ at }, n) => at > (visits[n - 1]?.at ?? knownAt) && at < until)).toBe(true)
  expect(plan.filter(({ quarrel }) => quarrel === 'phones').length).toBeGreaterThan(20)
  expect(plan.flatMap(({ visits }) => visits).length).toBeGreaterThan(1800)
})

it('has phones of a range that nobody was given, each once', () => {
  const phones = plan.flatMap(({ members }) => members.flatMap(({ phone }) => phone ?? []))
  expect(phones.every((phone) => /^1[02]00|^120[1-9]/.test(phone))).toBe(true)
  expect(new Set(phones).size).toBe(phones.length)
})
