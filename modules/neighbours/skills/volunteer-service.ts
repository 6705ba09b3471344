import { newId, type PersonId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { agreeTo, findOrAddPersonByPhone } from '../../people/public.ts'
import { endOfVolunteer } from '../pairings/pairing-service.ts'
import { forbidden, notFound } from '../refusals.ts'
import { type Doing, pairing, pairingPost, whereabouts } from '../scope.ts'
import { helpPurpose } from '../shapes.ts'
import type { ConsentHow, SkillId, VolunteerId, VolunteerRecord } from '../tables.ts'
import { leaveAllTeams } from '../teams/member-service.ts'
import type { OfferBody } from '../volunteer-endpoints.ts'
import { checkedPhone, whoIs } from '../who.ts'
import { lockOf, lockSeen, recordVolunteer } from './volunteer-store.ts'

interface Consent {
  readonly how: ConsentHow
  readonly note: string | null
  readonly version: number
}

/** Somebody offers to help, or changes what they said. */
export function offerSelf(
  tx: Tx,
  doing: Doing,
  { consentVersion: version, ...body }: OfferBody & { readonly consentVersion: number },
): Promise<VolunteerId> {
  return keepVolunteer(tx, doing, doing.actor.personId, body, { how: 'self', note: null, version })
}

export interface TypedVolunteer extends OfferBody {
  readonly name: string
  readonly phone: string
  readonly consentHow: 'signed' | 'spoken'
  readonly consentNote: string
  readonly consentVersion: number
}

/** Staff take somebody of their own area down, with how they agreed. */
export async function registerVolunteer(tx: Tx, doing: Doing, body: TypedVolunteer): Promise<VolunteerId> {
  const { tenantId, secrets, at } = doing
  const where = await whereabouts(tx, doing, body.placeId)
  if (!pairingPost(doing.actor, where)) return notFound()
  const person = { name: body.name.trim(), phone: checkedPhone(body.phone), homePlaceId: where.compound_id }
  const { personId } = await findOrAddPersonByPhone(tx, secrets, tenantId, person, at)
  const consent = { how: body.consentHow, note: body.consentNote.trim(), version: body.consentVersion }
  return keepVolunteer(tx, pairing(doing, where), personId, body, consent)
}

async function keepVolunteer(
  tx: Tx,
  doing: Doing,
  personId: PersonId,
  body: OfferBody,
  consent: Consent,
): Promise<VolunteerId> {
  const { tenantId, at } = doing
  const where = await whereabouts(tx, doing, body.placeId)
  await agreeTo(tx, doing, helpPurpose, consent.version)
  // Two taps at once: the second one waits here, and then finds the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`neighbours.volunteer ${tenantId} ${personId}`}, 0))`.execute(
    tx,
  )
  const known = await lockOf(tx, doing, personId)
  const id = known?.id ?? newId<'volunteer'>()
  const slots = body.slots.toSorted((a, b) => a - b)
  const { place_id, place_path, compound_id, grid_id } = where
  await sql`insert into neighbours.volunteers (tenant_id, id, person_id, place_id, place_path, compound_id, grid_id,
      languages, sex, helps_sex, slots, reach_m, most, state, consent_how, consent_note, consent_version, consent_at,
      since_at, changed_at)
    values (${tenantId}, ${id}, ${personId}, ${place_id}, ${place_path}, ${compound_id}, ${grid_id}, ${body.languages},
      ${body.sex ?? null}, ${body.helpsSex ?? null}, ${slots}::smallint[], ${body.reachM}, ${body.most}, 'active',
      ${consent.how}, ${consent.note}, ${consent.version}, ${at}, ${at}, ${at})
    on conflict (tenant_id, id) do update set place_id = excluded.place_id, place_path = excluded.place_path,
      compound_id = excluded.compound_id, grid_id = excluded.grid_id, languages = excluded.languages, sex = excluded.sex,
      helps_sex = excluded.helps_sex, slots = excluded.slots, reach_m = excluded.reach_m, most = excluded.most,
      state = 'active', consent_how = excluded.consent_how, consent_note = excluded.consent_note,
      consent_version = excluded.consent_version, consent_at = excluded.consent_at, withdrawn_at = null,
      changed_at = excluded.changed_at`.execute(tx)
  // Not the sex, nor how it was said: they are nobody's business later.
  const set = {
    state: 'active',
    place_id,
    slots,
    reach_m: body.reachM,
    most: body.most,
    consent_version: consent.version,
  }
  await recordVolunteer(tx, doing, id, known ? 'changed' : 'offered', { set, how: consent.how })
  await keepSkills(tx, doing, id, body.skills)
  return id
}

