import type { Actor } from '../../../kernel/actor.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId, type PersonId, type PostId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { Tick } from '../../../kernel/jobs/jobs.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { dayNumberFrom, dayNumberOf, startOfDayMs } from '../../../kernel/time/day.ts'
import {
  type HandoverEvent,
  handoverCancelled,
  handoverDone,
  handoverOvertaken,
  handoverPlanned,
  handoverStream,
} from '../events.ts'
import { reaches } from '../person-queries.ts'
import { type HandoverId, mine, type PeopleTables } from '../tables.ts'
import {
  type Doing,
  type LockedPost,
  lockPost,
  type Office,
  refuseBadAppointment,
  takeOffice,
} from '../tenure-service.ts'
import { allowAppointing, mayAppoint } from './appointing.ts'
import { loadsOf } from './post-load.ts'

type HandoverRecord = PeopleTables['people.handovers']

export interface HandoverOrder {
  readonly personId: PersonId
  /** The first day of the new holder; left out or today: from now on. */
  readonly fromDay?: string | undefined
  readonly why: string
  readonly note: string
}

/** A plan further ahead than this is a guess. */
const furthestDays = 366

/** Passes a post on, now or on a later day; matters, clocks and dues stay with the post, so none is lost. */
export async function handOver(
  tx: Tx,
  secrets: Secrets,
  doing: Doing,
  postId: PostId,
  order: HandoverOrder,
): Promise<{ handoverId: HandoverId; state: 'planned' | 'done' }> {
  const { actor, at } = doing
  const office: Office = { ...doing, tenantId: actor.tenantId }
  const post = await lockPost(tx, actor.tenantId, postId)
  await refuseBadAppointment(tx, doing, post, order.personId)
  await refuseTwice(tx, office, postId)
  const day = firstDay(order.fromDay, at)
  const now = day === dayNumberOf(at)
  const handover = {
    ...{ tenant_id: actor.tenantId, id: newId<'handover'>(), post_id: postId },
    ...{ from_person_id: post.holderId, to_person_id: order.personId },
    ...{ from_at: now ? at : new Date(startOfDayMs(day)), why: order.why, state: 'planned' as const, passed: null },
    note_sealed: order.note ? secrets.seal(order.note) : null,
    ...{ decided_at: at, decided_by: actor.personId, decided_by_post: doing.by.postId, ended_at: null },
  }
  await mine(tx).insertInto('people.handovers').values(handover).execute()
  if (now) await carryOut(tx, office, post, handover)
  else await tell(tx, office, handover, handoverPlanned)
  return { handoverId: handover.id, state: now ? 'done' : 'planned' }
}

function firstDay(fromDay: string | undefined, at: Date): number {
  const today = dayNumberOf(at)
  const day = fromDay === undefined ? today : dayNumberFrom(fromDay)
  if (day >= today && day <= today + furthestDays) return day
  const words = {
    zh: '从今天起、一年以内的某一天：过去由谁负责不改写',
    en: 'A day from today on, within a year: who answered in the past stays',
  }
  return fail('invalid', 'people.bad_handover_day', words, [{ path: 'fromDay', words }])
}

async function refuseTwice(tx: Tx, { tenantId }: Office, postId: PostId): Promise<void> {
  const { rows } = await sql`select from people.handovers
    where tenant_id = ${tenantId} and post_id = ${postId} and state = 'planned'`.execute(tx)
  if (rows.length > 0)
    fail('conflict', 'people.handover_planned_already', {
      zh: '这个岗位已有一次待生效的交接，请先取消那一次',
      en: 'A hand-over of this post is to come already; call that one off first',
    })
}

/** The new holder takes office; what goes over is counted as it stands at that instant. */
async function carryOut(tx: Tx, office: Office, post: LockedPost, handover: HandoverRow): Promise<void> {
  const { tenantId, at } = office
  const passed = (await loadsOf(tx, { tenantId, postIds: [post.id], at })).get(post.id) ?? []
  await takeOffice(tx, office, post, handover.to_person_id, handover.why)
  await sql`update people.handovers set state = 'done', ended_at = ${at}, passed = ${JSON.stringify(passed)}::jsonb
    where tenant_id = ${tenantId} and id = ${handover.id}`.execute(tx)
  const counts = passed.map(({ kind, count, overdue }) => ({ kind, count, overdue }))
  await tell(tx, office, handover, handoverDone, { passed: counts })
}

type HandoverRow = Pick<HandoverRecord, 'id' | 'post_id' | 'from_person_id' | 'to_person_id' | 'from_at' | 'why'>

