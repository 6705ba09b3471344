import type { TSchema } from 'typebox'
import type { ExportTaken } from './events.ts'

type Filters = ExportTaken['filters']

/** Forms of text that name nobody. */
const harmless = new Set(['uuid', 'date', 'date-time'])

/** Whether a value of this field can only be one of a few, or an id, day or number. */
function isHarmless(schema: TSchema | undefined): boolean {
  if (!schema) return false
  const {
    type,
    format,
    const: only,
    enum: few,
    anyOf,
    items,
  } = schema as {
    readonly type?: string
    readonly format?: string
    readonly const?: unknown
    readonly enum?: readonly unknown[]
    readonly anyOf?: readonly TSchema[]
    readonly items?: TSchema
  }
  if (only !== undefined || few !== undefined) return true
  if (anyOf) return anyOf.every(isHarmless)
  if (type === 'array') return isHarmless(items)
  if (type === 'string') return format !== undefined && harmless.has(format)
  return type === 'integer' || type === 'number' || type === 'boolean'
}

/**
 * What an export was narrowed by, without what somebody typed: free words may hold a name or a phone, and the ledger is
 * never erased. Fields that only turn pages are left out.
 */
export function filtersOf(schema: TSchema, query: Readonly<Record<string, unknown>>): Filters {
  const fields = (schema as { readonly properties?: Readonly<Record<string, TSchema>> }).properties ?? {}
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => {
      if (value === undefined || value === '' || name === 'offset' || name === 'limit') return []
      if (!isHarmless(fields[name])) return [[name, true as const]]
      return [[name, typeof value === 'number' || typeof value === 'boolean' ? value : String(value)]]
    }),
  )
}
