import { systemActor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { addSpan, type Span } from '../../../kernel/time/span.ts'
import type { WorkCalendar } from '../../../kernel/time/work-calendar.ts'
import { isOpen } from '../matter.ts'
import { applyChange } from '../matter-store.ts'
import { calendarOf } from '../rules-store.ts'
import { type Due, withMatter } from '../stuck.ts'
import type { MatterRecord } from '../tables.ts'
import { type Climbing, type Ladders, ladderFor, stepAfter, stepAt } from './ladder.ts'
import { measureEffect, ofThisLife, orderNumber, postOfRole, postsAbove } from './measures.ts'

// What the sweep does for the ladder. A clock's next step is moved on in the transaction that takes it, under the locks of the
// matter and the clock: any number of workers take each step once, and what was due meanwhile is taken when one returns.

/** Clocks that are looked at together. */
const atOnce = 500

/** The document of ladders that was in force at an instant. */
interface Version {
  readonly version: number
  readonly valid_from: Date
  readonly body: Ladders
}

const versionsOf = async (tx: Tx, tenantId: TenantId): Promise<Version[]> => {
  const { rows } = await sql<Version>`select version, valid_from, body from matters.rule_versions
    where tenant_id = ${tenantId} and rule = 'ladder' order by version desc`.execute(tx)
  return rows
}

interface RunningClock {
  readonly matter_id: string
  readonly id: string
  readonly span: Span
  readonly started_at: Date
  readonly due_at: Date
  readonly kind_code: string
  readonly category_code: string
  readonly priority: 'normal' | 'urgent'
}

const climbingOf = (row: Pick<RunningClock, 'kind_code' | 'category_code' | 'priority'>): Climbing => ({
  ...{ kind: row.kind_code, category: row.category_code, priority: row.priority },
})

interface Plan {
  /** When the next step is due; null: there is none. */
  readonly at: string | null
  readonly step: number
  readonly version: number | null
}

/** On `matters.clocks c`: it began since. */
const isNew = sql`c.ladder_at = 'epoch' and c.stopped_at is null`

export const newClocks = () => sql`select c.tenant_id from matters.clocks c where ${isNew}`

/** Clocks that began since, some hundred at a time: each learns when its first step is due, by the ladder that was in force when it began. */
export async function planClocks(tx: Tx, { tenantId }: Pick<Due, 'tenantId'>): Promise<boolean> {
  const { rows } =
    await sql<RunningClock>`select c.matter_id, c.id, c.span, c.started_at, c.due_at, m.kind_code, m.category_code, m.priority
    from matters.clocks c join matters.matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
    where c.tenant_id = ${tenantId} and ${isNew} limit ${atOnce} for no key update of c skip locked`.execute(tx)
  return putOnLadders(tx, tenantId, rows, (row, versions, calendar) => {
    const found = versions.find(({ valid_from }) => valid_from <= row.started_at)
    const [first] = found ? ladderFor(found.body, climbingOf(row)) : []
    const at = first ? stepAt(calendar, clockOf(row), first).toISOString() : null
    return { at, step: 0, version: found?.version ?? null }
  })
}

/** Versions `v` that are in force at an instant, with the running clocks `c` that are to go over to them. */
const goingOver = (now: Date) => sql`(select distinct on (tenant_id) tenant_id, version, valid_from, reaches_running
    from matters.rule_versions where rule = 'ladder' and valid_from <= ${now} order by tenant_id, version desc) v
  join matters.clocks c on c.tenant_id = v.tenant_id and coalesce(c.ladder_version, 0) < v.version and c.stopped_at is null
    and (c.ladder_at is null or c.ladder_at > v.valid_from) and v.reaches_running`

/**
 * Clocks that ran already when a version began go over to it, some hundred at a time: each learns which step comes next.
 * Steps whose moment lay before the version began count as passed. What an earlier version still owed by then is taken first.
 */
async function goOverToVersion(tx: Tx, { tenantId, now }: Due): Promise<boolean> {
  const { rows } = await sql<RunningClock & { began: Date; in_force: number }>`
    select c.matter_id, c.id, c.span, c.started_at, c.due_at, m.kind_code, m.category_code, m.priority,
      v.valid_from as began, v.version as in_force
    from ${goingOver(now)} join matters.matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
    where c.tenant_id = ${tenantId} limit ${atOnce} for no key update of c skip locked`.execute(tx)
  return putOnLadders(tx, tenantId, rows, (row, versions, calendar) => {
    const steps = ladderFor(versions.find(({ version }) => version === row.in_force)?.body ?? [], climbingOf(row))
    const next = stepAfter(calendar, clockOf(row), steps, row.began)
    return { at: next?.at.toISOString() ?? null, step: next?.n ?? steps.length, version: row.in_force }
  })
}

async function putOnLadders<Row extends RunningClock>(
  tx: Tx,
  tenantId: TenantId,
  rows: readonly Row[],
  planOf: (row: Row, versions: readonly Version[], calendar: WorkCalendar) => Plan,
): Promise<boolean> {
  if (rows.length === 0) return false
  const versions = await versionsOf(tx, tenantId)
  const calendar = await calendarOf(tx, tenantId)
  const plans = rows.map((row) => ({ matter: row.matter_id, id: row.id, ...planOf(row, versions, calendar) }))
  await sql`update matters.clocks c set ladder_at = p.at, ladder_step = p.step, ladder_version = p.version
    from jsonb_to_recordset(${JSON.stringify(plans)}::jsonb)
      as p (matter uuid, id uuid, at timestamptz, step integer, version integer)
    where c.tenant_id = ${tenantId} and c.matter_id = p.matter and c.id = p.id`.execute(tx)
  return true
}

const clockOf = (row: { span: Span; started_at: Date; due_at: Date }) => ({
  span: row.span,
  startedAt: row.started_at,
  dueAt: row.due_at,
})

interface DueClock {
  readonly clock_id: string
  readonly clock_span: Span
  readonly clock_from: Date
  readonly clock_until: Date
  readonly ladder_at: Date
  readonly ladder_step: number
  readonly ladder_version: number
}

/** On `matters.clocks c`: a step of its ladder is due. */
const stepIsDue = (now: Date) => sql`c.ladder_at > 'epoch' and c.ladder_at <= ${now} and c.stopped_at is null`

export const clocksToClimb = (now: Date) => sql`select c.tenant_id from ${goingOver(now)}
  union all select c.tenant_id from matters.clocks c where ${stepIsDue(now)}`

/** Takes the step of a tenant that has been due longest, once every clock that can goes by the version in force. */
export const climbLadder = async (tx: Tx, due: Due): Promise<boolean> =>
  (await goOverToVersion(tx, due)) || (await takeStep(tx, due))

async function takeStep(tx: Tx, { tenantId, now, but }: Due): Promise<boolean> {
  const { rows } = await sql<
    MatterRecord & DueClock
  >`select m.*, c.id as clock_id, c.span as clock_span, c.started_at as clock_from,
      c.due_at as clock_until, c.ladder_at, c.ladder_step, c.ladder_version
    from matters.clocks c join matters.matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
    where c.tenant_id = ${tenantId} and ${stepIsDue(now)} and m.id <> all(${[...but]}::uuid[])
    order by c.ladder_at, c.matter_id limit 1 for no key update of m, c skip locked`.execute(tx)
  const [row] = rows
  if (row) await withMatter(row, () => stepOf(tx, row, now))
  return row !== undefined
}

async function stepOf(tx: Tx, row: MatterRecord & DueClock, now: Date): Promise<void> {
  const found = (await versionsOf(tx, row.tenant_id)).find(({ version }) => version === row.ladder_version)
  const steps = found ? ladderFor(found.body, climbingOf(row)) : []
  const step = steps[row.ladder_step]
  const next = steps[row.ladder_step + 1]
  const calendar = await calendarOf(tx, row.tenant_id)
  const clock = { span: row.clock_span, startedAt: row.clock_from, dueAt: row.clock_until }
  await sql`update matters.clocks set ladder_step = ladder_step + 1, ladder_at = ${next ? stepAt(calendar, clock, next) : null}
    where tenant_id = ${row.tenant_id} and matter_id = ${row.id} and id = ${row.clock_id}`.execute(tx)
  if (!step || !row.holder_post_id) return
  const above = await postsAbove(tx, row)
  const { name, effect } = await measureEffect(tx, row, now, {
    ...{ what: step.what, by: postOfRole(above, step.by), above, reason: null, remarkId: null },
    dueAt: step.term ? addSpan(calendar, now, step.term) : null,
    step: { clockId: row.clock_id, n: row.ladder_step, version: row.ladder_version, planned: row.ladder_at },
  })
  await applyChange(tx, { matter: row, name, effect, actor: systemActor, at: now })
}

/** On `matters.measures r`: an order whose term has passed without an answer. */
const orderIsLate = (now: Date) =>
  sql`r.kind = 'order' and r.done_at is null and r.overdue_told_at is null and r.due_at <= ${now}`

export const lateOrders = (now: Date) => sql`select r.tenant_id from matters.measures r where ${orderIsLate(now)}`

/** An order whose term has passed without an answer: holder and superior hear of it once. */
export async function tellLateOrder(tx: Tx, { tenantId, now, but }: Due): Promise<boolean> {
  const { rows } = await sql<
    MatterRecord & { measure: string; year: number; serial: number; tell: string[]; waits: boolean }
  >`
    select m.*, r.id as measure, r.year, r.serial, ${ofThisLife} as waits, array_remove(array[r.superior_post_id, r.by_post_id], null)::text[] as tell
    from matters.measures r join matters.matters m on m.tenant_id = r.tenant_id and m.id = r.matter_id
    where r.tenant_id = ${tenantId} and ${orderIsLate(now)} and m.id <> all(${[...but]}::uuid[])
    order by r.due_at limit 1 for no key update of m, r skip locked`.execute(tx)
  const [row] = rows
  if (!row) return false
  await sql`update matters.measures set overdue_told_at = ${now} where tenant_id = ${row.tenant_id} and id = ${row.measure}`.execute(
    tx,
  )
  // With the matter the order has ended, and nobody waits for its answer, whatever became of the matter since.
  if (!isOpen(row.state) || !row.order_due_at || !row.waits) return true
  const facts = { measure: row.measure, order: orderNumber(row.year, row.serial), tell: [...new Set(row.tell)] }
  const effect = { to: row.state, clock: 'keep' as const, facts }
  await withMatter(row, () =>
    applyChange(tx, { matter: row, name: 'order_overdue', effect, actor: systemActor, at: now }),
  )
  return true
}
