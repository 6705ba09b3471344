import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { missingParts, unsigned } from './agreement.ts'
import { type CaseFacts, type CaseState, caseStates, consentedStates, obstacleOf, specOf, stepCodes } from './case.ts'
import { courtReminder, dayClock, daysAfter, yearsAfter } from './clocks.ts'
import { committeeObstacle } from './committee.ts'
import { conflictOf } from './conflict.ts'
import { shown, shownTogether } from './statistics.ts'

const day = fc.integer({ min: 15_000, max: 25_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))
const party = fc.record({
  side: fc.constantFrom('a' as const, 'b' as const),
  consent: fc.constantFrom('yes' as const, 'no' as const, null),
  accepts: fc.constantFrom(true, false, null),
})
const facts: fc.Arbitrary<CaseFacts> = fc.record({
  parties: fc.array(party, { maxLength: 4 }),
  committeeObstacle: fc.constant(null),
  ...{ mediators: fc.nat(2), leads: fc.nat(1), conflicts: fc.nat(1), sessions: fc.nat(2) },
  agreement: fc.constantFrom('written' as const, 'oral' as const, null),
  ...{ partsMissing: fc.nat(1), signaturesMissing: fc.nat(1), itemsOpen: fc.nat(1), waysTold: fc.nat(1) },
})

describe('the transition table', () => {
  it('has no way from anywhere to what needs consent without the yes of every side, and none on after a refusal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...caseStates), fc.constantFrom(...stepCodes), facts, (state, step, of) => {
        if (obstacleOf(step, state, of) !== null) return
        const to: CaseState = specOf(step).to
        const everyYes = ['a', 'b'].every((side) =>
          of.parties.some((one) => one.side === side && one.consent === 'yes'),
        )
        if (['accept', 'begin', 'agree', 'agree_orally'].includes(step)) expect(everyYes).toBe(true)
        if (of.parties.some(({ consent }) => consent === 'no')) {
          expect((consentedStates as readonly CaseState[]).includes(to), `${step} after a refusal`).toBe(false)
          expect(['refuse', 'archive', 'hand_over']).toContain(step)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('leads from every state to the archive, and out of no end but there', () => {
    for (const state of caseStates) {
      const reached = new Set<CaseState>([state])
      for (const at of reached)
        for (const step of stepCodes) if (specOf(step).from.includes(at)) reached.add(specOf(step).to)
      expect(reached.has('archived'), state).toBe(true)
    }
    for (const end of ['closed', 'declined', 'refused', 'failed', 'handed_over'] as const)
      expect(stepCodes.filter((step) => specOf(step).from.includes(end))).toEqual(['archive'])
    expect(stepCodes.filter((step) => specOf(step).from.includes('archived'))).toEqual([])
  })

  it('keeps an oral agreement only once it is recorded', () => {
    fc.assert(
      fc.property(facts, (of) => {
        if (obstacleOf('agree_orally', 'mediating', of) === null) expect(of.agreement).toBe('oral')
      }),
    )
  })
})

describe('days', () => {
  it('a count of days is never negative, and red exactly when it is over', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 180 }), day, (due, days, today) => {
        const { left, over, lamp } = dayClock(due, days, today)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(over).toBeGreaterThanOrEqual(0)
        expect(left > 0 && over > 0).toBe(false)
        expect(lamp === 'red').toBe(today > due)
      }),
    )
  })
  it('reminds of the court at ten and three days, not before and not after', () => {
    const until = '2026-12-31'
    const on = (rest: number) => courtReminder(until, daysAfter(until, -rest))
    expect([11, 10, 4, 3, 0, -1].map(on)).toEqual([null, 10, 10, 3, 3, null])
    expect([yearsAfter('2024-02-29', 3), yearsAfter('2024-02-29', 4)]).toEqual(['2027-02-28', '2028-02-29'])
  })
})

