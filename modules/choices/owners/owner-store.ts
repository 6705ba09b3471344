import type { RawBuilder } from 'kysely'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { type Id, newId, type PlaceId, type TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import { foundBy, type Term } from '../../../kernel/find-anew.ts'
import { requestHash } from '../../../kernel/http/command.ts'
import type { Found, Secrets } from '../../../kernel/secrets.ts'
import { normalise } from '../../../kernel/text/normalise.ts'
import { addRooms, type Place, placeOf } from '../../places/public.ts'
import { type OwnerEvent, ownerEvents, ownerStream } from '../events.ts'
import { type Doing, readerScopeSql } from '../scope.ts'
import type { HoldingRecord, OwnerId, OwnerRecord } from '../tables.ts'
import type { OwnerKind } from './kinds.ts'

/** One spelling of a name, so that two spellings of it are one head. */
const nameKey = (name: string): string => normalise(name).replaceAll(' ', '')

export const nameTerm = (name: string): Term => ['owner-name', nameKey(name)]

export const ownerNameLookups = (secrets: Secrets, name: string): Found => foundBy(secrets, nameTerm(name))

interface Head {
  readonly kind: OwnerKind
  readonly name: string
  /** Digits alone. */
  readonly phone: string | null
}

/**
 * What makes two entries one head: the same name with the same phone; of a developer or another organisation the name.
 * Two people of one name without a phone are not taken for one: null.
 */
export function headKey({ kind, name, phone }: Head): string | null {
  if (kind !== 'person') return `${kind} ${nameKey(name)}`
  return phone ? `person ${nameKey(name)} ${phone}` : null
}

/** A head that stands in the register of a compound, or stood there and holds no room today. */
export interface KnownHead extends Head {
  readonly id: OwnerId
  readonly holds: boolean
}

/** Which of these are heads of the compound already, by their key. Asked under `lockRegister`, it stays so. */
export async function knownHeads(
  tx: Tx,
  { tenantId, secrets }: Pick<Doing, 'tenantId' | 'secrets'>,
  compound: Pick<Place, 'id' | 'path'>,
  heads: readonly Head[],
): Promise<Map<string, KnownHead>> {
  const lookups = heads.flatMap((head) => (headKey(head) ? [...ownerNameLookups(secrets, head.name)] : []))
  // The later of two of one key stands in the map: one that holds rooms, and of these the oldest.
  const { rows } = await sql<OwnerRecord & { holds: boolean }>`select o.*, exists (select from choices.holdings h
      where h.tenant_id = o.tenant_id and h.owner_id = o.id and h.to_on is null) as holds
    from choices.owners o where o.tenant_id = ${tenantId} and o.compound_path = ${compound.path}
      and o.compound_id = ${compound.id} and o.name_lookup = any(${lookups}::bytea[])
    order by holds, o.created_at desc, o.id desc`.execute(tx)
  return new Map(
    rows.flatMap(({ id, kind, holds, name_sealed, phone_sealed }) => {
      const head = { kind, name: secrets.open(name_sealed), phone: phone_sealed ? secrets.open(phone_sealed) : null }
      const key = headKey(head)
      return key ? [[key, { ...head, id, holds }] as const] : []
    }),
  )
}

/** Who registers owners of a compound does it one after the other: none finds a room free, or a head unknown, that another writes. */
export const lockRegister = (tx: Tx, tenantId: TenantId, compoundId: PlaceId) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`choices.import ${tenantId} ${compoundId}`}, 0))`.execute(tx)

const unitSql = sql`regexp_replace(r.unit, '\\s*单元$', '')`

/** A room as a line of a roll names it, of `places.rooms_view r` and its building `b`. */
export const roomSql: RawBuilder<string> = sql`(b.name || case when r.unit = '' then '' else ' ' || ${unitSql} || '单元' end
  || ' ' || r.number)`

/** The same in English. */
export const roomEnSql: RawBuilder<string> = sql`(coalesce(nullif(b.name_en, ''), b.name) || case when r.unit = '' then ''
  else ', unit ' || ${unitSql} end || ', ' || r.number)`

/** The compound within the actor's places, else 404. */
export async function compoundFor(tx: Tx, { actor, tenantId }: Pick<Doing, 'actor' | 'tenantId'>, id: PlaceId) {
  const { rows } = await sql`select from places.places_view p where p.tenant_id = ${tenantId} and p.id = ${id}
    and p.level_kind = 'compound' and p.ended_at is null and ${readerScopeSql(actor, sql`p.path`)}`.execute(tx)
  const place: Place | null = rows.length > 0 ? await placeOf(tx, tenantId, id) : null
  return place ?? notFound()
}

/** One owner of the actor's places, locked, else 404. */
export async function ownerFor(tx: Tx, { actor, tenantId }: Doing, id: OwnerId): Promise<OwnerRecord> {
  const { rows } = await sql<OwnerRecord>`select o.* from choices.owners o where o.tenant_id = ${tenantId}
    and o.id = ${id} and ${readerScopeSql(actor, sql`o.compound_path`)} for no key update of o`.execute(tx)
  return rows[0] ?? notFound()
}

export async function recordOwner(
  tx: Tx,
  { tenantId, at, by }: Doing,
  name: keyof typeof ownerEvents,
  payload: OwnerEvent,
): Promise<void> {
  const stream = ownerStream(payload.ownerId)
  await record<OwnerEvent>(tx, { tenantId, stream, type: ownerEvents[name], at, actor: by, payload })
}

/** Keeps why the register was changed. @returns the hash for the ledger */
export async function keepWhy(tx: Tx, { tenantId, at, by }: Doing, ownerId: OwnerId, why: string): Promise<string> {
  await sql`insert into choices.corrections (tenant_id, id, owner_id, why, by_person, at)
    values (${tenantId}, ${newId()}, ${ownerId}, ${why.trim()}, ${by.personId}, ${at})`.execute(tx)
  return requestHash(why.trim()).toString('hex')
}

/** `1单元`, `一 单元` is not read; `1` and `1单元` are one unit. */
export const unitKey = (unit: string): string =>
  unit
    .normalize('NFKC')
    .trim()
    .replace(/\s*单元$/, '')
export const roomKey = (number: string): string =>
  number
    .normalize('NFKC')
    .trim()
    .replace(/[室号]$/, '')

/** The floor that a room's number tells: 501 is on the fifth, 1203 on the twelfth; else the first. */
const floorOf = (number: string): number => {
  const digits = /^\d{3,5}$/.exec(number)?.[0]
  return digits ? Number(digits.slice(0, -2)) : 1
}

interface RoomName {
  readonly buildingId: PlaceId
  readonly unit: string
  readonly number: string
  readonly areaCm2: number
}

/** The room of the tree of places, added to it where it is not known. */
export async function roomFor(tx: Tx, tenantId: TenantId, room: RoomName): Promise<Id<'room'>> {
  const [unit, number] = [unitKey(room.unit), roomKey(room.number)]
  const { rows } = await sql<{ id: Id<'room'> }>`select id from places.rooms_view where tenant_id = ${tenantId}
    and building_id = ${room.buildingId} and regexp_replace(unit, '\\s*单元$', '') = ${unit} and number = ${number}`.execute(
    tx,
  )
  if (rows[0]) return rows[0].id
  const { buildingId, areaCm2 } = room
  const [added] = await addRooms(tx, tenantId, [{ buildingId, unit, number, floor: floorOf(number), areaCm2 }])
  if (!added) throw new Error('a room was not added')
  return added
}

type NewHolding = Omit<HoldingRecord, 'to_on'> & { readonly building_path: string }

/** Writes a holding; a room that has an owner is refused. */
export async function insertHolding(tx: Tx, tenantId: TenantId, of: NewHolding): Promise<void> {
  const { rows } = await sql`insert into choices.holdings
      (tenant_id, id, owner_id, room_id, building_id, building_path, area_cm2, area_source, from_on)
    values (${tenantId}, ${of.id}, ${of.owner_id}, ${of.room_id}, ${of.building_id}, ${of.building_path},
      ${of.area_cm2}, ${of.area_source}, ${of.from_on}::date)
    on conflict (tenant_id, room_id) where to_on is null do nothing returning id`.execute(tx)
  if (rows.length > 0) return
  const words = {
    zh: '这套房屋已登记在另一位业主名下；请先结束原来的登记',
    en: 'This room is registered with another owner. Please end that first',
  }
  fail('conflict', 'choices.room_taken', words, [{ path: 'number', words }])
}
