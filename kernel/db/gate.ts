/** Lets callers in, so many at a time. */
export interface Gate {
  /** @returns once the caller is in; calling what it returns goes out again, however often. */
  enter(): Promise<() => void>
  /** Callers who wait. */
  waiting(): number
}

/**
 * Whoever stays longer than `longMs` is counted no more: so the gate holds quick work back for quick work alone, slow work
 * holds nobody up, and one who is in and enters again cannot wait for themselves for ever.
 * @param most at a time, at least 1.
 */
export function openGate(most: number, longMs: number): Gate {
  // In the order in which they came in, with when that was.
  const inside = new Map<object, number>()
  const outside: (() => void)[] = []
  let looksAgain: NodeJS.Timeout | undefined

  const admit = () => {
    const now = performance.now()
    for (const [caller, since] of inside) {
      if (now - since < longMs) break
      inside.delete(caller)
    }
    while (inside.size < most && outside.length > 0) outside.shift()?.()
    const [oldest] = inside.values()
    if (outside.length === 0 || oldest === undefined || looksAgain) return
    looksAgain = setTimeout(
      () => {
        looksAgain = undefined
        admit()
      },
      oldest + longMs - now,
    )
  }

  return {
    enter: () =>
      new Promise((entered) => {
        outside.push(() => {
          const caller = {}
          inside.set(caller, performance.now())
          entered(() => {
            if (inside.delete(caller)) admit()
          })
        })
        admit()
      }),
    waiting: () => outside.length,
  }
}
