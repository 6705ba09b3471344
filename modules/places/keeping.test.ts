import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { metresBetween } from '../../kernel/contract/metres.ts'
import { sql } from '../../kernel/db.ts'
import { pagesOf } from '../../kernel/documents/blocks.ts'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import * as contract from './contract.ts'
import {
  levelAdded,
  levelNamed,
  levelRemoved,
  levelStream,
  placeAdded,
  placeChanged,
  placeDrawn,
  placeRetired,
  placeStream,
} from './events.ts'
import { posterPaper } from './poster-paper.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const at = (placeId: keyof TestApp['town']['places']) => ({ placeId: app.town.places[placeId] })
const building = { level: 'building', name: '3栋', nameEn: 'Building 3', households: 36 }

describe('keeping the register of places', () => {
  it('adds a building where somebody read its coordinates, in whichever system', async () => {
    const street = app.signInAs('street1')
    const spot = { lng: 102.704, lat: 25.004, crs: 'GCJ02' as const }
    const { id, code } = await street.call(contract.addPlace, {
      params: at('compound11'),
      body: { ...building, ...spot },
    })
    expect(code).toBe('530103-compound11-3')
    const { place, grid, mayKeep } = await street.call(contract.getPlace, { params: { placeId: id } })
    expect([place.name, grid, mayKeep]).toEqual(['3栋', null, true])
    const off = metresBetween({ lng: place.lng ?? 0, lat: place.lat ?? 0 }, spot)
    expect(off).toBeGreaterThan(100)
    expect(off).toBeLessThan(1000)
    expect((await app.events(placeStream(id)))[0]).toMatchObject({ type: placeAdded, payload: { name: '3栋' } })
    const again = await street.ask(contract.addPlace, { params: at('compound11'), body: building })
    expect([again.status, again.reason]).toEqual([409, 'places.same_name'])
    const half = await street.ask(contract.addPlace, {
      params: at('compound11'),
      body: { ...building, name: '4栋', lng: 102 },
    })
    expect([half.status, half.reason]).toEqual([400, 'places.half_a_point'])
    const wrong = await street.ask(contract.addPlace, {
      params: at('compound11'),
      body: { ...building, level: 'street' },
    })
    expect(wrong.reason).toBe('places.wrong_level')
    const far = await app.signInAs('street2').ask(contract.addPlace, { params: at('compound11'), body: building })
    expect(far.status).toBe(404)
    expect(
      (await app.signInAs('community1').ask(contract.addPlace, { params: at('compound11'), body: building })).status,
    ).toBe(403)
  })

  it('finds a renamed compound and its buildings by the new name; the code on the door stays', async () => {
    const street = app.signInAs('street1')
    const body = { name: '红星小区', nameEn: 'Red Star' }
    await street.call(contract.changePlace, { params: at('compound12'), body })
    const { places } = await app.anyone.call(contract.searchPlaces, { query: { q: '红星2栋' } })
    expect(places[0]?.place.id).toBe(app.town.places.building122)
    const old = await app.anyone.call(contract.searchPlaces, { query: { q: '纺织厂2栋' } })
    expect(old.places.map(({ place }) => place.id)).not.toContain(app.town.places.building122)
    const byCode = await app.anyone.call(contract.placeByCode, { params: { code: '530103-compound12' } })
    expect(byCode.place.name).toBe('红星小区')
    const [event] = await app.events(placeStream(app.town.places.compound12))
    expect(event).toMatchObject({
      type: placeChanged,
      payload: { was: { name: '纺织厂小区' }, is: { name: '红星小区' } },
    })
  })

  it('keeps the search whole where a name is of rare characters, and takes no name of spaces', async () => {
    const street = app.signInAs('street1')
    const rare = await street.call(contract.addPlace, {
      params: at('community1'),
      body: { level: 'compound', name: ' 𠮷祥里 ', nameEn: '  ' },
    })
    const under = await street.call(contract.addPlace, {
      params: { placeId: rare.id },
      body: { level: 'building', name: '7栋' },
    })
    const { place } = await street.call(contract.getPlace, { params: { placeId: rare.id } })
    expect([place.name, place.nameEn]).toEqual(['𠮷祥里', '𠮷祥里'])
    await street.call(contract.changePlace, { params: { placeId: rare.id }, body: { name: '安康里' } })
    const text = await app.db.read((tx) =>
      sql<{ text: string }>`select search_text as text from places.places where id = ${under.id}`.execute(tx),
    )
    expect(text.rows[0]?.text).toMatch(/安康里\|7栋\|$/)
    for (const name of ['   ', '\u3000'])
      for (const ask of [
        street.ask(contract.addPlace, { params: at('compound11'), body: { ...building, name } }),
        street.ask(contract.changePlace, { params: { placeId: rare.id }, body: { name } }),
      ])
        expect((await ask).status).toBe(400)
  })

  it('retires what is empty and keeps where it lay', async () => {
    const admin = app.signInAs('administrator')
    const refused = await admin.ask(contract.retirePlace, { params: at('compound11'), body: { why: '拆除' } })
    expect([refused.status, refused.reason]).toEqual([422, 'places.not_empty'])
    const before = app.clock.now()
    app.clock.move(60_000)
    const lived = await admin.ask(contract.retirePlace, { params: at('building112'), body: { why: '已拆除' } })
    expect([lived.status, lived.reason]).toEqual([422, 'places.in_use'])
    expect(JSON.stringify(lived.error)).toContain('2 个岗位')
    await app.db.tx((tx) =>
      sql`update people.posts set abolished_at = ${app.clock.now()} where place_id = ${app.town.places.building112}`.execute(
        tx,
      ),
    )
    await admin.call(contract.retirePlace, { params: at('building112'), body: { why: '已拆除' } })
    const now = await admin.call(contract.getPlace, { params: at('building112') })
    expect([now.grid, now.endedAt !== null, now.mayKeep]).toEqual([null, true, false])
    const then = await admin.call(contract.getPlace, { params: at('building112'), query: { at: before.toISOString() } })
    expect(then.grid?.name).toBe('第11网格')
    expect((await app.anyone.ask(contract.placeByCode, { params: { code: '530103-building112' } })).status).toBe(404)
    expect((await app.events(placeStream(app.town.places.building112))).at(-1)?.type).toBe(placeRetired)
    const again = await admin.ask(contract.retirePlace, { params: at('building112'), body: { why: '已拆除' } })
    expect(again.status).toBe(404)
  })

  it('names a level', async () => {
    const admin = app.signInAs('administrator')
    await admin.call(contract.nameLevel, { params: { code: 'compound' }, body: { zh: '院落', en: 'Courtyard' } })
    const { levels } = await app.anyone.call(contract.placeChildren)
    expect(levels.find(({ code }) => code === 'compound')).toMatchObject({ zh: '院落', en: 'Courtyard' })
    expect((await app.events(levelStream('compound')))[0]?.type).toBe(levelNamed)
    expect((await admin.ask(contract.getPlace, { params: { placeId: newId() } })).status).toBe(404)
  })
})

