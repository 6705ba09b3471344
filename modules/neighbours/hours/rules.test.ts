import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceOf, correcting, expiring, goodSince, lotsOf, type Movement } from './exchange/lots.ts'
import {
  certificateNumber,
  defaultLevels,
  levelAt,
  levelsFault,
  paperSign,
  proposedMinutes,
  signFits,
  spanWords,
} from './hours.ts'

const days = fc.integer({ min: 0, max: 1500 }).map((n) => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10))

/** Movements that a ledger would let through: sorted by day, nothing goes out that is not there. */
const movements = fc
  .array(fc.record({ onDay: days, minutes: fc.integer({ min: 1, max: 600 }), out: fc.boolean() }))
  .map((raw) => {
    let balance = 0
    return raw
      .toSorted((a, b) => (a.onDay < b.onDay ? -1 : 1))
      .flatMap(({ onDay, minutes, out }): Movement[] => {
        const taken = out ? Math.min(minutes, balance) : minutes
        if (taken === 0) return []
        balance += out ? -taken : taken
        return [{ way: out ? 'out' : 'in', onDay, minutes: taken }]
      })
  })

/** What a ledger may hold by its clocks: nothing is said of the order. */
const movement = fc.record({
  way: fc.constantFrom<Movement['way']>('in', 'out'),
  onDay: days,
  minutes: fc.integer({ min: 1, max: 600 }),
})

const sumOf = (moves: readonly Movement[], which: Movement['way']): number =>
  moves.reduce((sum, { way, minutes }) => (way === which ? sum + minutes : sum), 0)

describe('lots', () => {
  it('sum up to what came in less what went out, and none is empty', () => {
    fc.assert(
      fc.property(movements, (moves) => {
        const lots = lotsOf(moves)
        const net = moves.reduce((sum, { way, minutes }) => sum + (way === 'in' ? minutes : -minutes), 0)
        expect(balanceOf(lots)).toBe(net)
        expect(lots.every(({ left }) => left > 0)).toBe(true)
      }),
    )
  })

  it('are spent oldest first: expiry takes only what no spending has taken, never more than is there', () => {
    fc.assert(
      fc.property(movements, days, fc.integer({ min: 1, max: 60 }), (moves, today, months) => {
        const done = moves.filter(({ onDay }) => onDay <= today)
        const lots = lotsOf(done)
        const since = goodSince(today, months)
        const old = done.filter((m) => m.way === 'in' && m.onDay < since).reduce((sum, m) => sum + m.minutes, 0)
        const spent = done.filter((m) => m.way === 'out').reduce((sum, m) => sum + m.minutes, 0)
        const gone = expiring(lots, today, months)
        expect(gone).toBe(Math.max(0, gone))
        expect(gone).toBeLessThanOrEqual(balanceOf(lots))
        // At least what was earned long ago less all that was ever spent; at most what was earned long ago.
        expect(gone).toBeGreaterThanOrEqual(Math.max(0, old - spent))
        expect(gone).toBeLessThanOrEqual(old)
        // A second time on the same day there is nothing left to expire.
        if (gone > 0)
          expect(expiring(lotsOf([...done, { way: 'out', onDay: today, minutes: gone }]), today, months)).toBe(0)
      }),
    )
  })

  it('got what their entry is worth after any corrections, and at least what was spent of it', () => {
    const steps = fc.array(fc.record({ worth: fc.nat(600), pays: fc.nat(600) }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), steps, (first, corrections) => {
        let [brought, was, spent] = [first, first, 0]
        for (const { worth, pays } of corrections) {
          spent += Math.min(pays, brought - spent)
          brought += correcting({ brought, was, worth, balance: brought - spent })
          was = worth
          expect(brought).toBe(Math.max(worth, spent))
        }
        expect(correcting({ brought: null, was: first, worth: first, balance: 600 })).toBe(0)
      }),
    )
  })

  it('whatever else is on the account: a correction moves its own difference at most, one upwards takes nothing', () => {
    const steps = fc.array(fc.record({ worth: fc.nat(600), pays: fc.nat(1200), earns: fc.nat(600) }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), steps, (first, corrections) => {
        let [brought, was, balance] = [first, first, first]
        for (const { worth, pays, earns } of corrections) {
          balance += earns - Math.min(pays, balance)
          const moved = correcting({ brought, was, worth, balance })
          const [least, most] = worth > was ? [0, worth - was] : [worth - was, 0]
          expect(moved).toBeGreaterThanOrEqual(least)
          expect(moved).toBeLessThanOrEqual(most)
          balance += moved
          brought += moved
          was = worth
          expect(balance).toBeGreaterThanOrEqual(0)
          expect(brought).toBeGreaterThanOrEqual(worth)
        }
      }),
    )
    // 60 were spent when 30 of them were taken back, and 100 earned elsewhere: 45 after all takes nothing of these.
    expect(correcting({ brought: 60, was: 30, worth: 45, balance: 100 })).toBe(0)
    expect(correcting({ brought: 60, was: 30, worth: 70, balance: 100 })).toBe(10)
    expect(correcting({ brought: 60, was: 30, worth: 20, balance: 100 })).toBe(-10)
  })

  it('sum up to the balance in whatever order the clocks put what happened', () => {
    const shuffled = movements.chain((moves) => fc.shuffledSubarray(moves, { minLength: moves.length }))
    fc.assert(
      fc.property(
        fc.oneof(shuffled, fc.array(movement)),
        days,
        fc.integer({ min: 1, max: 60 }),
        (moves, today, months) => {
          const [came, went] = [sumOf(moves, 'in'), sumOf(moves, 'out')]
          if (came < went) {
            expect(() => lotsOf(moves)).toThrow(RangeError)
            return
          }
          const lots = lotsOf(moves)
          expect(balanceOf(lots)).toBe(came - went)
          expect(lots.every(({ left }) => left > 0)).toBe(true)
          expect(lots.map(({ onDay }) => onDay)).toEqual(lots.map(({ onDay }) => onDay).toSorted())
          // Of no day is more left than came in on it, and the same moves with what expires leave nothing to expire.
          for (const { onDay } of lots)
            expect(balanceOf(lots.filter((lot) => lot.onDay === onDay))).toBeLessThanOrEqual(
              sumOf(
                moves.filter((m) => m.onDay === onDay),
                'in',
              ),
            )
          const gone = expiring(lots, today, months)
          if (gone > 0)
            expect(expiring(lotsOf([...moves, { way: 'out', onDay: today, minutes: gone }]), today, months)).toBe(0)
        },
      ),
    )
    const out = { way: 'out', onDay: '2026-01-01', minutes: 60 } as const
    const [first, second] = [
      { way: 'in', onDay: '2026-01-01', minutes: 40 },
      { way: 'in', onDay: '2026-01-02', minutes: 30 },
    ] as const
    expect(lotsOf([out, first, second])).toEqual([{ onDay: '2026-01-02', left: 10 }])
    expect(lotsOf([first, out, second])).toEqual([{ onDay: '2026-01-02', left: 10 }])
  })

  it('refuse to give more than is there', () => {
    expect(() => lotsOf([{ way: 'out', onDay: '2026-01-01', minutes: 1 }])).toThrow(RangeError)
    const most = { way: 'in', onDay: '2026-01-01', minutes: 5 } as const
    expect(() => lotsOf([{ way: 'out', onDay: '2026-01-01', minutes: 6 }, most])).toThrow('1 minutes more')
    expect(goodSince('2026-03-31', 1)).toBe('2026-02-28')
    expect(goodSince('2026-12-01', 36)).toBe('2023-12-01')
  })
})

