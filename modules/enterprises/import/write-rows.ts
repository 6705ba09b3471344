import { Failure } from '../../../kernel/contract/errors.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { beginningOf } from '../../../kernel/text/beginning.ts'
import type { Doing } from '../doing.ts'
import { kindly } from '../suite-store.ts'
import { importColumns, matchColumns } from './columns.ts'
import type { RowFault } from './contract.ts'
import type { JudgedRow } from './import-store.ts'
import { type ImportRecord, imports } from './import-tables.ts'
import { PlaceIndex } from './place-index.ts'
import type { ReadRow } from './read-rows.ts'
import { writeFirm } from './write-firm.ts'
import { writeSuite } from './write-suite.ts'

const writers = { suites: writeSuite, firms: writeFirm } as const

/** How the columns of a file are read. */
type Sheet = Pick<ImportRecord, 'kind' | 'headers' | 'chosen'>

/** What a row's writer tells: what became of it, and whose stream in the ledger it wrote to. */
export interface Written {
  readonly result: 'new' | 'changed' | 'same'
  readonly stream: string
}

export interface WrittenRows {
  readonly rows: readonly JudgedRow[]
  /** Streams of the ledger that were written to. */
  readonly streams: ReadonlySet<string>
}

/**
 * Writes the rows of an import, each within a savepoint: one that is refused leaves nothing behind and says why.
 * @param onRow called after each row, with all so far; what it throws ends the writing
 */
export async function writeRows(
  tx: Tx,
  doing: Doing,
  sheet: Sheet,
  read: readonly ReadRow[],
  onRow: (rows: readonly JudgedRow[]) => Promise<void>,
): Promise<WrittenRows> {
  // One import at a time: two files with the same rows must not both find them new.
  await sql`select pg_advisory_xact_lock(hashtext('enterprises.import'), hashtext(${doing.tenantId}))`.execute(tx)
  const places = await PlaceIndex.load(tx, doing)
  // What the database refuses at the end is refused with its row.
  await sql`set constraints all immediate`.execute(tx)
  const rows: JudgedRow[] = []
  const streams = new Set<string>()
  for (const row of read) {
    const judged = await writeRow(tx, doing, sheet, places, row)
    if (judged.stream) streams.add(judged.stream)
    rows.push(judged)
    await onRow(rows)
  }
  await sql`set constraints all deferred`.execute(tx)
  return { rows, streams }
}

async function writeRow(
  tx: Tx,
  doing: Doing,
  sheet: Sheet,
  places: PlaceIndex,
  row: ReadRow,
): Promise<JudgedRow & { readonly stream?: string }> {
  const { kind } = sheet
  const named = kind === 'suites' ? [row.values.building, row.values.number] : [row.values.name, row.values.uscc]
  const what = named.filter((part) => part !== undefined).join(' ')
  const seen = { row: row.row, what: beginningOf(what, 200), cells: row.cells }
  if (row.faults.length > 0) return { ...seen, result: 'wrong', faults: row.faults }
  await sql`savepoint one_row`.execute(tx)
  try {
    const { result, stream } = await kindly(writers[kind](tx, doing, places, row))
    await sql`release savepoint one_row`.execute(tx)
    return { ...seen, result, faults: [], stream }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    await sql`rollback to savepoint one_row`.execute(tx)
    return { ...seen, result: 'wrong', faults: faultsOf(sheet, error) }
  }
}

/** What a use case refused, by the columns of the file: under its own header where it has one. */
function faultsOf({ kind, headers, chosen }: Sheet, { fields, words }: Failure): RowFault[] {
  const { columns } = matchColumns(kind, headers, chosen)
  const lang = headers.some((header) => /\p{Script=Han}/u.test(header)) ? 'zh' : 'en'
  const columnOf = (path: string) => {
    const key = path.split('.').at(-1) ?? path
    const named = { suiteIds: 'suites', areaCm2: 'area', placeId: 'building', on: 'since' }[key] ?? key
    const [at] = [...columns].find(([, column]) => column.key === named) ?? []
    if (at !== undefined && headers[at]) return headers[at]
    return importColumns[kind].find((column) => column.key === named)?.header[lang] ?? ''
  }
  if (fields.length === 0) return [{ column: '', words }]
  return fields.map((field) => ({ column: columnOf(field.path), words: field.words }))
}

/** A moment of the ledger: events that are recorded from now on come after it. */
export const ledgerNow = (): string => newId<'event'>()

/**
 * Notes the stretches of the ledger that an import wrote.
 * @param since a moment before the first of them
 */
export async function markStreams(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id' | 'id'>,
  streams: ReadonlySet<string>,
  { at, since }: { readonly at: Date; readonly since: string },
): Promise<void> {
  if (streams.size === 0) return
  await imports(tx)
    .insertInto('enterprises.import_marks')
    .expression(
      sql`select tenant_id, ${it.id}::uuid, stream, min(seq), max(seq) from kernel.events_view
        where tenant_id = ${it.tenant_id} and stream = any(${[...streams]}::text[]) and id > ${since}::uuid
          and at = ${at} and actor ->> 'via' = 'import' group by tenant_id, stream`,
    )
    .execute()
}
