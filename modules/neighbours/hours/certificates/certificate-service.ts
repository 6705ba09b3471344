import { fail, notFound } from '../../../../kernel/contract/errors.ts'
import { newId, type PersonId, type PlaceId, type TenantId } from '../../../../kernel/contract/ids.ts'
import type { Words } from '../../../../kernel/contract/words.ts'
import { constraintOf, sql, type Tx } from '../../../../kernel/db.ts'
import { receiptHash } from '../../../../kernel/receipt-code.ts'
import { dayOf } from '../../../../kernel/time/day.ts'
import { notify } from '../../../notices/public.ts'
import { ancestorsOf } from '../../../places/public.ts'
import { type Doing, hashOf, keeperPost, refuseOwn, wrong } from '../doing.ts'
import { type Volunteer, volunteerOf } from '../entry-store.ts'
import { certificateNumber, levelAt, type RevokeCategory } from '../hours.ts'
import { settingsOf } from '../settings.ts'
import type { CertificateId, CertificateRecord } from '../tables.ts'
import {
  type Certified,
  codeKey,
  codeOf,
  frozen,
  frozenHash,
  lockKept,
  nextNumber,
  standingEntries,
  tellCertificate,
} from './certificate-store.ts'
import type { AskBody, IssueBody, Snapshot } from './contract.ts'

const none: Words = { zh: '这段时间还没有确认的时长', en: 'There are no confirmed hours in this time' }

/** Asked for by the volunteer; the community of their place issues it, free of charge. */
export async function ask(tx: Tx, doing: Doing, me: Volunteer, body: AskBody): Promise<{ id: CertificateId }> {
  const { tenantId, at, secrets } = doing
  const tail = body.documentTail ?? null
  if ((body.documentKind === 'own_number') !== (tail === null))
    wrong('documentTail', { zh: '请填证件号码末四位', en: 'Please give the last four signs of the document' })
  const span = { volunteer_id: me.id, from_on: body.fromOn ?? null, to_on: body.toOn ?? null }
  if (span.from_on && span.to_on && span.from_on > span.to_on)
    wrong('toOn', { zh: '结束不能早于开始', en: 'It must not end before it begins' })
  if ((await standingEntries(tx, tenantId, span)).length === 0) fail('refused', 'hours.nothing', none)
  const id = newId<'certificate'>()
  const issuer = await issuerOf(tx, tenantId, me)
  try {
    await sql`insert into neighbours.certificates (tenant_id, id, volunteer_id, place_path, issuer_id, state, from_on, to_on,
        document_kind, document_sealed, code_lookup, asked_at, changed_at)
      values (${tenantId}, ${id}, ${me.id}, ${me.placePath}, ${issuer.id}, 'asked', ${span.from_on}::date, ${span.to_on}::date,
        ${body.documentKind}, ${tail ? secrets.seal(tail) : null}, ${receiptHash(secrets, codeKey, codeOf(secrets, id))},
        ${at}, ${at})`.execute(tx)
  } catch (error) {
    if (constraintOf(error) !== 'certificates_one_asked') throw error
    fail('conflict', 'hours.asked', {
      zh: '已经申请过，社区正在办理',
      en: 'You have asked already; it is being seen to',
    })
  }
  await tellCertificate(tx, doing, 'asked', {
    ...{ certificateId: id, volunteerId: me.id },
    set: { state: 'asked', issuer_id: issuer.id, number: null, minutes: null, revoked_category: null },
  })
  return { id }
}

