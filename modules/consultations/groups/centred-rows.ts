import { isOut, type Moderation } from './vote.ts'
import type { VotesMatrix } from './votes-matrix.ts'

/**
 * The matrix less the mean of each column. What somebody has not seen counts as the mean, so it is 0 here and sparse
 * rows say all. Columns moderated out are 0 for everybody.
 */
export interface CentredRows {
  readonly matrix: VotesMatrix
  /** The rows that take part; all of them if absent. */
  readonly rows?: Int32Array
  /** Mean vote a column. */
  readonly center: Float64Array
  /** What each cell stands for: its vote less the mean of its column; indexed by the cell's number. */
  readonly deviation: Float64Array
}

/** How often each cell occurs, in all rows or in some: three numbers a column, for agree, pass, disagree. */
export function tally({ cells, starts, people, statements }: VotesMatrix, rows?: Int32Array): Int32Array {
  const counts = new Int32Array(3 * statements.length)
  const count = rows ? rows.length : people.length
  for (let n = 0; n < count; n++) {
    const row = rows ? (rows[n] as number) : n
    const to = starts[row + 1] as number
    for (let i = starts[row] as number; i < to; i++) (counts[cells[i] as number] as number)++
  }
  return counts
}

/** Rows centred by the mean of those who saw a statement, within `rows` if given. */
export function centredRows(matrix: VotesMatrix, moderation: Moderation, rows?: Int32Array): CentredRows {
  const counts = tally(matrix, rows)
  const center = Float64Array.from(matrix.statements, (statement, column) => {
    const [agrees = 0, passes = 0, disagrees = 0] = counts.subarray(3 * column, 3 * column + 3)
    const seen = agrees + passes + disagrees
    return seen === 0 || isOut(moderation, statement) ? 0 : (disagrees - agrees) / seen
  })
  return { matrix, ...(rows ? { rows } : {}), center, deviation: deviations(matrix, center, moderation) }
}

/** What each cell stands for around a given centre. */
export function deviations({ statements }: VotesMatrix, center: Float64Array, moderation: Moderation): Float64Array {
  const deviation = new Float64Array(3 * statements.length)
  for (const [column, statement] of statements.entries())
    if (!isOut(moderation, statement))
      for (let code = 0; code < 3; code++) deviation[3 * column + code] = code - 1 - (center[column] ?? 0)
  return deviation
}

/** For each row the sum of what its cells weigh in `table` (indexed by cell). */
export function rowSums({ matrix: { cells, starts, people }, rows }: CentredRows, table: Float64Array): Float64Array {
  const count = rows ? rows.length : people.length
  const sums = new Float64Array(count)
  for (let n = 0; n < count; n++) {
    const row = rows ? (rows[n] as number) : n
    sums[n] = rowSum(cells, starts[row] as number, starts[row + 1] as number, table)
  }
  return sums
}

/**
 * What the cells from `from` to before `to` weigh together. Four sums side by side, since one would wait for itself:
 * most of an update is spent here.
 */
export function rowSum(cells: Uint16Array, from: number, to: number, table: Float64Array): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = from
  for (; i + 3 < to; i += 4) {
    a += table[cells[i] as number] as number
    b += table[cells[i + 1] as number] as number
    c += table[cells[i + 2] as number] as number
    d += table[cells[i + 3] as number] as number
  }
  for (; i < to; i++) a += table[cells[i] as number] as number
  return a + b + (c + d)
}

/** What each cell adds to the product of its row with a vector. */
export function alongVector(deviation: Float64Array, vector: Float64Array): Float64Array {
  return deviation.map((value, cell) => value * (vector[Math.floor(cell / 3)] as number))
}
