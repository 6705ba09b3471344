import type { Neighbours } from './distances.ts'
import type { Ring } from './ring.ts'

/** Near neighbours that are looked at for the third way. */
const innerWidth = 5
/** Gains below this are rounding. */
const least = 1e-7

/** Stops whose surroundings changed, each once, first come first served. */
export class Queue {
  private readonly waiting: Int32Array
  private readonly inside: Uint8Array
  private head = 0
  private count = 0

  constructor(size: number) {
    this.waiting = new Int32Array(size)
    this.inside = new Uint8Array(size)
  }

  add(stop: number): void {
    if (this.inside[stop] === 1) return
    this.inside[stop] = 1
    const at = this.head + this.count++
    this.waiting[at >= this.waiting.length ? at - this.waiting.length : at] = stop
  }

  /** @returns -1 where none waits. */
  take(): number {
    if (this.count === 0) return -1
    const stop = this.waiting[this.head] ?? 0
    this.head = this.head + 1 === this.waiting.length ? 0 : this.head + 1
    this.count--
    this.inside[stop] = 0
    return stop
  }
}

/**
 * Lin and Kernighan's search, three ways exchanged at a time: looks around one stop for two or three ways that can be
 * exchanged for shorter ones, and does the best it finds. Every other end is looked for among near neighbours alone, and
 * only while the sum so far is a gain.
 */
export class Mending {
  private readonly ring: Ring
  private readonly near: Neighbours
  private readonly size: number
  private readonly table: Float64Array | null
  private readonly measure: (a: number, b: number) => number
  private readonly nearAway: Float64Array
  private readonly inner: number
  readonly queue: Queue
  /** The best exchange so far around the stop that is looked at. */
  private gain = 0
  private kind = 0
  private readonly ends = new Int32Array(6)

  constructor(
    ring: Ring,
    near: Neighbours,
    distance: { table: Float64Array | null; measure: (a: number, b: number) => number },
  ) {
    this.ring = ring
    this.near = near
    this.size = ring.size
    this.table = distance.table
    this.measure = distance.measure
    this.queue = new Queue(this.size)
    this.inner = Math.min(near.width, innerWidth)
    this.nearAway = Float64Array.from(near.of, (other, n) => this.away(Math.floor(n / near.width), other))
  }

  away(a: number, b: number): number {
    return this.table === null ? this.measure(a, b) : (this.table[a * this.size + b] ?? 0)
  }

  /** Mends around whatever waits, at most so many exchanges. @returns by how much the tour became shorter. */
  mend(most = Number.POSITIVE_INFINITY): number {
    let gained = 0
    for (let done = 0; done < most; ) {
      const stop = this.queue.take()
      if (stop < 0) break
      const gain = this.mendAround(stop)
      if (gain === 0) continue
      gained += gain
      done++
      // There may be more to gain where something was gained.
      this.queue.add(stop)
    }
    return gained
  }

  private mendAround(a: number): number {
    this.gain = least
    this.kind = 0
    this.lookFrom(a, this.ring.next(a), true)
    this.lookFrom(a, this.ring.before(a), false)
    if (this.kind === 0) return 0
    this.exchange()
    return this.gain
  }

  /** The way a–b is given up; `on` says whether b comes after a. */
  private lookFrom(a: number, b: number, on: boolean): void {
    const { ring, near } = this
    const first = this.away(a, b)
    for (let n = b * near.width, end = n + near.width; n < end; n++) {
      const left = first - (this.nearAway[n] ?? 0)
      if (left <= least) break
      const c = near.of[n] ?? 0
      if (c === a) continue
      const inner = on ? ring.before(c) : ring.next(c)
      const outer = on ? ring.next(c) : ring.before(c)
      if (inner !== b) {
        const open = left + this.away(inner, c)
        const gain = open - this.away(inner, a)
        if (gain > this.gain) this.note(gain, 1, a, b, c, inner, 0, 0)
        this.lookOn(a, b, c, inner, on, open)
      }
      if (outer !== a) this.lookAcross(a, b, c, outer, on, left + this.away(c, outer))
    }
  }

  /** After the exchange a b … d c, that is a d … b c, a third way is given up: e–f with f on the side of a. */
  private lookOn(a: number, b: number, c: number, d: number, on: boolean, open: number): void {
    const { ring, near } = this
    for (let n = d * near.width, end = n + this.inner; n < end; n++) {
      const left = open - (this.nearAway[n] ?? 0)
      if (left <= this.gain) break
      const e = near.of[n] ?? 0
      if (e === c || e === a) continue
      const turned = on ? ring.between(b, e, d) : ring.between(d, e, b)
      const f = turned === on ? ring.next(e) : ring.before(e)
      if (f === d) continue
      if (turned && e === d) continue
      const gain = left + this.away(e, f) - this.away(f, a)
      if (gain > this.gain) this.note(gain, 2, a, b, c, d, e, f)
    }
  }

  /** b … c was cut out as a circle, between a and d; it is opened at e–f and put between them again. */
  private lookAcross(a: number, b: number, c: number, d: number, on: boolean, open: number): void {
    const { ring, near } = this
    for (let n = d * near.width, end = n + this.inner; n < end; n++) {
      const left = open - (this.nearAway[n] ?? 0)
      if (left <= this.gain) break
      const e = near.of[n] ?? 0
      if (!(on ? ring.between(b, e, c) : ring.between(c, e, b))) continue
      if (e !== c) {
        const f = on ? ring.next(e) : ring.before(e)
        const gain = left + this.away(e, f) - this.away(f, a)
        if (gain > this.gain) this.note(gain, 3, a, b, c, d, e, f)
      }
      if (e !== b) {
        const f = on ? ring.before(e) : ring.next(e)
        const gain = left + this.away(e, f) - this.away(f, a)
        if (gain > this.gain) this.note(gain, 4, a, b, c, d, e, f)
      }
    }
  }

  private note(gain: number, kind: number, a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.gain = gain
    this.kind = kind
    const { ends } = this
    ends[0] = a
    ends[1] = b
    ends[2] = c
    ends[3] = d
    ends[4] = e
    ends[5] = f
  }

  private exchange(): void {
    const { ring, kind, ends, queue } = this
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = ends
    if (kind === 1) ring.exchange(a, b, d)
    else if (kind === 2) {
      ring.exchange(a, b, d)
      ring.exchange(a, d, f)
    } else if (kind === 3) {
      ring.exchange(a, b, c)
      ring.exchange(a, c, f)
      ring.exchange(c, e, b)
    } else {
      ring.exchange(a, b, f)
      ring.exchange(b, e, c)
    }
    for (let n = 0; n < (kind === 1 ? 4 : 6); n++) queue.add(ends[n] ?? 0)
  }
}
