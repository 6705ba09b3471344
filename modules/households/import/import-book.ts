import type { EventActor } from '../../../kernel/actor.ts'
import type { TenantId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import type { ImportKind } from './columns.ts'
import { buildingsOf } from './doors.ts'
import { type Counts, type Run, runRows } from './run-rows.ts'

export interface Book {
  readonly kind: ImportKind
  readonly tenantId: TenantId
  /** An .xlsx by its path, or its bytes. */
  readonly file: string | Uint8Array
  /** Path of the place at or below which its doors lie. */
  readonly placePath: string
  readonly by?: EventActor
  /** Rows in a transaction; a thousand if left out. */
  readonly rowsAtOnce?: number
}

const importer: EventActor = { personId: null, postId: null, via: 'import' }

/**
 * Takes a whole book at once, a thousand rows in a transaction: what the command line and the demo do. Cut off, the same
 * book goes on where it was. Throws a Failure where a column is missing, a SheetError for what is no sheet.
 */
export async function importBook(
  { db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>,
  { kind, tenantId, file, placePath, by = importer, rowsAtOnce }: Book,
  onBatch?: Run['onBatch'],
): Promise<Counts> {
  const at = clock.now()
  const within = sql<boolean>`h.place_path >= ${placePath} and h.place_path < ${`${placePath}:`}`
  const buildings = await db.read((tx) => buildingsOf(tx, tenantId, at, within))
  const sheet = await openSheet(file)
  try {
    const batch = { tenantId, secrets, at, by, buildings, asOf: dayOf(at), write: true, seen: new Set<string>() }
    const optional = { ...(rowsAtOnce && { rowsAtOnce }), ...(onBatch && { onBatch }) }
    return await runRows(sheet, { kind, batch, tx: (work) => db.tx(work), ...optional })
  } finally {
    await sheet.close()
  }
}
