import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../kernel/db.ts'
import { firmOf } from '../enterprises/public.ts'
import { notify } from '../notices/public.ts'
import type { ConsentHow } from '../people/contract.ts'
import { agreeTo, consentStands, findOrAddPersonByPhone, issueLink } from '../people/public.ts'
import { placeOf } from '../places/public.ts'
import { keepSharingConsent } from './consent-purpose.ts'
import type { agreeSharer as agreeSharerBody, askToShare as askToShareBody, SharerBody } from './contract.ts'
import { sharerStream } from './events.ts'
import type { SharerKind, SharerState } from './kinds.ts'
import { moveLinesOf } from './line-service.ts'
import { type Doing, inOffice, keepsSql, seesSql } from './scope.ts'
import { sharingPurpose } from './shapes.ts'
import { oldestSharing } from './sharer-state.ts'
import { keptPlace } from './station-service.ts'
import { hashOf, peopleOf, phoneFrom, tell, wrong } from './store.ts'
import type { SharerId, SharerRecord, StationId } from './tables.ts'

interface NewSharer {
  readonly kind: SharerKind
  readonly name: string
  readonly firmId?: string | null
  readonly personId?: PersonId | null
  readonly postId?: string | null
  readonly stationId?: StationId | null
  readonly contact?: { readonly name: string; readonly phone: string } | null
  readonly state: SharerState
  /** Of a shop or a resident. */
  readonly consent?: { readonly version: number; readonly how: ConsentHow }
}

