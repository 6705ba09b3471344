import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allot, type Exhibitor, type Stall } from './allotment.ts'

const stallsOf = (specs: readonly { area: number; power: boolean; water: boolean }[], columns: number): Stall[] =>
  specs.map(({ area, power, water }, n) => ({
    id: `s${n}`,
    rowAt: Math.floor(n / columns),
    columnAt: n % columns,
    areaCm2: area,
    power,
    water,
  }))

const exhibitorsOf = (wishes: readonly Omit<Exhibitor, 'id' | 'order'>[]): Exhibitor[] =>
  wishes.map((wish, order) => ({ id: `x${order}`, order, ...wish }))

const size = fc.constantFrom(4, 9, 16)
const stallSpecs = fc.array(fc.record({ area: size, power: fc.boolean(), water: fc.boolean() }), { maxLength: 7 })
const wishes = fc.array(
  fc.record({
    areaCm2: size,
    power: fc.boolean(),
    water: fc.boolean(),
    category: fc.constantFrom('food', 'craft', 'books'),
  }),
  { maxLength: 7 },
)

const fits = (x: Exhibitor, s: Stall) => s.areaCm2 >= x.areaCm2 && (s.power || !x.power) && (s.water || !x.water)

/** Whether all of these can stand somewhere at once: by trying everything. */
function canSeat(exhibitors: readonly Exhibitor[], stalls: readonly Stall[]): boolean {
  const [first, ...others] = exhibitors
  if (!first) return true
  return stalls.some(
    (stall) =>
      fits(first, stall) &&
      canSeat(
        others,
        stalls.filter((one) => one !== stall),
      ),
  )
}

/** First come, first served, by trying everything: each gets in if all who got in before and this one can be seated. */
function seatedInTurn(exhibitors: readonly Exhibitor[], stalls: readonly Stall[]): string[] {
  const inside: Exhibitor[] = []
  for (const one of exhibitors) if (canSeat([...inside, one], stalls)) inside.push(one)
  return inside.map((one) => one.id).sort()
}

const likePairs = (
  placed: readonly { stallId: string; exhibitorId: string }[],
  xs: readonly Exhibitor[],
  ss: readonly Stall[],
) => {
  const at = (stall: Stall) => xs.find((x) => x.id === placed.find((one) => one.stallId === stall.id)?.exhibitorId)
  let pairs = 0
  for (const a of ss)
    for (const b of ss)
      if (a.rowAt === b.rowAt && b.columnAt === a.columnAt + 1 && at(a) && at(a)?.category === at(b)?.category)
        pairs += 1
  return pairs
}

describe('the allotment of stalls', () => {
  it('gives no stall twice, only stalls that fit, and serves in the order of sign-up as well as can be', () => {
    fc.assert(
      fc.property(stallSpecs, wishes, fc.integer({ min: 1, max: 4 }), (specs, wanted, columns) => {
        const stalls = stallsOf(specs, columns)
        const exhibitors = exhibitorsOf(wanted)
        const { placed, left } = allot(exhibitors, stalls, new Map())
        expect(new Set(placed.map((one) => one.stallId)).size).toBe(placed.length)
        expect(new Set(placed.map((one) => one.exhibitorId)).size).toBe(placed.length)
        expect(placed.length + left.length).toBe(exhibitors.length)
        for (const { stallId, exhibitorId } of placed) {
          const [stall, exhibitor] = [
            stalls.find((s) => s.id === stallId),
            exhibitors.find((x) => x.id === exhibitorId),
          ]
          expect(stall && exhibitor && fits(exhibitor, stall)).toBe(true)
        }
        expect(placed.map((one) => one.exhibitorId).sort()).toEqual(seatedInTurn(exhibitors, stalls))
        for (const { exhibitorId, why } of left) {
          const exhibitor = exhibitors.find((x) => x.id === exhibitorId)
          expect(why).toBe(stalls.some((s) => exhibitor && fits(exhibitor, s)) ? 'taken_before' : 'nothing_fits')
        }
      }),
    )
  })

  it('is the same whatever the order in which it is told', () => {
    fc.assert(
      fc.property(stallSpecs, wishes, (specs, wanted) => {
        const stalls = stallsOf(specs, 3)
        const exhibitors = exhibitorsOf(wanted)
        const once = allot(exhibitors, stalls, new Map())
        expect(allot([...exhibitors].reverse(), [...stalls].reverse(), new Map())).toEqual(once)
      }),
    )
  })

  it('keeps what was settled by hand, whether it fits or not', () => {
    fc.assert(
      fc.property(stallSpecs, wishes, fc.nat(6), fc.nat(6), (specs, wanted, s, x) => {
        const stalls = stallsOf(specs, 3)
        const exhibitors = exhibitorsOf(wanted)
        const [stall, exhibitor] = [stalls[s], exhibitors[x]]
        fc.pre(stall !== undefined && exhibitor !== undefined)
        const { placed } = allot(exhibitors, stalls, new Map([[stall.id, exhibitor.id]]))
        expect(placed.find((one) => one.stallId === stall.id)).toMatchObject({
          exhibitorId: exhibitor.id,
          why: { rule: 'hand' },
        })
        expect(placed.filter((one) => one.exhibitorId === exhibitor.id)).toHaveLength(1)
      }),
    )
  })

  it('parts those who sell the same: no single exchange would do better', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('food', 'craft', 'books'), { minLength: 2, maxLength: 8 }), (categories) => {
        const stalls = stallsOf(
          categories.map(() => ({ area: 9, power: false, water: false })),
          4,
        )
        const exhibitors = exhibitorsOf(
          categories.map((category) => ({ areaCm2: 9, power: false, water: false, category })),
        )
        const { placed } = allot(exhibitors, stalls, new Map())
        const pairs = likePairs(placed, exhibitors, stalls)
        expect(placed.reduce((sum, one) => sum + one.why.alike, 0)).toBe(pairs * 2)
        for (const a of placed)
          for (const b of placed) {
            const exchanged = placed.map((one) =>
              one === a
                ? { ...one, exhibitorId: b.exhibitorId }
                : one === b
                  ? { ...one, exhibitorId: a.exhibitorId }
                  : one,
            )
            expect(likePairs(exchanged, exhibitors, stalls)).toBeGreaterThanOrEqual(pairs)
          }
      }),
    )
  })

  it('leaves power to those who need it, also when they come later', () => {
    const stalls = stallsOf(
      [
        { area: 9, power: true, water: false },
        { area: 9, power: false, water: false },
      ],
      2,
    )
    const exhibitors = exhibitorsOf([
      { areaCm2: 9, power: false, water: false, category: 'craft' },
      { areaCm2: 9, power: true, water: false, category: 'food' },
    ])
    const { placed } = allot(exhibitors, stalls, new Map())
    expect(placed.map((one) => [one.stallId, one.exhibitorId])).toEqual([
      ['s0', 'x1'],
      ['s1', 'x0'],
    ])
  })
})
