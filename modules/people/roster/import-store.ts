import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { CellValue } from '../../../kernel/sheets/cells.ts'
import { openCells, sealCells } from '../../../kernel/sheets/kept-file.ts'
import type { RosterImportId, RosterRecord, SheetHead, Which } from './import-tables.ts'
import type { Verdict } from './judge.ts'

/** A row as it came. */
export interface RawRow {
  /** As Excel shows it. */
  readonly number: number
  readonly cells: readonly CellValue[]
}

/** @param lock until the transaction ends */
export async function loadRoster(
  tx: Tx,
  tenantId: TenantId,
  id: RosterImportId,
  lock: boolean,
): Promise<RosterRecord | null> {
  const { rows } = await sql<RosterRecord>`select * from people.roster_imports
    where tenant_id = ${tenantId} and id = ${id} ${lock ? sql`for no key update` : sql``}`.execute(tx)
  return rows[0] ?? null
}

export async function listRosters(tx: Tx, tenantId: TenantId, offset: number, limit: number) {
  const { rows } = await sql<RosterRecord>`select * from people.roster_imports where tenant_id = ${tenantId}
    order by created_at desc, id desc offset ${offset} limit ${limit}`.execute(tx)
  const count = await sql<{ n: number }>`select count(*)::int as n from people.roster_imports
    where tenant_id = ${tenantId}`.execute(tx)
  return { records: rows, total: count.rows[0]?.n ?? 0 }
}

export const headOf = (secrets: Secrets, { sheet_sealed }: Pick<RosterRecord, 'sheet_sealed'>): SheetHead =>
  sheet_sealed ? (JSON.parse(secrets.open(sheet_sealed)) as SheetHead) : { fileName: '', headers: [], dateBase: 1900 }

type NewRoster = Pick<RosterRecord, 'tenant_id' | 'id' | 'created_by' | 'created_at'>

const rowsAtOnce = 1000

export async function insertRoster(
  tx: Tx,
  secrets: Secrets,
  it: NewRoster,
  head: SheetHead,
  raw: readonly RawRow[],
): Promise<void> {
  await sql`insert into people.roster_imports (tenant_id, id, state, sheet_sealed, total, created_by, created_at)
    values (${it.tenant_id}, ${it.id}, 'uploaded', ${secrets.seal(JSON.stringify(head))}, ${raw.length},
      ${it.created_by}, ${it.created_at})`.execute(tx)
  for (let from = 0; from < raw.length; from += rowsAtOnce) {
    const some = raw.slice(from, from + rowsAtOnce)
    await sql`insert into people.roster_rows (tenant_id, import_id, row_number, cells_sealed)
      select ${it.tenant_id}, ${it.id}, r.n, r.cells from unnest(${some.map(({ number }) => number)}::integer[],
        ${some.map(({ cells }) => sealCells(secrets, cells))}::bytea[]) as r(n, cells)`.execute(tx)
  }
}

/** The rows as they came; @param most the first so many. */
export async function rawRows(tx: Tx, secrets: Secrets, it: Which, most: number | null = null): Promise<RawRow[]> {
  const { rows } = await sql<{ n: number; cells: Buffer }>`select row_number as n, cells_sealed as cells
    from people.roster_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id} and cells_sealed is not null
    order by row_number limit ${most}`.execute(tx)
  return rows.map(({ n, cells }) => ({ number: n, cells: openCells(secrets, cells) }))
}

export async function saveVerdicts(tx: Tx, secrets: Secrets, it: Which, verdicts: readonly Verdict[]): Promise<void> {
  for (let from = 0; from < verdicts.length; from += rowsAtOnce) {
    const some = verdicts.slice(from, from + rowsAtOnce)
    const column = <Value>(of: (one: Verdict) => Value): Value[] => some.map(of)
    await sql`update people.roster_rows r set result = v.result, label_sealed = v.label, faults = v.faults
      from unnest(${column(({ row }) => row)}::integer[], ${column(({ result }) => result)}::text[],
        ${column(({ label }) => secrets.seal(label))}::bytea[],
        ${column(({ faults }) => JSON.stringify(faults))}::jsonb[]) as v(n, result, label, faults)
      where r.tenant_id = ${it.tenant_id} and r.import_id = ${it.id} and r.row_number = v.n`.execute(tx)
  }
}

/** Rows whose words nobody needs any more: those that went in, or all of them. */
export async function forgetCells(tx: Tx, it: Which, all: boolean): Promise<void> {
  await sql`update people.roster_rows set cells_sealed = null, label_sealed = case when ${all} then null else label_sealed end
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} and (${all} or result <> 'wrong')`.execute(tx)
}

export async function changeRoster(
  tx: Tx,
  it: Which,
  set: Partial<Omit<RosterRecord, 'tenant_id' | 'id'>>,
): Promise<void> {
  const columns = Object.entries(set).map(([column, value]) =>
    column === 'chosen' ? sql`chosen = ${JSON.stringify(value)}::jsonb` : sql`${sql.ref(column)} = ${value}`,
  )
  await sql`update people.roster_imports set ${sql.join(columns)}
    where tenant_id = ${it.tenant_id} and id = ${it.id}`.execute(tx)
}
