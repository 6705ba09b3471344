import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultCalendar } from '../../../kernel/time/work-calendar.ts'
import { startClock } from '../clocks.ts'
import {
  type Ladder,
  type LadderStep,
  ladderChanges,
  ladderFaults,
  ladderFor,
  ladderKey,
  ladderKinds,
  ladderRoles,
  stepAfter,
  stepAt,
  stepsUntil,
  usualLadder,
} from './ladder.ts'

const aTerm = fc.record({ amount: fc.integer({ min: 1, max: 9 }), unit: fc.constantFrom('working_days', 'hours') })
const aStep = fc
  .record({
    when: fc.oneof(
      fc.record({ amount: fc.integer({ min: 10, max: 100 }), unit: fc.constant('percent' as const) }),
      fc.record({ amount: fc.integer({ min: 1, max: 30 }), unit: fc.constantFrom('working_hours', 'hours', 'days') }),
    ),
    what: fc.constantFrom(...ladderKinds),
    by: fc.constantFrom(...ladderRoles),
    term: aTerm,
  })
  .map(({ term, ...step }): LadderStep => {
    const asks = step.what === 'order' || step.what === 'talk'
    return { ...(step as LadderStep), ...(asks ? { term: term as NonNullable<LadderStep['term']> } : {}) }
  })
const aLadder: fc.Arbitrary<Ladder> = fc
  .record({
    kind: fc.constantFrom(null, 'demand', 'hotline'),
    category: fc.constantFrom(undefined, '08', '0802', '080201', '09'),
    priority: fc.constantFrom(null, 'normal' as const, 'urgent' as const),
    steps: fc.array(aStep, { minLength: 1, maxLength: 5 }),
  })
  .map(({ category, ...rest }) => ({ ...rest, ...(category && rest.kind ? { category } : {}) }))
const ladders = fc.uniqueArray(aLadder, { selector: ladderKey })
const instant = fc.integer({ min: 0, max: 300 * 24 * 60 }).map((n) => new Date(Date.UTC(2026, 0, 1) + n * 60_000))
const aClock = fc
  .record({
    at: instant,
    span: fc.record({
      amount: fc.integer({ min: 1, max: 12 }),
      unit: fc.constantFrom('working_hours' as const, 'working_days' as const, 'hours' as const, 'days' as const),
    }),
  })
  .map(({ at, span }) => startClock(defaultCalendar, 'handle', span, at))

describe('a ladder', () => {
  it('of the kind comes before that of none, a longer category before a shorter one, a priority before none', () => {
    fc.assert(
      fc.property(ladders, fc.constantFrom('normal' as const, 'urgent' as const), (all, priority) => {
        const of = (kind: string | null, category?: string) =>
          [priority, null].flatMap(
            (p) => all.find((one) => ladderKey(one) === `${kind ?? ''} ${category ?? ''} ${p ?? ''}`) ?? [],
          )
        const inOrder = [...['080201', '0802', '08', undefined].flatMap((c) => of('demand', c)), ...of(null)]
        expect(ladderFor(all, { kind: 'demand', category: '080201', priority })).toEqual(inOrder[0]?.steps ?? [])
      }),
    )
  })

  it('that a running clock goes over to leaves out what has passed, and nothing that is to come', () => {
    fc.assert(
      fc.property(aClock, fc.array(aStep, { maxLength: 5 }), instant, (clock, steps, after) => {
        const next = stepAfter(defaultCalendar, clock, steps, after)
        const moments = steps.map((step) => stepAt(defaultCalendar, clock, step))
        if (next) expect(moments[next.n]).toEqual(next.at)
        expect(moments.slice(0, next?.n).every((at) => at <= after)).toBe(true)
        expect(next === null || next.at > after).toBe(true)
      }),
    )
  })

  it('takes a share between the beginning and the deadline, more of it later, and the rest after the deadline', () => {
    fc.assert(
      fc.property(aClock, aStep, fc.integer({ min: 10, max: 99 }), (clock, step, percent) => {
        const at = (amount: number) => stepAt(defaultCalendar, clock, { ...step, when: { amount, unit: 'percent' } })
        expect(at(percent).getTime()).toBeGreaterThanOrEqual(clock.startedAt.getTime())
        expect(at(percent).getTime()).toBeLessThanOrEqual(clock.dueAt.getTime())
        expect(at(percent + 1).getTime()).toBeGreaterThanOrEqual(at(percent).getTime())
        expect(at(100)).toEqual(clock.dueAt)
        if (step.when.unit !== 'percent')
          expect(stepAt(defaultCalendar, clock, step).getTime()).toBeGreaterThan(clock.dueAt.getTime())
      }),
    )
  })

  it('has done more the longer a clock ran, and never a step before the one that stands before it', () => {
    fc.assert(
      fc.property(aClock, fc.array(aStep, { maxLength: 5 }), instant, instant, (clock, steps, a, b) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        const [some, more] = [early, late].map((until) => stepsUntil(defaultCalendar, clock, steps, until))
        expect(more?.slice(0, some?.length)).toEqual(some)
        expect(steps.slice(0, more?.length).map(({ what }) => what)).toEqual(more)
      }),
    )
  })

  it('differs from itself in nothing, and what differs makes the one of the other', () => {
    fc.assert(
      fc.property(ladders, ladders, (a, b) => {
        expect(ladderChanges(a, a)).toEqual([])
        const after = new Map(a.map((one) => [ladderKey(one), one.steps]))
        for (const { before, after: next } of ladderChanges(a, b))
          if (next) after.set(ladderKey(next), next.steps)
          else if (before) after.delete(ladderKey(before))
        expect(after).toEqual(new Map(b.map((one) => [ladderKey(one), one.steps])))
      }),
    )
  })

  it('says what is wrong with it, where', () => {
    const faults = (ladder: Partial<Ladder>) =>
      ladderFaults(
        [{ ...usualLadder, ...ladder }],
        (code) => code === 'demand',
        (_, category) => category === '08',
      ).map(({ path }) => path)
    expect(faults({})).toEqual([])
    expect(faults({ kind: 'demand' })).toEqual([])
    expect(faults({ kind: 'nothing' })).toEqual(['ladders.0'])
    expect(faults({ kind: 'demand', category: '08' })).toEqual([])
    expect(faults({ kind: 'demand', category: '77' })).toEqual(['ladders.0'])
    expect(faults({ category: '08' })).toEqual(['ladders.0'])
    expect(faults({ steps: [] })).toEqual(['ladders.0'])
    const [urge, order] = usualLadder.steps
    if (!urge || !order) throw new Error('the usual ladder has steps')
    expect(faults({ steps: [order, urge] })).toEqual(['ladders.0.steps.1'])
    expect(faults({ steps: [{ ...urge, when: { amount: 101, unit: 'percent' } }] })).toEqual(['ladders.0.steps.0'])
    expect(faults({ steps: [{ ...urge, when: { amount: 1.5, unit: 'working_days' } }] })).toEqual(['ladders.0.steps.0'])
    expect(faults({ steps: [{ ...urge, term: { amount: 1, unit: 'days' } }] })).toEqual(['ladders.0.steps.0'])
    const { term: _, ...termless } = order
    expect(faults({ steps: [termless] })).toEqual(['ladders.0.steps.0'])
    expect(
      ladderFaults(
        [usualLadder, usualLadder],
        () => true,
        () => true,
      ).map(({ path }) => path),
    ).toEqual(['ladders.1'])
  })
})
