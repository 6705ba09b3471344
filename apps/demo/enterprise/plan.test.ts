import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { expiringDays } from '../../../modules/enterprises/shapes.ts'
import { usccFault } from '../../../modules/enterprises/uscc.ts'
import { match, openProduct } from '../../../modules/finance/matching.ts'
import { rowWithWant, withWantFacts } from '../../../modules/finance/want-facts.ts'
import { calendarDay } from '../../../modules/policies/calendar-month.ts'
import { defaultDictionary } from '../../../modules/policies/defaults/facts.ts'
import { defaultPolicies } from '../../../modules/policies/defaults/policies.ts'
import { assess, openPolicy } from '../../../modules/policies/policy.ts'
import { rowOf } from '../../../modules/policies/row.ts'
import { buildDistrict } from '../district/build-district.ts'
import { dateOf, day } from '../district/calendar.ts'
import { products, specOf, wan } from './finance.ts'
import { type FirmStory, signedFirm } from './firms.ts'
import { knownEnd } from './leases.ts'
import { openDecisions } from './meetings.ts'
import { planEnterprises } from './plan.ts'
import { adapted } from './policies.ts'
import { isHire } from './referrals.ts'

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

describe('the plan of jobs', () => {
  const { openings, seekers, referrals } = plan.jobs
  const hires = referrals.filter(isHire)
  const count = (what: readonly unknown[]) => what.length

  it('has 60 openings, 90 residents who look for work, some 75 referrals and 22 of them hired', () => {
    expect([openings, seekers].map(count)).toEqual([60, 90])
    expect(count(referrals)).toBeGreaterThan(65)
    expect(count(referrals)).toBeLessThan(90)
    expect(count(hires)).toBeGreaterThan(17)
    expect(count(hires)).toBeLessThan(28)
    expect(count(referrals.filter(({ still }) => still))).toBeGreaterThan(8)
    expect(count(seekers.filter(({ withdrawnAt }) => withdrawnAt && withdrawnAt < until))).toBeGreaterThan(4)
  })

  it('takes them from both communities, each with its own desk', () => {
    const desks = new Map(seekers.map(({ desk, home }) => [desk, home.key.replace(/[^A-Z]/g, '')]))
    expect([...desks].sort()).toEqual([
      ['post:community_desk:530103002091', 'LG'],
      ['post:community_desk:530103002092', 'QS'],
    ])
  })

  it('brings together the same occupation, no pair twice, nobody after being hired, no more than are looked for', () => {
    for (const { opening, seeker } of referrals) expect(opening.job).toBe(seeker.job)
    const pairs = referrals.map(({ opening, seeker }) => `${openings.indexOf(opening)} ${seekers.indexOf(seeker)}`)
    expect(new Set(pairs).size).toBe(count(pairs))
    expect(new Set(hires.map(({ seeker }) => seeker)).size).toBe(count(hires))
    for (const opening of openings)
      expect(count(hires.filter((one) => one.opening === opening))).toBeLessThanOrEqual(opening.headcount)
  })

  it('says nothing before its time, and nothing after the day of the demo', () => {
    for (const { opening, seeker, at: when, words, still } of referrals) {
      const told = [opening.at, seeker.at, when, ...words.map((word) => word.at), ...(still ? [still.at] : [])]
      expect(Math.max(...told.slice(0, 2).map(Number))).toBeLessThan(when.getTime())
      expect(told.slice(2)).toEqual(told.slice(2).toSorted((a, b) => a.getTime() - b.getTime()))
      expect(told.every((one) => one < until)).toBe(true)
    }
  })

  it('leaves the firm that a visitor signs in to with one whose outcome it has to say', () => {
    const own = referrals.filter(({ opening }) => opening.firm.key === signedFirm)
    expect(own.map(({ words }) => words.at(-1)?.step)).toContain('agree')
  })
})

describe('the plan of finance', () => {
  const { wants } = plan
  const passed = wants.filter(({ passedAt }) => passedAt)

  it('has 32 wants, some 24 of them passed on, of every outcome', () => {
    expect(wants).toHaveLength(32)
    expect(passed.length).toBeGreaterThan(20)
    expect(passed.length).toBeLessThan(28)
    expect(new Set(wants.map(({ outcome }) => outcome))).toEqual(
      new Set(['open', 'silent', 'contacted', 'approved', 'drawn', 'refused', 'ended']),
    )
  })

  it('wants what some bank offers, by use, sum and term', () => {
    const within = ([least, most]: readonly [number, number], one: number) => one >= least && one <= most
    for (const { use, wanYuan, months } of wants)
      expect(
        products.some((one) => one.uses.includes(use) && within(one.amount, wanYuan) && within(one.months, months)),
      ).toBe(true)
  })

  it('says nothing before its time, and nothing after the day of the demo', () => {
    for (const { at: raised, passedAt, answers, ended } of wants) {
      const told = [
        raised,
        ...(passedAt ? [passedAt] : []),
        ...answers.map((one) => one.at),
        ...(ended ? [ended.at] : []),
      ]
      expect(told).toEqual(told.toSorted((a, b) => a.getTime() - b.getTime()))
      expect(told.every((one) => one < until)).toBe(true)
    }
  })

  it('gives the firm that a visitor signs in to a want of which one product lacks exactly one fact', () => {
    const [want] = wants.filter(({ firm }) => firm.key === signedFirm)
    if (!want) throw new Error('the firm wants nothing')
    const facts = (plan.learned.get(signedFirm) ?? []).flatMap((one) => one.facts)
    const dictionary = withWantFacts(defaultDictionary)
    const { row } = rowOf(dictionary, Object.fromEntries(facts.map(({ key, value }) => [key, value])))
    const wanted = { amountFen: want.wanYuan * wan, months: want.months, use: want.use }
    const said = products.flatMap((planned) => {
      const { product } = openProduct(planned.name[0], specOf(planned, dateOf(since)), dictionary)
      if (!product) throw new Error(planned.name[0])
      const one = match(product, rowWithWant(dictionary, row, wanted), wanted.amountFen, calendarDay(dateOf(until)))
      return one.verdict === 'unknown' ? [one.missing] : []
    })
    expect(want.outcome).toBe('open')
    expect(said).toEqual([['taxPaid']])
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
