import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actualSpan, ganttScale, type TimedRow } from './gantt-scale.ts'

const today = '2026-11-28'
const dayMs = 86_400_000
const dayFrom = (n: number) => new Date(Date.parse('2024-01-01T00:00:00Z') + n * dayMs).toISOString().slice(0, 10)
const span = fc
  .tuple(fc.nat(1500), fc.nat(400))
  .map(([from, length]) => ({ from: dayFrom(from), to: dayFrom(from + length) }))
const row: fc.Arbitrary<TimedRow> = fc.record({
  planned: fc.option(span, { nil: null }),
  actual: fc.option(
    fc.tuple(span, fc.boolean()).map(([{ from, to }, ended]) => ({ from, to: ended ? to : null })),
    { nil: null },
  ),
  delays: fc.array(span, { maxLength: 2 }),
})

describe('the time axis', () => {
  it('is of whole months, and a bar is as long as its days', () => {
    const scale = ganttScale([{ planned: { from: '2026-11-11', to: '2026-12-10' } }], today)
    expect(scale?.months.map(({ day }) => day)).toEqual(['2026-11-01', '2026-12-01'])
    // 61 days in all, of which 10 stand before the bar and 30 in it; today is its 28th, drawn at noon.
    expect(scale?.bar({ from: '2026-11-11', to: '2026-12-10' })).toEqual({ at: 10 / 61, width: 30 / 61 })
    expect(scale?.bar({ from: '2026-12-31', to: '2026-12-31' }).width).toBeCloseTo(1 / 61)
    expect(scale?.today).toBeCloseTo(27.5 / 61)
  })

  it('goes to today for what goes on, and not for what is over', () => {
    const planned = { from: '2026-03-01', to: '2026-03-31' }
    expect(ganttScale([{ planned, actual: { from: '2026-03-02', to: '2026-04-03' } }], today)?.today).toBe(null)
    expect(ganttScale([{ planned, actual: { from: '2026-03-02', to: null } }], today)?.months).toHaveLength(9)
  })

  it('is none where no row has a day', () => {
    expect(ganttScale([{}, { planned: null, delays: [] }], today)).toBe(null)
  })

  it('names every month of a year, and fewer of many years', () => {
    const named = (to: string) =>
      ganttScale([{ planned: { from: '2025-01-10', to } }], today)
        ?.months.filter((month) => month.named)
        .map(({ day }) => day)
    expect(named('2025-12-20')).toHaveLength(12)
    expect(named('2026-12-20')?.slice(0, 3)).toEqual(['2025-01-01', '2025-03-01', '2025-05-01'])
    expect(named('2049-12-20')?.length).toBeLessThanOrEqual(13)
  })

  it('holds whatever it was made of', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        const scale = ganttScale(rows, today)
        if (!scale) return
        for (const one of rows)
          for (const drawn of [one.planned, actualSpan(one, today), ...(one.delays ?? [])]) {
            if (!drawn) continue
            const { at, width } = scale.bar(drawn)
            expect(at).toBeGreaterThanOrEqual(0)
            expect(width).toBeGreaterThan(0)
            expect(at + width).toBeLessThanOrEqual(1 + 1e-9)
          }
        const named = scale.months.filter((month) => month.named)
        expect(named.length).toBeLessThanOrEqual(13)
      }),
    )
  })

  it('does not end before it began, whatever the clock of the reader says', () => {
    expect(actualSpan({ actual: { from: '2026-12-01', to: null } }, today)).toEqual({
      from: '2026-12-01',
      to: '2026-12-01',
    })
  })
})
