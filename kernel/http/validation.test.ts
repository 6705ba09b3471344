import Fastify from 'fastify'
import { Type } from 'typebox'
import { expect, it } from 'vitest'
import { schemaController } from './validation.ts'

const Value = Type.Union([Type.Integer(), Type.Boolean(), Type.String(), Type.Null()])

async function echo() {
  const app = Fastify({ schemaController })
  const querystring = Type.Object({ limit: Type.Integer(), on: Type.Boolean(), state: Type.Array(Type.String()) })
  const body = Type.Object({ value: Value, count: Type.Integer() })
  app.post('/', { schema: { querystring, body } }, async ({ query, body: sent }) => ({ query, body: sent }))
  return app
}

it('reads numbers and lists from an address, and takes a body as it was sent', async () => {
  const app = await echo()
  const send = (payload: object, url = '/?limit=5&on=true&state=open') => app.inject({ method: 'POST', url, payload })
  for (const value of ['530103', '', 'true', 12, false, null])
    expect((await send({ value, count: 1 })).json()).toEqual({
      query: { limit: 5, on: true, state: ['open'] },
      body: { value, count: 1 },
    })
  expect((await send({ value: 1, count: '1' })).statusCode).toBe(400)
  expect((await send({ value: [1], count: 1 })).statusCode).toBe(400)
  expect((await send({ value: 1, count: 1 }, '/?limit=many&on=true&state=open')).statusCode).toBe(400)
  // Said twice, a number is neither the first nor the last of the two.
  expect((await send({ value: 1, count: 1 }, '/?limit=5&limit=6&on=true&state=open')).statusCode).toBe(400)
  await app.close()
})
