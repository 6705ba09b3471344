import type { CategoryWords } from '../../../kernel/text/category.ts'

const spell = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
const pathOf = (names: readonly string[]): string => names.map(spell).join('/')

/** Finds a category by code, by its whole path, or by the end of its path as long as that is said of one only. */
export function categoryFinder(categories: readonly CategoryWords[]): (text: string) => string | 'none' | 'many' {
  const codes = new Set(categories.map((category) => category.code))
  const byEnding = new Map<string, string[]>()
  for (const { code, names } of categories) {
    for (let from = 0; from < names.length; from++) {
      const ending = pathOf(names.slice(from))
      byEnding.set(ending, [...(byEnding.get(ending) ?? []), code])
    }
  }
  const wholePaths = new Map(categories.map(({ code, names }) => [pathOf(names), code]))
  return (text) => {
    if (codes.has(text.trim())) return text.trim()
    const path = pathOf(
      text
        .normalize('NFKC')
        .split(/\s*(?:[/\\>→|、]|--+|\s-\s)\s*/)
        .filter((part) => part !== ''),
    )
    const whole = wholePaths.get(path)
    if (whole !== undefined) return whole
    const found = byEnding.get(path) ?? []
    return found.length > 1 ? 'many' : (found[0] ?? 'none')
  }
}