describe('levels', () => {
  it('are added where they fit and taken away while nothing is in them', async () => {
    const admin = app.signInAs('administrator')
    const group = { below: 'community', kind: 'area' as const, zh: '居民小组', en: 'Group' }
    const { code } = await admin.call(contract.addLevel, { body: group })
    const { levels } = await app.anyone.call(contract.placeChildren)
    expect(levels.map((one) => one.zh)).toEqual(['区县', '街道', '社区', '居民小组', '院落', '楼栋', '单元'])
    const wrong = await admin.ask(contract.addLevel, { body: { ...group, below: 'building' } })
    expect([wrong.status, wrong.reason]).toEqual([400, 'places.level_order'])
    const used = await admin.ask(contract.removeLevel, { params: { code: 'compound' } })
    expect([used.status, used.reason]).toEqual([422, 'places.level_used'])
    await admin.call(contract.removeLevel, { params: { code } })
    expect((await app.events(levelStream(code))).map(({ type }) => type)).toEqual([levelAdded, levelRemoved])
  })
})

describe('an outline', () => {
  const square = (side: number) => {
    const [lng, lat] = [102.7, 25]
    return [
      [lng, lat],
      [lng + side, lat],
      [lng + side, lat + side],
      [lng, lat + side],
    ] as [number, number][]
  }

  it('is drawn by its corners, put right, and taken away', async () => {
    const street = app.signInAs('street1')
    const drawn = await street.call(contract.drawPlace, {
      params: at('building111'),
      body: { corners: square(0.0003) },
    })
    expect(drawn.corners).toBe(4)
    expect(drawn.area).toBeGreaterThan(900)
    expect(drawn.area).toBeLessThan(1100)
    const { buildings } = await app.anyone.call(contract.placeMap, { query: { placeId: app.town.places.building111 } })
    expect(buildings.features[0]?.geometry).toMatchObject({ type: 'Polygon' })
    const { place } = await street.call(contract.getPlace, { params: at('building111') })
    expect(place.lng).toBeCloseTo(102.70015, 4)
    const [a, b, c, d] = square(0.0003) as [[number, number], [number, number], [number, number], [number, number]]
    for (const corners of [square(0.1), square(0.000001), [a, c, b, d], [a, b]]) {
      const bad = await street.ask(contract.drawPlace, { params: at('building111'), body: { corners } })
      expect([bad.status, bad.reason]).toEqual([400, 'places.bad_outline'])
    }
    await street.call(contract.drawPlace, { params: at('building111'), body: { corners: [] } })
    const after = await app.anyone.call(contract.placeMap, { query: { placeId: app.town.places.building111 } })
    expect(after.buildings.features).toEqual([])
    const events = (await app.events(placeStream(app.town.places.building111))).filter(
      ({ type }) => type === placeDrawn,
    )
    expect(events.map(({ payload }) => payload.corners)).toEqual([4, 0])
    const far = await app
      .signInAs('street2')
      .ask(contract.drawPlace, { params: at('building111'), body: { corners: [] } })
    expect(far.status).toBe(404)
  })
})

