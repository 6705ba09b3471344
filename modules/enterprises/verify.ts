import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Verify } from '../../kernel/events/verify.ts'
import { walk } from '../../kernel/events/walk.ts'
import { type ColumnSet, type FirmEvent, firmEvents } from './events.ts'
import { standingColumns } from './firm-store.ts'
import type { FirmRecord, TenancyRecord } from './tables.ts'

const tenancyColumns = [
  ...['firm_id', 'suite_id', 'basis', 'from_on', 'to_on', 'lease_until', 'rent_fen_month', 'left_reason', 'begun'],
] as const satisfies readonly (keyof TenancyRecord)[]

interface Told {
  stream: string
  type: string
  payload: FirmEvent
}

/** Folds every firm and tenancy from the events and compares. A tenancy may change streams by a merge: in order of time. */
export const verifyEnterprises: Verify = async ({ tx, tenantId, report }) => {
  const firms = new Map<string, Record<string, unknown>>()
  const tenancies = new Map<string, Record<string, unknown>>()
  const told = sql<Told>`select stream, type, payload from kernel.events_view
    where tenant_id = ${tenantId} and stream >= 'enterprises:' and stream < 'enterprises;' order by at, id`
  for await (const { stream, type, payload } of walk(tx, 'enterprises_events', told)) {
    const id = stream.slice('enterprises:'.length)
    if (type === firmEvents.withdrawn) firms.delete(id)
    else if (payload.set) firms.set(id, { ...firms.get(id), ...payload.set })
    for (const [tenancyId, set] of Object.entries(payload.tenancies ?? {})) foldTenancy(tenancies, tenancyId, set)
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

async function firmRows(tx: Tx, tenantId: TenantId): Promise<FirmRecord[]> {
  const { rows } =
    await sql<FirmRecord>`select * from enterprises.firms where tenant_id = ${tenantId} order by id`.execute(tx)
  return rows
}

async function tenancyRows(tx: Tx, tenantId: TenantId): Promise<TenancyRecord[]> {
  const { rows } =
    await sql<TenancyRecord>`select * from enterprises.tenancies where tenant_id = ${tenantId} order by id`.execute(tx)
  return rows
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
