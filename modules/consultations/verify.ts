import { sql } from '../../kernel/db.ts'
import { readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import type { State } from './consultation.ts'
import { hashOf } from './consultation-store.ts'
import { type ConsultationEvent, eventTypes, streamOf } from './events.ts'
import { voteCounts } from './groups/vote-counts.ts'
import { noVotes } from './groups/votes-matrix.ts'
import { readFound } from './result-view.ts'
import type { ConsultationRecord, StatementRecord } from './tables.ts'
import { fromTheLog } from './updating.ts'
import { matrixWith, sealOf } from './vote-log.ts'

const stateAfter: Readonly<Record<string, State>> = {
  [eventTypes.planned]: 'draft',
  [eventTypes.opened]: 'open',
  [eventTypes.closed]: 'closed',
  [eventTypes.answered]: 'answered',
}

/**
 * Holds states, statements and votes against the ledger; works the result of a closed consultation out anew from the
 * log of votes, and recounts that of an open one.
 */
export const verifyConsultations: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const { rows } = await sql<ConsultationRecord>`select * from consultations.consultations
    where tenant_id = ${tenantId} order by id`.execute(tx)
  for (const of of rows) await verifyOne(verifying, of)
  return { consultations: rows.length }
}

async function verifyOne({ tx, report }: Verifying, of: ConsultationRecord): Promise<void> {
  const stream = streamOf(of.id)
  const fault = (check: string, what: string) => report({ check: `consultations.${check}`, stream, what })
  const story = (await readStream(tx, of.tenant_id, stream)).map(({ type, payload }) => ({
    ...{ type, payload: payload as unknown as ConsultationEvent },
  }))
  const told = story.flatMap(({ type }) => stateAfter[type] ?? []).at(-1)
  if (told !== of.state) fault('state', `stands as ${of.state}, the ledger says ${told ?? 'nothing'}`)
  await verifyStatements({ tx }, of, story, fault)
  let before: ConsultationEvent | null = null
  for (const { payload } of story.filter(({ type }) => type === eventTypes.votes_sealed)) {
    const votes = payload.votes ?? 0
    if ((await sealOf(tx, of, before?.hash ?? '', before?.votes ?? 0, votes)) !== payload.hash)
      fault('votes', `votes ${(before?.votes ?? 0) + 1} to ${votes} are not those that were sealed`)
    before = payload
  }
  await verifyResult({ tx }, of, fault)
}

type Reading = Pick<Verifying, 'tx'>
type Fault = (check: string, what: string) => void
type Story = readonly { readonly type: string; readonly payload: ConsultationEvent }[]

async function verifyStatements({ tx }: Reading, of: ConsultationRecord, story: Story, fault: Fault): Promise<void> {
  const { rows } = await sql<StatementRecord>`select * from consultations.statements where tenant_id = ${of.tenant_id}
    and consultation_id = ${of.id} order by number`.execute(tx)
  const last = (number: number, type: string) =>
    story.findLast((event) => event.type === type && event.payload.statement === number)?.payload
  for (const { number, words, state, answer, hidden_why } of rows) {
    if (last(number, eventTypes.statement_added)?.hash !== hashOf(words))
      fault('statement', `the words of statement ${number} are not those that were added`)
    if (state === 'hidden' && last(number, eventTypes.statement_hidden)?.hash !== hashOf(hidden_why ?? ''))
      fault('statement', `statement ${number} is hidden, and the ledger does not say why`)
    if (answer !== null && last(number, eventTypes.statement_answered)?.hash !== hashOf(answer))
      fault('statement', `the answer to statement ${number} is not the one that was given`)
  }
}

async function verifyResult({ tx }: Reading, of: ConsultationRecord, fault: Fault): Promise<void> {
  const { found, at } = await readFound(tx, of)
  const { rows } = await sql<{ upto: number }>`select upto from consultations.results
    where tenant_id = ${of.tenant_id} and consultation_id = ${of.id}`.execute(tx)
  const upto = rows[0]?.upto ?? 0
  if (of.closed_at) {
    const { shown } = await fromTheLog(tx, of, upto)
    if (at === null || JSON.stringify(inOrder(shown)) !== JSON.stringify(inOrder(found)))
      fault('result', 'the result is not what its votes say')
    return
  }
  const matrix = await matrixWith(tx, of, { upto: 0, matrix: noVotes }, upto)
  const counts = new Map(voteCounts(matrix).map((count, column) => [matrix.statements[column], count]))
  for (const { statement, agrees, disagrees, passes } of found.statements) {
    const count = counts.get(statement)
    if (count?.agrees !== agrees || count.disagrees !== disagrees || count.seen !== agrees + disagrees + passes)
      fault('result', `the counts of statement ${statement} are not those of its votes`)
  }
}

/** jsonb keeps its own order of keys. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, inOrder(one)]),
  )
}
