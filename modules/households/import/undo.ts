import { sql, type Tx } from '../../../kernel/db.ts'
import { recordMany } from '../../../kernel/events/record.ts'
import type { Services } from '../../../kernel/http/route.ts'
import { signalLive } from '../../../kernel/live/hub.ts'
import { removeUnusedRooms } from '../../places/public.ts'
import { lockSubjects, subjectsVanished } from '../../visits/public.ts'
import { householdEvents, householdStream, type ImportUndone } from '../events.ts'
import { refreshAll } from '../refresh.ts'
import type { EntryId, HouseholdId, RoomId } from '../shapes.ts'
import type { HouseholdRecord } from '../tables.ts'
import { recordImport } from './import-events.ts'
import { changeImport, importFiles, lockImport, mayGoOn } from './import-store.ts'
import type { ImportRecord } from './import-tables.ts'
import { type Happened, wentOn } from './touched.ts'

type Working = Pick<Services, 'db' | 'clock' | 'secrets'>

const atOnce = 500
const why = { zh: '导入已撤销', en: 'The import was undone' }

/**
 * Takes back what an import wrote, some hundred households in a transaction: those that it brought go with their rooms,
 * those that it told something of lose what it told. One with which somebody went on stays as it is, and is named.
 * Cut off, it goes on behind what is taken back.
 */
export async function undoAll({ db, clock, secrets }: Working, it: ImportRecord, signal: AbortSignal): Promise<void> {
  const at = clock.now()
  for (let goesOn = true; goesOn; ) {
    signal.throwIfAborted()
    goesOn = await db.tx(async (tx) => {
      if (!(await mayGoOn(tx, it))) return false
      const ids = await nextOf(tx, it)
      await undoSome(tx, { secrets, at, it }, ids)
      await tellHowFar(tx, it, at)
      return ids.length === atOnce
    })
  }
  await db.tx((tx) => end(tx, it, at))
}

async function nextOf(tx: Tx, { tenant_id, id }: ImportRecord): Promise<HouseholdId[]> {
  const { rows } = await sql<{ id: HouseholdId }>`select distinct household_id as id from households.import_rows
    where tenant_id = ${tenant_id} and import_id = ${id} and household_id is not null and fate is null
    order by household_id limit ${atOnce}`.execute(tx)
  return rows.map((row) => row.id)
}

interface Undoing {
  readonly secrets: Services['secrets']
  readonly at: Date
  readonly it: ImportRecord
}

async function undoSome(tx: Tx, { secrets, at, it }: Undoing, ids: readonly HouseholdId[]): Promise<void> {
  if (ids.length === 0) return
  const { tenant_id: tenantId, id: importId } = it
  const { rows: households } = await sql<HouseholdRecord>`select * from households.households
    where tenant_id = ${tenantId} and id = any(${[...ids]}::uuid[]) order by id for update`.execute(tx)
  // Before anything is read: a visit that is being recorded is waited for, and counts.
  await lockSubjects(tx, tenantId, 'household', ids)
  const told = await eventsOf(tx, tenantId, ids)
  const visited = await visitedOf(tx, tenantId, ids)
  const free = households.filter(({ id }) => {
    const events = told.get(id) ?? []
    return !wentOn(events, importId) && !(isBrought(events, importId) && visited.has(id))
  })
  const brought = free.filter(({ id }) => isBrought(told.get(id) ?? [], importId))
  const changed = free.filter((one) => !brought.includes(one))
  const gone = new Map<HouseholdId, EntryId[]>()
  for (const [id, entries] of await dropEntries(tx, it, told, free)) gone.set(id, entries)
  await refreshAll(tx, { tenantId, secrets, at }, changed)
  await subjectsVanished(
    tx,
    at,
    tenantId,
    'household',
    brought.map(({ id }) => id),
    why,
  )
  await sql`delete from households.households where tenant_id = ${tenantId}
    and id = any(${brought.map(({ id }) => id)}::uuid[])`.execute(tx)
  const by = { personId: it.undone_by, postId: it.post_id, via: 'import' } as const
  await recordMany(
    tx,
    tenantId,
    free.map((household) => {
      const { id } = household
      const isGone = brought.includes(household)
      const payload: ImportUndone = { householdId: id, importId, gone: isGone, entryIds: gone.get(id) ?? [] }
      return { stream: householdStream(id), type: householdEvents.undone, at, actor: by, payload }
    }),
  )
  await dropRooms(tx, it, brought)
  const freed = free.map(({ id }) => id)
  await sql`update households.import_rows set fate = case when household_id = any(${freed}::uuid[]) then 'undone' else 'kept' end
    where tenant_id = ${tenantId} and import_id = ${importId} and household_id = any(${[...ids]}::uuid[])`.execute(tx)
}

