import { useMemo } from 'react'
import type { Words } from '../../../../kernel/contract/words.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang } from '../../../../kernel/web/words.ts'
import { type CategoryView, type KindView, listKinds } from '../../contract.ts'

export interface CategoryChoice {
  readonly code: string
  /** The names from the top: “公用设施 / 照明与线缆 / 路灯不亮”. */
  readonly path: string
  readonly name: string
  readonly nameZh: string
  readonly leaf: boolean
  readonly keywords: readonly string[]
}

/** The kinds, and a category tree (the residents' if left out) as a flat list in its own order with the whole path as the label. */
export function useCategories(tree?: string): { kinds: readonly KindView[]; categories: readonly CategoryChoice[] } {
  const lang = useLang()
  const { data } = useEndpoint(listKinds, tree ? { query: { tree } } : {}, { staleTime: 10 * 60_000 })
  const categories = useMemo(() => choicesOf(data?.categories ?? [], (w) => w[lang]), [data, lang])
  return { kinds: data?.kinds ?? [], categories }
}

/** Exported for its test. */
export function choicesOf(all: readonly CategoryView[], say: (words: Words) => string): CategoryChoice[] {
  const byCode = new Map(all.map((one) => [one.code, one]))
  const parents = new Set(all.map((one) => one.parent))
  const pathOf = (one: CategoryView): string => {
    const above = one.parent === null ? undefined : byCode.get(one.parent)
    return above ? `${pathOf(above)} / ${say(one.name)}` : say(one.name)
  }
  return [...all]
    .sort((a, b) => a.code.localeCompare(b.code))
    .map((one) => ({
      code: one.code,
      path: pathOf(one),
      name: say(one.name),
      nameZh: one.name.zh,
      leaf: !parents.has(one.code),
      keywords: one.keywords,
    }))
}
