import { newId, type PersonId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { agreeTo, findOrAddPersonByPhone } from '../../people/public.ts'
import type { AgreedTo, WishBody } from '../pairing-endpoints.ts'
import { forbidden, notFound, refuseField, refuseState } from '../refusals.ts'
import { type Doing, pairing, pairingPost, type Writing, whereabouts } from '../scope.ts'
import { wishPurpose } from '../shapes.ts'
import type { ConsentHow, SkillId, VolunteerId, WishId, WishRecord } from '../tables.ts'
import { checkedPhone, whoIs } from '../who.ts'
import { ask } from './asking-service.ts'
import { dropPairings } from './pairing-service.ts'
import { closeWish, lockWish, recordWish } from './pairing-store.ts'

interface Helped {
  readonly personId: PersonId | null
  /** As it was typed: where the register knows nobody, or by a neighbour, who is shown no other name. */
  readonly name: string | null
  readonly phone: string | null
}

interface Consent {
  readonly how: ConsentHow
  readonly note: string | null
  readonly version: number
}

export interface OwnWish extends WishBody {
  readonly consentVersion: number
  readonly skillId?: SkillId
  readonly forName?: string
  readonly forPhone?: string
  readonly forNote?: string
}

/** A resident's own wish, or one for somebody who agreed. Asked of a neighbour by name, both are asked at once. */
export async function makeWish(tx: Tx, doing: Doing, body: OwnWish): Promise<WishId> {
  const { forName, forPhone, forNote, skillId, consentVersion: version, ...wish } = body
  await agreeTo(tx, doing, wishPurpose, version)
  if (forName && !forNote?.trim())
    refuseField('forNote', { zh: '请写明对方怎么同意的', en: 'Please say how they agreed' })
  const helped: Helped = forName
    ? { ...(await helpedBy(tx, doing, forName, forPhone ?? '')), name: forName.trim() }
    : { personId: doing.actor.personId, name: null, phone: null }
  const consent: Consent = forName
    ? { how: 'spoken', note: forNote?.trim() ?? null, version }
    : { how: 'self', note: null, version }
  const volunteerId = skillId ? await volunteerOf(tx, doing, skillId) : null
  const id = await addWish(tx, doing, wish, helped, { source: 'resident', consent, volunteerId, origin: null })
  return id
}

/** Whoever is listed for neighbours to ask. */
async function volunteerOf(tx: Tx, { tenantId }: Doing, skillId: SkillId): Promise<VolunteerId> {
  const { rows } = await sql<{ id: VolunteerId }>`select volunteer_id as id from neighbours.skills
    where tenant_id = ${tenantId} and id = ${skillId} and ended_at is null and audience <> 'office'`.execute(tx)
  return rows[0]?.id ?? notFound()
}

async function helpedBy(tx: Tx, { tenantId, secrets, at }: Doing, name: string, phone: string): Promise<Helped> {
  if (phone.trim() === '') return { personId: null, name: name.trim(), phone: null }
  const person = { name: name.trim(), phone: checkedPhone(phone) }
  const { personId } = await findOrAddPersonByPhone(tx, secrets, tenantId, person, at)
  return { personId, name: null, phone: null }
}

export interface NotedWish extends WishBody, AgreedTo {
  readonly name: string
  readonly phone?: string
}

/** Staff note a wish of somebody in their area, with how the person agreed. */
export async function noteWish(tx: Tx, doing: Doing, body: NotedWish): Promise<WishId> {
  const { name, phone = '', consentHow, consentNote, consentVersion: version, ...wish } = body
  const where = await whereabouts(tx, doing, wish.placeId)
  if (!pairingPost(doing.actor, where)) return notFound()
  await agreeTo(tx, doing, wishPurpose, version)
  const helped = await helpedBy(tx, doing, name, phone)
  const consent = { how: consentHow, note: consentNote.trim(), version }
  return addWish(tx, pairing(doing, where), wish, helped, { source: 'staff', consent, volunteerId: null, origin: null })
}

interface Origin {
  readonly source: WishRecord['source']
  /** Null: heard, and the person is still to agree. */
  readonly consent: Consent | null
  readonly volunteerId: VolunteerId | null
  /** What it came from; told twice it is one wish. */
  readonly origin: string | null
}

/** Writes a wish down. @returns its id; of the one that is there, where the origin is known. */
export async function addWish(
  tx: Tx,
  doing: Writing & Pick<Doing, 'secrets'>,
  body: WishBody,
  { personId, name, phone }: Helped,
  { source, consent, volunteerId, origin }: Origin,
): Promise<WishId> {
  const { tenantId, secrets, at, by } = doing
  const where = await whereabouts(tx, doing, body.placeId)
  const id = newId<'wish'>()
  const seal = (words: string | null | undefined) => (words?.trim() ? secrets.seal(words.trim()) : null)
  const slots = body.slots.toSorted((a, b) => a - b)
  const state = consent ? 'open' : 'heard'
  const { rows } = await sql`insert into neighbours.wishes (tenant_id, id, person_id, name_sealed, phone_sealed,
      words_sealed, place_id, place_path, compound_id, grid_id, kind, language, sex, helper_sex, slots, rhythm,
      asked_volunteer_id, source, origin, asked_by, consent_how, consent_note, consent_version, consent_at, state, since_at, changed_at)
    values (${tenantId}, ${id}, ${personId}, ${seal(name)}, ${seal(phone)}, ${seal(body.words)}, ${where.place_id},
      ${where.place_path}, ${where.compound_id}, ${where.grid_id}, ${body.kind}, ${body.language ?? null},
      ${body.sex ?? null}, ${body.helperSex ?? null}, ${slots}::smallint[], ${body.rhythm}, ${volunteerId}, ${source},
      ${origin}, ${by.personId}, ${consent?.how ?? null}, ${consent?.note ?? null}, ${consent?.version ?? null}, ${consent ? at : null}, ${state},
      ${at}, ${at})
    on conflict (tenant_id, origin) where origin is not null do nothing returning id`.execute(tx)
  if (rows.length === 0) {
    const known = await sql<{ id: WishId }>`select id from neighbours.wishes where tenant_id = ${tenantId}
      and origin = ${origin}`.execute(tx)
    return known.rows[0]?.id ?? notFound()
  }
  const agreed = consent ? { consent_version: consent.version } : {}
  const set = { state, kind: body.kind, place_id: where.place_id, rhythm: body.rhythm, ...agreed }
  await recordWish(tx, doing, id, consent ? 'made' : 'heard', { set, ...(consent ? { how: consent.how } : {}) })
  if (consent && volunteerId && 'actor' in doing) await ask(tx, doing as Doing, id, volunteerId, { named: true })
  return id
}

/** A wish that was heard is opened once the person agreed. */
export async function agreeWish(
  tx: Tx,
  doing: Doing,
  id: WishId,
  body: Pick<NotedWish, 'name' | 'phone' | keyof AgreedTo> & Partial<Pick<WishBody, 'slots' | 'rhythm'>>,
): Promise<void> {
  await agreeTo(tx, doing, wishPurpose, body.consentVersion)
  const wish = await lockWish(tx, doing, id)
  const acting = pairing(doing, wish)
  if (wish.state !== 'heard') refuseState()
  const rhythm = body.rhythm ?? wish.rhythm
  const { personId, name } = await helpedBy(tx, doing, body.name, body.phone ?? '')
  await sql`update neighbours.wishes set state = 'open', person_id = ${personId},
      name_sealed = ${name ? doing.secrets.seal(name) : null}, consent_how = ${body.consentHow},
      consent_note = ${body.consentNote.trim()}, consent_version = ${body.consentVersion}, consent_at = ${doing.at}, rhythm = ${rhythm},
      slots = ${body.slots ?? wish.slots}::smallint[], changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  const set = { state: 'open', rhythm, consent_version: body.consentVersion }
  await recordWish(tx, acting, id, 'agreed', { set, how: body.consentHow })
}

/** Taken back by whom it helps, the neighbour who asked, or by staff as the person asked. */
export async function withdrawWish(tx: Tx, doing: Doing, id: WishId): Promise<void> {
  const wish = await lockWish(tx, doing, id)
  const asked = wish.source === 'resident' && wish.asked_by === doing.actor.personId
  const own = asked || wish.person_id === doing.actor.personId
  const acting = own ? doing : pairing(doing, wish)
  if (wish.state === 'met' || wish.state === 'withdrawn') return
  await dropPairings(tx, acting, wish, 'helped_stops')
  await closeWish(tx, acting, wish, 'withdrawn')
}

/** The full name and number of whom it helps, for a reason that is kept. */
export async function revealWish(tx: Tx, doing: Doing, id: WishId, reason: string) {
  const wish = await lockWish(tx, doing, id)
  if (!pairingPost(doing.actor, wish)) forbidden()
  await recordWish(tx, pairing(doing, wish), id, 'revealed', { reason: reason.trim() })
  return whomItHelps(tx, doing, wish)
}

/** Name and phone of whom a wish helps, in clear. */
export async function whomItHelps(tx: Tx, doing: Doing, wish: WishRecord) {
  if (wish.person_id) return whoIs(tx, doing, wish.person_id)
  const open = (sealed: Buffer | null) => (sealed ? doing.secrets.open(sealed) : null)
  return { name: open(wish.name_sealed) ?? '', phone: open(wish.phone_sealed) }
}
