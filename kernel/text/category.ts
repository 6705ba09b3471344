import { bigrams, normalise } from './normalise.ts'

/** A category as far as suggesting needs it; usually the leaves of the tree, `names` from the top down. */
export interface CategoryWords {
  readonly code: string
  readonly names: readonly string[]
  readonly keywords: readonly string[]
}

export interface CategorySuggestion {
  readonly code: string
  /** 0 to 1, for ranking and for showing "likely" or "perhaps"; not a probability. */
  readonly score: number
  /** What in the text speaks for it, shown so that the choice explains itself: words, or else pairs of characters. */
  readonly matched: readonly string[]
}

const mostSuggestions = 5
/** People begin with what matters; words within this many characters count half as much again. */
const opening = 30
/** Worth of one matched word by its length: one character says little, three or more a lot. */
const worth = (word: string): number => [0, 0.6, 2, 3][Math.min([...word].length, 3)] ?? 0
/** The raw worth at which a suggestion reaches one half. */
const half = 3

/** A category's words, spelt once for all texts that are held against them. */
interface Prepared {
  readonly code: string
  readonly words: readonly string[]
  readonly pairs: readonly string[]
}

const preparedFor = new WeakMap<readonly CategoryWords[], readonly Prepared[]>()

function prepare(categories: readonly CategoryWords[]): readonly Prepared[] {
  const known = preparedFor.get(categories)
  if (known) return known
  const prepared = categories.map(({ code, names, keywords }) => {
    const words = [...names, ...keywords]
    return {
      code,
      words: [...new Set(words.map(normalise))].filter((word) => word !== ''),
      pairs: bigrams(words.join(' ')).filter((pair) => /^\p{Script=Han}{2}$/u.test(pair)),
    }
  })
  preparedFor.set(categories, prepared)
  return prepared
}

/** Words that occur in the text, without those that only occur inside a longer matched one (漏水 in 屋顶漏水). */
function matchedWords(text: string, words: readonly string[]): string[] {
  const found = words.filter((word) => text.includes(word))
  return found.filter((word) => !found.some((other) => other !== word && other.includes(word)))
}

/**
 * The categories that a text may belong to, best first, at most five; none where nothing speaks for one.
 * Keywords and names that occur in the text count by length, early ones more; shared pairs of characters add a little,
 * so that 楼道灯 also finds 楼道照明灯. Hand in the same array for many texts: its words are then spelt once.
 */
export function suggestCategory(text: string, categories: readonly CategoryWords[]): CategorySuggestion[] {
  const spelt = normalise(text)
  const beginning = [...spelt].slice(0, opening).join('')
  const pairs = new Set(bigrams(spelt))
  const suggestions: CategorySuggestion[] = []
  for (const { code, words, pairs: own } of prepare(categories)) {
    const matched = matchedWords(spelt, words)
    const shared = own.filter((pair) => pairs.has(pair) && !matched.some((word) => word.includes(pair)))
    const raw =
      matched.reduce((sum, word) => sum + worth(word) * (beginning.includes(word) ? 1.5 : 1), 0) +
      0.5 * Math.min(shared.length, 4)
    if (raw > 0) suggestions.push({ code, score: raw / (raw + half), matched: matched.length > 0 ? matched : shared })
  }
  return suggestions.sort((a, b) => b.score - a.score).slice(0, mostSuggestions)
}
