import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { expiringDays } from '../../../modules/enterprises/shapes.ts'
import { usccFault } from '../../../modules/enterprises/uscc.ts'
import { calendarDay } from '../../../modules/policies/calendar-month.ts'
import { defaultDictionary } from '../../../modules/policies/defaults/facts.ts'
import { defaultPolicies } from '../../../modules/policies/defaults/policies.ts'
import { assess, openPolicy } from '../../../modules/policies/policy.ts'
import { rowOf } from '../../../modules/policies/row.ts'
import { buildDistrict } from '../district/build-district.ts'
import { dateOf, day } from '../district/calendar.ts'
import type { FirmStory } from './firms.ts'
import { knownEnd } from './leases.ts'
import { openDecisions } from './meetings.ts'
import { planEnterprises } from './plan.ts'
import { adapted } from './policies.ts'

const seed = 530103
const until = new Date('2026-11-23T03:30:00Z')
const district = buildDistrict({ seed, until })
const plan = planEnterprises(district, { seed, until })
const { stories, towers, since } = plan
const hash = (value: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(value, (_, one) => (one instanceof Map ? [...one] : one)))
    .digest('hex')

const area = (firms: readonly FirmStory[]) =>
  firms.flatMap(({ suites }) => suites).reduce((sum, s) => sum + s.areaCm2, 0)
const lettable = towers
  .flatMap(({ suites }) => suites.filter((one) => one.lettable))
  .reduce((sum, s) => sum + s.areaCm2, 0)
const at = (when: Date) => stories.filter(({ inAt, outAt }) => inAt <= when && (!outAt || outAt > when))
const vacancy = (daysAgo: number) => 1 - area(at(new Date(until.getTime() - daysAgo * day))) / lettable

describe('the plan of the office buildings', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(hash(planEnterprises(district, { seed, until }))).toBe(hash(plan))
    expect(hash(planEnterprises(district, { seed: 7, until }))).not.toBe(hash(plan))
  })

  it('has 320 firms with names and codes of their own, one in twenty long or foreign', () => {
    expect(stories).toHaveLength(320)
    expect(new Set(stories.map(({ name }) => name)).size).toBe(320)
    for (const { uscc } of stories) expect(usccFault(uscc)).toBeNull()
    expect(stories.filter(({ name, nameEn }) => nameEn || name.length >= 24).length).toBeGreaterThanOrEqual(14)
  })

  it('lets no suite twice at a time', () => {
    for (const { suites, inAt, outAt, key } of stories)
      for (const other of stories)
        if (other.key !== key && other.suites.some((suite) => suites.includes(suite)))
          expect((outAt !== null && outAt <= other.inAt) || (other.outAt !== null && other.outAt <= inAt)).toBe(true)
  })

  it('goes from about 24 % empty to 13 %, with one spring in which more leave', () => {
    expect(vacancy(729)).toBeCloseTo(0.24, 1)
    expect(vacancy(0)).toBeGreaterThan(0.12)
    expect(vacancy(0)).toBeLessThan(0.14)
    expect(vacancy(245)).toBeGreaterThan(vacancy(335) + 0.01)
  })

  it.each([0, 100, 200, 300, 500])('has 3 to 12 %% of the firms in a lease that ends soon, %i days before', (ago) => {
    const now = new Date(until.getTime() - ago * day)
    const soon = new Date(now.getTime() + expiringDays * day)
    const ends = at(now).map(({ leases }) => knownEnd(leases, now))
    const ending = ends.filter((end) => end !== null && end <= soon)
    expect(ends.filter((end) => end === null || end < new Date(now.getTime() - day))).toEqual([])
    expect(ending.length / ends.length).toBeGreaterThan(0.03)
    expect(ending.length / ends.length).toBeLessThan(0.12)
  })

  it('begins nothing before the register did, and learns nothing after the day of the demo', () => {
    expect(stories.every(({ inAt }) => inAt >= since && inAt < until)).toBe(true)
    for (const learned of plan.learned.values())
      for (const { at: when, facts } of learned) {
        expect(when < until).toBe(true)
        for (const { asOf } of facts) expect(asOf === undefined || asOf <= dateOf(when)).toBe(true)
      }
  })

  it('names every open decision that it leaves open', () => {
    const words = plan.meetings.held.flatMap(({ decisions }) => decisions.map((one) => one.words))
    for (const one of openDecisions) expect(words).toContain(one)
  })
})

describe('what the policies say of the firms', () => {
  const here = at(until)
  const rows = here.map((story) => {
    const learned = (plan.learned.get(story.key) ?? []).flatMap(({ facts }) => facts)
    const placed = { operatingPlace: '530103002091', suiteArea: area([story]) / 100, monthlyRent: 1_000_000 }
    return rowOf(defaultDictionary, { ...placed, ...Object.fromEntries(learned.map(({ key, value }) => [key, value])) })
      .row
  })
  const verdicts = defaultPolicies.map(({ code, spec }) => {
    const { policy, faults } = openPolicy(code, { ...adapted(until, 30)(code, spec), version: 1 }, defaultDictionary)
    if (!policy) throw new Error(`${code}: ${JSON.stringify(faults)}`)
    return { code, said: rows.map((row) => assess(policy, row, calendarDay(dateOf(until))).verdict) }
  })

  it.each(verdicts)('$code has firms that fit, that do not, and that are not known', ({ said }) => {
    expect(new Set(said)).toEqual(new Set(['fits', 'unfit', 'unknown']))
  })

  it('leave a fifth to a third of all open', () => {
    const all = verdicts.flatMap(({ said }) => said)
    const open = all.filter((one) => one === 'unknown').length / all.length
    expect(open).toBeGreaterThan(0.15)
    expect(open).toBeLessThan(0.35)
  })
})
