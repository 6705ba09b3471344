import type { Measure } from './election.ts'
import type { Electorate } from './electorate.ts'
import { type ExactMoney, exactMoney, MoneySum, notePurchase, type Price } from './exact-money.ts'
import { comesShort, exactPrice, inTinyUnits, nextLowerBound, type Purses, unaffordable } from './price.ts'
import { lowest, type Ratio } from './ratio.ts'

/** A project that its supporters bought. */
export interface Purchase {
  readonly project: number
  /** What a point cost: a supporter pays price × points, or all there is left. */
  readonly price: Ratio
  /** Voters who paid, and how many of them gave their last. */
  readonly payers: number
  readonly spentPayers: number
}

/** One run of the Method of Equal Shares. */
export interface EqualSharesRun {
  /** What each voter began with, in units of account. */
  readonly share: Ratio
  /** Costless ones first, then purchases in their order. */
  readonly order: readonly number[]
  readonly purchases: readonly Purchase[]
  /** Their cost together. */
  readonly cost: number
  /** Who has what left. */
  readonly money: ExactMoney
}

/**
 * The Method of Equal Shares (Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive
 * Utilities", 2021) without a completion: the budget is shared equally among all voters; the project with the lowest price
 * a unit of utility is bought by its supporters, who pay in proportion to their utility or give all they have, until
 * nobody's money buys another one. Ties of exactly equal prices go to the lowest id. Costless projects with a vote come
 * first; a project without a vote never comes. The budget itself is not asked within a round: shares bound what is spent.
 * @param raised added to each voter's share, whole units of account
 */
export function equalShares(electorate: Electorate, measure: Measure, raised = 0): EqualSharesRun {
  const { election, voters, votes, byId } = electorate
  const { projects, budget } = election
  const share = { num: BigInt(budget) + BigInt(raised) * BigInt(voters), den: BigInt(Math.max(1, voters)) }
  const purses = openPurses(electorate, share, budget + raised * voters)
  const supported = byId.filter((project) => (votes[project] ?? 0) > 0)
  const order = supported.filter((project) => projects[project]?.cost === 0)
  const purchases: Purchase[] = []
  const candidates = openCandidates(electorate, measure, purses.shift, supported)
  for (let found = cheapest(purses, candidates); found !== null; found = cheapest(purses, candidates)) {
    purchases.push(buy(purses, found.project, found.price))
    candidates.open.splice(candidates.open.indexOf(found.project), 1)
    order.push(found.project)
  }
  const cost = order.reduce((sum, project) => sum + (projects[project]?.cost ?? 0), 0)
  return { share: lowest(share), order, purchases, cost, money: purses.exact }
}

/** @param total all the money, in units of account */
function openPurses(electorate: Electorate, share: Ratio, total: number): Purses {
  const { supporterStart, supporterGroup, supporterPoints, groups } = electorate
  const shift = 51 - Math.floor(Math.log2(Math.max(total, 1)))
  const own = Number(((share.num << 128n) / share.den) >> BigInt(128 - Math.max(shift, -100)))
  return {
    electorate,
    money: new Float64Array(groups).fill(own),
    exact: exactMoney(electorate, lowest(share)),
    shift,
    // The whole part was cut, and where it has more than 53 bits the float is off by half of its last place.
    error: 2,
    live: { group: supporterGroup.slice(), points: supporterPoints.slice(), end: supporterStart.slice(1) },
  }
}

interface Candidates {
  /** In the order of ids. */
  readonly open: number[]
  /** What a point is worth in units of the measure: prices are compared for one such unit. */
  readonly worth: Float64Array
  /** Of each project: the price of a point is not below this, in tiny units. Money only gets less, so prices only rise. */
  readonly bound: Float64Array
}

function openCandidates(electorate: Electorate, measure: Measure, shift: number, supported: readonly number[]) {
  const { election, points } = electorate
  const worth = Float64Array.from(election.projects, ({ cost }) => (measure === 'cost' ? cost : 1))
  // As if everybody could pay the price.
  const bound = Float64Array.from(election.projects, ({ cost }, project) => {
    const all = points[project] ?? 0
    return all === 0 ? unaffordable : ((cost * 2 ** shift) / all) * (1 - 2 ** -50)
  })
  const open = supported.filter((project) => (election.projects[project]?.cost ?? 0) > 0)
  return { open, worth, bound }
}

interface Found {
  readonly project: number
  readonly price: Price
}

