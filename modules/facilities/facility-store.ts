import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type FacilityEvent, type FacilityEventName, facilityEvents, facilityStream } from './events.ts'
import { type Doing, facilityScopeSql, registering, type Writing } from './scope.ts'
import type { FacilityId, FacilityRecord } from './tables.ts'

/** One facility, its row locked; null where there is none. */
export async function lockFacility(tx: Tx, tenantId: TenantId, id: FacilityId): Promise<FacilityRecord | null> {
  const { rows } = await sql<FacilityRecord>`select f.* from facilities.facilities f where f.tenant_id = ${tenantId}
    and f.id = ${id} for no key update of f`.execute(tx)
  return rows[0] ?? null
}

/** Within what the actor sees, its row locked; 404 beyond. */
export async function lockSeen(tx: Tx, { tenantId, actor }: Doing, id: FacilityId): Promise<FacilityRecord> {
  const { rows } = await sql<FacilityRecord>`select f.* from facilities.facilities f where f.tenant_id = ${tenantId}
    and f.id = ${id} and ${facilityScopeSql(actor)} for no key update of f`.execute(tx)
  return rows[0] ?? notFound()
}

/** For who keeps the register: 404 beyond what they see, 403 for who only sees it. */
export async function lockRegistered(
  tx: Tx,
  asked: Doing,
  id: FacilityId,
): Promise<{ facility: FacilityRecord; doing: Doing }> {
  const facility = await lockSeen(tx, asked, id)
  return { facility, doing: registering(asked, facility.place_path) }
}

/** By the code on the thing itself, for anybody. */
export async function facilityByCode(tx: Tx, tenantId: TenantId, code: string): Promise<FacilityRecord> {
  const { rows } = await sql<FacilityRecord>`select * from facilities.facilities where tenant_id = ${tenantId}
    and code = ${code.toUpperCase()}`.execute(tx)
  return rows[0] ?? notFound()
}

/** Writes one event of a facility. */
export const tell = (
  tx: Tx,
  { tenantId, at, by }: Writing,
  facilityId: FacilityId,
  name: FacilityEventName,
  payload: Omit<FacilityEvent, 'facilityId'> = {},
): Promise<number> =>
  record<FacilityEvent>(tx, {
    ...{ tenantId, at, actor: by },
    stream: facilityStream(facilityId),
    type: facilityEvents[name],
    payload: { facilityId, ...payload },
  })
