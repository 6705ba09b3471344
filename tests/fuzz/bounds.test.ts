import { expect, it } from 'vitest'
import { modules } from '../../apps/server/modules.ts'
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

it('every number that an endpoint asks for has a least and a greatest', () => {
  const endpoints = modules.flatMap(({ routes }) => routes.map(({ endpoint }) => endpoint))
  const found = endpoints.flatMap(({ id, params, query, body }) =>
    [params, query, body].flatMap((part) => boundless({ ...part }, id)),
  )
  expect(found).toEqual([])
})
