import { drawBaseMap } from './basemap.ts'
import { communityPlans } from './communities.ts'
import type { District } from './district.ts'
import { drawCommunity } from './ground.ts'
import { buildMatters } from './matters.ts'
import { buildGrids, buildPlaces } from './places.ts'
import { postKinds } from './post-kinds.ts'
import { buildFirms, buildPosts, officePhones } from './posts.ts'
import { createRandom } from './random.ts'
import { buildResidents } from './residents.ts'
import { communityLanes, communityStreets } from './road-names.ts'
import { drawSurroundings } from './surroundings.ts'
import { actingFinder, buildAccounts, fillPosts, personMaker } from './tenures.ts'
import { cells } from './town-plan.ts'

/** Larger roads that people of each community also speak of. */
const mainRoads: Readonly<Record<string, readonly string[]>> = {
  TX: ['天祥路', '金辰大道', '金江路'],
  LG: ['登龙路', '灵光街', '青石桥路'],
  QS: ['江岸西路', '灵光街', '青石桥路'],
}

/**
 * Invents the demo district: ground, places, people and a year of matters that ends at `until`. Pure: the same seed
 * and instant give the same district, and different instants of one day the same people and places.
 */
export function buildDistrict(options: { seed: number; until: Date }): District {
  const { seed, until } = options
  const random = (label: string) => createRandom(seed, label)
  const all = cells()
  const communities = communityPlans.map((plan) => drawCommunity(plan, all, seed))
  const baseMap = drawBaseMap(communities, drawSurroundings(all, random('surroundings')), random('amenities'))
  const places = buildPlaces(communities, random('places'))
  const grids = buildGrids(communities)
  const entrances = new Map<string, number>()
  for (const { kind, parent } of places) {
    if (kind === 'unit' && parent) entrances.set(parent, (entrances.get(parent) ?? 0) + 1)
  }
  const phone = officePhones()
  const firms = buildFirms(phone)
  const posts = buildPosts(places, grids, firms, phone)
  const makePerson = personMaker(random('names'))
  const staff = fillPosts(posts, places, until, makePerson, random('tenures'))
  const residents = buildResidents(places, makePerson, random('residents'))
  const acting = actingFinder(posts, staff)
  const roads = Object.fromEntries(
    communityPlans.map(({ prefix }) => {
      const own = [...(communityStreets[prefix] ?? []), ...(communityLanes[prefix] ?? []).slice(0, 6)]
      return [prefix, [...(mainRoads[prefix] ?? []), ...own.map((name) => name[0])]]
    }),
  )
  const first = residents[0]
  if (!first) throw new Error('the district has no residents')
  return {
    seed,
    today: until,
    places,
    grids,
    baseMap,
    postKinds,
    posts,
    firms,
    ...staff,
    persons: [...staff.persons, ...residents],
    residents: residents.map((r) => r.key),
    accounts: buildAccounts(staff.tenures, first.key),
    matters: buildMatters({
      seed,
      today: until,
      places,
      entrances,
      grids,
      postKeys: new Set(posts.map((p) => p.key)),
      firms,
      residents,
      roads,
      acting,
    }),
  }
}
