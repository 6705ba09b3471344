import type { RawBuilder } from 'kysely'
import { type EventActor, systemActor } from '../../kernel/actor.ts'
import { type MatterId, newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import type { Services } from '../../kernel/http/route.ts'
import type { Tick } from '../../kernel/jobs/jobs.ts'
import { takeByTenant } from '../../kernel/tenants.ts'
import { resume } from './acts/steer.ts'
import { nextClimb } from './clocks.ts'
import type { Effect, Step } from './effect.ts'
import { climbLadder, clocksToClimb, lateOrders, newClocks, planClocks, tellLateOrder } from './ladder/firing.ts'
import { aroundMatter } from './matter-service.ts'
import { applyChange, lockMatter, owesAnswerSql } from './matter-store.ts'
import { type Due, Stuck, withMatter } from './stuck.ts'
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

interface Turn {
  /** Selects `tenant_id` of what is due, of all tenants. */
  readonly waiting: (now: Date) => RawBuilder<unknown>
  /** Takes one matter of a tenant. @returns whether there was any */
  readonly take: (tx: Tx, due: Due) => Promise<boolean>
}

const turns: readonly Turn[] = [
  { waiting: (now) => dueBy('climb_at', now), take: climbOne },
  { waiting: (now) => dueBy('review_at', now), take: reviewOne },
  { waiting: lateRallies, take: tellLateRally },
  { waiting: newClocks, take: planClocks },
  { waiting: clocksToClimb, take: climbLadder },
  { waiting: lateOrders, take: tellLateOrder },
]

/**
 * Does everything that is due at an instant, in batches of one. A matter with which that fails keeps no other from its turn.
 * @returns how much was done. Throws at the end what failed first.
 */
export async function sweep(db: Db, now: Date): Promise<number> {
  let done = 0
  const failed: unknown[] = []
  const stuck = new Set<MatterId>()
  const keep = (error: unknown) => void failed.push(error instanceof Stuck ? error.cause : error)
  for (const { waiting, take } of turns) {
    const takeOne = (tenantId: TenantId): Promise<boolean> =>
      db
        .tx((tx) => take(tx, { tenantId, now, but: [...stuck] }))
        .catch((error: unknown) => {
          keep(error)
          const isNew = error instanceof Stuck && !stuck.has(error.matterId)
          if (error instanceof Stuck) stuck.add(error.matterId)
          return isNew
        })
    done += await takeByTenant(db, waiting(now), takeOne).catch((error: unknown) => {
      keep(error)
      return 0
    })
  }
  if (failed.length > 0) throw failed[0]
  return done
}

type DueColumn = 'climb_at' | 'review_at'

const dueBy = (column: DueColumn, now: Date) =>
  sql`select tenant_id from matters.matters where ${sql.ref(column)} <= ${now}`

async function takeDue(tx: Tx, column: DueColumn, { tenantId, now, but }: Due): Promise<MatterRecord | null> {
  const at = sql.ref(`m.${column}`)
  const { rows } = await sql<MatterRecord>`select m.* from matters.matters m where m.tenant_id = ${tenantId}
    and ${at} <= ${now} and m.id <> all(${[...but]}::uuid[]) order by ${at} limit 1
    for no key update of m skip locked`.execute(tx)
  return rows[0] ?? null
}

async function climbOne(tx: Tx, due: Due): Promise<boolean> {
  const matter = await takeDue(tx, 'climb_at', due)
  if (matter) await withMatter(matter, () => climbUp(tx, matter, due.now))
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

async function reviewOne(tx: Tx, due: Due): Promise<boolean> {
  const matter = await takeDue(tx, 'review_at', due)
  if (matter) await withMatter(matter, () => comeBack(tx, matter, due.now))
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

/** On `matters.matters m`: departments that have not answered a rally in time, and were not told yet. */
const rallyIsLate = (now: Date) => sql`m.open_rally_answers > 0 and exists (select from matters.rally_members r
  where r.tenant_id = m.tenant_id and r.matter_id = m.id and r.due_at <= ${now} and r.overdue_told_at is null and ${owesAnswerSql})`

function lateRallies(now: Date) {
  return sql`select m.tenant_id from matters.matters m where ${rallyIsLate(now)}`
}

/** Each department that is late is told once. The matter is locked first, as every step does. */
async function tellLateRally(tx: Tx, { tenantId, now, but }: Due): Promise<boolean> {
  const { rows } = await sql<MatterRecord>`select m.* from matters.matters m where m.tenant_id = ${tenantId}
    and ${rallyIsLate(now)} and m.id <> all(${[...but]}::uuid[]) limit 1 for no key update of m skip locked`.execute(tx)
  const matter = rows[0]
  if (!matter) return false
  const late = await sql<{ post_id: PostId }>`update matters.rally_members r set overdue_told_at = ${now}
    where r.tenant_id = ${matter.tenant_id} and r.matter_id = ${matter.id} and r.due_at <= ${now} and r.overdue_told_at is null
      and ${owesAnswerSql} returning r.post_id`.execute(tx)
  await withMatter(matter, async () => {
    for (const { post_id: postId } of late.rows)
      await applyChange(tx, {
        matter,
        name: 'rally_overdue',
        effect: { to: matter.state, clock: 'keep', facts: { postId } },
        actor: systemActor,
        at: now,
      })
  })
  return true
}
