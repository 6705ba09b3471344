import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { defaultLimits, type OpenDue, spare } from './disturbance.ts'
import { periodOf } from './due.ts'

const start = Date.UTC(2026, 0, 5)
const due = fc
  .record({
    id: fc.uuid(),
    rule: fc.constantFrom({ zh: '甲', en: 'A' }, { zh: '乙', en: 'B' }),
    standing: fc.boolean(),
    priority: fc.integer({ min: 1, max: 5 }),
    method: fc.constantFrom('call' as const, 'visit' as const),
    from: fc.nat(180),
    length: fc.integer({ min: 1, max: 40 }),
  })
  .map(({ from, length, ...rest }): OpenDue => {
    const fromAt = new Date(start + from * dayMs)
    return { ...rest, fromAt, deadlineAt: new Date(fromAt.getTime() + length * dayMs) }
  })
const dues = fc.uniqueArray(due, { selector: ({ id }) => id, maxLength: 14 })
const contacts = fc.array(
  fc.nat(180).map((day) => new Date(start + day * dayMs)),
  { maxLength: 8 },
)
const quarterOf = (at: Date) => periodOf('quarter', dayOf(at)).name

describe('not to disturb', () => {
  it('every due is kept, merged or capped, each with its reason', () => {
    fc.assert(
      fc.property(dues, contacts, (all, before) => {
        const { kept, merged, capped } = spare(all, before, defaultLimits)
        const ids = [...kept, ...merged, ...capped].map(({ id }) => id)
        expect([...ids].sort()).toEqual(all.map(({ id }) => id).sort())
        for (const { why } of [...merged, ...capped]) expect(why.zh.startsWith('因为')).toBe(true)
      }),
    )
  })

  it('what is kept is in time for all that was merged into it', () => {
    fc.assert(
      fc.property(dues, contacts, (all, before) => {
        const { kept, merged } = spare(all, before, defaultLimits)
        for (const one of kept) {
          expect(one.fromAt < one.deadlineAt).toBe(true)
          const parts = all.filter(({ id }) => id === one.id || merged.some((m) => m.id === id && m.into === one.id))
          for (const part of parts) {
            expect(one.fromAt >= part.fromAt && one.deadlineAt <= part.deadlineAt).toBe(true)
            if (part.method === 'visit') expect(one.method).toBe('visit')
          }
        }
      }),
    )
  })

  it('what happened is never capped; standing ones fill no quarter beyond the quota', () => {
    fc.assert(
      fc.property(dues, contacts, (all, before) => {
        const { kept, capped } = spare(all, before, defaultLimits)
        for (const { id } of capped) expect(all.find((one) => one.id === id)?.standing).toBe(true)
        for (const quarter of new Set(kept.map(({ deadlineAt }) => quarterOf(deadlineAt)))) {
          const here = kept.filter(({ deadlineAt }) => quarterOf(deadlineAt) === quarter)
          const given = before.filter((at) => quarterOf(at) === quarter).length + here.filter((d) => !d.standing).length
          const usual = here.filter(({ standing }) => standing).length
          expect(usual).toBeLessThanOrEqual(Math.max(0, defaultLimits.perQuarter - given))
        }
      }),
    )
  })

  it('asked again about what is left it changes nothing', () => {
    fc.assert(
      fc.property(dues, contacts, (all, before) => {
        const first = spare(all, before, defaultLimits)
        const second = spare(first.kept, before, defaultLimits)
        expect(second.merged).toEqual([])
        expect(second.capped).toEqual([])
        expect(second.kept.map(({ id }) => id).sort()).toEqual(first.kept.map(({ id }) => id).sort())
      }),
      { numRuns: 1000 },
    )
  })
})
