import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { act, getMatter, listMatters, report } from '../matters/contract.ts'
import { streamOf } from '../matters/events.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { endKey, listKeys, makeKey } from './contract.ts'
import { keyStream } from './events.ts'
import { aKey, ask, base, fieldsOf, parse, send } from './open311.fixture.ts'
import { tidyRequestsJob } from './tidy-job.ts'

let app: MatterApp
let key: string
beforeAll(async () => {
  app = await matterApp()
  key = await aKey(app)
})
afterAll(() => app.close())

const lamp = '080201'
const here = () => ({ address_id: '530103-building111' })
const words = '楼道灯不亮，晚上看不见台阶，电话12000001234'
const form = (more: Record<string, string> = {}) => ({
  api_key: key,
  service_code: lamp,
  description: words,
  ...here(),
  ...more,
})
const idIn = (xml: string): string => fieldsOf(parse(xml).children[0] ?? parse(xml))['service_request_id'] ?? ''
const errorsIn = (xml: string) => parse(xml).children.map((error) => fieldsOf(error))
/** Each of its own words, so that none is taken for a retry of another. */
let nth = 0
const file = async (more: Record<string, string> = {}) => {
  nth += 1
  return idIn((await send(app, '/requests.xml', form({ description: `${words}（${nth}）`, ...more }))).text)
}
const one = async (id: string) =>
  fieldsOf(parse((await ask(app, `/requests/${id}.xml`)).text).children[0] ?? parse('<a/>'))

describe('what a client looks at first', () => {
  it('G1, G2, G3: the ending of the address chooses the form', async () => {
    for (const path of ['/discovery', '/services', '/requests', '/servicerequestupdates']) {
      const xml = await ask(app, `${path}.xml`)
      expect([xml.status, xml.type], path).toEqual([200, 'text/xml; charset=utf-8'])
      parse(xml.text)
      const json = await ask(app, `${path}.json`)
      expect([json.status, json.type], path).toEqual([200, 'application/json; charset=utf-8'])
      JSON.parse(json.text)
      expect((await ask(app, `${path}.yaml`)).status, path).toBe(404)
    }
  })

  it('D1, D2, D3: discovery says who, where and in which forms', async () => {
    const found = JSON.parse((await ask(app, '/discovery.json', { host: 'liren.example' })).text)
    expect(found).toMatchObject({
      changeset: expect.any(String),
      contact: expect.any(String),
      key_service: expect.any(String),
    })
    expect(found.endpoints).toEqual([
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: 'http://liren.example/open311/v2/',
        changeset: found.changeset,
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ])
    expect(parse((await ask(app, '/discovery.xml')).text).name).toBe('discovery')
  })

  it('S1, S2: services are the smallest categories, each with a definition', async () => {
    const services = JSON.parse((await ask(app, '/services.json')).text) as Record<string, unknown>[]
    const service = services.find(({ service_code }) => service_code === lamp)
    expect(service).toMatchObject({ metadata: false, type: 'realtime', group: expect.any(String) })
    expect(services.map(({ service_code }) => service_code)).not.toContain(lamp.slice(0, 4))
    expect(JSON.parse((await ask(app, `/services/${lamp}.json`)).text)).toEqual({ service_code: lamp, attributes: [] })
    expect((await ask(app, '/services/999999.xml')).status).toBe(404)
  })

  it('names are in the language that is asked for', async () => {
    const english = JSON.parse((await ask(app, '/services.json', { 'accept-language': 'en' })).text)
    expect(JSON.stringify(english.map((one: { service_name: string }) => one.service_name))).not.toMatch(
      /\p{Script=Han}/u,
    )
  })
})

