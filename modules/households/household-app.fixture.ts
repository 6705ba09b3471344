import { newId, type PlaceId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import type { PlaceKey } from '../../kernel/testing/town.ts'
import { addRooms } from '../places/public.ts'
import type { AddBody, Change } from './contract.ts'
import { addHousehold, addNote, enterChanges, getHousehold, turnNote } from './contract.ts'
import type { HouseholdId, Item, RoomId } from './shapes.ts'
import { verifyHouseholds } from './verify.ts'

type App = Pick<TestApp, 'db' | 'town'>

/** A room of a building of the small town that was not there before. */
export async function aRoom(app: App, place: PlaceKey, unit: string, floor: number, number: string): Promise<RoomId> {
  const room = { buildingId: app.town.places[place], unit, floor, number, areaCm2: 700_000 }
  const [id] = await app.db.tx((tx) => addRooms(tx, app.town.tenantId, [room]))
  if (!id) throw new Error('no room')
  return id
}

/** The room 1-501 of building111, which the small town has. */
export async function townRoom(app: App, tenantId = app.town.tenantId): Promise<RoomId> {
  const { rows } = await app.db.read((tx) =>
    sql<{ id: RoomId }>`select id from places.rooms_view where tenant_id = ${tenantId} and number = '501'`.execute(tx),
  )
  const [room] = rows
  if (!room) throw new Error('no room 501')
  return room.id
}

export const entered = (item: Item, value: Change['value'], more: Partial<Change> = {}): Change => ({
  ...{ id: newId<'entry'>(), item, value, basisId: null, ...more },
})

export const aMember = (name: string, more: Partial<Record<'phone' | 'birth', string>> = {}) =>
  entered(
    { kind: 'member', memberId: newId<'member'>() },
    { name, phone: more.phone ?? null, birth: more.birth ?? null, sex: 'female', relation: 'head' },
  )

/** Mrs Wang, born in 1950, who lives alone, with a contact of an unassigned number. */
export const wang = (): Change[] => [
  entered({ kind: 'contact' }, { name: '王秀兰', phone: '10000005555' }),
  aMember('王秀兰', { birth: '1950-03', phone: '10000005555' }),
]

/** A household of a room, put there by the community. */
export async function aHousehold(app: TestApp, roomId: RoomId, more: Partial<AddBody> = {}): Promise<HouseholdId> {
  const body = { id: newId<'household'>(), roomId, changes: wang(), ...more }
  return (await app.signInAs('community1').call(addHousehold, { body })).id
}

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const report = ({ check: name, what }: { check: string; what: string }) => void found.push(`${name}: ${what}`)
  const { tenantId } = app.town
  await app.db.tx((tx) => verifyHouseholds({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** A household with a visit that is due, a conflict, a note and a wish: what the access matrix asks about. */
export async function householdSubject(app: TestApp, who: TestClient, placeId: PlaceId, tenantId: TenantId) {
  const room = { buildingId: placeId, unit: '19', floor: 17, number: '1701', areaCm2: 700_000 }
  const [roomId] = await app.db.tx((tx) => addRooms(tx, tenantId, [room]))
  if (!roomId) throw new Error('no room')
  const stove = { kind: 'fact', key: 'stove' } as const
  const body = { id: newId<'household'>(), roomId, changes: [...wang(), entered(stove, 'none')] }
  const { id: householdId } = await who.call(addHousehold, { body })
  const late = entered(stove, 'electric')
  const params = { householdId }
  await who.call(enterChanges, { params, body: { changes: [late] } })
  const noteId = newId<'note'>()
  const wishId = newId<'wish'>()
  await who.call(addNote, { params, body: { id: noteId, words: '想有人教用手机', sensitivity: 'open_to_community' } })
  await who.call(turnNote, { params: { noteId }, body: { wish: { id: wishId, kind: 'phone_help' } } })
  const { dues } = await who.call(getHousehold, { params })
  return { householdId, roomId, noteId, wishId, entryId: late.id, dueId: dues[0]?.id ?? '' }
}
