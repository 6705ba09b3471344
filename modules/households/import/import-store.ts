import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { signalLive } from '../../../kernel/live/hub.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { CellValue } from '../../../kernel/sheets/cells.ts'
import { keptFilesIn, openCells, sealCells } from '../../../kernel/sheets/kept-file.ts'
import type { ImportState } from './contract.ts'
import { importingPosts } from './import-policy.ts'
import { type ImportName, type ImportRecord, imports, type SheetName } from './import-tables.ts'
import type { SheetFault, TakenRow } from './run-rows.ts'

/** The uploaded files of imports. */
export const importFiles = keptFilesIn('households.import_pieces')

/**
 * Imports `i` that somebody sees: a community those of its place, a street its own alone: who lives where is no business
 * of the street, unless it brings the register itself. Of one whose rows may lie in several places, only who has all of them.
 */
export function importScope(actor: Pick<Actor, 'posts'>): RawBuilder<boolean> {
  const branches = importingPosts(actor).map(({ role, placePath }) =>
    role === 'community'
      ? sql<boolean>`(r.path >= ${placePath} and r.path < ${`${placePath}:`})`
      : sql<boolean>`r.path = ${placePath}`,
  )
  if (branches.length === 0) return sql<boolean>`false`
  return sql<boolean>`not exists (select from unnest(i.reach || i.place_path) as r (path)
    where not (${sql.join(branches, sql` or `)}))`
}

/** Loads an import of the actor's scope, locked for a change; null where there is none. */
export async function lockInScope(tx: Tx, actor: Actor, importId: string): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from households.imports i
    where i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}
    for no key update of i`.execute(tx)
  return rows[0] ?? null
}

export async function loadInScope(tx: Tx, actor: Actor, importId: string): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from households.imports i
    where i.tenant_id = ${actor.tenantId} and i.id = ${importId} and ${importScope(actor)}`.execute(tx)
  return rows[0] ?? null
}

/** Loads an import for the work in the background, locked. */
export async function lockImport(tx: Tx, { tenantId, importId }: ImportName): Promise<ImportRecord | null> {
  const { rows } = await sql<ImportRecord>`select i.* from households.imports i
    where i.tenant_id = ${tenantId} and i.id = ${importId} for no key update of i`.execute(tx)
  return rows[0] ?? null
}

export const sealSheetName = (secrets: Secrets, name: SheetName): Buffer => secrets.seal(JSON.stringify(name))

/** Empty where it is kept no more. */
export const sheetNameOf = (secrets: Secrets, { sheet_sealed }: Pick<ImportRecord, 'sheet_sealed'>): SheetName =>
  sheet_sealed ? (JSON.parse(secrets.open(sheet_sealed)) as SheetName) : { fileName: '', headers: [] }

export type Which = Pick<ImportRecord, 'tenant_id' | 'id'>

/** A new import and its file. */
export async function insertImport(
  tx: Tx,
  secrets: Secrets,
  of: Which &
    Pick<ImportRecord, 'state' | 'sheet_sealed' | 'chosen' | 'remembered' | 'place_path' | 'created_by' | 'created_at'>,
  bytes: Buffer,
): Promise<void> {
  await sql`insert into households.imports (tenant_id, id, state, sheet_sealed, chosen, remembered, place_path,
      created_by, created_at, changed_at)
    values (${of.tenant_id}, ${of.id}, ${of.state}, ${of.sheet_sealed}, ${JSON.stringify(of.chosen)}::jsonb,
      ${of.remembered}, ${of.place_path}, ${of.created_by}, ${of.created_at}, ${of.created_at})`.execute(tx)
  await importFiles.keep(tx, secrets, of, bytes)
}

/** Changes an import and tells open screens. */
export async function changeImport(tx: Tx, it: Which, set: Partial<ImportRecord>, at: Date): Promise<void> {
  const { chosen, failure, ...plain } = set
  const json = <Value>(value: Value) => sql<Value>`${value === null ? null : JSON.stringify(value)}::jsonb`
  await imports(tx)
    .updateTable('households.imports')
    .set({
      ...plain,
      ...(chosen === undefined ? {} : { chosen: json(chosen) }),
      ...(failure === undefined ? {} : { failure: json(failure) }),
      changed_at: at,
    })
    .where('tenant_id', '=', it.tenant_id)
    .where('id', '=', it.id)
    .execute()
  await tellScreens(tx, it)
}

const tellScreens = (tx: Tx, { tenant_id, id }: Which) =>
  signalLive(tx, { tenantId: tenant_id, topic: 'household_import', id, persons: null })

export const noCounts = { rows_read: 0, fresh: 0, changed: 0, same: 0, wrong: 0, kept: 0 } as const

/** Forgets what was found of rows. */
export async function forgetRows(tx: Tx, { tenant_id, id }: Which): Promise<void> {
  await sql`delete from households.import_rows where tenant_id = ${tenant_id} and import_id = ${id}`.execute(tx)
}

