import type { RawBuilder } from 'kysely'
import { sql } from '../../kernel/db.ts'
import type { PushFigure } from './contract.ts'

/** What pushes `u` came to; those taken back count nowhere. The one source for figures and for what they lead to. */
export const figureSql: Readonly<Record<PushFigure, RawBuilder<boolean>>> = {
  pushed: sql`u.withdrawn_at is null`,
  read: sql`u.withdrawn_at is null and u.read_at is not null`,
  applied: sql`u.withdrawn_at is null and u.applied_at is not null`,
  granted: sql`u.granted_at is not null`,
  refused: sql`u.refused_at is not null`,
}

/** The columns of a `PushFigures`. */
export const figuresSql = sql`
  count(*) filter (where ${figureSql.pushed})::int as pushed,
  count(*) filter (where ${figureSql.read})::int as read,
  count(*) filter (where ${figureSql.applied})::int as applied,
  count(*) filter (where ${figureSql.granted})::int as granted,
  count(*) filter (where ${figureSql.refused})::int as refused,
  coalesce(sum(u.granted_fen), 0)::bigint as "grantedFen"`

/** The last thing that happened to push `u`. */
export const stepSql = sql<string>`case when u.withdrawn_at is not null then 'withdrawn'
  when u.granted_at is not null then 'granted' when u.refused_at is not null then 'refused'
  when u.applied_at is not null then 'applied' when u.read_at is not null then 'read' else 'pushed' end`

export const stepAtSql = sql<Date>`coalesce(u.withdrawn_at, u.granted_at, u.refused_at, u.applied_at, u.read_at, u.pushed_at)`
