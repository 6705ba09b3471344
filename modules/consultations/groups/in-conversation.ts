import type { VoteCast } from './vote.ts'
import { seenBy, type VotesMatrix } from './votes-matrix.ts'

/** Votes that bring somebody into the conversation, where there are as many statements. */
const votesNeeded = 7
/** As long as fewer are in, those with the most votes are let in as well. */
const fewest = 15

/**
 * Who is in the conversation, that is, grouped: who has voted often enough, and whoever was in before. While fewer
 * than fifteen are in, it is filled up to fifteen by the number of votes, the lower number of a person first.
 * @param already from earlier updates; nobody leaves.
 * @returns numbers of people, ascending.
 */
export function inConversation(matrix: VotesMatrix, already: Iterable<number>): number[] {
  const known = new Set(matrix.people)
  const inside = new Set([...already].filter((person) => known.has(person)))
  const needed = Math.min(votesNeeded, matrix.statements.length)
  for (const [row, person] of matrix.people.entries()) if (seenBy(matrix, row) >= needed) inside.add(person)
  if (inside.size < fewest)
    fillUp(
      inside,
      matrix.people.map((person, row) => [person, seenBy(matrix, row)]),
    )
  return [...inside].sort((a, b) => a - b)
}

/**
 * The same by the history of a log: who came in when there were few statements or few people stays in. Votes of one
 * instant are one batch, so a log without times is judged as a whole.
 * @param log in the order of its instants.
 */
export function inConversationByLog(log: readonly VoteCast[]): number[] {
  const inside = new Set<number>()
  const seen = new Map<number, Set<number>>()
  const statements = new Set<number>()
  for (let from = 0, to = 0; from < log.length; from = to) {
    const at = log[from]?.at
    const touched = new Set<number>()
    for (; to < log.length && log[to]?.at === at; to++) {
      const { person = 0, statement = 0 } = log[to] ?? {}
      statements.add(statement)
      touched.add(person)
      const row = seen.get(person)
      if (row) row.add(statement)
      else seen.set(person, new Set([statement]))
    }
    // What is needed never falls, so only those who just voted can newly have enough.
    const needed = Math.min(votesNeeded, statements.size)
    for (const person of touched) if ((seen.get(person)?.size ?? 0) >= needed) inside.add(person)
    if (inside.size < fewest)
      fillUp(
        inside,
        [...seen].map(([person, row]) => [person, row.size]),
      )
  }
  return [...inside].sort((a, b) => a - b)
}

function fillUp(inside: Set<number>, counts: readonly (readonly [number, number])[]): void {
  const waiting = counts.filter(([person]) => !inside.has(person)).sort(([a, m], [b, n]) => n - m || a - b)
  for (const [person] of waiting.slice(0, fewest - inside.size)) inside.add(person)
}
