import { type EventActor, systemActor } from '../../kernel/actor.ts'
import { type MatterId, newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { resume } from './acts/steer.ts'
import { nextClimb } from './clocks.ts'
import type { Effect, Step } from './effect.ts'
import { climbLadder, planClocks, tellLateOrder } from './ladder/firing.ts'
import { aroundMatter } from './matter-service.ts'
import { applyChange, lockMatter, owesAnswerSql } from './matter-store.ts'
import { type MatterRecord, own } from './tables.ts'

/** Deadlines are looked for this often. */
const sweepEveryMs = 2000

/**
 * What time does by itself: overdue matters climb, steps of the ladder are taken, suspensions come back on their review date, rally answers that are
 * late are told. Each is taken under a row lock with its due instant moved on in the same transaction, so any number of
 * workers fire each exactly once, and late ones fire when a worker returns.
 */
export const sweepTick: Tick = {
  name: 'matters.sweep',
  everyMs: sweepEveryMs,
  run: async ({ db, clock }: Services) => (await sweep(db, clock.now())) > 0,
}

/** Does everything that is due at an instant, in batches of one. @returns how much was done. */
export async function sweep(db: Db, now: Date): Promise<number> {
  let done = 0
  for (const turn of [climbOne, reviewOne, tellLateRally, planClocks, climbLadder, tellLateOrder]) {
    while (await db.tx((tx) => turn(tx, now))) done++
  }
  return done
}

async function takeDue(tx: Tx, column: 'climb_at' | 'review_at', now: Date): Promise<MatterRecord | null> {
  const { rows } = await sql<MatterRecord>`select m.* from matters.matters m
    where ${sql.ref(`m.${column}`)} <= ${now} order by ${sql.ref(`m.${column}`)} limit 1 for no key update of m skip locked`.execute(
    tx,
  )
  return rows[0] ?? null
}

async function climbOne(tx: Tx, now: Date): Promise<boolean> {
  const matter = await takeDue(tx, 'climb_at', now)
  if (matter) await climbUp(tx, matter, now)
  return matter !== null
}

/** One matter climbs at an instant of its own. */
export const climb = (db: Db, tenantId: TenantId, matterId: MatterId, at: Date): Promise<void> =>
  db.tx(async (tx) => {
    const matter = await lockMatter(tx, tenantId, matterId)
    if (matter) await climbUp(tx, matter, at)
  })

/** An overdue matter climbs to the post above the one that watches it now; at the top it stays. */
async function climbUp(tx: Tx, matter: MatterRecord, now: Date): Promise<void> {
  if (!matter.climb_at || !matter.holder_post_id) return
  const around = await aroundMatter(tx, matter, now)
  const above = await postAbove(tx, matter.tenant_id, matter.escalated_to_post_id ?? matter.holder_post_id)
  const level = matter.escalation_level + 1
  // Counted from the instant that was due, not from when a worker came round to it; what was missed meanwhile is not made up.
  const every = around.kind.spec.climbEvery
  const planned = nextClimb(around.calendar, matter.climb_at, every)
  const later = planned > now ? planned : nextClimb(around.calendar, now, every)
  if (!above) {
    // Held at the top already: told once, and there is nobody else to tell.
    const effect: Effect = {
      to: matter.state,
      clock: 'keep',
      set: { climb_at: null },
      facts: { stage: matter.clock_stage },
    }
    await applyChange(tx, { matter, name: 'escalate', effect, actor: systemActor, at: now })
    return
  }
  const climbAt = above.reports_to === null ? null : later
  await own(tx)
    .insertInto('matters.escalations')
    .values({
      tenant_id: matter.tenant_id,
      id: newId(),
      matter_id: matter.id,
      level,
      cause: 'overdue',
      stage: matter.clock_stage,
      from_post_id: matter.escalated_to_post_id ?? matter.holder_post_id,
      to_post_id: above.id,
      at: now,
    })
    .execute()
  const touched = matter.touched_posts.includes(above.id) ? {} : { touched_posts: [...matter.touched_posts, above.id] }
  await applyChange(tx, {
    matter,
    name: 'escalate',
    effect: {
      to: matter.state,
      clock: 'keep',
      set: { escalation_level: level, escalated_to_post_id: above.id, climb_at: climbAt, ...touched },
      facts: { level, stage: matter.clock_stage, post: { zh: above.name, en: above.name_en } },
    },
    actor: systemActor,
    at: now,
  })
}

async function postAbove(tx: Tx, tenantId: TenantId, postId: PostId) {
  const { rows } = await sql<{
    id: PostId
    name: string
    name_en: string
    reports_to: PostId | null
  }>`select u.id, u.name, u.name_en, u.reports_to from people.posts_view p
    join people.posts_view u on u.tenant_id = p.tenant_id and u.id = p.reports_to
    where p.tenant_id = ${tenantId} and p.id = ${postId}`.execute(tx)
  return rows[0] ?? null
}

async function reviewOne(tx: Tx, now: Date): Promise<boolean> {
  const matter = await takeDue(tx, 'review_at', now)
  if (matter) await comeBack(tx, matter, now)
  return matter !== null
}

/** One suspended matter comes back at an instant of its own. */
export const review = (db: Db, tenantId: TenantId, matterId: MatterId, at: Date): Promise<void> =>
  db.tx(async (tx) => {
    const matter = await lockMatter(tx, tenantId, matterId)
    if (matter) await comeBack(tx, matter, at)
  })

/** On its review date a suspended matter goes back to work by itself. */
async function comeBack(tx: Tx, matter: MatterRecord, now: Date): Promise<void> {
  const around = await aroundMatter(tx, matter, now)
  const actor: EventActor = systemActor
  const step: Step = {
    tx,
    matter,
    around,
    at: now,
    input: { action: 'resume' },
    relations: new Set(),
    actor,
    remarkId: null,
  }
  await applyChange(tx, { matter, name: 'resume', effect: await resume(step), actor, at: now })
}

/** Departments that have not answered a rally in time: each is told once. The matter is locked first, as every step does. */
async function tellLateRally(tx: Tx, now: Date): Promise<boolean> {
  const { rows } = await sql<MatterRecord>`select m.* from matters.matters m
    where m.open_rally_answers > 0 and exists (select from matters.rally_members r
      where r.tenant_id = m.tenant_id and r.matter_id = m.id and r.due_at <= ${now} and r.overdue_told_at is null and ${owesAnswerSql})
    limit 1 for no key update of m skip locked`.execute(tx)
  const matter = rows[0]
  if (!matter) return false
  const late = await sql<{ post_id: PostId }>`update matters.rally_members r set overdue_told_at = ${now}
    where r.tenant_id = ${matter.tenant_id} and r.matter_id = ${matter.id} and r.due_at <= ${now} and r.overdue_told_at is null
      and ${owesAnswerSql} returning r.post_id`.execute(tx)
  for (const { post_id: postId } of late.rows)
    await applyChange(tx, {
      matter,
      name: 'rally_overdue',
      effect: { to: matter.state, clock: 'keep', facts: { postId } },
      actor: systemActor,
      at: now,
    })
  return true
}
