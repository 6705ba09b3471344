import { useDeferredValue, useMemo } from 'react'
import { type CategoryWords, suggestCategory } from '../../../../kernel/text/category.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/pocket/inputs.tsx'
import type { CategoryView } from '../../contract.ts'
import { words } from './words.ts'

interface CategoryChoiceProps {
  readonly text: string
  readonly categories: readonly CategoryView[]
  readonly value: string
  readonly onChange: (code: string) => void
}

/** What it seems to be about, as a few chips; all categories in a list beside. Choosing none is fine. */
export function CategoryChoice({ text, categories, value, onChange }: CategoryChoiceProps) {
  const w = useWords(words)
  const say = useSay()
  const settled = useDeferredValue(text)
  const tree = useMemo(() => new Map(categories.map((one) => [one.code, one])), [categories])
  const leaves = useMemo(() => leavesOf(categories), [categories])
  const suggested = useMemo(() => suggestCategory(settled, leaves).slice(0, 3), [settled, leaves])
  if (categories.length === 0 || (settled.trim().length < 4 && value === '')) return null
  const shown = [...new Set([...suggested.map((one) => one.code), ...(value ? [value] : [])])]
  const options = leaves.map(({ code }) => {
    const here = tree.get(code)
    const above = here?.parent ? tree.get(here.parent) : undefined
    const name = here ? say(here.name) : code
    return { value: code, label: above ? `${say(above.name)} · ${name}` : name }
  })
  return (
    <Field label={w.category} hint={w.categoryHint} group>
      <div className="mp-chips">
        {shown.map((code) => {
          const category = tree.get(code)
          return (
            <label key={code} className="mp-chip">
              <input
                type="radio"
                className="ui-unseen"
                name="category"
                checked={value === code}
                onChange={() => onChange(code)}
                onClick={() => value === code && onChange('')}
              />
              {category ? say(category.name) : code}
            </label>
          )
        })}
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
