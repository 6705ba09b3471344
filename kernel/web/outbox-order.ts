/** What the order of sending looks at. */
export interface Ordered {
  readonly id: string
  /** Whose it is: a person's id, or null for what was said without an account. */
  readonly owner: string | null
  /** What is sent one after the other: all that is said of one household. */
  readonly lane: string
  /** Counts up on this phone; clocks jump, this does not. */
  readonly place: number
  /** `refused`: those behind it in its lane wait until somebody has decided. */
  readonly state: 'waiting' | 'refused' | 'sent'
}

/** In the order in which they were said. */
export const inOrder = <T extends Ordered>(items: readonly T[]): T[] => items.toSorted((a, b) => a.place - b.place)

/** What somebody has on this phone that was not sent yet; nobody sees or sends what is another's. */
export const unsentOf = <T extends Ordered>(items: readonly T[], owner: string | null): T[] =>
  inOrder(items.filter((item) => item.owner === owner && item.state !== 'sent'))

/** The lanes in which something can be sent, the one that has waited longest first. */
export const openLanes = (items: readonly Ordered[], owner: string | null): string[] => [
  ...new Set(
    unsentOf(items, owner)
      .map(({ lane }) => lane)
      .filter((lane) => nextIn(items, owner, lane) !== null),
  ),
]

/** What goes out next in a lane; null when it is empty or its first one was refused. */
export function nextIn<T extends Ordered>(items: readonly T[], owner: string | null, lane: string): T | null {
  const [first] = unsentOf(items, owner).filter((item) => item.lane === lane)
  return first?.state === 'waiting' ? first : null
}

/** So many of the sent ones are still told of. */
const sentKept = 20

/** Sent ones that need not be told of any longer. */
export const forgotten = <T extends Ordered>(items: readonly T[]): T[] =>
  inOrder(items.filter(({ state }) => state === 'sent')).slice(0, -sentKept)
