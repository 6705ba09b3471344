import { bigrams, normalise } from './normalise.ts'

/**
 * One term of a query and how the database finds it. `search_text` holds `normalise(text)` under a trigram GIN index
 * (gin_trgm_ops); `bigrams` holds `bigrams(text)` under an ordinary GIN index.
 */
export interface SearchTerm {
  readonly term: string
  /**
   * - trigram: `search_text like '%term%'`; the trigram index answers.
   * - bigram: `bigrams @> array[…]`; the bigram index answers. If `recheck`, also `search_text like '%term%'`.
   * - scan: `search_text like '%term%'`, which no index serves: use it only beside another condition that has one.
   */
  readonly by: 'trigram' | 'bigram' | 'scan'
  /** The words for `bigrams @>`; empty unless `by` is bigram. */
  readonly bigrams: readonly string[]
  /** Whether the bigram index finds too much and the text must be compared too. */
  readonly recheck: boolean
}

const mostTerms = 8
const longestTerm = 64

/**
 * Splits what somebody typed into terms, all of which must occur; repeated ones once, at most eight.
 * Terms hold letters and digits only, so `%`, `_` and `\` need no escaping in LIKE.
 *
 * Which index: a trigram needs three characters inside one word, and is selective from four on. So
 * - 4 characters and more: trigram;
 * - 2 or 3 Han: bigram (3: with recheck, as 网格 and 格员 may stand apart);
 * - 3 Latin letters or digits: trigram, so that '501' also finds 'A501';
 * - other short Latin or digits: bigram, that is the whole word ('3', 'a1');
 * - a single Han or a short mixture such as '3栋': scan.
 */
export function searchTerms(query: string): SearchTerm[] {
  const terms = [...new Set(normalise(query).split(' '))].filter((term) => term !== '')
  return terms.slice(0, mostTerms).map((term) => searchTerm([...term].slice(0, longestTerm).join('')))
}

function searchTerm(term: string): SearchTerm {
  const length = [...term].length
  const han = /^\p{Script=Han}+$/u.test(term)
  const mixed = !han && /\p{Script=Han}/u.test(term)
  if (length >= 4 || (length === 3 && !han)) return { term, by: 'trigram', bigrams: [], recheck: false }
  if (mixed || (han && length === 1)) return { term, by: 'scan', bigrams: [], recheck: false }
  return { term, by: 'bigram', bigrams: bigrams(term), recheck: length === 3 }
}
