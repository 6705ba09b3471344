/** Who usually finishes a matter of a category. */
export type Owner =
  | 'grid'
  | 'property'
  | 'desk'
  | 'secretary'
  | 'urban'
  | 'safety'
  | 'fire'
  | 'affairs'
  | 'service'
  | 'housing'
  | 'district-housing'
  | 'district-urban'
  | 'water'
  | 'power'
  | 'gas'

export type Season = 'rain' | 'summer' | 'winter' | 'spring'

export interface LeafTraits {
  /** How often it is met, compared with the other categories. */
  readonly weight: number
  readonly owner: Owner
  /** Handled by the clock of nature, not by office hours. */
  readonly urgent?: boolean
  readonly season?: Season
  /** Met above all in the evening and at night. */
  readonly night?: boolean
  /** Friendly words: nobody complains about slowness in them. */
  readonly kind?: boolean
  /** Usual days until it is resolved. */
  readonly days: number
  /** Speaks of a property firm, so only where there is one. */
  readonly firm?: boolean
  /** Office clusters have it; the others belong to homes only. */
  readonly offices?: 'also' | 'only'
}

/** How people and staff talk about one category. Fragments hold slots such as {b}; wording.ts fills them. */
export interface LeafWords extends LeafTraits {
  readonly code: string
  readonly titles: readonly string[]
  readonly says: readonly string[]
  readonly mores: readonly string[]
  readonly asks: readonly string[]
  readonly patrols: readonly string[]
  readonly notes: readonly string[]
  readonly dones: readonly string[]
  readonly nots: readonly string[]
}

const tags = {
  题: 'titles',
  说: 'says',
  补: 'mores',
  求: 'asks',
  巡: 'patrols',
  记: 'notes',
  结: 'dones',
  否: 'nots',
} as const

/**
 * Reads a category's words. A line starts with its tag: 题 titles, 说 what is wrong, 补 what else, 求 what is wished,
 * 巡 a grid worker's own find, 记 notes on the way, 结 outcomes, 否 "not solved". ｜ separates fragments.
 */
export function leaf(code: string, traits: LeafTraits, text: string): LeafWords {
  const found: Record<(typeof tags)[keyof typeof tags], string[]> = {
    titles: [],
    says: [],
    mores: [],
    asks: [],
    patrols: [],
    notes: [],
    dones: [],
    nots: [],
  }
  for (const line of text.trim().split('\n')) {
    const tag = Object.entries(tags).find(([sign]) => line.startsWith(sign))?.[1]
    if (!tag) throw new Error(`no tag in "${line}" of ${code}`)
    found[tag].push(...line.slice(1).trim().split('｜'))
  }
  return { code, ...traits, ...found }
}
