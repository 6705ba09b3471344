import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import { smallTown, type Town } from '../../kernel/testing/town.ts'
import * as contract from './contract.ts'
import { buildingMovedToGrid, placeStream } from './events.ts'
import { addPlaces, gridOf } from './public.ts'

let app: TestApp
let town: Town
let other: Town
beforeAll(async () => {
  app = await testApp()
  town = app.town
  other = await smallTown(app.db, { secrets: app.services.secrets, code: '530199', hosts: ['other.test'] })
})
afterAll(() => app.close())

describe('finding a place', () => {
  it('by the code on a poster', async () => {
    const found = await app.anyone.call(contract.placeByCode, { params: { code: '530103-building111' } })
    expect(found.place).toMatchObject({ id: town.places.building111, name: '1栋', level: 'building' })
    expect(found.above.map((place) => place.name)).toEqual(['盘龙区', '金辰街道', '天祥社区', '机床厂小区'])
    expect(found.below.map((place) => place.name)).toEqual(['1单元'])
  })

  it('not by a code of another tenant', async () => {
    const answer = await app.anyone.ask(contract.placeByCode, { params: { code: '530199-building111' } })
    expect(answer.status).toBe(404)
  })

  it('by walking down', async () => {
    const roots = await app.anyone.call(contract.placeChildren)
    expect(roots.places.map((place) => place.name)).toEqual(['盘龙区'])
    expect(roots.levels[0]).toEqual({ code: 'district', rank: 0, kind: 'area', zh: '区县', en: 'District' })
    const below = await app.anyone.call(contract.placeChildren, { query: { parentId: town.places.compound11 } })
    expect(below.places.map((place) => place.name)).toEqual(['1栋', '2栋'])
    expect(below.above.at(-1)?.name).toBe('机床厂小区')
    const foreign = await app.anyone.ask(contract.placeChildren, { query: { parentId: other.places.compound11 } })
    expect(foreign.status).toBe(404)
    expect((await app.anyone.ask(contract.placeChildren, { query: { parentId: 'x' } })).status).toBe(400)
  })

  it.each([
    ['机床厂2栋', 'building112'],
    ['机床厂二幢', 'building112'],
    ['昆明机床厂 2号楼', 'building112'],
    ['天祥机床厂2#', 'building112'],
    ['机床厂一栋一单元', 'unit1111'],
    ['纺织厂', 'compound12'],
    ['桃园社区', 'community3'],
  ] as const)('by what somebody types: %s', async (q, key) => {
    const { places } = await app.anyone.call(contract.searchPlaces, { query: { q } })
    expect(places[0]?.place.id).toBe(town.places[key])
  })

  it('says where a found place stands, and finds nothing for nonsense', async () => {
    const { places } = await app.anyone.call(contract.searchPlaces, { query: { q: '机床厂2栋' } })
    expect(places[0]?.above).toEqual(['盘龙区', '金辰街道', '天祥社区', '机床厂小区'])
    const top = await app.anyone.call(contract.searchPlaces, { query: { q: '盘龙区', limit: 6 } })
    expect(top.places.map(({ place, above }) => [place.name, above])).toEqual([
      ['盘龙区', []],
      ['金辰街道', ['盘龙区']],
      ['鼓楼街道', ['盘龙区']],
      ['天祥社区', ['盘龙区', '金辰街道']],
      ['金星社区', ['盘龙区', '金辰街道']],
      ['桃园社区', ['盘龙区', '鼓楼街道']],
    ])
    for (const q of ['火星基地', '机床厂12栋', '%', '_'])
      expect((await app.anyone.call(contract.searchPlaces, { query: { q } })).places, q).toEqual([])
    expect((await app.anyone.ask(contract.searchPlaces, { query: {} })).status).toBe(400)
  })
})

