import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import type { Jobs } from '../../kernel/jobs/jobs.ts'
import { signalLive } from '../../kernel/live/hub.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { calendarOf } from '../matters/public.ts'
import type { WeekRunId, WeekRunView } from './contract.ts'
import { mondayOf } from './due.ts'
import * as events from './events.ts'
import { groupsOf, type PlanGroup } from './planning.ts'
import { officeOf, weekPlanners } from './visit-policy.ts'
import { dayToPlan } from './week.ts'

export const weekRunJobName = 'visits.plan_office'

export interface WeekRunRecord {
  readonly tenant_id: TenantId
  readonly id: WeekRunId
  readonly place_id: PlaceId
  readonly place_path: string
  readonly week_on: Day
  readonly state: WeekRunView['state']
  readonly done: number
  readonly total: number
  readonly planned: number
  /** 0 to 1, by dues. */
  readonly progress: number
  readonly left_over: readonly { readonly why: Words; readonly count: number }[]
  readonly asked_by: PersonId
  readonly asked_at: Date
  readonly ended_at: Date | null
}

interface Asking {
  readonly actor: Actor
  readonly eventActor: EventActor
  readonly at: Date
}

/** Queues the week of the actor's office and of all below it; one that waits or runs already is it. */
export async function askWeekRun(
  tx: Tx,
  jobs: Jobs,
  { actor, eventActor, at }: Asking,
  on: Day | undefined,
): Promise<{ run: WeekRunView }> {
  const office = officeOf(actor)
  if (!office) return forbidden()
  const { tenantId, personId } = actor
  const day = on ?? dayToPlan(await calendarOf(tx, tenantId), dayOf(at))
  if (mondayOf(day) < mondayOf(dayOf(at)))
    fail('refused', 'visits.week_is_over', { zh: '过去的一周不能再排', en: 'A week that is over cannot be planned' })
  const groups = await groupsBelow(tx, tenantId, office.placePath, at)
  const { rows } = await sql<WeekRunRecord>`
    insert into visits.week_runs (tenant_id, id, place_id, place_path, week_on, state, total, asked_by, asked_at)
    values (${tenantId}, ${newId()}, ${office.placeId}, ${office.placePath}, ${mondayOf(day)}, 'queued', ${groups.length},
      ${personId}, ${at})
    on conflict (tenant_id, place_id) where state in ('queued', 'running') do nothing returning *`.execute(tx)
  const [run] = rows
  if (!run)
    return { run: viewOf((await lastOf(tx, tenantId, office.placeId)) ?? fail('conflict', 'visits.gone', gone)) }
  await tellRun(tx, run, events.weekRunAsked, eventActor, at)
  await jobs.enqueue(tx, weekRunJobName, { tenantId, runId: run.id })
  return { run: viewOf(run) }
}

const gone: Words = { zh: '请刷新后再试', en: 'Please reload and try again' }

/** The newest of the actor's office. */
export async function lastWeekRun(tx: Tx, actor: Actor): Promise<{ run: WeekRunView | null }> {
  const office = officeOf(actor)
  if (!office) return forbidden()
  const run = await lastOf(tx, actor.tenantId, office.placeId)
  return { run: run && viewOf(run) }
}

/** Stops what waits or runs; what is planned by then stays planned. */
export async function cancelWeekRun(tx: Tx, { actor, eventActor, at }: Asking): Promise<{ run: WeekRunView | null }> {
  const office = officeOf(actor)
  if (!office) return forbidden()
  const { rows } = await sql<WeekRunRecord>`update visits.week_runs set state = 'cancelled', ended_at = ${at}
    where tenant_id = ${actor.tenantId} and place_id = ${office.placeId} and state in ('queued', 'running')
    returning *`.execute(tx)
  for (const run of rows) await tellRun(tx, run, events.weekRunEnded, eventActor, at)
  return lastWeekRun(tx, actor)
}

async function lastOf(tx: Tx, tenantId: TenantId, placeId: PlaceId): Promise<WeekRunRecord | null> {
  const { rows } = await sql<WeekRunRecord>`select * from visits.week_runs
    where tenant_id = ${tenantId} and place_id = ${placeId} order by asked_at desc, id desc limit 1`.execute(tx)
  return rows[0] ?? null
}

const viewOf = (run: WeekRunRecord): WeekRunView => ({
  id: run.id,
  weekOn: run.week_on,
  state: run.state,
  progress: run.progress,
  done: run.done,
  total: run.total,
  planned: run.planned,
  left: [...run.left_over],
  askedAt: run.asked_at.toISOString(),
  endedAt: run.ended_at?.toISOString() ?? null,
})

/** Who goes from door to door for an office; departments and firms plan for themselves. */
const goers = ['grid_worker', 'building_lead', 'compound_secretary', 'center_household', 'community', 'street']

/** Groups of which every post lies in a place or below it. */
export async function groupsBelow(tx: Tx, tenantId: TenantId, placePath: string, now: Date): Promise<PlanGroup[]> {
  const { rows } = await sql<{ id: string }>`select id from people.posts_view
    where tenant_id = ${tenantId} and starts_with(place_path, ${placePath}) and role = any(${goers}::text[])`.execute(
    tx,
  )
  const below = new Set(rows.map(({ id }) => id))
  return (await groupsOf(tx, tenantId, now)).filter(({ posts }) => posts.every((post) => below.has(post)))
}

export const actorOf = (run: WeekRunRecord): EventActor => ({ personId: run.asked_by, postId: null, via: 'desk' })

/** A run that waits or runs; null where it is over. */
export async function openRun(tx: Tx, tenantId: TenantId, runId: WeekRunId): Promise<WeekRunRecord | null> {
  const { rows } = await sql<WeekRunRecord>`select * from visits.week_runs
    where tenant_id = ${tenantId} and id = ${runId} and state in ('queued', 'running')`.execute(tx)
  return rows[0] ?? null
}

/** The same, locked for a change. */
export async function lockOpenRun(tx: Tx, tenantId: TenantId, runId: WeekRunId): Promise<WeekRunRecord | null> {
  const { rows } = await sql<WeekRunRecord>`select * from visits.week_runs
    where tenant_id = ${tenantId} and id = ${runId} and state in ('queued', 'running') for no key update`.execute(tx)
  return rows[0] ?? null
}

export async function tellRun(tx: Tx, run: WeekRunRecord, type: string, actor: EventActor, at: Date): Promise<void> {
  const { tenant_id: tenantId, id, week_on: weekOn, state, planned, place_path: placePath } = run
  const payload = { runId: id, weekOn, state, planned }
  await record(tx, { tenantId, stream: events.weekRunStreamOf(run.place_id), type, at, actor, payload })
  const staff = { placePath, roles: weekPlanners, gridId: null, posts: [], keptFrom: [] }
  await signalLive(tx, { tenantId, topic: 'visit', id, persons: [run.asked_by], staff })
}
