import { expect, it } from 'vitest'
import { approval, type Election, pointed } from './election.ts'
import { explain } from './explain.ts'
import { representation } from './representation.ts'
import { choose } from './rules.ts'

const projects = (costs: Readonly<Record<string, number>>) =>
  Object.entries(costs).map(([id, cost]) => ({ id, name: id, cost }))

/** Six voters with 10 each: the bench is bought by four; the lamp's two have 5.5 left between them; nobody wants a wall. */
const election: Election = {
  budget: 60,
  decimals: 0,
  projects: projects({ bench: 29, lamp: 12, wall: 1, sign: 0 }),
  ballots: [[0], [0], [0, 1], [0, 1, 3], [], []].map(approval),
}

it('says what each paid, who was short by how much, and what nobody wanted', () => {
  const outcome = choose(election, 'mes_cost')
  expect(explain(outcome)).toEqual([
    {
      ...{ project: 0, votes: 4, points: 4 },
      reasons: [
        {
          ...{ kind: 'bought', place: 2, payers: 4, spentPayers: 0 },
          price: { num: 29n, den: 4n },
          rate: { num: 1n, den: 4n },
        },
      ],
    },
    {
      ...{ project: 1, votes: 2, points: 2 },
      reasons: [{ kind: 'supporters_short', money: { num: 11n, den: 2n }, missing: 7 }],
    },
    { project: 2, votes: 0, points: 0, reasons: [{ kind: 'no_votes' }] },
    { project: 3, votes: 1, points: 1, reasons: [{ kind: 'costless', place: 1 }] },
  ])
})

it('tells of both when a completion took what supporters could not pay', () => {
  const [, lamp] = explain(choose(election, 'mes_cost_greedy'))
  expect(lamp?.reasons).toEqual([
    { kind: 'supporters_short', money: { num: 11n, den: 2n }, missing: 7 },
    { kind: 'fitted', place: 3, left: 31 },
  ])
  const dear = { ...election, projects: projects({ bench: 29, lamp: 32, wall: 1, sign: 0 }) }
  expect(explain(choose(dear, 'greedy_cost'))[1]?.reasons).toEqual([{ kind: 'did_not_fit', left: 31, missing: 1 }])
})

it('counts who gave the last: less than the price, or exactly it', () => {
  // Two have 10 each. The first gives 1 point, the second 3: at 4 a point the second would owe 12.
  const by = (cost: number) =>
    explain(
      choose(
        { budget: 20, decimals: 0, projects: projects({ a: cost }), ballots: [pointed([[0, 1]]), pointed([[0, 3]])] },
        'mes_card',
      ),
    )[0]?.reasons[0]
  expect(by(14)).toMatchObject({ price: { num: 4n, den: 1n }, payers: 2, spentPayers: 1 })
  expect(by(20)).toMatchObject({ price: { num: 10n, den: 1n }, payers: 2, spentPayers: 2 })
  expect(by(21)).toMatchObject({ kind: 'supporters_short', missing: 1 })
})

it('counts who is represented, empty ballots among the voters', () => {
  const outcome = choose(election, 'mes_cost')
  expect(representation(outcome.electorate, outcome.order)).toEqual({
    voters: 6,
    represented: 4,
    projects: { least: 0, lowerQuartile: 0, median: 1, upperQuartile: 1, most: 2, sum: 5n },
    money: { least: 0, lowerQuartile: 0, median: 29, upperQuartile: 29, most: 29, sum: 116n },
  })
})