describe('levels', () => {
  it('never fall when minutes are added', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(10_000), (minutes, more) => {
        const { levels } = defaultLevels
        expect(levelAt(minutes + more, levels).stars).toBeGreaterThanOrEqual(levelAt(minutes, levels).stars)
      }),
    )
    const at = (hours: number) => levelAt(hours * 60, defaultLevels.levels).stars
    expect([99, 100, 299, 300, 600, 1000, 1499, 1500, 9000].map(at)).toEqual([0, 1, 1, 2, 3, 4, 4, 5, 5])
    expect(levelAt(100 * 60 - 1, defaultLevels.levels).stars).toBe(0)
  })

  it('are refused where they do not rise', () => {
    expect(levelsFault(defaultLevels.levels)).toBeNull()
    expect(levelsFault(defaultLevels.levels.toReversed())).not.toBeNull()
  })
})

describe('minutes', () => {
  it('are proposed from check-in to the end, a day at most', () => {
    const end = new Date('2026-12-01T04:00:00Z')
    expect(proposedMinutes(new Date('2026-12-01T02:00:30Z'), end)).toBe(119)
    expect(proposedMinutes(new Date('2026-12-01T05:00:00Z'), end)).toBe(0)
    expect(proposedMinutes(new Date('2026-11-20T05:00:00Z'), end)).toBe(1440)
  })

  it('are said in words', () => {
    expect([750, 60, 45, 0, -90, -30].map((minutes) => spanWords(minutes).zh)).toEqual([
      ...['12 小时 30 分钟', '1 小时', '45 分钟', '0 小时', '-1 小时 30 分钟', '-30 分钟'],
    ])
  })
})

describe('the sign of a paper', () => {
  it('fits as typed and never another', () => {
    expect(certificateNumber('C1', 2026, 7)).toBe('志证-C1-2026-0007')
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })
    fc.assert(
      fc.property(hex, hex, (one, other) => {
        expect(signFits(` ${paperSign(one).toLowerCase()} `, one)).toBe(true)
        expect(signFits(paperSign(one), other)).toBe(one.slice(0, 8) === other.slice(0, 8))
      }),
    )
  })
})
