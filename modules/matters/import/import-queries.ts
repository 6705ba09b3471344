import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { ImportView } from './contract.ts'
import { stepsOf } from './import-policy.ts'
import { importScope } from './import-store.ts'
import type { ImportId, ImportRecord } from './import-tables.ts'
import type { RowError } from './map-row.ts'

type Source = ImportRecord & {
  place_name: string
  place_name_en: string
  person: string | null
  has_file: boolean
  has_errors: boolean
  total: number
}

/** Imports of the actor's scope, newest first, in one round trip. */
export async function importPage(
  tx: Tx,
  actor: Actor,
  { offset = 0, limit = 20 }: { offset?: number; limit?: number },
) {
  const where = sql<boolean>`i.tenant_id = ${actor.tenantId} and ${importScope(actor)}`
  const rows = await sources(tx, where, sql`order by i.created_at desc, i.id offset ${offset} limit ${limit}`)
  const total = rows[0]?.total ?? (offset === 0 ? 0 : await countImports(tx, where))
  return { rows: rows.map(present), total, offset, limit }
}

async function countImports(tx: Tx, where: RawBuilder<boolean>): Promise<number> {
  const { rows } = await sql<{
    total: number
  }>`select count(*)::int as total from matters.imports i where ${where}`.execute(tx)
  return rows[0]?.total ?? 0
}

/** One import as it is shown; null where the actor may not see it. */
export async function viewImport(tx: Tx, actor: Actor, importId: ImportId): Promise<ImportView | null> {
  const where = sql<boolean>`i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}`
  const [row] = await sources(tx, where, sql``)
  return row ? present(row) : null
}

async function sources(tx: Tx, where: RawBuilder<boolean>, page: RawBuilder<unknown>): Promise<Source[]> {
  const { rows } = await sql<Source>`select i.*, p.name as place_name, p.name_en as place_name_en, n.name as person,
      exists (select from matters.import_pieces f where f.tenant_id = i.tenant_id and f.import_id = i.id) as has_file,
      exists (select from matters.import_errors e where e.tenant_id = i.tenant_id and e.import_id = i.id) as has_errors,
      count(*) over ()::int as total
    from matters.imports i
    join places.places_view p on p.tenant_id = i.tenant_id and p.id = i.place_id
    left join people.persons_view n on n.tenant_id = i.tenant_id and n.id = i.created_by
    where ${where} ${page}`.execute(tx)
  return rows
}

/** The explicit field list of an import. */
function present(row: Source): ImportView {
  return {
    id: row.id,
    state: row.state,
    fileName: row.file_name || '—',
    mapping: { name: row.mapping.name, title: row.mapping.title },
    place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
    total: row.rows_total,
    read: row.rows_read,
    created: row.created,
    unchanged: row.unchanged,
    rejected: row.rejected,
    createdBy: row.person,
    createdAt: row.created_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
    failure: row.failure,
    steps: [...stepsOf(row, row.has_file)],
    hasReturnedRows: row.has_errors,
  }
}

/** A page of the rows that were not taken: where, and what is wrong; not what they said. */
export async function errorPage(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'id'>,
  { offset = 0, limit = 20 }: { offset?: number; limit?: number },
) {
  const { rows } = await sql<{ row: number; errors: RowError[]; total: number }>`
    select row_number as row, errors, count(*) over ()::int as total from matters.import_errors
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} order by row_number offset ${offset} limit ${limit}`.execute(
    tx,
  )
  return { rows: rows.map(({ row, errors }) => ({ row, errors })), total: rows[0]?.total ?? 0, offset, limit }
}
