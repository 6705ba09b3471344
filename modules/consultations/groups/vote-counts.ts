import { tally } from './centred-rows.ts'
import type { VotesMatrix } from './votes-matrix.ts'

/** What some people voted on one statement; `seen` includes those who passed. */
export interface VoteCount {
  readonly agrees: number
  readonly disagrees: number
  readonly seen: number
}

/** Counts of each statement, in the order of the columns: of everybody, or of some people. */
export function voteCounts(matrix: VotesMatrix, people?: Iterable<number>): VoteCount[] {
  const counts = tally(matrix, people && rowsOf(matrix, people))
  return matrix.statements.map((_, column) => {
    const [agrees = 0, passes = 0, disagrees = 0] = counts.subarray(3 * column, 3 * column + 3)
    return { agrees, disagrees, seen: agrees + passes + disagrees }
  })
}

/** Counts added up. */
export function summed(counts: readonly VoteCount[]): VoteCount {
  const sum = { agrees: 0, disagrees: 0, seen: 0 }
  for (const { agrees, disagrees, seen } of counts) {
    sum.agrees += agrees
    sum.disagrees += disagrees
    sum.seen += seen
  }
  return sum
}

function rowsOf(matrix: VotesMatrix, people: Iterable<number>): Int32Array {
  const rows = new Map(matrix.people.map((person, row) => [person, row]))
  return Int32Array.from([...people].flatMap((person) => rows.get(person) ?? []))
}
