import { type Id, newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { recordMany } from '../../../kernel/events/record.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { addRooms } from '../../places/public.ts'
import { subjectsAppeared } from '../../visits/public.ts'
import { circumstances } from '../circumstances.ts'
import { hashOf, insertPlain, type PlainEntry, plainInsertion } from '../entry-store.ts'
import { type HouseholdAdded, householdEvents, householdStream, type ValueEntered } from '../events.ts'
import { type Content, canonical, checkedContent, keyOf, nameLookups } from '../items.ts'
import { type Counting, refreshAll, shapeOf, visitSubjectOf } from '../refresh.ts'
import type { Writing } from '../scope.ts'
import { outcomeOf } from '../settling.ts'
import type { EntryId, HouseholdId, Item, MemberId, MemberValue, RoomId } from '../shapes.ts'
import type { EntryRecord, HouseholdRecord } from '../tables.ts'
import type { RowResult } from './contract.ts'
import { type Buildings, type Door, findDoors, keyOfDoor } from './doors.ts'
import type { HouseholdImportId } from './import-tables.ts'
import type { ReadHousehold, RowFault } from './read-row.ts'

export interface Judged {
  readonly result: RowResult
  readonly fault: RowFault | null
  /** What it was written to. */
  readonly householdId?: HouseholdId
  /** A room that it added. */
  readonly roomId?: RoomId | undefined
}

export interface Batch extends Writing {
  readonly buildings: Buildings
  /** As of which day a row is that names none. */
  readonly asOf: string
  readonly write: boolean
  /** Doors of rows above, where nothing is written that would tell of them. */
  readonly seen: Set<string>
  /** By which import, for one that can be undone. */
  readonly importId?: HouseholdImportId
}

interface Place {
  readonly door: Door
  readonly rows: ReadHousehold[]
  readonly at: number[]
}

/** Judges some rows, and writes what is right: rows of one door are one household. */
export async function takeHouseholds(tx: Tx, batch: Batch, rows: readonly ReadHousehold[]): Promise<Judged[]> {
  const { doors, faults } = await findDoors(tx, batch.tenantId, batch.buildings, rows, 'households')
  const judged: Judged[] = rows.map((_, n) => ({ result: 'wrong', fault: faults[n] ?? null }))
  const places = new Map<string, Place>()
  rows.forEach((row, n) => {
    const door = doors[n]
    if (!door) return
    const place = places.get(keyOfDoor(door)) ?? { door, rows: [], at: [] }
    places.set(keyOfDoor(door), place)
    place.rows.push(row)
    place.at.push(n)
  })
  const lived = await livedIn(tx, batch, [...places.values()])
  const fresh = [...places.values()].filter(({ door }) => !door.roomId || !lived.has(door.roomId))
  const known = [...places.values()].flatMap((place) => {
    const household = place.door.roomId && lived.get(place.door.roomId)
    return household ? [{ place, household }] : []
  })
  for (const place of fresh) {
    const key = keyOfDoor(place.door)
    for (const n of place.at) judged[n] = { result: batch.seen.has(key) ? 'changed' : 'new', fault: null }
    if (!batch.write) batch.seen.add(key)
  }
  if (batch.write)
    for (const { place, household } of await writeFresh(tx, batch, fresh)) {
      const roomId = place.door.roomId ? undefined : household.room_id
      for (const n of place.at) judged[n] = { result: 'new', fault: null, householdId: household.id, roomId }
    }
  const changed = await takeKnown(tx, batch, known)
  for (const { place, household } of known)
    for (const n of place.at)
      judged[n] = changed.has(place)
        ? { result: 'changed', fault: null, ...(batch.write ? { householdId: household.id } : {}) }
        : { result: 'same', fault: null }
  return judged
}

async function livedIn(tx: Tx, { tenantId, write }: Batch, places: readonly Place[]) {
  const rooms = places.flatMap(({ door }) => door.roomId ?? [])
  const lock = write ? sql`for no key update` : sql``
  const { rows } = await sql<HouseholdRecord>`select * from households.households where tenant_id = ${tenantId}
    and to_on is null and room_id = any(${rooms}::uuid[]) order by id ${lock}`.execute(tx)
  return new Map(rows.map((household) => [household.room_id, household]))
}

interface Said {
  readonly content: Content
  readonly asOf: string
  /** A circumstance of which the row does not say since when. */
  readonly isVague: boolean
}

/** What the rows of a door say, an item once; `memberOf` finds the member of a name. */
function saidBy({ rows }: Place, { asOf }: Batch, memberOf: (name: string) => MemberId): Said[] {
  const said = new Map<string, Said>()
  const add = (key: string, item: Item, value: unknown, row: ReadHousehold, isVague = false) => {
    if (!said.has(key)) said.set(key, { content: checkedContent(item, value), asOf: row.asOf ?? asOf, isVague })
  }
  for (const row of rows) {
    if (row.contact) add('contact', { kind: 'contact' }, row.contact, row)
    for (const member of row.members) {
      const memberId = memberOf(member.name)
      add(`member ${memberId}`, { kind: 'member', memberId }, member, row)
    }
    const first = row.members[0]
    for (const code of row.circumstances) {
      const memberId = circumstances[code].ofMember && first && row.members.length === 1 ? memberOf(first.name) : null
      const fromOn = row.circumstancesFrom ?? row.asOf ?? asOf
      const item = { kind: 'circumstance', code, memberId } as const
      add(`circumstance ${code} ${memberId}`, item, { fromOn }, row, row.circumstancesFrom === null)
    }
    for (const [key, value] of row.facts) add(`fact ${key}`, { kind: 'fact', key }, value, row)
  }
  return [...said.values()]
}

const plainName = (name: string) => name.normalize('NFKC').replace(/\s+/g, '')

/** The same name is the same member. */
function members(known: ReadonlyMap<string, MemberId> = new Map()): (name: string) => MemberId {
  const made = new Map(known)
  return (name) => {
    const id = made.get(plainName(name)) ?? newId<'member'>()
    made.set(plainName(name), id)
    return id
  }
}

interface Fresh {
  readonly place: Place
  readonly household: HouseholdRecord
  readonly fromIsKnown: boolean
  readonly entries: readonly PlainEntry[]
}

async function writeFresh(tx: Tx, batch: Batch, places: readonly Place[]): Promise<Fresh[]> {
  if (places.length === 0) return []
  const { tenantId, secrets, at } = batch
  const missing = places.filter(({ door }) => door.roomId === null)
  const added = await addRooms(
    tx,
    tenantId,
    missing.map(({ door: { building, unit, floor, number } }) => ({ buildingId: building.id, unit, floor, number })),
  )
  const roomOf = new Map<Place, Id<'room'>>(missing.map((place, n) => [place, added[n] as Id<'room'>]))
  const fresh = places.map((place) => freshOf(batch, place, place.door.roomId ?? (roomOf.get(place) as RoomId)))
  // What is asked next is sealed while PostgreSQL is at the one before.
  const households = insertHouseholds(tx, batch, fresh)
  const insertion = plainInsertion(
    secrets,
    tenantId,
    fresh.flatMap(({ entries }) => entries),
  )
  await households
  const values = insertion?.execute(tx)
  const events = fresh.map(addedOf(batch))
  await values
  await recordMany(tx, tenantId, events)
  const subjects = fresh.map(({ household }) => visitSubjectOf(household))
  await subjectsAppeared(tx, at, tenantId, subjects)
  return fresh
}

const addedOf =
  ({ secrets, at, by, importId }: Batch) =>
  ({ household, entries }: Fresh) => {
    const { id, room_id, grid_id, from_on } = household
    const payload: HouseholdAdded = {
      householdId: id,
      set: { room_id, grid_id, from_on, to_on: null, ended_why: null },
      ...(importId ? { importId } : {}),
      values: entries.map(({ id: entryId, content, source, hash = hashOf(secrets, content) }) => ({
        ...{ entryId, kind: content.item.kind, source, hash: hash.toString('hex') },
      })),
    }
    return { stream: householdStream(id), type: householdEvents.added, at, actor: by, payload }
  }

function freshOf(batch: Batch, place: Place, roomId: RoomId): Fresh {
  const { tenantId, secrets, at, by } = batch
  const { building, unit, floor, number } = place.door
  const id = newId<'household'>() as HouseholdId
  const entries = saidBy(place, batch, members()).map(
    ({ content, asOf }): PlainEntry => ({
      ...{ id: newId<'entry'>(), householdId: id, content, source: 'import', asOf, state: 'current', againstId: null },
      ...{ hash: hashOf(secrets, content), personId: by.personId, postId: by.postId, at },
    }),
  )
  const counting = entries.map(
    ({ content, state }): Counting => ({
      ...{ state, is_empty: false, kind: content.item.kind, item: keyOf(secrets, content.item), content },
    }),
  )
  const { people, tags } = shapeOf(counting, dayOf(at))
  const since = place.rows.find((row) => row.since !== null)?.since ?? null
  const household: HouseholdRecord = {
    ...{ tenant_id: tenantId, id, room_id: roomId, building_id: building.id, place_path: building.path },
    ...{ grid_id: building.grid_id, unit, floor, number, from_on: since ?? batch.asOf, to_on: null, ended_why: null },
    ...{ people, tags, last_reached_at: null, tries: 0, created_at: at, changed_at: at, erased_at: null },
  }
  return { place, household, fromIsKnown: since !== null, entries }
}

async function insertHouseholds(tx: Tx, { tenantId, at }: Batch, fresh: readonly Fresh[]): Promise<void> {
  const rows = fresh.map(({ household, fromIsKnown }) => ({ ...household, from_is_known: fromIsKnown }))
  await sql`insert into households.households (tenant_id, id, room_id, building_id, place_path, grid_id, unit, floor,
      number, from_on, from_is_known, people, tags, created_at, changed_at)
    select ${tenantId}, h.id, h.room_id, h.building_id, h.place_path, h.grid_id, h.unit, h.floor, h.number, h.from_on,
      h.from_is_known, h.people, h.tags, ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as h(id uuid, room_id uuid, building_id uuid,
      place_path text, grid_id uuid, unit text, floor integer, number text, from_on date, from_is_known boolean,
      people integer, tags text[])`.execute(tx)
}

interface Known {
  readonly place: Place
  readonly household: HouseholdRecord
}

type Row = Pick<EntryRecord, 'id' | 'household_id' | 'kind' | 'item' | 'state' | 'source' | 'as_of' | 'is_empty'> &
  Pick<EntryRecord, 'value_sealed' | 'value_hash'> & { readonly name_lookup: Buffer | null }

/** Values of households that are known. What is new to an item counts; what differs waits; what was told before is the same. */
async function takeKnown(tx: Tx, batch: Batch, known: readonly Known[]): Promise<ReadonlySet<Place>> {
  const changed = new Set<Place>()
  if (known.length === 0) return changed
  const { tenantId, secrets, at, by } = batch
  const { rows } = await sql<Row>`select id, household_id, kind, item, state, source, as_of, is_empty, value_sealed,
      value_hash, name_lookup from households.entries where tenant_id = ${tenantId}
    and household_id = any(${known.map(({ household }) => household.id)}::uuid[]) order by at, id`.execute(tx)
  const of = new Map<HouseholdId, Row[]>()
  for (const row of rows) {
    const list = of.get(row.household_id) ?? []
    list.push(row)
    of.set(row.household_id, list)
  }
  const entries: PlainEntry[] = []
  for (const { place, household } of known) {
    const told = toldOf(batch, place, household, of.get(household.id) ?? [])
    if (told.length > 0) changed.add(place)
    entries.push(...told)
  }
  if (!batch.write) return changed
  await insertPlain(tx, secrets, tenantId, entries)
  await recordMany(
    tx,
    tenantId,
    entries.map(({ id, householdId, content, state, againstId, source }) => {
      const hash = hashOf(secrets, content).toString('hex')
      const kept = { entryId: id, kind: content.item.kind, state, basisId: null, againstId, replacesId: null }
      const payload: ValueEntered = {
        householdId,
        ...kept,
        source,
        hash,
        ...(batch.importId ? { importId: batch.importId } : {}),
      }
      return { stream: householdStream(householdId), type: householdEvents.entered, at, actor: by, payload }
    }),
  )
  const counts = new Set(entries.filter(({ state }) => state === 'current').map(({ householdId }) => householdId))
  await refreshAll(
    tx,
    batch,
    known.flatMap(({ household }) => (counts.has(household.id) ? household : [])),
  )
  return changed
}

function toldOf(batch: Batch, place: Place, household: HouseholdRecord, rows: readonly Row[]): PlainEntry[] {
  const { secrets, at, by } = batch
  const lookups = new Map(
    rows.flatMap(({ kind, item, name_lookup }) =>
      kind === 'member' && name_lookup
        ? [[name_lookup.toString('hex'), item.slice('member:'.length) as MemberId] as const]
        : [],
    ),
  )
  const names = place.rows.flatMap(({ members: of }) => of.map(({ name }) => name))
  const ofName = new Map(
    names.flatMap((name) => {
      const [id] = nameLookups(secrets, name).flatMap((hash) => lookups.get(hash.toString('hex')) ?? [])
      return id ? [[plainName(name), id] as const] : []
    }),
  )
  return saidBy(place, batch, members(ofName)).flatMap(({ content, asOf, isVague }): PlainEntry[] => {
    const item = keyOf(secrets, content.item)
    const before = rows.filter((row) => row.item === item)
    const current = before.find(({ state }) => state === 'current')
    const full = current && !current.is_empty ? filled(content, opened(batch, current)) : content
    if (current && !current.is_empty && isVague) return []
    const hash = hashOf(secrets, full)
    const isTold = (row: Row) =>
      row.value_hash.equals(hash) && (row.state !== 'past' || (row.source === 'import' && row.as_of >= asOf))
    if (before.some(isTold)) return []
    const stands = current && {
      ...{ id: current.id as string, source: current.source },
      value: current.is_empty ? null : canonical(opened(batch, current)),
    }
    const said = { value: canonical(full), basisId: null, source: 'import', by: by.personId }
    const outcome = outcomeOf(said, stands ?? null, null)
    // What somebody took away does not come back by a book.
    const state = current?.is_empty && outcome.state === 'current' ? 'conflict' : outcome.state
    const againstId = state === 'current' ? null : ((current?.id ?? null) as EntryId | null)
    return [
      {
        ...{ id: newId<'entry'>(), householdId: household.id, content: full, source: 'import', asOf, state, againstId },
        ...{ hash, personId: by.personId, postId: by.postId, at },
      },
    ]
  })
}

const opened = ({ secrets }: Batch, row: Row) => JSON.parse(secrets.open(row.value_sealed)) as Content

/** What a row leaves blank says nothing: those parts are taken from what stands. */
function filled(content: Content, standing: Content): Content {
  const { item, value } = content
  if (item.kind !== 'contact' && item.kind !== 'member') return content
  const [said, stands] = [value, standing.value] as [Partial<MemberValue>, Partial<MemberValue>]
  if (plainName(said.name ?? '') !== plainName(stands.name ?? '')) return content
  const parts = Object.entries(said).filter(([key, part]) => part !== null && !(key === 'relation' && part === 'other'))
  return { item, value: { ...stands, ...Object.fromEntries(parts) } as MemberValue }
}
