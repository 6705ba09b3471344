import { useUrlState } from '../navigation.tsx'

/** Which part of a list is shown and in which order; what a server-side list needs. */
export interface TableState {
  readonly offset: number
  readonly limit: number
  /** Column id, with `-` before it for descending: `-reportedAt`. */
  readonly sort: string | undefined
}

export interface TableDefaults {
  readonly limit?: number
  readonly sort?: string
}

export const pageSizes = [20, 50, 100, 200] as const

/**
 * Keeps a list's page and order in the address: `?sort=-due&offset=50`.
 * `const [table, setTable] = useTable({ sort: '-reportedAt' })`, then pass both to `DataTable`
 * and `table.offset`, `table.limit`, `table.sort` to the query.
 */
export function useTable(defaults: TableDefaults = {}): [TableState, (next: TableState) => void] {
  const [values, set] = useUrlState(['offset', 'limit', 'sort'], [])
  const usual = defaults.limit ?? 50
  const state: TableState = {
    offset: wholeNumber(values.offset, 0),
    limit: Math.min(wholeNumber(values.limit, usual) || usual, 200),
    sort: values.sort ?? defaults.sort,
  }
  const change = (next: TableState) =>
    set({
      offset: next.offset > 0 ? String(next.offset) : undefined,
      limit: next.limit === usual ? undefined : String(next.limit),
      sort: next.sort === defaults.sort ? undefined : next.sort,
    })
  return [state, change]
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : otherwise
}

/** The order after a press on a column's head: its first direction, the other one, and back. */
export function nextSort(current: string | undefined, column: string, first: 'asc' | 'desc'): string {
  const firstSort = first === 'desc' ? `-${column}` : column
  const otherSort = first === 'desc' ? column : `-${column}`
  return current === firstSort ? otherSort : firstSort
}
