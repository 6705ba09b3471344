import { sql } from '../../../kernel/db.ts'
import { differs } from '../../../kernel/events/differs.ts'
import { type LedgerEvent, readStream } from '../../../kernel/events/record.ts'
import type { Verifying } from '../../../kernel/events/verify.ts'
import type { VolunteerId } from '../events.ts'
import { type CertificateEvent, certificateStream, type HoursEvent, hoursEvents, hoursStream } from './events.ts'
import type { CertificateRecord, EntryRecord, TransferId } from './tables.ts'

type Story = readonly LedgerEvent<HoursEvent>[]

/** Holds hours, accounts and certificates against the ledger: entries, balances, sums and numbers are recounted. */
export async function verifyHours(verifying: Verifying): Promise<{ hours: number; certificates: number }> {
  const { tx, tenantId } = verifying
  const { rows: people } = await sql<{
    id: VolunteerId
  }>`select distinct volunteer_id as id from neighbours.hours_entries
    where tenant_id = ${tenantId} order by 1`.execute(tx)
  let hours = 0
  for (const { id } of people) hours += await verifyVolunteer(verifying, id)
  await verifyAccounts(verifying)
  const { rows } = await sql<CertificateRecord>`select * from neighbours.certificates where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const row of rows) await verifyCertificate(verifying, row)
  await verifyNumbers(verifying)
  return { hours, certificates: rows.length }
}

async function verifyVolunteer(verifying: Verifying, id: VolunteerId): Promise<number> {
  const { tx, tenantId, report } = verifying
  const stream = hoursStream(id)
  const story = (await readStream(tx, tenantId, stream)) as unknown as Story
  const told = new Map(
    story.flatMap(({ type, payload }) =>
      payload.entryId && (type === hoursEvents.recorded || type === hoursEvents.corrected)
        ? [[payload.entryId as string, payload.set ?? {}] as const]
        : [],
    ),
  )
  const { rows } = await sql<EntryRecord>`select * from neighbours.hours_entries where tenant_id = ${tenantId}
    and volunteer_id = ${id}`.execute(tx)
  for (const row of rows) {
    const said = told.get(row.id)
    const what = said ? differs<Record<string, unknown>>({ ...row }, said) : 'the ledger does not know it'
    if (what) report({ check: 'hours.entry', stream, what: `entry ${row.id}: ${what}` })
  }
  if (rows.length !== told.size)
    report({ check: 'hours.entries', stream, what: `${rows.length} entries stand, the ledger says ${told.size}` })
  await verifyMoves(verifying, id, story)
  return rows.length
}

async function verifyMoves({ tx, tenantId, report }: Verifying, id: VolunteerId, story: Story): Promise<void> {
  const { rows } = await sql<{
    id: TransferId
    minutes: number
  }>`select transfer_id as id, minutes from neighbours.postings
    where tenant_id = ${tenantId} and volunteer_id = ${id}`.execute(tx)
  const moved = story.filter(({ type }) => type === hoursEvents.moved)
  const told = new Map(moved.map(({ payload }) => [payload.transferId, payload.minutes]))
  const wrong = rows.filter((row) => told.get(row.id) !== row.minutes)
  if (wrong.length > 0 || rows.length !== told.size)
    report({ check: 'hours.account', stream: hoursStream(id), what: 'the account is not as the ledger tells it' })
}

async function verifyAccounts({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<{ sum: number; low: number }>`select coalesce(sum(minutes), 0)::int as sum,
      (select count(*)::int from (select from neighbours.postings where tenant_id = ${tenantId} and volunteer_id is not null
        group by volunteer_id having sum(minutes) < 0) b) as low
    from neighbours.postings where tenant_id = ${tenantId}`.execute(tx)
  const { sum = 0, low = 0 } = rows[0] ?? {}
  if (sum !== 0 || low !== 0)
    report({ check: 'hours.accounts', stream: 'hours', what: `accounts sum to ${sum}, ${low} are below zero` })
}

async function verifyCertificate({ tx, tenantId, report }: Verifying, row: CertificateRecord): Promise<void> {
  const stream = certificateStream(row.id)
  const story = (await readStream(tx, tenantId, stream)) as unknown as LedgerEvent<CertificateEvent>[]
  const told = Object.assign({}, ...story.map(({ payload }) => payload.set))
  const what = differs<Record<string, unknown>>({ ...row }, told)
  if (what) report({ check: 'hours.certificate', stream, what })
  const issued = story.find(({ payload }) => payload.entryIds)?.payload
  if ((issued?.hash ?? null) !== row.hash)
    report({ check: 'hours.certificate', stream, what: 'what it says is not what was issued' })
  if (!issued) return
  const { rows } = await sql<{ minutes: number; n: number }>`select coalesce(sum(minutes), 0)::int as minutes,
      count(*)::int as n from neighbours.hours_entries where tenant_id = ${tenantId}
        and id = any(${[...(issued.entryIds ?? [])]}::uuid[])`.execute(tx)
  if (rows[0]?.minutes !== row.minutes || rows[0]?.n !== issued.entryIds?.length)
    report({
      check: 'hours.certificate',
      stream,
      what: `it says ${row.minutes} minutes, its entries ${rows[0]?.minutes}`,
    })
}

/** Numbers run from 1 without gaps for each issuer and year. */
async function verifyNumbers({ tx, tenantId, report }: Verifying): Promise<void> {
  const { rows } = await sql<{ issuer: string; year: number; most: number; n: number; last: number | null }>`
    select c.issuer_id as issuer, c.year, max(c.number) as most, count(*)::int as n, max(k.last) as last
    from neighbours.certificates c left join neighbours.certificate_numbers k on k.tenant_id = c.tenant_id
      and k.issuer_id = c.issuer_id and k.year = c.year
    where c.tenant_id = ${tenantId} and c.number is not null group by c.issuer_id, c.year`.execute(tx)
  for (const { issuer, year, most, n, last } of rows)
    if (most !== n || last !== most)
      report({
        check: 'hours.numbers',
        stream: `places:${issuer}`,
        what: `numbers of ${year} have gaps: ${n} of ${most}`,
      })
}
