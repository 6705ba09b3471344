/**
 * The price ρ of a point of a project: the smallest ρ with Σ min(money of a supporter, ρ × points) = cost.
 *
 * Why floats may decide here without error. Each group's money is kept as a whole number of tiny units (`unit` of them
 * make one unit of account; all the money together is at most 2^52, so that sums of it are exact) that is off by at
 * most `error` from the true money. For any division of the supporters into A and B, and any ρ,
 *     Σ min(money, ρ × points) ≤ Σ_A money + ρ × Σ_B points,
 * so (cost − Σ_A money) / Σ_B points is never above the true price, whoever stands in A. With `error` added to each
 * money of A and the float division rounded down this is a certain lower bound, and Newton's steps make it rise to the
 * true price but for the errors. It only ever serves to say that a project is dearer than another one, or that its
 * supporters cannot pay it. What is chosen is always decided on exact prices (`exactPrice`), and a division into those
 * who give all and those who pay the price is checked against the exact price itself, voter by voter: by floats where
 * they are further apart than their errors, by whole numbers where not.
 */
import type { Electorate } from './electorate.ts'
import { type ExactMoney, MoneySum, type Price } from './exact-money.ts'
import { asFloat } from './ratio.ts'

/** Supporters who still have money, project by project; who has none any more is taken out as it is met. */
export interface LiveSupporters {
  readonly group: Int32Array
  readonly points: Int32Array
  readonly end: Int32Array
}

export interface Purses {
  readonly electorate: Electorate
  /** Money of a voter of each group, in tiny units; exactly 0 where all is given. */
  readonly money: Float64Array
  readonly exact: ExactMoney
  /** Tiny units of one unit of account are 2^shift. */
  readonly shift: number
  /** No money is off by more, in tiny units. */
  error: number
  readonly live: LiveSupporters
}

/** Rounded down by more than a few float operations can err. */
const surelyBelow = (x: number): number => x - Math.abs(x) * 2 ** -50

/** A lower bound that no supporter can save: the project cannot be paid any more. */
export const unaffordable = Number.POSITIVE_INFINITY

/**
 * One step of Newton's method from a lower bound of a price, in tiny units a point.
 * @returns a lower bound again, not always a better one; `unaffordable` where that is certain; null where all supporters
 * would give all they have and floats cannot say whether it is enough.
 */
export function nextLowerBound(purses: Purses, project: number, bound: number): number | null {
  const { electorate, error, shift } = purses
  const cost = (electorate.election.projects[project]?.cost ?? 0) * 2 ** shift
  const sums = { given: 0, giving: 0, paying: 0, rest: 0, voters: 0 }
  sumUp(purses, project, bound, sums)
  const { given, giving, paying, rest, voters } = sums
  // One unit more covers the rounding of cost and sums where a tiny unit is larger than the unit of account.
  if (given + rest + voters * error + 1 < surelyBelow(cost)) return unaffordable
  if (paying === 0) return null
  return surelyBelow((surelyBelow(cost) - given - giving * error - 1) / paying)
}

interface Sums {
  /** Of those who have less than the price: their money, and how many they are. */
  given: number
  giving: number
  /** Of those who can pay it: their points, and their money. */
  paying: number
  rest: number
  voters: number
}

/** A loop of its own, and nothing after it: what stands around a hot loop would be compiled with it, again and again. */
function sumUp(purses: Purses, project: number, bound: number, sums: Sums): void {
  const { electorate, money, exact, live } = purses
  const { weight } = electorate
  const { group: groups, points } = live
  let end = live.end[project] ?? 0
  for (let at = electorate.supporterStart[project] ?? 0; at < end; at++) {
    const group = groups[at] ?? 0
    if (exact.spent[group] === 1) {
      end--
      live.end[project] = end
      groups[at] = groups[end] ?? 0
      points[at] = points[end] ?? 0
      at--
      continue
    }
    const own = money[group] ?? 0
    const heads = weight[group] ?? 0
    const wanted = points[at] ?? 0
    sums.voters += heads
    if (own < bound * wanted) {
      sums.given += heads * own
      sums.giving += heads
    } else {
      sums.rest += heads * own
      sums.paying += heads * wanted
    }
  }
}

/**
 * The exact price, or null where the supporters cannot pay. By Newton's method in whole numbers, from any guess: a step
 * from anywhere leads to or below the price, from there it rises, and it ends where a price confirms its own division.
 */
export function exactPrice(purses: Purses, project: number, guess: number): Price | null {
  const cost = BigInt(purses.electorate.election.projects[project]?.cost ?? 0) * purses.exact.denominator
  let division = divide(purses, project, guess, null)
  for (let price: Price | null = null; ; ) {
    if (division.points === 0) {
      const total = division.given.numerator()
      if (total < cost) return null
      // All give all and it is too much: the guess was too high. From 0 nothing is passed by.
      division = divide(purses, project, 0, null)
      continue
    }
    const num = cost - division.given.numerator()
    if (num <= 0n) {
      division = divide(purses, project, 0, null)
      continue
    }
    if (price !== null && num * BigInt(price.points) === price.num * BigInt(division.points)) return price
    price = { num, points: division.points }
    const float = inTinyUnits(purses, price)
    if (float > division.above && float < division.below) return price
    division = divide(purses, project, float, price)
  }
}

/** A price as a float, in tiny units a point; its relative error is below 2^-51. */
export const inTinyUnits = ({ exact, shift }: Purses, { num, points }: Price): number =>
  asFloat({ num, den: exact.denominator * BigInt(points) }, shift)

interface Division {
  /** Of those who would give all they have: their money. */
  readonly given: MoneySum
  /** Of those who would pay the price: their points. */
  readonly points: number
  /** Any price whose float is between these divides the supporters in the same way, whatever the errors. */
  readonly above: number
  readonly below: number
}

/** Divides the supporters at a price; where `exact` is given it decides whatever floats cannot. */
function divide(purses: Purses, project: number, price: number, exact: Price | null): Division {
  const { electorate, money, live, error } = purses
  const given = new MoneySum(electorate, purses.exact)
  let paying = 0
  let richest = 0
  let poorest = Number.POSITIVE_INFINITY
  for (let at = electorate.supporterStart[project] ?? 0; at < (live.end[project] ?? 0); at++) {
    const group = live.group[at] ?? 0
    if (purses.exact.spent[group] === 1) continue
    const points = live.points[at] ?? 0
    const own = money[group] ?? 0
    const over = own - price * points
    const isSure = exact === null || Math.abs(over) > error + price * points * 2 ** -49
    const givesAll = isSure ? over < 0 : comesShort(purses, group, points, exact)
    if (givesAll) {
      given.add(group, electorate.weight[group] ?? 0)
      richest = Math.max(richest, (own + error) / points)
    } else {
      paying += (electorate.weight[group] ?? 0) * points
      poorest = Math.min(poorest, (own - error) / points)
    }
  }
  return { given, points: paying, above: richest * (1 + 2 ** -48), below: poorest * (1 - 2 ** -48) }
}

/** Whether a voter of the group has less than the price of so many points, exactly. */
export function comesShort({ electorate, exact }: Purses, group: number, points: number, price: Price): boolean {
  const own = new MoneySum(electorate, exact)
  own.add(group, 1)
  // Both over the denominator of the money.
  return own.numerator() * BigInt(price.points) < price.num * BigInt(points)
}
