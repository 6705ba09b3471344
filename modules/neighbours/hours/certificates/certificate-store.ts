import { createHash } from 'node:crypto'
import { notFound } from '../../../../kernel/contract/errors.ts'
import type { PlaceId, TenantId } from '../../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../../kernel/db.ts'
import { record } from '../../../../kernel/events/record.ts'
import { receiptCode } from '../../../../kernel/receipt-code.ts'
import type { Secrets } from '../../../../kernel/secrets.ts'
import { type Doing, keeperScopeSql, type Writing } from '../doing.ts'
import { type CertificateEvent, type CertificateEventName, certificateEvents, certificateStream } from '../events.ts'
import type { CertificateId, CertificateRecord, EntryId } from '../tables.ts'
import type { Snapshot } from './contract.ts'

export const codeKey = 'neighbours.certificate'
/** The code in the QR, from the key: never stored. */
export const codeOf = (secrets: Secrets, id: CertificateId): string => receiptCode(secrets, codeKey, id)

/** What the hash is of: the same content gives the same text. */
export const frozen = (says: Snapshot): string => JSON.stringify(says)
export const frozenHash = (text: string): string => createHash('sha256').update(text).digest('hex')
export const opened = (secrets: Secrets, sealed: Buffer): Snapshot => JSON.parse(secrets.open(sealed)) as Snapshot

/** One certificate that the actor keeps, locked; 404 beyond. */
export async function lockKept(tx: Tx, { tenantId, actor }: Doing, id: CertificateId): Promise<CertificateRecord> {
  const { rows } =
    await sql<CertificateRecord>`select c.* from neighbours.certificates c where c.tenant_id = ${tenantId}
    and c.id = ${id} and ${keeperScopeSql(actor, sql`c.place_path`)} for no key update of c`.execute(tx)
  return rows[0] ?? notFound()
}

export const tellCertificate = (
  tx: Tx,
  { tenantId, at, by }: Writing,
  name: CertificateEventName,
  payload: CertificateEvent,
): Promise<number> =>
  record<CertificateEvent>(tx, {
    ...{ tenantId, at, actor: by },
    stream: certificateStream(payload.certificateId),
    type: certificateEvents[name],
    payload,
  })

/** The next number of an issuer in a year. Taken in the transaction that issues: what is rolled back leaves no gap. */
export async function nextNumber(tx: Tx, tenantId: TenantId, issuerId: PlaceId, year: number): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`insert into neighbours.certificate_numbers as n (tenant_id, issuer_id, year, last)
    values (${tenantId}, ${issuerId}, ${year}, 1)
    on conflict (tenant_id, issuer_id, year) do update set last = n.last + 1 returning last`.execute(tx)
  return rows[0]?.last ?? notFound()
}

export interface Certified {
  readonly id: EntryId
  readonly onDay: string
  readonly minutes: number
  readonly content: string
}

/** Entries of service that stand, in a span of days (both ends), oldest first. */
export async function standingEntries(
  tx: Tx,
  tenantId: TenantId,
  { volunteer_id, from_on, to_on }: Pick<CertificateRecord, 'volunteer_id' | 'from_on' | 'to_on'>,
): Promise<Certified[]> {
  const { rows } = await sql<Certified>`select e.id, e.on_day as "onDay", e.minutes, e.content
    from neighbours.hours_entries e
    where e.tenant_id = ${tenantId} and e.volunteer_id = ${volunteer_id} and e.kind = 'service'
      and e.on_day >= coalesce(${from_on}::date, '-infinity') and e.on_day <= coalesce(${to_on}::date, 'infinity')
      and not exists (select from neighbours.hours_entries x where x.tenant_id = e.tenant_id and x.corrects_id = e.id)
    order by e.on_day, e.id`.execute(tx)
  return rows
}

/** Whether an entry of certificate `c` was corrected since. */
export const staleSql = sql<boolean>`(c.state = 'issued' and exists (select from neighbours.certificate_entries k
  join neighbours.hours_entries x on x.tenant_id = k.tenant_id and x.corrects_id = k.entry_id
  where k.tenant_id = c.tenant_id and k.certificate_id = c.id))`