describe('reporting', () => {
  it('P1, P2: a form becomes a matter with a holder and a clock, and is told in the ledger', async () => {
    const answer = await send(app, '/requests.xml', form({ first_name: '梅', last_name: '李', phone: '12000001234' }))
    expect([answer.status, answer.type]).toEqual([200, 'text/xml; charset=utf-8'])
    const told = fieldsOf(parse(answer.text).children[0] ?? parse('<a/>'))
    expect(told['service_request_id']).toBeTruthy()
    expect(told).not.toHaveProperty('token')
    const { rows } = await app
      .signInAs('gridWorker11')
      .call(listMatters, { query: { q: told['service_request_id'] ?? '' } })
    const [row] = rows
    if (!row) throw new Error('the matter is not in the list')
    const matter = await app.signInAs('gridWorker11').call(getMatter, { params: { matterId: row.id } })
    expect(matter).toMatchObject({ channel: 'api', state: 'assigned' })
    expect(row.clock?.dueAt).toBeTruthy()
    expect((await app.events(streamOf(row.id)))[0]?.actor).toEqual({ personId: null, postId: null, via: 'api' })
  })

  it('P1: by code, by point, by address; what is nowhere is refused', async () => {
    const { rows } = await app.db.read((tx) =>
      sql<{ lng: number; lat: number; name: string }>`select lng, lat, name from places.places
        where tenant_id = ${app.town.tenantId} and code = '530103-building112'`.execute(tx),
    )
    const [building] = rows
    const point = { lat: String(building?.lat), long: String(building?.lng) }
    const nowhere = { address_id: '' }
    expect(await one(await file({ ...nowhere, ...point }))).toMatchObject({ address_id: '530103-building112' })
    // What a well-known client sends when its user moved no pin.
    expect(await one(await file({ ...point, address_id: '#NOTPINPOINTED#' }))).toMatchObject({
      address_id: '530103-building112',
    })
    const refused = async (more: Record<string, string>) =>
      errorsIn((await send(app, '/requests.xml', form({ ...nowhere, ...more }))).text)
    expect(await refused({})).toEqual([{ code: '400', description: expect.stringContaining('lat') }])
    expect(await refused({ lat: point.lat })).toEqual([{ code: '400', description: expect.stringContaining('long') }])
    expect(await refused({ lat: '0', long: '0' })).toEqual([{ code: '400', description: expect.any(String) }])
    expect(await refused({ address_string: '月亮背面一号' })).toEqual([
      { code: '400', description: expect.any(String) },
    ])
  })

  it('G8: without a key, with a wrong one or an ended one: 403', async () => {
    const desk = app.signInAs('administrator')
    const made = await desk.call(makeKey, { body: { name: '试用' } })
    const status = async (api_key: string) => (await send(app, '/requests.json', form({ api_key }))).status
    expect(await status('')).toBe(403)
    expect(await status('lr-nothing')).toBe(403)
    await desk.call(endKey, { params: { keyId: made.id } })
    expect(await status(made.key)).toBe(403)
    expect((await app.events(keyStream(made.id))).map(({ type }) => type)).toEqual([
      'open311.key_made',
      'open311.key_ended',
    ])
    const { keys } = await desk.call(listKeys)
    expect(keys.find(({ id }) => id === made.id)).toMatchObject({
      name: '试用',
      endedAt: app.clock.now().toISOString(),
    })
    expect(JSON.stringify(keys)).not.toContain(made.key)
  })

  it('P1, P3, G9: a service that is missing is 400, one that is not known 404, each said in the form that was asked for', async () => {
    const missing = await send(app, '/requests.json', form({ service_code: '' }))
    expect([missing.status, JSON.parse(missing.text)]).toEqual([
      400,
      [{ code: '400', description: '缺少 service_code' }],
    ])
    expect((await send(app, '/requests.xml', form({ service_code: '999999' }))).status).toBe(404)
    expect((await send(app, '/requests.xml', form({ description: '' }))).status).toBe(400)
    const noForm = await app.server.inject({ method: 'POST', url: `${base}/requests.xml`, payload: { a: 1 } })
    expect([noForm.statusCode, noForm.headers['content-type']]).toEqual([400, 'text/xml; charset=utf-8'])
  })

  it('the same form within ten minutes is a retry, later it is a new report; another key is another sender', async () => {
    const again = form({ description: '垃圾桶满了，好几天没人收' })
    const first = idIn((await send(app, '/requests.xml', again)).text)
    expect(idIn((await send(app, '/requests.xml', again)).text)).toBe(first)
    expect(idIn((await send(app, '/requests.xml', { ...again, api_key: await aKey(app) })).text)).not.toBe(first)
    app.clock.set(new Date(app.clock.now().getTime() + 11 * 60_000))
    expect(idIn((await send(app, '/requests.xml', again)).text)).not.toBe(first)
  })

  it('of whoever reported no hash is kept that can be guessed, and none once a retry is a new report', async () => {
    const phone = '13900001234'
    const id = await file({ phone, first_name: '芳', last_name: '王' })
    const kept = async () => {
      const { rows } = await app.db.read((tx) =>
        sql<{ matter_id: string; digest: Buffer | null }>`select matter_id, digest from open311.requests
          where number = ${id}`.execute(tx),
      )
      return rows[0]
    }
    const place = app.town.places.building111
    const said = [lamp, `${words}（${nth}）`, place, '王芳', phone]
    const plain = createHash('sha256').update(JSON.stringify(said)).digest('hex')
    const digest = (await kept())?.digest?.toString('hex')
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(digest).not.toBe(plain)
    const tidy = () => tidyRequestsJob.handle({}, app.services, new AbortController().signal)
    await tidy()
    expect((await kept())?.digest?.toString('hex')).toBe(digest)
    app.clock.set(new Date(app.clock.now().getTime() + 11 * 60_000))
    await tidy()
    expect((await kept())?.digest).toBe(null)
  })

  it('a key is used no oftener a minute than was said', async () => {
    const slow = await aKey(app, 2)
    const status = async (n: number) =>
      (await send(app, '/requests.xml', form({ api_key: slow, description: `路面破损第${n}处` }))).status
    expect([await status(1), await status(2), await status(3)]).toEqual([200, 200, 429])
    app.clock.set(new Date(app.clock.now().getTime() + 60_000))
    expect(await status(4)).toBe(200)
  })

  it('T1: there are no tokens', async () => {
    expect((await ask(app, '/tokens/123.xml')).status).toBe(404)
  })
})

