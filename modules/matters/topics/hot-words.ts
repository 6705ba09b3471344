import { normalise } from '../../../kernel/text/normalise.ts'
import { withoutStopWords } from '../../../kernel/text/similarity.ts'
import { fewestMatters } from './rising.ts'

/** Characters at which no word begins, ends or is crossed; a word with one of them inside says little. */
const joints =
  /[的了是在有被把就又都也很还和与及或等到从向对给让要请没不个这那我你他她它们人啊吧吗呢上下里中年月日时分号栋楼室层]/gu
const hanRuns = /\p{Script=Han}{2,}/gu
const longest = 6
/** A longer word stands for a part of it that hardly ever comes without the rest. */
const samePart = 0.8
const mostCandidates = 40

/**
 * Words that stand in many of these texts, as they stand in `search_text`: runs of two to six Han characters that no longer
 * word explains, the most frequent first. Numbers and Latin letters (phones, accounts) are never taken.
 * @param leaveOut names of places: where something is, is not what it is about.
 */
export function candidateWords(texts: readonly string[], leaveOut: readonly string[]): string[] {
  const count = new Map<string, number>()
  for (const text of texts) for (const part of partsOf(text)) count.set(part, (count.get(part) ?? 0) + 1)
  const names = leaveOut.map(normalise).join(' ')
  const many = [...count].filter(([, n]) => n >= fewestMatters).sort(([, a], [, b]) => b - a)
  const explained = new Set<string>()
  for (const [word, n] of many)
    for (const part of [word.slice(0, -1), word.slice(1)])
      if (n >= samePart * (count.get(part) ?? Number.POSITIVE_INFINITY)) explained.add(part)
  return many
    .map(([word]) => word)
    .filter((word) => !explained.has(word) && !names.includes(word))
    .slice(0, mostCandidates)
}

function partsOf(text: string): Set<string> {
  const parts = new Set<string>()
  for (const [run] of withoutStopWords(normalise(text)).replace(joints, ' ').matchAll(hanRuns)) {
    const signs = [...run]
    for (let from = 0; from < signs.length; from++)
      for (let to = from + 2; to <= Math.min(signs.length, from + longest); to++)
        parts.add(signs.slice(from, to).join(''))
  }
  return parts
}

/** Of words the first; those that another one before it holds, or that share two characters with it, say the same again. */
export function apart<T extends { readonly word: string }>(words: readonly T[]): T[] {
  const kept: T[] = []
  for (const one of words) if (!kept.some(({ word }) => sharePair(word, one.word))) kept.push(one)
  return kept
}

function sharePair(a: string, b: string): boolean {
  const signs = [...a]
  return signs.some((sign, at) => at > 0 && b.includes(`${signs[at - 1]}${sign}`))
}
