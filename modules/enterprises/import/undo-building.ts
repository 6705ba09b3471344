import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Doing } from '../doing.ts'
import type { BuildingEvent, ColumnSet } from '../events.ts'
import type { FirmImportId, SuiteId } from '../shapes.ts'
import { recordBuildingEvent } from '../suite-store.ts'
import type { SuiteRecord } from '../tables.ts'
import { foldSets } from './fold-sets.ts'
import type { Stretch } from './undo.ts'

interface Undoing {
  readonly placeId: PlaceId
  /** Whether the import put the building on record. */
  readonly brought: boolean
  readonly importId: FirmImportId
}

/** A building and its suites are as they were before an import; one that the import brought is no office building. */
export async function undoBuilding(
  tx: Tx,
  doing: Doing,
  { placeId, brought, importId }: Undoing,
  { before, mine }: Stretch<BuildingEvent>,
): Promise<void> {
  const { tenantId } = doing
  const suites: Record<SuiteId, Partial<SuiteRecord> | null> = {}
  const begun = new Set(mine.flatMap((event) => event.begun ?? []))
  const setsOf = (events: readonly BuildingEvent[], id: SuiteId) => events.map((event) => event.suites?.[id])
  for (const id of new Set(mine.flatMap((event) => Object.keys(event.suites ?? {}) as SuiteId[]))) {
    const of = sql`tenant_id = ${tenantId} and building_id = ${placeId} and id = ${id}`
    if (begun.has(id)) {
      await sql`delete from enterprises.suites where ${of}`.execute(tx)
      suites[id] = null
      continue
    }
    const set = foldSets(setsOf(before, id)).restored(setsOf(mine, id))
    await write(tx, 'enterprises.suites', of, set)
    suites[id] = set as Partial<SuiteRecord>
  }
  const of = sql`tenant_id = ${tenantId} and place_id = ${placeId}`
  const set = foldSets(before.map((event) => event.set)).restored(mine.map((event) => event.set))
  if (brought) await sql`delete from enterprises.buildings where ${of}`.execute(tx)
  else await write(tx, 'enterprises.buildings', of, set)
  await recordBuildingEvent(tx, doing, 'importUndone', { placeId, ...(brought ? {} : { set }), suites, importId })
}

async function write(tx: Tx, table: string, of: ReturnType<typeof sql>, set: ColumnSet): Promise<void> {
  for (const [name, value] of Object.entries(set))
    await sql`update ${sql.table(table)} set ${sql.ref(name)} = ${value} where ${of}`.execute(tx)
}
