import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { straight } from './distances.ts'
import { openWalk } from './open-walk.ts'
import { readTour } from './read-tour.ts'
import { referenceProblems, referencesAreThere } from './reference.fixture.ts'
import { run } from './search.ts'
import { TourSearch } from './tour.ts'

const coordinate = fc.integer({ min: 0, max: 40 })
const points = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 40 })
  .map((all) => ({ x: all.map(([x]) => x), y: all.map(([, y]) => y) }))

const lengthOf = (order: readonly number[], away: (a: number, b: number) => number): number =>
  order.reduce((sum, stop, at) => sum + away(stop, order[(at + 1) % order.length] ?? stop), 0)

describe('a tour', () => {
  it('has every stop once, is as long as it says, and is no longer than its start', () => {
    fc.assert(
      fc.property(points, fc.nat(), (where, seed) => {
        const size = where.x.length
        const search = new TourSearch({ size, points: where }, seed)
        const start = search.shortest
        run(search, { steps: 100 })
        const order = [...search.order]
        expect([...order].sort((a, b) => a - b)).toEqual(order.map((_, n) => n))
        expect(order[0]).toBe(0)
        expect(search.shortest).toBeCloseTo(lengthOf(order, straight(where)), 6)
        expect(search.shortest).toBeLessThanOrEqual(start + 1e-9)
      }),
    )
  })

  it('is the same for the same seed and steps, and never longer for more of them', () => {
    fc.assert(
      fc.property(points, fc.nat(), (where, seed) => {
        const [one, other] = [0, 0].map(() => new TourSearch({ size: where.x.length, points: where }, seed))
        for (let n = 0; n < 4; n++) {
          const before = one?.shortest ?? 0
          one?.step(30, n / 4)
          other?.step(30, n / 4)
          expect(one?.order).toEqual(other?.order)
          expect(one?.shortest).toBeLessThanOrEqual(before)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('of few stops is the shortest there is', () => {
    const permutations = (rest: readonly number[]): number[][] =>
      rest.length === 0 ? [[]] : rest.flatMap((n) => permutations(rest.filter((m) => m !== n)).map((p) => [n, ...p]))
    const few = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(few, (all) => {
        const where = { x: all.map(([x]) => x), y: all.map(([, y]) => y) }
        const away = straight(where)
        const search = new TourSearch({ size: all.length, points: where })
        run(search, { steps: 200 })
        const orders = permutations(all.map((_, n) => n).slice(1)).map((rest) => lengthOf([0, ...rest], away))
        expect(search.shortest).toBeCloseTo(Math.min(...orders), 6)
      }),
      { numRuns: 40 },
    )
  })

  it('can be left at any moment: a large one, when it is told to stop', () => {
    const size = 3_000
    const x = Array.from({ length: size }, (_, n) => (n * 7919) % 1_009)
    const y = Array.from({ length: size }, (_, n) => (n * 104_729) % 997)
    const search = new TourSearch({ size, points: { x, y } })
    const start = search.shortest
    let asked = 0
    run(search, { steps: 1_000_000, goOn: () => ++asked < 20 })
    expect(search.shortest).toBeLessThan(start)
    expect(new Set(search.order).size).toBe(size)
  })
})

describe('an open walk', () => {
  it('begins where it is told and has every stop once', () => {
    expect(openWalk(0, () => 1)).toEqual([])
    const line = [50, 10, 40, 20, 30]
    const away = (a: number, b: number) => Math.abs((line[a] ?? 0) - (line[b] ?? 0))
    const from = (home: number) => openWalk(5, away, { fromStart: (stop) => Math.abs((line[stop] ?? 0) - home) })
    expect(from(0)).toEqual([1, 3, 4, 2, 0])
    expect(from(60)).toEqual([0, 2, 4, 3, 1])
    expect([[1, 3, 4, 2, 0].join(), [0, 2, 4, 3, 1].join()]).toContain(openWalk(5, away).join())
  })
})

describe('a file of TSPLIB', () => {
  const file = (type: string, ...rows: string[]) => [
    'NAME : three',
    'TYPE : TSP',
    'DIMENSION : 3',
    `EDGE_WEIGHT_TYPE : ${type}`,
    'NODE_COORD_SECTION',
    ...rows,
    'EOF',
  ]
  const good = ['1 0 0', '2 3 4', '3 1e1 0.5']

  it('is read with whole distances', () => {
    const away = (type: string) => readTour(file(type, ...good)).distance?.(0, 1)
    expect(['EUC_2D', 'CEIL_2D', 'MAN_2D', 'MAX_2D', 'ATT'].map(away)).toEqual([5, 5, 7, 4, 2])
    const matrix = ['DIMENSION: 3', 'EDGE_WEIGHT_TYPE: EXPLICIT', 'EDGE_WEIGHT_FORMAT: UPPER_ROW']
    const { distance } = readTour([...matrix, 'EDGE_WEIGHT_SECTION', '4 5', '6', 'EOF'])
    expect([distance?.(0, 1), distance?.(2, 0), distance?.(1, 2)]).toEqual([4, 5, 6])
  })

  it.each([
    [file('EUC_2D', '1 0 0', '2 3 4'), /there are 2 points; DIMENSION says 3/],
    [file('EUC_2D', ...good, '4 1 1'), /line 9: more points/],
    [file('EUC_2D', '1 0 NaN', ...good), /line 6: “NaN” is no number/],
    [file('EUC_2D', '1 0 0', '1 0 0', '2 0 0'), /a second time/],
    [file('XRAY1', ...good), /XRAY1 is not read/],
    [['DIMENSION : -5', 'EDGE_WEIGHT_TYPE : EUC_2D'], /whole number/],
    [['DIMENSION : 999999999', 'EDGE_WEIGHT_TYPE : EUC_2D'], /at most/],
    [[], /no DIMENSION/],
    [['hello'], /no file of TSPLIB/],
  ])('that does not hold is refused in words', (lines, words) => {
    expect(() => readTour(lines)).toThrow(words)
  })
})

describe.skipIf(!referencesAreThere)('published tours (skipped where they are not there)', () => {
  const small = ['berlin52', 'eil51', 'eil76', 'kroA100', 'kroC100', 'ch130', 'ch150']
  it.each(referenceProblems('tours').filter(({ name }) => small.includes(name)))('$name is optimal', (problem) => {
    const search = new TourSearch(readTour(problem.lines))
    run(search, { steps: 20_000, goOn: () => search.shortest > problem.best })
    expect(search.shortest).toBe(problem.best)
  })

  it('u574 is within 1 %', () => {
    const problem = referenceProblems('tours').find(({ name }) => name === 'u574')
    const best = problem?.best ?? 0
    const search = new TourSearch(readTour(problem?.lines ?? []))
    run(search, { steps: 60_000, goOn: () => search.shortest > best * 1.01 })
    expect(search.shortest).toBeLessThanOrEqual(best * 1.01)
  })
})
