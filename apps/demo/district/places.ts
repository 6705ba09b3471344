import type { Polygon } from 'geojson'
import { closedRing } from './basemap.ts'
import { districtPlan, streetPlans } from './communities.ts'
import type { Grid, Place, Room } from './district.ts'
import type { Pt, Ring } from './geometry.ts'
import { centroid, contains } from './geometry.ts'
import type { DrawnCommunity, DrawnCompound } from './ground.ts'
import { bentRing, toWgs84 } from './projection.ts'
import type { Random } from './random.ts'
import { bounded, bounds, outline } from './town-plan.ts'

const polygon = (ring: Ring): Polygon => ({ type: 'Polygon', coordinates: [closedRing(ring)] })

const bare = { code: null, shape: null, use: null, floors: null, since: null, rooms: [] } as const

/** A point that surely lies in the building: the middle, or the first stairs where the middle falls into a yard. */
function heart(ring: Ring, entrances: readonly Pt[]): Pt {
  const middle = centroid(ring)
  const stairs = entrances[0]
  return contains(ring, middle) || !stairs ? middle : [stairs[0], stairs[1]]
}

function floorsOf(compound: DrawnCompound, index: number, random: Random): number {
  if (compound.plan.use === 'office') {
    const drawn = random.int(11, 24)
    return compound.plan.zh === '融通中心' && index === 0 ? 24 : drawn
  }
  if (compound.plan.since < 1970) return random.weighted([5, 6, 7], (f) => [0, 0, 0, 0, 0, 2, 5, 2][f] ?? 1)
  return random.weighted([6, 7], (f) => (f === 7 ? 6 : 4))
}

function roomsOf(unit: string, floors: number, landing: number, area: number, random: Random): Room[] {
  return Array.from({ length: floors }, (_, i) => i + 1).flatMap((floor) =>
    Array.from({ length: landing }, (_, i): Room => {
      const number = `${floor}${String(i + 1).padStart(2, '0')}`
      const size = area * (i === 0 ? 1 : 0.86) + random.between(-1.5, 1.5)
      return { key: `room:${unit}-${number}`, number, floor, area: Math.round(size * 10) / 10 }
    }),
  )
}

function buildingPlaces(compound: DrawnCompound, prefix: string, index: number, random: Random): Place[] {
  const drawn = compound.buildings[index]
  if (!drawn) return []
  const { plan } = compound
  const office = plan.use === 'office'
  const number = index + 1
  const code = `${prefix}${plan.code}-${number}`
  const floors = floorsOf(compound, index, random)
  const zh = office ? `${'ABCDE'[index]}座` : `${number}栋`
  const en = office ? `Tower ${'ABCDE'[index]}` : `Building ${number}`
  const since = Math.min(2012, plan.since + random.int(0, 3) + (index > 3 ? random.int(1, 8) : 0))
  const building: Place = {
    ...bare,
    key: `building:${code}`,
    kind: 'building',
    parent: `compound:${prefix}${plan.code}`,
    zh,
    en,
    fullZh: plan.zh + zh,
    fullEn: `${plan.en}, ${en}`,
    point: toWgs84(heart(drawn.ring, drawn.entrances)),
    shape: polygon(drawn.ring),
    use: plan.use,
    floors,
    since,
  }
  const area = office ? random.between(90, 180) : random.between(46, 74)
  const units = drawn.entrances.map((entrance, i): Place => {
    const unit = `${code}-${i + 1}`
    const landing = office ? 6 : plan.since < 1975 && random.chance(0.25) ? 3 : 2
    const name = office ? { zh: '主楼层', en: 'Main' } : { zh: `${i + 1}单元`, en: `Unit ${i + 1}` }
    return {
      ...bare,
      ...name,
      key: `unit:${unit}`,
      kind: 'unit',
      parent: building.key,
      fullZh: building.fullZh + name.zh,
      fullEn: `${building.fullEn}, ${name.en}`,
      point: toWgs84(entrance),
      use: plan.use,
      floors,
      rooms: roomsOf(unit, floors, landing, area, random),
    }
  })
  return [building, ...units]
}

function compoundPlaces(compound: DrawnCompound, community: DrawnCommunity, random: Random): Place[] {
  const { plan } = compound
  const prefix = community.plan.prefix
  const place: Place = {
    ...bare,
    key: `compound:${prefix}${plan.code}`,
    kind: 'compound',
    parent: `community:${community.plan.code}`,
    zh: plan.zh,
    en: plan.en,
    fullZh: plan.zh,
    fullEn: plan.en,
    point: toWgs84(centroid(compound.ring)),
    shape: polygon(compound.ring),
    use: plan.use,
    since: plan.since,
  }
  return [place, ...compound.buildings.flatMap((_, i) => buildingPlaces(compound, prefix, i, random))]
}

function area(kind: Place['kind'], parent: string | null, plan: { code: string; zh: string; en: string }, ring: Ring) {
  const full = { fullZh: plan.zh, fullEn: plan.en }
  const { code, zh, en } = plan
  const point = toWgs84(centroid(ring))
  return { ...bare, key: `${kind}:${code}`, kind, parent, code, zh, en, ...full, point, shape: polygon(ring) }
}

/** All places from the district down to the entrances, parents before children. */
export function buildPlaces(communities: readonly DrawnCommunity[], random: Random): Place[] {
  const district = area('district', null, districtPlan, bentRing(outline))
  const streets = streetPlans.map((plan) =>
    area('street', district.key, plan, bentRing(bounded(bounds[plan.bounds].sides))),
  )
  const below = communities.flatMap((community) => [
    area('community', `street:${community.plan.street}`, community.plan, community.ring),
    ...community.grids.flatMap((grid) => grid.compounds.flatMap((c) => compoundPlaces(c, community, random))),
  ])
  return [district, ...streets, ...below]
}

const ordinals = '一二三四五'

/** The grids of all communities with the buildings that belong to them. */
export function buildGrids(communities: readonly DrawnCommunity[]): Grid[] {
  return communities.flatMap(({ plan, grids }) =>
    grids.map((grid, i): Grid => {
      const compounds = grid.compounds.map((c) => `${plan.prefix}${c.plan.code}`)
      return {
        key: `grid:${plan.prefix}-${i + 1}`,
        code: `${plan.code}${String(i + 1).padStart(3, '0')}`,
        zh: `${plan.zh.replace('社区', '')}第${ordinals[i]}网格`,
        en: `${plan.en.replace(' Community', '')} Grid ${i + 1}`,
        community: `community:${plan.code}`,
        compounds: compounds.map((code) => `compound:${code}`),
        buildings: grid.compounds.flatMap((c, j) => c.buildings.map((_, k) => `building:${compounds[j]}-${k + 1}`)),
        shape: polygon(grid.ring),
      }
    }),
  )
}
