import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { doorCode } from '../../kernel/receipt-code.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { AddPointBody } from './contract.ts'
import { type PointId, pointStream } from './events.ts'
import { lockKeptPoint, standing, tell } from './safety-store.ts'
import { type Doing, keeping } from './scope.ts'

export const wrong = (field: string, words: Words): never =>
  fail('invalid', `safety.bad_${field}`, words, [{ path: field, words }])

/** Puts a point on the ground. Where no spot is given it stands where its place does. */
export async function addPoint(tx: Tx, asked: Doing, body: AddPointBody): Promise<{ id: PointId; code: string }> {
  const { tenantId, at } = asked
  const { place, compound, gridId } = await standing(tx, tenantId, body.placeId, at)
  if (!asked.actor.posts.some(({ placePath }) => place.path.startsWith(placePath))) return notFound()
  const doing = keeping(asked, place.path)
  if (!compound || (place.levelKind !== 'compound' && place.levelKind !== 'building'))
    return wrong('placeId', { zh: '请选一个小区或其中一栋楼', en: 'Please choose a compound, or a building of one' })
  const [lng, lat] = [body.lng ?? place.lng ?? compound.lng, body.lat ?? place.lat ?? compound.lat]
  if (lng === null || lat === null) return wrong('lng', { zh: '请在图上标出位置', en: 'Please mark where it is' })
  const id = body.id ?? newId<'point'>()
  const set = {
    ...{ kind: body.kind, name: body.name.trim(), place_id: place.id, lng, lat },
    ...{ from_on: dayOf(at), to_on: null, last_checked_at: null },
  }
  const code = doorCode()
  try {
    await sql`insert into safety.points (tenant_id, id, code, kind, name, place_id, place_path, compound_id, grid_id, lng, lat,
        from_on, created_at, changed_at)
      values (${tenantId}, ${id}, ${code}, ${body.kind}, ${set.name}, ${place.id}, ${place.path}, ${compound.id}, ${gridId},
        ${lng}, ${lat}, ${set.from_on}::date, ${at}, ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'points_pkey') throw error
    fail('conflict', 'safety.id_taken', { zh: '这个编号已经用过，请重新新建', en: 'This id is taken. Begin anew' })
  }
  await tell(tx, doing, pointStream(id), 'point_added', { pointId: id, set })
  return { id, code }
}

/** Changes name and spot; kind and place stay: another place is another point. */
export async function changePoint(
  tx: Tx,
  asked: Doing,
  id: PointId,
  body: { readonly name?: string; readonly lng?: number; readonly lat?: number },
): Promise<void> {
  const { point, doing } = await lockKeptPoint(tx, asked, id)
  if (point.to_on) retired()
  const set = { name: body.name?.trim() ?? point.name, lng: body.lng ?? point.lng, lat: body.lat ?? point.lat }
  await sql`update safety.points set name = ${set.name}, lng = ${set.lng}, lat = ${set.lat}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await tell(tx, doing, pointStream(id), 'point_changed', { pointId: id, set })
}

export const retired = (): never =>
  fail('conflict', 'safety.point_retired', { zh: '这处点位已停用', en: 'This point is no longer looked at' })

/** It is looked at no more; routes have to let go of it first. */
export async function retirePoint(tx: Tx, asked: Doing, id: PointId, why: string): Promise<void> {
  const { point, doing } = await lockKeptPoint(tx, asked, id)
  if (point.to_on) retired()
  const { rows } = await sql<{ name: string }>`select name from safety.routes where tenant_id = ${doing.tenantId}
    and to_on is null and ${id}::uuid = any(point_ids) order by name limit 1`.execute(tx)
  const [route] = rows
  if (route)
    fail('refused', 'safety.point_on_route', {
      zh: `路线「${route.name}」还经过这里，请先从路线里移除`,
      en: `The route “${route.name}” still comes by. Please take it out of the route first`,
    })
  const set = { to_on: dayOf(doing.at) }
  await sql`update safety.points set to_on = ${set.to_on}::date, retired_why = ${why}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  const hash = requestHash(why).toString('hex')
  await tell(tx, doing, pointStream(id), 'point_retired', { pointId: id, set, hash })
}
