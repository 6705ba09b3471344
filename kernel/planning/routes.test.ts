import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRoutes } from './read-routes.ts'
import { referenceProblems, referencesAreThere } from './reference.fixture.ts'
import { RouteSearch } from './routes.ts'
import { type RoutingProblem, wrongWith } from './routing-problem.ts'
import { run } from './search.ts'

const coordinate = fc.integer({ min: -30, max: 30 })
const patternsOf2 = fc.subarray([0b0011, 0b0101, 0b1010, 0b1100], { minLength: 1 })
const problem: fc.Arbitrary<RoutingProblem> = fc
  .record({
    windows: fc.boolean(),
    periodic: fc.boolean(),
    duration: fc.constantFrom(120, 400, Number.POSITIVE_INFINITY),
    vehicles: fc.constantFrom(1, 3, Number.POSITIVE_INFINITY),
    stops: fc.array(
      fc.record({
        x: coordinate,
        y: coordinate,
        demand: fc.integer({ min: 0, max: 9 }),
        service: fc.integer({ min: 0, max: 10 }),
        opens: fc.integer({ min: 0, max: 200 }),
        open: fc.integer({ min: 0, max: 100 }),
        patterns: fc.oneof(patternsOf2, fc.constant([0b1111]), fc.constant([1, 2, 4, 8])),
      }),
      { minLength: 1, maxLength: 20 },
    ),
  })
  .map(({ windows, periodic, duration, vehicles, stops }) => ({
    depot: { x: 0, y: 0, ...(windows ? { opens: 0, closes: 400 } : {}) },
    vehicles,
    days: Array.from({ length: periodic ? 4 : 1 }, () => ({ capacity: 20, duration })),
    stops: stops.map(({ opens, open, patterns, ...stop }) => ({
      ...stop,
      ...(windows ? { opens, closes: opens + open } : {}),
      ...(periodic ? { patterns } : {}),
    })),
  }))

describe('routes', () => {
  it('hold: capacity, time windows, duration, vehicles, every stop once a day of one of its patterns', () => {
    fc.assert(
      fc.property(problem, fc.nat(), (one, seed) => {
        const search = new RouteSearch(one, seed)
        expect(wrongWith(one, search.plan)).toBeNull()
        run(search, { steps: 60 })
        expect(wrongWith(one, search.plan)).toBeNull()
      }),
    )
  })

  it('are the same for the same seed and steps, and never worse for more of them', () => {
    fc.assert(
      fc.property(problem, fc.nat(), (one, seed) => {
        const [first, second] = [0, 0].map(() => new RouteSearch(one, seed))
        if (!first || !second) return
        for (let n = 0; n < 3; n++) {
          const before = first.plan
          first.step(40, n / 3)
          second.step(40, n / 3)
          expect(first.plan).toEqual(second.plan)
          const { left, distance } = first.plan
          const fewer = left.length < before.left.length
          if (!fewer && left.length === before.left.length && left.every((stop) => before.left.includes(stop)))
            expect(distance).toBeLessThanOrEqual(before.distance + 1e-6)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('of which a plan is wrong are known by the one who checks', () => {
    const one: RoutingProblem = {
      depot: { x: 0, y: 0 },
      stops: [{ x: 3, y: 4, demand: 2, service: 1, opens: 7, closes: 8 }],
      days: [{ capacity: 2, duration: 11 }],
      vehicles: 1,
    }
    const plan = { routes: [{ day: 0, stops: [0] }], distance: 10, left: [] }
    expect(wrongWith(one, plan)).toBeNull()
    expect(wrongWith(one, { ...plan, distance: 9 })).toContain('distance')
    expect(wrongWith(one, { ...plan, routes: [] })).toContain('stop 0')
    expect(wrongWith({ ...one, days: [{ capacity: 1, duration: 11 }] }, plan)).toContain('carries')
    expect(wrongWith({ ...one, days: [{ capacity: 2, duration: 10 }] }, plan)).toContain('too long')
    expect(wrongWith({ ...one, stops: [{ x: 3, y: 4, demand: 2, service: 1, closes: 4 }] }, plan)).toContain('too late')
  })
})

describe('a file of routes', () => {
  const solomon = ['C1', 'VEHICLE', 'NUMBER  CAPACITY', ' 2  10', 'CUSTOMER', 'CUST NO.  XCOORD.', '0 0 0 0 0 99 0']

  it('is known by its head', () => {
    const { problem: read, periodic } = readRoutes([...solomon, '1 3 4 5 0 50 1'])
    expect([periodic, read.vehicles, read.days[0]?.capacity, read.stops.length]).toEqual([false, 2, 10, 1])
    const days = readRoutes(['1 2 1 3', '0 9', '50 9', '0 9', ' 0 0 0 0 0 0 0', '1 1 1 0 4 1 2 4 2'])
    expect([days.periodic, days.problem.days[1]?.duration, days.problem.stops[0]?.patterns]).toEqual([true, 50, [1, 2]])
  })

  it.each([
    [[...solomon], /no customers/],
    [[...solomon, '1 3 4 5 0 50'], /seven numbers/],
    [[...solomon, '1 3 4 -5 0 50 1'], /not negative/],
    [[...solomon, '1 3 4 5 60 50 1'], /closes before it opens/],
    [[...solomon, '1 x 4 5 0 50 1'], /line 8: “x” is no number/],
    [['1 2 5 1', '0 9', '0 0 0 0 0 0 0'], /there are 0 customers; the first line says 5/],
    [['1 2 1 2', '0 9', '0 9', '0 0 0 0 0 0 0', '1 1 1 0 4 1 1 7'], /7 is no pattern of 2 days/],
    [['2 2 1 2', '0 9'], /type 2/],
    [['1 2 1 99', '0 9'], /at most 30/],
    [['nothing'], /neither/],
  ])('that does not hold is refused in words', (lines, words) => {
    expect(() => readRoutes(lines)).toThrow(words)
  })
})

describe.skipIf(!referencesAreThere)('published routes (skipped where they are not there)', () => {
  const some = ['C101', 'C201', 'R101', 'RC201', 'p01', 'p14', 'pr01']
  const all = [...referenceProblems('routes'), ...referenceProblems('periodic')]
  it.each(all.filter(({ name }) => some.includes(name)))('$name is within 2 %', ({ lines, best }) => {
    const { problem: read } = readRoutes(lines)
    const search = new RouteSearch(read)
    run(search, { steps: 40_000, goOn: () => search.distance > best * 1.02 || search.plan.left.length > 0 })
    expect(wrongWith(read, search.plan)).toBeNull()
    expect(search.plan.left).toEqual([])
    expect(search.distance).toBeLessThanOrEqual(best * 1.02)
  })
})
