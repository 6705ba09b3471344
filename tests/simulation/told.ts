import type { Db } from '../../kernel/db.ts'
import type { Asked } from './course.ts'
import type { Seen } from './simulation.ts'

/** What the simulation prints; times in milliseconds unless the name says otherwise. */
export interface Told {
  readonly asked: Omit<Asked, 'from'>
  readonly reports: number
  readonly requests: number
  readonly reportsPerSecond: number
  readonly requestsPerSecond: number
  readonly virtualHours: number
  readonly realSeconds: number
  readonly timesFaster: number
  readonly p50: number
  readonly p99: number
  readonly byKind: Readonly<Record<string, { readonly count: number; readonly p50: number; readonly p99: number }>>
  readonly deliveries: number
  readonly lagSecondsP50: number
  readonly lagSecondsP99: number
  readonly signIns: number
  readonly refused: Readonly<Record<string, number>>
  /** Of all steps with a deadline that were due or done, so many in a hundred were late. */
  readonly overduePercent: number
  readonly matters: Readonly<Record<string, number>>
  readonly checks: number
  readonly shown: number
  /** Bytes of tables with their indexes, the largest first, shared out over the matters. */
  readonly bytesAMatter: Readonly<Record<string, number>>
  readonly broken: readonly string[]
}

const round = (value: number, digits = 1) => Number(value.toFixed(digits))

/** The value below which so many in a hundred lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0
}

export async function toldOf(db: Db, asked: Asked, seen: Seen, at: Date): Promise<Told> {
  const { from: _from, ...scale } = asked
  const all = [...seen.took.values()].flat()
  const states = await db.statement<{ state: string; count: number }>(
    'simulation.states',
    'select state, count(*) as count from matters.matters group by 1 order by 1',
    [],
  )
  const [late] = await db.statement<{ share: number | null }>(
    'simulation.late',
    `select 100.0::float8 * count(*) filter (where coalesce(stopped_at, $1) > due_at) / nullif(count(*), 0) as share
      from matters.clocks where stopped_at is not null or due_at <= $1`,
    [at],
  )
  return {
    asked: scale,
    reports: seen.reports,
    requests: seen.requests,
    reportsPerSecond: round(seen.reports / seen.busySeconds),
    requestsPerSecond: round(seen.requests / seen.busySeconds),
    virtualHours: seen.virtualSeconds / 3600,
    realSeconds: round(seen.seconds),
    timesFaster: Math.round(seen.virtualSeconds / seen.seconds),
    p50: round(percentile(all, 50)),
    p99: round(percentile(all, 99)),
    byKind: Object.fromEntries(
      [...seen.took].map(([kind, times]) => [
        kind,
        { count: times.length, p50: round(percentile(times, 50)), p99: round(percentile(times, 99)) },
      ]),
    ),
    deliveries: seen.delivered,
    lagSecondsP50: round(percentile(seen.lags, 50), 2),
    lagSecondsP99: round(percentile(seen.lags, 99), 2),
    signIns: seen.signIns,
    refused: seen.refused,
    overduePercent: round(late?.share ?? 0),
    matters: Object.fromEntries(states.map(({ state, count }) => [state, count])),
    checks: seen.checks,
    shown: seen.shown,
    bytesAMatter: await sizes(db, seen.reports),
    broken: seen.broken,
  }
}

async function sizes(db: Db, matters: number): Promise<Record<string, number>> {
  const tables = await db.statement<{ name: string; bytes: number }>(
    'simulation.sizes',
    `select n.nspname || '.' || regexp_replace(c.relname, '_\\d{6}$', '') as name, sum(pg_total_relation_size(c.oid))::float8 as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname in ('kernel', 'matters', 'notices', 'files') group by 1 order by 2 desc limit 16`,
    [],
  )
  return Object.fromEntries(tables.map(({ name, bytes }) => [name, Math.round(bytes / matters)]))
}

/** For people. */
export function inWords(told: Told): string[] {
  const { asked, matters } = told
  return [
    `${asked.residents} residents, ${asked.grids} grids, ${asked.districts} districts, ${asked.days} days, storm × ${asked.storm}, seed ${asked.seed}`,
    `${told.reports} reports, ${told.requests} requests: ${told.reportsPerSecond} reports and ${told.requestsPerSecond} requests a second`,
    `${told.virtualHours} hours in ${told.realSeconds} s: ${told.timesFaster} times as fast as life`,
    `answers: p50 ${told.p50} ms, p99 ${told.p99} ms`,
    ...Object.entries(told.byKind).map(
      ([kind, { count, p50, p99 }]) => `  ${kind}: ${count}, p50 ${p50} ms, p99 ${p99} ms`,
    ),
    `deliveries: ${told.deliveries}, the oldest had waited p50 ${told.lagSecondsP50} s, p99 ${told.lagSecondsP99} s`,
    `refused: ${
      Object.entries(told.refused)
        .map(([what, n]) => `${what} ${n}`)
        .join('; ') || 'nothing'
    }`,
    `late: ${told.overduePercent} % of steps; matters: ${Object.entries(matters)
      .map(([state, n]) => `${state} ${n}`)
      .join(', ')}`,
    `bytes a matter: ${Object.entries(told.bytesAMatter)
      .map(([name, bytes]) => `${name} ${bytes}`)
      .join(', ')}`,
    `looked ${told.checks} times, ${told.shown} rows held against scope; broken promises: ${told.broken.length}`,
    ...told.broken.slice(0, 20).map((what) => `  ${what}`),
  ]
}
