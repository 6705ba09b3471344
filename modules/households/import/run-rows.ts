import type { Words } from '../../../kernel/contract/words.ts'
import { sqlState, type Tx, uniqueViolation } from '../../../kernel/db.ts'
import { type CellValue, cellText } from '../../../kernel/sheets/cells.ts'
import type { ChosenColumns } from '../../../kernel/sheets/known-columns.ts'
import type { OpenSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import type { HouseholdId, RoomId } from '../shapes.ts'
import { columnsIn, type ImportKind } from './columns.ts'
import type { RowResult } from './contract.ts'
import { doorKey } from './doors.ts'
import { type ReadHousehold, type ReadVisit, type RowFault, readHousehold, readVisit } from './read-row.ts'
import { type Batch, type Judged, takeHouseholds } from './write-households.ts'
import { type Covered, keepOthers, takeVisits } from './write-visits.ts'

/** A row that is not taken, cell for cell. */
export interface WrongRow {
  readonly row: number
  readonly cells: readonly CellValue[]
  readonly faults: readonly RowFault[]
}

/** What is wrong, by the header in the file under which it stands; '' where the row as a whole is at fault. */
export interface SheetFault {
  readonly column: string
  readonly words: Words
}

/** A row with what became of it. */
export interface TakenRow {
  readonly row: number
  readonly result: RowResult
  /** As the row names it. */
  readonly door: string
  readonly faults: readonly SheetFault[]
  readonly cells: readonly CellValue[]
  readonly householdId: HouseholdId | null
  /** A room that it added. */
  readonly roomId: RoomId | null
}

export type Counts = Readonly<Record<RowResult, number>> & { readonly read: number }

export interface Run {
  readonly kind: ImportKind
  readonly batch: Batch
  /** Which columns a person chose over what the headers say. */
  readonly chosen?: ChosenColumns
  /** Opens a transaction for some rows. */
  readonly tx: <Value>(work: (tx: Tx) => Promise<Value>) => Promise<Value>
  /** Rows in a transaction; a thousand if left out. */
  readonly rowsAtOnce?: number
  /** Before some rows are taken, in their transaction: which of them are in already and are passed over. */
  readonly before?: (tx: Tx, rows: readonly number[]) => Promise<ReadonlySet<number>>
  /** After them, in the same transaction; what it throws takes them back. */
  readonly after?: (tx: Tx, rows: readonly TakenRow[]) => Promise<void>
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

/** What is read, and how. */
interface Reading extends Run {
  readonly sheet: OpenSheet
  readonly at: ReadonlyMap<string, number>
  readonly covered: Covered
}

/**
 * Reads a sheet to its end, a thousand rows at a time: memory does not grow with it. While some rows are written, the next
 * are read; households whose doors are others are written beside them. Throws where a column is missing.
 */
export async function runRows(sheet: OpenSheet, run: Run): Promise<Counts> {
  const covered: Covered = new Map()
  const reading: Reading = { ...run, sheet, covered, at: columnsIn(run.kind, sheet.headers, run.chosen) }
  const counts = { read: 0, new: 0, changed: 0, same: 0, wrong: 0 }
  const most = run.kind === 'households' && run.batch.write ? mostGoing : 1
  const going: Going[] = []
  const { rowsAtOnce = usuallyAtOnce } = run
  let rows: SheetRow[] = []
  const flush = async () => {
    const some = rows.map((row): Said => ({ row, read: readRow(reading, row) }))
    rows = []
    const doors = doorsOf(run, some)
    // What is said of a door is judged by what was said of it above.
    while (going.length >= most || going.some((other) => shareDoor(other.doors, doors))) await going.shift()?.done
    const done = takeSome(reading, some, counts, going.at(-1)?.done)
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

interface Taken extends TakenRow {
  readonly why: readonly RowFault[]
}

/** Writes the right ones of some rows; tells of them once those before are in. */
async function takeSome(
  run: Reading,
  some: readonly Said[],
  counts: Record<RowResult | 'read', number>,
  before: Promise<void> | undefined,
): Promise<void> {
  const taken = await takeOrHalve(run, some)
  await before
  counts.read += taken.length
  for (const { result } of taken) counts[result]++
  const wrong = taken.filter(({ result }) => result === 'wrong')
  await run.onBatch?.(
    counts,
    wrong.map(({ row, cells, why }) => ({ row, cells, faults: why })),
  )
}

/** SQLSTATE classes of what a row itself can bring about: data that does not fit, a constraint that refuses. */
const faultOfData = (error: unknown): boolean => /^2[23]/.test(sqlState(error) ?? '')

const refused: RowFault = {
  key: '',
  column: { zh: '', en: '' },
  words: { zh: '这一行写不进去，请检查内容后再试', en: 'This row could not be written. Look at it and try again' },
}

/** Some rows in one transaction. Those that the database refuses are halved until the row at fault stands alone. */
async function takeOrHalve(run: Reading, some: readonly Said[], again = true): Promise<Taken[]> {
  try {
    return await run.tx((tx) => takeIn(tx, run, some))
  } catch (error) {
    if (!faultOfData(error) || run.kind !== 'households') throw error
    // Somebody wrote a household or room of these a moment ago: it is known now.
    if (again && sqlState(error) === uniqueViolation) return takeOrHalve(run, some, false)
    if (some.length > 1) {
      const middle = Math.ceil(some.length / 2)
      return [...(await takeOrHalve(run, some.slice(0, middle))), ...(await takeOrHalve(run, some.slice(middle)))]
    }
    const alone = some.map(({ row }) => ({ row, read: [refused] }))
    return run.tx((tx) => takeIn(tx, run, alone))
  }
}

async function takeIn(tx: Tx, run: Reading, all: readonly Said[]): Promise<Taken[]> {
  const known = await run.before?.(
    tx,
    all.map(({ row }) => row.number),
  )
  const some = known ? all.filter(({ row }) => !known.has(row.number)) : all
  const right = some.flatMap(({ read }) => (Array.isArray(read) ? [] : [read]))
  const judged = (right.length === 0 ? [] : await take(tx, run, right)).values()
  const taken = some.map(({ row, read }): Taken => {
    const one: Judged = (Array.isArray(read) ? null : judged.next().value) ?? { result: 'wrong', fault: null }
    const why = Array.isArray(read) ? read : one.fault ? [one.fault] : []
    return {
      ...{ row: row.number, cells: row.cells, result: one.result, door: doorNamed(run, row) },
      ...{ householdId: one.householdId ?? null, roomId: one.roomId ?? null, why },
      faults: why.map(({ key, column, words }) => ({ column: headerOf(run, key, column), words })),
    }
  })
  if (taken.length > 0) await run.after?.(tx, taken)
  return taken
}

const doorNamed = ({ at }: Reading, { cells }: SheetRow): string =>
  ['compound', 'building', 'unit', 'number']
    .map((key) =>
      cellText(cells[at.get(key) ?? -1])
        .trim()
        .slice(0, 60),
    )
    .filter((part) => part !== '')
    .join(' ')

/** A column as the file itself calls it, else as the template does. */
function headerOf({ at, sheet: { headers } }: Reading, key: string, column: Words): string {
  const own = cellText(headers[at.get(key) ?? -1])
  return own || (headers.some((header) => /\p{Script=Han}/u.test(header)) ? column.zh : column.en)
}

type Read = ReadHousehold | ReadVisit

function readRow({ kind, batch, at, sheet: { dateBase } }: Reading, row: SheetRow): Read | RowFault[] {
  const cells = (key: string): CellValue | undefined => row.cells[at.get(key) ?? -1]
  return kind === 'households' ? readHousehold(cells, dateBase, dayOf(batch.at)) : readVisit(cells, dateBase, batch.at)
}

const take = (tx: Tx, { kind, batch, covered }: Reading, rows: readonly Read[]): Promise<Judged[]> =>
  kind === 'households'
    ? takeHouseholds(tx, batch, rows as ReadHousehold[])
    : takeVisits(tx, batch, rows as ReadVisit[], covered)
