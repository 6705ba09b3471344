import { createHash } from 'node:crypto'
import { type CellValue, cellDate, cellText, type DateBase } from '../../../kernel/sheets/cells.ts'
import { type Field, fields, type ImportMapping } from './mapping.ts'

/** What names a row's matter, and what it said. */
export interface SourceIdentity {
  /** The same whenever the row is imported again: the mapping's name and the identity fields. */
  readonly sourceKey: string
  /** SHA-256, hexadecimal, of all that the row says: equal where nothing changed. */
  readonly sourceHash: string
}

const times: readonly Field[] = ['reportedAt', 'resolvedAt']
const longestKey = 120

/**
 * Key and hash of a row as it stands in the sheet, before anything is masked, suggested or filled in: rules that
 * change later do not make an old row look changed. How a value is typed (text or number, date or text) does not count.
 */
export function sourceIdentity(
  mapping: ImportMapping,
  cellOf: (field: Field) => CellValue,
  dateBase: DateBase,
): SourceIdentity {
  const text = (field: Field): string => {
    const cell = cellOf(field)
    const date = times.includes(field) ? cellDate(cell, dateBase) : null
    return date ? date.toISOString() : cellText(cell).replace(/\s+/g, ' ').normalize('NFC')
  }
  const content = fields.map((field) => [field, text(field)] as const).filter(([, value]) => value !== '')
  const sourceHash = sha256(JSON.stringify(content))
  const names = mapping.identity.map(text)
  const named = names.length > 0 && names.some((name) => name !== '')
  if (!named) return { sourceKey: `${mapping.name}#${sourceHash}`, sourceHash }
  const identity = names.length === 1 ? names.join() : JSON.stringify(names)
  return { sourceKey: `${mapping.name}:${identity.length > longestKey ? sha256(identity) : identity}`, sourceHash }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
