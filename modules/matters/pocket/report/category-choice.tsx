import { useDeferredValue, useMemo } from 'react'
import { type CategoryWords, suggestCategory } from '../../../../kernel/text/category.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/pocket/inputs.tsx'
import type { CategoryView } from '../../contract.ts'
import { words } from './words.ts'

/** From this score on a suggestion is taken unless the writer says otherwise. */
const likely = 0.5

export interface SuggestedCategory {
  /** The category that is sent: the writer's choice, else a likely suggestion, else none. */
  readonly value: string
  readonly suggested: readonly string[]
  readonly leaves: readonly CategoryWords[]
}

/** What the words seem to be about. `chosen`: null while the writer has not touched it, '' for “not sure”. */
export function useCategory(
  text: string,
  categories: readonly CategoryView[],
  chosen: string | null,
): SuggestedCategory {
  const settled = useDeferredValue(text)
  const leaves = useMemo(() => leavesOf(categories), [categories])
  const found = useMemo(() => suggestCategory(settled, leaves).slice(0, 3), [settled, leaves])
  const best = found[0]
  const value = chosen ?? (best && best.score >= likely ? best.code : '')
  return { value, suggested: found.map((one) => one.code), leaves }
}

interface CategoryChoiceProps {
  readonly categories: readonly CategoryView[]
  readonly category: SuggestedCategory
  readonly onChange: (code: string) => void
}

/** What it seems to be about, as a few chips; all categories in a list beside. Choosing none is fine. */
export function CategoryChoice({ categories, category, onChange }: CategoryChoiceProps) {
  const w = useWords(words)
  const say = useSay()
  const { value, suggested, leaves } = category
  const tree = useMemo(() => new Map(categories.map((one) => [one.code, one])), [categories])
  const shown = [...new Set([...suggested, ...(value ? [value] : [])])]
  if (shown.length === 0) return null
  const nameOf = (code: string) => {
    const one = tree.get(code)
    return one ? say(one.name) : code
  }
  const options = leaves.map(({ code }) => {
    const above = tree.get(code)?.parent
    return { value: code, label: above ? `${nameOf(above)} · ${nameOf(code)}` : nameOf(code) }
  })
  return (
    <Field label={w.category} hint={w.categoryHint} group>
      <div className="mp-chips">
        {[...shown, ''].map((code) => (
          <label key={code} className="mp-chip">
            <input
              type="radio"
              className="ui-unseen"
              name="category"
              checked={value === code}
              onChange={() => onChange(code)}
            />
            {code ? nameOf(code) : w.noCategory}
          </label>
        ))}
      </div>
      <details className="mp-more">
        <summary>{w.otherCategory}</summary>
        <Select value={value} onChange={onChange} options={options} placeholder={w.noCategory} />
      </details>
    </Field>
  )
}

function leavesOf(categories: readonly CategoryView[]): CategoryWords[] {
  const byCode = new Map(categories.map((one) => [one.code, one]))
  const parents = new Set(categories.map((one) => one.parent))
  const namesOf = (one: CategoryView): string[] => {
    const above = one.parent ? byCode.get(one.parent) : undefined
    return [...(above ? namesOf(above) : []), one.name.zh]
  }
  return categories
    .filter((one) => !parents.has(one.code))
    .map((one) => ({ code: one.code, names: namesOf(one), keywords: one.keywords }))
}
