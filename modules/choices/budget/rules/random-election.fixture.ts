import fc from 'fast-check'
import { approval, type Ballot, type Election, pointed, ranked } from './election.ts'

/** Costs that make ties, exact last pennies and projects beyond everything likely, or any. */
const cost = (budget: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: Math.max(1, budget) }) },
    { weight: 4, arbitrary: fc.constantFrom(...[1, 2, 3, 4, 6, 12].map((part) => Math.ceil(budget / part))) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1, budget + 1) },
  )

const ballotOf = (kind: 'approval' | 'ranked' | 'points', projects: number): fc.Arbitrary<Ballot> => {
  const named = fc.shuffledSubarray(Array.from({ length: projects }, (_, n) => n))
  if (kind === 'approval') return named.map(approval)
  if (kind === 'ranked') return named.map(ranked)
  return fc
    .tuple(named, fc.array(fc.integer({ min: 0, max: 7 }), { minLength: projects, maxLength: projects }))
    .map(([some, points]) => pointed(some.map((project, n) => [project, points[n] ?? 0] as const)))
}

/** Small elections of all kinds of ballots, in which ties and exactly spent money are frequent. */
export const randomElection: fc.Arbitrary<Election> = fc
  .record({
    budget: fc.oneof(fc.constantFrom(12, 60, 120, 1000), fc.integer({ min: 0, max: 2_000 })),
    count: fc.integer({ min: 1, max: 8 }),
    kind: fc.constantFrom('approval' as const, 'ranked' as const, 'points' as const),
  })
  .chain(({ budget, count, kind }) =>
    fc.record({
      budget: fc.constant(budget),
      decimals: fc.constant(0),
      projects: fc
        .tuple(
          fc.array(cost(budget), { minLength: count, maxLength: count }),
          fc.shuffledSubarray(['1', '10', '2', 'a', 'B', '工', '灯', 'z9'], { minLength: count, maxLength: count }),
        )
        .map(([costs, ids]) => costs.map((one, n) => ({ id: ids[n] ?? '', name: '', cost: one }))),
      ballots: fc.array(ballotOf(kind, count), { maxLength: 14 }),
    }),
  )

/** The same with sums near the end of whole floats, each a unit more or less or none: nearly tied everywhere, rarely tied. */
export const hairsbreadthElection: fc.Arbitrary<Election> = randomElection.chain((election) => {
  const large = (amount: number) =>
    fc.integer({ min: -1, max: 1 }).map((more) => (amount === 0 ? 0 : amount * 4_000_000_000_000 + more))
  return fc
    .tuple(large(election.budget), fc.tuple(...election.projects.map(({ cost: amount }) => large(amount))))
    .map(([budget, costs]) => ({
      ...election,
      budget,
      projects: election.projects.map((project, n) => ({ ...project, cost: costs[n] ?? 0 })),
    }))
})
