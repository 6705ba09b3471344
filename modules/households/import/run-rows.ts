import type { Tx } from '../../../kernel/db.ts'
import type { CellValue } from '../../../kernel/sheets/cells.ts'
import type { OpenSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { columnsIn, type ImportKind } from './columns.ts'
import { doorKey } from './doors.ts'
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
  /** Rows in a transaction; a thousand if left out. */
  readonly rowsAtOnce?: number
  readonly onBatch?: (sofar: Counts, wrong: readonly WrongRow[]) => void | Promise<void>
}

const usuallyAtOnce = 1000

/** Thousands of rows on their way into the database at a time, each in a transaction of its own. */
const mostGoing = 2

/** Some rows on their way, and the doors that they tell of. */
interface Going {
  readonly doors: ReadonlySet<string>
  readonly done: Promise<void>
}

/**
 * Reads a sheet to its end, a thousand rows at a time: memory does not grow with it. While some rows are written, the next
 * are read; households whose doors are others are written beside them. Throws where a column is missing.
 */
export async function runRows(sheet: OpenSheet, run: Run): Promise<Counts> {
  const at = columnsIn(run.kind, sheet.headers)
  const covered: Covered = new Map()
  const counts = { read: 0, new: 0, changed: 0, same: 0, wrong: 0 }
  const most = run.kind === 'households' && run.batch.write ? mostGoing : 1
  const going: Going[] = []
  const { rowsAtOnce = usuallyAtOnce } = run
  let rows: SheetRow[] = []
  const flush = async () => {
    const some = rows.map((row): Said => ({ row, read: readRow(run, (key) => row.cells[at.get(key) ?? -1], sheet) }))
    rows = []
    const doors = doorsOf(run, some)
    // What is said of a door is judged by what was said of it above.
    while (going.length >= most || going.some((other) => shareDoor(other.doors, doors))) await going.shift()?.done
    const done = takeSome(run, some, covered, counts, going.at(-1)?.done)
    // Heard where it is waited for.
    done.catch(() => {})
    going.push({ doors, done })
  }
  try {
    for await (const row of sheet.rows) {
      rows.push(row)
      if (rows.length === rowsAtOnce) await flush()
    }
    if (rows.length > 0) await flush()
  } finally {
    await Promise.allSettled(going.map(({ done }) => done))
  }
  await Promise.all(going.map(({ done }) => done))
  if (run.batch.write && covered.size > 0) await run.tx((tx) => keepOthers(tx, run.batch, covered))
  return counts
}

function doorsOf({ batch: { buildings } }: Run, some: readonly Said[]): ReadonlySet<string> {
  const doors = new Set<string>()
  for (const { read } of some) {
    const building = Array.isArray(read) ? 'none' : buildings.find(read)
    if (!Array.isArray(read) && typeof building !== 'string') doors.add(doorKey(building.id, read.unit, read.number))
  }
  return doors
}

const shareDoor = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean => {
  for (const door of some) if (others.has(door)) return true
  return false
}

type SheetRow = { readonly number: number; readonly cells: readonly CellValue[] }
/** A row with what its cells say, or what is wrong with them. */
interface Said {
  readonly row: SheetRow
  readonly read: Read | RowFault[]
}

/** Writes the right ones of some rows; tells of them once those before are in. */
async function takeSome(
  run: Run,
  some: readonly Said[],
  covered: Covered,
  counts: Record<RowResult | 'read', number>,
  before: Promise<void> | undefined,
): Promise<void> {
  const right = some.flatMap(({ read }) => (Array.isArray(read) ? [] : [read]))
  const judged = (await run.tx((tx) => take(tx, run, right, covered))).values()
  await before
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
