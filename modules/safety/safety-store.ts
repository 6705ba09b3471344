import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { ancestorsOf, gridOf, placeOf } from '../places/public.ts'
import { type PointId, type RouteId, type SafetyEvent, type SafetyEventName, safetyEvents } from './events.ts'
import { type Doing, keeping, pointScopeSql, routeScopeSql, type Writing } from './scope.ts'
import type { PointRecord, RouteRecord } from './tables.ts'

/** Writes one event. */
export const tell = (
  tx: Tx,
  { tenantId, at, by }: Writing,
  stream: string,
  name: SafetyEventName,
  payload: SafetyEvent,
): Promise<number> => record<SafetyEvent>(tx, { tenantId, at, actor: by, stream, type: safetyEvents[name], payload })

/** One point, its row locked; null where there is none. */
export async function lockPoint(tx: Tx, tenantId: TenantId, id: PointId): Promise<PointRecord | null> {
  const { rows } = await sql<PointRecord>`select p.* from safety.points p where p.tenant_id = ${tenantId}
    and p.id = ${id} for no key update of p`.execute(tx)
  return rows[0] ?? null
}

/** For who keeps the place: 404 beyond what they see, 403 for who only sees it. */
export async function lockKeptPoint(tx: Tx, asked: Doing, id: PointId): Promise<{ point: PointRecord; doing: Doing }> {
  const { rows } = await sql<PointRecord>`select p.* from safety.points p where p.tenant_id = ${asked.tenantId}
    and p.id = ${id} and ${pointScopeSql(asked.actor)} for no key update of p`.execute(tx)
  const point = rows[0] ?? notFound()
  return { point, doing: keeping(asked, point.place_path) }
}

/** Within what the actor sees, its row locked; 404 beyond. */
export async function lockSeenRoute(tx: Tx, { tenantId, actor }: Doing, id: RouteId): Promise<RouteRecord> {
  const { rows } = await sql<RouteRecord>`select r.* from safety.routes r where r.tenant_id = ${tenantId}
    and r.id = ${id} and ${routeScopeSql(actor)} for no key update of r`.execute(tx)
  return rows[0] ?? notFound()
}

export async function lockKeptRoute(tx: Tx, asked: Doing, id: RouteId): Promise<{ route: RouteRecord; doing: Doing }> {
  const route = await lockSeenRoute(tx, asked, id)
  return { route, doing: keeping(asked, route.place_path) }
}

/** By the code at the point, for anybody. */
export async function pointByCode(tx: Tx, tenantId: TenantId, code: string): Promise<PointRecord> {
  const { rows } = await sql<PointRecord>`select * from safety.points where tenant_id = ${tenantId}
    and code = ${plainCode(code)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** A code as it was typed: in capitals, without blanks and dashes. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()

/** A standing place with its compound (the place itself for what lies above one) and grid; 404 where there is none. */
export async function standing(tx: Tx, tenantId: TenantId, placeId: PlaceId, at: Date) {
  const place = await placeOf(tx, tenantId, placeId)
  if (!place || place.ended) return notFound()
  const compound = (await ancestorsOf(tx, tenantId, place.id)).find(({ levelKind }) => levelKind === 'compound')
  return { place, compound: compound ?? null, gridId: await gridOf(tx, tenantId, place.id, at) }
}
