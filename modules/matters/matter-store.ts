import type { RawBuilder } from 'kysely'
import type { Actor, EventActor } from '../../kernel/actor.ts'
import { type MatterId, newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import type { RunningClock } from './clocks.ts'
import type { Effect, Said } from './effect.ts'
import { type EventName, eventTypes, type MatterEvent, type StandingSet, streamOf } from './events.ts'
import { isOpen } from './matter.ts'
import { type Scope, scopeOf, scopeSql } from './matter-scope.ts'
import { membersOf, subjectsOf } from './subject.ts'
import { type MatterRecord, own } from './tables.ts'

/** Loads a matter that the actor may see, locked for a change; null where it does not exist for that actor. */
export const lockInScope = (tx: Tx, actor: Actor, matterId: MatterId): Promise<MatterRecord | null> =>
  findInScope(tx, actor, matterId, sql`for no key update of m`)

/**
 * A matter that the actor may see. What somebody is a member of is asked only when nothing else shows it to them, so that
 * staff never wait for that.
 */
export async function findInScope(
  tx: Tx,
  actor: Actor,
  matterId: MatterId,
  lock: RawBuilder<unknown> = sql``,
): Promise<MatterRecord | null> {
  const find = async (scope: Scope) => {
    const { rows } = await sql<MatterRecord>`select m.* from matters.matters m
      where m.tenant_id = ${actor.tenantId} and m.id = ${matterId} and ${scopeSql(scope)} ${lock}`.execute(tx)
    return rows[0] ?? null
  }
  const found = await find(scopeOf(actor))
  if (found) return found
  const subjects = await subjectsOf(tx, actor.tenantId, actor.personId)
  return subjects.length > 0 ? find(scopeOf(actor, subjects)) : null
}

/** Whether the actor is a confirmed member of what a matter is about; a matter about nothing is not asked for. */
export async function isMember(tx: Tx, actor: Actor, matter: MatterRecord): Promise<boolean> {
  return (await membersOf(tx, matter.tenant_id, matter)).includes(actor.personId)
}

/** Loads a matter by id, locked; for the system's own steps and for the receipt door. */
export async function lockMatter(tx: Tx, tenantId: TenantId, matterId: MatterId): Promise<MatterRecord | null> {
  const found = await own(tx)
    .selectFrom('matters.matters')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', matterId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return found ?? null
}

/** Into which matter one was merged; not locked. */
export async function mergedInto(tx: Tx, tenantId: TenantId, matterId: MatterId): Promise<MatterId | null> {
  const row = await own(tx)
    .selectFrom('matters.matters')
    .select('merged_into_id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', matterId)
    .executeTakeFirst()
  return row?.merged_into_id ?? null
}

/** The condition on `matters.rally_members r` for those who still owe an answer: who was called by a rally that ended owes none. */
export const owesAnswerSql = sql<boolean>`r.answered_at is null and exists (select from matters.rallies y
  where y.tenant_id = r.tenant_id and y.id = r.rally_id and y.ended_at is null)`

/** Posts of the present rally that have not answered. */
export async function openRallyPosts(tx: Tx, matter: MatterRecord): Promise<PostId[]> {
  if (matter.open_rally_answers === 0) return []
  const { rows } = await sql<{ post_id: PostId }>`select r.post_id from matters.rally_members r
    where r.tenant_id = ${matter.tenant_id} and r.matter_id = ${matter.id} and ${owesAnswerSql}`.execute(tx)
  return rows.map((row) => row.post_id)
}

export interface Change {
  readonly matter: MatterRecord
  readonly name: EventName
  readonly effect: Effect
  readonly actor: EventActor
  readonly at: Date
  readonly said?: { readonly id: string; readonly said: Said }
}

/**
 * Writes what a step decided: the matter's columns, the holding, the clock, the suspension, the event.
 * @returns the event's number in the matter's stream.
 */
export async function applyChange(tx: Tx, change: Change): Promise<number> {
  const { matter, effect, at } = change
  const set = columnsOf(change)
  await own(tx)
    .updateTable('matters.matters')
    .set({ ...set, changed_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('id', '=', matter.id)
    .execute()
  await writeHolding(tx, change)
  await writeClock(tx, matter, effect.clock, at)
  const name = effect.event ?? change.name
  const payload: MatterEvent = {
    matterId: matter.id,
    action: name,
    from: matter.state,
    to: effect.to,
    set: asJson(set),
    holderPostId: set.holder_post_id === undefined ? matter.holder_post_id : set.holder_post_id,
    ...(effect.holder ? { why: effect.holder.why } : {}),
    ...(change.said
      ? { remark: { id: change.said.id, hash: requestHash(change.said.said.words).toString('hex') } }
      : {}),
    ...(change.said && change.said.said.fileIds.length > 0 ? { fileIds: change.said.said.fileIds } : {}),
    ...(effect.facts ? { facts: effect.facts } : {}),
  }
  return record(tx, {
    tenantId: matter.tenant_id,
    stream: streamOf(matter.id),
    type: eventTypes[name],
    at,
    actor: change.actor,
    payload,
  })
}

/** The columns that change: what the effect names, and what follows from a new holder or clock. */
function columnsOf({ matter, effect }: Change): Partial<MatterRecord> {
  const ends = !isOpen(effect.to)
  const holder = ends ? null : (effect.holder?.postId ?? matter.holder_post_id)
  const touched =
    holder && !matter.touched_posts.includes(holder) ? { touched_posts: [...matter.touched_posts, holder] } : {}
  const clock = effect.clock === 'keep' ? {} : effect.clock === 'stop' ? stoppedColumns : clockColumns(effect.clock)
  return {
    ...(effect.to === matter.state ? {} : { state: effect.to }),
    ...(holder === matter.holder_post_id ? {} : { holder_post_id: holder }),
    ...touched,
    ...clock,
    ...reviewColumn(matter, effect),
    // An order ends with the matter: nobody waits for its answer any more.
    ...(ends && matter.order_due_at ? { order_due_at: null } : {}),
    ...effect.set,
  }
}

/** A suspension keeps its review date through whatever is said meanwhile, and loses it when it ends. */
function reviewColumn(matter: MatterRecord, effect: Effect): Partial<MatterRecord> {
  if (effect.reviewAt) return { review_at: effect.reviewAt }
  return effect.to !== 'suspended' && matter.review_at ? { review_at: null } : {}
}

const stoppedColumns: Partial<MatterRecord> = {
  clock_stage: null,
  clock_started_at: null,
  clock_yellow_at: null,
  clock_due_at: null,
  climb_at: null,
  escalation_level: 0,
  escalated_to_post_id: null,
}

const clockColumns = (clock: RunningClock): Partial<MatterRecord> => ({
  clock_stage: clock.stage,
  clock_started_at: clock.startedAt,
  clock_yellow_at: clock.yellowAt,
  clock_due_at: clock.dueAt,
  climb_at: clock.dueAt,
  escalation_level: 0,
  escalated_to_post_id: null,
})

async function writeHolding(tx: Tx, { matter, effect, at }: Change): Promise<void> {
  const ends = !isOpen(effect.to)
  const next = effect.holder?.postId
  if (!ends && (next === undefined || next === matter.holder_post_id)) return
  await own(tx)
    .updateTable('matters.holdings')
    .set({ to_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('to_at', 'is', null)
    .execute()
  if (ends || !effect.holder) return
  await own(tx)
    .insertInto('matters.holdings')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      post_id: effect.holder.postId,
      from_at: at,
      to_at: null,
      why: sql`${JSON.stringify(effect.holder.why)}::jsonb`,
    })
    .execute()
}

async function writeClock(tx: Tx, matter: MatterRecord, clock: Effect['clock'], at: Date): Promise<void> {
  if (clock === 'keep') return
  await own(tx)
    .updateTable('matters.clocks')
    .set({ stopped_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('stopped_at', 'is', null)
    .execute()
  if (clock === 'stop') return
  await own(tx)
    .insertInto('matters.clocks')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      stage: clock.stage,
      span: sql`${JSON.stringify(clock.span)}::jsonb`,
      started_at: clock.startedAt,
      yellow_at: clock.yellowAt,
      due_at: clock.dueAt,
      stopped_at: null,
    })
    .execute()
}

function asJson(set: Partial<MatterRecord>): StandingSet {
  return JSON.parse(JSON.stringify(set)) as StandingSet
}

/** Keeps words and pictures of a step. */
export async function keepRemark(
  tx: Tx,
  remark: {
    matter: MatterRecord
    id: string
    action: string
    said: Said
    toReporter: boolean
    actor: EventActor
    at: Date
  },
): Promise<void> {
  await own(tx)
    .insertInto('matters.remarks')
    .values({
      tenant_id: remark.matter.tenant_id,
      id: remark.id,
      matter_id: remark.matter.id,
      action: remark.action,
      words: remark.said.words,
      file_ids: [...remark.said.fileIds],
      to_reporter: remark.toReporter,
      person_id: remark.actor.personId,
      post_id: remark.actor.postId,
      at: remark.at,
    })
    .execute()
}
