/**
 * A tour as an array with the place of each stop in it. Its direction means nothing: a stretch is turned round by
 * turning whichever side is shorter, and what was turned can be turned back.
 */
export class Ring {
  readonly size: number
  readonly stops: Int32Array
  /** Where in `stops` each stop stands. */
  readonly place: Int32Array
  /** Places between which was turned, two for each turn, since `forget`. */
  private turns = new Int32Array(64)
  private turned = 0

  constructor(order: Int32Array) {
    this.size = order.length
    this.stops = order.slice()
    this.place = new Int32Array(this.size)
    for (let at = 0; at < this.size; at++) this.place[order[at] ?? 0] = at
  }

  next(stop: number): number {
    const at = (this.place[stop] ?? 0) + 1
    return this.stops[at === this.size ? 0 : at] ?? 0
  }

  before(stop: number): number {
    const at = this.place[stop] ?? 0
    return this.stops[at === 0 ? this.size - 1 : at - 1] ?? 0
  }

  /** Whether `b` is met when going on from `a` to `c`; both ends count. */
  between(a: number, b: number, c: number): boolean {
    const [from, at, to] = [this.place[a] ?? 0, this.place[b] ?? 0, this.place[c] ?? 0]
    return from <= to ? from <= at && at <= to : from <= at || at <= to
  }

  /**
   * The 2-opt move: of a b … d c, in either direction, it makes a d … b c; the ways a–b and d–c give way to a–d and b–c.
   */
  exchange(a: number, b: number, d: number): void {
    const forwards = this.next(a) === b
    this.turn(this.place[forwards ? b : d] ?? 0, this.place[forwards ? d : b] ?? 0)
  }

  /** Turns round what lies from one place on to another, or all the rest instead where that is shorter. */
  private turn(from: number, to: number): void {
    const { size } = this
    const inside = to - from + (to < from ? size : 0) + 1
    let i = from
    let j = to
    if (inside * 2 > size) {
      i = to + 1 === size ? 0 : to + 1
      j = from === 0 ? size - 1 : from - 1
    }
    if (this.turned + 2 > this.turns.length) {
      const more = new Int32Array(this.turns.length * 2)
      more.set(this.turns)
      this.turns = more
    }
    this.turns[this.turned++] = i
    this.turns[this.turned++] = j
    this.reverse(i, j)
  }

  private reverse(from: number, to: number): void {
    const { size, stops, place } = this
    let i = from
    let j = to
    for (let swaps = (to - from + (to < from ? size : 0) + 1) >> 1; swaps > 0; swaps--) {
      const a = stops[i] ?? 0
      const b = stops[j] ?? 0
      stops[i] = b
      place[b] = i
      stops[j] = a
      place[a] = j
      i = i + 1 === size ? 0 : i + 1
      j = j === 0 ? size - 1 : j - 1
    }
  }

  /** What was turned so far stays. */
  forget(): void {
    this.turned = 0
  }

  /** Takes all turns back since `forget`. */
  takeBack(): void {
    while (this.turned > 0) {
      this.turned -= 2
      this.reverse(this.turns[this.turned] ?? 0, this.turns[this.turned + 1] ?? 0)
    }
  }
}
