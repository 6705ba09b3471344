import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildDistrict } from './build-district.ts'
import { communityPlans } from './communities.ts'
import type { Ring } from './geometry.ts'
import { contains, overlap, signedArea, within } from './geometry.ts'
import { drawCommunity } from './ground.ts'
import { toGround, toWgs84 } from './projection.ts'
import { cells } from './town-plan.ts'

const all = cells()
const pairsOverlap = (rings: readonly Ring[]) =>
  rings.some((one, i) => rings.slice(i + 1).some((two) => overlap(one, two)))

describe('the ground', () => {
  it('fits for any seed: buildings in their compounds, compounds in their grids, nothing on top of anything', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...communityPlans), (seed, plan) => {
        const community = drawCommunity(plan, all, seed)
        const compounds = community.grids.flatMap((grid) => {
          for (const compound of grid.compounds) if (!within(grid.ring, compound.ring)) return []
          return grid.compounds
        })
        expect(compounds).toHaveLength(plan.grids.flatMap((g) => g.compounds).length)
        for (const { plan: wished, ring, buildings } of compounds) {
          expect(buildings).toHaveLength(wished.buildings)
          expect(buildings.every((b) => within(ring, b.ring))).toBe(true)
        }
        expect(pairsOverlap(compounds.map((c) => c.ring))).toBe(false)
        expect(pairsOverlap(compounds.flatMap((c) => c.buildings.map((b) => b.ring)))).toBe(false)
      }),
      { numRuns: 25 },
    )
  })

  const { places, grids, baseMap, matters } = buildDistrict({ seed: 530103, until: new Date('2026-11-23T03:30:00Z') })
  const ground = (key: string): Ring =>
    (places.find((p) => p.key === key)?.shape?.coordinates[0] ?? []).slice(0, -1).map(toGround)

  it('lies where Panlong lies, rings closed and counter-clockwise', () => {
    for (const place of places) {
      const [lng = 0, lat = 0] = place.point
      expect(lng > 102.71 && lng < 102.76 && lat > 25.035 && lat < 25.085).toBe(true)
      const ring = place.shape?.coordinates[0]
      if (!ring) continue
      expect(ring[0]).toEqual(ring.at(-1))
      expect(signedArea(ground(place.key))).toBeGreaterThan(0)
    }
    expect(toWgs84(toGround([102.74, 25.06]))).toEqual([102.74, 25.06])
  })

  it('nests: building points in the building, compounds in the community, grids beside one another', () => {
    for (const place of places) {
      if (place.kind === 'building') expect(contains(ground(place.key), toGround(place.point))).toBe(true)
      if (place.kind === 'compound') expect(within(ground(place.parent ?? ''), ground(place.key))).toBe(true)
    }
    const shapes = grids.map((g) => (g.shape.coordinates[0] ?? []).slice(0, -1).map(toGround))
    // Neighbours share an edge; bent edges may cross by centimetres, so shrink before asking.
    const shrunk = shapes.map((ring) => {
      const x = ring.reduce((s, p) => s + p[0], 0) / ring.length
      const y = ring.reduce((s, p) => s + p[1], 0) / ring.length
      return ring.map((p) => [x + (p[0] - x) * 0.99, y + (p[1] - y) * 0.99] as const)
    })
    expect(pairsOverlap(shrunk)).toBe(false)
  })

  it('has slabs of 10 to 14 m by 30 to 70 m, some with wings or steps', () => {
    const homes = places.filter((p) => p.kind === 'building' && p.use === 'home')
    const areas = homes.map((p) => signedArea(ground(p.key)))
    expect(Math.min(...areas)).toBeGreaterThan(300)
    expect(Math.max(...areas)).toBeLessThan(1400)
    expect(new Set(homes.map((p) => p.floors))).toEqual(new Set([5, 6, 7]))
  })

  it('is drawn with water, rails, roads with names, and parks', () => {
    const kinds = new Set(baseMap.features.map((f) => f.properties.kind))
    for (const kind of [
      'water',
      'railway',
      'arterial',
      'street',
      'lane',
      'park',
      'school',
      'garden',
      'footprint',
    ] as const)
      expect(kinds.has(kind), kind).toBe(true)
    expect(baseMap.features.filter((f) => f.properties.name).length).toBeGreaterThan(60)
    expect(JSON.stringify(baseMap).length).toBeLessThan(700_000)
  })

  it('puts matters near their place', () => {
    for (const matter of matters.slice(0, 400)) {
      const place = places.find((p) => p.key === matter.place)
      const [x, y] = toGround(matter.point)
      const [px, py] = toGround(place?.point ?? [0, 0])
      expect(Math.hypot(x - px, y - py)).toBeLessThan(160)
    }
  })
})
