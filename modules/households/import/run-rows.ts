import type { Tx } from '../../../kernel/db.ts'
import type { CellValue } from '../../../kernel/sheets/cells.ts'
import type { OpenSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { columnsIn, type ImportKind } from './columns.ts'
import { type ReadHousehold, type ReadVisit, type RowFault, readHousehold, readVisit } from './read-row.ts'
import { type Batch, type Judged, type RowResult, takeHouseholds } from './write-households.ts'
import { type Covered, keepOthers, takeVisits } from './write-visits.ts'

/** A row that is not taken, cell for cell. */
export interface WrongRow {
  readonly row: number
  readonly cells: readonly CellValue[]
  readonly faults: readonly RowFault[]
}

export type Counts = Readonly<Record<RowResult, number>> & { readonly read: number }

export interface Run {
  readonly kind: ImportKind
  readonly batch: Batch
  /** Opens a transaction for some rows: the caller's own, or one for each call. */
  readonly tx: <Value>(work: (tx: Tx) => Promise<Value>) => Promise<Value>
  readonly onBatch?: (sofar: Counts, wrong: readonly WrongRow[]) => void | Promise<void>
}

const atOnce = 1000

/**
 * Reads a sheet to its end, a thousand rows at a time: memory does not grow with it. While some rows are written, the next
 * are read. Throws where a column is missing.
 */
export async function runRows(sheet: OpenSheet, run: Run): Promise<Counts> {
  const at = columnsIn(run.kind, sheet.headers)
  const covered: Covered = new Map()
  const counts = { read: 0, new: 0, changed: 0, same: 0, wrong: 0 }
  let rows: SheetRow[] = []
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    const some = rows.map((row): Said => ({ row, read: readRow(run, (key) => row.cells[at.get(key) ?? -1], sheet) }))
    rows = []
    await writing
    writing = takeSome(run, some, covered, counts)
    // Heard where it is waited for.
    writing.catch(() => {})
  }
  try {
    for await (const row of sheet.rows) {
      rows.push(row)
      if (rows.length === atOnce) await flush()
    }
    if (rows.length > 0) await flush()
  } finally {
    await writing
  }
  if (run.batch.write && covered.size > 0) await run.tx((tx) => keepOthers(tx, run.batch, covered))
  return counts
}

type SheetRow = { readonly number: number; readonly cells: readonly CellValue[] }
/** A row with what its cells say, or what is wrong with them. */
interface Said {
  readonly row: SheetRow
  readonly read: Read | RowFault[]
}

/** Writes the right ones of some rows, and tells of the wrong ones. */
async function takeSome(
  run: Run,
  some: readonly Said[],
  covered: Covered,
  counts: Record<RowResult | 'read', number>,
): Promise<void> {
  const right = some.flatMap(({ read }) => (Array.isArray(read) ? [] : [read]))
  const judged = (await run.tx((tx) => take(tx, run, right, covered))).values()
  const wrong: WrongRow[] = []
  for (const { row, read } of some) {
    const { result, fault }: Judged = (Array.isArray(read) ? null : judged.next().value) ?? {
      result: 'wrong',
      fault: null,
    }
    counts.read++
    counts[result]++
    const faults = Array.isArray(read) ? read : fault ? [fault] : []
    if (result === 'wrong') wrong.push({ row: row.number, cells: row.cells, faults })
  }
  await run.onBatch?.(counts, wrong)
}

type Read = ReadHousehold | ReadVisit

const readRow = ({ kind, batch }: Run, cells: (key: string) => CellValue | undefined, { dateBase }: OpenSheet) =>
  kind === 'households' ? readHousehold(cells, dateBase, dayOf(batch.at)) : readVisit(cells, dateBase, batch.at)

const take = (tx: Tx, { kind, batch }: Run, rows: readonly Read[], covered: Covered): Promise<Judged[]> =>
  kind === 'households'
    ? takeHouseholds(tx, batch, rows as ReadHousehold[])
    : takeVisits(tx, batch, rows as ReadVisit[], covered)
