import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { streamOf } from '../matters/events.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { fetchMedia } from './media.ts'
import { aKey, ask, base, fieldsOf, parse, send } from './open311.fixture.ts'

let app: MatterApp
let key: string
let server: Server
let origin: string
let busy = true
beforeAll(async () => {
  app = await matterApp()
  key = await aKey(app)
  const picture = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#473' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'where I live' } })
    .toBuffer()
  server = createServer((request, response) => {
    if (request.url === '/picture') return void response.end(picture)
    if (request.url === '/busy') return void response.writeHead(busy ? 503 : 200).end(busy ? '' : picture)
    if (request.url === '/elsewhere') return void response.writeHead(302, { location: '/picture' }).end()
    response.end('<html>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await app?.close()
  await new Promise((resolve) => server.close(resolve))
})

let nth = 0
/** Reports with these addresses of pictures. @returns its number, and the matter. */
async function report(...urls: string[]): Promise<{ number: string; matterId: MatterId }> {
  nth += 1
  const fields: [string, string][] = [
    ...Object.entries({ api_key: key, service_code: '080201', address_id: '530103-building111' }),
    ['description', `楼道灯不亮第${nth}次`],
    ...urls.map((url): [string, string] => ['media_url', url]),
  ]
  const { text } = await send(app, '/requests.xml', fields)
  const number = fieldsOf(parse(text).children[0] ?? parse('<a/>'))['service_request_id'] ?? ''
  const { rows } = await app.db.read((tx) =>
    sql<{ id: MatterId }>`select matter_id as id from open311.requests where number = ${number}`.execute(tx),
  )
  return { number, matterId: rows[0]?.id as MatterId }
}

const fetching = (matterId: MatterId) => fetchMedia(app.services, app.town.tenantId, matterId)
const statesOf = async (matterId: MatterId) => {
  const { rows } = await app.db.read((tx) =>
    sql<{ state: string }>`select state from open311.media where matter_id = ${matterId} order by id`.execute(tx),
  )
  return rows.map(({ state }) => state)
}
const shown = async (number: string) =>
  (JSON.parse((await ask(app, `/requests/${number}.json?extensions=true`)).text) as Record<string, unknown>[])[0] ?? {}

it('fetches nothing inside', async () => {
  const { matterId } = await report(`${origin}/picture`)
  await fetching(matterId)
  expect(await statesOf(matterId)).toEqual(['failed'])
})

it('fetches what a report names, draws it anew, adds it to the matter, and shows it with the words', async () => {
  vi.stubEnv('LIREN_PRIVATE_RECEIVERS', '127.0.0.1')
  const { number, matterId } = await report(`${origin}/picture`, `${origin}/page`, `${origin}/elsewhere`)
  expect(await shown(number)).toMatchObject({ media_url: null })
  await fetching(matterId)
  // The queue may hand it over twice.
  await fetching(matterId)
  expect(await statesOf(matterId)).toEqual(['kept', 'failed', 'failed'])
  const types = (await app.events(streamOf(matterId))).map(({ type }) => type)
  expect(types.filter((type) => type === 'matters.matter_commented')).toHaveLength(1)
  const { media_url: url, extended_attributes: more } = await shown(number)
  expect(more).toMatchObject({ photos: [{ media_url: url }] })
  const path = new URL(String(url)).pathname
  expect(path.startsWith(`${base}/media/`)).toBe(true)
  const picture = await app.server.inject({ method: 'GET', url: path })
  expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/jpeg'])
  expect(picture.rawPayload.includes(Buffer.from('where I live'))).toBe(false)
  // No longer for everybody: nor is the picture.
  await app.db.tx((tx) =>
    sql`update matters.matters set visibility = 'holder' where tenant_id = ${app.town.tenantId} and id = ${matterId}`.execute(
      tx,
    ),
  )
  expect((await app.server.inject({ method: 'GET', url: path })).statusCode).toBe(404)
})

it('tries again what is busy, three times', async () => {
  const first = await report(`${origin}/busy`)
  await expect(fetching(first.matterId)).rejects.toThrow('503')
  busy = false
  await fetching(first.matterId)
  expect(await statesOf(first.matterId)).toEqual(['kept'])
  busy = true
  const second = await report(`${origin}/busy`)
  for (let n = 0; n < 2; n++) await expect(fetching(second.matterId)).rejects.toThrow('503')
  await fetching(second.matterId)
  expect(await statesOf(second.matterId)).toEqual(['failed'])
})
