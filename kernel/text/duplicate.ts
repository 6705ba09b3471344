/** What is known about a matter that may be the same as the one being reported. */
export interface Likeness {
  /** From `similarity`, 0 to 1. */
  readonly text: number
  /** Metres between the two places; 0 for the same place; undefined where one is unknown. */
  readonly distance: number | undefined
  /** Days since the other was reported (or closed, if it is closed); not negative. */
  readonly ageDays: number
  /** Undefined while the category of the new one is not chosen. */
  readonly categorySame: boolean | undefined
}

/** What speaks for two reports meaning the same, and how much. */
export const likenessWeights = { text: 0.55, place: 0.25, age: 0.1, category: 0.1 }

/** Same place up to here (metres): two people standing at the same broken lamp. */
export const samePlace = 50
/** From here on the place speaks against it. */
export const otherPlace = 500
/** Younger than this is fully "the same time" (days). */
const sameTime = 3
const longAgo = 30

/**
 * Below this, texts that happen to share a word (of two messages taken at random one pair in ten thousand is above):
 * place and time alone must not make a duplicate.
 */
export const textFloor = 0.2

/** From this score on, a candidate is offered: "is it this one? then follow it". */
export const duplicateThreshold = 0.5

const fallingFrom = (value: number, one: number, zero: number): number =>
  Math.min(1, Math.max(0, (zero - value) / (zero - one)))

/**
 * How likely two reports mean the same thing, 0 to 1; offer those from `duplicateThreshold`, best first.
 * The sum of text 0.55, place 0.25 (1 up to 50 m, 0 from 500 m), age 0.1 (1 up to 3 days, 0 from 30), category 0.1;
 * what is unknown counts half. Where the texts have little in common (below 0.2) the sum shrinks with them.
 */
export function scoreSimilar(likeness: Likeness): number {
  const { text, distance, ageDays, categorySame } = likeness
  const place = distance === undefined ? 0.5 : fallingFrom(distance, samePlace, otherPlace)
  const category = categorySame === undefined ? 0.5 : Number(categorySame)
  const score =
    likenessWeights.text * text +
    likenessWeights.place * place +
    likenessWeights.age * fallingFrom(ageDays, sameTime, longAgo) +
    likenessWeights.category * category
  return score * Math.min(1, text / textFloor)
}
