import type { Vote, VoteCast } from './vote.ts'

/** People and statements beyond these are not taken up; the same limits as in the published method. */
export const mostPeople = 100_000
export const mostStatements = 10_000

/**
 * Who voted what, as sparse rows. A cell is one number, 3 × column + (vote + 1), so that sums over a row are look-ups
 * in a table and a vote takes two bytes. A row's cells ascend: the same votes make the same matrix in any order.
 */
export interface VotesMatrix {
  /** Numbers of those who voted, ascending; a row each. */
  readonly people: readonly number[]
  /** Numbers of statements that were voted on, ascending; a column each. */
  readonly statements: readonly number[]
  /** Row r has the cells from starts[r] to before starts[r + 1]. */
  readonly starts: Int32Array
  readonly cells: Uint16Array
}

export const noVotes: VotesMatrix = {
  people: [],
  statements: [],
  starts: new Int32Array(1),
  cells: new Uint16Array(0),
}

export const cellOf = (column: number, vote: Vote): number => 3 * column + vote + 1
export const columnOf = (cell: number): number => Math.floor(cell / 3)
export const voteOf = (cell: number): Vote => ((cell % 3) - 1) as Vote
/** How many statements the person of a row voted on. */
export const seenBy = ({ starts }: VotesMatrix, row: number): number => (starts[row + 1] ?? 0) - (starts[row] ?? 0)

/**
 * The matrix after some more votes of the log, in its order: the last vote of a person on a statement wins.
 * Votes of people or on statements beyond the limits are left out, and counted in `left`.
 */
export function withVotes(
  matrix: VotesMatrix,
  votes: Iterable<VoteCast>,
): { readonly matrix: VotesMatrix; readonly left: number } {
  const { byPerson, statements, left } = sorted(matrix, votes)
  const people = merged(matrix.people, byPerson.keys())
  const columns = new Map(statements.map((statement, column) => [statement, column]))
  const moved = Uint16Array.from(matrix.statements, (statement) => columns.get(statement) ?? 0)
  const inPlace = moved.every((to, column) => to === column)
  const rowOf = new Map(matrix.people.map((person, row) => [person, row]))
  const starts = new Int32Array(people.length + 1)
  let room = matrix.cells.length
  for (const row of byPerson.values()) room += row.size
  const cells = new Uint16Array(room)
  let end = 0
  for (const [at, person] of people.entries()) {
    const first = end
    const fresh = byPerson.get(person)
    const row = rowOf.get(person)
    const old = row === undefined ? nobody : matrix.cells.subarray(matrix.starts[row], matrix.starts[row + 1])
    if (!fresh && inPlace) {
      cells.set(old, end)
      end += old.length
    } else
      for (const cell of old) {
        const column = columnOf(cell)
        if (!fresh?.has(matrix.statements[column] ?? -1)) cells[end++] = cell + 3 * ((moved[column] ?? 0) - column)
      }
    if (fresh) {
      for (const [statement, vote] of fresh) cells[end++] = cellOf(columns.get(statement) ?? 0, vote)
      cells.subarray(first, end).sort()
    }
    starts[at + 1] = end
  }
  return { matrix: { people, statements, starts, cells: end === room ? cells : cells.slice(0, end) }, left }
}

const nobody = new Uint16Array(0)

/** New votes by person, the last one on each statement, within the limits. */
function sorted(matrix: VotesMatrix, votes: Iterable<VoteCast>) {
  const people = new Set(matrix.people)
  const known = new Set(matrix.statements)
  const byPerson = new Map<number, Map<number, Vote>>()
  let left = 0
  for (const { person, statement, vote } of votes) {
    const full = (set: ReadonlySet<number>, id: number, most: number) => set.size >= most && !set.has(id)
    if (full(people, person, mostPeople) || full(known, statement, mostStatements)) {
      left++
      continue
    }
    people.add(person)
    known.add(statement)
    const row = byPerson.get(person)
    if (row) row.set(statement, vote)
    else byPerson.set(person, new Map([[statement, vote]]))
  }
  return { byPerson, statements: merged([], known), left }
}

const merged = (some: readonly number[], more: Iterable<number>): number[] =>
  [...new Set([...some, ...more])].sort((a, b) => a - b)
