import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { Id } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayNumberOf, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import { myCampaigns } from './campaigns/campaign-queries.ts'
import { checklistsInForce } from './checklist-service.ts'
import type { listRounds, listRoutes, MyRound, myRounds, RoundRow, RouteRow, RouteView, Stop } from './contract.ts'
import type { RouteId } from './events.ts'
import { findingPage } from './finding-queries.ts'
import { kinds } from './kinds.ts'
import { all, belowSql, withinSql } from './narrowing.ts'
import { pointsInOrder } from './point-queries.ts'
import { markOf } from './rhythm.ts'
import { type Condition, keepingPost, routeScopeSql, type Seeing } from './scope.ts'
import type { PointRecord, RoundRecord, RouteRecord } from './tables.ts'

type Post = RoundRow['holder']
type RoundSource = RoundRecord &
  Pick<RouteRecord, 'rhythm'> & {
    readonly route_name: string
    readonly holder: Post
    readonly checked: number
    readonly skipped: number
    readonly found: number
  }

const roundSql = sql`select n.*, r.name as route_name, r.rhythm,
    json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) as holder, k.checked, k.skipped, k.found
  from safety.rounds n
  join safety.routes r on r.tenant_id = n.tenant_id and r.id = n.route_id
  join people.posts_view o on o.tenant_id = r.tenant_id and o.id = r.holder_post_id
  cross join lateral (select count(*) filter (where k.outcome <> 'skipped')::int as checked,
      count(*) filter (where k.outcome = 'skipped')::int as skipped, count(*) filter (where k.outcome = 'found')::int as found
    from safety.checks k where k.tenant_id = n.tenant_id and k.round_id = n.id) k`

const roundOf = (n: RoundSource, now: Date): RoundRow => ({
  ...{ id: n.id, route: { id: n.route_id, name: n.route_name }, rhythm: n.rhythm, holder: n.holder },
  ...{
    fromOn: n.from_on,
    untilOn: n.until_on,
    dueAt: n.due_at.toISOString(),
    doneAt: n.done_at?.toISOString() ?? null,
  },
  mark: markOf({ state: n.state, dueAt: n.due_at, doneAt: n.done_at }, now),
  ...{ points: n.point_ids.length, checked: n.checked, skipped: n.skipped, found: n.found },
})

type RoundQuery = QueryOf<typeof listRounds>

function roundShowSql(show: NonNullable<RoundQuery['show']>, now: Date): Condition {
  switch (show) {
    case 'all':
      return sql`true`
    case 'due':
      return sql`(n.state = 'open' and n.due_at >= ${now})`
    case 'overdue':
      return sql`(n.state = 'open' and n.due_at < ${now})`
    case 'finished':
      return sql`n.state = 'done'`
    case 'missed':
      return sql`n.state = 'missed'`
  }
}

async function roundsWhere(tx: Tx, { tenantId, actor, at }: Seeing, query: RoundQuery): Promise<Condition> {
  return all([
    sql`n.tenant_id = ${tenantId}`,
    routeScopeSql(actor),
    roundShowSql(query.show ?? 'all', at),
    ...(await belowSql(tx, tenantId, sql`r.place_path`, query.placeId)),
    ...(query.routeId ? [sql<boolean>`n.route_id = ${query.routeId}`] : []),
    ...withinSql(sql`coalesce(n.done_at, n.due_at)`, query.from, query.to),
  ])
}

export async function countRounds(tx: Tx, doing: Seeing, query: RoundQuery): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from safety.rounds n
    join safety.routes r on r.tenant_id = n.tenant_id and r.id = n.route_id
    where ${await roundsWhere(tx, doing, query)}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** A page of rounds: those that are on first, then the newest. */
