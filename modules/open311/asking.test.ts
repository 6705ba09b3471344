import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../kernel/contract/errors.ts'
import { askingOf, updatesSpanOf } from './asking.ts'
import { formOf, instantIn } from './form.ts'

const now = new Date('2026-11-23T02:00:00Z')
const day = 86_400_000
const ask = (query: string) => askingOf(formOf(query), now)
const reasonOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure) return error.reason
    throw error
  }
  return 'nothing refused'
}

describe('a span of requests', () => {
  it('R2: is 90 days back without dates, 90 days from one, and never longer', () => {
    expect(ask('')).toMatchObject({ from: new Date(now.getTime() - 90 * day), to: null, limit: 1000, offset: 0 })
    const start = '2026-01-01T00:00:00Z'
    expect(ask(`start_date=${start}`).to).toEqual(new Date(Date.parse(start) + 90 * day))
    expect(ask(`end_date=${start}`).from).toEqual(new Date(Date.parse(start) - 90 * day))
    expect(reasonOf(() => ask(`start_date=${start}&end_date=2026-04-02T00:00:00Z`))).toBe('open311.span_too_long')
    expect(reasonOf(() => ask(`start_date=${start}&end_date=2025-04-02T00:00:00Z`))).toBe('open311.backwards')
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (at) => {
        const { from, to } = ask(`start_date=${at.toISOString()}`)
        expect((to?.getTime() ?? 0) - (from?.getTime() ?? 0)).toBe(90 * day)
      }),
    )
  })

  it('R1: ids win over everything; lists are split; status is open or closed', () => {
    expect(ask('service_request_id=a,b,%20c&start_date=nonsense')).toMatchObject({
      numbers: ['a', 'b', 'c'],
      from: null,
    })
    expect(ask('service_code=1,2&status=open,closed')).toMatchObject({ codes: ['1', '2'], status: null })
    expect(ask('status=closed').status).toBe('closed')
    expect(reasonOf(() => ask('status=later'))).toBe('open311.bad_status')
  })

  it('G6: what is empty is left out', () => {
    expect(ask('service_request_id=&status=&start_date=&page=')).toEqual(ask(''))
  })

  it('X1: pages begin with 1 and hold 1,000 at most', () => {
    expect(ask('page=3&page_size=50')).toMatchObject({ limit: 50, offset: 100 })
    for (const query of ['page=0', 'page_size=1001', 'page=-1', 'page=1.5', 'page=x'])
      expect(
        reasonOf(() => ask(query)),
        query,
      ).toBe('open311.bad_number')
  })

  it('X2: asked by change alone, it does not matter when a thing was reported', () => {
    expect(ask('updated_after=2026-11-22T00:00:00Z')).toMatchObject({ from: null, to: null })
  })

  it('G5: a time needs its zone; a plus that nobody encoded is understood', () => {
    const at = (said: string) => instantIn(formOf(`at=${said}`), 'at')?.toISOString()
    expect(at('2026-11-23T10:00:00%2B08:00')).toBe('2026-11-23T02:00:00.000Z')
    expect(at('2026-11-23T10:00:00+08:00')).toBe('2026-11-23T02:00:00.000Z')
    expect(at('2026-11-23T10:00:00+0800')).toBe('2026-11-23T02:00:00.000Z')
    for (const said of ['2026-11-23', '2026-11-23T10:00:00', '2026-13-23T10:00:00Z', 'yesterday', '1e9'])
      expect(
        reasonOf(() => at(said)),
        said,
      ).toBe('open311.bad_date')
  })

  it('X5: updates have both dates or neither', () => {
    expect(updatesSpanOf(formOf(''), now)).toEqual({ from: new Date(now.getTime() - 2 * 3_600_000), to: now })
    expect(reasonOf(() => updatesSpanOf(formOf('start_date=2026-11-23T00:00:00Z'), now))).toBe('open311.one_date')
  })
})
