import { setImmediate as breathe } from 'node:timers/promises'
import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayNumberOf, startOfDayMs } from '../../../kernel/time/day.ts'
import { type KindSpec, limitOf } from '../kind.ts'
import type { Stage } from '../matter.ts'
import { scopeOf, staffScopeSql } from '../matter-scope.ts'
import type { TrialCounts, TrialView, TriedMatter } from './contract.ts'
import { sameSpan } from './limit-grid.ts'
import { type PastClock, type Reckoning, tryClock, turnOf } from './trial.ts'

/** A trial looks at what was reported on this many days before today, and today. */
export const trialDays = 30
/** Clocks are read in pieces, so that other requests are answered between them. */
const piece = 4000

interface ClockRow extends PastClock {
  readonly id: MatterId
  readonly clockId: string
  readonly number: string
  readonly title: string | null
  readonly kindVersion: number
  readonly reportedAt: Date
}

export interface Trial {
  readonly actor: Actor
  readonly at: Date
  /** Only this kind; null: all. */
  readonly kind: string | null
  readonly stages: readonly Stage[]
  readonly before: Reckoning
  readonly after: Reckoning
}

export interface Shown {
  readonly show?: 'changed' | 'newly_late' | 'newly_in_time'
  readonly offset?: number
  readonly limit?: number
}

/** Whose matters a trial counts: for an administrator all (without their words), for a street those of its area. */
export function countedSql(actor: Actor): RawBuilder<boolean> {
  return actor.posts.some((post) => post.role === 'administrator') ? sql<boolean>`true` : staffScopeSql(scopeOf(actor))
}

/** Tries a draft on the matters of the month before. */
export async function runTrial(tx: Tx, trial: Trial, shown: Shown = {}): Promise<TrialView> {
  const from = new Date(startOfDayMs(dayNumberOf(trial.at) - trialDays))
  const where = sql<boolean>`m.tenant_id = ${trial.actor.tenantId} and m.reported_at >= ${from} and m.reported_at <= ${trial.at}
    and (${trial.kind}::text is null or m.kind_code = ${trial.kind}) and ${countedSql(trial.actor)}`
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::integer as n from matters.matters m where ${where}`.execute(tx)
  const tried = await triedMatters(tx, trial, where)
  const counts: TrialCounts = {
    from: from.toISOString(),
    to: trial.at.toISOString(),
    matters: counted[0]?.n ?? 0,
    changed: tried.length,
    newlyLate: tried.filter(({ turn }) => turn === 'newly_late').length,
    newlyInTime: tried.filter(({ turn }) => turn === 'newly_in_time').length,
    overAtOnce: tried.filter(isOverAtOnce).length,
  }
  const { show = 'changed', offset = 0, limit = 20 } = shown
  const chosen = show === 'changed' ? tried : tried.filter(({ turn }) => turn === show)
  return { counts, rows: chosen.slice(offset, offset + limit), total: chosen.length, conditions: [] }
}

const isOverAtOnce = ({ clocks }: TriedMatter): boolean =>
  clocks.some((clock) => clock.stoppedAt === null && clock.was === 'running' && clock.would === 'late')

async function triedMatters(tx: Tx, trial: Trial, where: RawBuilder<boolean>): Promise<TriedMatter[]> {
  if (trial.stages.length === 0) return []
  const specs = await specsOf(tx, trial.actor)
  const found = new Map<MatterId, TriedMatter>()
  let last: ClockRow | undefined
  do {
    const rows = await clocksAfter(tx, trial, where, last)
    for (const row of rows) tryRow(row, trial, specs, found)
    last = rows.length < piece ? undefined : rows.at(-1)
    await breathe()
  } while (last)
  return [...found.values()].map((matter) => ({
    ...matter,
    turn: turnOf(matter.clocks.map((c) => ({ ...c, dueWas: new Date(c.dueWas), dueWould: new Date(c.dueWould) }))),
  }))
}

function tryRow(
  row: ClockRow,
  trial: Trial,
  specs: ReadonlyMap<string, KindSpec>,
  found: Map<MatterId, TriedMatter>,
): void {
  const own = specs.get(`${row.kind} ${row.kindVersion}`)
  // Extended, or agreed by a meeting: no rule gave this clock its end.
  if (!own || !sameSpan(row.span, limitOf(own, row.stage, row.category, row.priority))) return
  const tried = tryClock(row, trial.before, trial.after, trial.at)
  if (!tried) return
  const { id, number, title, kind, category, priority, stage } = row
  const matter = found.get(id) ?? { id, number, title, kind, category, priority, turn: 'same' as const, clocks: [] }
  matter.clocks.push({
    stage,
    startedAt: row.startedAt.toISOString(),
    stoppedAt: row.stoppedAt?.toISOString() ?? null,
    dueWas: tried.dueWas.toISOString(),
    dueWould: tried.dueWould.toISOString(),
    was: tried.was,
    would: tried.would,
  })
  found.set(id, matter)
}

/** The specs of all versions, by `code version`: a matter keeps the version that it began with. */
async function specsOf(tx: Tx, actor: Actor): Promise<Map<string, KindSpec>> {
  const { rows } = await sql<{ code: string; version: number; spec: KindSpec }>`
    select code, version, spec from matters.kind_versions where tenant_id = ${actor.tenantId}`.execute(tx)
  return new Map(rows.map(({ code, version, spec }) => [`${code} ${version}`, spec]))
}

/** The next piece, the latest reports first. */
async function clocksAfter(
  tx: Tx,
  trial: Trial,
  where: RawBuilder<boolean>,
  last: ClockRow | undefined,
): Promise<ClockRow[]> {
  const after = last
    ? sql<boolean>`(m.reported_at, m.id, c.id) < (${last.reportedAt}, ${last.id}::uuid, ${last.clockId}::uuid)`
    : sql<boolean>`true`
  const { rows } = await sql<ClockRow>`
    select m.id, c.id as "clockId", m.number, case when ${staffScopeSql(scopeOf(trial.actor))} then m.title end as title,
      m.kind_code as kind, m.kind_version as "kindVersion", m.category_code as category, m.priority, m.reported_at as "reportedAt",
      c.stage, c.span, c.started_at as "startedAt", c.stopped_at as "stoppedAt"
    from matters.matters m join matters.clocks c on c.tenant_id = m.tenant_id and c.matter_id = m.id
    where ${where} and c.stage = any(${[...trial.stages]}::text[]) and ${after}
    order by m.reported_at desc, m.id desc, c.id desc limit ${piece}`.execute(tx)
  return rows
}
