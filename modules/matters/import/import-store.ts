import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { newId, type TenantId } from '../../../kernel/contract/ids.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { signalLive } from '../../../kernel/live/hub.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { CellValue } from '../../../kernel/sheets/cells.ts'
import { keptFilesIn, openCells, sealCells } from '../../../kernel/sheets/kept-file.ts'
import { placeRoles } from '../matter-scope.ts'
import type { ImportState } from './contract.ts'
import { type ImportId, type ImportRecord, imports } from './import-tables.ts'
import type { RowError } from './map-row.ts'

/** Who brings in files. */
export const offices: readonly Role[] = ['community', 'street']

/** Imports are the business of communities and streets: those at or below a place of theirs. */
export function importScope(actor: Actor): RawBuilder<boolean> {
  const paths = actor.posts
    .filter((post) => offices.includes(post.role))
    .map((post) => sql<boolean>`(i.place_path >= ${post.placePath} and i.place_path < ${`${post.placePath}:`})`)
  return paths.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(paths, sql` or `)})`
}

/** Loads an import of the actor's scope, locked for a change; null where there is none. */
export async function lockInScope(tx: Tx, actor: Actor, importId: ImportId): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from matters.imports i
    where i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}
    for no key update of i`.execute(tx)
  return rows[0] ?? null
}

export async function loadInScope(tx: Tx, actor: Actor, importId: ImportId): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from matters.imports i
    where i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}`.execute(tx)
  return rows[0] ?? null
}

/** Loads an import for the work in the background, locked. */
export async function lockImport(tx: Tx, tenantId: TenantId, importId: ImportId): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from matters.imports i
    where i.tenant_id = ${tenantId} and i.id = ${importId} for no key update of i`.execute(tx)
  return rows[0] ?? null
}

/** The uploaded files of imports. */
export const importFiles = keptFilesIn('matters.import_pieces')

/** A new import and its file. Without bytes (the command line reads the file itself) none is kept. */
export async function insertImport(
  tx: Tx,
  secrets: Secrets,
  of: Pick<ImportRecord, 'tenant_id' | 'id' | 'state' | 'file_name' | 'headers' | 'place_id' | 'place_path'> &
    Pick<ImportRecord, 'mapping' | 'created_by' | 'created_at'>,
  bytes: Buffer | null,
): Promise<void> {
  await sql`insert into matters.imports
      (tenant_id, id, state, file_name, headers, mapping, place_id, place_path, created_by, created_at, changed_at)
    values (${of.tenant_id}, ${of.id}, ${of.state}, ${of.file_name}, ${of.headers}, ${JSON.stringify(of.mapping)}::jsonb,
      ${of.place_id}, ${of.place_path}, ${of.created_by}, ${of.created_at}, ${of.created_at})`.execute(tx)
  if (bytes) await importFiles.keep(tx, secrets, of, bytes)
}

type Placed = Pick<ImportRecord, 'tenant_id' | 'id' | 'place_path' | 'created_by'>

const staffOf = ({ place_path: placePath }: Placed, roles: readonly Role[]) => ({
  ...{ placePath, roles, gridId: null, posts: [], keptFrom: [] },
})

/** Tells the screens of whoever brought it in, and of the offices above. */
const signalImport = (tx: Tx, it: Placed): Promise<void> =>
  signalLive(tx, {
    ...{ tenantId: it.tenant_id, topic: 'import', id: it.id, persons: it.created_by ? [it.created_by] : [] },
    staff: staffOf(it, offices),
  })

/** Tells the screens of those who see matters at or below its place that many of theirs may be new, or gone. */
export const signalImported = (tx: Tx, it: Placed): Promise<void> =>
  signalLive(tx, {
    ...{ tenantId: it.tenant_id, topic: 'matter', id: it.id, persons: [] },
    staff: { ...staffOf(it, [...placeRoles, 'grid_worker']), below: true },
  })

/** Changes an import and tells open screens. */
export async function changeImport(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'id'>,
  set: Partial<ImportRecord>,
  at: Date,
): Promise<void> {
  const { mapping, chosen, failure, ...plain } = set
  const changed = await imports(tx)
    .updateTable('matters.imports')
    .set({
      ...plain,
      ...(mapping === undefined ? {} : { mapping: sql`${JSON.stringify(mapping)}::jsonb` }),
      ...(chosen === undefined ? {} : { chosen: sql`${JSON.stringify(chosen)}::jsonb` }),
      ...(failure === undefined ? {} : { failure: failure && sql`${JSON.stringify(failure)}::jsonb` }),
      changed_at: at,
    })
    .where('tenant_id', '=', it.tenant_id)
    .where('id', '=', it.id)
    .returning(['id', 'tenant_id', 'place_path', 'created_by'])
    .executeTakeFirst()
  if (changed) await signalImport(tx, changed)
}

/**
 * Begins a run of the background work: from now on earlier runs of the same import find that they are over. What an
 * earlier one noted of rows that were not written is forgotten, it will be found again.
 * @returns the import, or null where the work is not wanted any more.
 */
export async function beginRun(
  tx: Tx,
  of: { tenantId: TenantId; importId: ImportId },
  state: ImportState,
  at: Date,
): Promise<ImportRecord | null> {
  const it = await lockImport(tx, of.tenantId, of.importId)
  if (it?.state !== state) return null
  const run_id = newId<'run'>()
  const fresh = { run_id, rows_read: 0, created: 0, unchanged: 0, rejected: 0, failure: null }
  await changeImport(tx, it, fresh, at)
  await sql`delete from matters.import_errors where tenant_id = ${it.tenant_id} and import_id = ${it.id}`.execute(tx)
  await sql`delete from matters.import_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id}
    and matter_id is null`.execute(tx)
  return { ...it, ...fresh }
}

/** Whether a run may still write; locks the import, so that a cancel waits for the batch at hand. */
export async function mayGoOn(tx: Tx, it: ImportRecord): Promise<boolean> {
  const now = await lockImport(tx, it.tenant_id, it.id)
  return now?.state === it.state && now.run_id === it.run_id
}

export interface RowFault {
  readonly row: number
  readonly cells: readonly CellValue[]
  readonly errors: readonly RowError[]
}

/** Notes rows that were not taken; their cells may hold anything about anybody and are sealed. */
export async function keepFaults(tx: Tx, secrets: Secrets, it: ImportRecord, faults: readonly RowFault[]) {
  if (faults.length === 0) return
  await imports(tx)
    .insertInto('matters.import_errors')
    .values(
      faults.map(({ row, cells, errors }) => ({
        tenant_id: it.tenant_id,
        import_id: it.id,
        row_number: row,
        errors: sql`${JSON.stringify(errors)}::jsonb`,
        sealed: sealCells(secrets, cells),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The rows that were not taken, cell for cell, a few at a time. */
export async function faultsAfter(
  tx: Tx,
  secrets: Secrets,
  it: Pick<ImportRecord, 'tenant_id' | 'id'>,
  after: number,
  most: number,
): Promise<RowFault[]> {
  const rows = await imports(tx)
    .selectFrom('matters.import_errors')
    .select(['row_number', 'errors', 'sealed'])
    .where('tenant_id', '=', it.tenant_id)
    .where('import_id', '=', it.id)
    .where('row_number', '>', after)
    .orderBy('row_number')
    .limit(most)
    .execute()
  return rows.map(({ row_number, errors, sealed }) => ({ row: row_number, errors, cells: openCells(secrets, sealed) }))
}
