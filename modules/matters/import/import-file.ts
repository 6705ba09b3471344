import { basename } from 'node:path'
import { newId, type PlaceId, type TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import { beginningOf } from '../../../kernel/text/beginning.ts'
import { recordImport } from './import-events.ts'
import { loadRules } from './import-rules.ts'
import { beginRun, changeImport, insertImport, mayGoOn } from './import-store.ts'
import type { ImportRecord } from './import-tables.ts'
import { columnsMustFit, giveUp, openImportSheet, readThrough } from './import-work.ts'
import type { ImportMapping } from './mapping.ts'
import type { Counts, RunOptions } from './run-rows.ts'
import { importerOf } from './write-matters.ts'

export interface FileToImport {
  readonly tenantId: TenantId
  /** Of the .xlsx; it is read from where it lies and not kept. */
  readonly path: string
  readonly mapping: ImportMapping
  /** Where rows belong that name no place; those that name one must lie at or below it. */
  readonly place: { readonly id: PlaceId; readonly path: string }
}

/**
 * Imports a file at once, in this process: what the command line does. What is no sheet, or lacks a column, is refused
 * before anything is noted.
 * @returns the counts, or null where somebody cancelled it at the desk.
 */
export async function importFile(
  services: Pick<Services, 'db' | 'clock' | 'secrets'>,
  file: FileToImport,
  options: Omit<RunOptions, 'write'> = {},
): Promise<Counts | null> {
  const it = await begin(services, file)
  try {
    return await readThrough(services, it, file.path, { ...options, write: true })
  } catch (error) {
    if (options.signal?.aborted) await stop(services, it)
    else await giveUp(services, it, error)
    throw error
  }
}

/** Somebody at the terminal ended it: as if it had been cancelled at the desk. */
const stop = ({ db, clock }: Pick<Services, 'db' | 'clock'>, it: ImportRecord): Promise<void> =>
  db.tx(async (tx) => {
    if (await mayGoOn(tx, it)) await changeImport(tx, it, { state: 'cancelled' }, clock.now())
  })

async function begin(
  { db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>,
  { tenantId, path, mapping, place }: FileToImport,
): Promise<ImportRecord> {
  const sheet = await openImportSheet(path)
  await sheet.close()
  columnsMustFit(sheet.headers, { mapping, chosen: {} })
  const at = clock.now()
  const it = {
    tenant_id: tenantId,
    id: newId<'import'>(),
    state: 'running' as const,
    file_name: beginningOf(basename(path), 200),
    headers: [...sheet.headers],
    mapping,
    place_id: place.id,
    place_path: place.path,
    created_by: null,
    created_at: at,
  }
  return db.tx(async (tx) => {
    await loadRules(tx, it, at)
    await insertImport(tx, secrets, it, null)
    await changeImport(tx, it, { accepted_at: at }, at)
    const begun = await beginRun(tx, { tenantId, importId: it.id }, 'running', at)
    if (!begun) throw new Error('an import vanished while it began')
    await recordImport(tx, begun, 'accepted', { actor: importerOf(begun), at })
    return begun
  })
}

/** The place with a code, or the only one that stands above all; null where there is none such. */
export async function importPlace(
  tx: Tx,
  tenantId: TenantId,
  code: string | undefined,
): Promise<FileToImport['place'] | null> {
  const which = code === undefined ? sql`p.parent_id is null` : sql`p.code = ${code}`
  const { rows } = await sql<FileToImport['place']>`select p.id, p.path from places.places_view p
    where p.tenant_id = ${tenantId} and p.ended_at is null and ${which} limit 2`.execute(tx)
  return rows.length === 1 ? (rows[0] ?? null) : null
}
