import { newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { HouseholdId, NoteId } from '../../households/public.ts'
import { gridOf, placeOf } from '../../places/public.ts'
import { type HeardId, heardEvents, heardStream } from '../events.ts'
import { notFound, refuseField, refuseState } from '../refusals.ts'
import { hearers } from '../roles.ts'
import { type Doing, hashOf, postWithin, seenSql, type Writing, write } from '../scope.ts'
import type { HeardRecord, VolunteerId } from '../tables.ts'
import { type HeardStep, heardTransitions, mayStep } from './heard.ts'

interface Heard {
  readonly householdId: HouseholdId
  readonly noteId: NoteId
  readonly placeId: PlaceId
}

/** Puts it on the list, once a note. @returns whether it was new */
export async function hearOffer(tx: Tx, writing: Writing, { householdId, noteId, placeId }: Heard): Promise<boolean> {
  const { tenantId, at, by } = writing
  const place = await placeOf(tx, tenantId, placeId)
  if (!place) return false
  const id = newId<'offer_heard'>()
  const grid = await gridOf(tx, tenantId, placeId, at)
  const { rows } =
    await sql`insert into neighbours.offers_heard (tenant_id, id, household_id, note_id, place_id, place_path,
      grid_id, heard_post, heard_at, state, changed_at)
    values (${tenantId}, ${id}, ${householdId}, ${noteId}, ${placeId}, ${place.path}, ${grid}, ${by.postId}, ${at},
      'waiting', ${at}) on conflict (tenant_id, note_id) do nothing returning id`.execute(tx)
  if (rows.length === 0) return false
  const set = { state: 'waiting', note_id: noteId, place_id: placeId, volunteer_id: null }
  await write(tx, writing, heardStream(id), heardEvents.heard, { heardId: id, set })
  return true
}

const names = { invite: 'invited', join: 'joined', decline: 'declined' } as const

/** Within the actor's charge, locked; 404 beyond. */
async function lockHeard(tx: Tx, { tenantId, actor }: Doing, id: HeardId): Promise<HeardRecord> {
  const seen = seenSql(actor, sql`o.place_path`, sql`o.grid_id`, hearers)
  const { rows } = await sql<HeardRecord>`select o.* from neighbours.offers_heard o where o.tenant_id = ${tenantId}
    and o.id = ${id} and ${seen} for no key update of o`.execute(tx)
  return rows[0] ?? notFound()
}

/** They were asked, are a volunteer now, or do not want to for the time being. */
export async function takeHeardStep(
  tx: Tx,
  asked: Doing,
  id: HeardId,
  { step, why, volunteerId }: { readonly step: HeardStep; readonly why?: string; readonly volunteerId?: VolunteerId },
): Promise<void> {
  const heard = await lockHeard(tx, asked, id)
  if (!mayStep(step, heard.state)) refuseState()
  if (step === 'decline' && !why) refuseField('why', { zh: '请写一句原因', en: 'Please say why' })
  if (step === 'join') await checkVolunteer(tx, asked, volunteerId)
  const { to } = heardTransitions[step]
  const said = step === 'decline' && why ? why.trim() : null
  const set = { state: to, volunteer_id: step === 'join' ? (volunteerId ?? null) : null }
  await sql`update neighbours.offers_heard set state = ${to}, volunteer_id = ${set.volunteer_id},
      why_sealed = ${said ? asked.secrets.seal(said) : null}, changed_at = ${asked.at}
    where tenant_id = ${asked.tenantId} and id = ${id}`.execute(tx)
  const postId = postWithin(asked.actor, heard, hearers)
  const doing = { ...asked, by: { ...asked.by, postId } }
  await write(tx, doing, heardStream(id), heardEvents[names[step]], {
    ...{ heardId: id, set },
    ...(said ? { hash: hashOf(said) } : {}),
  })
}

/** Somebody who volunteers, and whom the actor sees. */
async function checkVolunteer(tx: Tx, { tenantId, actor }: Doing, id: VolunteerId | undefined): Promise<void> {
  const seen = seenSql(actor, sql`v.place_path`, sql`v.grid_id`, hearers)
  const { rows } = id
    ? await sql`select from neighbours.volunteers v where v.tenant_id = ${tenantId} and v.id = ${id} and v.state = 'active'
        and ${seen}`.execute(tx)
    : { rows: [] }
  if (rows.length === 0)
    refuseField('volunteerId', { zh: '请选登记好的志愿者', en: 'Please choose the volunteer they are now' })
}
