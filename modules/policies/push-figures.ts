import type { RawBuilder } from 'kysely'
import { sql } from '../../kernel/db.ts'
import { type Day, dayNumberFrom, startOfDayMs } from '../../kernel/time/day.ts'
import type { PushFigure } from './contract.ts'

/** Days in which something happened, both included. */
export interface Days {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

const startOf = (day: Day, after = 0): Date => new Date(startOfDayMs(dayNumberFrom(day) + after))

function within(at: RawBuilder<Date>, { from, to }: Days): RawBuilder<boolean> {
  return sql<boolean>`${from ? sql<boolean>`${at} >= ${startOf(from)}` : sql<boolean>`true`}
    and ${to ? sql<boolean>`${at} < ${startOf(to, 1)}` : sql<boolean>`true`}`
}

/**
 * What pushes `u` came to, if it happened in some days; those taken back count nowhere. The one source for figures and for
 * what they lead to.
 */
export function figureSql(figure: PushFigure, days: Days = {}): RawBuilder<boolean> {
  const at = sql<Date>`${sql.ref(`u.${figure}_at`)}`
  return sql<boolean>`(u.withdrawn_at is null and ${at} is not null and ${within(at, days)})`
}

/** The columns of a `PushFigures`. */
export const figuresSql = (days: Days = {}) => sql`
  count(*) filter (where ${figureSql('pushed', days)})::int as pushed,
  count(*) filter (where ${figureSql('read', days)})::int as read,
  count(*) filter (where ${figureSql('applied', days)})::int as applied,
  count(*) filter (where ${figureSql('granted', days)})::int as granted,
  count(*) filter (where ${figureSql('refused', days)})::int as refused,
  coalesce(sum(u.granted_fen) filter (where ${figureSql('granted', days)}), 0)::bigint as "grantedFen"`

/** The last thing that happened to push `u`. */
export const stepSql = sql<string>`case when u.withdrawn_at is not null then 'withdrawn'
  when u.granted_at is not null then 'granted' when u.refused_at is not null then 'refused'
  when u.applied_at is not null then 'applied' when u.read_at is not null then 'read' else 'pushed' end`

/** How far push `u` went, of several records of one firm: one that was refused hides none that stands. */
export const furthestSql = sql<number>`case when u.granted_at is not null then 3 when u.refused_at is not null then 0
  when u.applied_at is not null then 2 else 1 end`

export const stepAtSql = sql<Date>`coalesce(u.withdrawn_at, u.granted_at, u.refused_at, u.applied_at, u.read_at, u.pushed_at)`