describe('reading', () => {
  it('R3, R4, R5, G10: a record says what is known and nobody’s data', async () => {
    const id = await file({ first_name: 'Mary', last_name: 'Wang', phone: '12000005678', email: 'mary@example.com' })
    const { status, text } = await ask(app, `/requests/${id}.json`)
    expect(status).toBe(200)
    const [found] = JSON.parse(text)
    expect(found).toMatchObject({
      service_request_id: id,
      status: 'open',
      service_code: lamp,
      address_id: '530103-building111',
      expected_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      requested_datetime: `${app.clock.now().toISOString().slice(0, 19)}Z`,
    })
    expect(found.description).toContain('楼道灯不亮')
    for (const personal of ['12000001234', '12000005678', 'Mary', 'Wang', 'mary@'])
      expect(text, personal).not.toContain(personal)
    expect((await ask(app, '/requests/nothing.xml')).status).toBe(404)
  })

  it('R5: what neighbours report here is without words and no finer than the compound; what is for its holder is not there', async () => {
    const neighbour = app.signInAs('resident1')
    const said = { kind: 'demand', category: lamp, placeId: app.town.places.building111 }
    const open = await neighbour.call(report, { body: { ...said, body: '我家302门口的灯坏了' } })
    const hidden = await neighbour.call(report, {
      body: { ...said, body: '隔壁天天吵架，不要说是我说的', visibility: 'holder' },
    })
    const record = await one(open.number)
    expect(record).toMatchObject({ description: '', address_id: '530103-compound11' })
    expect((await ask(app, `/requests/${hidden.number}.xml`)).status).toBe(404)
    const all = (await ask(app, '/requests.xml')).text
    expect(all).toContain(open.number)
    expect(all).not.toContain(hidden.number)
    expect(all).not.toContain('302')
  })

  it('R1, X1: ids win, lists narrow, pages go on', async () => {
    const [a, b] = [await file(), await file()]
    const idsOf = async (query: string) =>
      (JSON.parse((await ask(app, `/requests.json?${query}`)).text) as { service_request_id: string }[]).map(
        (request) => request.service_request_id,
      )
    expect(new Set(await idsOf(`service_request_id=${a},${b}&status=closed`))).toEqual(new Set([a, b]))
    expect(await idsOf('status=closed')).not.toContain(a)
    expect(await idsOf('service_code=010101')).not.toContain(a)
    const pages = [await idsOf('page_size=1&page=1'), await idsOf('page_size=1&page=2')]
    expect(new Set(pages.flat()).size).toBe(2)
    expect(await idsOf('start_date=2020-01-01T00:00:00Z')).toEqual([])
    expect((await ask(app, '/requests.json?status=later')).status).toBe(400)
  })

  it('X3: more only where it is asked for', async () => {
    const id = await file()
    const plain = JSON.parse((await ask(app, `/requests/${id}.json`)).text)[0]
    expect(plain).not.toHaveProperty('extended_attributes')
    const more = JSON.parse((await ask(app, `/requests/${id}.json?extensions=true`)).text)[0]
    expect(more).toMatchObject({ attributes: [], extended_attributes: { channel: 'api', photos: [] } })
  })
})

