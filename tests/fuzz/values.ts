import type { Chance } from './chance.ts'
import type { Schema } from './operations.ts'

const texts = [
  '',
  ' ',
  '\u0000',
  '灯不亮\u0000',
  '\ud800',
  'x\udfff',
  '\u202egnp.exe',
  '\ufeff',
  "' or 1=1; drop table matters.matters; --",
  '$$; select pg_sleep(9); --',
  '%_\\',
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '../../../../etc/passwd',
  '..\\..\\win.ini',
  'file:///etc/passwd',
  '%00%0a%0d',
  'a\r\nset-cookie: liren_session=x',
  '=HYPERLINK("http://example.test","x")',
  `${'{'}{7*7}}`,
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '1e309',
  '-0',
  '٣',
  '１２３',
  '0x10',
  '𠮷'.repeat(300),
  'é'.repeat(2_000),
  '长'.repeat(70_000),
  '((((((((((((((((((((((((a+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+)+$',
]

const instants = [
  '2026-02-30',
  '0000-00-00',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '10000-01-01',
  '-000001-01-01',
  '2026-11-23',
  '2026-11-23T24:00:00Z',
  '2016-12-31T23:59:60Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '+275760-09-13T00:00:00Z',
  '2026-11-23T10:00:00+23:59',
  '2026-11-23 10:00:00Z',
  '2026-11',
  '9999-12',
  '0000-00',
]

const ids = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'urn:uuid:019313a0-7c00-7000-8000-000000000001',
  '{019313a0-7c00-7000-8000-000000000001}',
  '019313A0-7C00-7000-8000-000000000001',
  '019313a07c0070008000000000000001',
]

const numbers = [
  0,
  -1,
  1,
  0.1,
  -0.5,
  1e-320,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
  99_999_999_999,
]

const others: readonly unknown[] = [null, true, [], {}, [[]], [null], { length: -1 }, { toString: null }, '', 0]

/** Something that a schema allows, as simple as can be; ids are those that are known. */
export function fitting(schema: Schema, chance: Chance, known: readonly string[]): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return chance.pick(schema.enum)
  if (schema.anyOf) return fitting(chance.pick(schema.anyOf), chance, known)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) || chance.of(30))
          .map(([name, field]) => [name, fitting(field, chance, known)]),
      )
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 0, chance.below(3)) }, () =>
        fitting(schema.items ?? {}, chance, known),
      )
    case 'integer':
    case 'number':
      return chance.pick([schema.minimum ?? 0, schema.maximum ?? 7, (schema.minimum ?? 0) + chance.below(3)])
    case 'boolean':
      return chance.of(50)
    case 'null':
      return null
    default:
      return fittingText(schema, chance, known)
  }
}

function fittingText(schema: Schema, chance: Chance, known: readonly string[]): string {
  if (schema.format === 'uuid') return chance.pick(known)
  if (schema.format === 'date') return chance.pick(['2026-11-20', '2026-11-23', '2027-01-31'])
  if (schema.format === 'date-time') return chance.pick(['2026-11-20T02:00:00Z', '2026-12-01T10:00:00+08:00'])
  const shaped = chance.pick(['530103', '10000001234', '2026-11', '2026-11-23', '08:30', 'lamp', 'A1'])
  if (schema.pattern && new RegExp(schema.pattern, 'u').test(shaped)) return shaped
  const words = chance.of(30) ? chance.pick(known) : '楼道灯不亮，请来看看'
  return words.padEnd(schema.minLength ?? 0, '好').slice(0, schema.maxLength ?? 200)
}

/** Something at the edge of what a schema allows, or beyond it. */
export function hostile(schema: Schema, chance: Chance, known: readonly string[]): unknown {
  if (chance.of(12)) return chance.pick<unknown>([...others, deep(20_000), deep(90), wide(3_000)])
  if (schema.anyOf) return hostile(chance.pick(schema.anyOf), chance, known)
  if (schema.enum && chance.of(50)) return chance.pick(schema.enum)
  switch (schema.type) {
    case 'object':
      return spoilObject(fitting(schema, chance, known) as Record<string, unknown>, schema, chance, known)
    case 'array':
      return hostileList(schema, chance, known)
    case 'integer':
    case 'number': {
      const edges = [schema.minimum, schema.maximum].flatMap((edge) =>
        edge === undefined ? [] : [edge, edge + 1, edge - 1],
      )
      return chance.pick<unknown>([...numbers, ...edges, ...edges, '7', 'x'])
    }
    case 'boolean':
      return chance.pick<unknown>(['yes', 'TRUE', 2, true, false])
    default:
      return hostileText(schema, chance, known)
  }
}

function hostileText(schema: Schema, chance: Chance, known: readonly string[]): unknown {
  if (schema.format === 'uuid') return chance.of(75) ? chance.pick([...ids, ...known]) : chance.pick(texts)
  if (schema.format?.startsWith('date') || schema.pattern?.includes('d{4}'))
    return chance.of(75) ? chance.pick(instants) : chance.pick(texts)
  const most = schema.maxLength
  if (most !== undefined && most < 5_000 && chance.of(25))
    return chance.pick(['界'.repeat(most), '𠮷'.repeat(most), 'a'.repeat(most + 1), '\u0000'.padEnd(most, 'x')])
  return chance.of(85) ? chance.pick(texts) : chance.pick<unknown>([...numbers, ...instants, ...ids])
}

function hostileList(schema: Schema, chance: Chance, known: readonly string[]): unknown {
  const item = () => (chance.of(60) ? fitting : hostile)(schema.items ?? {}, chance, known)
  const one = item()
  return chance.pick<() => unknown>([
    () => [],
    () => [one, one],
    () => [hostile(schema.items ?? {}, chance, known)],
    () => Array.from({ length: (schema.maxItems ?? 200) + 1 }, () => one),
    () => ({ 0: one, length: 1 }),
    () => one,
  ])()
}

/** A record that lacks something, has too much, or in which one field is hostile. */
export function spoilObject(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  chance: Chance,
  known: readonly string[],
): Record<string, unknown> {
  const spoiled = { ...value }
  const names = [...new Set([...Object.keys(schema.properties ?? {}), ...Object.keys(value)])]
  const name = names.length > 0 ? chance.pick(names) : 'x'
  const field = schema.properties?.[name] ?? {}
  const inner = spoiled[name]
  if (chance.of(12)) delete spoiled[name]
  else if (chance.of(10))
    spoiled[chance.pick(['constructor', 'tenantId', 'tenant_id', 'id', '状态', 'x'.repeat(999)])] = '1'
  else if (isRecord(inner) && chance.of(70)) spoiled[name] = spoilObject(inner, field, chance, known)
  else if (Array.isArray(inner) && isRecord(inner[0]) && chance.of(70))
    spoiled[name] = [spoilObject(inner[0], field.items ?? {}, chance, known), ...inner.slice(1)]
  else spoiled[name] = hostile(field, chance, known)
  return spoiled
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists in lists; made as text when it is sent, as nothing could walk down there. */
const deep = (levels: number) => ({ [nested]: levels })
const nested = '\u0001nested'

const wide = (fields: number) => Object.fromEntries(Array.from({ length: fields }, (_, at) => [`f${at}`, at]))

/** JSON text, with what stands for deep nesting written out. */
export const toJson = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(/\{"\\u0001nested":(\d+)\}/g, (_, levels: string) => {
    // Whatever else became of that number on the way.
    const count = Math.min(Number(levels), 100_000)
    return '['.repeat(count) + ']'.repeat(count)
  })
