import { type Field, fields, type ImportMapping } from './mapping.ts'

export interface HeaderMatch {
  /** Where each field is read from; columns count from 0. */
  readonly columns: Readonly<Partial<Record<Field, number>>>
  /** Columns of the sheet that nothing is read from. */
  readonly unmatched: readonly { readonly column: number; readonly header: string }[]
  /** Required fields without a column: the import cannot begin. */
  readonly missing: readonly Field[]
}

/** Columns that a person chose in the wizard; null reads the field from nowhere. */
export type ChosenColumns = Readonly<Partial<Record<Field, number | null>>>

/** One spelling: no spaces, no marks such as `*`, full width as half. */
const plain = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
/** The same without notes in brackets: 时间(必填). */
const withoutNotes = (header: string): string =>
  plain(header.normalize('NFKC').replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, ''))

/**
 * Finds the column of each field by its header. A name that stands earlier in the mapping wins over a later one, a
 * header that fits as it is over one that fits without its notes; each column is used once.
 */
export function matchHeaders(
  headers: readonly string[],
  mapping: ImportMapping,
  chosen: ChosenColumns = {},
): HeaderMatch {
  const columns: Partial<Record<Field, number>> = {}
  const free = new Set(headers.map((_, column) => column).filter((column) => plain(headers[column] ?? '') !== ''))
  for (const field of fields) {
    const column = chosen[field]
    if (typeof column !== 'number' || column < 0 || column >= headers.length) continue
    columns[field] = column
    free.delete(column)
  }
  for (const spell of [plain, withoutNotes]) {
    for (const field of fields) {
      if (columns[field] !== undefined || chosen[field] === null) continue
      const names = (mapping.columns[field]?.headers ?? []).map(plain)
      const found = names
        .map((name) => [...free].find((column) => spell(headers[column] ?? '') === name))
        .find((column) => column !== undefined)
      if (found === undefined) continue
      columns[field] = found
      free.delete(found)
    }
  }
  return {
    columns,
    unmatched: [...free].map((column) => ({ column, header: headers[column] ?? '' })),
    missing: fields.filter((field) => mapping.columns[field]?.required && columns[field] === undefined),
  }
}
