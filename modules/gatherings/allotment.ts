/** What an exhibitor asks for. */
export interface Wish {
  /** In cm², as rooms are measured. */
  readonly areaCm2: number
  readonly power: boolean
  readonly water: boolean
  /** What is sold there; neighbours should sell something else. */
  readonly category: string
}

export interface Exhibitor extends Wish {
  readonly id: string
  /** Place in the order of sign-up: 0 comes first. */
  readonly order: number
}

export interface Stall {
  readonly id: string
  readonly rowAt: number
  readonly columnAt: number
  readonly areaCm2: number
  readonly power: boolean
  readonly water: boolean
}

/** Why an exhibitor stands there: shown to everybody who asks. */
export interface Why {
  readonly rule: 'hand' | 'order'
  /** The place in the order of sign-up, from 1. */
  readonly turn: number
  /** How many free stalls would have fitted at that turn. */
  readonly fitting: number
  /** Neighbours that sell the same. */
  readonly alike: number
}

export interface Allotted {
  readonly stallId: string
  readonly exhibitorId: string
  readonly why: Why
}

export interface Left {
  readonly exhibitorId: string
  /** Nothing is large enough or has what is needed; or all that fits went to those who came before. */
  readonly why: 'nothing_fits' | 'taken_before'
}

export interface Allotment {
  readonly placed: readonly Allotted[]
  readonly left: readonly Left[]
}

const fits = (wish: Wish, stall: Stall): boolean =>
  stall.areaCm2 >= wish.areaCm2 && (stall.power || !wish.power) && (stall.water || !wish.water)

/** What is given away without need; the least first, so that what is scarce is left for those who need it. */
const waste = (wish: Wish, stall: Stall): number =>
  (stall.power && !wish.power ? 2 : 0) + (stall.water && !wish.water ? 2 : 0) + (stall.areaCm2 > wish.areaCm2 ? 1 : 0)

const byPlace = (a: Stall, b: Stall) => a.rowAt - b.rowAt || a.columnAt - b.columnAt || (a.id < b.id ? -1 : 1)
const beside = (a: Stall, b: Stall) => a.rowAt === b.rowAt && Math.abs(a.columnAt - b.columnAt) === 1

/**
 * Gives stalls to exhibitors, the same each time for the same wishes. Who signed up first is served first and is never
 * left out for somebody later; one who finds nothing free may make earlier ones move to another stall that fits them as
 * well. Then stalls are exchanged as long as that parts neighbours who sell the same. What was settled by hand stays.
 */
export function allot(exhibitors: readonly Exhibitor[], stalls: readonly Stall[], byHand: ReadonlyMap<string, string>) {
  const inOrder = [...exhibitors].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  const board = new Board([...stalls].sort(byPlace), inOrder, byHand)
  const settled = new Set(byHand.values())
  const turns = new Map<string, number>()
  const left: Left[] = []
  for (const exhibitor of inOrder) {
    if (settled.has(exhibitor.id)) continue
    turns.set(exhibitor.id, board.freeFor(exhibitor))
    if (!board.seat(exhibitor, new Set()))
      left.push({
        exhibitorId: exhibitor.id,
        why: stalls.some((stall) => fits(exhibitor, stall)) ? 'taken_before' : 'nothing_fits',
      })
  }
  board.spread()
  const placed = board.placed(inOrder, (id) => turns.get(id) ?? 0)
  return { placed, left } satisfies Allotment
}

class Board {
  readonly #stalls: readonly Stall[]
  readonly #fixed: ReadonlySet<string>
  readonly #who = new Map<string, Exhibitor>()

  constructor(stalls: readonly Stall[], exhibitors: readonly Exhibitor[], byHand: ReadonlyMap<string, string>) {
    this.#stalls = stalls
    this.#fixed = new Set(byHand.keys())
    const byId = new Map(exhibitors.map((exhibitor) => [exhibitor.id, exhibitor]))
    for (const [stallId, id] of byHand) {
      const exhibitor = byId.get(id)
      if (exhibitor) this.#who.set(stallId, exhibitor)
    }
  }

