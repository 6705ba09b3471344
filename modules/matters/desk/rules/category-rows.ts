import type { Words } from '../../../../kernel/contract/words.ts'
import type { CategoryView } from '../../contract.ts'

export interface CategoryRow {
  readonly code: string
  readonly name: string
  /** Names of those above it, where the list does not show them. */
  readonly path: string
  readonly depth: number
  /** How many lie below it. */
  readonly below: number
  /** Whether these are shown; null where folding has no sense (a search). */
  readonly open: boolean | null
  /** Reported in the last month, with what lies below. */
  readonly matters: number
}

export interface RowChoice {
  /** Categories with a limit of their own. */
  readonly own: ReadonlySet<string>
  readonly counts: readonly { readonly category: string; readonly matters: number }[]
  readonly find: string
  readonly onlyOwn: boolean
  /** What somebody opened or folded; else a branch is open where something below it has a limit of its own. */
  readonly folds: ReadonlyMap<string, boolean>
  readonly say: (words: Words) => string
}

/** The rows of the grid: a tree that folds, or, when something is looked for, a plain list with the way to each. */
export function categoryRows(categories: readonly CategoryView[], choice: RowChoice): CategoryRow[] {
  const { own, find, onlyOwn, say } = choice
  const byCode = new Map(categories.map((one) => [one.code, one]))
  const above = (one: CategoryView): CategoryView[] => {
    const parent = one.parent === null ? undefined : byCode.get(one.parent)
    return parent ? [...above(parent), parent] : []
  }
  const openOf = (one: CategoryView) =>
    choice.folds.get(one.code) ?? [...own].some((code) => code !== one.code && code.startsWith(one.code))
  const flat = find !== '' || onlyOwn
  const shown = categories.filter((one) => {
    if (onlyOwn && !own.has(one.code)) return false
    if (find !== '') return `${one.name.zh} ${one.name.en}`.toLowerCase().includes(find.toLowerCase())
    return onlyOwn || above(one).every(openOf)
  })
  return shown.map((one) => {
    const up = above(one)
    return {
      code: one.code,
      name: say(one.name),
      path: flat ? up.map(({ name }) => say(name)).join(' / ') : '',
      depth: flat ? 0 : up.length,
      below: categories.filter(({ code }) => code !== one.code && code.startsWith(one.code)).length,
      open: flat ? null : openOf(one),
      matters: choice.counts
        .filter(({ category }) => category.startsWith(one.code))
        .reduce((sum, { matters }) => sum + matters, 0),
    }
  })
}
