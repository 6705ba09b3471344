import {
  type Distance,
  mostTabled,
  type Neighbours,
  nearestOf,
  nearestPoints,
  type Points,
  straight,
  tableOf,
} from './distances.ts'
import { randomNumbers } from './random.ts'
import { Ring } from './ring.ts'
import { Mending } from './tour-mending.ts'
import { alongCurve, nearestNext } from './tour-start.ts'

export interface TourProblem {
  readonly size: number
  /** Left out: straight distances between `points`. */
  readonly distance?: Distance
  /** Where the stops lie. Without points every pair is looked at, which holds for some thousands. */
  readonly points?: Points
}

/** Near neighbours that are looked at for a better way. */
const width = 10
/** A stretch that a shake moves has at most so many stops. */
const longestStretch = 30
/** Lengths that differ by less are the same. */
const tiny = 1e-9

/**
 * Searches a short round tour through all stops: begins with a fair one, mends it, then shakes it in one spot again and
 * again, mends what was shaken, and goes on from there where it did not become longer, or at first a little longer. The
 * same for the same problem, seed and steps; more steps never make it longer.
 */
export class TourSearch {
  private readonly ring: Ring
  private readonly mending: Mending
  private readonly random: () => number
  private readonly size: number
  private readonly best: Int32Array
  private length: number
  private bestLength: number
  private mended = false
  /** By how much longer a tour may be to be gone on from, about. */
  private warmth = 0

  constructor({ size, distance, points }: TourProblem, seed = 1) {
    if (!points && !distance) throw new Error('a tour needs points or a distance')
    const measure = distance ?? straight(points ?? { x: [], y: [] })
    const table = size <= mostTabled ? tableOf(size, measure) : null
    const away: Distance = table === null ? measure : (a, b) => table[a * size + b] ?? 0
    this.size = size
    this.random = randomNumbers(seed)
    this.ring = new Ring(points && size > mostTabled ? alongCurve(points) : nearestNext(size, away))
    this.mending = new Mending(this.ring, neighboursOf(size, points, away), { table, measure })
    this.best = this.ring.stops.slice()
    this.length = this.lengthNow()
    this.bestLength = this.length
    for (const stop of this.best) this.mending.queue.add(stop)
  }

  /** The shortest so far, from stop 0 on. */
  get order(): Int32Array {
    const from = this.best.indexOf(0)
    return Int32Array.from({ length: this.size }, (_, n) => this.best[(from + n) % this.size] ?? 0)
  }

  /** The length of the shortest so far. */
  get shortest(): number {
    return this.bestLength
  }

  /** Goes on by so many steps. `done`: 0 to 1, how much of the time is over; at 1 only what is no longer counts. */
  step(count: number, done = 1): void {
    if (this.size < 4) return
    const left = this.mended ? count : this.mendFirst(count)
    this.warmth = (this.bestLength / this.size) * Math.max(0, 1 - done)
    if (this.size > 4) for (let n = 0; n < left; n++) this.shake()
    this.keepBest()
  }

  /** Here an exchange is a step, so that a large tour can be left before it is mended all over. @returns what is left. */
  private mendFirst(most: number): number {
    const { queue } = this.mending
    this.length -= this.mending.mend(most)
    this.ring.forget()
    const next = queue.take()
    this.mended = next < 0
    if (!this.mended) queue.add(next)
    return this.mended ? most : 0
  }

  private shake(): void {
    const { ring, mending, random, length, warmth } = this
    ring.forget()
    const now = length + this.bridge() - mending.mend()
    const longer = now > length + tiny
    if (longer && !(warmth > 0 && now < length - warmth * Math.log(random()))) ring.takeBack()
    else if (longer && length < this.bestLength - tiny) {
      // The best so far is kept before it is left.
      ring.takeBack()
      this.keepBest()
    } else this.length = now
  }

  /** Three neighbouring stretches change places, each in its own direction: no exchange of three ways undoes it. */
  private bridge(): number {
    const { ring, mending, random, size } = this
    const longest = Math.min(longestStretch, Math.floor((size - 2) / 3))
    let at = Math.floor(random() * size)
    const on = (by: number) => {
      at += by
      if (at >= size) at -= size
      return ring.stops[at] ?? 0
    }
    const a = on(0)
    const b = on(1)
    const c = on(Math.floor(random() * longest))
    const d = on(1)
    const e = on(Math.floor(random() * longest))
    const f = on(1)
    const g = on(Math.floor(random() * longest))
    const h = on(1)
    const before = mending.away(a, b) + mending.away(c, d) + mending.away(e, f) + mending.away(g, h)
    // All three turned round, then each turned back.
    ring.exchange(a, b, g)
    ring.exchange(a, g, f)
    ring.exchange(g, e, d)
    ring.exchange(e, c, b)
    for (const end of [a, b, c, d, e, f, g, h]) mending.queue.add(end)
    return mending.away(a, f) + mending.away(g, d) + mending.away(e, b) + mending.away(c, h) - before
  }

  private keepBest(): void {
    if (this.length >= this.bestLength - tiny) return
    this.best.set(this.ring.stops)
    // Counted anew: a million small sums would drift.
    this.length = this.lengthNow()
    this.bestLength = this.length
  }

  private lengthNow(): number {
    const { stops } = this.ring
    let length = 0
    for (let at = 0; at < this.size; at++) length += this.mending.away(stops[at] ?? 0, stops[at + 1] ?? stops[0] ?? 0)
    return length
  }
}

const neighboursOf = (size: number, points: Points | undefined, away: Distance): Neighbours =>
  points ? nearestPoints(points, width) : nearestOf(size, width, away)
