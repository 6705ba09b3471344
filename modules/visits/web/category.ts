import { useDeferredValue, useMemo } from 'react'
import { type CategoryWords, suggestCategory } from '../../../kernel/text/category.ts'
import { useSay } from '../../../kernel/web/words.ts'
import type { DueView } from '../contract.ts'

type Category = DueView['categories'][number]

/** From this score on a suggestion is taken unless the writer says otherwise. */
const likely = 0.5

/** What a difficulty seems to be about, and all that it could be. */
export function useCategory(text: string, categories: readonly Category[], chosen: string | null) {
  const say = useSay()
  const settled = useDeferredValue(text)
  const leaves = useMemo(() => leavesOf(categories), [categories])
  const [best] = useMemo(() => suggestCategory(settled, leaves), [settled, leaves])
  const byCode = new Map(categories.map((one) => [one.code, one]))
  const nameOf = (code: string) => {
    const one = byCode.get(code)
    return one ? say(one.name) : code
  }
  const options = leaves.map(({ code }) => {
    const above = byCode.get(code)?.parent
    return { value: code, label: above ? `${nameOf(above)} · ${nameOf(code)}` : nameOf(code) }
  })
  return { value: chosen ?? (best && best.score >= likely ? best.code : ''), options }
}

function leavesOf(categories: readonly Category[]): CategoryWords[] {
  const byCode = new Map(categories.map((one) => [one.code, one]))
  const parents = new Set(categories.map(({ parent }) => parent))
  const namesOf = (one: Category): string[] => {
    const above = one.parent ? byCode.get(one.parent) : undefined
    return [...(above ? namesOf(above) : []), one.name.zh]
  }
  return categories
    .filter(({ code }) => !parents.has(code))
    .map((one) => ({ code: one.code, names: namesOf(one), keywords: one.keywords }))
}
