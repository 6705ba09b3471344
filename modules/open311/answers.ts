// One model, two forms: XML, and JSON as the standard's mapping has it (anchor G1 to G4).

export const formats = ['xml', 'json'] as const
export type Format = (typeof formats)[number]

/** A list of equal things: `<requests><request>…` in XML, an array in JSON. */
export interface Many {
  readonly item: string
  readonly of: readonly Value[]
}
export interface Fields {
  readonly [name: string]: Value
}
export type Value = string | number | boolean | null | Many | Fields

/** An answer under its root element; JSON leaves the root out. */
export interface Told {
  readonly root: string
  readonly value: Many | Fields
}

export const many = (item: string, of: readonly Value[]): Many => ({ item, of })

const isMany = (value: Many | Fields): value is Many => Array.isArray((value as Many).of)

export const typeOf: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** The bytes of an answer. */
export function write(format: Format, { root, value }: Told): Buffer {
  return Buffer.from(
    format === 'json'
      ? JSON.stringify(plain(value))
      : `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`,
  )
}

function plain(value: Value): unknown {
  if (value === null || typeof value !== 'object') return value
  if (isMany(value)) return value.of.map(plain)
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plain(field)]))
}

function element(name: string, value: Value): string {
  if (value === null || value === '') return `<${name}/>`
  if (typeof value !== 'object') return `<${name}>${escaped(String(value))}</${name}>`
  const inside = isMany(value)
    ? value.of.map((one) => element(value.item, one))
    : Object.entries(value).map(([field, one]) => element(field, one))
  return inside.length > 0 ? `<${name}>${inside.join('')}</${name}>` : `<${name}/>`
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' }

/** Whatever XML 1.0 cannot hold is left out: no reader would take it. */
const unholdable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

const escaped = (text: string): string =>
  text.replace(unholdable, '').replace(/[&<>"\r]/g, (sign) => signs[sign] ?? sign)

/** What is refused, one thing each. */
export const refusals = (status: number, descriptions: readonly string[]): Told => ({
  root: 'errors',
  value: many(
    'error',
    descriptions.map((description) => ({ code: String(status), description })),
  ),
})
