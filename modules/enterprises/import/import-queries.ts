import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { FirmImportId } from '../shapes.ts'
import type { FirmImportView, RowFault, RowResult } from './contract.ts'
import { stepsOf } from './import-policy.ts'
import { importScope } from './import-store.ts'
import type { ImportRecord } from './import-tables.ts'

type Source = ImportRecord & {
  person: string | null
  has_file: boolean
  has_marks: boolean
  has_returned: boolean
  total: number
}

interface Paging {
  readonly offset?: number
  readonly limit?: number
}

/** Imports of the actor's scope, newest first. */
export async function importPage(tx: Tx, actor: Actor, { offset = 0, limit = 20 }: Paging) {
  const where = sql<boolean>`i.tenant_id = ${actor.tenantId} and ${importScope(actor)}`
  const rows = await sources(tx, where, sql`order by i.created_at desc, i.id offset ${offset} limit ${limit}`)
  const counted = await sql<{ total: number }>`select count(*)::int as total from enterprises.imports i
    where ${where}`.execute(tx)
  return { rows: rows.map(present), total: counted.rows[0]?.total ?? 0, offset, limit }
}

/** One import as it is shown; null where the actor may not see it. */
export async function viewImport(tx: Tx, actor: Actor, importId: FirmImportId): Promise<FirmImportView | null> {
  const where = sql<boolean>`i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}`
  const [row] = await sources(tx, where, sql``)
  return row ? present(row) : null
}

async function sources(tx: Tx, where: RawBuilder<boolean>, page: RawBuilder<unknown>): Promise<Source[]> {
  const mine = (table: string) =>
    sql<boolean>`exists (select from ${sql.table(table)} x where x.tenant_id = i.tenant_id and x.import_id = i.id`
  const { rows } = await sql<Source>`select i.*, n.name as person,
      ${mine('enterprises.import_pieces')}) as has_file, ${mine('enterprises.import_marks')}) as has_marks,
      ${mine('enterprises.import_rows')} and x.sealed is not null) as has_returned
    from enterprises.imports i
    left join people.persons_view n on n.tenant_id = i.tenant_id and n.id = i.created_by
    where ${where} ${page}`.execute(tx)
  return rows
}

/** The explicit field list of an import. */
function present(row: Source): FirmImportView {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    fileName: row.file_name || '—',
    total: row.rows_total,
    read: row.rows_read,
    new: row.fresh,
    changed: row.changed,
    same: row.same,
    wrong: row.wrong,
    createdBy: row.person,
    createdAt: row.created_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
    failure: row.failure,
    steps: [...stepsOf(row, { file: row.has_file, marks: row.has_marks })],
    hasReturnedRows: row.has_returned,
  }
}

/** A page of rows: which, what they do, and what is wrong; of what they say only the name. */
export async function rowPage(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'id'>,
  { offset = 0, limit = 20, result }: Paging & { readonly result?: RowResult },
) {
  const { rows } = await sql<{ row: number; result: RowResult; what: string; faults: RowFault[]; total: number }>`
    select row_number as row, result, what, faults, count(*) over ()::int as total from enterprises.import_rows
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} ${result ? sql`and result = ${result}` : sql``}
    order by row_number offset ${offset} limit ${limit}`.execute(tx)
  return {
    rows: rows.map(({ row, result, what, faults }) => ({ row, result, what, faults })),
    total: rows[0]?.total ?? 0,
    offset,
    limit,
  }
}
