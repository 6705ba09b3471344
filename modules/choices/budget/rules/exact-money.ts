import type { Electorate } from './electorate.ts'
import { gcd, type Ratio } from './ratio.ts'

/**
 * Who has how much left, exactly. A voter's money is the share that all began with less price × points of each project
 * that was bought with the voter's points, until the voter has given all and has 0. So every sum of money is a sum of
 * whole multiples of the share and of the prices: these few numbers are kept over one common denominator, and a voter's
 * money is never written down.
 */
export interface ExactMoney {
  /** Common denominator of the share and of all prices. */
  denominator: bigint
  share: bigint
  /** Of each purchase, in their order: the price of a point. */
  readonly prices: bigint[]
  /** Which purchase a project was, or -1. */
  readonly purchaseOf: Int32Array
  /** 1 for groups that have given all. */
  readonly spent: Uint8Array
}

/** Everybody has the same share; nothing is bought. */
export function exactMoney(electorate: Electorate, share: Ratio): ExactMoney {
  return {
    denominator: share.den,
    share: share.num,
    prices: [],
    purchaseOf: new Int32Array(electorate.election.projects.length).fill(-1),
    spent: new Uint8Array(electorate.groups),
  }
}

/** A sum of voters' money as whole multiples: so many shares less so many of each price. */
export class MoneySum {
  shares = 0
  readonly #prices: Float64Array
  readonly #money: ExactMoney
  readonly #electorate: Electorate

  constructor(electorate: Electorate, money: ExactMoney) {
    this.#electorate = electorate
    this.#money = money
    this.#prices = new Float64Array(money.prices.length)
  }

  /** Adds what a group has, `times` over (its weight, or 1 for one of its voters). */
  add(group: number, times: number): void {
    const { ballotStart, ballotProject, ballotPoints } = this.#electorate
    if (this.#money.spent[group] === 1) return
    this.shares += times
    const end = ballotStart[group + 1] ?? 0
    for (let at = ballotStart[group] ?? 0; at < end; at++) {
      const purchase = this.#money.purchaseOf[ballotProject[at] ?? 0] ?? -1
      if (purchase >= 0) this.#prices[purchase] = (this.#prices[purchase] ?? 0) + times * (ballotPoints[at] ?? 0)
    }
  }

  /** Over the common denominator. */
  numerator(): bigint {
    let sum = BigInt(this.shares) * this.#money.share
    for (const [purchase, times] of this.#prices.entries())
      if (times !== 0) sum -= BigInt(times) * (this.#money.prices[purchase] ?? 0n)
    return sum
  }
}

/** What all supporters of a project have together. */
export function supportersMoney(electorate: Electorate, money: ExactMoney, project: number): Ratio {
  const { supporterStart, supporterGroup, weight } = electorate
  const sum = new MoneySum(electorate, money)
  for (let at = supporterStart[project] ?? 0; at < (supporterStart[project + 1] ?? 0); at++) {
    const group = supporterGroup[at] ?? 0
    sum.add(group, weight[group] ?? 0)
  }
  return { num: sum.numerator(), den: money.denominator }
}

/**
 * The price of a point of a project: `num / (denominator × points)`, with the denominator of the money at that time.
 * `points` is above 0.
 */
export interface Price {
  readonly num: bigint
  readonly points: number
}

/** Notes that a project is bought at a price, and brings all numbers over a denominator that holds the price as well. */
export function notePurchase(money: ExactMoney, project: number, { num, points }: Price): void {
  const divisor = BigInt(points)
  const shared = gcd(divisor, num % divisor)
  const factor = divisor / shared
  if (factor > 1n) {
    money.denominator *= factor
    money.share *= factor
    for (const [purchase, price] of money.prices.entries()) money.prices[purchase] = price * factor
  }
  money.purchaseOf[project] = money.prices.length
  money.prices.push(num / shared)
}
