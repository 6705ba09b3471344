import type { Person, Place } from './district.ts'
import type { Random } from './random.ts'
import type { personMaker } from './tenures.ts'

const shares: readonly (readonly [prefix: string, count: number])[] = [
  ['TX', 215],
  ['LG', 46],
  ['QS', 39],
]

/** The building whose people are shown first. */
const shownBuilding = 'building:TX01-3'

/**
 * Residents (and some office people) who report in their own name, 300 of them; the first lives in the building that
 * the sign-ins of the demo are about and uses the pocket.
 */
export function buildResidents(
  places: readonly Place[],
  makePerson: ReturnType<typeof personMaker>,
  random: Random,
): Person[] {
  const rooms = (prefix: string) =>
    random.shuffle(places.filter((p) => p.key.startsWith(`unit:${prefix}`)).flatMap((p) => p.rooms))
  const first = places.find((p) => p.kind === 'unit' && p.parent === shownBuilding)?.rooms[9]
  const shown = first ? [makePerson('middle', true, first.key)] : []
  const others = shares.flatMap(([prefix, count]) =>
    rooms(prefix)
      .filter((room) => room !== first)
      .slice(0, count)
      .map((room) => {
        const generation = random.pick(['older', 'middle', 'middle', 'younger'] as const)
        return makePerson(generation, random.chance(generation === 'older' ? 0.45 : 0.85), room.key)
      }),
  )
  return [...shown, ...others]
}