/** Makes the listed skills what was said: what is no longer named ends, what stays keeps its row. */
async function keepSkills(tx: Tx, doing: Doing, volunteerId: VolunteerId, skills: OfferBody['skills']): Promise<void> {
  const { tenantId, at } = doing
  const wanted = [...new Map(skills.map((skill) => [skill.kind, skill])).values()]
  await endSkills(
    tx,
    doing,
    volunteerId,
    wanted.map(({ kind }) => kind),
  )
  for (const { kind, words = '', audience, nameShown } of wanted) {
    const skillId = newId<'skill'>()
    const { rows } = await sql<{ id: SkillId; added: boolean }>`insert into neighbours.skills (tenant_id, id,
        volunteer_id, kind, words, audience, name_shown, listed_at)
      values (${tenantId}, ${skillId}, ${volunteerId}, ${kind}, ${words.trim()}, ${audience}, ${nameShown}, ${at})
      on conflict (tenant_id, volunteer_id, kind) where ended_at is null
      do update set words = excluded.words, audience = excluded.audience, name_shown = excluded.name_shown
      returning id, id = ${skillId} as added`.execute(tx)
    if (rows[0]?.added) await recordVolunteer(tx, doing, volunteerId, 'skill_listed', { skillId: rows[0].id, kind })
  }
}

async function endSkills(tx: Tx, doing: Doing, volunteerId: VolunteerId, kept: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: SkillId }>`update neighbours.skills set ended_at = ${doing.at}, words = ''
    where tenant_id = ${doing.tenantId} and volunteer_id = ${volunteerId} and ended_at is null
      and kind <> all(${[...kept]}::text[]) returning id`.execute(tx)
  for (const { id } of rows) await recordVolunteer(tx, doing, volunteerId, 'skill_ended', { skillId: id })
}

/** The volunteer agreed to the text of this version, which is in force. */
export async function agreeAsVolunteer(tx: Tx, doing: Doing, version: number): Promise<void> {
  const { tenantId, actor, at } = doing
  const volunteer = await lockOf(tx, doing, actor.personId)
  if (volunteer?.state !== 'active') return notFound()
  await sql`update neighbours.volunteers set consent_how = 'self', consent_note = null, consent_version = ${version},
      consent_at = ${at}, changed_at = ${at} where tenant_id = ${tenantId} and id = ${volunteer.id}`.execute(tx)
  const set = { consent_version: version }
  await recordVolunteer(tx, doing, volunteer.id, 'changed', { set, how: 'self' })
}

/** Stops one's own help. */
export async function stopSelf(tx: Tx, doing: Doing): Promise<void> {
  const volunteer = await lockOf(tx, doing, doing.actor.personId)
  if (volunteer?.state !== 'active') return notFound()
  await withdraw(tx, doing, volunteer)
}

/** Staff of the area stop it, as the person asked. */
export async function stopFor(tx: Tx, doing: Doing, id: VolunteerId): Promise<void> {
  const volunteer = await lockSeen(tx, doing, id)
  const acting = pairing(doing, volunteer)
  if (volunteer.state === 'active') await withdraw(tx, acting, volunteer)
}

/** Unlisted at once; who was helped is told, their wishes are open again; what was said for it goes. */
async function withdraw(tx: Tx, doing: Doing, { id }: VolunteerRecord): Promise<void> {
  await endSkills(tx, doing, id, [])
  await endOfVolunteer(tx, doing, id)
  await leaveAllTeams(tx, doing, id)
  await sql`update neighbours.volunteers set state = 'withdrawn', withdrawn_at = ${doing.at}, languages = '{}',
      sex = null, helps_sex = null, slots = '{}', consent_note = null, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  await recordVolunteer(tx, doing, id, 'withdrawn', { set: { state: 'withdrawn', slots: [] } })
}

/** The full name and number, for a reason that is kept. */
export async function revealVolunteer(tx: Tx, doing: Doing, id: VolunteerId, reason: string) {
  const volunteer = await lockSeen(tx, doing, id)
  if (!pairingPost(doing.actor, volunteer)) forbidden()
  await recordVolunteer(tx, pairing(doing, volunteer), id, 'revealed', { reason: reason.trim() })
  return whoIs(tx, doing, volunteer.person_id)
}
