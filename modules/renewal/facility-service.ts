import { notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { FacilityBody } from './contract.ts'
import { keepersOf } from './keepers.ts'
import { isMoving } from './project.ts'
import { stagesOf } from './project-service.ts'
import {
  type Held,
  idTaken,
  invalid,
  itemIn,
  type KeptHeld,
  lockKept,
  placeIn,
  refuseUnless,
  tell,
} from './project-store.ts'
import type { Doing } from './scope.ts'
import { type FacilityRecord, mine, type ProjectId } from './tables.ts'

async function refuseHandedOver(tx: Tx, { project }: KeptHeld): Promise<void> {
  const handover = (await stagesOf(tx, project)).find(({ stage }) => stage === 'handover')
  refuseUnless(isMoving(project.state) && handover?.finished_on === null)
}

/** Puts a facility on the list for handover, with who keeps it. */
export async function listFacility(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  body: FacilityBody,
): Promise<{ id: FacilityRecord['id'] }> {
  const held = await lockKept(tx, doing, id)
  await refuseHandedOver(tx, held)
  const place = await placeIn(tx, held.project, body.placeId)
  await itemIn(tx, held.project, body.itemId)
  const keepers = await keepersOf(tx, held.project, held.at)
  if (!keepers.some((post) => post.id === body.keeperPostId))
    invalid('keeperPostId', 'no_keeper', { zh: '请选这里的管护岗位', en: 'Please choose a post of this place' })
  const facility: FacilityRecord = {
    ...{ tenant_id: held.project.tenant_id, project_id: id, id: body.id ?? newId<'renewal_facility'>() },
    ...{ item_id: body.itemId, kind: body.kind, name: body.name.trim(), place_id: place.id },
    ...{ lng: body.point?.lng ?? null, lat: body.point?.lat ?? null, keeper_post_id: body.keeperPostId },
    ...{ rhythm_days: body.rhythmDays, facility_id: null, created_at: held.at },
  }
  const added = await mine(tx)
    .insertInto('renewal.facilities')
    .values(facility)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  const facts = { kind: facility.kind, placeId: place.id, keeperPostId: body.keeperPostId, rhythmDays: body.rhythmDays }
  await tell(tx, held, 'facilityListed', { ofId: facility.id, facts })
  return { id: facility.id }
}

/** Takes a facility off the list before it is handed over. */
export async function removeFacility(tx: Tx, doing: Doing, id: ProjectId, facilityId: FacilityRecord['id']) {
  const held = await lockKept(tx, doing, id)
  await refuseHandedOver(tx, held)
  const { rows } = await sql`delete from renewal.facilities where tenant_id = ${held.project.tenant_id}
    and project_id = ${id} and id = ${facilityId} returning id`.execute(tx)
  if (rows.length === 0) notFound()
  await tell(tx, held, 'facilityRemoved', { ofId: facilityId })
}

/** With the finished handover, what is on the list is kept by its keepers from then on. */
export async function handOver(_tx: Tx, _doing: Doing, _held: Held): Promise<void> {}
