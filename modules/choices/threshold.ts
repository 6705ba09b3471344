import type { Words } from '../../kernel/contract/words.ts'

// What owners decide together and by which majority: 民法典 art. 278, with art. 1259 (以上 takes in the number itself,
// 过半数 does not). Pure, and exact: areas are bigint cm², heads are counted. Nothing here is ever divided.

export const matterNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const
/** The nine matters of art. 278, first paragraph. */
export type MatterNumber = (typeof matterNumbers)[number]

/** The matters as the law words them. */
export const matterNames: Readonly<Record<MatterNumber, Words>> = {
  1: { zh: '制定和修改业主大会议事规则', en: "Making or changing the rules of the owners' assembly" },
  2: { zh: '制定和修改管理规约', en: 'Making or changing the covenant of management' },
  3: { zh: '选举业主委员会或者更换业主委员会成员', en: "Electing the owners' committee or changing its members" },
  4: { zh: '选聘和解聘物业服务企业或者其他管理人', en: 'Engaging or dismissing the property firm or manager' },
  5: { zh: '使用建筑物及其附属设施的维修资金', en: 'Using the maintenance fund' },
  6: { zh: '筹集建筑物及其附属设施的维修资金', en: 'Raising the maintenance fund' },
  7: { zh: '改建、重建建筑物及其附属设施', en: 'Rebuilding the building or its facilities' },
  8: {
    zh: '改变共有部分的用途或者利用共有部分从事经营活动',
    en: 'Changing the use of shared parts or doing business with them',
  },
  9: {
    zh: '有关共有和共同管理权利的其他重大事项',
    en: 'Other matters of weight about shared property and its management',
  },
}

/** More than half, or three quarters and more, of those who take part. */
export type Majority = 'half' | 'three_quarters'

/** Art. 278, second paragraph: (6) to (8) need three quarters; using the fund (5) does not. */
export const majorityFor = (matter: MatterNumber): Majority => (matter >= 6 && matter <= 8 ? 'three_quarters' : 'half')

export const choices = ['agree', 'oppose', 'abstain', 'follow'] as const
/** `follow` 从众: counted to the majority, only where the owners' own rules say so. */
export type Choice = (typeof choices)[number]

/** Area in cm², and heads: one owner with several rooms is one head. */
export interface Measure {
  readonly areaCm2: bigint
  readonly heads: bigint
}

export type Side = keyof Measure
export const sides: readonly Side[] = ['areaCm2', 'heads']

const nothing: Measure = { areaCm2: 0n, heads: 0n }
const plus = (a: Measure, b: Measure): Measure => ({ areaCm2: a.areaCm2 + b.areaCm2, heads: a.heads + b.heads })
const sumOf = (all: readonly Measure[]): Measure => all.reduce(plus, nothing)

/** The vote of one head with all the area that it holds. */
export interface CountedVote {
  readonly areaCm2: bigint
  readonly choice: Choice
}

/** One of the four lines: how much is needed, how much there is, how much is missing; `missing` 0 is met. */
export interface Line {
  readonly of: 'participation' | 'agreement'
  readonly side: Side
  readonly base: bigint
  readonly stands: bigint
  readonly needed: bigint
  readonly missing: bigint
}

export interface Outcome {
  readonly matter: MatterNumber
  readonly majority: Majority
  readonly total: Measure
  readonly participated: Measure
  readonly agreed: Measure
  readonly opposed: Measure
  readonly abstained: Measure
  /** Those who said `follow`; part of `agreed` or `opposed` as well where they were counted there. */
  readonly followed: Measure
  /** Where those who follow were counted; null: nowhere, they only take part. */
  readonly followedTo: 'agree' | 'oppose' | null
  /** Participation by area and heads, then agreement by area and heads. */
  readonly lines: readonly Line[]
  readonly passed: boolean
}

const ceilOf = (share: bigint, by: bigint): bigint => (share + by - 1n) / by
const atLeastOne = (n: bigint): bigint => (n < 1n ? 1n : n)

/** The least that is two thirds and more of `total`; never nothing. */
export const quorumOf = (total: bigint): bigint => atLeastOne(ceilOf(2n * total, 3n))

/** The least of `participating` that is a majority; never nothing. */
export const majorityOf = (majority: Majority, participating: bigint): bigint =>
  majority === 'half' ? participating / 2n + 1n : atLeastOne(ceilOf(3n * participating, 4n))

const lineOf = (of: Line['of'], side: Side, base: bigint, stands: bigint, needed: bigint): Line => ({
  ...{ of, side, base, stands, needed },
  missing: stands >= needed ? 0n : needed - stands,
})

/** Those who follow go to the side that leads by area and by heads alike; where the two differ, to none. */
function leading(agreed: Measure, opposed: Measure): 'agree' | 'oppose' | null {
  if (sides.every((side) => agreed[side] > opposed[side])) return 'agree'
  return sides.every((side) => opposed[side] > agreed[side]) ? 'oppose' : null
}

/**
 * Counts votes against both thresholds. An abstention takes part without agreeing.
 * @param total of all who may vote: area in cm², heads
 * @param votes one a head
 * @param follows whether the owners' own rules count 从众 to the majority; else it takes part only
 */
export function count(matter: MatterNumber, total: Measure, votes: readonly CountedVote[], follows: boolean): Outcome {
  const of = (choice: Choice) =>
    sumOf(votes.filter((vote) => vote.choice === choice).map(({ areaCm2 }) => ({ areaCm2, heads: 1n })))
  const [said, against, abstained, followed] = [of('agree'), of('oppose'), of('abstain'), of('follow')]
  const followedTo = follows && followed.heads > 0n ? leading(said, against) : null
  const agreed = followedTo === 'agree' ? plus(said, followed) : said
  const opposed = followedTo === 'oppose' ? plus(against, followed) : against
  const participated = sumOf([said, against, abstained, followed])
  const majority = majorityFor(matter)
  const lines = [
    ...sides.map((side) => lineOf('participation', side, total[side], participated[side], quorumOf(total[side]))),
    ...sides.map((side) =>
      lineOf('agreement', side, participated[side], agreed[side], majorityOf(majority, participated[side])),
    ),
  ]
  return {
    ...{ matter, majority, total, participated, agreed, opposed, abstained, followed, followedTo, lines },
    passed: lines.every(({ missing }) => missing === 0n),
  }
}
