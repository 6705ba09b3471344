import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import { ancestorsOf, gridOf } from '../places/public.ts'
import type { Door, readStairs } from './contract.ts'
import { type Doing, isInCharge } from './scope.ts'

/** The rooms of a building of which the actor is in charge, with how each stands today. */
export async function stairsOf(tx: Tx, doing: Doing, placeId: PlaceId): Promise<ResponseOf<typeof readStairs>> {
  const { tenantId, actor, at } = doing
  const [building, above] = await ancestorsOf(tx, tenantId, placeId)
  if (building?.levelKind !== 'building') return notFound()
  const gridId = await gridOf(tx, tenantId, placeId, at)
  if (!isInCharge(actor, { placePath: building.path, gridId })) return notFound()
  const named = ({ id, name, nameEn }: { id: string; name: string; nameEn: string }) => ({ id, name, nameEn })
  const doors = (await doorsOf(tx, doing, [placeId])).map(({ buildingId: _, ...door }) => door)
  return { building: named(building), compound: named(above ?? building), doors }
}

/** Doors of buildings, in the order of the stairs. */
export async function doorsOf(
  tx: Tx,
  { tenantId, at }: Doing,
  buildings: readonly PlaceId[],
): Promise<(Door & { readonly buildingId: PlaceId })[]> {
  const today = new Date(startOfDayMs(dayNumberOf(at)))
  const { rows } = await sql<Door & { buildingId: PlaceId }>`
    select r.id as "roomId", r.building_id as "buildingId", r.unit, r.floor, r.number, h.id as "householdId",
      case when h.id is null then 'vacant'
        when h.last_reached_at >= ${today} then 'done'
        when d.deadline_at < ${at} then 'overdue'
        when d.from_at > ${at} and d.last_try_at is not null then 'tried'
        when d.from_at <= ${at} then case when d.tries > 0 then 'tried' else 'due' end
        else 'fine' end as state
    from places.rooms_view r
    left join households.households h on h.tenant_id = r.tenant_id and h.room_id = r.id and h.to_on is null
    left join lateral (select v.deadline_at, v.from_at, v.tries, v.last_try_at from visits.dues_view v
      where v.tenant_id = h.tenant_id and v.subject_kind = 'household' and v.subject_id = h.id and v.state = 'open'
        and (v.from_at <= ${at} or v.last_try_at >= ${today}) order by v.deadline_at limit 1) d on true
    where r.tenant_id = ${tenantId} and r.building_id = any(${[...buildings]}::uuid[])
    order by r.building_id, r.unit, r.floor, length(r.number), r.number`.execute(tx)
  return rows
}
