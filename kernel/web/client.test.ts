import { Type } from 'typebox'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { endpoint } from '../contract/endpoint.ts'

// The client runs in browsers: the little of one that it touches is stood in for here.
const store = new Map<string, string>()
vi.stubGlobal('document', { documentElement: { lang: '' } })
vi.stubGlobal('location', { pathname: '/desk/matters', search: '?lang=en' })
vi.stubGlobal('localStorage', {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => void store.set(key, value),
})
afterAll(() => void vi.unstubAllGlobals())
const { ApiError, call, requestOf, urlOf } = await import('./client.ts')
const { belongsTo } = await import('./live.ts')

const summary = { zh: '试', en: 'try' }
const read = endpoint({
  id: 'things.get',
  method: 'GET',
  path: '/api/things/:thingId',
  summary,
  params: Type.Object({ thingId: Type.String() }),
  query: Type.Object({ tags: Type.Optional(Type.Array(Type.String())), q: Type.Optional(Type.String()) }),
  response: Type.Object({ name: Type.String() }),
})
const act = endpoint({
  id: 'things.act',
  method: 'POST',
  path: '/api/things/:thingId/act',
  summary,
  params: Type.Object({ thingId: Type.String() }),
  body: Type.Object({ why: Type.String() }),
})

const answers: (() => Promise<Response>)[] = []
const asked: [string, RequestInit][] = []
vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
  asked.push([url, init])
  return (answers.shift() ?? (() => Promise.reject(new TypeError('no answer left'))))()
})
const json = (status: number, body: unknown) => () => Promise.resolve(new Response(JSON.stringify(body), { status }))

beforeEach(() => {
  answers.length = 0
  asked.length = 0
})

describe('addresses', () => {
  it('hold parameters and repeated queries, and leave out what is empty', () => {
    expect(urlOf(read, { params: { thingId: 'a b/c' }, query: { tags: ['x', '灯'], q: undefined } })).toBe(
      '/api/things/a%20b%2Fc?tags=x&tags=%E7%81%AF',
    )
  })

  it('refuse a missing parameter instead of asking for /undefined', () => {
    expect(() => urlOf(read, {})).toThrow(/thingId/)
  })
})

describe('requests', () => {
  it('commands carry a key, our header and the language; readings carry no key', () => {
    const command = requestOf(act, { params: { thingId: '1' }, body: { why: '试' } })
    expect(command.headers).toMatchObject({
      'x-liren': 'desk',
      'accept-language': 'en',
      'content-type': 'application/json',
    })
    expect(command.headers['idempotency-key']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(requestOf(read, { params: { thingId: '1' } }).headers['idempotency-key']).toBeUndefined()
  })

  it('the same key can be given again', () => {
    expect(requestOf(act, { params: { thingId: '1' } }, 'kept').headers['idempotency-key']).toBe('kept')
  })
})

describe('answers', () => {
  it('come back as the contract says', async () => {
    answers.push(json(200, { name: '灯' }))
    expect(await call(read, { params: { thingId: '1' } })).toEqual({ name: '灯' })
    expect(asked[0]?.[1].credentials).toBe('same-origin')
  })

  it('refusals become an ApiError with the words and the fields of the server', async () => {
    const fields = [{ path: '/why', message: 'Too short' }]
    answers.push(json(400, { error: { code: 'invalid', reason: 'kernel.invalid', message: 'Please check', fields } }))
    const error = await call(act, { params: { thingId: '1' }, body: { why: '' } }).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(ApiError)
    if (!(error instanceof ApiError)) return
    expect(error.field('why')).toBe('Too short')
    expect(error.mayRetry).toBe(false)
  })

  it('an unreachable server and a proxy’s page are told apart from a refusal', async () => {
    answers.push(() => Promise.reject(new TypeError('failed')))
    await expect(call(read, { params: { thingId: '1' } })).rejects.toMatchObject({ code: 'offline', mayRetry: true })
    answers.push(() => Promise.resolve(new Response('<html>502</html>', { status: 502 })))
    await expect(call(read, { params: { thingId: '1' } })).rejects.toMatchObject({
      code: 'unavailable',
      mayRetry: true,
    })
  })
})

it('a live signal makes the readings of its module stale, and those that named its topic', () => {
  const query = (key: string, live: string[] = []) => ({ queryKey: [key], meta: { live } })
  expect(belongsTo('matter', query('matters.list'))).toBe(true)
  expect(belongsTo('matter', query('notices.list'))).toBe(false)
  expect(belongsTo('matter', query('briefings.board', ['matter']))).toBe(true)
})