interface Told extends Happened {
  readonly id: HouseholdId
  readonly entryId: EntryId | null
}

type Stories = ReadonlyMap<HouseholdId, readonly Told[]>

const isBrought = (events: readonly Happened[], importId: string): boolean =>
  events[0]?.type === householdEvents.added && events[0].importId === importId

async function eventsOf(tx: Tx, tenantId: string, ids: readonly HouseholdId[]): Promise<Stories> {
  const { rows } = await sql<Told>`select substr(stream, ${'households:'.length + 1}) as id, seq, type,
      payload ->> 'importId' as "importId", payload ->> 'entryId' as "entryId"
    from kernel.events_view where tenant_id = ${tenantId} and stream = any(${ids.map(householdStream)}::text[])
    order by stream, seq`.execute(tx)
  const told = new Map<HouseholdId, Told[]>()
  for (const row of rows) {
    const of = told.get(row.id) ?? []
    of.push(row)
    told.set(row.id, of)
  }
  return told
}

/** Households of these that somebody called on. */
async function visitedOf(tx: Tx, tenantId: string, ids: readonly HouseholdId[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select distinct subject_id as id from visits.visits_view
    where tenant_id = ${tenantId} and subject_kind = 'household' and subject_id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** What the import told of these households goes. @returns the entries by household */
async function dropEntries(
  tx: Tx,
  { tenant_id, id: importId }: ImportRecord,
  told: Stories,
  free: readonly HouseholdRecord[],
): Promise<ReadonlyMap<HouseholdId, EntryId[]>> {
  const whole = free.filter(({ id }) => isBrought(told.get(id) ?? [], importId)).map(({ id }) => id)
  const single = free.flatMap(({ id }) =>
    (told.get(id) ?? []).flatMap((event) => (event.importId === importId && event.entryId ? event.entryId : [])),
  )
  const { rows } = await sql<{ id: EntryId; household: HouseholdId }>`delete from households.entries
    where tenant_id = ${tenant_id} and (household_id = any(${whole}::uuid[]) or id = any(${single}::uuid[]))
    returning id, household_id as household`.execute(tx)
  const gone = new Map<HouseholdId, EntryId[]>()
  for (const { id, household } of rows) gone.set(household, [...(gone.get(household) ?? []), id])
  return gone
}

/** Rooms that it added go with the households, but for those that something else hangs on by now. */
async function dropRooms(tx: Tx, it: ImportRecord, brought: readonly HouseholdRecord[]): Promise<void> {
  const { rows } = await sql<{ id: RoomId }>`select distinct room_id as id from households.import_rows
    where tenant_id = ${it.tenant_id} and import_id = ${it.id} and room_id is not null
      and household_id = any(${brought.map(({ id }) => id)}::uuid[])`.execute(tx)
  await removeUnusedRooms(
    tx,
    it.tenant_id,
    rows.map(({ id }) => id),
  )
}

async function keptOf(tx: Tx, { tenant_id, id }: ImportRecord): Promise<number> {
  const { rows } = await sql<{ kept: number }>`select count(*)::int as kept from households.import_rows
    where tenant_id = ${tenant_id} and import_id = ${id} and fate = 'kept'`.execute(tx)
  return rows[0]?.kept ?? 0
}

const tellHowFar = (tx: Tx, it: ImportRecord, at: Date) => changeImport(tx, it, {}, at)

async function end(tx: Tx, begun: ImportRecord, at: Date): Promise<void> {
  if (!(await mayGoOn(tx, begun))) return
  const it = await lockImport(tx, { tenantId: begun.tenant_id, importId: begun.id })
  if (!it) return
  const kept = await keptOf(tx, it)
  await importFiles.drop(tx, it)
  await changeImport(tx, it, { state: 'undone', undone_at: at, kept, failure: null }, at)
  const actor = { personId: it.undone_by, postId: it.post_id, via: 'import' } as const
  await recordImport(tx, { ...it, kept }, 'reverted', { actor, at })
  await signalLive(tx, { tenantId: it.tenant_id, topic: 'household', id: it.id, persons: null })
}
