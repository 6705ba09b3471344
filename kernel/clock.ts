/** Where the present comes from. Rules and services never ask the machine. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands until it is moved: for tests, simulations and the demo's past. */
export class StandingClock implements Clock {
  #at: number

  constructor(at: Date) {
    this.#at = at.getTime()
  }

  now(): Date {
    return new Date(this.#at)
  }

  set(at: Date): void {
    this.#at = at.getTime()
  }

  /** Moves by a number of milliseconds (negative: back). */
  move(milliseconds: number): void {
    this.#at += milliseconds
  }
}
