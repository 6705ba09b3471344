import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import type { PushFigure, PushFigures, PushRow } from './contract.ts'
import { countedFirms } from './policy-queries.ts'
import { hasPost } from './policy-rights.ts'
import { figureSql, figuresSql, stepSql } from './push-figures.ts'

export interface PushQuery {
  readonly code?: string
  readonly firmId?: FirmId
  readonly q?: string
  readonly placeId?: PlaceId
  readonly from?: Day
  readonly to?: Day
  readonly figure?: PushFigure
  readonly offset?: number
  readonly limit?: number
}

type Instants = 'pushedAt' | 'readAt' | 'appliedAt' | 'grantedAt' | 'refusedAt'
type Source = Omit<PushRow, Instants> & Record<Instants, Date | null>

/** Pushes to firms of the actor's area, the newest first: exactly those that a figure counts. */
export async function pushPage(tx: Tx, actor: Actor, query: PushQuery) {
  const { offset = 0, limit = 50, figure } = query
  const where = sql.join(conditions(actor, query), sql` and `)
  const from = sql`policies.pushes u
    join policies.versions n on n.tenant_id = u.tenant_id and n.code = u.code and n.version = u.version
    join enterprises.firms_view f on f.tenant_id = u.tenant_id and f.id = u.firm_id
    left join people.persons_view b on b.tenant_id = u.tenant_id and b.id = u.pushed_by`
  const { rows } =
    await sql<Source>`select u.id, u.firm_id as "firmId", f.name, f.name_en as "nameEn", u.code, u.version,
      n.spec -> 'title' as title, ${stepSql} as step, u.amount_from as "amountFrom", u.amount_to as "amountTo", u.reasons,
      u.pushed_at as "pushedAt", b.name as "pushedBy", u.read_at as "readAt", u.applied_at as "appliedAt",
      u.granted_at as "grantedAt", u.granted_fen as "grantedFen", u.refused_at as "refusedAt",
      u.refused_why as "refusedWhy"
    from ${from} where ${where} and ${figureSql(figure ?? 'pushed', query)}
    order by u.pushed_at desc, f.name, u.id offset ${offset} limit ${limit}`.execute(tx)
  const counted = await sql<PushFigures>`select ${figuresSql(query)} from ${from} where ${where}`.execute(tx)
  const figures = counted.rows[0] ?? { pushed: 0, read: 0, applied: 0, granted: 0, refused: 0, grantedFen: 0 }
  return { rows: rows.map(pushRow), total: figures[figure ?? 'pushed'], offset, limit, figures }
}

function conditions(actor: Actor, { code, firmId, q, placeId }: PushQuery): RawBuilder<boolean>[] {
  const like = `%${(q ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
  // Administrators count, but see no firm.
  const named = hasPost(actor, ['administrator']) ? sql<boolean>`false` : countedFirms(actor)
  return [
    sql<boolean>`u.tenant_id = ${actor.tenantId}`,
    named,
    ...(code ? [sql<boolean>`u.code = ${code}`] : []),
    ...(firmId ? [sql<boolean>`u.firm_id = ${firmId}`] : []),
    ...(placeId
      ? [
          sql<boolean>`exists (select from places.places_view w where w.tenant_id = f.tenant_id and w.id = ${placeId}
            and starts_with(f.place_path, w.path))`,
        ]
      : []),
    ...(q ? [sql<boolean>`lower(concat_ws(' ', f.name, f.name_en, f.uscc)) like ${like}`] : []),
  ]
}

const pushRow = ({ pushedAt, readAt, appliedAt, grantedAt, refusedAt, ...row }: Source): PushRow => ({
  ...row,
  pushedAt: pushedAt?.toISOString() ?? '',
  readAt: readAt?.toISOString() ?? null,
  appliedAt: appliedAt?.toISOString() ?? null,
  grantedAt: grantedAt?.toISOString() ?? null,
  refusedAt: refusedAt?.toISOString() ?? null,
})
