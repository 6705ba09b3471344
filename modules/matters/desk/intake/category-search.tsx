import { useMemo, useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import type { FieldControl } from '../../../../ui/field.tsx'
import { type CategoryChoice, useCategories } from '../list/use-categories.ts'
import { TypeAhead } from '../parts/type-ahead.tsx'
import { initialsOf } from './initials.ts'
import { words } from './words.ts'

const most = 9

/** Names that begin so come first, then those that hold it, then initials, then keywords. */
export function searchCategories(
  all: readonly (CategoryChoice & { readonly initials: string })[],
  typed: string,
): readonly CategoryChoice[] {
  const q = typed.trim().toLowerCase()
  const rank = (one: (typeof all)[number]) => {
    if (one.name.toLowerCase().startsWith(q)) return 0
    if (one.path.toLowerCase().includes(q)) return 1
    if (one.initials.startsWith(q)) return 2
    if (one.initials.includes(q)) return 3
    return one.keywords.some((keyword) => keyword.includes(q)) ? 4 : 9
  }
  return all
    .filter((one) => one.leaf)
    .map((one) => ({ one, rank: q === '' ? 0 : rank(one) }))
    .filter((found) => found.rank < 9)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map((found) => found.one)
}

export interface CategorySearchProps {
  readonly control: FieldControl
  readonly value: string
  readonly onChange: (code: string) => void
  /** The residents' if left out. */
  readonly tree?: string | undefined
}

/** A category by its name, a keyword, or the initials of its pinyin. */
export function CategorySearch({ control, value, onChange, tree }: CategorySearchProps) {
  const w = useWords(words)
  const { categories } = useCategories(tree)
  const [typed, setTyped] = useState<string | null>(null)
  // Initials are those of the Chinese names, also for readers of English who type them from habit.
  const all = useMemo(() => categories.map((one) => ({ ...one, initials: initialsOf(one.nameZh) })), [categories])
  const chosen = categories.find((one) => one.code === value)
  return (
    <TypeAhead
      control={control}
      text={typed ?? chosen?.name ?? ''}
      onText={(text) => {
        setTyped(text)
        if (value) onChange('')
      }}
      placeholder={w.categoryPlaceholder}
      none={w.categoryNone}
      options={
        typed === null
          ? []
          : searchCategories(all, typed).map((one) => ({
              id: one.code,
              value: one,
              title: one.name,
              note: one.path.split(' / ').slice(0, -1).join(' / '),
            }))
      }
      onPick={(one) => {
        setTyped(null)
        onChange(one.code)
      }}
    />
  )
}
