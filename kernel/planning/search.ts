/** A search that can be stopped after any step and gone on with. */
export interface Search {
  /** Goes on by so many steps; `done`: 0 to 1, how much of the time is over. */
  step(count: number, done?: number): void
}

/** Told now and then how much is done, 0 to 1, and how good the best so far is; false stops. */
export type GoOn = (done: number, best?: number | null) => boolean

export const neverStops: GoOn = () => true

export interface Pace {
  /** So many steps in all: the same result on every machine. */
  readonly steps?: number
  /** Or as many as so many milliseconds hold, by the clock that is handed over. */
  readonly milliseconds?: number
  readonly clock?: () => number
  readonly goOn?: (done: number) => boolean
}

const stepsBetween = 50

/** Runs a search until its steps or its time are over, or it is told to stop. @returns how many steps it took. */
export function run(search: Search, { steps, milliseconds, clock, goOn = neverStops }: Pace): number {
  const started = clock?.() ?? 0
  let taken = 0
  for (;;) {
    const done = steps !== undefined ? taken / steps : clock && milliseconds ? (clock() - started) / milliseconds : 1
    if (done >= 1 || !goOn(done)) return taken
    const next = steps === undefined ? stepsBetween : Math.min(stepsBetween, steps - taken)
    search.step(next, done)
    taken += next
  }
}
