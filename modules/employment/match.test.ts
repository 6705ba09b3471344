import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, excluded, type JobSide, reasonsOf, type SeekerSide, suggest } from './match.ts'
import { educations } from './opening.ts'

const skill = fc.constantFrom('做账', '收银', '电工', '驾驶', '英语', '育婴')
const day = fc.constantFrom('2026-11-01', '2026-12-01', '2027-02-01')
const job: fc.Arbitrary<JobSide> = fc.record({
  title: fc.constantFrom('出纳', '收银员', '水电工', '司机'),
  skills: fc.uniqueArray(skill, { maxLength: 4 }),
  hours: fc.constantFrom('full', 'part'),
  payUnit: fc.constantFrom('month', 'hour'),
  payFromFen: fc.integer({ min: 0, max: 800_000 }),
  payToFen: fc.integer({ min: 800_000, max: 1_500_000 }),
  education: fc.constantFrom(...educations),
  experienceMonths: fc.integer({ min: 0, max: 60 }),
  untilOn: day,
})
const seeker: fc.Arbitrary<SeekerSide> = fc.record({
  kinds: fc.uniqueArray(fc.constantFrom('出纳', '收银', '电工', '司机', '保洁'), { maxLength: 3 }),
  skills: fc.uniqueArray(skill, { maxLength: 4 }),
  hours: fc.constantFrom('full', 'part', 'either'),
  payUnit: fc.constantFrom('month', 'hour', null),
  payFen: fc.option(fc.integer({ min: 0, max: 1_500_000 })),
  education: fc.option(fc.constantFrom(...educations)),
  experienceMonths: fc.option(fc.integer({ min: 0, max: 60 })),
  reach: fc.constantFrom('walk', 'ride', 'any'),
  fromOn: day,
})
const metres = fc.option(fc.integer({ min: 0, max: 20_000 }))
const crowd: fc.Arbitrary<Candidate[]> = fc
  .tuple(job, fc.array(fc.tuple(seeker, metres), { maxLength: 12 }))
  .map(([one, seekers]) =>
    seekers.map(([each, far], at) => ({
      job: one,
      seeker: each,
      metres: far,
      before: at % 5 === 4 ? ('referred' as const) : ('none' as const),
      id: String(at).padStart(2, '0'),
      since: `2026-11-${String((at * 7) % 28).padStart(2, '0')}`,
    })),
  )

describe('suggestions', () => {
  it('are the same whatever the order of those who are asked about', () => {
    fc.assert(
      fc.property(crowd, fc.integer(), (all, turn) => {
        const at = all.length === 0 ? 0 : Math.abs(turn) % all.length
        const turned = [...all.slice(at), ...all.slice(0, at)]
        expect(suggest(turned).map(({ of }) => of.id)).toEqual(suggest(all).map(({ of }) => of.id))
      }),
    )
  })

  it('hold everybody who is not excluded, once, with a reason, and nobody else', () => {
    fc.assert(
      fc.property(crowd, (all) => {
        const found = suggest(all)
        const fitting = all.filter((one) => excluded(one) === null)
        expect(new Set(found.map(({ of }) => of.id))).toEqual(new Set(fitting.map(({ id }) => id)))
        expect(found.length).toBe(fitting.length)
        for (const { reasons } of found) expect(reasons.length).toBeGreaterThan(0)
      }),
    )
  })

  it('never put somebody lower for one more skill that is asked for', () => {
    fc.assert(
      fc.property(crowd, fc.nat(), (all, n) => {
        const fitting = all.filter((one) => excluded(one) === null)
        const chosen = fitting[n % Math.max(1, fitting.length)]
        const missing = chosen?.job.skills.find((one) => !chosen.seeker.skills.includes(one))
        if (!chosen || !missing) return
        const learnt = { ...chosen, seeker: { ...chosen.seeker, skills: [...chosen.seeker.skills, missing] } }
        const place = (of: readonly Candidate[]) => suggest(of).findIndex((one) => one.of.id === chosen.id)
        expect(place(all.map((one) => (one === chosen ? learnt : one)))).toBeLessThanOrEqual(place(all))
      }),
    )
  })

  it('leave nobody out for what is not known, nor for wishing for less', () => {
    fc.assert(
      fc.property(job, seeker, metres, (one, each, far) => {
        const pair = { job: one, seeker: each, metres: far, before: 'none' as const }
        const silent = { ...each, education: null, payFen: null, experienceMonths: null, hours: 'either' as const }
        expect(excluded({ ...pair, metres: null, seeker: silent })).toBeNull()
        if (excluded(pair) === null && each.payFen !== null)
          expect(excluded({ ...pair, seeker: { ...each, payFen: Math.floor(each.payFen / 2) } })).toBeNull()
      }),
    )
  })
})

const cashier: JobSide = {
  title: '出纳',
  skills: ['做账'],
  hours: 'full',
  payUnit: 'month',
  payFromFen: 400_000,
  payToFen: 500_000,
  education: 'college',
  experienceMonths: 12,
  untilOn: '2026-12-31',
}
const neighbour: SeekerSide = {
  kinds: ['出纳'],
  skills: ['做账', '英语'],
  hours: 'either',
  payUnit: 'month',
  payFen: 400_000,
  education: 'college',
  experienceMonths: 24,
  reach: 'walk',
  fromOn: '2026-12-01',
}
const pair = { job: cashier, seeker: neighbour, metres: 600, before: 'none' as const }

describe('reasons', () => {
  it('say in words what speaks for it', () => {
    expect(reasonsOf(pair).map(({ words }) => words.zh)).toEqual([
      '想找“出纳”这类工作',
      '会做账',
      '有 2 年经验',
      '工资合意',
      '步行约 10 分钟',
    ])
    expect(reasonsOf({ ...pair, metres: null }).at(-1)).toMatchObject({ tone: 'unknown' })
  })

  it.each([
    ['education', { seeker: { ...neighbour, education: 'senior' as const } }],
    ['hours', { seeker: { ...neighbour, hours: 'part' as const } }],
    ['pay', { seeker: { ...neighbour, payFen: 500_001 } }],
    ['pay', { seeker: { ...neighbour, payUnit: 'hour' as const, payFen: 2_900 } }],
    ['far', { metres: 1_501 }],
    ['referred', { before: 'referred' as const }],
    ['declined', { before: 'declined' as const }],
    [null, { seeker: { ...neighbour, payFen: 500_000 } }],
    [null, { seeker: { ...neighbour, education: null } }],
  ])('exclude for %s', (why, more) => {
    expect(excluded({ ...pair, ...more })).toBe(why)
  })
})
