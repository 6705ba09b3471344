import { costOf, obstacleOf, type VolunteerSide, type WishSide } from './matching.ts'

// Many wishes at once. In this order: who waits longest is served first; all that can be met are met; loads are as even as
// can be (the sum of what a further person weighs, which grows with each, is least: so no exchange makes the most loaded
// lighter); then near and common times. Successive shortest paths: after each wish the assignment is the best one for the
// wishes so far, and a wish that was given a place never loses it again (it may change hands).

/** Heavier than all pair costs of a batch together. */
const loadWeight = 10_000 * 1000

export interface Assigned {
  readonly wishId: string
  readonly volunteerId: string
}

interface Arc {
  readonly volunteer: number
  readonly cost: number
}

/** @param wishes at most 900 at a time. Deterministic: the order of the lists does not matter. */
export function shareOut(wishes: readonly WishSide[], volunteers: readonly VolunteerSide[]): Assigned[] {
  const asked = wishes.toSorted((a, b) => compare(a.since, b.since) || compare(a.id, b.id))
  const helpers = volunteers.toSorted((a, b) => compare(a.id, b.id))
  const arcs = asked.map((wish): Arc[] =>
    helpers.flatMap((helper, volunteer) =>
      obstacleOf(wish, helper) === null ? [{ volunteer, cost: costOf(wish, helper) }] : [],
    ),
  )
  const held = new Map<number, number>()
  const takenBy = helpers.map(() => new Set<number>())
  for (const wish of asked.keys()) place(wish, { arcs, helpers, held, takenBy })
  return [...held].map(([wish, volunteer]) => ({
    wishId: asked[wish]?.id ?? '',
    volunteerId: helpers[volunteer]?.id ?? '',
  }))
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))

interface Board {
  readonly arcs: readonly (readonly Arc[])[]
  readonly helpers: readonly VolunteerSide[]
  /** Wish → volunteer. */
  readonly held: Map<number, number>
  readonly takenBy: readonly Set<number>[]
}

/** Finds the cheapest way to serve one more wish, moving others where that is cheaper, and takes it. */
function place(start: number, board: Board): void {
  const { arcs, held } = board
  const cheapest = new Map<number, { cost: number; wish: number }>()
  const reached = new Map<number, number>([[start, 0]])
  const queue = [start]
  for (let wish = queue.shift(); wish !== undefined; wish = queue.shift()) {
    const sofar = reached.get(wish) ?? 0
    for (const { volunteer, cost } of arcs[wish] ?? []) {
      if (held.get(wish) === volunteer) continue
      const there = sofar + cost
      if (there >= (cheapest.get(volunteer)?.cost ?? Number.POSITIVE_INFINITY)) continue
      cheapest.set(volunteer, { cost: there, wish })
      // Whoever stands there may go on to somebody else.
      for (const other of board.takenBy[volunteer] ?? []) {
        const onward = there - costBetween(arcs, other, volunteer)
        if (onward >= (reached.get(other) ?? Number.POSITIVE_INFINITY)) continue
        reached.set(other, onward)
        if (!queue.includes(other)) queue.push(other)
      }
    }
  }
  follow(cheapestEnd(cheapest, board), start, cheapest, board)
}

const costBetween = (arcs: Board['arcs'], wish: number, volunteer: number): number =>
  arcs[wish]?.find((arc) => arc.volunteer === volunteer)?.cost ?? 0

/** The volunteer with room at whom the whole way costs least; null where there is none. */
function cheapestEnd(cheapest: ReadonlyMap<number, { cost: number }>, { helpers, takenBy }: Board): number | null {
  let best: { at: number; cost: number } | null = null
  for (const [at, { cost }] of [...cheapest].toSorted(([a], [b]) => a - b)) {
    const helper = helpers[at]
    const load = (helper?.load ?? 0) + (takenBy[at]?.size ?? 0)
    if (!helper || load >= helper.most) continue
    const whole = cost + load * loadWeight
    if (!best || whole < best.cost) best = { at, cost: whole }
  }
  return best?.at ?? null
}

function follow(end: number | null, start: number, way: ReadonlyMap<number, { wish: number }>, board: Board): void {
  for (let at = end; at !== null; ) {
    const wish = way.get(at)?.wish
    if (wish === undefined) return
    const before: number | undefined = board.held.get(wish)
    if (before !== undefined) board.takenBy[before]?.delete(wish)
    board.held.set(wish, at)
    board.takenBy[at]?.add(wish)
    if (wish === start || before === undefined) return
    at = before
  }
}