describe('the map', () => {
  it('has base, areas, buildings and grids', async () => {
    const map = await app.anyone.call(contract.placeMap)
    expect(map.base.features.map((feature) => feature.properties['kind'])).toEqual(['road'])
    expect(map.areas.features).toHaveLength(12)
    expect(map.buildings.features).toHaveLength(12)
    expect(map.grids.features).toHaveLength(6)
    expect(map.grids.features[0]?.properties).toMatchObject({ id: town.grids.grid11, buildings: 2, households: 88 })
  })

  it('of one community', async () => {
    const map = await app.anyone.call(contract.placeMap, { query: { placeId: town.places.community3 } })
    expect(map.buildings.features).toHaveLength(4)
    expect(map.grids.features.map((feature) => feature.id)).toEqual([town.grids.grid31, town.grids.grid32])
    const foreign = await app.anyone.ask(contract.placeMap, { query: { placeId: other.places.community3 } })
    expect(foreign.status).toBe(404)
  })

  it('answers in WGS-84 whatever is stored', async () => {
    const place = {
      parentId: town.places.compound32,
      level: 'building',
      code: 'gcj',
      name: '9栋',
      nameEn: 'Building 9',
    }
    await app.db.tx((tx) =>
      addPlaces(tx, town.tenantId, [{ ...place, lng: 102.75, lat: 25.05, crs: 'GCJ02' }], app.clock.now()),
    )
    const found = await app.anyone.call(contract.placeByCode, { params: { code: 'gcj' } })
    expect(Math.abs((found.place.lng ?? 0) - 102.75)).toBeGreaterThan(0.0005)
  })

  it('lists the grids of a street', async () => {
    const { grids } = await app.anyone.call(contract.listGrids, { query: { placeId: town.places.street2 } })
    expect(grids.map((grid) => [grid.name, grid.placeName, grid.buildings])).toEqual([
      ['第31网格', '桃园社区', 2],
      ['第32网格', '桃园社区', 2],
    ])
    expect((await app.anyone.call(contract.listGrids)).grids).toHaveLength(6)
  })
})

describe('moving buildings to another grid', () => {
  const body = (...keys: (keyof Town['places'])[]) => ({
    placeIds: keys.map((key) => town.places[key]),
    why: '网格调整',
  })
  const params = () => ({ gridId: town.grids.grid12 })

  it('asks who it is', async () => {
    expect((await app.anyone.ask(contract.moveToGrid, { params: params(), body: body('building111') })).status).toBe(
      401,
    )
    const worker = await app
      .signInAs('community1')
      .ask(contract.moveToGrid, { params: params(), body: body('building111') })
    expect(worker.status).toBe(403)
  })

  it('finds neither grids nor buildings of another tenant', async () => {
    const administrator = app.signInAs('administrator')
    const grid = await administrator.ask(contract.moveToGrid, {
      params: { gridId: other.grids.grid11 },
      body: body('building111'),
    })
    expect(grid.status).toBe(404)
    const foreign = { placeIds: [other.places.building111], why: '网格调整' }
    expect((await administrator.ask(contract.moveToGrid, { params: params(), body: foreign })).status).toBe(404)
    expect((await administrator.ask(contract.moveToGrid, { params: { gridId: newId() }, body: foreign })).status).toBe(
      404,
    )
  })

  it('refuses what is no building of that community', async () => {
    const administrator = app.signInAs('administrator')
    const compound = await administrator.ask(contract.moveToGrid, { params: params(), body: body('compound11') })
    expect([compound.status, compound.reason]).toEqual([422, 'places.not_a_building'])
    const far = await administrator.ask(contract.moveToGrid, { params: params(), body: body('building311') })
    expect([far.status, far.reason]).toEqual([422, 'places.outside_community'])
    const none = await administrator.ask(contract.moveToGrid, {
      params: params(),
      body: { placeIds: [], why: '网格调整' },
    })
    expect(none.status).toBe(400)
  })

  it('moves from now on, keeps what was, and tells the ledger', async () => {
    const before = app.clock.now()
    app.clock.move(60_000)
    const administrator = app.signInAs('administrator')
    const moved = await administrator.call(contract.moveToGrid, {
      params: params(),
      body: body('building111', 'building121'),
    })
    expect(moved).toEqual({ moved: 1, moveId: null })
    const [was, is] = await app.db.read(async (tx) => [
      await gridOf(tx, town.tenantId, town.places.unit1111, before),
      await gridOf(tx, town.tenantId, town.places.unit1111, app.clock.now()),
    ])
    expect([was, is]).toEqual([town.grids.grid11, town.grids.grid12])
    const [event] = await app.events(placeStream(town.places.building111))
    expect(event).toMatchObject({
      type: buildingMovedToGrid,
      actor: { personId: town.persons.administrator, postId: town.posts.administrator, via: 'desk' },
      payload: { gridId: town.grids.grid12, fromGridId: town.grids.grid11 },
    })
  })

  it('does a repeated request once', async () => {
    const key = { 'idempotency-key': newId<'command'>() }
    const request = { params: { gridId: town.grids.grid11 }, body: body('building111') }
    const administrator = app.signInAs('administrator')
    const answers = [
      await administrator.ask(contract.moveToGrid, request, key),
      await administrator.ask(contract.moveToGrid, request, key),
    ]
    const once = { moved: 1, moveId: null }
    expect(answers.map((answer) => answer.body)).toEqual([once, once])
    expect(await app.events(placeStream(town.places.building111))).toHaveLength(2)
  })
})
