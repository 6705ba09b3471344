import { fail, notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type Choice, choiceOf, mostAdded, mostStatements, voteOf, votingObstacle } from './consultation.ts'
import { type Held, hashOf, tell } from './consultation-store.ts'
import { nextStatement } from './groups/routing.ts'
import { keysOf, lockHead, participantOf, takePart, type Voter, type VoterKeys } from './participant.ts'
import type { ConsultationRecord } from './tables.ts'

/** What the phone shows: the next statement, and how far one is. */
export interface Turn {
  readonly next: { readonly number: number; readonly words: string } | null
  readonly voted: number
  readonly left: number
}

interface Known {
  readonly open: readonly number[] | null
  readonly voted: readonly number[] | null
  readonly priorities: readonly number[] | null
}

/**
 * The next statement for somebody, drawn by the priorities of the last update. The draw follows from who asks and how
 * much they have voted: looking again shows the same one, and nobody can choose it.
 */
export async function turnOf(
  tx: Tx,
  secrets: Secrets,
  of: ConsultationRecord,
  voter: Voter,
  participant: number | null,
): Promise<Turn> {
  const one = sql`tenant_id = ${of.tenant_id} and consultation_id = ${of.id}`
  const { rows } = await sql<Known>`select
    (select array_agg(number order by number) from consultations.statements where ${one} and state = 'shown') as open,
    (select array_agg(distinct statement) from consultations.votes where ${one} and participant = ${participant}) as voted,
    (select priorities from consultations.results where ${one}) as priorities`.execute(tx)
  const { open, voted, priorities } = rows[0] ?? { open: null, voted: null, priorities: null }
  const done = new Set(voted)
  const urgency = new Map((priorities ?? []).flatMap((priority, n) => (priority > 0 ? [[n, priority] as const] : [])))
  const number = nextStatement(open ?? [], done, urgency, drawOf(secrets, of, voter, done.size))
  const left = (open ?? []).filter((n) => !done.has(n)).length
  const counted = { voted: (open?.length ?? 0) - left, left }
  if (number === null) return { next: null, ...counted }
  const words = await sql<{ words: string }>`select words from consultations.statements
    where ${one} and number = ${number}`.execute(tx)
  return { next: { number, words: words.rows[0]?.words ?? '' }, ...counted }
}

/** From 0 to below 1, even over voters and turns. */
function drawOf(secrets: Secrets, of: ConsultationRecord, { personId, device }: Voter, turn: number): number {
  return secrets.lookup('consultations.draw', `${of.id}\n${personId ?? device}\n${turn}`).readUIntBE(0, 6) / 2 ** 48
}

/** Refuses where nobody can vote now. */
export function refuseUnlessOpen(of: ConsultationRecord, at: Date): void {
  const why = votingObstacle({ state: of.state, fromOn: of.from_on, untilOn: of.until_on, today: dayOf(at) })
  if (why) fail('refused', 'consultations.not_open', why)
}

/** Locks the head of one that takes votes: it may have been closed while one waited. */
async function lockOpen(tx: Tx, of: ConsultationRecord, at: Date) {
  const head = await lockHead(tx, of)
  const { rows } = await sql<ConsultationRecord>`select * from consultations.consultations
    where tenant_id = ${of.tenant_id} and id = ${of.id}`.execute(tx)
  refuseUnlessOpen(rows[0] ?? of, at)
  return head
}

/** A vote; a later one by the same participant on the same statement counts instead. @returns the participant's number. */
export async function castVote(
  tx: Tx,
  secrets: Secrets,
  { of, at }: Omit<Held, 'by'>,
  voter: Voter,
  { statement, choice }: { statement: number; choice: Choice },
): Promise<number> {
  await lockOpen(tx, of, at)
  const { rows } = await sql`select from consultations.statements where tenant_id = ${of.tenant_id}
    and consultation_id = ${of.id} and number = ${statement} and state = 'shown'`.execute(tx)
  if (rows.length === 0) return notFound()
  const participant = await takePart(tx, of, keysOf(secrets, of, voter))
  await appendVote(tx, of, { participant, statement, choice, at })
  return participant
}

/** A retry, or pressing the same again, adds nothing. */

