import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { receiptHash } from '../../kernel/receipt-code.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import {
  type CallEvent,
  type CallEventName,
  callEvents,
  callStream,
  type IdeaEvent,
  type IdeaEventName,
  ideaEvents,
  ideaStream,
} from './events.ts'
import { type IdeaAct, mayAct } from './idea.ts'
import { callScopeSql, ideaScopeSql, managingPost, publicSql } from './ideas-scope.ts'
import { type CallId, type CallRecord, type IdeaId, type IdeaRecord, mine } from './tables.ts'

/** Who does it, as the ledger keeps it, and when. */
export interface Doing {
  readonly tenantId: TenantId
  readonly actor: Actor | null
  readonly by: EventActor
  readonly at: Date
  readonly secrets: Secrets
  /** The receipt code that was shown, for an author without an account. */
  readonly receipt?: string | undefined
}

/** The same for somebody who signed in. */
export interface ActorDoing extends Doing {
  readonly actor: Actor
}

export interface HeldCall {
  readonly call: CallRecord
  readonly by: EventActor
  readonly at: Date
}

/** An idea that is being changed, with its call; both rows locked, the call first. */
export interface HeldIdea extends HeldCall {
  readonly idea: IdeaRecord
}

/** A call in the actor's scope, locked, for who manages it. */
export async function lockManagedCall(tx: Tx, doing: ActorDoing, id: CallId): Promise<HeldCall & { postId: PostId }> {
  const { actor, by, at } = doing
  const { rows } = await sql<CallRecord>`select c.* from ideas.calls c
    where c.tenant_id = ${actor.tenantId} and c.id = ${id} and ${callScopeSql(actor)} for no key update of c`.execute(
    tx,
  )
  const call = rows[0] ?? notFound()
  const postId = managingPost(actor, call.place_path) ?? forbidden()
  return { call, by: { ...by, postId }, at, postId }
}

/** By the code of the poster; drafts are for who plans them alone. */
export async function lockCallByCode(tx: Tx, doing: Doing, code: string): Promise<HeldCall> {
  const { rows } = await sql<CallRecord>`select c.* from ideas.calls c where c.tenant_id = ${doing.tenantId}
    and c.code = ${code.toUpperCase()} and c.opened_at is not null for no key update of c`.execute(tx)
  return { call: rows[0] ?? notFound(), by: doing.by, at: doing.at }
}

/** How somebody stands to an idea. */
export interface Standing {
  readonly author: boolean
  /** The post by which the call is managed. */
  readonly postId: PostId | null
}

/**
 * What makes the reader of a request the author of `i`; null where nobody signed in or no receipt is shown. Bare
 * comparisons: within `coalesce` PostgreSQL would look at every idea instead of at the indexes of authors and receipts.
 */
export function authorSql({ actor, receipt, secrets }: Pick<Doing, 'actor' | 'receipt' | 'secrets'>) {
  const lookup = receipt === undefined ? null : receiptHash(secrets, 'ideas', receipt)
  return sql<boolean>`(i.author_id = ${actor?.personId ?? null}::uuid or i.receipt_lookup = ${lookup}::bytea)`
}

/** The same as a column: yes or no. */
export const isAuthorSql = (reading: Parameters<typeof authorSql>[0]) =>
  sql<boolean>`coalesce(${authorSql(reading)}, false)`

/** An idea that one sees (as everybody, as its author, by a post), locked with its call. */
export async function lockIdea(tx: Tx, doing: Doing, id: IdeaId): Promise<HeldIdea & Standing> {
  const { tenantId, actor } = doing
  // The call first: what changes several ideas of it holds it too, so that two commands never wait for each other.
  const { rows: calls } = await sql<CallRecord>`select c.* from ideas.calls c where c.tenant_id = ${tenantId}
    and c.id = (select i.call_id from ideas.ideas i where i.tenant_id = ${tenantId} and i.id = ${id})
    for no key update of c`.execute(tx)
  const call = calls[0] ?? notFound()
  const staff = actor ? ideaScopeSql(actor) : sql<boolean>`false`
  const { rows } = await sql<IdeaRecord & { author: boolean }>`select i.*, ${isAuthorSql(doing)} as author
    from ideas.ideas i join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id
    where i.tenant_id = ${tenantId} and i.id = ${id} and (${publicSql} or ${staff} or ${authorSql(doing)})
    for no key update of i`.execute(tx)
  const { author, ...idea } = rows[0] ?? notFound()
  const postId = actor ? managingPost(actor, call.place_path) : null
  return { call, idea, author, postId, by: doing.by, at: doing.at }
}

