import type { VoteCount } from './vote-counts.ts'

/** Of a statement that asks who somebody is: people are to meet it early. */
const metaPriority = 7 ** 2
/** Of a statement that nobody has voted on yet. */
const unknownPriority = 1

/**
 * How urgently people should be shown a statement: more if it divides (stands far out), if many agree and few pass,
 * and while few have seen it.
 * @param count of all groups together. @param extremity of the statement in the plane.
 */
export function priorityOf({ agrees, disagrees, seen }: VoteCount, extremity: number, meta: boolean): number {
  if (meta) return metaPriority
  const passes = seen - agrees - disagrees
  const importance = (1 - (passes + 1) / (seen + 2)) * (extremity + 1) * ((agrees + 1) / (seen + 2))
  return (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2
}

/**
 * Draws the next statement for somebody, each with a chance in proportion to its priority. Null if all are voted on.
 * @param open statements that may be shown, in a fixed order. @param draw a number from 0 to below 1.
 */
export function nextStatement(
  open: readonly number[],
  votedOn: ReadonlySet<number>,
  priorities: ReadonlyMap<number, number>,
  draw: number,
): number | null {
  const waiting = open.filter((statement) => !votedOn.has(statement))
  const weights = waiting.map((statement) => priorities.get(statement) ?? unknownPriority)
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [n, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return waiting[n] ?? null
  }
  return waiting.at(-1) ?? null
}