describe('updates', () => {
  const updates = async (query = '') =>
    JSON.parse((await ask(app, `/servicerequestupdates.json?${query}`)).text) as Record<string, string>[]

  it('X5: tell how each stands that has changed, with another id for another change', async () => {
    const id = await file()
    const of = async () => (await updates()).find((update) => update['service_request_id'] === id)
    expect(await of()).toMatchObject({ status: 'investigating' })
    const before = (await of())?.['update_id']
    const worker = app.signInAs('gridWorker11')
    const { rows } = await worker.call(listMatters, { query: { q: id } })
    const [row] = rows
    if (!row) throw new Error('no matter')
    app.clock.set(new Date(app.clock.now().getTime() + 60_000))
    await worker.call(act, { params: { matterId: row.id }, body: { action: 'contact', words: '马上去看' } })
    expect(await of()).toMatchObject({ status: 'in_progress' })
    expect((await of())?.['update_id']).not.toBe(before)
    expect(JSON.stringify(await of())).not.toContain('马上去看')
  })

  it('X5: words come from the program that filed it, once for each id', async () => {
    const id = await file()
    const update = {
      ...{ api_key: key, service_request_id: id, update_id: '77', status: 'OPEN' },
      ...{ updated_datetime: app.clock.now().toISOString(), description: '又灭了两盏' },
    }
    const answer = await send(app, '/servicerequestupdates.xml', update)
    expect([answer.status, fieldsOf(parse(answer.text).children[0] ?? parse('<a/>'))]).toEqual([
      200,
      { update_id: '77' },
    ])
    expect((await send(app, '/servicerequestupdates.xml', update)).status).toBe(200)
    const worker = app.signInAs('gridWorker11')
    const [row] = (await worker.call(listMatters, { query: { q: id } })).rows
    if (!row) throw new Error('no matter')
    const { timeline } = await worker.call(getMatter, { params: { matterId: row.id } })
    expect(timeline.filter((entry) => entry.words === '又灭了两盏')).toHaveLength(1)
    const other = await send(app, '/servicerequestupdates.xml', {
      ...update,
      api_key: await aKey(app),
      update_id: '78',
    })
    expect(other.status).toBe(404)
    expect(
      (await send(app, '/servicerequestupdates.xml', { ...update, update_id: '79', status: 'DANCING' })).status,
    ).toBe(400)
  })
})

describe('on maps', () => {
  it('requests are points, with nobody’s words', async () => {
    const { number } = await app.signInAs('community1').call(getMatter, {
      params: { matterId: (await app.reportAt('building111', '王秀英家门口的灯坏了')).id },
    })
    const { status, type, text } = await ask(app, '/requests.geojson?status=open')
    expect([status, type]).toEqual([200, 'application/geo+json; charset=utf-8'])
    const { features } = JSON.parse(text) as { features: { id: string; geometry: unknown; properties: object }[] }
    expect(features.find(({ id }) => id === number)).toMatchObject({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [expect.any(Number), expect.any(Number)] },
      properties: { service_request_id: number, status: 'open' },
    })
    expect(text).not.toContain('王秀英')
    expect(features.flatMap(({ properties }) => Object.keys(properties))).not.toContain('description')
    const bad = await ask(app, '/requests.geojson?page_size=0')
    expect([bad.status, bad.type]).toEqual([400, 'application/json; charset=utf-8'])
    expect((await ask(app, `/requests/${number}.geojson`)).status).toBe(404)
  })
})
