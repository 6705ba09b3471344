/** An entry of the browser's event timing (https://www.w3.org/TR/event-timing/), times in milliseconds since the page's start. */
export interface EventTiming {
  readonly name: string
  /** The same for all events of one press or key; 0 for what is no interaction (moving, scrolling). */
  readonly interactionId: number
  readonly startTime: number
  /** Until the next paint, in steps of 8 ms. */
  readonly duration: number
  readonly processingStart: number
  readonly processingEnd: number
}

export interface Interaction {
  readonly id: number
  /** Of the event that took longest. */
  readonly event: string
  /** From the hand to the next paint: waiting for the page, its work, and drawing. */
  readonly ms: number
  readonly waitingMs: number
  readonly workMs: number
  readonly drawingMs: number
}

/** One interaction for each id: as long as the longest of its events. */
export function interactionsOf(entries: readonly EventTiming[]): readonly Interaction[] {
  const longest = new Map<number, EventTiming>()
  for (const entry of entries) {
    const known = longest.get(entry.interactionId)
    if (entry.interactionId > 0 && (!known || entry.duration > known.duration)) longest.set(entry.interactionId, entry)
  }
  return [...longest.values()].map(({ interactionId, name, startTime, duration, processingStart, processingEnd }) => ({
    ...{ id: interactionId, event: name, ms: duration },
    waitingMs: processingStart - startTime,
    workMs: processingEnd - processingStart,
    drawingMs: Math.max(0, startTime + duration - processingEnd),
  }))
}

/**
 * Interaction to next paint as web-vitals counts it for a page: the slowest interaction, without the slowest one of every
 * fifty. Those below 16 ms are not told by the browser, but are counted.
 * @param count of all interactions of the page. @throws Error where there was none.
 */
export function inpOf(interactions: readonly Interaction[], count: number): number {
  if (count === 0) throw new Error('no interaction')
  const slowestFirst = interactions.map(({ ms }) => ms).sort((a, b) => b - a)
  return slowestFirst[Math.min(Math.floor(count / 50), Math.max(0, count - 1))] ?? 0
}