/** The same for who manages its call: what is done is done in the name of that post. */
export async function lockManagedIdea(
  tx: Tx,
  doing: ActorDoing,
  id: IdeaId,
): Promise<HeldIdea & { readonly postId: PostId }> {
  const held = await lockIdea(tx, doing, id)
  const postId = held.postId ?? forbidden()
  return { ...held, postId, by: { ...held.by, postId } }
}

/** Refuses what is not done in this state. */
export function refuseUnless(act: IdeaAct, { idea }: Pick<HeldIdea, 'idea'>): void {
  if (!mayAct(act, idea.state))
    fail('conflict', 'ideas.wrong_state', {
      zh: '这条金点子的状态已变，不能这样做，请刷新看看',
      en: 'This idea has moved on and this cannot be done. Reload to see it',
    })
}

/** Whether others stand behind it too, because theirs were merged into it. */
export async function hasMembers(tx: Tx, idea: Pick<IdeaRecord, 'tenant_id' | 'id'>): Promise<boolean> {
  const { rows } = await sql`select from ideas.ideas i where i.tenant_id = ${idea.tenant_id}
    and i.merged_into_id = ${idea.id} limit 1`.execute(tx)
  return rows.length > 0
}

/** Writes some columns of a call. */
export async function saveCall(tx: Tx, { call, at }: HeldCall, set: Partial<CallRecord>): Promise<void> {
  await mine(tx)
    .updateTable('ideas.calls')
    .set({ ...set, changed_at: at })
    .where('tenant_id', '=', call.tenant_id)
    .where('id', '=', call.id)
    .execute()
}

/** Writes some columns of an idea. */
export async function saveIdea(
  tx: Tx,
  { idea, at }: Pick<HeldIdea, 'idea' | 'at'>,
  set: Partial<IdeaRecord>,
): Promise<void> {
  await mine(tx)
    .updateTable('ideas.ideas')
    .set({ ...set, changed_at: at })
    .where('tenant_id', '=', idea.tenant_id)
    .where('id', '=', idea.id)
    .execute()
}

/** The event of a change of a call, in the transaction of the change; `to` is the state after it. */
export async function tellCall(
  tx: Tx,
  { call, by, at }: HeldCall,
  name: CallEventName,
  payload: Partial<CallEvent> = {},
): Promise<void> {
  await record<CallEvent>(tx, {
    tenantId: call.tenant_id,
    stream: callStream(call.id),
    type: callEvents[name],
    at,
    actor: by,
    payload: { callId: call.id, to: call.state, ...payload },
  })
}

/** The event of a change of an idea, in the transaction of the change; `to` is the state after it. */
export async function tellIdea(
  tx: Tx,
  { idea, by, at }: Pick<HeldIdea, 'idea' | 'by' | 'at'>,
  name: IdeaEventName,
  payload: Partial<IdeaEvent> = {},
): Promise<void> {
  await record<IdeaEvent>(tx, {
    tenantId: idea.tenant_id,
    stream: ideaStream(idea.id),
    type: ideaEvents[name],
    at,
    actor: by,
    payload: { callId: idea.call_id, ideaId: idea.id, to: idea.state, ...payload },
  })
}

/** The hash by which words in a row are known to be those that were said. */
export const hashOf = (words: unknown): string => requestHash(words).toString('hex')

/** The hash of a version: its title and text. */
export const versionHash = ({ title, body }: { title: string; body: string }): string => hashOf([title, body])
