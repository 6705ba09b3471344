import type { RawBuilder } from 'kysely'
import type { PersonId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { type NeighbourEvent, type VolunteerEventName, volunteerEvents, volunteerStream } from '../events.ts'
import { notFound } from '../refusals.ts'
import { type Doing, seenSql, type Writing, write } from '../scope.ts'
import type { VolunteerId, VolunteerRecord } from '../tables.ts'

async function one(tx: Tx, { tenantId }: Writing, which: RawBuilder<unknown>): Promise<VolunteerRecord | null> {
  const { rows } = await sql<VolunteerRecord>`select v.* from neighbours.volunteers v
    where v.tenant_id = ${tenantId} and ${which} for no key update of v`.execute(tx)
  return rows[0] ?? null
}

/** A volunteer in the actor's area, locked; 404 for everybody else. */
export const lockSeen = async (tx: Tx, doing: Doing, id: VolunteerId): Promise<VolunteerRecord> =>
  (await one(tx, doing, sql`v.id = ${id} and ${seenSql(doing.actor, sql`v.place_path`, sql`v.grid_id`)}`)) ?? notFound()

export const lockById = async (tx: Tx, writing: Writing, id: VolunteerId): Promise<VolunteerRecord> =>
  (await one(tx, writing, sql`v.id = ${id}`)) ?? notFound()

/** The one row of a person, whether active or stopped. */
export const lockOf = (tx: Tx, writing: Writing, personId: PersonId): Promise<VolunteerRecord | null> =>
  one(tx, writing, sql`v.person_id = ${personId}`)

/** The volunteer of a person who is active, or null; without a lock. */
export async function activeOf(tx: Tx, { tenantId }: Writing, personId: PersonId): Promise<VolunteerRecord | null> {
  const { rows } = await sql<VolunteerRecord>`select * from neighbours.volunteers where tenant_id = ${tenantId}
    and person_id = ${personId} and state = 'active'`.execute(tx)
  return rows[0] ?? null
}

export const recordVolunteer = (
  tx: Tx,
  writing: Writing,
  id: VolunteerId,
  name: VolunteerEventName,
  payload: NeighbourEvent = {},
) => write(tx, writing, volunteerStream(id), volunteerEvents[name], { volunteerId: id, ...payload })
