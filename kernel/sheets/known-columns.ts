import type { Words } from '../contract/words.ts'
import { normalise } from '../text/normalise.ts'

/** A column that an import knows: its header in the template, and other headers by which offices call it. */
export interface KnownColumn {
  readonly key: string
  readonly header: Words
  readonly also: readonly string[]
  readonly required?: true
}

/** The place in the file of each known column, from 0, as a person chose it; null: read from nowhere. */
export type ChosenColumns = Readonly<Record<string, number | null>>

const spelt = (header: string) => normalise(header).replaceAll(' ', '')

/** Whether a header is one of the names of a column, however it is spelt. */
export const isNamed = ({ header: { zh, en }, also }: KnownColumn, header: string): boolean =>
  [zh, en, ...also].some((name) => spelt(name) === spelt(header))

/**
 * Which column of a file is which: as a person chose, else by its header; the first that fits is taken.
 * @returns the known column at each place of the file, and the needed ones that were not found.
 */
export function matchKnown<Column extends KnownColumn>(
  known: readonly Column[],
  headers: readonly string[],
  chosen: ChosenColumns = {},
): { readonly columns: ReadonlyMap<number, Column>; readonly missing: readonly Column[] } {
  const taken = new Map<number, Column>()
  for (const column of known) {
    const at = chosen[column.key]
    if (typeof at === 'number' && at < headers.length) taken.set(at, column)
  }
  for (const column of known) {
    if (chosen[column.key] !== undefined) continue
    const at = headers.findIndex((header, index) => !taken.has(index) && isNamed(column, header))
    if (at >= 0) taken.set(at, column)
  }
  const found = new Set(taken.values())
  return { columns: taken, missing: known.filter((column) => column.required && !found.has(column)) }
}

/** How the columns of a file were read. */
export interface Matching {
  readonly headers: readonly string[]
  readonly chosen: ChosenColumns
}

/**
 * What people chose for the headers of earlier files, applied to those of a new one. Only what a header does not tell by
 * itself is a choice; of two choices for one header the first of `past` counts.
 * @param past the newest first
 */
export function rememberedColumns(
  known: readonly KnownColumn[],
  headers: readonly string[],
  past: readonly Matching[],
): ChosenColumns {
  const chosen: Record<string, number | null> = {}
  const decided = new Set<string>()
  for (const before of past)
    for (const { key } of known) {
      const at = before.chosen[key]
      if (at === undefined || decided.has(key)) continue
      if (at === null) {
        // Left out by hand: what its own header tells is left out again, wherever that header stands.
        const own = known.find((column) => column.key === key)
        if (own && before.headers.some((header) => isNamed(own, header))) chosen[key] = null
        else continue
      } else {
        const header = before.headers[at]
        const here = header ? headers.findIndex((one) => spelt(one) === spelt(header)) : -1
        if (here < 0 || Object.values(chosen).includes(here)) continue
        chosen[key] = here
      }
      decided.add(key)
    }
  // A null takes a column from nowhere; where the file has no such header, nothing was chosen.
  const has = (key: string) => {
    const own = known.find((column) => column.key === key)
    return own !== undefined && headers.some((header) => isNamed(own, header))
  }
  return Object.fromEntries(Object.entries(chosen).filter(([key, at]) => at !== null || has(key)))
}

/** Whether a choice names known columns and places of the file, each place once. */
export function mayChoose(known: readonly KnownColumn[], headers: readonly string[], chosen: ChosenColumns): boolean {
  const keys = new Set(known.map(({ key }) => key))
  const places = Object.values(chosen).filter((at) => at !== null)
  return (
    Object.keys(chosen).every((key) => keys.has(key)) &&
    places.every((at) => at < headers.length) &&
    new Set(places).size === places.length
  )
}
