import type { Actor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { maskName } from '../../kernel/text/masking.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { Doing } from '../enterprises/public.ts'
import { agreeTo, findOrAddPersonByPhone, normalPhone, phoneOf } from '../people/public.ts'
import { gridOf, placeOf } from '../places/public.ts'
import { consentMonths, consentPurpose, jobsPurpose, otherName, type SeekerRow, type WishBody } from './contract.ts'
import { type SeekerEvent, type SeekerEventName, type SeekerId, seekerEvents, seekerStream } from './events.ts'
import { dayMonthsAfter } from './month.ts'
import { dropReferrals } from './referral-store.ts'
import { seeingPost } from './scope.ts'
import { readSeekers, type SeekerSource, seekerScopeSql } from './seeker-queries.ts'
import { tellFirm, tellStaff } from './telling.ts'

const invalid = (path: string, zh: string, en: string): never =>
  fail('invalid', `employment.bad_${path}`, { zh, en }, [{ path, words: { zh, en } }])

interface Consent {
  readonly how: SeekerRow['consentHow']
  readonly note: string | null
  readonly version: number
}

/** A resident says on the phone what they look for, and ticks that they agree. */
export async function saveOwnProfile(
  tx: Tx,
  doing: Doing & { readonly actor: Actor },
  { phone, consentVersion, ...wish }: WishBody & { readonly phone?: string; readonly consentVersion: number },
): Promise<SeekerId> {
  const { actor, secrets, tenantId } = doing
  const known = await phoneOf(tx, secrets, tenantId, actor.personId)
  const number = known ?? checkedPhone(phone ?? '')
  const person = { id: actor.personId, name: actor.name, phone: number, mayRename: true }
  return keepSeeker(tx, doing, person, wish, { how: 'self', note: null, version: consentVersion })
}

export interface NewSeeker extends WishBody {
  readonly name: string
  readonly phone: string
  /** Who is down with this phone under another name is the same person. */
  readonly correctsName?: boolean
  readonly consentHow: 'signed' | 'spoken'
  readonly consentNote: string
  readonly consentVersion: number
}

/** Staff take somebody of their own area down, at the counter or at home. */
export async function registerSeeker(tx: Tx, doing: Doing, asked: NewSeeker): Promise<SeekerId> {
  const { name, phone, correctsName = false, consentHow, consentNote, consentVersion, ...wish } = asked
  const { secrets, tenantId, at } = doing
  const where = await whereabouts(tx, doing, wish)
  if (doing.actor && !seeingPost(doing.actor, where)) notFound()
  const number = checkedPhone(phone)
  const { personId } = await findOrAddPersonByPhone(tx, secrets, tenantId, { name: name.trim(), phone: number }, at)
  const person = { id: personId, name: name.trim(), phone: number, mayRename: correctsName }
  return keepSeeker(tx, doing, person, wish, { how: consentHow, note: consentNote.trim(), version: consentVersion })
}

function checkedPhone(typed: string): string {
  const phone = normalPhone(typed)
  return phone.length >= 7 && phone.length <= 16
    ? phone
    : invalid('phone', '电话号码看起来不对', 'That does not look like a phone number')
}

async function whereabouts(tx: Tx, { tenantId, at }: Doing, { placeId }: WishBody) {
  const place = await placeOf(tx, tenantId, placeId)
  if (!place || place.ended) return invalid('placeId', '没有这个地点', 'There is no such place')
  return { placePath: place.path, gridId: await gridOf(tx, tenantId, placeId, at) }
}

const tidy = (words: readonly string[]) => [...new Set(words.map((word) => word.trim()).filter(Boolean))]

/** Writes down what somebody looks for; a consent that runs is renewed for another six months. */
async function keepSeeker(
  tx: Tx,
  doing: Doing,
  person: { readonly id: PersonId; readonly name: string; readonly phone: string; readonly mayRename: boolean },
  wish: WishBody,
  consent: Consent,
): Promise<SeekerId> {
  const { tenantId, secrets, at, by } = doing
  const { placePath, gridId } = await whereabouts(tx, doing, wish)
  const kinds = tidy(wish.kinds)
  if (kinds.length === 0) invalid('kinds', '请说想做哪类工作', 'Please say what kind of work')
  await agreeTo(tx, doing, jobsPurpose, consent.version)
  // Two taps at once: the second one waits here, and then finds the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`employment.seeker ${tenantId} ${person.id}`}, 0))`.execute(
    tx,
  )
  const [known] = await readSeekers(tx, tenantId, sql`s.person_id = ${person.id}`)
  if (known) refuseAnother(doing, known, person)
  const id = known?.id ?? newId<'seeker'>()
  const until = dayMonthsAfter(dayOf(at), consentMonths)
  const paid = wish.payFen !== undefined
  if (!known)
    await sql`insert into employment.seekers (tenant_id, id, person_id, name_sealed, phone_sealed, place_id, place_path,
        kinds, skills, hours, reach, from_on, state, consent_how, consent_version, consent_at, consent_until, taken_by, since_at, changed_at)
      values (${tenantId}, ${id}, ${person.id}, ${secrets.seal(person.name)}, ${secrets.seal(person.phone)},
        ${wish.placeId}, ${placePath}, ${kinds}, '{}', ${wish.hours}, ${wish.reach}, ${wish.fromOn}::date, 'active',
        ${consent.how}, ${consent.version}, ${at}, ${until}::date, ${by.personId}, ${at}, ${at})`.execute(tx)
  await sql`update employment.seekers set name_sealed = ${secrets.seal(person.name)},
      phone_sealed = ${secrets.seal(person.phone)}, place_id = ${wish.placeId}, place_path = ${placePath}, grid_id = ${gridId},
      words_sealed = ${wish.words?.trim() ? secrets.seal(wish.words.trim()) : null}, kinds = ${kinds},
      skills = ${tidy(wish.skills)}, education = ${wish.education ?? null},
      experience_months = ${wish.experienceMonths ?? null}, hours = ${wish.hours},
      pay_unit = ${paid ? (wish.payUnit ?? 'month') : null}, pay_fen = ${wish.payFen ?? null}, reach = ${wish.reach},
      from_on = ${wish.fromOn}::date, consent_how = ${consent.how}, consent_note = ${consent.note},
      consent_version = ${consent.version}, consent_at = ${at}, consent_until = ${until}::date, warned_on = null, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const { how, version } = consent
  const told = { seekerId: id, purpose: consentPurpose, how, version, untilOn: until } as const
  await recordSeeker(tx, doing, known ? 'changed' : 'registered', told)
  return id
}

/**
 * One phone may be the phone of two people: what one of them wished is not given to the other. Who sees the wish is told
 * whose it is, as lists tell it, and may say that it is the same person; who does not is told only that there is one.
 */
function refuseAnother(
  { actor, secrets }: Doing,
  known: SeekerSource,
  { id, name, mayRename }: { readonly id: PersonId; readonly name: string; readonly mayRename: boolean },
): void {
  const before = secrets.open(known.name_sealed)
  if (before === name || actor?.personId === id) return
  if (actor && !seeingPost(actor, asPlace(known))) {
    const words = {
      zh: '这个电话已有另一位居民在您负责范围以外登记求职，没有改动。请填写本人的电话，或请本人在手机上登记；姓名有误的，请社区或街道更正',
      en: 'Somebody beyond your area is down with this phone; nothing was changed. Please give the person’s own phone, or let them say it on theirs; a wrong name is put right by the community or street office',
    }
    fail('conflict', 'employment.phone_of_another', words, [{ path: 'phone', words }])
  }
  if (mayRename) return
  const masked = maskName(before)
  const words = {
    zh: `这个电话登记的是「${masked}」，姓名对不上，没有改动。是同一个人，请勾选“更正姓名”；是另一个人，请填写其本人的电话`,
    en: `This phone is down for ${masked}, which is another name; nothing was changed. If it is the same person, tick “put the name right”; if not, give the person’s own phone`,
  }
  fail('conflict', otherName, words, [{ path: 'name', words }])
}

export async function recordSeeker(
  tx: Tx,
  { tenantId, at, by }: Doing,
  name: SeekerEventName,
  payload: SeekerEvent,
): Promise<void> {
  const stream = seekerStream(payload.seekerId)
  await record(tx, { tenantId, stream, type: seekerEvents[name], at, actor: by, payload })
}

/** A seeker whom staff see by their area; 404 for everybody else. */
export async function seekerFor(tx: Tx, { actor, tenantId }: Doing, seekerId: SeekerId): Promise<SeekerSource> {
  const scope = actor ? seekerScopeSql(actor) : sql`true`
  const [seeker] = await readSeekers(tx, tenantId, sql`s.id = ${seekerId} and ${scope}`)
  return seeker ?? notFound()
}

/** The full name and number, for a reason that is kept. */
export async function revealSeeker(tx: Tx, doing: Doing, seekerId: SeekerId, reason: string) {
  const seeker = await seekerFor(tx, doing, seekerId)
  await recordSeeker(tx, doing, 'revealed', { seekerId, reason: reason.trim() })
  const { secrets } = doing
  return { name: secrets.open(seeker.name_sealed), phone: secrets.open(seeker.phone_sealed) }
}

/** The one who looks for work, whose consent runs; 404 where none does. */
async function ownSeeker(tx: Tx, { tenantId, actor }: Doing & { readonly actor: Actor }): Promise<SeekerSource> {
  const [seeker] = await readSeekers(tx, tenantId, sql`s.person_id = ${actor.personId}`)
  return seeker ?? notFound()
}

/** The person agreed to the text of this version, which is in force: for another six months. */
export async function agreeAsSeeker(tx: Tx, doing: Doing & { readonly actor: Actor }, version: number): Promise<void> {
  const { tenantId, at } = doing
  const { id } = await ownSeeker(tx, doing)
  const until = dayMonthsAfter(dayOf(at), consentMonths)
  await sql`update employment.seekers set consent_how = 'self', consent_note = null, consent_version = ${version},
      consent_at = ${at}, consent_until = ${until}::date, warned_on = null, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const told = { seekerId: id, purpose: consentPurpose, how: 'self', version, untilOn: until } as const
  await recordSeeker(tx, doing, 'changed', told)
}