describe('the tree of places', () => {
  it('begins where the reader’s posts are and counts what lies below', async () => {
    const community = app.signInAs('community1')
    const top = await community.call(contract.placeTree)
    expect(top.rows.map(({ name }) => name)).toEqual(['天祥社区'])
    const inside = await community.call(contract.placeTree, { query: { parentId: app.town.places.community1 } })
    expect(inside.above.map(({ place, open }) => [place.name, open])).toEqual([
      ['盘龙区', false],
      ['金辰街道', false],
      ['天祥社区', true],
    ])
    expect(inside.mayKeep).toBe(false)
    expect(inside.rows.find(({ id }) => id === app.town.places.compound12)).toMatchObject({ buildings: 2, below: 2 })
    const far = await community.ask(contract.placeTree, { query: { parentId: app.town.places.community3 } })
    expect(far.status).toBe(404)
    expect((await app.signInAs('administrator').call(contract.placeTree)).rows[0]?.name).toBe('盘龙区')
  })
})

describe('posters', () => {
  it('are one sheet a building, on A4 and on A6', async () => {
    const place = {
      code: '530103-building111',
      name: '1栋',
      compound: '机床厂小区',
      community: '天祥社区',
      office: '金辰街道',
    }
    for (const size of ['A4', 'A6'] as const) {
      const pdf = await posterPaper([place, { ...place, name: '2栋' }], 'https://liren.example', size, app.clock.now())
      expect(pagesOf(pdf)).toBe(2)
    }
    const answer = await app
      .signInAs('community1')
      .ask(contract.placePosters, { params: at('compound11'), query: { size: 'A6' } })
    expect(answer.status).toBe(200)
    expect((await app.signInAs('community1').ask(contract.placePosters, { params: at('compound31') })).status).toBe(404)
    expect((await app.signInAs('street1').ask(contract.placePosters, { params: at('unit1111') })).reason).toBe(
      'places.no_buildings',
    )
  })
})
