import type { Actor } from '../../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import type { ReturnedRow } from '../../../kernel/sheets/returned-sheet.ts'
import { samplesOfRows } from '../../../kernel/sheets/sheet-samples.ts'
import { levelsOf } from '../place-queries.ts'
import type { PlaceImportView, placeImportRows, previewPlaceImport, RowResult } from './contract.ts'
import { columnsOf, hasEffects, missingOf, stepsOf } from './import-service.ts'
import { listImports, loadImport, rawRows, sheetNameOf } from './import-store.ts'
import type { ImportRecord, PlaceImportId } from './import-tables.ts'
import type { Fault } from './verdict.ts'

type Which = Pick<ImportRecord, 'tenant_id' | 'id'>

/** The explicit field list of an import. */
async function present(tx: Tx, secrets: Secrets, it: ImportRecord): Promise<PlaceImportView> {
  const { rows } = await sql`select from places.import_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id}
    and result = 'wrong' and cells_sealed is not null limit 1`.execute(tx)
  const judged = it.state !== 'uploaded' && it.state !== 'cancelled'
  return {
    id: it.id,
    state: it.state,
    source: it.source,
    fileName: sheetNameOf(secrets, it).fileName,
    total: it.total,
    new: it.fresh,
    changed: it.changed,
    same: it.same,
    skipped: it.skipped,
    wrong: it.wrong,
    making: it.making,
    kept: it.kept,
    crs: it.crs,
    createdAt: it.created_at.toISOString(),
    acceptedAt: it.accepted_at?.toISOString() ?? null,
    undoneAt: it.undone_at?.toISOString() ?? null,
    progress: it.progress,
    failure: it.failure,
    steps: [...stepsOf(it, await hasEffects(tx, it))],
    hasReturnedRows: judged && rows.length > 0,
  }
}

export const inScope = async (tx: Tx, actor: Actor, id: PlaceImportId): Promise<ImportRecord> =>
  (await loadImport(tx, actor, id)) ?? notFound()

export const viewImport = async (tx: Tx, secrets: Secrets, actor: Actor, id: PlaceImportId): Promise<PlaceImportView> =>
  present(tx, secrets, await inScope(tx, actor, id))

/** The newest first. */
export async function importPage(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  { offset = 0, limit = 20 }: { readonly offset?: number | undefined; readonly limit?: number | undefined },
) {
  const { records, total } = await listImports(tx, actor, offset, limit)
  const rows: PlaceImportView[] = []
  for (const record of records) rows.push(await present(tx, secrets, record))
  return { rows, total, offset, limit }
}

const sampledRows = 20

/** How the columns of an import are read, with samples of each; whatever looks like a person's number is masked. */
export async function previewOf(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  id: PlaceImportId,
): Promise<ResponseOf<typeof previewPlaceImport>> {
  const it = await inScope(tx, actor, id)
  const { known, headers, at } = columnsOf(secrets, it, await levelsOf(tx, it.tenant_id))
  const rows = await rawRows(tx, secrets, it, sampledRows)
  return {
    columns: samplesOfRows(headers, rows),
    fields: known.map(({ key, header }) => ({ field: key, name: header, column: at.get(key) ?? null })),
    chosen: { ...it.chosen },
    missing: missingOf(at, it),
  }
}

/** A page of rows: which place, what they do, and what is wrong. */
export async function rowPage(
  tx: Tx,
  it: Which,
  { offset = 0, limit = 20, show }: QueryOf<typeof placeImportRows>,
): Promise<ResponseOf<typeof placeImportRows>> {
  const { rows } = await sql<{
    row: number
    result: RowResult
    label: string
    placeId: PlaceId | null
    faults: Fault[]
    of: number
  }>`select row_number as row, result, label, place_id as "placeId", faults, count(*) over ()::int as of
    from places.import_rows where tenant_id = ${it.tenant_id} and import_id = ${it.id} and result is not null
      and (${show ?? null}::text is null or result = ${show ?? null})
    order by row_number offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map(({ of: _, ...row }) => row), total: rows[0]?.of ?? 0, offset, limit }
}

/** The wrong rows, cell for cell. */
export async function wrongRows(tx: Tx, secrets: Secrets, it: Which): Promise<ReturnedRow[]> {
  const { rows } = await sql<{ n: number; faults: Fault[] }>`select row_number as n, faults from places.import_rows
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} and result = 'wrong'`.execute(tx)
  const faults = new Map(rows.map((row) => [row.n, row.faults]))
  return (await rawRows(tx, secrets, it)).flatMap(({ number, cells }): ReturnedRow[] => {
    const errors = faults.get(number)
    return errors ? [{ row: { number, cells }, errors }] : []
  })
}
