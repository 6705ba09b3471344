import { alongVector, deviations, rowSums } from './centred-rows.ts'
import type { Components } from './principal-components.ts'
import { agree, isOut, type Moderation } from './vote.ts'
import { columnOf, seenBy, type VotesMatrix } from './votes-matrix.ts'

/** Points of the plane: `ids[n]` stands at `x[n]`, `y[n]`. */
export interface Points {
  readonly ids: readonly number[]
  readonly x: Float64Array
  readonly y: Float64Array
}

/**
 * Where each voter stands: what was voted, less the mean, along the two directions; stretched by the root of all
 * statements over those seen, so that few votes do not pull to the middle. Statements moderated out count as seen.
 */
export function peopleInPlane(matrix: VotesMatrix, moderation: Moderation, { center, axes }: Components): Points {
  const deviation = deviations(matrix, Float64Array.from(center), moderation)
  const columns = matrix.statements.length
  const out = Uint8Array.from(matrix.statements, (statement) => (isOut(moderation, statement) ? 1 : 0))
  const outside = out.reduce((sum, one) => sum + one, 0)
  const stretch = Float64Array.from(matrix.people, (_, row) => {
    let seen = seenBy(matrix, row) + outside
    if (outside > 0)
      for (let i = matrix.starts[row] ?? 0; i < (matrix.starts[row + 1] ?? 0); i++)
        seen -= out[columnOf(matrix.cells[i] as number)] as number
    return Math.sqrt(columns / Math.max(seen, 1))
  })
  const along = (axis: readonly number[]) => {
    const table = alongVector(deviation, Float64Array.from(axis))
    const rows = { matrix, center: Float64Array.from(center), deviation }
    return rowSums(rows, table).map((sum, row) => sum * (stretch[row] as number))
  }
  return { ids: matrix.people, x: along(axes[0]), y: along(axes[1]) }
}

/** Where each statement stands: where somebody would who only agreed to it. */
export function statementsInPlane({ statements, center, axes }: Components): Points {
  const stretch = Math.sqrt(statements.length)
  const along = (axis: readonly number[]) =>
    Float64Array.from(axis, (part, column) => stretch * (agree - (center[column] ?? 0)) * part)
  return { ids: statements, x: along(axes[0]), y: along(axes[1]) }
}

/** How far out each point stands: for statements, how much they divide people. */
export const extremities = ({ x, y }: Points): Float64Array =>
  x.map((across, n) => Math.sqrt(across * across + (y[n] as number) ** 2))
