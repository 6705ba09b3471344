import { Type } from 'typebox'
import { idSchema, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { type Job, job } from '../../kernel/jobs/jobs.ts'
import type { Progress, Watching } from '../../kernel/planning/in-thread.ts'
import type { WeekRunId } from './contract.ts'
import * as events from './events.ts'
import { type PlanGroup, planGroup } from './planning.ts'
import { actorOf, groupsBelow, lockOpenRun, openRun, tellRun, weekRunJobName } from './week-run.ts'

interface RunRef {
  readonly tenantId: TenantId
  readonly runId: WeekRunId
}

/**
 * Plans group by group, each in a transaction of its own: to cancel is to plan no further. The search of a group runs in
 * a thread; how far it is is written beside the transaction, so that it is seen. After a crash it begins anew, which
 * changes nothing of what stands.
 */
export const weekRunJob: Job = job({
  name: weekRunJobName,
  data: Type.Object({ tenantId: idSchema<'tenant'>(), runId: idSchema<'weekRun'>() }),
  handle: (ref, { db, clock }, signal) => workWeekRun(db, () => clock.now(), ref, signal),
})

/** Works a run that waits or was cut off; @throws where the worker stops or a thread dies: the queue hands it out again. */
export async function workWeekRun(db: Db, now: () => Date, ref: RunRef, signal?: AbortSignal): Promise<void> {
  const { tenantId, runId } = ref
  const groups = await db.tx(async (tx) => {
    const run = await lockOpenRun(tx, tenantId, runId)
    if (!run) return []
    await sql`update visits.week_runs set state = 'running', done = 0, planned = 0, progress = 0, left_over = '[]'
      where tenant_id = ${tenantId} and id = ${runId}`.execute(tx)
    return withShares(tx, tenantId, await groupsBelow(tx, tenantId, run.place_path, now()))
  })
  for (const { group, from, to } of groups) {
    // The queue hands it out again.
    if (signal?.aborted) throw new Error('the worker stops')
    const following = follow(db, ref, (done) => from + done * (to - from), signal)
    try {
      await db.tx((tx) => planOne(tx, ref, { group, to, watching: following, signal }, now()))
    } catch (error) {
      if (error instanceof CancelledRun) return
      throw error
    } finally {
      await following.end()
    }
  }
  await db.tx(async (tx) => {
    const run = await lockOpenRun(tx, tenantId, runId)
    if (!run) return
    await sql`update visits.week_runs set state = 'done', done = total, progress = 1, ended_at = ${now()}
      where tenant_id = ${tenantId} and id = ${runId}`.execute(tx)
    await tellRun(tx, { ...run, state: 'done' }, events.weekRunEnded, actorOf(run), now())
  })
}

interface Shared {
  readonly group: PlanGroup
  /** Which part of the whole it is, from 0 to 1; a group with more dues is more of it. */
  readonly from: number
  readonly to: number
}

async function withShares(tx: Tx, tenantId: TenantId, groups: readonly PlanGroup[]): Promise<Shared[]> {
  const { rows } = await sql<{ post: PostId; dues: number }>`select holder_post_id as post, count(*)::int as dues
    from visits.dues where tenant_id = ${tenantId} and state = 'open' group by 1`.execute(tx)
  const dues = new Map(rows.map((row) => [row.post, row.dues]))
  const sizes = groups.map(({ posts }) => posts.reduce((sum, post) => sum + (dues.get(post) ?? 0), 1))
  const all = sizes.reduce((sum, size) => sum + size, 0)
  let before = 0
  return groups.map((group, n) => {
    const from = before / all
    before += sizes[n] ?? 0
    return { group, from, to: before / all }
  })
}

/** Milliseconds between two writings of progress. */
const writeEvery = 250

interface Following extends Watching {
  /** Waits for what is still being written. */
  end(): Promise<void>
}

/** Writes how far the run is while a group is searched, and stops the search once the run was cancelled or the worker stops. */
function follow(db: Db, { tenantId, runId }: RunRef, whole: (done: number) => number, signal?: AbortSignal): Following {
  const stop = new AbortController()
  let writing: Promise<void> = Promise.resolve()
  let busy = false
  let written = 0
  const write = async (progress: number) => {
    const open = await db.tx((tx) =>
      sql`update visits.week_runs set progress = ${progress}
        where tenant_id = ${tenantId} and id = ${runId} and state = 'running' returning id`.execute(tx),
    )
    if (open.rows.length === 0) stop.abort()
  }
  const onProgress = ({ done }: Progress) => {
    const now = performance.now()
    if (busy || now - written < writeEvery) return
    busy = true
    written = now
    writing = write(whole(done))
      // The next word is a second later; what truly fails fails in the transaction of the group.
      .catch(() => {})
      .finally(() => {
        busy = false
      })
  }
  return {
    signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
    onProgress,
    end: () => writing,
  }
}

interface Part {
  readonly group: PlanGroup
  readonly to: number
  readonly watching: Watching
  readonly signal: AbortSignal | undefined
}

/** Nothing of the transaction stays: a whole week that stood is not given up for half a one. */
class CancelledRun extends Error {}

/** @throws CancelledRun where the run was cancelled: the week of this group stays as it was. */
async function planOne(
  tx: Tx,
  { tenantId, runId }: RunRef,
  { group, to, watching, signal }: Part,
  now: Date,
): Promise<void> {
  // Not locked while it is searched: progress is written, and to cancel waits for nobody.
  const run = await openRun(tx, tenantId, runId)
  if (!run) throw new CancelledRun()
  const planning = { tenantId, group, on: run.week_on, how: 'anew' as const, actor: actorOf(run), now, watching }
  // Of a week that has begun, what is left of it; it cannot be in the past: the run was asked for in it.
  const { planned: stops, left } = await planGroup(tx, planning)
  if (signal?.aborted) throw new Error('the worker stops')
  const still = await lockOpenRun(tx, tenantId, runId)
  if (!still) throw new CancelledRun()
  const counts = new Map(still.left_over.map((one) => [one.why.zh, { ...one }]))
  for (const { why } of left) counts.set(why.zh, { why, count: (counts.get(why.zh)?.count ?? 0) + 1 })
  await sql`update visits.week_runs set done = least(done + 1, total), planned = planned + ${stops}, progress = ${to},
      left_over = ${JSON.stringify([...counts.values()])}::jsonb
    where tenant_id = ${tenantId} and id = ${runId}`.execute(tx)
}
