import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { GridId, PlaceId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { subjectChanged, subjectEnded, subjectHappened } from '../visits/public.ts'
import type { AddBody, Change } from './contract.ts'
import { enterFirst } from './entry-service.ts'
import { liveEntries } from './entry-store.ts'
import { lockHousehold, lockInCharge, refuseEnded, tell } from './household-store.ts'
import { nobodyLives, refOf, shapeOf, visitSubjectOf } from './refresh.ts'
import { chargePost, type Doing, isInCharge, type Writing } from './scope.ts'
import type { EndReason, HouseholdId, RoomId } from './shapes.ts'
import type { HouseholdRecord } from './tables.ts'

interface Room {
  readonly id: RoomId
  readonly building_id: PlaceId
  readonly building_path: string
  readonly unit: string
  readonly floor: number
  readonly number: string
  readonly grid_id: GridId | null
}

async function roomOf(tx: Tx, { tenantId, at }: Writing, roomId: RoomId): Promise<Room | null> {
  const { rows } = await sql<Room>`select r.id, r.building_id, r.building_path, r.unit, r.floor, r.number,
      places.grid_of(${tenantId}, r.building_id, ${at}) as grid_id
    from places.rooms_view r where r.tenant_id = ${tenantId} and r.id = ${roomId}`.execute(tx)
  return rows[0] ?? null
}

/** A new household of a room of which the actor is in charge. */
export async function addAtDesk(tx: Tx, asked: Doing, body: AddBody): Promise<{ id: HouseholdId }> {
  const room = await roomOf(tx, asked, body.roomId)
  if (!room) return notFound()
  const where = { placePath: room.building_path, gridId: room.grid_id }
  if (!isInCharge(asked.actor, where)) return notFound()
  const postId = chargePost(asked.actor, where) ?? forbidden()
  return addHousehold(tx, { ...asked, by: { ...asked.by, postId } }, body, { room, source: 'desk', isNew: true })
}

export interface Adding {
  readonly room?: Room
  /** Who told all of its values. */
  readonly source: string
  /** Moved in rather than found: visits get to know it. */
  readonly isNew: boolean
}

/**
 * Puts a household into the register. The caller has settled that whoever writes may do so.
 * Throws a Failure where somebody lives there already, or a value does not fit.
 */
export async function addHousehold(
  tx: Tx,
  writing: Writing,
  body: AddBody,
  { room: found, source, isNew }: Adding,
): Promise<{ id: HouseholdId }> {
  const { tenantId, at } = writing
  const room = found ?? (await roomOf(tx, writing, body.roomId)) ?? notFound()
  const fromOn = body.fromOn ?? dayOf(at)
  try {
    await sql`insert into households.households (tenant_id, id, room_id, building_id, place_path, grid_id, unit, floor,
        number, from_on, created_at, changed_at)
      values (${tenantId}, ${body.id}, ${room.id}, ${room.building_id}, ${room.building_path}, ${room.grid_id}, ${room.unit},
        ${room.floor}, ${room.number}, ${fromOn}::date, ${at}, ${at})`.execute(tx)
  } catch (error) {
    refuseTwice(error)
  }
  await tell(tx, writing, 'added', {
    householdId: body.id,
    set: { room_id: room.id, grid_id: room.grid_id, from_on: fromOn, to_on: null, ended_why: null },
  })
  const told = (body.changes ?? []).map((change) => ({
    ...change,
    source,
    asOf: asOfOf(change, fromOn),
    visitId: null,
  }))
  await enterFirst(tx, writing, body.id, told)
  await meetVisits(tx, writing, body.id, isNew)
  return { id: body.id }
}

const asOfOf = ({ asOf }: Change, fromOn: string): string => asOf ?? fromOn

function refuseTwice(error: unknown): never {
  if (constraintOf(error) === 'households_one_a_room')
    fail('conflict', 'households.lived_in', {
      zh: '这间房已有住户。先在那一户登记搬走，再新建',
      en: 'Somebody is known to live there. End that household first',
    })
  if (constraintOf(error) === 'households_pkey')
    fail('conflict', 'households.id_taken', {
      zh: '这一户已经收到过，请刷新',
      en: 'This household has arrived. Reload',
    })
  throw error
}

async function meetVisits(tx: Tx, writing: Writing, id: HouseholdId, isNew: boolean): Promise<void> {
  const { tenantId, secrets, at } = writing
  const household = (await lockHousehold(tx, tenantId, id)) ?? notFound()
  const { people, tags } = shapeOf(await liveEntries(tx, secrets, tenantId, [id]), dayOf(at))
  await sql`update households.households set people = ${people}, tags = ${[...tags]}::text[]
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const subject = visitSubjectOf({ ...household, tags })
  await subjectHappened(tx, at, tenantId, subject, isNew ? 'moved_in' : 'registered')
}

/** Many at once, for first loads: no visit to get to know them. @returns how many were written */
export async function addHouseholds(
  tx: Tx,
  writing: Writing,
  bodies: readonly AddBody[],
  source: string,
): Promise<number> {
  for (const body of bodies) await addHousehold(tx, writing, body, { source, isNew: false })
  return bodies.length
}

/** A household no longer lives there: its dues go, what was entered stays to be read by those in charge. */
export async function endAtDesk(
  tx: Tx,
  asked: Doing,
  id: HouseholdId,
  { reason, toOn }: { readonly reason: EndReason; readonly toOn?: string | undefined },
): Promise<void> {
  const { household, doing } = await lockInCharge(tx, asked, id)
  refuseEnded(household)
  await endHousehold(tx, doing, household, reason, toOn ?? dayOf(doing.at))
}

export async function endHousehold(
  tx: Tx,
  writing: Writing,
  household: HouseholdRecord,
  reason: EndReason,
  toOn: string,
): Promise<void> {
  const { tenantId, at } = writing
  const lastOn = [household.from_on, toOn < dayOf(at) ? toOn : dayOf(at)].sort().at(-1) ?? toOn
  await sql`update households.households set to_on = ${lastOn}::date, ended_why = ${reason}, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${household.id}`.execute(tx)
  await tell(tx, writing, 'ended', { householdId: household.id, set: { to_on: lastOn, ended_why: reason } })
  await subjectEnded(tx, at, tenantId, refOf(household), nobodyLives)
}

/** What a household stands for on a day, told to visits: whose dues of that period are made. For loads and the demo. */
export async function keepVisits(tx: Tx, writing: Omit<Writing, 'by'>, id: HouseholdId): Promise<void> {
  const { tenantId, secrets, at } = writing
  const household = await lockHousehold(tx, tenantId, id)
  if (household?.to_on !== null) return
  const { tags } = shapeOf(await liveEntries(tx, secrets, tenantId, [id]), dayOf(at))
  await subjectChanged(tx, at, tenantId, visitSubjectOf({ ...household, tags }))
}
