import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { inMetres } from '../../kernel/contract/metres.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { searchWalk, type WalkSpot, walkLength } from '../visits/public.ts'
import type { AddRouteBody, ChangeRouteBody } from './contract.ts'
import { type PointId, type RouteId, routeStream } from './events.ts'
import { wrong } from './point-service.ts'
import { walkers } from './roles.ts'
import { missRound, openRound } from './round-service.ts'
import { lockKeptRoute, standing, tell } from './safety-store.ts'
import { type Doing, keeping, pointScopeSql } from './scope.ts'

async function checkHolder(tx: Tx, tenantId: TenantId, postId: PostId): Promise<void> {
  const { rows } = await sql<{
    fits: boolean
  }>`select role = any(${[...walkers]}::text[]) and abolished_at is null as fits
    from people.posts_view where tenant_id = ${tenantId} and id = ${postId}`.execute(tx)
  if (!rows[0]?.fits) wrong('holderPostId', { zh: '请选一个能巡查的岗位', en: 'Please choose a post that can walk it' })
}

async function checkPoints(tx: Tx, tenantId: TenantId, ids: readonly PointId[], path: string): Promise<void> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from safety.points where tenant_id = ${tenantId}
    and id = any(${[...ids]}::uuid[]) and to_on is null and starts_with(place_path, ${path})`.execute(tx)
  if (rows[0]?.n !== ids.length)
    wrong('pointIds', { zh: '点位要在路线所在地点内，且在用', en: 'Points must be in use and lie below the place' })
}

/** Sets up a route; its first round is on at once. */
export async function addRoute(tx: Tx, asked: Doing, body: AddRouteBody): Promise<RouteId> {
  const { tenantId, at } = asked
  const { place, gridId } = await standing(tx, tenantId, body.placeId, at)
  if (!asked.actor.posts.some(({ placePath }) => place.path.startsWith(placePath))) return notFound()
  const doing = keeping(asked, place.path)
  await checkHolder(tx, tenantId, body.holderPostId)
  await checkPoints(tx, tenantId, body.pointIds, place.path)
  const id = body.id ?? newId<'route'>()
  const set = {
    ...{ name: body.name.trim(), place_id: place.id, rhythm: body.rhythm, holder_post_id: body.holderPostId },
    ...{ point_ids: body.pointIds, from_on: dayOf(at), to_on: null },
  }
  // The grid of whoever walks it: what lies in several grids belongs to none.
  const { rows } = await sql<{ grid: string | null }>`select coalesce(o.grid_id, ${gridId}::uuid) as grid
    from people.posts_view o where o.tenant_id = ${tenantId} and o.id = ${body.holderPostId}`.execute(tx)
  try {
    await sql`insert into safety.routes (tenant_id, id, name, place_id, place_path, grid_id, rhythm, holder_post_id, point_ids,
        from_on, created_at, changed_at)
      values (${tenantId}, ${id}, ${set.name}, ${place.id}, ${place.path}, ${rows[0]?.grid ?? null}, ${body.rhythm},
        ${body.holderPostId}, ${[...body.pointIds]}::uuid[], ${set.from_on}::date, ${at}, ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'routes_pkey') throw error
    fail('conflict', 'safety.id_taken', { zh: '这个编号已经用过，请重新新建', en: 'This id is taken. Begin anew' })
  }
  await tell(tx, doing, routeStream(id), 'route_added', { routeId: id, set })
  await openRound(tx, doing, id)
  return id
}

/** Changes what is left of it; a change of points counts from the next round on. */
export async function changeRoute(tx: Tx, asked: Doing, id: RouteId, body: ChangeRouteBody): Promise<void> {
  const { route, doing } = await lockKeptRoute(tx, asked, id)
  if (route.to_on) over()
  if (body.holderPostId) await checkHolder(tx, doing.tenantId, body.holderPostId)
  if (body.pointIds) await checkPoints(tx, doing.tenantId, body.pointIds, route.place_path)
  const set = {
    name: body.name?.trim() ?? route.name,
    holder_post_id: body.holderPostId ?? route.holder_post_id,
    point_ids: body.pointIds ?? route.point_ids,
  }
  await sql`update safety.routes set name = ${set.name}, holder_post_id = ${set.holder_post_id},
      point_ids = ${[...set.point_ids]}::uuid[], changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, doing, routeStream(id), 'route_changed', { routeId: id, set })
}

const over = (): never => fail('conflict', 'safety.route_over', { zh: '路线已停用', en: 'The route has ended' })

/** Ends it with a reason; a round that is on counts as missed. */
export async function endRoute(tx: Tx, asked: Doing, id: RouteId, why: string): Promise<void> {
  const { route, doing } = await lockKeptRoute(tx, asked, id)
  if (route.to_on) over()
  const set = { to_on: dayOf(doing.at) }
  await sql`update safety.routes set to_on = ${set.to_on}::date, ended_why = ${why}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, doing, routeStream(id), 'route_ended', {
    ...{ routeId: id, set },
    hash: requestHash(why).toString('hex'),
  })
  await missRound(tx, doing, id)
}

/** Points within what the actor sees, in the order of a short walk; 404 where one is not seen. */
export async function orderPoints(
  tx: Tx,
  { tenantId, actor }: Doing,
  ids: readonly PointId[],
): Promise<{ pointIds: PointId[]; metres: number }> {
  const { rows } = await sql<{ id: PointId; lng: number; lat: number }>`select p.id, p.lng, p.lat from safety.points p
    where p.tenant_id = ${tenantId} and p.id = any(${[...ids]}::uuid[]) and ${pointScopeSql(actor)}`.execute(tx)
  if (rows.length !== ids.length) return notFound()
  const spots = rows.map(({ id, lng, lat }): WalkSpot & { readonly id: PointId } => ({
    ...{ id, place: id },
    point: inMetres({ lng, lat }),
  }))
  const walk = await searchWalk(spots)
  return { pointIds: walk.map(({ id }) => id), metres: Math.round(walkLength(walk)) }
}
