import { expect, it } from 'vitest'
import { dayOf } from '../../../kernel/time/day.ts'
import { defaultChecklists, kinds, periodAt } from '../../../modules/safety/public.ts'
import { buildDistrict } from '../district/build-district.ts'
import { planCampaigns, planRounds } from './plan.ts'
import { noWords } from './words.ts'

const until = new Date('2026-11-28T02:00:00Z')
const district = buildDistrict({ seed: 530103, until })
const routes = planRounds(district, { seed: 530103, until })
const noes = routes.flatMap(({ rounds }) => rounds.flatMap(({ checks }) => checks.flatMap((check) => check.noes)))

it('is the same for the same seed and day: twelve routes of about 140 points, fourteen months of rounds', () => {
  expect(planRounds(district, { seed: 530103, until })).toEqual(routes)
  expect(routes).toHaveLength(12)
  const points = routes.reduce((sum, route) => sum + route.points.length, 0)
  expect(points).toBeGreaterThanOrEqual(130)
  expect(points).toBeLessThanOrEqual(160)
  const posts = new Set(district.posts.map(({ key }) => key))
  for (const { holder, looker } of routes) expect([posts.has(holder), posts.has(looker)]).toEqual([true, true])
  expect(noes.length).toBeGreaterThanOrEqual(75)
  expect(noes.length).toBeLessThanOrEqual(110)
})

it('one round a period at most, in order, never to come', () => {
  for (const { rhythm, rounds, points } of routes) {
    const periods = rounds.map(({ at }) => periodAt(rhythm, dayOf(at)).fromOn)
    expect(new Set(periods).size).toBe(periods.length)
    expect(rounds.every(({ at }, n) => at < until && at > (rounds[n - 1]?.at ?? new Date(0)))).toBe(true)
    for (const { checks } of rounds) expect(checks.length).toBeLessThanOrEqual(points.length)
  }
})

it('says no to questions that are asked, and some grave ones stand open', () => {
  for (const [kind, said] of Object.entries(noWords)) {
    const codes = defaultChecklists[kinds[kind as keyof typeof kinds].checklist].items.map(({ code }) => code)
    for (const item of Object.keys(said)) expect(codes, kind).toContain(item)
  }
  const open = noes.filter(({ closedAt }) => closedAt === null)
  expect(open.length).toBeGreaterThan(2)
  for (const { closedAt, lookedAt } of noes) if (lookedAt) expect(lookedAt > (closedAt ?? until)).toBe(true)
})

it('three campaigns in places that there are', () => {
  const places = new Set(district.places.map(({ key }) => key))
  expect(planCampaigns(until).map(({ topic }) => topic)).toEqual(['fire', 'fraud', 'manners'])
  for (const { places: addressed } of planCampaigns(until))
    for (const key of addressed) expect(places.has(key)).toBe(true)
})
