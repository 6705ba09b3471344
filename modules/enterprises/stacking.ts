/** What the picture needs of a suite. */
export interface Stackable {
  readonly floor: number
  readonly position: number
  readonly number: string
  readonly areaCm2: number
}

/** A suite in its row: where it begins and how wide it is, in parts of the widest floor (0 to 1). */
export interface Placed<Suite> {
  readonly suite: Suite
  readonly left: number
  readonly width: number
}

export interface Floor<Suite> {
  readonly floor: number
  readonly areaCm2: number
  readonly suites: readonly Placed<Suite>[]
}

/** How floors are called: 1 is the first above the ground, -1 the first below (B1). There is none between. */
export const floorName = (floor: number): string => (floor < 0 ? `B${-floor}` : `${floor}F`)

/**
 * The number of a suite, parted where its floor ends: 2401 on 24F is 24 and 01. Where there is no room for all of it the
 * second part alone tells suites of a floor apart.
 */
export function numberParts({ floor, number }: Pick<Stackable, 'floor' | 'number'>): readonly [string, string] {
  const floorWritten = floor < 0 ? `B${-floor}` : String(floor)
  const rest = number.slice(floorWritten.length)
  return number.startsWith(floorWritten) && rest !== '' ? [floorWritten, rest] : ['', number]
}

/**
 * Floors from the top down, suites left to right, widths in proportion to areas; the floor with the largest area spans the
 * whole width. Floors without suites stay as empty rows, so that the picture has the height of the building.
 */
export function stack<Suite extends Stackable>(
  suites: readonly Suite[],
  { above, below }: { above: number; below: number },
): Floor<Suite>[] {
  const byFloor = new Map<number, Suite[]>()
  for (const suite of suites) byFloor.set(suite.floor, [...(byFloor.get(suite.floor) ?? []), suite])
  const top = Math.max(above, ...byFloor.keys())
  const bottom = Math.min(-below, ...byFloor.keys(), 0)
  const areaOf = (floor: number) => (byFloor.get(floor) ?? []).reduce((sum, suite) => sum + suite.areaCm2, 0)
  const widest = Math.max(1, ...[...byFloor.keys()].map(areaOf))
  const floors: Floor<Suite>[] = []
  for (let floor = top; floor >= bottom; floor--) {
    if (floor === 0) continue
    floors.push({ floor, areaCm2: areaOf(floor), suites: place(byFloor.get(floor) ?? [], widest) })
  }
  return floors
}

function place<Suite extends Stackable>(suites: readonly Suite[], widest: number): Placed<Suite>[] {
  let left = 0
  return suites.toSorted(leftToRight).map((suite) => {
    const placed = { suite, left: left / widest, width: suite.areaCm2 / widest }
    left += suite.areaCm2
    return placed
  })
}

const leftToRight = (a: Stackable, b: Stackable): number =>
  a.position - b.position || a.number.localeCompare(b.number, 'en', { numeric: true })

/** Room between neighbours on a floor, so that a division finds places between them. */
export const positionStep = 1_000_000

/**
 * Positions for so many suites that take the place from `at` up to the next neighbour.
 * @param next position of the next suite to the right, or null when there is none
 */
export function positionsWithin(at: number, next: number | null, count: number): number[] {
  const room = (next ?? at + positionStep) - at
  return Array.from({ length: count }, (_, part) => at + Math.floor((room * part) / count))
}
