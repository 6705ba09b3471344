import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import {
  type AbsenceCancelled,
  type AbsenceRecorded,
  absenceCancelled,
  absenceRecorded,
  postStream,
  type TenureEnded,
  type TenureStarted,
  tenureEnded,
  tenureStarted,
} from './events.ts'
import { allowAppointing, mayAppoint, refuseAppointingOneself } from './handover/appointing.ts'
import { reaches } from './person-queries.ts'
import { allowManaging, type PostInPlace, refuseSelfAppointment } from './post-policy.ts'
import { type AbsenceId, mine, type TenureId } from './tables.ts'

/** Who does it, as the ledger keeps it, and when. */
export interface Doing {
  readonly actor: Actor
  readonly by: EventActor
  readonly at: Date
}

export interface LockedPost extends PostInPlace {
  id: PostId
  tenureId: TenureId | null
  holderId: PersonId | null
}

/** Loads a live post with its holder; its row is locked, so that commands on one post come one after the other. */
export async function lockPost(tx: Tx, tenantId: TenantId, postId: PostId): Promise<LockedPost> {
  const locked = await sql`select from people.posts
    where tenant_id = ${tenantId} and id = ${postId} and abolished_at is null for no key update`.execute(tx)
  if (locked.rows.length === 0) notFound()
  const { rows } = await sql<LockedPost>`
    select p.id, p.role, p.place_path as "placePath", t.id as "tenureId", t.person_id as "holderId"
    from people.posts_view p
    left join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id and t.to_at is null
    where p.tenant_id = ${tenantId} and p.id = ${postId}`.execute(tx)
  return rows[0] ?? notFound()
}

/** Puts a person into a post from now on; whoever held it leaves at the same instant. */
export async function appoint(tx: Tx, doing: Doing, postId: PostId, personId: PersonId, why: string): Promise<void> {
  const post = await lockPost(tx, doing.actor.tenantId, postId)
  await refuseBadAppointment(tx, doing, post, personId)
  await takeOffice(tx, { ...doing, tenantId: doing.actor.tenantId }, post, personId, why)
}

/** Whoever fills a post: may they, is it not themselves, is the person within their reach, and not in office already. */
export async function refuseBadAppointment(tx: Tx, doing: Doing, post: LockedPost, personId: PersonId): Promise<void> {
  const { actor, at } = doing
  allowAppointing(actor, post)
  refuseAppointingOneself(actor, personId)
  await refuseUnknownPerson(tx, actor, personId)
  if (post.holderId === personId)
    fail('conflict', 'people.holds_already', { zh: '这位同志已经在任', en: 'This person holds the post already' })
  if (!(await reaches(tx, actor, personId, at))) notFound()
}

/** In whose name a tenure begins or ends, and when. */
export interface Office {
  readonly tenantId: TenantId
  readonly by: EventActor
  readonly at: Date
}

/** Ends the holder's tenure and begins the next at one instant. The caller has locked the post and allowed it. */
export async function takeOffice(
  tx: Tx,
  office: Office,
  post: LockedPost,
  personId: PersonId,
  why: string,
): Promise<void> {
  const { tenantId, by, at } = office
  const { id: postId } = post
  await closeTenure(tx, office, post, why, personId)
  const tenureId = newId<'tenure'>()
  await mine(tx)
    .insertInto('people.tenures')
    .values({
      ...{ tenant_id: tenantId, id: tenureId, post_id: postId, person_id: personId },
      ...{ from_at: at, to_at: null, why, ended_why: null },
    })
    .execute()
  const payload: TenureStarted = { postId, personId, tenureId }
  await record(tx, { tenantId, stream: postStream(postId), type: tenureStarted, at, actor: by, payload })
}

async function refuseUnknownPerson(tx: Tx, { tenantId }: Actor, personId: PersonId): Promise<void> {
  const { rows } = await sql`select from people.persons where tenant_id = ${tenantId} and id = ${personId}`.execute(tx)
  if (rows.length === 0) notFound()
}

/** Ends a tenure now; the post falls empty and the one above answers for it. A root post is refused by the database. */
export async function endTenure(tx: Tx, doing: Doing, postId: PostId, why: string): Promise<void> {
  const post = await lockPost(tx, doing.actor.tenantId, postId)
  allowAppointing(doing.actor, post)
  refuseEmpty(post)
  await closeTenure(tx, { ...doing, tenantId: doing.actor.tenantId }, post, why, null)
}

/** The holder, if there is one, leaves. The caller has locked the post and allowed it. */
export const leaveOffice = (tx: Tx, office: Office, post: LockedPost, why: string): Promise<void> =>
  closeTenure(tx, office, post, why, null)

function refuseEmpty(post: LockedPost): void {
  if (!post.tenureId)
    fail('conflict', 'people.post_is_empty', { zh: '这个岗位现在没有人任职', en: 'Nobody holds this post now' })
}

async function closeTenure(
  tx: Tx,
  { tenantId, by, at }: Office,
  { id: postId, tenureId, holderId }: LockedPost,
  why: string,
  successorId: PersonId | null,
): Promise<void> {
  if (!tenureId || !holderId) return
  await mine(tx)
    .updateTable('people.tenures')
    .set({ to_at: at, ended_why: why })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', tenureId)
    .execute()
  const payload: TenureEnded = { postId, personId: holderId, tenureId, successorId }
  await record(tx, { tenantId, stream: postStream(postId), type: tenureEnded, at, actor: by, payload })
}