/** The community where a volunteer is at home; the nearest area above a compound or building. */
async function issuerOf(tx: Tx, tenantId: TenantId, { id }: Pick<Volunteer, 'id'>) {
  const { rows } = await sql<{ placeId: PlaceId }>`select place_id as "placeId" from neighbours.volunteers
    where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  const places = await ancestorsOf(tx, tenantId, rows[0]?.placeId ?? notFound())
  return places.find(({ levelKind }) => levelKind === 'area') ?? places[0] ?? notFound()
}

interface Issuing {
  readonly doing: Doing
  readonly certificate: CertificateRecord
  readonly volunteer: Volunteer
}

async function issuing(tx: Tx, asked: Doing, id: CertificateId): Promise<Issuing> {
  const certificate = await lockKept(tx, asked, id)
  const postId = keeperPost(asked.actor, certificate.place_path) ?? notFound()
  const volunteer = await volunteerOf(tx, asked.tenantId, certificate.volunteer_id)
  refuseOwn(asked.actor, volunteer.personId)
  return { doing: { ...asked, by: { ...asked.by, postId } }, certificate, volunteer }
}

const settled = (): never =>
  fail('conflict', 'hours.certificate_settled', { zh: '已经处理过，请刷新', en: 'It was settled already. Reload' })

/** Freezes what the ledger says now, gives the next number, and tells the volunteer. */
export async function issue(tx: Tx, asked: Doing, id: CertificateId, body: IssueBody): Promise<{ numberText: string }> {
  const of = await issuing(tx, asked, id)
  if (of.certificate.state !== 'asked') settled()
  const numberText = await write(tx, of, body)
  await tellOwner(tx, of, '您的服务记录证明已出具，可以下载', 'Your certificate of service has been issued')
  return { numberText }
}

async function write(tx: Tx, { doing, certificate, volunteer }: Issuing, body: IssueBody): Promise<string> {
  const { tenantId, at, secrets, actor } = doing
  const entries = await standingEntries(tx, tenantId, certificate)
  if (entries.length === 0) fail('refused', 'hours.nothing', none)
  const issuedOn = dayOf(at)
  const year = Number(issuedOn.slice(0, 4))
  const [issuer] = await ancestorsOf(tx, tenantId, certificate.issuer_id)
  if (!issuer) return notFound()
  const number = await nextNumber(tx, tenantId, issuer.id, year)
  const numberText = certificateNumber(issuer.code, year, number)
  const says = await snapshotOf(tx, { doing, certificate, volunteer }, { entries, issuer, numberText, issuedOn, body })
  const text = frozen(says)
  const hash = frozenHash(text)
  await sql`update neighbours.certificates set state = 'issued', year = ${year}, number = ${number},
      number_text = ${numberText}, minutes = ${says.minutes}, snapshot_sealed = ${secrets.seal(text)}, hash = ${hash},
      issued_at = ${at}, issued_by = ${actor.personId}, changed_at = ${at}
    where tenant_id = ${tenantId} and id = ${certificate.id}`.execute(tx)
  await sql`insert into neighbours.certificate_entries (tenant_id, certificate_id, entry_id)
    select ${tenantId}, ${certificate.id}, unnest(${entries.map((entry) => entry.id)}::uuid[])`.execute(tx)
  await tellCertificate(tx, doing, 'issued', {
    ...{ certificateId: certificate.id, volunteerId: volunteer.id, entryIds: entries.map((entry) => entry.id), hash },
    set: { state: 'issued', issuer_id: issuer.id, number, minutes: says.minutes },
  })
  return numberText
}

interface Frozen {
  readonly entries: readonly Certified[]
  readonly issuer: { readonly name: string; readonly nameEn: string }
  readonly numberText: string
  readonly issuedOn: string
  readonly body: IssueBody
}

async function snapshotOf(
  tx: Tx,
  of: Issuing,
  { entries, issuer, numberText, issuedOn, body }: Frozen,
): Promise<Snapshot> {
  const { doing, certificate, volunteer } = of
  const minutes = entries.reduce((sum, entry) => sum + entry.minutes, 0)
  const { levels } = await settingsOf(tx, doing.tenantId)
  const sealed = certificate.document_sealed
  return {
    ...{ number: numberText, name: volunteer.name, minutes, issuedOn },
    document: {
      kind: certificate.document_kind,
      tail: sealed ? doing.secrets.open(sealed) : volunteer.id.slice(-8).toUpperCase(),
    },
    from: certificate.from_on ?? entries[0]?.onDay ?? issuedOn,
    to: certificate.to_on ?? entries.at(-1)?.onDay ?? issuedOn,
    level: levelAt(minutes, levels).level?.name ?? null,
    entries: entries.map(({ onDay, minutes: of, content }) => ({ onDay, minutes: of, content })),
    issuer: { name: issuer.name, nameEn: issuer.nameEn },
    ...{ responsible: body.responsible.trim(), handler: body.handler.trim(), contact: body.contact.trim() },
  }
}

async function tellOwner(tx: Tx, { doing, volunteer }: Issuing, zh: string, en: string): Promise<void> {
  const { tenantId, at } = doing
  const personIds: PersonId[] = [volunteer.personId]
  await notify(tx, { tenantId, personIds, topic: 'certificate', subject: null, words: { zh, en }, at })
}

/** Sends a request back with the reason. */
export async function refuse(tx: Tx, asked: Doing, id: CertificateId, why: string): Promise<void> {
  const of = await issuing(tx, asked, id)
  const { doing, certificate } = of
  if (certificate.state !== 'asked') settled()
  await sql`update neighbours.certificates set state = 'refused', refused_why = ${why}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${id}`.execute(tx)
  const set = { state: 'refused' }
  await tellCertificate(tx, doing, 'refused', {
    certificateId: id,
    volunteerId: of.volunteer.id,
    set,
    hash: hashOf(why),
  })
  await tellOwner(tx, of, `证明申请退回：${why}`, `Your request for a certificate was sent back: ${why}`)
}

async function end(tx: Tx, of: Issuing, category: RevokeCategory, why: string): Promise<void> {
  const { doing, certificate, volunteer } = of
  if (certificate.state !== 'issued') settled()
  await sql`update neighbours.certificates set state = 'revoked', revoked_at = ${doing.at}, revoked_category = ${category},
    revoked_why = ${why}, changed_at = ${doing.at}
    where tenant_id = ${doing.tenantId} and id = ${certificate.id}`.execute(tx)
  await tellCertificate(tx, doing, 'revoked', {
    ...{ certificateId: certificate.id, volunteerId: volunteer.id, hash: hashOf(why) },
    set: { state: 'revoked', revoked_category: category },
  })
}

/** Ends a certificate: whoever checks the paper sees it from now on. */
export async function revoke(
  tx: Tx,
  asked: Doing,
  id: CertificateId,
  category: RevokeCategory,
  why: string,
): Promise<void> {
  const of = await issuing(tx, asked, id)
  await end(tx, of, category, why)
  await tellOwner(tx, of, `您的服务记录证明已撤销：${why}`, `Your certificate of service was revoked: ${why}`)
}

/** Revokes one and issues another from the ledger as it is now. */
export async function reissue(
  tx: Tx,
  asked: Doing,
  id: CertificateId,
  { why, ...body }: IssueBody & { readonly why: string },
): Promise<{ id: CertificateId; numberText: string }> {
  const of = await issuing(tx, asked, id)
  await end(tx, of, 'reissued', why)
  const { tenantId, at, secrets } = of.doing
  const newOne = newId<'certificate'>()
  await sql`insert into neighbours.certificates (tenant_id, id, volunteer_id, place_path, issuer_id, state, from_on, to_on,
      document_kind, document_sealed, code_lookup, asked_at, replaces_id, changed_at)
    select tenant_id, ${newOne}, volunteer_id, place_path, issuer_id, 'asked', from_on, to_on, document_kind,
      document_sealed, ${receiptHash(secrets, codeKey, codeOf(secrets, newOne))}, ${at}, id, ${at}
    from neighbours.certificates where tenant_id = ${tenantId} and id = ${id}`
    .execute(tx)
    .catch((error: unknown) => {
      if (constraintOf(error) !== 'certificates_one_asked') throw error
      return fail('conflict', 'hours.asked', {
        zh: '本人另有一份申请在办，请先办那一份',
        en: 'Another request of this person waits: settle that first',
      })
    })
  const certificate = await lockKept(tx, of.doing, newOne)
  const numberText = await write(tx, { ...of, certificate }, body)
  await tellOwner(tx, of, '您的服务记录证明已重新出具', 'Your certificate of service was issued anew')
  return { id: newOne, numberText }
}