async function appendVote(
  tx: Tx,
  of: ConsultationRecord,
  { participant, statement, choice, at }: { participant: number; statement: number; choice: Choice; at: Date },
): Promise<void> {
  const last = await sql<{ vote: number }>`select vote from consultations.votes where tenant_id = ${of.tenant_id}
    and consultation_id = ${of.id} and participant = ${participant} and statement = ${statement}
    order by seq desc limit 1`.execute(tx)
  if (last.rows[0]?.vote === voteOf[choice]) return
  await sql`with head as (update consultations.heads set votes = votes + 1
      where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} returning votes)
    insert into consultations.votes (tenant_id, consultation_id, seq, participant, statement, vote, at)
    select ${of.tenant_id}, ${of.id}, votes, ${participant}, ${statement}, ${voteOf[choice]}, ${at} from head`.execute(
    tx,
  )
}

/** What one has voted so far, newest first: to change one's mind. Only for that voter's own screen. */
export async function ownVotes(tx: Tx, of: ConsultationRecord, keys: VoterKeys) {
  const participant = await participantOf(tx, of, keys)
  if (participant === null) return []
  const { rows } = await sql<{ number: number; words: string; vote: number }>`select * from (
      select distinct on (v.statement) v.statement as number, s.words, v.vote, v.seq from consultations.votes v
      join consultations.statements s on s.tenant_id = v.tenant_id and s.consultation_id = v.consultation_id
        and s.number = v.statement and s.state = 'shown'
      where v.tenant_id = ${of.tenant_id} and v.consultation_id = ${of.id} and v.participant = ${participant}
      order by v.statement, v.seq desc) last order by seq desc limit 1000`.execute(tx)
  return rows.map(({ number, words, vote }) => ({ number, words, choice: choiceOf(vote) }))
}

/** A participant's own statement, to which its author agrees. Looked at before it is shown where the consultation says so. */
export async function addOwn(
  tx: Tx,
  secrets: Secrets,
  held: Held,
  voter: Voter,
  words: string,
): Promise<'waiting' | 'shown'> {
  const { of, at } = held
  const head = await lockOpen(tx, of, at)
  if (head.statements >= mostStatements)
    fail('refused', 'consultations.full', {
      zh: '观点已经很多了，请对现有的表态',
      en: 'There are many statements already; please vote on these',
    })
  const author = await takePart(tx, of, keysOf(secrets, of, voter))
  const again = await sql<{ state: 'waiting' | 'shown' }>`select state from consultations.statements
    where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} and author = ${author}
      and words = ${tidy(words)} and state <> 'hidden'`.execute(tx)
  if (again.rows[0]) return again.rows[0].state
  const counted = await sql<{ added: number }>`update consultations.participants set added = added + 1
    where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} and number = ${author} returning added`.execute(tx)
  if ((counted.rows[0]?.added ?? 0) > mostAdded)
    fail('refused', 'consultations.added_enough', {
      zh: `每人最多提 ${mostAdded} 条观点`,
      en: `At most ${mostAdded} statements each`,
    })
  const state = of.moderation === 'before' ? 'waiting' : 'shown'
  const statement = await insertStatement(tx, held, { words, author, state })
  await appendVote(tx, of, { participant: author, statement, choice: 'agree', at })
  return state
}

const tidy = (words: string) => words.trim().replace(/\s+/g, ' ')

/** Adds a statement under the next number. The same words twice in one consultation are refused. Call with the head locked. */
export async function insertStatement(
  tx: Tx,
  held: Held,
  { words, author, state }: { words: string; author: number | null; state: 'waiting' | 'shown' },
): Promise<number> {
  const { of, at } = held
  const said = tidy(words)
  const same = await sql`select from consultations.statements where tenant_id = ${of.tenant_id}
    and consultation_id = ${of.id} and words = ${said} and state <> 'hidden'`.execute(tx)
  if (same.rows.length > 0) {
    const twice = { zh: '已经有一条一样的观点', en: 'There is the same statement already' }
    fail('conflict', 'consultations.same_words', twice, [{ path: 'words', words: twice }])
  }
  const { rows } = await sql<{ number: number }>`with head as (
      update consultations.heads set statements = statements + 1, moderations = moderations + 1
      where tenant_id = ${of.tenant_id} and consultation_id = ${of.id} returning statements - 1 as number)
    insert into consultations.statements (tenant_id, consultation_id, number, words, by_staff, author, state, added_at)
    select ${of.tenant_id}, ${of.id}, number, ${said}, ${author === null}, ${author}, ${state}, ${at} from head
    returning number`.execute(tx)
  const number = rows[0]?.number ?? 0
  await tell(tx, held, 'statement_added', { statement: number, byStaff: author === null, hash: hashOf(said) })
  return number
}