export interface NewAbsenceOrder {
  readonly fromAt: Date
  readonly toAt: Date
  readonly standInId: PersonId | null
  /** Kept in the row alone: reasons for being away are nobody's business in an append-only ledger. */
  readonly why: string
}

/** Records that the holder of a post is away, and who stands in; without one the post above answers. */
export async function recordAbsence(tx: Tx, doing: Doing, postId: PostId, order: NewAbsenceOrder): Promise<AbsenceId> {
  const { actor, by, at } = doing
  const { standInId, why, toAt } = order
  const post = await lockPost(tx, actor.tenantId, postId)
  allowManaging(actor, post)
  refuseEmpty(post)
  // Who answered in the past is not rewritten.
  const fromAt = new Date(Math.max(order.fromAt.getTime(), at.getTime()))
  refuseBadSpan(fromAt, toAt)
  if (standInId) await refuseBadStandIn(tx, doing, post, standInId)
  await refuseOverlap(tx, actor, post, fromAt, toAt)
  const absenceId = newId<'absence'>()
  await mine(tx)
    .insertInto('people.absences')
    .values({
      tenant_id: actor.tenantId,
      id: absenceId,
      post_id: postId,
      tenure_id: post.tenureId as TenureId,
      stand_in_id: standInId,
      from_at: fromAt,
      to_at: toAt,
      why,
      recorded_by: actor.personId,
      cancelled_at: null,
      // What begins at once is told by its event.
      turns_at: fromAt > at ? fromAt : toAt,
    })
    .execute()
  const span = { fromAt: fromAt.toISOString(), toAt: toAt.toISOString() }
  const payload: AbsenceRecorded = { postId, absenceId, standInId, ...span }
  const stream = postStream(postId)
  await record(tx, { tenantId: actor.tenantId, stream, type: absenceRecorded, at, actor: by, payload })
  return absenceId
}

function refuseBadSpan(fromAt: Date, toAt: Date): void {
  if (toAt > fromAt) return
  const words = { zh: '结束时间要晚于现在和开始时间', en: 'The end must lie after now and after the beginning' }
  fail('invalid', 'people.bad_span', words, [{ path: 'toAt', words }])
}

async function refuseBadStandIn(tx: Tx, { actor, at }: Doing, post: LockedPost, standInId: PersonId): Promise<void> {
  refuseSelfAppointment(actor, standInId)
  // Nobody gets by an absence what they could not be given by appointing.
  if (standInId === actor.personId && post.holderId !== actor.personId && !mayAppoint(actor, post)) forbidden()
  if (standInId === post.holderId) {
    const words = { zh: '代理人不能是请假的本人', en: 'Nobody stands in for themselves' }
    fail('invalid', 'people.own_stand_in', words, [{ path: 'standInId', words }])
  }
  // Who records may always stand in; others must be within reach.
  if (standInId !== actor.personId && !(await reaches(tx, actor, standInId, at))) notFound()
}

async function refuseOverlap(tx: Tx, { tenantId }: Actor, post: LockedPost, fromAt: Date, toAt: Date): Promise<void> {
  const { rows } = await sql`select from people.absences
    where tenant_id = ${tenantId} and tenure_id = ${post.tenureId} and cancelled_at is null
      and from_at < ${toAt} and to_at > ${fromAt}`.execute(tx)
  if (rows.length > 0)
    fail('conflict', 'people.absent_already', {
      zh: '这段时间已有请假记录，请先销假',
      en: 'An absence is on record for that time; cancel it first',
    })
}

/** Calls an absence off; one that has begun ends now, and what was stays on record. */
export async function cancelAbsence(tx: Tx, doing: Doing, absenceId: AbsenceId): Promise<void> {
  const { actor, by, at } = doing
  const { tenantId } = actor
  const found = await sql<{ postId: PostId }>`
    select post_id as "postId" from people.absences
    where tenant_id = ${tenantId} and id = ${absenceId}`.execute(tx)
  const postId = found.rows[0]?.postId ?? notFound()
  allowManaging(actor, await lockPost(tx, doing.actor.tenantId, postId))
  const ended = await sql<{ begun: boolean }>`
    update people.absences set turns_at = null, to_at = case when from_at < ${at} then ${at} else to_at end,
      cancelled_at = case when from_at < ${at} then null else ${at}::timestamptz end
    where tenant_id = ${tenantId} and id = ${absenceId} and cancelled_at is null and to_at > ${at}
    returning cancelled_at is null as begun`.execute(tx)
  const [absence] = ended.rows
  if (!absence)
    return fail('conflict', 'people.absence_is_over', { zh: '这次请假已经结束', en: 'This absence is over already' })
  const payload: AbsenceCancelled = { postId, absenceId, ...(absence.begun ? { ended: true } : {}) }
  await record(tx, { tenantId, stream: postStream(postId), type: absenceCancelled, at, actor: by, payload })
}