export async function roundPage(tx: Tx, doing: Seeing, query: RoundQuery): Promise<ResponseOf<typeof listRounds>> {
  const { offset = 0, limit = 50 } = query
  const { rows } = await sql<RoundSource>`${roundSql} where ${await roundsWhere(tx, doing, query)}
    order by n.state <> 'open', n.due_at desc, r.name, n.id offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map((row) => roundOf(row, doing.at)), total: await countRounds(tx, doing, query), offset, limit }
}

type RouteSource = RouteRecord &
  Pick<RouteRow, 'place' | 'holder'> & { readonly in_time: number; readonly over: number }

const routeSql = (
  today: string,
) => sql`select r.*, json_build_object('id', a.id, 'name', a.name, 'nameEn', a.name_en) as place,
    json_build_object('id', o.id, 'name', o.name, 'nameEn', o.name_en) as holder, n.in_time, n.over
  from safety.routes r
  join places.places_view a on a.tenant_id = r.tenant_id and a.id = r.place_id
  join people.posts_view o on o.tenant_id = r.tenant_id and o.id = r.holder_post_id
  cross join lateral (select count(*) filter (where n.done_at <= n.due_at)::int as in_time, count(*)::int as over
    from safety.rounds n where n.tenant_id = r.tenant_id and n.route_id = r.id and n.until_on <= ${today}::date
      and n.until_on > (${today}::date - interval '12 months')) n`

async function present(tx: Tx, doing: Seeing, rows: readonly RouteSource[]): Promise<RouteRow[]> {
  const ids = rows.map(({ id }) => id)
  const { rows: open } = await sql<RoundSource>`${roundSql} where n.tenant_id = ${doing.tenantId} and n.state = 'open'
    and n.route_id = any(${ids}::uuid[])`.execute(tx)
  const rounds = new Map(open.map((row) => [row.route_id, roundOf(row, doing.at)]))
  return rows.map((r) => ({
    ...{ id: r.id, name: r.name, place: r.place, rhythm: r.rhythm, holder: r.holder, toOn: r.to_on },
    ...{ points: r.point_ids.length, round: rounds.get(r.id) ?? null, inTime: r.in_time, ended: r.over },
  }))
}

type RouteQuery = QueryOf<typeof listRoutes>

async function routesWhere(tx: Tx, { tenantId, actor }: Seeing, query: RouteQuery): Promise<Condition> {
  return all([
    sql`r.tenant_id = ${tenantId}`,
    routeScopeSql(actor),
    query.ended ? sql`r.to_on is not null` : sql`r.to_on is null`,
    ...(await belowSql(tx, tenantId, sql`r.place_path`, query.placeId)),
  ])
}

export async function countRoutes(tx: Tx, doing: Seeing, query: RouteQuery): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from safety.routes r
    where ${await routesWhere(tx, doing, query)}`.execute(tx)
  return rows[0]?.n ?? 0
}

export async function routePage(tx: Tx, doing: Seeing, query: RouteQuery): Promise<ResponseOf<typeof listRoutes>> {
  const { offset = 0, limit = 50 } = query
  const { rows } = await sql<RouteSource>`${routeSql(dayOf(doing.at))} where ${await routesWhere(tx, doing, query)}
    order by r.place_path, r.name, r.id offset ${offset} limit ${limit}`.execute(tx)
  return { rows: await present(tx, doing, rows), total: await countRoutes(tx, doing, query), offset, limit }
}

export async function routeView(tx: Tx, doing: Seeing, id: RouteId): Promise<RouteView> {
  const { tenantId, actor, at } = doing
  const { rows } = await sql<RouteSource>`${routeSql(dayOf(at))} where r.tenant_id = ${tenantId} and r.id = ${id}
    and ${routeScopeSql(actor)}`.execute(tx)
  const route = rows[0] ?? notFound()
  const [row] = await present(tx, doing, [route])
  return {
    ...(row ?? notFound()),
    ...{ stops: await pointsInOrder(tx, doing, route.point_ids), endedWhy: route.ended_why },
    mayKeep: route.to_on === null && keepingPost(actor, route.place_path) !== null,
  }
}

/** What is on for the actor's posts (also those acted for) or was done today, with all that is asked on the way. */
export async function roundsOf(tx: Tx, doing: Seeing): Promise<ResponseOf<typeof myRounds>> {
  const { tenantId, actor, at } = doing
  const posts = actor.posts.map(({ postId }) => postId)
  const { rows } = await sql<RoundSource>`${roundSql} where n.tenant_id = ${tenantId}
    and (n.state = 'open' or n.done_at >= ${new Date(startOfDayMs(dayNumberOf(at)))})
    and r.holder_post_id = any(${posts}::uuid[]) order by n.state <> 'open', n.due_at, r.name`.execute(tx)
  const rounds: MyRound[] = []
  for (const row of rows) rounds.push({ ...roundOf(row, at), stops: await stopsOf(tx, doing, row) })
  const rechecks = await findingPage(tx, doing, { show: 'recheck', limit: 50 })
  return {
    rounds,
    checklists: await checklistsInForce(tx, tenantId),
    rechecks: rechecks.rows.filter(({ mayRecheck }) => mayRecheck),
    campaigns: await myCampaigns(tx, doing),
  }
}

async function stopsOf(tx: Tx, { tenantId }: Seeing, round: RoundRecord): Promise<Stop[]> {
  const ids = [...round.point_ids]
  const { rows } = await sql<
    PointRecord & Pick<Stop, 'place' | 'outcome' | 'known'>
  >`select p.*, json_build_object('id', a.id, 'name', a.name, 'nameEn', a.name_en) as place, k.outcome,
      coalesce((select json_agg(json_build_object('id', f.id, 'item', f.item, 'level', f.level, 'state', f.state)
        order by f.found_at) from safety.findings f where f.tenant_id = p.tenant_id and f.point_id = p.id
        and f.state <> 'cleared'), '[]'::json) as known
    from safety.points p
    join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.place_id
    left join safety.checks k on k.tenant_id = p.tenant_id and k.round_id = ${round.id as Id<'round'>} and k.point_id = p.id
    where p.tenant_id = ${tenantId} and p.id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], p.id)`.execute(
    tx,
  )
  return rows.map((p) => ({
    ...{ id: p.id, code: p.code, name: p.name, kind: p.kind, place: p.place, outcome: p.outcome, known: p.known },
    checklist: kinds[p.kind].checklist,
  }))
}