/** The person takes it back. */
export async function withdrawOwn(tx: Tx, doing: Doing & { readonly actor: Actor }): Promise<void> {
  await endConsent(tx, doing, (await ownSeeker(tx, doing)).id, 'withdrawn')
}

/** The person takes it back, or staff of the area do as the person asked. */
export async function withdraw(tx: Tx, doing: Doing & { readonly actor: Actor }, seekerId: SeekerId): Promise<void> {
  const { actor, tenantId } = doing
  const own = sql`s.person_id = ${actor.personId}`
  const [seeker] = await readSeekers(tx, tenantId, sql`s.id = ${seekerId} and (${own} or ${seekerScopeSql(actor)})`)
  if (!seeker) return notFound()
  if (seeker.person_id !== actor.personId && !seeingPost(actor, asPlace(seeker))) forbidden()
  await endConsent(tx, doing, seekerId, 'withdrawn')
}

const asPlace = ({ place_path, grid_id }: SeekerSource) => ({ placePath: place_path, gridId: grid_id })

/** Erases all that is personal, and calls off what runs; firms and staff who waited hear that it ended, not why. */
export async function endConsent(tx: Tx, doing: Doing, seekerId: SeekerId, how: 'withdrawn' | 'lapsed'): Promise<void> {
  const { tenantId, at } = doing
  const running = sql`r.seeker_id = ${seekerId} and r.state in ('proposed', 'agreed', 'interview')`
  const dropped = await dropReferrals(tx, doing, running, null)
  for (const { firm_id, opening_id, proposed_by, agreed_at, title } of dropped) {
    const telling = {
      tenantId,
      at,
      topic: 'referral_dropped',
      words: {
        zh: `“${title}”的一位推荐人选不再找工作`,
        en: `Somebody referred to “${title}” no longer looks for work`,
      },
    }
    if (agreed_at) await tellFirm(tx, firm_id, opening_id, telling)
    await tellStaff(tx, proposed_by, opening_id, telling)
  }
  // What a firm said of the person goes along.
  await sql`update employment.referrals set why = null where tenant_id = ${tenantId} and seeker_id = ${seekerId}`.execute(
    tx,
  )
  await sql`update employment.seekers set state = ${how}, person_id = null, name_sealed = null, phone_sealed = null,
      words_sealed = null, place_id = null, kinds = '{}', skills = '{}', education = null, experience_months = null,
      hours = null, pay_unit = null, pay_fen = null, reach = null, from_on = null, consent_note = null, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${seekerId}`.execute(tx)
  await recordSeeker(tx, doing, how, { seekerId })
}
