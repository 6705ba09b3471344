/** One thing that was done: when (ms), and what is counted once (an event; an account that was tried). */
export interface Done {
  readonly at: number
  readonly what: string
}

/** For each thing how many different ones were done in the window that ends with it, itself included. */
function countsOf(done: readonly Done[], windowMs: number): number[] {
  const inWindow = new Map<string, number>()
  let first = 0
  return done.map(({ at, what }) => {
    inWindow.set(what, (inWindow.get(what) ?? 0) + 1)
    for (let old = done[first]; old && old.at <= at - windowMs; old = done[++first]) {
      const left = (inWindow.get(old.what) ?? 0) - 1
      if (left > 0) inWindow.set(old.what, left)
      else inWindow.delete(old.what)
    }
    return inWindow.size
  })
}

/**
 * Whether the last thing that was done begins a burst. A burst is a run of things each of which stands over the limit (more
 * than `limit` in the window that ends with it), none of them a whole window after the one before: so one burst is told
 * once, however long it goes on. Needs what was done in the last two windows, oldest first.
 * @returns how many there are in the window of the last one; null: no burst begins with it.
 */
export function beginningBurst(done: readonly Done[], limit: number, windowMs: number): number | null {
  const counts = countsOf(done, windowMs)
  const count = counts.at(-1) ?? 0
  if (count <= limit) return null
  const end = done.at(-1)?.at ?? 0
  const goesOn = done.slice(0, -1).some(({ at }, index) => at > end - windowMs && (counts[index] ?? 0) > limit)
  return goesOn ? null : count
}
