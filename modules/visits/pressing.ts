/** What of a stop decides whether it can be in time. */
export interface Pressing {
  /** The first of the days on which it may be done. */
  readonly from: number
  /** The last day on which it is in time. */
  readonly deadline: number
  /** Late from the beginning: nobody is to blame, and nothing is lost by waiting. */
  readonly overdue: boolean
}

export interface Missed {
  /** How many come too late. */
  readonly late: number
  /** How many find no place at all. */
  readonly left: number
}

/**
 * How many stops wait, by first day and deadline: what the earliest deadline first would miss depends on these counts
 * alone, so it is told without looking at each stop.
 */
export class PressingCounts {
  private readonly days: number
  /** Rows by first day, of `days + 3` each: overdue, late since, then by deadline, at last what lies beyond the week. */
  private readonly counts: Int32Array
  private readonly width: number

  constructor(days: number, stops: Iterable<Pressing>) {
    this.days = days
    this.width = days + 3
    this.counts = new Int32Array((days + 1) * this.width)
    for (const stop of stops) this.add(stop, 1)
  }

  /** One more of its kind, or one fewer. */
  add(stop: Pressing, by: 1 | -1): void {
    const at = this.kindOf(stop)
    this.counts[at] = (this.counts[at] ?? 0) + by
  }

  /** Stops of one kind are as good as each other. */
  kindOf({ from, deadline, overdue }: Pressing): number {
    const first = Math.min(Math.max(0, from), this.days)
    const due = overdue ? 0 : deadline < 0 ? 1 : Math.min(deadline, this.days) + 2
    return first * this.width + due
  }

  /**
   * What the earliest deadline first would miss with so many places on each day from `first` on. What is late already
   * does not make another one late: it takes the places that are left over.
   */
  missed(slots: readonly number[], first: number): Missed {
    const { days, width, counts } = this
    const ready = new Int32Array(width)
    const enter = (day: number) => {
      for (let due = 0; due < width; due++) ready[due] = (ready[due] ?? 0) + (counts[day * width + due] ?? 0)
    }
    for (let day = 0; day < first; day++) enter(day)
    let [late, behind] = [0, 0]
    for (const [at, places] of slots.entries()) {
      const day = first + at
      enter(day)
      let free = places
      for (let due = 0; due < width; due++) {
        const waiting = ready[due] ?? 0
        if (waiting === 0) continue
        if (due < day + 2) {
          // Its day is over.
          if (due > 0) late += waiting
          behind += waiting
          ready[due] = 0
          continue
        }
        const taken = Math.min(free, waiting)
        ready[due] = waiting - taken
        free -= taken
      }
      behind -= Math.min(free, behind)
    }
    let left = behind
    for (let due = 0; due < width; due++) {
      const waiting = ready[due] ?? 0
      left += waiting
      if (due < days + 2) late += waiting
    }
    for (let day = first + slots.length; day <= days; day++)
      for (let due = 0; due < width; due++) left += counts[day * width + due] ?? 0
    return { late, left }
  }
}
