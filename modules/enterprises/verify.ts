import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Verify } from '../../kernel/events/verify.ts'
import { walk } from '../../kernel/events/walk.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { type ColumnSet, type FirmEvent, firmEvents } from './events.ts'
import { standingColumns } from './firm-store.ts'
import type { FirmRecord, TenancyRecord } from './tables.ts'

const tenancyColumns = [
  ...['firm_id', 'suite_id', 'basis', 'from_on', 'to_on', 'lease_until', 'rent_fen_month', 'left_reason', 'begun'],
] as const satisfies readonly (keyof TenancyRecord)[]

interface Told {
  stream: string
  type: string
  at: Date
  payload: FirmEvent
}

/** What was known of the end of a stay until a day; `since` is the day that it was written down. */
interface Ends {
  readonly since: Day
  readonly former: { until: Day; end: string }[]
}

/** Folds every firm and tenancy from the events and compares. A tenancy may change streams by a merge: in order of time. */
export const verifyEnterprises: Verify = async ({ tx, tenantId, report }) => {
  const firms = new Map<string, Record<string, unknown>>()
  const tenancies = new Map<string, Record<string, unknown>>()
  const ends = new Map<string, Ends>()
  const told = sql<Told>`select stream, type, at, payload from kernel.events_view
    where tenant_id = ${tenantId} and stream >= 'enterprises:' and stream < 'enterprises;' order by at, id`
  for await (const { stream, type, at, payload } of walk(tx, 'enterprises_events', told)) {
    const id = stream.slice('enterprises:'.length)
    if (type === firmEvents.withdrawn) firms.delete(id)
    else if (payload.set) firms.set(id, { ...firms.get(id), ...payload.set })
    for (const [tenancyId, set] of Object.entries(payload.tenancies ?? {})) {
      foldEnds(ends, tenancyId, tenancies.get(tenancyId), set, dayOf(at))
      foldTenancy(tenancies, tenancyId, set)
    }
  }
  const say = (check: string, id: string, what: string) =>
    report({ check: `enterprises.${check}`, stream: `enterprises:${id}`, what })
  const rows = await firmRows(tx, tenantId)
  for (const row of rows) {
    for (const what of differences(firms.get(row.id), row, standingColumns)) say('firm', row.id, `${row.name}: ${what}`)
    firms.delete(row.id)
  }
  for (const id of firms.keys()) say('firm', id, 'is a stream without a firm')
  const stays = await tenancyRows(tx, tenantId)
  for (const row of stays) {
    for (const what of differences(tenancies.get(row.id), row, tenancyColumns))
      say('tenancy', row.firm_id, `${row.id}: ${what}`)
    const former = spansOf(ends.get(row.id)?.former ?? [], endOf(row))
    if (former !== row.former)
      say('tenancy', row.firm_id, `${row.id}: its ends were ${row.former}, the ledger says ${former}`)
    tenancies.delete(row.id)
  }
  for (const [id, { firm_id }] of tenancies)
    say('tenancy', String(firm_id), `${id}: the ledger knows of a stay that is gone`)
  return { firms: rows.length, tenancies: stays.length }
}

function foldTenancy(tenancies: Map<string, Record<string, unknown>>, id: string, set: ColumnSet | null): void {
  if (set === null) tenancies.delete(id)
  else tenancies.set(id, { ...tenancies.get(id), ...set })
}

/** The end of a stay in one text: of the lease, and of itself. */
const endOf = (stay: Record<string, unknown>): string => `${stay.lease_until ?? '-'}/${stay.to_on ?? '-'}`

function foldEnds(
  ends: Map<string, Ends>,
  id: string,
  before: Record<string, unknown> | undefined,
  set: ColumnSet | null,
  day: Day,
): void {
  const known = ends.get(id)
  if (!known || !before) ends.set(id, { since: day, former: [] })
  else if (set === null) ends.delete(id)
  else if (endOf({ ...before, ...set }) !== endOf(before) && (known.former.at(-1)?.until ?? known.since) < day)
    known.former.push({ until: day, end: endOf(before) })
}

/** Spans in one text; those that say the same as the next are no change. */
function spansOf(former: readonly { until: Day; end: string }[], now: string): string {
  const kept: string[] = []
  let next = now
  for (const { until, end } of former.toReversed()) {
    if (end !== next) kept.unshift(`${end} until ${until}`)
    next = end
  }
  return kept.join(', ')
}

async function firmRows(tx: Tx, tenantId: TenantId): Promise<FirmRecord[]> {
  const { rows } =
    await sql<FirmRecord>`select * from enterprises.firms where tenant_id = ${tenantId} order by id`.execute(tx)
  return rows
}

async function tenancyRows(tx: Tx, tenantId: TenantId): Promise<(TenancyRecord & { former: string })[]> {
  const { rows } = await sql<TenancyRecord & { spans: Ends['former'] }>`
    select t.*, coalesce((select jsonb_agg(jsonb_build_object('until', e.until_on,
        'end', coalesce(e.lease_until::text, '-') || '/' || coalesce(e.to_on::text, '-')) order by e.until_on)
      from enterprises.former_ends e where e.tenant_id = t.tenant_id and e.tenancy_id = t.id), '[]') as spans
    from enterprises.tenancies t where t.tenant_id = ${tenantId} order by t.id`.execute(tx)
  return rows.map(({ spans, ...row }) => ({ ...row, former: spansOf(spans, endOf(row)) }))
}

/** The columns in which a row differs from what the ledger says, in words. */
function differences<Row>(
  told: Record<string, unknown> | undefined,
  row: Row,
  columns: readonly (keyof Row & string)[],
): string[] {
  if (!told) return ['the ledger knows nothing of it']
  return columns
    .filter((name) => JSON.stringify(row[name] ?? null) !== JSON.stringify(told[name] ?? null))
    .map((name) => `${name} is ${JSON.stringify(row[name])}, the ledger says ${JSON.stringify(told[name] ?? null)}`)
}
