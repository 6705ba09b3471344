import { expect, it } from 'vitest'
import { bytesNeeded, growthOf, inTurn, type SizeRun, sizesOf } from './growth-figures.ts'
import { openOf } from './matters.ts'

const run = (round: number, name: string, matters: number, httpPerSecond: number, postgres = 1000): SizeRun => ({
  ...{ round, name, matters, httpPerSecond, floorPerSecond: 2 * httpPerSecond, p50Ms: 1, p99Ms: 2 },
  ...{ serverMicroseconds: 1, postgresMicroseconds: postgres, floorPostgresMicroseconds: 1, walBytes: 1 },
})

it('holds each size against the first one of the same round, and takes the middle of the rounds', () => {
  const runs = [
    ...[run(1, 'list', 10, 100), run(1, 'list', 100, 90, 1200)],
    ...[run(2, 'list', 10, 50), run(2, 'list', 100, 40, 1100)],
    ...[run(3, 'list', 10, 100), run(3, 'list', 100, 100, 1500)],
    ...[1, 2, 3].flatMap((round) => [run(round, 'intake', 10, 10), run(round, 'intake', 100, 7)]),
  ]
  const growth = growthOf(runs, [10, 100])
  expect(growth.ratios).toEqual([
    { name: 'list', matters: 100, ratio: 0.9, floorRatio: 0.9, postgresRatio: 1.2 },
    { name: 'intake', matters: 100, ratio: 0.7, floorRatio: 0.7, postgresRatio: 1 },
  ])
  expect(growth.ratio).toBe(0.7)
  expect(() => growthOf([run(1, 'list', 10, 100)], [10, 100])).toThrow('not measured at 100 in round 1')
  expect(growthOf([run(1, 'list', 10, 100)], [10]).ratio).toBe(1)
})

it('measures forth and back', () => {
  expect([1, 2, 3].map((round) => inTurn(['a', 'b'], round).join(''))).toEqual(['ab', 'ba', 'ab'])
})

it('reads sizes', () => {
  expect(sizesOf('100000,10000,100000')).toEqual([10_000, 100_000])
  expect(() => sizesOf('10,x')).toThrow('numbers from 1000 on')
  expect(bytesNeeded([10_000, 10_000_000])).toBeGreaterThan(bytesNeeded([10_000_000]))
})

it('leaves as many open as among fewer, in all buildings', () => {
  const open = Array.from({ length: 1_000_000 }, (_, n) => n).filter(openOf(1_000_000, 10_000))
  expect(open).toHaveLength(10_000)
  expect(new Set(open.map((n) => n % 400)).size).toBe(400)
  expect(Array.from({ length: 50 }, (_, n) => n).filter(openOf(50, 50))).toHaveLength(50)
})
