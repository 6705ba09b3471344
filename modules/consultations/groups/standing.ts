import type { Points } from './projection.ts'

/** Where one person stands within the picture. For their own screen; never a list of people. */
export interface Standing {
  readonly group: number
  /** 1 at the middle of everybody; less the farther away. */
  readonly centricness: number
  /** 1 at the middle of the own group. */
  readonly coreness: number
  /** How far beyond the middle of the own group, away from everybody. */
  readonly extremeness: number
}

/** Standing of all who are in a group, by person. `everybody` is where all voters stand. */
export function standings(
  everybody: Points,
  groups: readonly { readonly id: number; readonly members: readonly number[] }[],
): Map<number, Standing> {
  const at = new Map(everybody.ids.map((id, n) => [id, n]))
  const place = (id: number): Place => {
    const n = at.get(id) ?? 0
    return [everybody.x[n] ?? 0, everybody.y[n] ?? 0]
  }
  const middle = mean(everybody.ids.map(place))
  const found = new Map<number, Standing>()
  for (const { id, members } of groups) {
    const center = mean(members.map(place))
    const [outX, outY] = direction(middle, center)
    for (const person of members) {
      const [x, y] = place(person)
      found.set(person, {
        group: id,
        centricness: 1 - Math.hypot(x - middle[0], y - middle[1]),
        coreness: 1 - Math.hypot(x - center[0], y - center[1]),
        extremeness: (x - center[0]) * outX + (y - center[1]) * outY,
      })
    }
  }
  return found
}

type Place = readonly [x: number, y: number]

function mean(places: readonly Place[]): Place {
  const count = Math.max(1, places.length)
  return [places.reduce((sum, [x]) => sum + x, 0) / count, places.reduce((sum, [, y]) => sum + y, 0) / count]
}

function direction([fromX, fromY]: Place, [toX, toY]: Place): Place {
  const length = Math.hypot(toX - fromX, toY - fromY)
  return length === 0 ? [0, 0] : [(toX - fromX) / length, (toY - fromY) / length]
}
