import type { Secrets } from '../../kernel/secrets.ts'
import type { SheetValue } from '../../kernel/sheets/sheet-xml.ts'
import type { Field } from './shape.ts'

/** What stands where a sealed field was not opened. */
export const sealedMark = '[sealed]'
/** What stands where no key at hand could open it. */
export const unreadableMark = '[unreadable]'

/** How the values of an export are read: whether seals are opened, and how many could not be. */
export interface Reading {
  /** Null: seals stay closed. */
  readonly secrets: Secrets | null
  unreadable: number
}

type Json = string | number | boolean | null | readonly unknown[] | object

/** A value as the driver gives it, as JSON has it. */
export function jsonOf({ treatment, type }: Field, value: unknown, reading: Reading): Json {
  if (value === null || value === undefined) return null
  switch (treatment.is) {
    case 'opened':
      return reading.secrets ? open(value, reading.secrets, reading) : sealedMark
    case 'closed':
      return sealedMark
    case 'hex':
      return Buffer.isBuffer(value) ? value.toString('hex') : null
    case 'instant':
      return value instanceof Date ? value.toISOString() : endless(value)
    case 'number':
      // What does not fit a JavaScript number without loss is no row number, and no figure of ours; it stays a text then.
      return typeof value === 'number' && Number.isFinite(value) ? value : String(value)
    case 'json':
      return value as Json
    default:
      return type === 'boolean' ? value === true : typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}

function open(value: unknown, secrets: Secrets, reading: Reading): string {
  try {
    if (Buffer.isBuffer(value)) return secrets.open(value)
  } catch {
    // Sealed under a key that is not here: told in the manifest, the rest is written.
  }
  reading.unreadable++
  return unreadableMark
}

/** PostgreSQL’s `infinity`, which is no instant. */
const endless = (value: unknown): string =>
  value === Number.POSITIVE_INFINITY ? 'infinity' : value === Number.NEGATIVE_INFINITY ? '-infinity' : String(value)

/** The same for a cell. */
export function cellOf(field: Field, value: unknown, reading: Reading): SheetValue {
  if (value === null || value === undefined) return null
  if (field.treatment.is === 'instant' && value instanceof Date) return value
  const json = jsonOf(field, value, reading)
  return json !== null && typeof json === 'object' ? JSON.stringify(json) : json
}
