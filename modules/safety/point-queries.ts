import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { checklistsInForce } from './checklist-service.ts'
import type { listPoints, PointRow, PointView } from './contract.ts'
import type { PointId } from './events.ts'
import { findingPage } from './finding-queries.ts'
import { kinds } from './kinds.ts'
import { all, belowSql, partOf } from './narrowing.ts'
import { type Condition, keepingPost, pointScopeSql, type Seeing } from './scope.ts'
import type { PointRecord } from './tables.ts'

type Query = QueryOf<typeof listPoints>
type RowSource = PointRecord & Pick<PointRow, 'place' | 'compound' | 'routes' | 'hazards'>

const hazardsSql = sql`(select count(*)::int from safety.findings x where x.tenant_id = p.tenant_id and x.point_id = p.id
  and x.state <> 'cleared')`
const routesSql = sql`(select count(*)::int from safety.routes x where x.tenant_id = p.tenant_id and x.to_on is null
  and p.id = any(x.point_ids))`

const rowSql = sql`select p.*, ${hazardsSql} as hazards, ${routesSql} as routes,
    json_build_object('id', a.id, 'name', a.name, 'nameEn', a.name_en) as place,
    json_build_object('id', c.id, 'name', c.name, 'nameEn', c.name_en) as compound
  from safety.points p
  join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.place_id
  join places.places_view c on c.tenant_id = p.tenant_id and c.id = p.compound_id`

const rowOf = (p: RowSource): PointRow => ({
  ...{ id: p.id, code: p.code, kind: p.kind, name: p.name, place: p.place, compound: p.compound },
  ...{ lng: p.lng, lat: p.lat, toOn: p.to_on, routes: p.routes, hazards: p.hazards },
  lastCheckedAt: p.last_checked_at?.toISOString() ?? null,
})

function showSql(show: NonNullable<Query['show']>): Condition {
  switch (show) {
    case 'live':
      return sql`p.to_on is null`
    case 'retired':
      return sql`p.to_on is not null`
    case 'hazard':
      return sql`(p.to_on is null and ${hazardsSql} > 0)`
    case 'unrouted':
      return sql`(p.to_on is null and ${routesSql} = 0)`
  }
}

async function whereOf(tx: Tx, { tenantId, actor }: Seeing, query: Query): Promise<Condition> {
  const part = partOf(query.q)
  return all([
    sql`p.tenant_id = ${tenantId}`,
    pointScopeSql(actor),
    showSql(query.show ?? 'live'),
    ...(await belowSql(tx, tenantId, sql`p.place_path`, query.placeId)),
    ...(query.kind?.length ? [sql<boolean>`p.kind = any(${query.kind}::text[])`] : []),
    ...(part ? [sql<boolean>`(p.name ilike ${part} or p.code = ${query.q?.trim().toUpperCase() ?? ''})`] : []),
  ])
}

export async function countPoints(tx: Tx, doing: Seeing, query: Query): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from safety.points p
    where ${await whereOf(tx, doing, query)}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** A page of points, by where they are. */
export async function pointPage(tx: Tx, doing: Seeing, query: Query): Promise<ResponseOf<typeof listPoints>> {
  const { offset = 0, limit = 50 } = query
  const { rows } = await sql<RowSource>`${rowSql} where ${await whereOf(tx, doing, query)}
    order by p.place_path, p.name, p.id offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map(rowOf), total: await countPoints(tx, doing, query), offset, limit }
}

/** Points by their ids, in that order; the caller has settled who may see them. */
export async function pointsInOrder(tx: Tx, { tenantId }: Seeing, ids: readonly PointId[]): Promise<PointRow[]> {
  const { rows } = await sql<RowSource>`${rowSql} where p.tenant_id = ${tenantId} and p.id = any(${[...ids]}::uuid[])
    order by array_position(${[...ids]}::uuid[], p.id)`.execute(tx)
  return rows.map(rowOf)
}

/** One point with its story, for whoever sees it. */
export async function pointView(tx: Tx, doing: Seeing, id: PointId): Promise<PointView> {
  const { tenantId, actor } = doing
  const { rows } = await sql<RowSource>`${rowSql} where p.tenant_id = ${tenantId} and p.id = ${id}
    and ${pointScopeSql(actor)}`.execute(tx)
  const point = rows[0] ?? notFound()
  const checklist = (await checklistsInForce(tx, tenantId)).find(({ code }) => code === kinds[point.kind].checklist)
  const { rows: findings } = await findingPage(tx, doing, { pointId: id, show: 'all', limit: 30 })
  return {
    ...rowOf(point),
    ...{ retiredWhy: point.retired_why, checklist: checklist ?? notFound(), findings },
    checks: await checksOf(tx, doing, id),
    mayKeep: point.to_on === null && keepingPost(actor, point.place_path) !== null,
  }
}

async function checksOf(tx: Tx, { tenantId }: Seeing, id: PointId): Promise<PointView['checks']> {
  const { rows } = await sql<Omit<PointView['checks'][number], 'at'> & { at: Date }>`select k.at, k.outcome, k.how,
      k.skipped_why as "skippedWhy", json_build_object('name', o.name, 'nameEn', o.name_en) as by, r.name as route
    from safety.checks k
    join safety.rounds n on n.tenant_id = k.tenant_id and n.id = k.round_id
    join safety.routes r on r.tenant_id = n.tenant_id and r.id = n.route_id
    join people.posts_view o on o.tenant_id = k.tenant_id and o.id = k.by_post
    where k.tenant_id = ${tenantId} and k.point_id = ${id} order by k.at desc limit 30`.execute(tx)
  return rows.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() }))
}