/**
 * Begins a run of the background work: from now on earlier runs of the same import find that they are over. A check
 * begins anew, a run that writes goes on behind the rows that are in.
 * @returns the import, or null where the work is not wanted any more.
 */
export async function beginRun(tx: Tx, of: ImportName, state: ImportState, at: Date): Promise<ImportRecord | null> {
  const it = await lockImport(tx, of)
  if (it?.state !== state) return null
  const anew = state === 'checking'
  if (anew) await forgetRows(tx, it)
  const fresh = { run_id: newId<'run'>(), failure: null, ...(anew ? noCounts : {}) }
  await changeImport(tx, it, fresh, at)
  return { ...it, ...fresh }
}

/** Whether a run may go on; locks the import, so that a cancel comes before or after. */
export async function mayGoOn(tx: Tx, it: ImportRecord): Promise<boolean> {
  const now = await lockImport(tx, { tenantId: it.tenant_id, importId: it.id })
  return now?.state === it.state && now.run_id === it.run_id
}

/** Whether an undo took back some of its rows, whether it came to its end or not. */
export async function hasTakenBack(tx: Tx, { tenant_id, id }: Which): Promise<boolean> {
  const { rows } = await sql`select from households.import_rows where tenant_id = ${tenant_id} and import_id = ${id}
    and fate is not null limit 1`.execute(tx)
  return rows.length > 0
}

/** Which of some rows of the file are in already. */
export async function rowsKept(tx: Tx, it: Which, numbers: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ row: number }>`select row_number as row from households.import_rows
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} and row_number = any(${[...numbers]}::integer[])`.execute(
    tx,
  )
  return new Set(rows.map(({ row }) => row))
}

/**
 * Keeps what was found of some rows and counts them, in the transaction that writes them.
 * @returns false where the run is over: then the caller takes all of it back
 */
export async function keepRows(tx: Tx, secrets: Secrets, it: ImportRecord, rows: readonly TakenRow[], at: Date) {
  const column = <Value>(of: (row: TakenRow) => Value): Value[] => rows.map(of)
  await sql`insert into households.import_rows (tenant_id, import_id, row_number, result, door, sealed, household_id, room_id)
    select ${it.tenant_id}, ${it.id}, r.* from unnest(${column(({ row }) => row)}::integer[],
      ${column(({ result }) => result)}::text[], ${column(({ result, door }) => (result === 'wrong' ? '' : door))}::text[],
      ${column((row) => (row.result === 'wrong' ? sealRow(secrets, row) : null))}::bytea[],
      ${column(({ householdId }) => householdId)}::uuid[], ${column(({ roomId }) => roomId)}::uuid[]) r`.execute(tx)
  const count = (result: TakenRow['result']) => rows.filter((row) => row.result === result).length
  const { numUpdatedRows } = await imports(tx)
    .updateTable('households.imports')
    .set((eb) => ({
      rows_read: eb('rows_read', '+', rows.length),
      fresh: eb('fresh', '+', count('new')),
      changed: eb('changed', '+', count('changed')),
      same: eb('same', '+', count('same')),
      wrong: eb('wrong', '+', count('wrong')),
      changed_at: at,
    }))
    .where('tenant_id', '=', it.tenant_id)
    .where('id', '=', it.id)
    .where('state', '=', it.state)
    .where('run_id', '=', it.run_id)
    .executeTakeFirst()
  await tellScreens(tx, it)
  return numUpdatedRows === 1n
}

/** Cells and faults, which may repeat what a cell says: whatever a wrong row holds may name anybody. */
const sealRow = (secrets: Secrets, { cells, faults, door }: TakenRow): Buffer =>
  sealCells(secrets, [JSON.stringify(faults), door, ...cells])

export interface WrongRow {
  /** What it says in the columns of a door. */
  readonly door: string
  readonly cells: CellValue[]
  readonly faults: readonly SheetFault[]
}

export function openRow(secrets: Secrets, sealed: Buffer): WrongRow {
  const [faults, door, ...cells] = openCells(secrets, sealed)
  return { cells, door: String(door ?? ''), faults: JSON.parse(String(faults)) as SheetFault[] }
}

/** The wrong rows, cell for cell, a few at a time. */
export async function wrongAfter(tx: Tx, secrets: Secrets, it: Which, after: number, most: number) {
  const { rows } = await sql<{ row: number; sealed: Buffer }>`select row_number as row, sealed
    from households.import_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id} and sealed is not null
      and row_number > ${after} order by row_number limit ${most}`.execute(tx)
  return rows.map(({ row, sealed }) => ({ row, ...openRow(secrets, sealed) }))
}

/** Whether rows of it are in the register, and still known as its own. */
export async function hasWritten(tx: Tx, { tenant_id, id }: Which): Promise<boolean> {
  const { rows } = await sql`select from households.import_rows where tenant_id = ${tenant_id} and import_id = ${id}
    and household_id is not null limit 1`.execute(tx)
  return rows.length > 0
}
