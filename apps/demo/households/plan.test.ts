import { expect, it } from 'vitest'
import { buildDistrict } from '../district/build-district.ts'
import { perGrid, planHouseholds, registeredAt } from './plan.ts'

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

it('tells 14 months of every grid: to the day of the register from the book, since then on the phone', () => {
  const known = registeredAt(until)
  for (const { key } of district.grids) {
    const own = plan.filter(({ grid }) => grid === key)
    const past = own.flatMap((one) => one.past)
    expect(Math.min(...past.map(({ at }) => at.getTime())), key).toBeLessThan(until.getTime() - 400 * 86_400_000)
    // About once a quarter each, and whom we care for by the month.
    expect(past.length, key).toBeGreaterThan(3.5 * perGrid)
    const quarters = new Set(past.map(({ at }) => `${at.getUTCFullYear()} ${Math.floor(at.getUTCMonth() / 3)}`))
    expect(quarters.size, key).toBeGreaterThanOrEqual(4)
    expect(past.filter(({ reached }) => !reached).length, key).toBeGreaterThan(100)
    expect(own.filter(({ visits }) => visits.length > 0).length / own.length, key).toBeGreaterThan(0.3)
  }
  for (const { past, visits } of plan) {
    expect(past.every(({ at }) => at < known) && visits.every(({ at }) => at > known && at < until)).toBe(true)
    const all = [...past, ...visits]
    expect(all.every(({ at }, n) => n === 0 || at > (all[n - 1]?.at ?? known))).toBe(true)
  }
  expect(plan.filter(({ quarrel }) => quarrel === 'phones').length).toBeGreaterThan(20)
})

it('has phones of a range that nobody was given, each once', () => {
  const phones = plan.flatMap(({ members }) => members.flatMap(({ phone }) => phone ?? []))
  expect(phones.every((phone) => /^1[02]00|^120[1-9]/.test(phone))).toBe(true)
  expect(new Set(phones).size).toBe(phones.length)
})
