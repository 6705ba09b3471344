import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { signalLive } from '../../../kernel/live/hub.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { CellValue } from '../../../kernel/sheets/cells.ts'
import { keptFilesIn, openCells, sealCells } from '../../../kernel/sheets/kept-file.ts'
import { firmImporters, firmReaders } from '../firm-roles.ts'
import type { FirmImportId } from '../shapes.ts'
import type { ImportState, RowFault, RowResult } from './contract.ts'
import { importingPosts } from './import-policy.ts'
import { type ImportName, type ImportRecord, imports } from './import-tables.ts'

/** The uploaded files of imports. */
export const importFiles = keptFilesIn('enterprises.import_pieces')

/** Imports `i` made at or below a place of theirs. */
export function importScope(actor: Pick<Actor, 'posts'>): RawBuilder<boolean> {
  const paths = importingPosts(actor).map(
    ({ placePath }) => sql<boolean>`(i.place_path >= ${placePath} and i.place_path < ${`${placePath}:`})`,
  )
  return paths.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(paths, sql` or `)})`
}

/** Loads an import of the actor's scope, locked for a change; null where there is none. */
export async function lockInScope(tx: Tx, actor: Actor, importId: FirmImportId): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from enterprises.imports i
    where i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}
    for no key update of i`.execute(tx)
  return rows[0] ?? null
}

export async function loadInScope(tx: Tx, actor: Actor, importId: FirmImportId): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from enterprises.imports i
    where i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}`.execute(tx)
  return rows[0] ?? null
}

/** Loads an import for the work in the background, locked. */
export async function lockImport(tx: Tx, { tenantId, importId }: ImportName): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from enterprises.imports i
    where i.tenant_id = ${tenantId} and i.id = ${importId} for no key update of i`.execute(tx)
  return rows[0] ?? null
}

type Which = Pick<ImportRecord, 'tenant_id' | 'id'>

/** A new import and its file. */
export async function insertImport(
  tx: Tx,
  secrets: Secrets,
  of: Pick<ImportRecord, 'tenant_id' | 'id' | 'kind' | 'state' | 'file_name' | 'headers' | 'place_path'> &
    Pick<ImportRecord, 'created_by' | 'created_at'>,
  bytes: Buffer,
): Promise<void> {
  await sql`insert into enterprises.imports
      (tenant_id, id, kind, state, file_name, headers, place_path, created_by, created_at, changed_at)
    values (${of.tenant_id}, ${of.id}, ${of.kind}, ${of.state}, ${of.file_name}, ${of.headers}, ${of.place_path},
      ${of.created_by}, ${of.created_at}, ${of.created_at})`.execute(tx)
  await importFiles.keep(tx, secrets, of, bytes)
}

type Placed = Pick<ImportRecord, 'tenant_id' | 'id' | 'place_path' | 'created_by'>

const staffOf = ({ place_path: placePath }: Placed, roles: readonly Role[]) => ({
  ...{ placePath, roles, gridId: null, posts: [], keptFrom: [] },
})

/** Tells the screens of whoever brought it in, and of the offices above. */
const signalImport = (tx: Tx, it: Placed): Promise<void> =>
  signalLive(tx, {
    ...{ tenantId: it.tenant_id, topic: 'firm_import', id: it.id, persons: [it.created_by] },
    staff: staffOf(it, firmImporters),
  })

/** Tells the screens of those who read the register at or below its place that much of it may be new, or gone. */
export const signalImported = (tx: Tx, it: Placed): Promise<void> =>
  signalLive(tx, {
    ...{ tenantId: it.tenant_id, topic: 'enterprise', id: it.id, persons: [] },
    staff: { ...staffOf(it, firmReaders), below: true },
  })

/** Changes an import and tells open screens. */
export async function changeImport(tx: Tx, it: Which, set: Partial<ImportRecord>, at: Date): Promise<void> {
  const { chosen, failure, asker, ...plain } = set
  const json = <Value>(value: Value) => sql<Value>`${value === null ? null : JSON.stringify(value)}::jsonb`
  const changed = await imports(tx)
    .updateTable('enterprises.imports')
    .set({
      ...plain,
      ...(chosen === undefined ? {} : { chosen: json(chosen) }),
      ...(failure === undefined ? {} : { failure: json(failure) }),
      ...(asker === undefined ? {} : { asker: json(asker) }),
      changed_at: at,
    })
    .where('tenant_id', '=', it.tenant_id)
    .where('id', '=', it.id)
    .returning(['id', 'tenant_id', 'place_path', 'created_by'])
    .executeTakeFirst()
  if (changed) await signalImport(tx, changed)
}

const noCounts = { rows_read: 0, fresh: 0, changed: 0, same: 0, wrong: 0 }

/**
 * Begins a run of the background work: from now on earlier runs of the same import find that they are over.
 * @returns the import, or null where the work is not wanted any more.
 */
export async function beginRun(tx: Tx, of: ImportName, state: ImportState, at: Date): Promise<ImportRecord | null> {
  const it = await lockImport(tx, of)
  if (it?.state !== state) return null
  const fresh = { run_id: newId<'run'>(), failure: null, ...(state === 'undoing' ? {} : noCounts) }
  await changeImport(tx, it, fresh, at)
  return { ...it, ...fresh }
}

/** Whether a run may go on; locks the import, so that a cancel comes before or after. */
export async function mayGoOn(tx: Tx, it: ImportRecord): Promise<boolean> {
  const now = await lockImport(tx, { tenantId: it.tenant_id, importId: it.id })
  return now?.state === it.state && now.run_id === it.run_id
}

/** A row with what it does, and its cells where it is wrong. */
export interface JudgedRow {
  readonly row: number
  readonly result: RowResult
  readonly what: string
  readonly faults: readonly RowFault[]
  readonly cells: readonly CellValue[]
}

const rowsAtOnce = 500

/** Keeps what was found of each row in place of what was found before. Cells of wrong rows may name anybody: sealed. */
export async function keepRows(tx: Tx, secrets: Secrets, it: Which, rows: readonly JudgedRow[]): Promise<void> {
  await sql`delete from enterprises.import_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id}`.execute(tx)
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await imports(tx)
      .insertInto('enterprises.import_rows')
      .values(
        rows.slice(from, from + rowsAtOnce).map(({ row, result, what, faults, cells }) => ({
          tenant_id: it.tenant_id,
          import_id: it.id,
          row_number: row,
          result,
          what,
          faults: sql`${JSON.stringify(faults)}::jsonb`,
          sealed: result === 'wrong' ? sealCells(secrets, cells) : null,
        })),
      )
      .execute()
}

/** The wrong rows, cell for cell, a few at a time. */
export async function wrongAfter(tx: Tx, secrets: Secrets, it: Which, after: number, most: number) {
  const { rows } = await sql<{ row: number; faults: RowFault[]; sealed: Buffer }>`
    select row_number as row, faults, sealed from enterprises.import_rows
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} and sealed is not null and row_number > ${after}
    order by row_number limit ${most}`.execute(tx)
  return rows.map(({ row, faults, sealed }) => ({ row, faults, cells: openCells(secrets, sealed) }))
}
