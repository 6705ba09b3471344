import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { PostId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { mattersInScope, mattersNow } from '../matters/public.ts'
import type { FindingFilter, FindingRow, FindingShow, listFindings } from './contract.ts'
import { mayClear } from './finding.ts'
import { all, belowSql, partOf, withinSql } from './narrowing.ts'
import { type Condition, pointScopeSql, type Seeing, workingPost } from './scope.ts'
import type { FindingRecord, PointRecord } from './tables.ts'

type Named = { readonly name: string; readonly nameEn: string }
type RowSource = FindingRecord &
  Pick<PointRecord, 'kind' | 'place_path' | 'grid_id'> &
  Pick<FindingRow, 'place' | 'compound'> & {
    readonly point_name: string
    readonly found_post: Named | null
    readonly cleared_post: Named | null
    readonly holders: readonly PostId[]
  }

/** What the list is narrowed to; the figures count by the same conditions. */
function findingShowSql(show: FindingShow, today: string): Condition {
  switch (show) {
    case 'all':
      return sql`true`
    case 'live':
      return sql`f.state <> 'cleared'`
    case 'late':
      return sql`(f.state <> 'cleared' and f.rectify_by < ${today}::date)`
    case 'major':
      return sql`(f.state <> 'cleared' and f.level = 'major')`
    case 'open':
    case 'recheck':
    case 'cleared':
      return sql`f.state = ${show}`
  }
}

const fromSql = sql`safety.findings f join safety.points p on p.tenant_id = f.tenant_id and p.id = f.point_id`
const postSql = (id: ReturnType<typeof sql>) => sql`(select json_build_object('name', o.name, 'nameEn', o.name_en)
  from people.posts_view o where o.tenant_id = f.tenant_id and o.id = ${id})`

async function whereOf(tx: Tx, { tenantId, actor, at }: Seeing, query: FindingFilter): Promise<Condition> {
  const part = partOf(query.q)
  return all([
    sql`f.tenant_id = ${tenantId}`,
    pointScopeSql(actor),
    findingShowSql(query.show ?? 'live', dayOf(at)),
    ...(await belowSql(tx, tenantId, sql`p.place_path`, query.placeId)),
    ...(query.pointId ? [sql<boolean>`f.point_id = ${query.pointId}`] : []),
    ...(query.level ? [sql<boolean>`f.level = ${query.level}`] : []),
    ...(query.kind?.length ? [sql<boolean>`p.kind = any(${query.kind}::text[])`] : []),
    ...(part ? [sql<boolean>`p.name ilike ${part}`] : []),
    ...withinSql(sql`f.found_at`, query.foundFrom, query.foundTo),
    ...withinSql(sql`f.cleared_at`, query.clearedFrom, query.clearedTo),
  ])
}

export async function countFindings(tx: Tx, doing: Seeing, query: FindingFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${fromSql}
    where ${await whereOf(tx, doing, query)}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** A page of the ledger: what presses first, then the newest. */
export async function findingPage(
  tx: Tx,
  doing: Seeing,
  query: QueryOf<typeof listFindings>,
): Promise<ResponseOf<typeof listFindings>> {
  const { offset = 0, limit = 50 } = query
  const { rows } = await sql<RowSource>`select f.*, p.name as point_name, p.kind, p.place_path, p.grid_id,
      json_build_object('id', a.id, 'name', a.name, 'nameEn', a.name_en) as place,
      json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as compound,
      ${postSql(sql`f.found_by_post`)} as found_post, ${postSql(sql`f.cleared_by_post`)} as cleared_post,
      array(select h.holder_post_id from safety.routes h where h.tenant_id = p.tenant_id and h.to_on is null
        and p.id = any(h.point_ids)) as holders
    from ${fromSql}
    join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.place_id
    join places.places_view c on c.tenant_id = p.tenant_id and c.id = p.compound_id
    where ${await whereOf(tx, doing, query)}
    order by f.state = 'cleared', f.level <> 'major', case when f.state <> 'cleared' then f.rectify_by end,
      f.found_at desc, f.id offset ${offset} limit ${limit}`.execute(tx)
  return { rows: await present(tx, doing, rows), total: await countFindings(tx, doing, query), offset, limit }
}

/** Titles and words stay with the matter, shown to whoever may open it. */
async function present(tx: Tx, { tenantId, actor, at }: Seeing, rows: readonly RowSource[]): Promise<FindingRow[]> {
  const ids = rows.map(({ matter_id }) => matter_id)
  const matters = await mattersNow(tx, tenantId, ids, at)
  const seen = await mattersInScope(tx, actor, ids)
  const today = dayOf(at)
  return rows.flatMap((f) => {
    const matter = matters.get(f.matter_id)
    if (!matter) return []
    const { number, title, state, holder } = matter
    const held = holder ? { name: holder.name, nameEn: holder.nameEn } : null
    const mayLook = workingPost(actor, f) !== null || actor.posts.some(({ postId }) => f.holders.includes(postId))
    return {
      ...{
        id: f.id,
        point: { id: f.point_id, name: f.point_name, kind: f.kind },
        place: f.place,
        compound: f.compound,
      },
      ...{ item: f.item, level: f.level, state: f.state, reopened: f.reopened, rectifyBy: f.rectify_by },
      ...{ foundAt: f.found_at.toISOString(), foundBy: f.found_post, clearedBy: f.cleared_post },
      late: f.state !== 'cleared' && f.rectify_by < today,
      clearedAt: f.cleared_at?.toISOString() ?? null,
      matter: { id: matter.id, number, title, state, holder: held, seen: seen.has(matter.id) },
      mayRecheck: f.state === 'recheck' && mayLook && mayClear(f.level, f.found_by, actor.personId),
    }
  })
}
