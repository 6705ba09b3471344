import type { ColumnSet } from '../events.ts'

/** A row as the column sets of its events tell it. */
export interface Folded {
  /** Whether any event told of it. */
  readonly known: boolean
  /** What the columns that later sets changed held before; null where nothing was said. */
  restored(later: readonly (ColumnSet | null | undefined)[]): ColumnSet
}

/** Folds column sets in the order of the ledger; null is a row that went. */
export function foldSets(sets: readonly (ColumnSet | null | undefined)[]): Folded {
  let stood: Record<string, ColumnSet[string]> | null = null
  for (const set of sets) {
    if (set === undefined) continue
    stood = set === null ? null : Object.assign(stood ?? {}, set)
  }
  const row: ColumnSet | null = stood
  return {
    known: row !== null,
    restored: (later) => {
      const names = new Set(later.flatMap((set) => Object.keys(set ?? {})))
      return Object.fromEntries([...names].map((name) => [name, row?.[name] ?? null]))
    },
  }
}
