import type { BodyOf } from '../../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../../kernel/contract/errors.ts'
import { type Id, newId, type PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { formatDay } from '../../../kernel/time/time-words.ts'
import { normalPhone, phoneLookup } from '../../people/public.ts'
import { type Place, placeOf } from '../../places/public.ts'
import type { HoldingFacts } from '../events.ts'
import { type Doing, keeping } from '../scope.ts'
import type { HoldingId, HoldingRecord, OwnerId, OwnerImportId, OwnerRecord } from '../tables.ts'
import type { addOwner as addEndpoint, correctOwner as correctEndpoint, RoomBody } from './contract.ts'
import type { OwnerKind } from './kinds.ts'
import { maskedName } from './owner-queries.ts'
import {
  compoundFor,
  headKey,
  insertHolding,
  type KnownHead,
  keepWhy,
  knownHeads,
  lockRegister,
  ownerFor,
  ownerNameLookups,
  recordOwner,
  roomEnSql,
  roomFor,
  roomSql,
} from './owner-store.ts'

const invalid = (path: string, zh: string, en: string): never =>
  fail('invalid', `choices.bad_${path}`, { zh, en }, [{ path, words: { zh, en } }])

/** Refuses a day that lies ahead: the register says what holds today, and what ends or begins later is entered then. */
const notAhead = (path: 'fromOn' | 'toOn', day: string, at: Date): void => {
  if (day > dayOf(at)) invalid(path, '这一天还没到，请到那天再登记', 'That day lies ahead. Please enter it on the day')
}

/** Digits of a phone that can be one; null where none was given. */
export function checkedPhone(typed: string | null | undefined): string | null {
  if (!typed?.trim()) return null
  const phone = normalPhone(typed)
  return phone.length >= 7 && phone.length <= 16
    ? phone
    : invalid('phone', '电话号码看起来不对', 'That does not look like a phone number')
}

export interface NewOwner {
  readonly kind: OwnerKind
  readonly name: string
  readonly phone?: string | null | undefined
  readonly rooms: readonly RoomBody[]
}

/** Registers an owner of a compound with the rooms that they hold. A head that holds rooms there already is named and refused. */
export async function addOwner(
  tx: Tx,
  asked: Doing,
  compoundId: PlaceId,
  body: BodyOf<typeof addEndpoint>,
): Promise<OwnerId> {
  const compound = await compoundFor(tx, asked, compoundId)
  const doing = keeping(asked, compound.path)
  await lockRegister(tx, doing.tenantId, compound.id)
  const known = await knownHead(tx, doing, compound, { ...body, phone: checkedPhone(body.phone) })
  if (known?.holds) await refuseKnown(tx, doing, known)
  return takeIn(tx, doing, compound, body, known, null)
}

/**
 * Registers many owners of a compound, in their order: for who brings a whole register. Who is a head there already gets
 * the rooms. @returns their ids, in that order
 */
export async function registerOwners(
  tx: Tx,
  asked: Doing,
  compoundId: PlaceId,
  owners: readonly NewOwner[],
): Promise<OwnerId[]> {
  const compound = await compoundFor(tx, asked, compoundId)
  const doing = keeping(asked, compound.path)
  await lockRegister(tx, doing.tenantId, compound.id)
  const heads = owners.map((owner) => ({ ...owner, phone: checkedPhone(owner.phone) }))
  const known = new Map<string, Pick<KnownHead, 'id'>>(await knownHeads(tx, doing, compound, heads))
  const ids: OwnerId[] = []
  for (const owner of heads) {
    const key = headKey(owner)
    const id = await takeIn(tx, doing, compound, owner, (key && known.get(key)) || null, null)
    if (key) known.set(key, { id })
    ids.push(id)
  }
  return ids
}

type Headed = Parameters<typeof headKey>[0]
type Compound = Parameters<typeof knownHeads>[2]

/** The head of the compound that this is, under `lockRegister`; null where it is none yet. */
async function knownHead(tx: Tx, doing: Doing, compound: Compound, head: Headed): Promise<KnownHead | null> {
  const key = headKey(head)
  return (key && (await knownHeads(tx, doing, compound, [head])).get(key)) || null
}

const roomsNamed = 3

async function refuseKnown(tx: Tx, { tenantId }: Doing, { id, kind, name }: KnownHead): Promise<never> {
  const { rows } = await sql<{ room: string; roomEn: string }>`select ${roomSql} as room, ${roomEnSql} as "roomEn"
    from choices.holdings h join places.rooms_view r on r.tenant_id = h.tenant_id and r.id = h.room_id
    join places.places_view b on b.tenant_id = h.tenant_id and b.id = h.building_id
    where h.tenant_id = ${tenantId} and h.owner_id = ${id} and h.to_on is null
    order by b.path, r.unit, length(r.number), r.number`.execute(tx)
  const [first, shown] = [rows.slice(0, roomsNamed), maskedName(kind, name)]
  const more = rows.length > roomsNamed ? { zh: '等', en: ' and more' } : { zh: '', en: '' }
  const [zh, en] = [first.map(({ room }) => room).join('，'), first.map(({ roomEn }) => roomEn).join('; ')]
  const words = {
    zh: `名册里已有这位业主：${shown}（${zh}${more.zh}）。一位业主只算一人，请在其名下增加房屋`,
    en: `The register has this owner already: ${shown} (${en}${more.en}). One owner is one head: add the room to them`,
  }
  return fail('conflict', 'choices.owner_known', words, [{ path: 'name', words }])
}

/** Takes an owner into the register, for who has judged that it may be done: a head that is known gets the rooms. */
export async function takeIn(
  tx: Tx,
  doing: Doing,
  compound: Place,
  owner: NewOwner,
  known: Pick<KnownHead, 'id'> | null,
  importId: OwnerImportId | null,
): Promise<OwnerId> {
  if (!known) return writeOwner(tx, doing, compound, owner, importId)
  const holdings: HoldingFacts[] = []
  for (const room of owner.rooms) holdings.push(await hold(tx, doing, compound, known.id, room))
  await recordOwner(tx, doing, 'room_added', { ownerId: known.id, holdings, ...(importId ? { importId } : {}) })
  return known.id
}

/** A new head. An import names itself. */
async function writeOwner(
  tx: Tx,
  doing: Doing,
  compound: Place,
  { kind, name, phone: typed, rooms }: NewOwner,
  importId: OwnerImportId | null,
): Promise<OwnerId> {
  const { tenantId, secrets, at } = doing
  const id = newId<'owner'>()
  const phone = checkedPhone(typed)
  if (!name.trim()) invalid('name', '请填写业主姓名', 'Please give the name of the owner')
  await sql`insert into choices.owners (tenant_id, id, compound_id, compound_path, kind, name_sealed, name_lookup,
      phone_sealed, phone_lookup, created_at, changed_at)
    values (${tenantId}, ${id}, ${compound.id}, ${compound.path}, ${kind}, ${secrets.seal(name.trim())},
      ${ownerNameLookups(secrets, name)[0]}, ${phone ? secrets.seal(phone) : null},
      ${phone ? phoneLookup(secrets, phone) : null}, ${at}, ${at})`.execute(tx)
  const holdings: HoldingFacts[] = []
  for (const room of rooms) holdings.push(await hold(tx, doing, compound, id, room))
  await recordOwner(tx, doing, 'registered', { ownerId: id, kind, holdings, ...(importId ? { importId } : {}) })
  return id
}

/** Gives a room to an owner. */
async function hold(
  tx: Tx,
  { tenantId, at }: Doing,
  compound: Pick<Place, 'path'>,
  ownerId: OwnerId,
  room: RoomBody,
): Promise<HoldingFacts> {
  const building = await placeOf(tx, tenantId, room.buildingId)
  if (building?.levelKind !== 'building' || !building.path.startsWith(compound.path))
    return invalid('buildingId', '不是这个小区的楼栋', 'That is not a building of this compound')
  const { areaCm2, areaSource, fromOn = dayOf(at) } = room
  notAhead('fromOn', fromOn, at)
  const roomId = await roomFor(tx, tenantId, room)
  const id = newId<'holding'>()
  await insertHolding(tx, tenantId, {
    ...{ id, owner_id: ownerId, room_id: roomId, building_id: building.id, building_path: building.path },
    ...{ area_cm2: areaCm2, area_source: areaSource, from_on: fromOn },
  })
  return { id, roomId, areaCm2, areaSource, fromOn, toOn: null }
}

/** Puts the name, phone or kind of an owner right, with the reason. */
export async function correctOwner(
  tx: Tx,
  asked: Doing,
  id: OwnerId,
  { why, name, phone: typed, kind }: BodyOf<typeof correctEndpoint>,
): Promise<void> {
  const owner = await ownerFor(tx, asked, id)
  const doing = keeping(asked, owner.compound_path)
  const { tenantId, secrets, at } = doing
  await refuseSecondHead(tx, doing, owner, { name, typed, kind })
  const changed: string[] = []
  const set = async (column: string, values: ReturnType<typeof sql>) => {
    changed.push(column)
    await sql`update choices.owners set ${values}, changed_at = ${at}
      where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  }
  if (name?.trim() && name.trim() !== secrets.open(owner.name_sealed))
    await set(
      'name',
      sql`name_sealed = ${secrets.seal(name.trim())}, name_lookup = ${ownerNameLookups(secrets, name)[0]}`,
    )
  if (typed !== undefined) {
    const phone = checkedPhone(typed)
    if (phone !== (owner.phone_sealed ? secrets.open(owner.phone_sealed) : null))
      await set(
        'phone',
        sql`phone_sealed = ${phone ? secrets.seal(phone) : null}, phone_lookup = ${phone ? phoneLookup(secrets, phone) : null}`,
      )
  }
  if (kind && kind !== owner.kind) await set('kind', sql`kind = ${kind}`)
  if (changed.length === 0) return
  const hash = await keepWhy(tx, doing, id, why)
  await recordOwner(tx, doing, 'corrected', { ownerId: id, changed, hash, ...(kind ? { kind } : {}) })
}

interface Corrected {
  readonly name?: string | undefined
  readonly typed?: string | null | undefined
  readonly kind?: OwnerKind | undefined
}

/** What is put right must not make two heads of one owner: the other one is named, and gets the rooms. */
async function refuseSecondHead(tx: Tx, doing: Doing, owner: OwnerRecord, { name, typed, kind }: Corrected) {
  const { secrets } = doing
  const stands = owner.phone_sealed ? secrets.open(owner.phone_sealed) : null
  const before = { kind: owner.kind, name: secrets.open(owner.name_sealed), phone: stands }
  const after = {
    kind: kind ?? before.kind,
    name: name?.trim() || before.name,
    phone: typed === undefined ? stands : checkedPhone(typed),
  }
  if (headKey(after) === headKey(before)) return
  await lockRegister(tx, doing.tenantId, owner.compound_id)
  const known = await knownHead(tx, doing, { id: owner.compound_id, path: owner.compound_path }, after)
  if (known?.holds) await refuseKnown(tx, doing, known)
}

/** An owner gets one more room. */
export async function addRoom(
  tx: Tx,
  asked: Doing,
  id: OwnerId,
  { why, ...room }: RoomBody & { readonly why: string },
): Promise<void> {
  const owner = await ownerFor(tx, asked, id)
  const doing = keeping(asked, owner.compound_path)
  const held = await hold(tx, doing, { path: owner.compound_path }, id, room)
  const hash = await keepWhy(tx, doing, id, why)
  await recordOwner(tx, doing, 'room_added', { ownerId: id, holdings: [held], hash })
}

interface RoomChange {
  readonly areaCm2?: number | undefined
  readonly areaSource?: HoldingRecord['area_source'] | undefined
  readonly toOn?: string | undefined
  readonly why: string
}

/** Puts the area of a room right, or ends its holding, as of today at the latest. A question that is open keeps the roll that it was opened with. */
export async function correctRoom(
  tx: Tx,
  asked: Doing,
  id: OwnerId,
  holdingId: HoldingId,
  { why, ...change }: RoomChange,
): Promise<void> {
  const owner = await ownerFor(tx, asked, id)
  const doing = keeping(asked, owner.compound_path)
  const { tenantId, at } = doing
  const { rows } = await sql<HoldingRecord>`select id, owner_id, room_id, building_id, area_cm2, area_source,
      from_on, to_on from choices.holdings where tenant_id = ${tenantId} and owner_id = ${id}
    and id = ${holdingId}`.execute(tx)
  const [held] = rows
  if (!held) return notFound()
  if (held.to_on)
    fail('conflict', 'choices.holding_ended', { zh: '这条登记已经结束', en: 'This holding has ended already' })
  if (change.toOn && change.toOn < held.from_on)
    invalid(
      'toOn',
      `不能早于登记的起始日${formatDay('zh', held.from_on)}`,
      `It cannot end before it began on ${formatDay('en', held.from_on)}`,
    )
  if (change.toOn) notAhead('toOn', change.toOn, at)
  const after = {
    areaCm2: change.areaCm2 ?? held.area_cm2,
    areaSource: change.areaSource ?? held.area_source,
    toOn: change.toOn ?? null,
  }
  await sql`update choices.holdings set area_cm2 = ${after.areaCm2}, area_source = ${after.areaSource},
    to_on = ${after.toOn}::date where tenant_id = ${tenantId} and id = ${holdingId}`.execute(tx)
  const hash = await keepWhy(tx, doing, id, why)
  const facts = { id: holdingId, roomId: held.room_id as Id<'room'>, fromOn: held.from_on, ...after }
  await recordOwner(tx, doing, 'room_corrected', { ownerId: id, holdings: [facts], hash })
}

/** The full name and phone, for a reason that is kept. */
export async function revealOwner(tx: Tx, asked: Doing, id: OwnerId, reason: string) {
  const owner = await ownerFor(tx, asked, id)
  const doing = keeping(asked, owner.compound_path)
  await recordOwner(tx, doing, 'revealed', { ownerId: id, reason: reason.trim() })
  const { secrets } = doing
  return {
    name: secrets.open(owner.name_sealed),
    phone: owner.phone_sealed ? secrets.open(owner.phone_sealed) : null,
  }
}
