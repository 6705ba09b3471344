import type { EntryStanding } from './gathering.ts'

/** Somebody who has, or waits for, a place. */
export interface Queued {
  readonly id: string
  readonly standing: EntryStanding
  /** When one signed up or accepted; the id settles ties. */
  readonly queuedAt: Date | null
}

/** Those who have a place. */
export const hasPlace = (standing: EntryStanding): boolean => standing === 'accepted' || standing === 'signed_up'

const inOrder = (a: Queued, b: Queued) =>
  (a.queuedAt?.getTime() ?? 0) - (b.queuedAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1)

/** How many places are left; null: as many as come. */
export function placesLeft(capacity: number | null, entries: readonly Queued[]): number | null {
  if (capacity === null) return null
  return Math.max(0, capacity - entries.filter(({ standing }) => hasPlace(standing)).length)
}

/** Whether one who comes now gets a place: only if there is one and nobody waits for it already. */
export function placeFor(capacity: number | null, entries: readonly Queued[]): 'place' | 'waiting' {
  const left = placesLeft(capacity, entries)
  if (left === null) return 'place'
  return left > 0 && waitingList(entries).length === 0 ? 'place' : 'waiting'
}

/** Who waits, first come first. */
export const waitingList = (entries: readonly Queued[]): readonly Queued[] =>
  entries.filter(({ standing }) => standing === 'waiting').sort(inOrder)

/** Who moves up into the places that are left, in the order of the waiting list. */
export function movingUp(capacity: number | null, entries: readonly Queued[]): readonly string[] {
  const left = placesLeft(capacity, entries)
  const waiting = waitingList(entries)
  return waiting.slice(0, left ?? waiting.length).map(({ id }) => id)
}
