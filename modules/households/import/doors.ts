import type { RawBuilder } from 'kysely'
import type { GridId, PlaceId, TenantId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { normalName } from '../../places/public.ts'
import type { RoomId } from '../shapes.ts'
import { columnName, type ImportKind } from './columns.ts'
import { numberKey, type ReadDoor, type RowFault, unitKey } from './read-row.ts'

export interface Building {
  readonly id: PlaceId
  readonly path: string
  readonly grid_id: GridId | null
}

export interface Door {
  readonly building: Building
  /** Null: a room that would be added. */
  readonly roomId: RoomId | null
  readonly unit: string
  readonly floor: number
  readonly number: string
}

/** The buildings of a reach, by every name by which a sheet may call them; a name that several have is none's. */
export interface Buildings {
  find(door: Pick<ReadDoor, 'compound' | 'building'>): Building | 'none' | 'several'
}

/** @param reach which buildings `h` (columns `place_path`, `grid_id`) are meant */
export async function buildingsOf(
  tx: Tx,
  tenantId: TenantId,
  at: Date,
  reach: RawBuilder<boolean>,
): Promise<Buildings> {
  const { rows } = await sql<Building & { names: string[]; above: string[] }>`
    select h.id, h.place_path as path, h.grid_id, h.names, h.above from (
      select b.id, b.path as place_path, places.grid_of(${tenantId}, b.id, ${at}) as grid_id,
        array[b.name, b.name_en, b.code] || b.aliases as names,
        array[c.name, c.name_en, c.code] || c.aliases as above
      from places.places_view b left join places.places_view c on c.tenant_id = b.tenant_id and c.id = b.parent_id
      where b.tenant_id = ${tenantId} and b.level_kind = 'building' and b.ended_at is null) h
    where ${reach}`.execute(tx)
  const alone = new Map<string, Building | 'several'>()
  const within = new Map<string, Building | 'several'>()
  const put = (map: typeof alone, key: string, building: Building) => {
    const before = map.get(key)
    map.set(
      key,
      before !== undefined && before !== 'several' && before.id !== building.id ? 'several' : (before ?? building),
    )
  }
  for (const { names, above, ...building } of rows) {
    for (const name of names) {
      const short = normalName(name)
      put(alone, short, building)
      for (const compound of above) {
        put(within, `${normalName(compound)} ${short}`, building)
        put(alone, normalName(`${compound}${name}`), building)
      }
    }
  }
  return {
    find({ compound, building }) {
      const names = [building, `${building}栋`].map(normalName)
      const found = names.flatMap(
        (name) => (compound === '' ? alone.get(name) : within.get(`${normalName(compound)} ${name}`)) ?? [],
      )
      return found[0] ?? 'none'
    },
  }
}

/** By what a door is known, however its parts are spelt. */
export const doorKey = (buildingId: string, unit: string, number: string) =>
  `${buildingId} ${unitKey(unit)} ${numberKey(number)}`
export const keyOfDoor = ({ building, unit, number }: Door): string => doorKey(building.id, unit, number)

export interface Found {
  readonly doors: readonly (Door | null)[]
  readonly faults: readonly (RowFault | null)[]
}

/** The doors of some rows, in one look-up of their rooms. */
export async function findDoors(
  tx: Tx,
  tenantId: TenantId,
  buildings: Buildings,
  rows: readonly ReadDoor[],
  kind: ImportKind,
): Promise<Found> {
  const at = rows.map((row) => buildings.find(row))
  const ids = [...new Set(at.flatMap((one) => (typeof one === 'string' ? [] : [one.id])))]
  const { rows: rooms } = await sql<{ id: RoomId; building_id: PlaceId; unit: string; floor: number; number: string }>`
    select id, building_id, unit, floor, number from places.rooms_view
    where tenant_id = ${tenantId} and building_id = any(${ids}::uuid[])`.execute(tx)
  const known = new Map(rooms.map((room) => [doorKey(room.building_id, room.unit, room.number), room]))
  const doors: (Door | null)[] = []
  const faults: (RowFault | null)[] = []
  const said = (key: string, words: Words): RowFault => ({ key, column: columnName(kind, key), words })
  rows.forEach((row, n) => {
    const building = at[n] ?? 'none'
    if (typeof building === 'string') {
      doors.push(null)
      faults.push(said('building', noBuilding(row, building)))
      return
    }
    const room = known.get(doorKey(building.id, row.unit, row.number))
    if (room) doors.push({ building, roomId: room.id, unit: room.unit, floor: room.floor, number: room.number })
    else if (kind === 'households' && row.floor !== null)
      doors.push({ building, roomId: null, unit: unitName(row.unit), floor: row.floor, number: row.number })
    else doors.push(null)
    faults.push(doors[n] ? null : said('number', noRoom(kind)))
  })
  return { doors, faults }
}

const unitName = (unit: string): string => (/^\d+$/.test(unit) ? `${unit}单元` : unit)

const noBuilding = ({ building }: ReadDoor, why: 'none' | 'several'): Words =>
  why === 'none'
    ? {
        zh: `您管的范围里没有“${building}”`,
        en: `There is no “${building}” where you are in charge`,
      }
    : {
        zh: `有几栋都叫“${building}”，请在“小区”一列写明`,
        en: `Several buildings are called “${building}”: name the compound`,
      }

const noRoom = (kind: ImportKind): Words =>
  kind === 'households'
    ? {
        zh: '这栋楼没有这个房号。要新增这间房，请填楼层',
        en: 'The building has no such room. To add it, say its floor',
      }
    : { zh: '这栋楼没有这个房号', en: 'The building has no such room' }
