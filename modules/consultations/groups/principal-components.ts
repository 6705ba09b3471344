import { type CentredRows, centredRows } from './centred-rows.ts'
import { dot, principalAxes } from './power-iteration.ts'
import { randomFrom } from './random.ts'
import type { Moderation } from './vote.ts'
import type { VotesMatrix } from './votes-matrix.ts'

/** The plane that people are drawn in: mean vote a column, and two directions of length 1 over the columns. */
export interface Components {
  readonly statements: readonly number[]
  readonly center: readonly number[]
  readonly axes: readonly [readonly number[], readonly number[]]
}

const iterations = 100
/** Above so many people, samples of them are learnt from instead. */
const mostAtOnce = 10_000
const batches = 101
const batchIterations = 10
const learningRate = 0.01

/**
 * The components of all who voted, in the conversation or not. Begins with those of the update before, so that the
 * picture does not jump; without them the start is random from the seed and the largest part of a direction is
 * positive. The same input and seed give the same numbers.
 */
export function componentsOf(
  matrix: VotesMatrix,
  moderation: Moderation,
  { before, seed }: { readonly before?: Components | null; readonly seed: number },
): Components {
  // Other samples with every vote, so that nobody is passed over for ever; still the same from the same log.
  const random = randomFrom(seed + matrix.cells.length)
  const starts = before ? continued(before, matrix, random) : anywhere(matrix.statements.length, random)
  const large = matrix.people.length > mostAtOnce
  const found = large
    ? learnt(matrix, moderation, random, starts, before ?? null)
    : exact(centredRows(matrix, moderation), starts)
  const [first, second] = before ? found.axes : [upright(found.axes[0]), upright(found.axes[1])]
  return { statements: matrix.statements, center: [...found.center], axes: [[...first], [...second]] }
}

type Axes = readonly [Float64Array, Float64Array]
interface Plane {
  readonly center: Float64Array
  readonly axes: Axes
}

const exact = (rows: CentredRows, starts: Axes): Plane => ({
  center: rows.center,
  axes: principalAxes(rows, starts, iterations),
})

/** How many people a batch draws, as the published implementation has it. */
export const sampleSize = (people: number): number =>
  Math.max(100, Math.min(1500, Math.floor(0.0094276 * people - 85.86)))

/** Mini-batches: each moves centre and directions a hundredth of the way to what a sample of people says. */
function learnt(
  matrix: VotesMatrix,
  moderation: Moderation,
  random: () => number,
  starts: Axes,
  before: Components | null,
): Plane {
  const size = sampleSize(matrix.people.length)
  const drawn = () => centredRows(matrix, moderation, sample(matrix.people.length, size, random))
  const first = before ? null : exact(drawn(), starts)
  const center = first?.center ?? aligned(before?.statements ?? [], before?.center ?? [], matrix, 0)
  let axes = first?.axes ?? starts
  for (let batch = 0; batch < batches; batch++) {
    const rows = drawn()
    const [one, two] = principalAxes(rows, axes, batchIterations)
    for (let column = 0; column < center.length; column++)
      center[column] = towards(center[column] as number, rows.center[column] as number)
    axes = [
      unit(axes[0].map((value, i) => towards(value, one[i] as number))),
      unit(axes[1].map((value, i) => towards(value, two[i] as number))),
    ]
  }
  return { center, axes }
}

const towards = (old: number, found: number): number => (1 - learningRate) * old + learningRate * found

/** Some rows, none twice, ascending (Floyd's algorithm). */
function sample(count: number, size: number, random: () => number): Int32Array {
  const chosen = new Set<number>()
  for (let top = count - size; top < count; top++) {
    const one = Math.floor(random() * (top + 1))
    chosen.add(chosen.has(one) ? top : one)
  }
  return Int32Array.from(chosen).sort()
}

/** Random directions. */
function anywhere(columns: number, random: () => number): Axes {
  const axis = () => unit(Float64Array.from({ length: columns }, () => random() - 0.5))
  return [axis(), axis()]
}

/**
 * The directions of before; a statement that is new since then begins as large as the others are. A direction that was
 * all 0, because nothing varied yet, begins anywhere: from 0 it could never leave.
 */
function continued({ statements, axes }: Components, matrix: VotesMatrix, random: () => number): Axes {
  const small = 1 / Math.sqrt(Math.max(1, matrix.statements.length))
  const fresh = anywhere(matrix.statements.length, random)
  const start = (n: 0 | 1) =>
    axes[n].some((part) => part !== 0) ? aligned(statements, axes[n], matrix, small) : fresh[n]
  return [start(0), start(1)]
}

function aligned(statements: readonly number[], values: readonly number[], matrix: VotesMatrix, otherwise: number) {
  const known = new Map(statements.map((statement, column) => [statement, values[column] ?? otherwise]))
  return Float64Array.from(matrix.statements, (statement) => known.get(statement) ?? otherwise)
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector : vector.map((value) => value / length)
}

/** A direction may point either way; this one has its largest part positive. */
function upright(axis: Float64Array): Float64Array {
  let largest = 0
  for (const value of axis) if (Math.abs(value) > Math.abs(largest)) largest = value
  return largest < 0 ? axis.map((value) => -value) : axis
}
