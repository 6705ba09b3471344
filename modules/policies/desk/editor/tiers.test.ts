import { describe, expect, it } from 'vitest'
import { blankRow, changedRow, joinedRow, movedRow, type TierRow, tierFaults, tierRows, tiersOf } from './tiers.ts'

const rows = tierRows(
  [
    { from: 3, fen: 1_000_000 },
    { from: 20, each: 60_000 },
    { from: 100, each: 80_000 },
  ],
  'person',
)
const spans = (some: readonly TierRow[]) => some.map(({ from, below }) => `${from}–${below}`)

describe('tiers as rows', () => {
  it('say where each begins and ends', () => {
    expect(spans(rows)).toEqual(['3–20', '20–100', '100–'])
    expect(tierFaults(rows, 'person', '')).toEqual([])
  })

  it('that touch go on touching', () => {
    expect(spans(changedRow(rows, 0, { below: '30' }))).toEqual(['3–30', '30–100', '100–'])
    expect(spans(changedRow(rows, 2, { from: '90' }))).toEqual(['3–20', '20–90', '90–'])
  })

  it('keep their spans while what they pay moves', () => {
    const moved = movedRow(rows, 0, 1)
    expect(spans(moved)).toEqual(spans(rows))
    expect(tiersOf(moved, 'person').slice(0, 2)).toEqual([
      { from: 3, each: 60_000 },
      { from: 20, fen: 1_000_000 },
    ])
    expect(moved.map(({ id }) => id)).toEqual([1, 0, 2])
    expect(movedRow(rows, 0, -1)).toEqual(rows)
  })

  it('tell a gap and an overlap beside the row, and can be joined', () => {
    const gap = rows.filter((_, index) => index !== 1)
    expect(tierFaults(gap, 'person', '/amount/tiers')).toMatchObject([
      { path: '/amount/tiers/1/from', words: { zh: '有空档：20 人至不足 100 人没有写给付' }, joins: true },
    ])
    expect(spans(joinedRow(gap, 1))).toEqual(['3–20', '20–'])
    const overlap = rows.map((row, index) => (index === 1 ? { ...row, from: '15' } : row))
    expect(tierFaults(overlap, 'person', '')).toMatchObject([{ path: '/1/from', joins: true }])
    expect(tierFaults(overlap, 'person', '')[0]?.words.en).toContain('overlaps')
  })

  it('tell what is blank, no number, empty or ended', () => {
    const pathsOf = (at: number, patch: Partial<TierRow>) =>
      tierFaults(
        rows.map((row, index) => (index === at ? { ...row, ...patch } : row)),
        'person',
        '',
      ).map(({ path }) => path)
    expect(pathsOf(0, { number: '' })).toEqual(['/0/fen'])
    expect(pathsOf(1, { from: 'x' })).toEqual(['/1/from'])
    expect(pathsOf(0, { from: '20' })).toEqual(['/0/below'])
    expect(pathsOf(2, { below: '200' })).toEqual(['/2/below'])
  })

  it('go on from the last one', () => {
    const ended = changedRow(rows, 2, { below: '200' })
    const next = blankRow(ended, 'person', 'bracket')
    expect(next).toMatchObject({ id: 3, from: '200', below: '', way: 'each' })
    expect(blankRow([], 'fen', 'progressive')).toMatchObject({ from: '0', way: 'rate' })
  })
})
