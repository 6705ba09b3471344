import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { Matching } from '../../../kernel/sheets/known-columns.ts'
import type { HouseholdId } from '../shapes.ts'
import type { HouseholdImportView, RowResult } from './contract.ts'
import { stepsOf } from './import-policy.ts'
import { importScope, openRow, sheetNameOf, type Which } from './import-store.ts'
import type { HouseholdImportId, ImportRecord } from './import-tables.ts'

type Source = ImportRecord & {
  person: string | null
  has_file: boolean
  has_written: boolean
  has_returned: boolean
  has_taken_back: boolean
}

interface Paging {
  readonly offset?: number
  readonly limit?: number
}

/** Imports of the actor's scope, newest first. */
export async function importPage(tx: Tx, secrets: Secrets, actor: Actor, { offset = 0, limit = 20 }: Paging) {
  const where = sql<boolean>`i.tenant_id = ${actor.tenantId} and ${importScope(actor)}`
  const rows = await sources(tx, where, sql`order by i.created_at desc, i.id desc offset ${offset} limit ${limit}`)
  const counted = await sql<{ total: number }>`select count(*)::int as total from households.imports i
    where ${where}`.execute(tx)
  return { rows: rows.map((row) => present(secrets, row)), total: counted.rows[0]?.total ?? 0, offset, limit }
}

/** One import as it is shown; null where the actor may not see it. */
export async function viewImport(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  importId: HouseholdImportId,
): Promise<HouseholdImportView | null> {
  const where = sql<boolean>`i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}`
  const [row] = await sources(tx, where, sql``)
  return row ? present(secrets, row) : null
}

async function sources(tx: Tx, where: RawBuilder<boolean>, page: RawBuilder<unknown>): Promise<Source[]> {
  const mine = (table: string) =>
    sql<boolean>`exists (select from ${sql.table(table)} x where x.tenant_id = i.tenant_id and x.import_id = i.id`
  const { rows } = await sql<Source>`select i.*, n.name as person,
      ${mine('households.import_pieces')}) as has_file,
      ${mine('households.import_rows')} and x.household_id is not null) as has_written,
      ${mine('households.import_rows')} and x.sealed is not null) as has_returned,
      ${mine('households.import_rows')} and x.fate is not null) as has_taken_back
    from households.imports i
    left join people.persons_view n on n.tenant_id = i.tenant_id and n.id = i.created_by
    where ${where} ${page}`.execute(tx)
  return rows
}

/** The explicit field list of an import. */
function present(secrets: Secrets, row: Source): HouseholdImportView {
  return {
    id: row.id,
    state: row.state,
    fileName: sheetNameOf(secrets, row).fileName || '—',
    total: row.rows_total,
    read: row.rows_read,
    new: row.fresh,
    changed: row.changed,
    same: row.same,
    wrong: row.wrong,
    kept: row.kept,
    remembered: row.remembered,
    createdBy: row.person,
    createdAt: row.created_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
    failure: row.failure,
    steps: [...stepsOf(row, { file: row.has_file, written: row.has_written, takenBack: row.has_taken_back })],
    hasReturnedRows: row.has_returned,
  }
}

interface ShownRow {
  readonly row: number
  readonly result: RowResult
  readonly door: string
  readonly sealed: Buffer | null
  readonly household: HouseholdId | null
  readonly fate: string | null
}

/** A page of rows: which, what they do, and what is wrong; of what they say only the door. */
export async function rowPage(
  tx: Tx,
  secrets: Secrets,
  it: Which,
  { offset = 0, limit = 20, show }: Paging & { readonly show?: RowResult | 'kept' },
) {
  const these = sql`tenant_id = ${it.tenant_id} and import_id = ${it.id}
    ${show === 'kept' ? sql`and fate = 'kept'` : show ? sql`and result = ${show}` : sql``}`
  const { rows } = await sql<ShownRow>`select row_number as row, result, door, sealed, household_id as household, fate
    from households.import_rows where ${these} order by row_number offset ${offset} limit ${limit}`.execute(tx)
  const counted = await sql<{ total: number }>`select count(*)::int as total from households.import_rows
    where ${these}`.execute(tx)
  return {
    rows: rows.map(({ row, result, door, sealed, household, fate }) => {
      const wrong = sealed && openRow(secrets, sealed)
      return {
        ...{ row, result, door: wrong ? wrong.door : door, kept: fate === 'kept' },
        ...{ householdId: fate === 'undone' ? null : household, faults: wrong ? [...wrong.faults] : [] },
      }
    }),
    total: counted.rows[0]?.total ?? 0,
    offset,
    limit,
  }
}

const mostRemembered = 20

/** How the columns of earlier files that were accepted here were read, the newest first. */
export async function pastMatchings(tx: Tx, secrets: Secrets, actor: Actor): Promise<Matching[]> {
  const { rows } = await sql<
    Pick<ImportRecord, 'sheet_sealed' | 'chosen'>
  >`select i.sheet_sealed, i.chosen from households.imports i
    where i.tenant_id = ${actor.tenantId} and ${importScope(actor)} and i.accepted_at is not null
      and i.sheet_sealed is not null and i.chosen <> '{}'::jsonb order by i.accepted_at desc limit ${mostRemembered}`.execute(
    tx,
  )
  return rows.map((row) => ({ headers: sheetNameOf(secrets, row).headers, chosen: row.chosen }))
}
