import type { District, Place } from '../district/district.ts'
import type { Random } from '../district/random.ts'

export interface PlannedSuite {
  readonly key: string
  readonly floor: number
  readonly number: string
  readonly areaCm2: number
  readonly purpose: 'office' | 'shop' | 'storage'
  readonly lettable: boolean
  /** Fen a month and square metre. */
  readonly rent: number
}

export interface Tower {
  readonly place: Place
  readonly floors: number
  readonly openedOn: string
  readonly suites: readonly PlannedSuite[]
}

/** 融通中心 and two more buildings of the community. */
const towerKeys = ['building:LG05-1', 'building:LG06-1', 'building:LG06-2']
const shopFloors = 4

/** The office buildings with their suites, floor by floor. */
export function planTowers(district: District, random: Random): Tower[] {
  return towerKeys.flatMap((key, index): Tower[] => {
    const place = district.places.find((found) => found.key === key)
    if (!place) return []
    const floors = place.floors ?? 12
    const suites = Array.from({ length: floors }, (_, i) => i + 1).flatMap((floor) =>
      floorOf(place.key, floor, index === 0, random),
    )
    return [{ place, floors, openedOn: `${place.since ?? 2008}-06-01`, suites }]
  })
}

function floorOf(building: string, floor: number, large: boolean, random: Random): PlannedSuite[] {
  const shop = floor <= (large ? shopFloors : 1)
  const count = large ? (shop ? random.int(8, 11) : random.int(5, 8)) : random.int(3, 6)
  return Array.from({ length: count }, (_, i): PlannedSuite => {
    const number = `${floor}${String(i + 1).padStart(2, '0')}`
    const metres = shop ? random.int(36, 190) : random.int(70, large ? 260 : 180)
    return {
      key: `${building}-${number}`,
      floor,
      number,
      areaCm2: metres * 10_000,
      purpose: shop ? 'shop' : 'office',
      lettable: !(floor === 1 && i === 0),
      rent: shop ? random.int(120, 260) * 100 : random.int(45, 95) * 100,
    }
  })
}