async function tell(
  tx: Tx,
  { tenantId, by, at }: Office,
  handover: HandoverRow,
  type: string,
  more: Pick<HandoverEvent, 'passed'> = {},
): Promise<void> {
  const payload: HandoverEvent = {
    ...{ handoverId: handover.id, postId: handover.post_id, fromPersonId: handover.from_person_id },
    ...{ toPersonId: handover.to_person_id, fromAt: handover.from_at.toISOString() },
    ...more,
  }
  await record(tx, { tenantId, stream: handoverStream(handover.id), type, at, actor: by, payload })
}

/** Calls a planned hand-over off, as long as its day has not come. Whoever may fill the post. */
export async function cancelHandover(tx: Tx, doing: Doing, handoverId: HandoverId): Promise<void> {
  const { actor, at } = doing
  const { tenantId } = actor
  const found = await sql<{ postId: PostId }>`select post_id as "postId" from people.handovers
    where tenant_id = ${tenantId} and id = ${handoverId}`.execute(tx)
  const { postId } = found.rows[0] ?? notFound()
  allowAppointing(actor, await lockPost(tx, tenantId, postId))
  const { rows } = await sql<HandoverRow>`update people.handovers set state = 'cancelled', ended_at = ${at}
    where tenant_id = ${tenantId} and id = ${handoverId} and state = 'planned' returning *`.execute(tx)
  const [cancelled] = rows
  if (!cancelled)
    return fail('conflict', 'people.handover_is_over', {
      zh: '这次交接已生效或已取消',
      en: 'This hand-over is over already',
    })
  await tell(tx, { ...doing, tenantId }, cancelled, handoverCancelled)
}

/**
 * Carries out one planned hand-over whose day has come. Where the post is abolished, somebody else holds it than when it was
 * decided, or who decided it may not any more, nothing is changed and that is told; an empty post is filled all the same.
 * @returns false when there was none.
 */
export async function carryOutHandover(tx: Tx, at: Date): Promise<boolean> {
  const { rows } = await sql<HandoverRow & Pick<HandoverRecord, 'tenant_id' | 'decided_by' | 'decided_by_post'>>`
    select h.* from people.handovers h where h.state = 'planned' and h.from_at <= ${at}
    order by h.from_at, h.id limit 1`.execute(tx)
  const [due] = rows
  if (!due) return false
  const { tenant_id: tenantId, id } = due
  // The post before the hand-over, as whoever calls one off does.
  await sql`select from people.posts where tenant_id = ${tenantId} and id = ${due.post_id} for no key update`.execute(
    tx,
  )
  const still =
    await sql`select from people.handovers where tenant_id = ${tenantId} and id = ${id} and state = 'planned'
    for no key update`.execute(tx)
  if (still.rows.length === 0) return true
  const by = { personId: due.decided_by, postId: due.decided_by_post, via: 'system' } as const
  const office: Office = { tenantId, by, at }
  const post = await stillThere(tx, office, due.post_id)
  const unchanged = post && (post.holderId === null || post.holderId === due.from_person_id)
  if (unchanged && (await stillAllowed(tx, office, due, post))) await carryOut(tx, office, post, due)
  else {
    await sql`update people.handovers set state = 'overtaken', ended_at = ${at}
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
    await tell(tx, office, due, handoverOvertaken)
  }
  return true
}

/** Whether who decided it still may, and whom they chose is still within their reach: the day may lie a year after. */
async function stillAllowed(
  tx: Tx,
  { tenantId, at }: Office,
  { decided_by: personId, to_person_id: toPersonId }: Pick<HandoverRecord, 'decided_by' | 'to_person_id'>,
  post: LockedPost,
): Promise<boolean> {
  const { rows: posts } = await sql<Actor['posts'][number]>`select p.id as "postId", p.role, p.place_id as "placeId",
      p.place_path as "placePath", p.grid_id as "gridId", m.how
    from people.acting_posts(${tenantId}, ${personId}, ${at}) m
    join people.posts_view p on p.tenant_id = ${tenantId} and p.id = m.post_id`.execute(tx)
  const decider: Actor = { tenantId, personId, sessionId: '' as Actor['sessionId'], name: '', posts }
  return mayAppoint(decider, post) && (await reaches(tx, decider, toPersonId, at))
}

async function stillThere(tx: Tx, { tenantId }: Office, postId: PostId): Promise<LockedPost | null> {
  const { rows } = await sql`select from people.posts
    where tenant_id = ${tenantId} and id = ${postId} and abolished_at is null`.execute(tx)
  return rows.length > 0 ? lockPost(tx, tenantId, postId) : null
}

/** Looks every minute whether the day of a planned hand-over has come. */
export const handoversTick: Tick = {
  name: 'people.handovers',
  everyMs: 60_000,
  run: ({ db, clock }) => db.tx((tx) => carryOutHandover(tx, clock.now())),
}
