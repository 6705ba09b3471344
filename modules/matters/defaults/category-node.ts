/** A node of a category tree that a new tenant starts with. */
export interface DefaultCategory {
  /** Two digits a level: 01, 0101, 010101; other trees begin with a letter of their own. */
  readonly code: string
  readonly parent: string | null
  readonly zh: string
  readonly en: string
  /** Words that speak for this category when they stand in a report; the leaves carry nearly all of them. */
  readonly keywords: readonly string[]
}

export interface Node {
  readonly zh: string
  readonly en: string
  readonly words: string
  readonly below: readonly Node[]
}

/** A category; `words` are its keywords, separated by spaces. */
export const leaf = (zh: string, en: string, words: string): Node => ({ zh, en, words, below: [] })
export const group = (zh: string, en: string, below: readonly Node[], words = ''): Node => ({ zh, en, words, below })

/** Parents before children. `letter` begins every code of the tree, so that no two trees share a code. */
export function flatten(nodes: readonly Node[], letter = '', parent: string | null = null): DefaultCategory[] {
  return nodes.flatMap(({ zh, en, words, below }, i) => {
    const code = `${parent ?? letter}${String(i + 1).padStart(2, '0')}`
    const keywords = words.split(' ').filter((word) => word !== '')
    return [{ code, parent, zh, en, keywords }, ...flatten(below, letter, code)]
  })
}
