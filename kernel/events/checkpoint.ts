import type { TenantId } from '../contract/ids.ts'
import { type Db, sql, type Tx } from '../db.ts'
import type { Tick } from '../jobs/jobs.ts'
import { type Day, dayFromNumber, dayNumberFrom, dayNumberOf, hourMs, startOfDayMs } from '../time/day.ts'
import { DayTree, type StreamHead } from './day-tree.ts'
import { walk } from './walk.ts'

/** A day is sealed this long after its end: until then a transaction that began on it may still be on its way. */
const graceMs = hourMs

// Any fixed number: one worker seals at a time, for each root takes in the one before.
const checkpointLock = 734_002

/** Seals the days that are over and not yet sealed. */
export const checkpointTick: Tick = {
  name: 'kernel.checkpoints',
  everyMs: 15 * 60_000,
  run: async ({ db, clock }) => {
    const { at, database } = await db.read((tx) => clocks(tx, clock.now()))
    if (isSteady(database, performance.now())) await makeCheckpoints(db, at)
    return false
  },
}

interface Clocks {
  /** The earlier of the worker's clock and the database's. */
  readonly at: Date
  readonly database: Date
}

/**
 * When events are recorded says the database's clock. A worker whose own clock is ahead would seal a day that is not over.
 * Where both are ahead, what is recorded after the clock was put right counts to the day after (`kernel.recorded_now`).
 */
async function clocks(tx: Tx, now: Date): Promise<Clocks> {
  const { rows } = await sql<Clocks>`select least(${now}::timestamptz, clock_timestamp()) as at,
    clock_timestamp() as database`.execute(tx)
  return rows[0] ?? { at: now, database: now }
}

/** A clock may be put right by so much without anybody being wrong. */
const slackMs = 5 * 60_000

/**
 * Whether a clock can be believed: one that was seen to jump is not for an hour, in which whoever set it may notice.
 * @returns told the clock and a time that only goes on (milliseconds), the answer
 */
export function steadiness(): (clock: Date, elapsedMs: number) => boolean {
  let last: { wall: number; elapsed: number } | null = null
  let believedFrom = Number.NEGATIVE_INFINITY
  return (clock, elapsed) => {
    const wall = clock.getTime()
    if (last && Math.abs(wall - last.wall - (elapsed - last.elapsed)) > slackMs) believedFrom = elapsed + graceMs
    last = { wall, elapsed }
    return elapsed >= believedFrom
  }
}

const isSteady = steadiness()

/**
 * Writes a checkpoint for every tenant and every past day (+08:00) on which events were recorded.
 * A day counts by when an event was recorded, not by when it happened: an import may tell of last year.
 * @returns how many were made.
 */
export async function makeCheckpoints(db: Db, now: Date): Promise<number> {
  const today = dayNumberOf(new Date(now.getTime() - graceMs))
  return db.tx(async (tx) => {
    await sql`select pg_advisory_xact_lock(${checkpointLock}::bigint)`.execute(tx)
    const { rows } = await sql<{ tenantId: TenantId; day: Day | null; root: Buffer | null }>`
      select t.id as "tenantId", c.day, c.root from kernel.tenants t left join lateral (
        select day, root from kernel.checkpoints where tenant_id = t.id order by day desc limit 1) c on true`.execute(
      tx,
    )
    let made = 0
    for (const { tenantId, day, root } of rows) {
      let previous = root
      for (const open of await openDays(tx, tenantId, day === null ? null : dayNumberFrom(day) + 1, today)) {
        previous = await seal(tx, tenantId, open, previous)
        made++
      }
    }
    return made
  })
}

/** Days from `from` (null: ever) until before `until` on which something was recorded. */
async function openDays(tx: Tx, tenantId: TenantId, from: number | null, until: number): Promise<number[]> {
  const since = from === null ? null : new Date(startOfDayMs(from))
  const { rows } = await sql<{ day: Day }>`
    select distinct (recorded_at at time zone 'UTC' + interval '8 hours')::date as day from kernel.events
    where tenant_id = ${tenantId} and recorded_at < ${new Date(startOfDayMs(until))}
      and recorded_at >= coalesce(${since}::timestamptz, '-infinity') order by day`.execute(tx)
  return rows.map((row) => dayNumberFrom(row.day))
}

async function seal(tx: Tx, tenantId: TenantId, day: number, previous: Buffer | null): Promise<Buffer> {
  const tree = new DayTree()
  const heads = sql<StreamHead & { events: number }>`
    select stream, max(seq) as seq, (array_agg(hash order by seq desc))[1] as hash, count(*) as events from kernel.events
    where tenant_id = ${tenantId} and recorded_at >= ${new Date(startOfDayMs(day))}
      and recorded_at < ${new Date(startOfDayMs(day + 1))}
    group by stream order by stream`
  for await (const head of walk(tx, 'heads', heads)) tree.add(head, head.events)
  const root = tree.rootAfter(previous)
  await sql`insert into kernel.checkpoints (tenant_id, day, streams, events, root)
    values (${tenantId}, ${dayFromNumber(day)}, ${tree.streams}, ${tree.events}, ${root})`.execute(tx)
  return root
}

/** The days of one tenant, recounted: trees by day number. */
export type RecountedDays = ReadonlyMap<number, DayTree>

export interface CheckpointFault {
  readonly day: Day
  readonly what: string
}

/** Holds the checkpoints of a tenant against the days as recounted from the events. */
export async function checkpointFaults(tx: Tx, tenantId: TenantId, days: RecountedDays): Promise<CheckpointFault[]> {
  const { rows } = await sql<{ day: Day; streams: number; events: number; root: Buffer }>`
    select day, streams, events, root from kernel.checkpoints where tenant_id = ${tenantId} order by day`.execute(tx)
  const faults: CheckpointFault[] = []
  let previous: Buffer | null = null
  for (const { day, streams, events, root } of rows) {
    const tree = days.get(dayNumberFrom(day)) ?? new DayTree()
    if (tree.events !== events || tree.streams !== streams)
      faults.push({
        day,
        what: `was sealed with ${events} events of ${streams} streams, now there are ${tree.events} of ${tree.streams}`,
      })
    else if (!tree.rootAfter(previous).equals(root))
      faults.push({ day, what: 'was sealed with another root: an event, or an earlier checkpoint, was changed since' })
    previous = root
  }
  const sealed = new Set(rows.map((row) => row.day))
  const last = rows.at(-1)?.day
  for (const day of [...days.keys()].sort((a, b) => a - b).map(dayFromNumber))
    if (last !== undefined && day < last && !sealed.has(day)) faults.push({ day, what: 'has events but no checkpoint' })
  return faults
}