/** The next purchase: projects are looked at by their lower bounds until the next one is surely dearer than the best. */
function cheapest(purses: Purses, candidates: Candidates): Found | null {
  const { open, worth, bound } = candidates
  const known = new Set<number>()
  let best: Found | null = null
  let bestFloat = Number.POSITIVE_INFINITY
  for (;;) {
    const project = lowestBound(candidates, known)
    if (project === null) return best
    const from = bound[project] ?? 0
    if (from / (worth[project] ?? 1) > bestFloat * (1 + 2 ** -47)) return best
    const next = nextLowerBound(purses, project, from)
    if (next === unaffordable) {
      open.splice(open.indexOf(project), 1)
      continue
    }
    // While the bound still moves the exact price need not be known: perhaps the project is out of reach already.
    if (next !== null && next > from * (1 + 2 ** -30)) {
      bound[project] = next
      continue
    }
    const price = exactPrice(purses, project, from)
    if (price === null) {
      open.splice(open.indexOf(project), 1)
      continue
    }
    known.add(project)
    const float = inTinyUnits(purses, price)
    bound[project] = Math.max(from, float * (1 - 2 ** -50))
    if (best === null || isCheaper({ project, price }, best, worth, purses.electorate.place)) {
      best = { project, price }
      bestFloat = float / (worth[project] ?? 1)
    }
  }
}

function lowestBound({ open, worth, bound }: Candidates, known: ReadonlySet<number>): number | null {
  let lowestAt: number | null = null
  let least = Number.POSITIVE_INFINITY
  for (const project of open) {
    const value = (bound[project] ?? 0) / (worth[project] ?? 1)
    if (value >= least || known.has(project)) continue
    least = value
    lowestAt = project
  }
  return lowestAt
}

/** By exact prices for one unit of utility; the same price goes to the lower id. */
function isCheaper(a: Found, b: Found, worth: Float64Array, place: Int32Array): boolean {
  const left = a.price.num * BigInt(b.price.points) * BigInt(worth[b.project] ?? 1)
  const right = b.price.num * BigInt(a.price.points) * BigInt(worth[a.project] ?? 1)
  return left === right ? (place[a.project] ?? 0) < (place[b.project] ?? 0) : left < right
}

/** Takes the price from each supporter's purse. */
function buy(purses: Purses, project: number, price: Price): Purchase {
  const { electorate, exact } = purses
  const float = inTinyUnits(purses, price)
  const counts = { payers: 0, spentPayers: 0 }
  // Not in lowest terms: that costs more than all the rest, and only who explains a purchase asks.
  const purchase = { project, price: { num: price.num, den: exact.denominator * BigInt(price.points) } }
  takeFromEach(purses, project, price, float, counts)
  notePurchase(exact, project, price)
  // Rounded to a tiny unit, from a float that is off by 2^-51 of itself.
  purses.error += 1 + float * (electorate.mostPoints[project] ?? 0) * 2 ** -50
  markWhoHasNothing(purses, project, counts)
  return { ...purchase, ...counts }
}

/** Loops stand by themselves: what is around one would be compiled anew again and again. */
function takeFromEach(
  purses: Purses,
  project: number,
  price: Price,
  float: number,
  counts: { payers: number; spentPayers: number },
): void {
  const { electorate, money, exact, live, error } = purses
  const end = live.end[project] ?? 0
  for (let at = electorate.supporterStart[project] ?? 0; at < end; at++) {
    const group = live.group[at] ?? 0
    if (exact.spent[group] === 1) continue
    const points = live.points[at] ?? 0
    const wanted = float * points
    const own = money[group] ?? 0
    const voters = electorate.weight[group] ?? 0
    counts.payers += voters
    const isSure = Math.abs(own - wanted) > error + wanted * 2 ** -49
    if (isSure ? own < wanted : comesShort(purses, group, points, price)) {
      counts.spentPayers += voters
      exact.spent[group] = 1
      money[group] = 0
    } else money[group] = Math.max(0, own - Math.round(wanted))
  }
}

/** Who had exactly the price has nothing now, though floats may not see it. */
function markWhoHasNothing(purses: Purses, project: number, counts: { spentPayers: number }): void {
  const { electorate, money, exact, live, error } = purses
  const end = live.end[project] ?? 0
  for (let at = electorate.supporterStart[project] ?? 0; at < end; at++) {
    const group = live.group[at] ?? 0
    if (exact.spent[group] === 1 || (money[group] ?? 0) > error || !hasNothing(purses, group)) continue
    counts.spentPayers += electorate.weight[group] ?? 0
    exact.spent[group] = 1
    money[group] = 0
  }
}

function hasNothing({ electorate, exact }: Purses, group: number): boolean {
  const own = new MoneySum(electorate, exact)
  own.add(group, 1)
  return own.numerator() === 0n
}