  /** Stalls that fit and may be given, the least wasteful first, then those without a like neighbour. */
  #choices(exhibitor: Exhibitor): readonly Stall[] {
    return this.#stalls
      .filter((stall) => !this.#fixed.has(stall.id) && fits(exhibitor, stall))
      .map((stall) => ({ stall, cost: waste(exhibitor, stall), alike: this.#alike(exhibitor, stall) }))
      .sort((a, b) => a.cost - b.cost || a.alike - b.alike || byPlace(a.stall, b.stall))
      .map(({ stall }) => stall)
  }

  freeFor = (exhibitor: Exhibitor): number =>
    this.#choices(exhibitor).filter((stall) => !this.#who.has(stall.id)).length

  /** Finds a stall; if all that fit are taken, one of their holders moves on (an augmenting path). */
  seat(exhibitor: Exhibitor, tried: Set<string>): boolean {
    const choices = this.#choices(exhibitor)
    const free = choices.find((stall) => !this.#who.has(stall.id))
    if (free) {
      this.#who.set(free.id, exhibitor)
      return true
    }
    for (const stall of choices) {
      if (tried.has(stall.id)) continue
      tried.add(stall.id)
      const holder = this.#who.get(stall.id)
      if (holder && this.seat(holder, tried)) {
        this.#who.set(stall.id, exhibitor)
        return true
      }
    }
    return false
  }

  #alike(exhibitor: Exhibitor, stall: Stall): number {
    return this.#stalls.filter((other) => {
      const neighbour = beside(stall, other) ? this.#who.get(other.id) : undefined
      return neighbour && neighbour.id !== exhibitor.id && neighbour.category === exhibitor.category
    }).length
  }

  /** Neighbouring pairs that sell the same, on the whole plan. */
  #pairs(): number {
    let pairs = 0
    for (const stall of this.#stalls) {
      const exhibitor = this.#who.get(stall.id)
      if (exhibitor && exhibitor.category !== '') pairs += this.#alike(exhibitor, stall)
    }
    return pairs / 2
  }

  /** Exchanges two stalls (or moves to a free one) as long as fewer like neighbours are the result; each round ends lower. */
  spread(): void {
    const open = this.#stalls.filter((stall) => !this.#fixed.has(stall.id))
    let pairs = this.#pairs()
    let better = true
    while (better && pairs > 0) {
      better = false
      for (const a of open) {
        for (const b of open) {
          if (byPlace(a, b) >= 0 || !this.#mayExchange(a, b)) continue
          this.#exchange(a, b)
          const after = this.#pairs()
          if (after < pairs) {
            pairs = after
            better = true
          } else this.#exchange(a, b)
        }
      }
    }
  }

  #mayExchange(a: Stall, b: Stall): boolean {
    const [here, there] = [this.#who.get(a.id), this.#who.get(b.id)]
    if (!here && !there) return false
    if (here?.category === there?.category) return false
    return (!here || fits(here, b)) && (!there || fits(there, a))
  }

  #exchange(a: Stall, b: Stall): void {
    const [here, there] = [this.#who.get(a.id), this.#who.get(b.id)]
    this.#put(a, there)
    this.#put(b, here)
  }

  #put(stall: Stall, exhibitor: Exhibitor | undefined): void {
    if (exhibitor) this.#who.set(stall.id, exhibitor)
    else this.#who.delete(stall.id)
  }

  placed(inOrder: readonly Exhibitor[], fittingOf: (id: string) => number): Allotted[] {
    return this.#stalls.flatMap((stall) => {
      const exhibitor = this.#who.get(stall.id)
      if (!exhibitor) return []
      const why: Why = {
        rule: this.#fixed.has(stall.id) ? 'hand' : 'order',
        turn: inOrder.indexOf(exhibitor) + 1,
        fitting: fittingOf(exhibitor.id),
        alike: exhibitor.category === '' ? 0 : this.#alike(exhibitor, stall),
      }
      return [{ stallId: stall.id, exhibitorId: exhibitor.id, why }]
    })
  }
}
