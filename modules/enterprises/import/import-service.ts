import { Failure, fail, notFound } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../../kernel/db.ts'
import type { UploadedFile } from '../../../kernel/http/route.ts'
import type { Doing } from '../doing.ts'
import type { FirmImportId } from '../shapes.ts'
import { kindly } from '../suite-store.ts'
import { type ImportRecord, mine } from '../tables.ts'
import { importColumns } from './columns.ts'
import type { ImportKind, ImportRowView, ImportSummary } from './contract.ts'
import { PlaceIndex } from './place-index.ts'
import { type ReadRow, readRows } from './read-rows.ts'
import { writeFirm } from './write-firm.ts'
import { writeSuite } from './write-suite.ts'

const writers = { suites: writeSuite, firms: writeFirm } as const
const mostShown = 500

/** Undoes all that a check wrote, and carries what it found out of the transaction. */
class Tried extends Error {
  readonly rows: ImportRowView[]
  constructor(rows: ImportRowView[]) {
    super('a check writes nothing')
    this.rows = rows
  }
}

/**
 * Says of each row what accepting it would do, by doing it in a transaction that is taken back: what a check says and
 * what an acceptance does cannot differ. Then keeps the rows, sealed, until they are accepted.
 */
export async function checkFile(db: Db, doing: Doing, kind: ImportKind, uploads: readonly UploadedFile[]) {
  const [file] = uploads
  if (!file) return fail('invalid', 'enterprises.no_file', { zh: '没有收到文件', en: 'No file arrived' })
  const { rows, unknownColumns } = await readRows(kind, file.bytes)
  const views = await tryRows(db, doing, kind, rows)
  const importId = newId<'firmImport'>()
  const summary = summaryOf(views)
  await db.tx((tx) =>
    mine(tx)
      .insertInto('enterprises.imports')
      .values({
        tenant_id: doing.tenantId,
        id: importId,
        kind,
        file_name: file.filename.slice(0, 200),
        rows_sealed: doing.secrets.seal(JSON.stringify(rows)),
        summary: JSON.stringify(summary),
        checked_at: doing.at,
        by_person_id: doing.actor?.personId ?? notFound(),
        accepted_at: null,
      })
      .execute(),
  )
  const wrongFirst = views.toSorted((a, b) => Number(b.result === 'wrong') - Number(a.result === 'wrong'))
  return { importId, fileName: file.filename, summary, rows: wrongFirst.slice(0, mostShown), unknownColumns }
}

async function tryRows(db: Db, doing: Doing, kind: ImportKind, rows: readonly ReadRow[]): Promise<ImportRowView[]> {
  try {
    return await db.tx(async (tx) => {
      throw new Tried(await writeRows(tx, doing, kind, rows))
    })
  } catch (error) {
    if (error instanceof Tried) return error.rows
    throw error
  }
}

/** Writes the right rows of a file that was checked by the same person. What is wrong by now is left out, and counted. */
export async function acceptFile(tx: Tx, doing: Doing, importId: FirmImportId): Promise<ImportSummary> {
  const { rows } = await sql<ImportRecord>`select * from enterprises.imports where tenant_id = ${doing.tenantId}
    and id = ${importId} and by_person_id = ${doing.actor?.personId ?? null} for update`.execute(tx)
  const checked = rows[0] ?? notFound()
  if (checked.accepted_at || !checked.rows_sealed)
    fail('conflict', 'enterprises.import_is_accepted', {
      zh: '这个文件已经导入过，或检查结果已过期',
      en: 'This file was accepted already, or its check is too old',
    })
  const read = JSON.parse(doing.secrets.open(checked.rows_sealed)) as ReadRow[]
  const views = await writeRows(tx, { ...doing, by: { ...doing.by, via: 'import' } }, checked.kind, read)
  const summary = summaryOf(views)
  await mine(tx)
    .updateTable('enterprises.imports')
    .set({ accepted_at: doing.at, rows_sealed: null, summary: JSON.stringify(summary) })
    .where('tenant_id', '=', doing.tenantId)
    .where('id', '=', importId)
    .execute()
  return summary
}

/** Row by row, each within a savepoint: one that is refused leaves nothing behind and says why. */
async function writeRows(tx: Tx, doing: Doing, kind: ImportKind, rows: readonly ReadRow[]): Promise<ImportRowView[]> {
  const places = await PlaceIndex.load(tx, doing)
  // What the database refuses at the end is refused with its row.
  await sql`set constraints all immediate`.execute(tx)
  const views: ImportRowView[] = []
  for (const row of rows) views.push(await writeRow(tx, doing, kind, places, row))
  await sql`set constraints all deferred`.execute(tx)
  return views
}

async function writeRow(
  tx: Tx,
  doing: Doing,
  kind: ImportKind,
  places: PlaceIndex,
  row: ReadRow,
): Promise<ImportRowView> {
  const what = [row.values.building, row.values.number ?? row.values.name]
    .filter((part) => part !== undefined)
    .join(' ')
  const view = { row: row.row, what }
  if (row.faults.length > 0) return { ...view, result: 'wrong', faults: [...row.faults] }
  await sql`savepoint one_row`.execute(tx)
  try {
    const result = await kindly(writers[kind](tx, doing, places, row))
    await sql`release savepoint one_row`.execute(tx)
    return { ...view, result, faults: [] }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    await sql`rollback to savepoint one_row`.execute(tx)
    return { ...view, result: 'wrong', faults: faultsOf(kind, error) }
  }
}

/** What a use case refused, by the columns of the file. */
function faultsOf(kind: ImportKind, { fields, words }: Failure): ImportRowView['faults'] {
  const columnOf = (path: string) => {
    const key = path.split('.').at(-1) ?? path
    const named = { suiteIds: 'suites', areaCm2: 'area', placeId: 'building', on: 'since' }[key] ?? key
    return importColumns[kind].find((column) => column.key === named)?.header.zh ?? ''
  }
  if (fields.length === 0) return [{ column: '', words }]
  return fields.map((field) => ({ column: columnOf(field.path), words: field.words }))
}

function summaryOf(rows: readonly ImportRowView[]): ImportSummary {
  const count = (result: ImportRowView['result']) => rows.filter((row) => row.result === result).length
  return {
    rows: rows.length,
    new: count('new'),
    changed: count('changed'),
    same: count('same'),
    wrong: count('wrong'),
  }
}
