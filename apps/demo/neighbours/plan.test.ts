import { expect, it } from 'vitest'
import { buildDistrict } from '../district/build-district.ts'
import { planNeighbours } from './plan.ts'

const until = new Date('2026-11-28T02:00:00Z')
const district = buildDistrict({ seed: 530103, until })
const plan = planNeighbours(district, { seed: 530103, until })

it('is the same for the same seed and day', () => {
  expect(planNeighbours(district, { seed: 530103, until })).toEqual(plan)
})

it('640 volunteers of three communities, each with a phone of their own', () => {
  expect(plan.volunteers).toHaveLength(640)
  expect(new Set(plan.volunteers.map(({ phone }) => phone)).size).toBe(640)
  expect(new Set(plan.volunteers.map(({ community }) => community)).size).toBe(3)
  for (const { phone, at, slots } of plan.volunteers) {
    expect(phone).toMatch(/^1200\d{7}$/)
    expect(at < until && slots.length > 0).toBe(true)
  }
})

it('nine teams, the three of the town among them, with members of their community', () => {
  expect(plan.teams.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['老厂百事帮帮团', '李医生医疗志愿服务队', '“巧娘”开心编织队']),
  )
  expect(plan.teams).toHaveLength(9)
  for (const { members, leader, community, formedAt } of plan.teams) {
    expect(members.length).toBeGreaterThan(3)
    for (const n of [leader, ...members]) expect(plan.volunteers[n]?.community).toBe(community)
    expect((plan.volunteers[leader]?.at ?? until) < formedAt).toBe(true)
  }
})

it('120 pairings in all states, each in the order of time, each with a volunteer of its own who fits', () => {
  expect(plan.pairings).toHaveLength(120)
  expect(new Set(plan.pairings.map(({ state }) => state)).size).toBe(9)
  expect(new Set(plan.pairings.map(({ volunteer }) => volunteer)).size).toBe(120)
  for (const { volunteer, wish, askedAt, agreedAt, contacts, endedAt } of plan.pairings) {
    const one = plan.volunteers[volunteer]
    expect(one && one.at < wish.at && one.slots.some((slot) => wish.slots.includes(slot))).toBe(true)
    expect(one?.skills).toContain(wish.kind)
    expect(one?.compound).toBe(wish.building.replace('building:', 'compound:').replace(/-.*/, ''))
    expect(wish.at < askedAt && askedAt < agreedAt).toBe(true)
    expect(contacts.every((at, n) => at > (contacts[n - 1] ?? agreedAt) && at < until)).toBe(true)
    expect(endedAt === null || (endedAt > (contacts.at(-1) ?? agreedAt) && endedAt < until)).toBe(true)
  }
})