async function insert(
  tx: Tx,
  doing: Doing,
  place: NonNullable<Awaited<ReturnType<typeof placeOf>>>,
  of: NewSharer,
  event: 'sharerAdded' | 'sharerAsked',
): Promise<{ id: SharerId }> {
  const { tenantId, secrets, at } = doing
  const id = newId<'sharer'>()
  const sealed = (text: string | undefined) => (text ? secrets.seal(text) : null)
  try {
    await sql`insert into stations.sharers (tenant_id, id, kind, name, firm_id, person_id, post_id, station_id, place_id,
        place_path, lng, lat, contact_sealed, phone_sealed, state, asked_at,
        consent_version, consent_at, consent_how)
      values (${tenantId}, ${id}, ${of.kind}, ${of.name}, ${of.firmId ?? null}, ${of.personId ?? null}, ${of.postId ?? null},
        ${of.stationId ?? null}, ${place.id}, ${place.path}, ${place.lng}, ${place.lat}, ${sealed(of.contact?.name)},
        ${sealed(of.contact?.phone)}, ${of.state}, ${at}, ${of.consent?.version ?? null},
        ${of.consent ? at : null}, ${of.consent?.how ?? null})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'sharers_one_a_firm') throw error
    fail('conflict', 'stations.firm_shares', { zh: '这家企业已登记为共享方', en: 'This firm is entered already' })
  }
  const base = { kind: of.kind, station_id: of.stationId ?? null, place_id: place.id, state: of.state }
  const set = of.consent ? { ...base, consent_version: of.consent.version } : base
  await tell(tx, doing, sharerStream(id), event, { sharerId: id, set })
  return { id }
}

async function checkStation(tx: Tx, { tenantId, actor }: Doing, id: StationId): Promise<StationId> {
  const { rows } = await sql`select from stations.stations s where s.tenant_id = ${tenantId} and s.id = ${id}
    and s.to_on is null and ${seesSql(actor, 's')}`.execute(tx)
  return rows.length > 0 ? id : wrong('stationId', { zh: '请选一个在用的驿站', en: 'Please choose an open station' })
}

/** By the keeper: it is confirmed at once. A keeper post enters sharers in its station's place. */
export async function addSharer(tx: Tx, asked: Doing, body: SharerBody): Promise<{ id: SharerId }> {
  const place = await keptPlace(tx, asked, body.placeId)
  const doing = inOffice(asked, place.path)
  const stationId = body.stationId ? await checkStation(tx, doing, body.stationId) : null
  const base = { kind: body.kind, name: body.name.trim(), stationId, state: 'live' as const }
  if (body.kind === 'firm') {
    const firm = body.firmId ? await firmOf(tx, doing.actor, body.firmId) : null
    if (!firm) return wrong('firmId', { zh: '请选一家在册企业', en: 'Please choose a firm of the register' })
    return insert(tx, doing, place, { ...base, firmId: firm.id }, 'sharerAdded')
  }
  if (body.kind === 'office') {
    const { rows } =
      await sql`select from people.posts_view where tenant_id = ${doing.tenantId} and id = ${body.postId ?? null}
      and abolished_at is null and starts_with(${place.path}, place_path)`.execute(tx)
    if (!body.postId || rows.length === 0) return wrong('postId', { zh: '请选岗位', en: 'Please choose a post' })
    return insert(tx, doing, place, { ...base, postId: body.postId }, 'sharerAdded')
  }
  if (!body.contact)
    return wrong('contact', { zh: '请填联系人和手机号', en: 'Please say whom to contact and the mobile number' })
  if (body.consentVersion === undefined || body.consentHow === undefined)
    return wrong('consentVersion', {
      zh: '请向本人出示同意书，并记下怎样同意的',
      en: 'Please show them the text of the consent, and say how they agreed',
    })
  await agreeTo(tx, doing, sharingPurpose, body.consentVersion)
  const consent = { version: body.consentVersion, how: body.consentHow }
  const contact = { name: body.contact.name.trim(), phone: phoneFrom(body.contact.phone) }
  const { personId } = await findOrAddPersonByPhone(tx, doing.secrets, doing.tenantId, contact, doing.at)
  return insert(tx, doing, place, { ...base, personId, contact, consent }, 'sharerAdded')
}

const mostAsked = 3

/** By a shop or a resident themselves; the keeper confirms. */
export async function askToShare(
  tx: Tx,
  doing: Doing,
  { kind, name, placeId, consentVersion }: BodyOf<typeof askToShareBody>,
): Promise<{ id: SharerId }> {
  await agreeTo(tx, doing, sharingPurpose, consentVersion)
  const place = await placeOf(tx, doing.tenantId, placeId)
  if (!place || place.ended) return notFound()
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from stations.sharers where tenant_id = ${doing.tenantId}
    and person_id = ${doing.actor.personId} and state in ('asked', 'live', 'paused')`.execute(tx)
  if ((rows[0]?.n ?? 0) >= mostAsked)
    fail('refused', 'stations.too_many_sharers', {
      zh: `一个人最多登记 ${mostAsked} 个共享方`,
      en: `One person may enter ${mostAsked} at most`,
    })
  const consent = { version: consentVersion, how: 'self' as const }
  const of = { kind, name: name.trim(), personId: doing.actor.personId, state: 'asked' as const, consent }
  return insert(tx, doing, place, of, 'sharerAsked')
}

async function lockKept(tx: Tx, asked: Doing, id: SharerId): Promise<{ sharer: SharerRecord; doing: Doing }> {
  const { rows } = await sql<SharerRecord & { keeps: boolean }>`select h.*, ${keepsSql(asked.actor, 'h')} as keeps
    from stations.sharers h where h.tenant_id = ${asked.tenantId} and h.id = ${id} and ${seesSql(asked.actor, 'h')}
    for no key update of h`.execute(tx)
  const sharer = rows[0] ?? notFound()
  if (!sharer.keeps) forbidden()
  return { sharer, doing: inOffice(asked, sharer.place_path) }
}

type SharerStep = 'confirm' | 'refuse' | 'pause' | 'resume' | 'end'

/** From which states a step may be taken, and where it leads. */
const steps: Readonly<Record<SharerStep, { readonly from: readonly SharerState[]; readonly to: SharerState }>> = {
  confirm: { from: ['asked'], to: 'live' },
  refuse: { from: ['asked'], to: 'refused' },
  pause: { from: ['live'], to: 'paused' },
  resume: { from: ['paused'], to: 'live' },
  end: { from: ['live', 'paused'], to: 'ended' },
}

/** Settles how a sharer stands; bookings that are made already go on. */
export async function settleSharer(
  tx: Tx,
  asked: Doing,
  id: SharerId,
  step: SharerStep,
  why: string | null,
): Promise<void> {
  const { sharer, doing } = await lockKept(tx, asked, id)
  const { from, to } = steps[step]
  if (!from.includes(sharer.state))
    fail('conflict', 'stations.step_over', {
      zh: '状态已变，请刷新再看',
      en: 'It stands otherwise by now. Please look again',
    })
  if (!why && (step === 'refuse' || step === 'end')) wrong('why', { zh: '请写明原因', en: 'Please say why' })
  // Whom to contact is kept while they share.
  const gone = to === 'ended' ? sql`, contact_sealed = null, phone_sealed = null` : sql``
  await sql`update stations.sharers set state = ${to}, why = ${why}${gone} where tenant_id = ${doing.tenantId} and id = ${id}`.execute(
    tx,
  )
  const reasonHash = why ? { reasonHash: hashOf(why) } : {}
  await tell(tx, doing, sharerStream(id), 'sharerSettled', { sharerId: id, set: { state: to }, ...reasonHash })
  if (step === 'resume' || step === 'end') await moveLinesOf(tx, doing, id)
  const said = {
    live: { zh: `「${sharer.name}」可以共享了`, en: `“${sharer.name}” may share now` },
    refused: { zh: `「${sharer.name}」的申请被退回：${why}`, en: `“${sharer.name}” was refused: ${why}` },
    paused: { zh: `「${sharer.name}」已暂停共享`, en: `“${sharer.name}” is paused` },
    ended: { zh: `「${sharer.name}」已结束共享`, en: `“${sharer.name}” has ended` },
    asked: { zh: '', en: '' },
  }[to]
  await notify(tx, {
    ...{ tenantId: doing.tenantId, personIds: await peopleOf(tx, doing.tenantId, sharer, doing.at), at: doing.at },
    ...{ topic: 'sharing', subject: { kind: 'share/shop', id }, words: said },
  })
}

/** A one-time link to the sharer's own pocket. The token is in the answer and nowhere else. */
export async function linkSharer(tx: Tx, asked: Doing, id: SharerId): Promise<{ token: string; expiresAt: string }> {
  const { sharer, doing } = await lockKept(tx, asked, id)
  if (!sharer.person_id || sharer.state !== 'live')
    return fail('refused', 'stations.no_link', {
      zh: '只能给确认过、有联系人的商户或居民发链接；企业从企业服务发',
      en: 'Only a confirmed shop or resident with a contact gets a link; a firm gets it from enterprise service',
    })
  const { tenantId, secrets, at, by, actor } = doing
  // Whoever hands out a link can open it: it must not lead to what they do not keep.
  const { rows } = await sql`select from stations.sharers h where h.tenant_id = ${tenantId}
    and h.person_id = ${sharer.person_id} and not ${keepsSql(actor, 'h')} limit 1`.execute(tx)
  if (rows.length > 0)
    fail('refused', 'stations.link_beyond_reach', {
      zh: '这位在其他辖区也有共享，请本人用手机号登录',
      en: 'This person shares in another area as well: they sign in by phone themselves',
    })
  const { token, expiresAt } = await issueLink(tx, secrets, {
    ...{ tenantId, personId: sharer.person_id, purpose: 'shop' as const, issuedBy: actor.personId, by, at },
  })
  await tell(tx, doing, sharerStream(id), 'linkIssued', { sharerId: id })
  return { token, expiresAt: expiresAt.toISOString() }
}

/** Staff write down that a sharer who is asked anew agreed, on paper or by word of mouth. */
export async function agreeSharer(
  tx: Tx,
  asked: Doing,
  id: SharerId,
  { consentVersion: version, consentHow: how }: BodyOf<typeof agreeSharerBody>,
): Promise<void> {
  await agreeTo(tx, asked, sharingPurpose, version)
  const { sharer, doing } = await lockKept(tx, asked, id)
  const { consent_version: former, state } = sharer
  const runs = state === 'asked' || state === 'live' || state === 'paused'
  if (!runs || former === null || consentStands(former, await oldestSharing(tx, doing.tenantId)))
    fail('conflict', 'stations.not_asked_anew', {
      zh: '不需要重新同意，请刷新再看',
      en: 'No new consent is needed. Please look again',
    })
  await keepSharingConsent(tx, doing, id, { version, how })
}

/** The contact in full, with a reason that the ledger keeps the hash of. */
export async function revealSharer(tx: Tx, asked: Doing, id: SharerId, reason: string) {
  const { sharer, doing } = await lockKept(tx, asked, id)
  if (!sharer.contact_sealed || !sharer.phone_sealed) return notFound()
  await tell(tx, doing, sharerStream(id), 'contactRevealed', { sharerId: id, reasonHash: hashOf(reason) })
  const { secrets } = doing
  return { name: secrets.open(sharer.contact_sealed), phone: secrets.open(sharer.phone_sealed) }
}