it('a committee has three to nine members, one head, and a term of three years', () => {
  const seats = (n: number) =>
    Array.from({ length: n }, (_, i) => ({
      ...{
        personId: String(i),
        kind: i === 0 ? ('head' as const) : ('member' as const),
        fromOn: '2026-01-01',
        toOn: null,
      },
    }))
  const ok = [2, 3, 9, 10].map((n) => committeeObstacle(seats(n), '2029-01-01', '2026-06-01') === null)
  expect(ok).toEqual([false, true, true, false])
  expect(committeeObstacle(seats(3), '2029-01-01', '2029-01-01')?.zh).toContain('换届')
  const left = seats(3).map((seat, n) => (n === 2 ? { ...seat, toOn: '2026-05-01' } : seat))
  expect(committeeObstacle(left, '2029-01-01', '2026-06-01')).not.toBeNull()
})

it('who is too near does not mediate', () => {
  const who = { personId: 'm', phone: 'pm', postIds: [], interests: [] }
  const of = {
    parties: [
      { personId: 'a', phone: 'pa' },
      { personId: null, phone: 'pb' },
    ],
    firmPostId: 'firm',
    foundBy: null,
  }
  expect(conflictOf(who, of)).toBeNull()
  expect(conflictOf({ ...who, personId: 'a' }, of)).toBe('party')
  expect(conflictOf({ ...who, phone: 'pb' }, of)).toBe('party')
  const near = (kind: 'household' | 'kin' | 'firm', more: object) => ({
    ...who,
    interests: [{ kind, phone: null, personId: null, postId: null, ...more }],
  })
  expect(conflictOf(near('kin', { phone: 'pb' }), of)).toBe('kin')
  expect(conflictOf(near('household', { personId: 'a' }), of)).toBe('household')
  expect(conflictOf(near('firm', { postId: 'firm' }), of)).toBe('firm')
  expect(conflictOf(near('firm', { postId: 'another' }), of)).toBeNull()
  expect(conflictOf({ ...who, postIds: ['firm'] }, of)).toBe('firm')
  expect(conflictOf(who, { ...of, foundBy: 'm' })).toBe('reporter')
  // Nothing known of either is no likeness.
  expect(conflictOf({ ...who, phone: null }, { ...of, parties: [{ personId: null, phone: null }] })).toBeNull()
})

it('a written agreement has its three parts; who has not signed is named', () => {
  const whole = {
    ...{ form: 'written' as const, facts: '一', issues: '二', duties: '三', terms: '四' },
    parties: [
      { name: '甲', details: '男' },
      { name: '乙', details: '女' },
    ],
    promises: [{ what: '做', dueOn: '2026-12-01' }],
  }
  expect(missingParts(whole)).toEqual([])
  for (const field of ['facts', 'issues', 'duties', 'terms'] as const)
    expect(missingParts({ ...whole, [field]: ' ' }).map(({ path }) => path)).toEqual([field])
  expect(missingParts({ ...whole, promises: [] }).map(({ path }) => path)).toEqual(['items'])
  expect(missingParts({ ...whole, parties: [{ name: '甲', details: '' }] }).map(({ path }) => path)).toEqual([
    'parties',
  ])
  expect(missingParts({ ...whole, form: 'oral', facts: '', issues: '', duties: '', parties: [] })).toEqual([])
  const signed = [{ who: 'party' as const, partyId: 'a', personId: null }]
  expect(unsigned(signed, ['a', 'b'], ['m'])).toEqual({ parties: ['b'], mediators: ['m'], seal: true })
})

it('shows no count of one to four, nor one that the sum would tell', () => {
  expect([0, 1, 4, 5].map(shown)).toEqual([0, null, null, 5])
  expect(shownTogether([{ count: 9 }, { count: 6 }, { count: 2 }, { count: 0 }]).map(({ count }) => count)).toEqual([
    9,
    null,
    null,
    0,
  ])
  expect(shownTogether([{ count: 9 }, { count: 1 }, { count: 2 }]).map(({ count }) => count)).toEqual([9, null, null])
})
