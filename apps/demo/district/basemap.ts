import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { DrawnAmenity } from './amenities.ts'
import { drawAmenity } from './amenities.ts'
import type { Way } from './blocks.ts'
import type { Pt, Ring } from './geometry.ts'
import { signedArea } from './geometry.ts'
import type { DrawnCommunity } from './ground.ts'
import { bentRing, bentWay, toWgs84 } from './projection.ts'
import type { Random } from './random.ts'
import type { RoadName } from './road-names.ts'
import { communityLanes, communityStreets, townRoads } from './road-names.ts'
import type { SurroundingBlock } from './surroundings.ts'
import { course, drawRiver, embankments, plannedRoads, trimmed } from './surroundings.ts'
import { cuts, outline } from './town-plan.ts'

/** What a feature of the base map shows; a renderer draws them in this order. */
export type GroundKind =
  | 'ground'
  | 'block'
  | 'park'
  | 'school'
  | 'market'
  | 'heritage'
  | 'centre'
  | 'bank'
  | 'garden'
  | 'water'
  | 'railway'
  | 'arterial'
  | 'street'
  | 'lane'
  | 'path'
  | 'track'
  | 'footprint'

export interface GroundProperties {
  readonly kind: GroundKind
  readonly name?: string
  readonly nameEn?: string
  /** Width in metres, of roads, paths and rails. */
  readonly width?: number
  readonly floors?: number
}
export type GroundFeature = Feature<Geometry, GroundProperties>
export type BaseMap = FeatureCollection<Geometry, GroundProperties>

/** A closed WGS-84 ring, counter-clockwise as RFC 7946 asks of outer rings. */
export function closedRing(ring: Ring): Position[] {
  const ccw = signedArea(ring) > 0 ? ring : ring.toReversed()
  const out = ccw.map(toWgs84)
  const first = out[0]
  return first ? [...out, [...first]] : out
}

function area(ring: Ring, properties: GroundProperties): GroundFeature {
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [closedRing(ring)] } }
}
function areas(rings: readonly Ring[], properties: GroundProperties): GroundFeature[] {
  if (rings.length === 0) return []
  const coordinates = rings.map((ring) => [closedRing(ring)])
  return [{ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates } }]
}
function way(points: readonly Pt[], properties: GroundProperties): GroundFeature {
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates: points.map(toWgs84) } }
}
const named = (name: RoadName | undefined) => (name ? { name: name[0], nameEn: name[1] } : {})

function amenity(kind: SurroundingBlock['kind'], drawn: DrawnAmenity, name?: RoadName): GroundFeature[] {
  return [
    area(drawn.ground, { kind, ...named(name) }),
    ...(drawn.pond ? [area(drawn.pond, { kind: 'water' })] : []),
    ...(drawn.track ? [area(drawn.track, { kind: 'track' })] : []),
    ...drawn.paths.map((path) => way(path, { kind: 'path', width: 2.5 })),
    ...drawn.halls.map((hall) => area(hall.ring, { kind: 'footprint', floors: hall.floors })),
  ]
}

function roads(ways: readonly Way[], streets: readonly RoadName[], lanes: readonly RoadName[]): GroundFeature[] {
  const names = { street: [...streets], lane: [...lanes] }
  return ways.flatMap((raw) => {
    const kept = raw.half < 3 ? null : trimmed(raw)
    if (!kept) return []
    const kind = kept.half >= 6 ? 'street' : 'lane'
    const name = names[kind].shift()
    return [way(bentWay(kept.from, kept.to), { kind, width: Math.round(kept.half * 1.3 * 10) / 10, ...named(name) })]
  })
}

function mainRoads(): GroundFeature[] {
  const planned = plannedRoads().flatMap((cut) => {
    const found = course(cut)
    const kept = found && cut.kind === 'street' ? trimmed(found) : found
    if (!kept) return []
    const kind = cut.kind === 'arterial' ? ('arterial' as const) : ('street' as const)
    return [
      way(bentWay(kept.from, kept.to), { kind, width: Math.round(cut.half * 1.35), name: cut.zh, nameEn: cut.en }),
    ]
  })
  const bankNames: RoadName[] = [
    ['江岸西路', 'West Embankment Road'],
    ['江岸东路', 'East Embankment Road'],
  ]
  const banks = embankments().map(([a, b], i) =>
    way(bentWay(a, b), { kind: 'street', width: 11, ...named(bankNames[i]) }),
  )
  return [...planned, ...banks]
}

function waterAndRails(): GroundFeature[] {
  const river = drawRiver()
  const riverCut = cuts.find((c) => c.kind === 'river')
  const railCut = cuts.find((c) => c.kind === 'railway')
  const rails = railCut && course(railCut)
  return [
    ...river.banks.map((bank) => area(bank, { kind: 'bank' })),
    area(river.water, { kind: 'water', ...(riverCut ? { name: riverCut.zh, nameEn: riverCut.en } : {}) }),
    ...(rails && railCut
      ? [way(bentWay(rails.from, rails.to), { kind: 'railway', width: 6, name: railCut.zh, nameEn: railCut.en })]
      : []),
  ]
}

const order: readonly GroundKind[] =
  'ground block park school market heritage centre bank garden water railway lane street arterial path track footprint'.split(
    ' ',
  ) as GroundKind[]

/** The base map in WGS-84: everything that is drawn but is no place of the demo. Sorted in drawing order. */
export function drawBaseMap(
  communities: readonly DrawnCommunity[],
  around: { blocks: readonly SurroundingBlock[]; ways: readonly Way[] },
  random: Random,
): BaseMap {
  const features: GroundFeature[] = [area(bentRing(outline), { kind: 'ground' }), ...waterAndRails(), ...mainRoads()]
  for (const block of around.blocks) {
    if (block.kind === 'block') {
      features.push(area(block.ring, { kind: 'block' }), ...areas(block.footprints, { kind: 'footprint', floors: 6 }))
    } else features.push(...amenity(block.kind, block.drawn))
  }
  features.push(...roads(around.ways, townRoads.slice(0, 40), townRoads.slice(40)))
  for (const { plan, grids, ways } of communities) {
    features.push(...roads(ways, communityStreets[plan.prefix] ?? [], communityLanes[plan.prefix] ?? []))
    for (const grid of grids) {
      const { plan: what, block } = grid.amenity
      features.push(...amenity(what.kind, drawAmenity(what.kind, block, random), [what.zh, what.en]))
      features.push(...grid.compounds.flatMap((c) => areas(c.gardens, { kind: 'garden' })))
    }
  }
  const rank = new Map(order.map((kind, i) => [kind, i]))
  features.sort((a, b) => (rank.get(a.properties.kind) ?? 0) - (rank.get(b.properties.kind) ?? 0))
  return { type: 'FeatureCollection', features }
}
