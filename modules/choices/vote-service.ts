import type { RawBuilder } from 'kysely'
import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { type FileId, newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { attachFiles, type Uploader } from '../files/public.ts'
import { phoneLookups, phoneOf } from '../people/public.ts'
import type { takeVote as takeEndpoint, voteMyself as voteEndpoint } from './contract.ts'
import { questionStream } from './events.ts'
import { type Channel, voteObstacle } from './question.ts'
import { hashOf, questionByCode, tell } from './question-store.ts'
import { type Doing, inGridsSql, keeperScopeSql, keepingPost } from './scope.ts'
import type { OwnerId, QuestionId, QuestionRecord, VoteId } from './tables.ts'
import type { Choice } from './threshold.ts'

/** Staff take a vote down: the keepers of the place, a grid worker for the buildings of the grid. */
export async function takeVote(
  tx: Tx,
  doing: Doing,
  id: QuestionId,
  { ownerId, choice, channel, slipIds = [], why }: BodyOf<typeof takeEndpoint>,
  uploader: Uploader,
): Promise<void> {
  const { tenantId, actor } = doing
  const inGrid = inGridsSql(actor, tenantId, sql`r.building_ids`)
  const reach = sql`(${keeperScopeSql(actor, sql`q.place_path`)} or ${inGrid})`
  const question = await lockOnRoll(tx, doing, sql`q.id = ${id}`, ownerId, reach)
  const postId = keepingPost(actor, question.place_path) ?? actor.posts.find(({ gridId }) => gridId)?.postId ?? null
  if (channel === 'paper' && slipIds.length === 0) {
    const words = { zh: '请附上签名表决单的照片', en: 'Please add a photo of the signed slip' }
    fail('invalid', 'choices.slip_missing', words, [{ path: 'slipIds', words }])
  }
  await attachFiles(tx, { tenantId, fileIds: slipIds, subject: questionStream(id), uploader })
  const by = { ...doing.by, postId }
  await cast(tx, { ...doing, by }, question, { ownerId, choice, channel, slipIds, why })
}

/** An owner votes on the phone: their number is in the register. */
export async function voteMyself(
  tx: Tx,
  doing: Doing,
  code: string,
  { ownerId, choice, why }: BodyOf<typeof voteEndpoint>,
): Promise<void> {
  const { id } = await questionByCode(tx, doing.tenantId, code)
  const mine = await ownSql(tx, doing)
  const question = await lockOnRoll(tx, doing, sql`q.id = ${id}`, ownerId, mine)
  await cast(tx, doing, question, { ownerId, choice, channel: 'phone', slipIds: [], why })
}

/** The condition on `choices.owners o` for heads that are the actor's own: by the phone that they sign in with. */
export async function ownSql(
  tx: Tx,
  { tenantId, actor, secrets }: Pick<Doing, 'tenantId' | 'actor' | 'secrets'>,
): Promise<RawBuilder<boolean>> {
  const phone = await phoneOf(tx, secrets, tenantId, actor.personId)
  return phone ? sql`o.phone_lookup = any(${[...phoneLookups(secrets, phone)]}::bytea[])` : sql<boolean>`false`
}

/**
 * Whether a question `choices.questions q` asks a head `choices.owners o`: who is on its roll once it was opened; before,
 * who holds a room of its place in the register.
 */
export const asksSql: RawBuilder<boolean> = sql`(case when q.opened_at is null
  then exists (select from choices.holdings h where h.tenant_id = o.tenant_id and h.owner_id = o.id and h.to_on is null
    and starts_with(h.building_path, q.place_path))
  else exists (select from choices.roll r where r.tenant_id = q.tenant_id and r.question_id = q.id
    and r.owner_id = o.id) end)`

/** Locks the head on the roll: two votes for one head come one after the other. 404 where there is none for the actor. */
async function lockOnRoll(
  tx: Tx,
  { tenantId }: Doing,
  which: RawBuilder<unknown>,
  ownerId: OwnerId,
  reach: RawBuilder<unknown>,
): Promise<QuestionRecord> {
  // A question that is being closed waits for this vote, and the vote for it: both lock its row.
  const { rows } = await sql<QuestionRecord & { on_roll: boolean }>`select q.* from choices.questions q
    join choices.roll r on r.tenant_id = q.tenant_id and r.question_id = q.id and r.owner_id = ${ownerId}
    join choices.owners o on o.tenant_id = r.tenant_id and o.id = r.owner_id
    where q.tenant_id = ${tenantId} and ${which} and ${reach} for share of q for no key update of r`.execute(tx)
  return rows[0] ?? notFound()
}

interface Cast {
  readonly ownerId: OwnerId
  readonly choice: Choice
  readonly channel: Channel
  readonly slipIds: readonly FileId[]
  readonly why?: string | undefined
}

const invalid = (path: string, zh: string, en: string): never =>
  fail('invalid', `choices.${path}_missing`, { zh, en }, [{ path, words: { zh, en } }])

/** Writes a vote. One that takes the place of another says why; the other stays in the record. */
async function cast(tx: Tx, doing: Doing, question: QuestionRecord, vote: Cast): Promise<void> {
  const { tenantId, actor, at } = doing
  const { ownerId, choice, channel, slipIds } = vote
  const closed = voteObstacle({ state: question.state, closesOn: question.closes_on }, dayOf(at))
  if (closed) fail('refused', 'choices.no_votes', closed)
  if (choice === 'follow' && !question.follow_rule)
    fail('refused', 'choices.no_follow', {
      zh: '没有写明议事规则，不能选“从众”',
      en: 'The rules of the owners do not state that one may follow the majority',
    })
  const why = vote.why?.trim()
  const { rows } = await sql<{ id: VoteId }>`select id from choices.votes where tenant_id = ${tenantId}
    and question_id = ${question.id} and owner_id = ${ownerId} and replaced_at is null`.execute(tx)
  const [before] = rows
  if (before && !why)
    invalid('why', '这位业主已经表决过；要更改请写明业主的理由', 'This owner has voted: say why it changes')
  if (before)
    await sql`update choices.votes set replaced_at = ${at}, replaced_why = ${why}
      where tenant_id = ${tenantId} and id = ${before.id}`.execute(tx)
  const id = newId<'vote'>()
  await sql`insert into choices.votes (tenant_id, id, question_id, owner_id, choice, channel, slip_ids, taken_by, taken_at)
    values (${tenantId}, ${id}, ${question.id}, ${ownerId}, ${choice}, ${channel}, ${[...slipIds]}::uuid[],
      ${actor.personId}, ${at})`.execute(tx)
  await tell(tx, doing, question, 'vote_taken', {
    ...{ ownerId, voteId: id, choice, channel },
    ...(before && why ? { replaces: before.id, hash: hashOf(why) } : {}),
    ...(slipIds.length > 0 ? { facts: { slipIds } } : {}),
  })
}
