import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Span } from '../../../kernel/time/span.ts'
import { defaultCalendar } from '../../../kernel/time/work-calendar.ts'
import { startClock } from '../clocks.ts'
import { defaultKinds } from '../defaults/kinds.ts'
import { limitOf } from '../kind.ts'
import { stages } from '../matter.ts'
import { type Cell, columns, type Limits, limitChanges, limitIn, ownLimit, withLimit } from './limit-grid.ts'
import { type PastClock, type Reckoning, tryClock, turnOf, verdictOf } from './trial.ts'
import { versionStates } from './versions.ts'

const ours: Limits = defaultKinds[0]?.spec.limits ?? []
const span: fc.Arbitrary<Span> = fc.record({
  amount: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom(
    'working_minutes' as const,
    'working_hours' as const,
    'working_days' as const,
    'hours' as const,
  ),
})
const cell: fc.Arbitrary<Cell> = fc.record({
  stage: fc.constantFrom(...stages),
  category: fc.constantFrom(null, '02', '0204', '08', '080201', '1101'),
  column: fc.constantFrom(...columns),
})
const edits = fc.array(fc.tuple(cell, fc.option(span)), { maxLength: 12 })
const edited = (limits: Limits, all: readonly (readonly [Cell, Span | null])[]): Limits =>
  all.reduce<Limits>((now, [at, to]) => (to || at.category ? withLimit(now, at, to) : now), limits)

const now = new Date('2026-11-27T08:00:00Z')
const minute = 60_000
const clock: fc.Arbitrary<PastClock> = fc
  .record({
    stage: fc.constantFrom(...stages),
    category: fc.constantFrom('', '0204', '080201', '110101'),
    priority: fc.constantFrom('normal' as const, 'urgent' as const),
    ago: fc.integer({ min: 0, max: 30 * 1440 }),
    took: fc.option(fc.integer({ min: 0, max: 20 * 1440 })),
  })
  .map(({ ago, took, ...of }) => {
    const startedAt = new Date(now.getTime() - ago * minute)
    const stopped = took === null ? null : new Date(startedAt.getTime() + took * minute)
    const limit = { amount: 4, unit: 'working_hours' as const }
    return { ...of, kind: 'demand', span: limit, startedAt, stoppedAt: stopped && stopped <= now ? stopped : null }
  })
const by = (limits: Limits): Reckoning => ({
  limitOf: ({ stage, category, priority }) => limitOf({ limits }, stage, category, priority),
  calendar: defaultCalendar,
})

describe('the grid of time limits', () => {
  it('holds what was written into a cell, and tells exactly the cells that differ', () => {
    fc.assert(
      fc.property(edits, cell, span, (before, at, to) => {
        const limits = edited(ours, before)
        const next = withLimit(limits, at, to)
        expect(ownLimit(next, at)).toEqual(to)
        expect(limitIn(next, at)).toEqual(to)
        const was = ownLimit(limits, at) ?? null
        const same = was?.amount === to.amount && was?.unit === to.unit
        expect(limitChanges(limits, next)).toEqual(same ? [] : [{ ...at, before: was, after: to }])
      }),
    )
  })

  it('is itself again when a cell is written and taken back', () => {
    fc.assert(
      fc.property(cell, span, (at, to) => {
        expect(limitChanges(ours, withLimit(withLimit(ours, at, to), at, ownLimit(ours, at) ?? null))).toEqual([])
      }),
    )
  })
})

describe('a trial', () => {
  it('with an unchanged rule changes nothing, however the limits are arranged', () => {
    fc.assert(
      fc.property(edits, clock, (all, one) => {
        const limits = edited(ours, all)
        const shuffled = [...limits].reverse()
        expect(tryClock(one, by(limits), by(structuredClone(limits)), now)).toBeNull()
        // The same calendar read anew is the same calendar.
        const again: Reckoning = { ...by(shuffled), calendar: structuredClone(defaultCalendar) }
        expect(tryClock(one, by(limits), again, now)).toBeNull()
      }),
    )
  })

  it('tells a clock exactly where its deadline differs, and judges it as lamps do', () => {
    fc.assert(
      fc.property(edits, edits, clock, (a, b, one) => {
        const [before, after] = [edited(ours, a), edited(ours, b)]
        // The deadline that a matter would really have been given.
        const due = (limits: Limits) => {
          const limit = limitOf({ limits }, one.stage, one.category, one.priority)
          return startClock(defaultCalendar, one.stage, limit, one.startedAt).dueAt
        }
        const tried = tryClock(one, by(before), by(after), now)
        if (due(before).getTime() === due(after).getTime()) return tried === null
        expect(tried).toMatchObject({ dueWas: due(before), dueWould: due(after) })
        const end = one.stoppedAt ?? now
        expect(tried?.was === 'late').toBe(end > due(before))
        expect(tried?.would === 'late').toBe(end > due(after))
        return true
      }),
    )
  })

  it('there and back is the same with the sides changed', () => {
    fc.assert(
      fc.property(edits, clock, (all, one) => {
        const [before, after] = [by(ours), by(edited(ours, all))]
        const [there, back] = [tryClock(one, before, after, now), tryClock(one, after, before, now)]
        expect(back).toEqual(
          there && { dueWas: there.dueWould, dueWould: there.dueWas, was: there.would, would: there.was },
        )
      }),
    )
  })

  it('counts one missed before one kept', () => {
    const at = new Date(0)
    const tried = (was: 'late' | 'in_time', would: 'late' | 'in_time') => ({ dueWas: at, dueWould: at, was, would })
    expect(turnOf([tried('late', 'in_time'), tried('in_time', 'late')])).toBe('newly_late')
    expect(turnOf([tried('late', 'in_time')])).toBe('newly_in_time')
    expect(turnOf([tried('late', 'late')])).toBe('same')
    expect(verdictOf(now, now, now)).toBe('in_time')
    expect(verdictOf(null, now, now)).toBe('running')
  })
})

describe('versions', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 10, n))
  it('are in force from their date, unless a newer one was saved to begin no later', () => {
    const versions = [
      { version: 1, validFrom: day(1) },
      { version: 2, validFrom: day(20) },
      { version: 3, validFrom: day(10) },
      { version: 4, validFrom: day(28) },
    ]
    const at = (n: number) => [...versionStates(versions, day(n)).values()]
    expect(at(5)).toEqual(['in_force', 'passed_over', 'planned', 'planned'])
    expect(at(15)).toEqual(['earlier', 'passed_over', 'in_force', 'planned'])
    expect(at(28)).toEqual(['earlier', 'passed_over', 'earlier', 'in_force'])
  })
})
