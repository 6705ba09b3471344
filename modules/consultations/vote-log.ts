import { createHash } from 'node:crypto'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Moderation, Vote, VoteCast } from './groups/vote.ts'
import { type VotesMatrix, withVotes } from './groups/votes-matrix.ts'
import type { ConsultationRecord } from './tables.ts'

type Of = Pick<ConsultationRecord, 'tenant_id' | 'id'>

interface Row {
  readonly seq: number
  readonly person: number
  readonly statement: number
  readonly vote: Vote
  readonly at: Date
}

/** So many rows are read at once: a log of a million votes is not held as rows in memory. */
const slice = 50_000

/** In slices, by their numbers, which have no gaps. */
async function* slicesAfter(tx: Tx, of: Of, after: number, upto: number): AsyncGenerator<Row[]> {
  for (let from = after; from < upto; from += slice) yield await rowsBetween(tx, of, from, Math.min(upto, from + slice))
}

async function rowsBetween(tx: Tx, of: Of, after: number, upto: number): Promise<Row[]> {
  const { rows } = await sql<Row>`select seq, participant as person, statement, vote, at from consultations.votes
    where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} and seq > ${after} and seq <= ${upto}
    order by seq`.execute(tx)
  return rows
}

const castOf = ({ person, statement, vote, at }: Row): VoteCast => ({ person, statement, vote, at: at.getTime() })

/** Votes of the log beyond one and up to another, in its order. */
export async function votesAfter(tx: Tx, of: Of, after: number, upto: number): Promise<VoteCast[]> {
  const votes: VoteCast[] = []
  for await (const rows of slicesAfter(tx, of, after, upto)) for (const row of rows) votes.push(castOf(row))
  return votes
}

/** A matrix with the votes of the log beyond one and up to another. */
export async function matrixWith(
  tx: Tx,
  of: Of,
  before: { readonly upto: number; readonly matrix: VotesMatrix },
  upto: number,
): Promise<VotesMatrix> {
  let { matrix } = before
  for await (const rows of slicesAfter(tx, of, before.upto, upto)) matrix = withVotes(matrix, rows.map(castOf)).matrix
  return matrix
}

/** The hash of some more votes, chained to the one before: one vote changed, left out or put in changes every later one. */
export async function sealOf(tx: Tx, of: Of, before: string, after: number, upto: number): Promise<string> {
  const hash = createHash('sha256').update(before)
  for await (const rows of slicesAfter(tx, of, after, upto))
    for (const { seq, person, statement, vote, at } of rows)
      hash.update(`\n${seq} ${person} ${statement} ${vote} ${at.toISOString()}`)
  return hash.digest('hex')
}

/** What is out of the mathematics: what is not shown, and what asks who somebody is. */
export async function moderationOf(tx: Tx, of: Of): Promise<Moderation & { readonly shown: ReadonlySet<number> }> {
  const { rows } = await sql<{ number: number; state: string; meta: boolean }>`select number, state, meta
    from consultations.statements where tenant_id = ${of.tenant_id} and consultation_id = ${of.id}`.execute(tx)
  const numbers = (which: (row: (typeof rows)[number]) => boolean) =>
    new Set(rows.filter(which).map(({ number }) => number))
  return {
    rejected: numbers(({ state }) => state !== 'shown'),
    meta: numbers(({ meta }) => meta),
    shown: numbers(({ state }) => state === 'shown'),
  }
}
