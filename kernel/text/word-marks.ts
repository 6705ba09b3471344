import { duplicateThreshold, scoreSimilar } from './duplicate.ts'
import { textLikeness, type WeightedWords, weightOfAll } from './similarity.ts'

/** So many marks stand for all the words there are; two words that share one make texts look more alike, never less. */
export const markCount = 512

/** What float4 and the order of sums may lose; far less than two scores differ that anybody could tell apart. */
export const slack = 1e-4

/** The marks of some words as PostgreSQL reads a `bit(512)`: which words a text has, without the words. */
export const marksOf = (words: Iterable<string>): string => bitsOf([...words].map(markOf))

function bitsOf(marks: Iterable<number>): string {
  const bits = new Array<string>(markCount).fill('0')
  for (const mark of marks) bits[mark] = '1'
  return bits.join('')
}

/** FNV-1a over UTF-16, folded. It stands in kept rows: a change of it, or of `weighWords`, wants all of them written anew. */
function markOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return ((hash >>> 16) ^ hash) & (markCount - 1)
}

/** Weights of kept texts are told apart up to here; a heavier one counts as this one. */
export const mostWeight = 255

/** By what a database finds the texts that may be alike, without reading any of them. */
export interface Sieve {
  readonly weight: number
  /** All words. */
  readonly marks: string
  /** The marks by the weight of the words that they stand for. */
  readonly byWeight: readonly { readonly weight: number; readonly marks: string }[]
  /**
   * By the whole weight of the other text, rounded down: how many marks it must share to reach the threshold, whatever
   * else speaks for it, where its place is (or may be) near, and where it is surely too far to count.
   */
  readonly fewestNear: readonly number[]
  readonly fewestFar: readonly number[]
}

/**
 * A sieve that lets every text through which could reach `duplicateThreshold`. Likeness grows with the weight in common and
 * falls with the weight of the other text, so its most is reckoned from the shared marks and the lightest text of a class.
 * @param categoryKnown whether the category can speak for it in full.
 */
export function sieveOf(words: WeightedWords, categoryKnown: boolean): Sieve {
  const weight = weightOfAll(words)
  // Where two of the words share a mark, the mark speaks for both.
  const weightOfMark = new Map<number, number>()
  for (const [word, each] of words) weightOfMark.set(markOf(word), (weightOfMark.get(markOf(word)) ?? 0) + each)
  const marksByWeight = new Map<number, number[]>()
  for (const [mark, each] of weightOfMark) marksByWeight.set(each, [...(marksByWeight.get(each) ?? []), mark])
  const atMost = [0]
  for (const each of [...weightOfMark.values()].sort((a, b) => b - a)) atMost.push((atMost.at(-1) ?? 0) + each)
  const fewest = (distance: number) =>
    Array.from({ length: mostWeight + 1 }, (_, other) => {
      const enough = atMost.findIndex((sum) => {
        const common = Math.min(sum, weight, other + 1)
        const text = textLikeness(common, weight, Math.max(other, common))
        const best = { text, distance, ageDays: 0, categorySame: categoryKnown ? true : undefined }
        return scoreSimilar(best) >= duplicateThreshold - slack
      })
      return enough < 0 ? markCount + 1 : enough
    })
  return {
    weight,
    marks: bitsOf(weightOfMark.keys()),
    byWeight: [...marksByWeight].map(([each, marks]) => ({ weight: each, marks: bitsOf(marks) })),
    fewestNear: fewest(0),
    fewestFar: fewest(Number.POSITIVE_INFINITY),
  }
}
