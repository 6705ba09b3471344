import { notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { addFacility } from '../facilities/public.ts'
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
  if (place.levelKind !== 'compound' && place.levelKind !== 'building')
    invalid('placeId', 'bad_place', {
      zh: '请选一个小区或其中一栋楼',
      en: 'Please choose a compound, or a building of one',
    })
  await itemIn(tx, held.project, body.itemId)
  const keepers = await keepersOf(tx, held.project, held.at)
  if (!keepers.some((post) => post.id === body.keeperPostId))
    invalid('keeperPostId', 'no_keeper', { zh: '请选这里的管护岗位', en: 'Please choose a post of this place' })
  const facility: FacilityRecord = {
    ...{ tenant_id: held.project.tenant_id, project_id: id, id: body.id ?? newId<'renewal_facility'>() },
    ...{ item_id: body.itemId, kind: body.kind, name: body.name.trim(), place_id: place.id },
    ...{ lng: body.point.lng, lat: body.point.lat, keeper_post_id: body.keeperPostId },
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

/** With the finished handover, what is on the list stands in the register of facilities and is inspected by its keepers. */
export async function handOver(tx: Tx, { project, by, at }: Held, fromOn: string): Promise<void> {
  const rows = await mine(tx)
    .selectFrom('renewal.facilities')
    .selectAll()
    .where('tenant_id', '=', project.tenant_id)
    .where('project_id', '=', project.id)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  for (const row of rows) {
    const { id } = await addFacility(
      tx,
      { tenantId: project.tenant_id, by, at },
      {
        ...{ kind: row.kind, name: row.name, placeId: row.place_id, point: { lng: row.lng, lat: row.lat } },
        ...{ keeperPostId: row.keeper_post_id, rhythmDays: row.rhythm_days, origin: project.title, fromOn },
      },
    )
    await mine(tx)
      .updateTable('renewal.facilities')
      .set({ facility_id: id })
      .where('tenant_id', '=', project.tenant_id)
      .where('id', '=', row.id)
      .execute()
  }
}
