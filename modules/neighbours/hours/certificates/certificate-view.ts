import type { QueryOf, ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { notFound } from '../../../../kernel/contract/errors.ts'
import type { TenantId } from '../../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../../kernel/db.ts'
import { receiptHash } from '../../../../kernel/receipt-code.ts'
import type { Secrets } from '../../../../kernel/secrets.ts'
import { maskName } from '../../../../kernel/text/masking.ts'
import { dayOf } from '../../../../kernel/time/day.ts'
import { type Doing, keeperPost, keeperScopeSql } from '../doing.ts'
import { type Volunteer, volunteerOf } from '../entry-store.ts'
import { paperSign, signFits } from '../hours.ts'
import type { CertificateId, CertificateRecord } from '../tables.ts'
import { codeKey, codeOf, opened, staleSql, standingEntries } from './certificate-store.ts'
import type {
  CertificateRow,
  CertificateView,
  certificateShows,
  listCertificates,
  OwnCertificate,
  Snapshot,
  VerifyView,
} from './contract.ts'

type Source = CertificateRecord & { readonly name: string; readonly stale: boolean }

const rowSql = sql`select c.*, n.name, ${staleSql} as stale from neighbours.certificates c
  join neighbours.volunteers v on v.tenant_id = c.tenant_id and v.id = c.volunteer_id
  join people.persons_view n on n.tenant_id = v.tenant_id and n.id = v.person_id`

const iso = (at: Date | null) => at?.toISOString() ?? null
const timesOf = (c: CertificateRecord) => ({
  ...{ id: c.id, state: c.state, numberText: c.number_text, minutes: c.minutes },
  ...{ askedAt: c.asked_at.toISOString(), issuedAt: iso(c.issued_at), revokedAt: iso(c.revoked_at) },
})
const rowOf = (c: Source): CertificateRow => ({
  ...timesOf(c),
  name: c.state === 'asked' ? c.name : maskName(c.name),
  stale: c.stale,
})

const showSql = (show: (typeof certificateShows)[number] | undefined) =>
  show === undefined ? sql`true` : show === 'stale' ? staleSql : sql`c.state = ${show}`

/** Certificates of the places that the actor keeps; what waits comes first. */
export async function certificatePage(
  tx: Tx,
  { tenantId, actor }: Doing,
  { offset = 0, limit = 50, show }: QueryOf<typeof listCertificates>,
): Promise<ResponseOf<typeof listCertificates>> {
  const where = sql`c.tenant_id = ${tenantId} and ${keeperScopeSql(actor, sql`c.place_path`)} and ${showSql(show)}`
  const { rows: counted } = await sql<{
    n: number
  }>`select count(*)::int as n from neighbours.certificates c where ${where}`.execute(tx)
  const { rows } = await sql<Source>`${rowSql} where ${where}
    order by c.state <> 'asked', coalesce(c.issued_at, c.asked_at) desc, c.id offset ${offset} limit ${limit}`.execute(
    tx,
  )
  return { rows: rows.map(rowOf), total: counted[0]?.n ?? 0, offset, limit }
}

/** How many wait, and how many no longer say what the ledger says. */
export async function certificateCounts(tx: Tx, { tenantId, actor }: Pick<Doing, 'tenantId' | 'actor'>) {
  const { rows } = await sql<{ asked: number; stale: number }>`select
      count(*) filter (where c.state = 'asked')::int as asked, count(*) filter (where ${staleSql})::int as stale
    from neighbours.certificates c where c.tenant_id = ${tenantId} and ${keeperScopeSql(actor, sql`c.place_path`)}`.execute(
    tx,
  )
  return rows[0] ?? { asked: 0, stale: 0 }
}

/** One certificate for who keeps the hours: what is asked, what it says, what can be done. */
export async function certificateView(tx: Tx, doing: Doing, id: CertificateId): Promise<CertificateView> {
  const { tenantId, actor, secrets } = doing
  const { rows } = await sql<Source & { replaced: CertificateId | null }>`with found as (${rowSql}
      where c.tenant_id = ${tenantId} and c.id = ${id} and ${keeperScopeSql(actor, sql`c.place_path`)})
    select f.*, (select r.id from neighbours.certificates r where r.tenant_id = f.tenant_id and r.replaces_id = f.id) as replaced
    from found f`.execute(tx)
  const c = rows[0] ?? notFound()
  const volunteer = await volunteerOf(tx, tenantId, c.volunteer_id)
  const entries = await standingEntries(tx, tenantId, c)
  return {
    ...rowOf(c),
    ...{ code: c.hash ? codeOf(secrets, id) : null, sign: c.hash ? paperSign(c.hash) : null },
    ...{ documentKind: c.document_kind, from: c.from_on, to: c.to_on },
    minutesNow: entries.reduce((sum, { minutes }) => sum + minutes, 0),
    ...{ refusedWhy: c.refused_why, revokedCategory: c.revoked_category, revokedWhy: c.revoked_why },
    ...{ replacesId: c.replaces_id, replacedById: c.replaced },
    says: c.snapshot_sealed ? masked(opened(secrets, c.snapshot_sealed)) : null,
    form: await proposedForm(tx, doing, c),
    own: volunteer.personId === actor.personId,
  }
}

const masked = (says: Snapshot): Snapshot => ({
  ...says,
  name: maskName(says.name),
  document: { ...says.document, tail: '****' },
})

/** Who signed last for this issuer is proposed again: nobody types twice. */
async function proposedForm(
  tx: Tx,
  { tenantId, actor, secrets }: Doing,
  c: CertificateRecord,
): Promise<CertificateView['form']> {
  const { rows } = await sql<{ sealed: Buffer }>`select snapshot_sealed as sealed from neighbours.certificates
    where tenant_id = ${tenantId} and issuer_id = ${c.issuer_id} and snapshot_sealed is not null
    order by issued_at desc limit 1`.execute(tx)
  const last = rows[0] ? opened(secrets, rows[0].sealed) : null
  const { rows: posts } = await sql<{ phone: string | null }>`select office_phone as phone from people.posts_view
    where tenant_id = ${tenantId} and id = ${keeperPost(actor, c.place_path)}`.execute(tx)
  return {
    handler: actor.name,
    contact: last?.contact ?? posts[0]?.phone ?? '',
    responsible: last?.responsible ?? '',
  }
}

/** A volunteer's own, newest first. */
export async function ownCertificates(
  tx: Tx,
  { tenantId, secrets }: Doing,
  { id }: Pick<Volunteer, 'id'>,
): Promise<OwnCertificate[]> {
  const { rows } = await sql<CertificateRecord>`select * from neighbours.certificates where tenant_id = ${tenantId}
    and volunteer_id = ${id} order by asked_at desc, id desc`.execute(tx)
  return rows.map((c) => ({
    ...timesOf(c),
    ...{ refusedWhy: c.refused_why, revokedCategory: c.revoked_category },
    code: c.hash ? codeOf(secrets, c.id) : null,
  }))
}

export interface Paper {
  readonly says: Snapshot
  readonly hash: string
  readonly code: string
  readonly issuedAt: Date
  readonly revoked: boolean
}

/** What is printed, for the owner and for who keeps the hours; 404 for others. */
export async function paperOf(tx: Tx, { tenantId, actor, secrets }: Doing, id: CertificateId): Promise<Paper> {
  const { rows } = await sql<CertificateRecord>`select c.* from neighbours.certificates c
    join neighbours.volunteers v on v.tenant_id = c.tenant_id and v.id = c.volunteer_id
    where c.tenant_id = ${tenantId} and c.id = ${id} and c.hash is not null
      and (v.person_id = ${actor.personId} or ${keeperScopeSql(actor, sql`c.place_path`)})`.execute(tx)
  const c = rows[0]
  if (!c?.snapshot_sealed || !c.hash || !c.issued_at) return notFound()
  const says = opened(secrets, c.snapshot_sealed)
  return { says, hash: c.hash, code: codeOf(secrets, id), issuedAt: c.issued_at, revoked: c.state === 'revoked' }
}

/** What a stranger sees who holds the paper: whether it stands and what it says, the name in part. */
export async function verified(
  tx: Tx,
  { tenantId, secrets }: { readonly tenantId: TenantId; readonly secrets: Secrets },
  code: string,
  sign: string | undefined,
): Promise<VerifyView> {
  const { rows } = await sql<CertificateRecord>`select * from neighbours.certificates where tenant_id = ${tenantId}
    and code_lookup = ${receiptHash(secrets, codeKey, code)} and state in ('issued', 'revoked')`.execute(tx)
  const c = rows[0]
  if (!c?.snapshot_sealed || !c.hash || (c.state !== 'issued' && c.state !== 'revoked')) return notFound()
  const says = opened(secrets, c.snapshot_sealed)
  return {
    ...{ state: c.state, numberText: says.number, name: maskName(says.name), minutes: says.minutes },
    ...{ from: says.from, to: says.to, issuer: says.issuer, issuedOn: says.issuedOn },
    ...{ revokedOn: c.revoked_at ? dayOf(c.revoked_at) : null, revokedCategory: c.revoked_category },
    sign: paperSign(c.hash),
    fits: sign ? signFits(sign, c.hash) : null,
  }
}
