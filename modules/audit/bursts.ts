/** One thing that was done: when (ms), and what is counted once (an event; an account that was tried). */
export interface Done {
  readonly at: number
  readonly what: string
}

/** How many different things were done in the window that ends with the one at `index`, itself included. */
function countAt(done: readonly Done[], index: number, windowMs: number): number {
  const end = done[index]?.at ?? 0
  const inWindow = done.slice(0, index + 1).filter(({ at }) => at > end - windowMs)
  return new Set(inWindow.map(({ what }) => what)).size
}

/**
 * Whether the last thing that was done begins a burst. A burst is a run of things each of which stands over the limit (more
 * than `limit` in the window that ends with it), none of them a whole window after the one before: so one burst is told
 * once, however long it goes on. Needs what was done in the last two windows, oldest first.
 * @returns how many there are in the window of the last one; null: no burst begins with it.
 */
export function beginningBurst(done: readonly Done[], limit: number, windowMs: number): number | null {
  const last = done.length - 1
  const count = countAt(done, last, windowMs)
  if (count <= limit) return null
  const end = done[last]?.at ?? 0
  const goesOn = done.some(
    ({ at }, index) => index < last && at > end - windowMs && countAt(done, index, windowMs) > limit,
  )
  return goesOn ? null : count
}
