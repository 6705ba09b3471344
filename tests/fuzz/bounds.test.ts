import { expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
import { mostItems } from '../../kernel/http/bounded-lists.ts'
import type { Schema } from './operations.ts'

/** Where a number is asked for that may be as large as it likes; columns and sums are not. */
function boundless(schema: Schema & Record<string, unknown>, path: string): string[] {
  const number = schema.type === 'integer' || schema.type === 'number'
  const open = (schema.minimum ?? schema['exclusiveMinimum']) === undefined || schema.maximum === undefined
  return [
    ...(number && open && schema.const === undefined ? [path] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => boundless({ ...field }, `${path}.${name}`)),
    ...(schema.items ? boundless({ ...schema.items }, `${path}[]`) : []),
    ...(schema.anyOf ?? []).flatMap((one) => boundless({ ...one }, path)),
  ]
}

type Looked = Schema & Record<string, unknown>

const endpoints = modules.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint))

/** Every schema of what endpoints take, with where it stands. */
function* schemasIn(schema: Looked, path: string): Generator<{ schema: Looked; path: string }> {
  yield { schema, path }
  for (const [name, field] of Object.entries(schema.properties ?? {})) yield* schemasIn({ ...field }, `${path}.${name}`)
  if (schema.items) yield* schemasIn({ ...schema.items }, `${path}[]`)
  for (const one of schema.anyOf ?? []) yield* schemasIn({ ...one }, path)
}
const taken = endpoints.flatMap(({ id, params, query, body }) =>
  [params, query, body].flatMap((part) => [...schemasIn({ ...part }, id)]),
)

// Of what is no single value by its type, the validator compares each with each.
it('what may stand in a list once only is a single value by its type', () => {
  const single = ['string', 'integer', 'number', 'boolean']
  const once = taken.filter(({ schema }) => schema['uniqueItems'] === true)
  expect(once.length).toBeGreaterThan(20)
  const found = once.filter(({ schema }) => !single.includes(String(schema.items?.type)))
  expect(found.map(({ path }) => path)).toEqual([])
})

it('no endpoint takes a longer list than any request may hold', () => {
  const found = taken.filter(({ schema }) => Number(schema['maxItems'] ?? 0) > mostItems)
  expect(found.map(({ path }) => path)).toEqual([])
})

it('every number that an endpoint asks for has a least and a greatest', () => {
  const found = endpoints.flatMap(({ id, params, query, body }) =>
    [params, query, body].flatMap((part) => boundless({ ...part }, id)),
  )
  expect(found).toEqual([])
})
