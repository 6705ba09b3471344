import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../kernel/actor.ts'
import { sql } from '../../../kernel/db.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { workQueued } from '../../../kernel/testing/queued.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { changePlace, getPlace, placeTree, searchPlaces } from '../contract.ts'
import { placeAdded, placeImported, placeRetired, placeRevived, placeStream } from '../events.ts'
import * as contract from './contract.ts'
import { askUpload, collection, workbook } from './import.fixture.ts'
import { importEvents, streamOfImport } from './import-events.ts'
import { placeImportJob, tidyImportsJob } from './import-job.ts'
import { undoEffects } from './undo.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const headers = ['社区', '小区', '楼栋', '户数', '层数', '经度', '纬度', '坐标系']

async function send(rows: readonly (readonly SheetValue[])[], who: PersonKey = 'street1', head = headers) {
  const answer = await askUpload(app, who, await workbook(head, rows))
  if (answer.status !== 200) throw answer
  return answer.body
}
const of = ({ id }: contract.PlaceImportView) => ({ params: { importId: id } })
/** Has a worker do what a step asks for. */
const settled = async (
  who: ReturnType<TestApp['signInAs']>,
  step: typeof contract.acceptPlaceImport | typeof contract.undoPlaceImport,
  it_: contract.PlaceImportView,
) => {
  await who.call(step as typeof contract.acceptPlaceImport, of(it_))
  await workQueued(app, placeImportJob)
  return who.call(contract.getPlaceImport, of(it_))
}
const counts = ({ new: fresh, changed, same, skipped, wrong, making }: contract.PlaceImportView) => ({
  ...{ fresh, changed, same, skipped, wrong, making },
})
const placesNow = async () =>
  (
    await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::int as n from places.places where ended_at is null`.execute(tx),
    )
  ).rows[0]?.n

const list: readonly (readonly SheetValue[])[] = [
  ['天祥社区', '春晓苑', null, null, null, null, null, null],
  ['天祥社区', '春晓苑', '1栋', 48, 12, 102.7211, 25.0312, 'GCJ-02'],
  ['天祥社区', '春晓苑', '2幢', 60, 12, null, null, null],
  ['天祥社区', '机床厂小区', '1栋', 44, null, null, null, null],
  ['天祥社区', '机床厂小区', '9栋', '很多', null, null, null, null],
  [null, '一号院', '1栋', 1, null, null, null, null],
  ['天祥社区', '春晓苑', '3栋', 10, null, 25.03, 102.72, 'WGS84'],
]

describe('what a worker does of an import of places', () => {
  it('can be stopped until it begins; then all of it is written, in the reach of whoever asked', async () => {
    const street = app.signInAs('street1')
    const before = await placesNow()
    const it_ = await send([['天祥社区', '等一等苑', '1栋', 4, null, null, null, null]])
    const asked = await street.call(contract.acceptPlaceImport, of(it_))
    expect([asked.state, asked.progress, asked.steps]).toEqual(['running', null, ['cancel']])
    expect((await street.call(contract.cancelPlaceImport, of(it_))).state).toBe('checked')
    await workQueued(app, placeImportJob)
    expect(await placesNow()).toBe(before)
    const done = await settled(street, contract.acceptPlaceImport, it_)
    expect([done.state, done.progress, done.failure, await placesNow()]).toEqual([
      'done',
      null,
      null,
      (before ?? 0) + 2,
    ])
    expect((await settled(street, contract.undoPlaceImport, it_)).state).toBe('undone')
    expect(await placesNow()).toBe(before)
  })
})

describe('a sheet of places', () => {
  let it_: contract.PlaceImportView
  const street = () => app.signInAs('street1')

  it('is judged row by row while nothing is written, and sends its wrong rows back', async () => {
    const before = await placesNow()
    it_ = await send(list)
    expect(it_.state).toBe('checked')
    expect(counts(it_)).toEqual({ fresh: 3, changed: 1, same: 0, skipped: 0, wrong: 3, making: 3 })
    expect(await placesNow()).toBe(before)
    const { rows } = await street().call(contract.placeImportRows, { ...of(it_), query: { show: 'wrong' } })
    expect(rows.map(({ row, faults }) => [row, faults[0]?.column])).toEqual([
      [6, '户数'],
      [7, '小区'],
      [8, '经度'],
    ])
    const back = await street().ask(contract.returnedPlaceRows, of(it_))
    const sheet = await openSheet(back.body as unknown as Buffer)
    expect(sheet.headers.slice(0, 3)).toEqual(['社区', '小区', '楼栋'])
    await sheet.close()
  })

  it('is accepted as a whole: places, codes, converted points and the ledger', async () => {
    it_ = await settled(street(), contract.acceptPlaceImport, it_)
    expect([it_.state, it_.making, it_.hasReturnedRows]).toEqual(['done', 3, true])
    const { places } = await app.anyone.call(searchPlaces, { query: { q: '春晓苑1栋' } })
    const one = places[0]?.place
    expect(one).toMatchObject({ name: '1栋', households: 48 })
    // GCJ-02 lies some hundred metres off in this town.
    expect(Math.abs((one?.lng ?? 0) - 102.7211)).toBeGreaterThan(0.0005)
    expect(one?.code).toMatch(/^530103-community1-\d+-1$/)
    const events = await app.events(placeStream(one?.id ?? expect.fail()))
    expect(events[0]).toMatchObject({ type: placeAdded, payload: { importId: it_.id } })
    const changed = await app.events(placeStream(app.town.places.building111))
    expect(changed.at(-1)).toMatchObject({ type: placeImported, payload: { changed: ['households'] } })
    expect((await app.events(streamOfImport(it_.id))).map(({ type }) => type)).toEqual([
      importEvents.uploaded,
      importEvents.accepted,
    ])
    const again = await street().ask(contract.acceptPlaceImport, of(it_))
    expect([again.status, again.reason]).toEqual([409, 'places.import_wrong_state'])
  })

  it('changes nothing when it comes twice', async () => {
    const twice = await send(list.slice(0, 4))
    expect(counts(twice)).toEqual({ fresh: 0, changed: 0, same: 4, skipped: 0, wrong: 0, making: 0 })
    expect(twice.steps).not.toContain('accept')
    expect((await street().call(contract.cancelPlaceImport, of(twice))).state).toBe('cancelled')
  })

  it('lets whoever reports at one of its places do so while it is being undone', async () => {
    const rolledBack = new Error('rolled back')
    const undoing = app.db.tx(async (tx) => {
      const by = { by: systemActor, at: app.clock.now() }
      await undoEffects(tx, { tenant_id: app.town.tenantId, id: it_.id }, by, () => {})
      // As the foreign key of what is reported there asks.
      const asked = sql`select from places.places where id = ${app.town.places.building111} for key share nowait`
      await app.db.tx((other) => asked.execute(other))
      throw rolledBack
    })
    await expect(undoing).rejects.toBe(rolledBack)
  })

  it('is undone, but for what somebody went on with', async () => {
    const { places } = await app.anyone.call(searchPlaces, { query: { q: '春晓苑2栋' } })
    const params = { placeId: places[0]?.place.id ?? expect.fail() }
    await street().call(changePlace, { params, body: { name: '2栋', households: 61 } })
    const undone = await settled(street(), contract.undoPlaceImport, it_)
    // The building that was changed, and so the compound above it.
    expect([undone.state, undone.kept]).toEqual(['undone', 2])
    const { place } = await street().call(getPlace, { params: { placeId: app.town.places.building111 } })
    expect(place.households).toBe(40)
    expect((await app.anyone.call(searchPlaces, { query: { q: '春晓苑1栋' } })).places[0]?.place.name).not.toBe('1栋')
  })

  it('asks for the system of coordinates and for columns that nothing names', async () => {
    const head = ['社区', '院子', '栋号', '经度', '纬度']
    const it2 = await send([['天祥社区', '柳岸', '1栋', 102.71, 25.03]], 'street1', head)
    expect(it2.state).toBe('uploaded')
    const preview = await street().call(contract.previewPlaceImport, of(it2))
    expect(preview.missing).toEqual(['crs'])
    expect(preview.columns[1]).toMatchObject({ header: '院子', samples: ['柳岸'] })
    const columns = { 'level:compound': 1, 'level:building': 2 }
    const mapped = await street().call(contract.choosePlaceColumns, { ...of(it2), body: { columns, crs: 'BD09' } })
    expect([mapped.state, mapped.making, mapped.crs]).toEqual(['checked', 2, 'BD09'])
    const bad = await street().ask(contract.choosePlaceColumns, { ...of(it2), body: { columns: { 'level:unit': 40 } } })
    expect([bad.status, bad.reason]).toEqual([400, 'places.bad_columns'])
    expect((await app.signInAs('street2').ask(contract.getPlaceImport, of(it2))).status).toBe(404)
    expect((await app.signInAs('community1').ask(contract.getPlaceImport, of(it2))).status).toBe(403)
  })

  it('writes nothing outside the sender’s part', async () => {
    const far = await send([['天祥社区', '远处小区', '1栋', 1, null, null, null, null]], 'street2')
    expect(counts(far)).toMatchObject({ making: 0, wrong: 1 })
  })
})

describe('official division codes', () => {
  const text = [
    '530000000000 云南省',
    '530100000000 昆明市',
    '530102000000 五华区',
    '530102001000 华山街道办事处',
    '530103000000 盘龙区',
    '530103005000 金辰街道办事处',
    '530103005001 天祥社区居委会',
    '530103005009 111 新建社区居委会',
    '530103020000 滇源街道办事处',
    '530103020001 老街社区居委会',
    '53010 错码',
  ].join('\n')

  it('make a tree below what is there already, and pass over what is others’', async () => {
    const admin = app.signInAs('administrator')
    const it1 = await admin.call(contract.pastePlaces, { body: { text } })
    expect(counts(it1)).toEqual({ fresh: 3, changed: 0, same: 3, skipped: 4, wrong: 1, making: 3 })
    await settled(admin, contract.acceptPlaceImport, it1)
    const tree = await admin.call(placeTree, { query: { parentId: app.town.places.district } })
    const made = tree.rows.find(({ name }) => name === '滇源街道')
    expect(made).toMatchObject({ code: '530103020', level: 'street', below: 1 })
    const again = await admin.call(contract.pastePlaces, { body: { text } })
    expect(counts(again)).toMatchObject({ fresh: 0, same: 6, making: 0 })

    await settled(admin, contract.undoPlaceImport, it1)
    const placeId = made?.id ?? expect.fail()
    expect((await app.events(placeStream(placeId))).at(-1)?.type).toBe(placeRetired)
    // Codes are never given again: the same place comes back under its own.
    const third = await admin.call(contract.pastePlaces, { body: { text } })
    expect(counts(third)).toMatchObject({ fresh: 3, making: 3 })
    await settled(admin, contract.acceptPlaceImport, third)
    expect((await app.events(placeStream(placeId))).map(({ type }) => type)).toContain(placeRevived)
    // Taken back, it is retired again under the name that it had, not under that of the list.
    await settled(admin, contract.undoPlaceImport, third)
    const renamed = text.replace('滇源街道办事处', '滇源新街道办事处')
    const fourth = await admin.call(contract.pastePlaces, { body: { text: renamed } })
    await settled(admin, contract.acceptPlaceImport, fourth)
    const nameOf = async () => (await admin.call(getPlace, { params: { placeId } })).place.name
    expect(await nameOf()).toBe('滇源新街道')
    expect((await settled(admin, contract.undoPlaceImport, fourth)).kept).toBe(0)
    expect(await nameOf()).toBe('滇源街道')
    expect((await app.events(placeStream(placeId))).slice(-2).map(({ type }) => type)).toEqual([
      placeImported,
      placeRetired,
    ])
    await settled(admin, contract.acceptPlaceImport, await admin.call(contract.pastePlaces, { body: { text } }))
  })

  it('say what is missing above them', async () => {
    const admin = app.signInAs('administrator')
    const one = await admin.call(contract.pastePlaces, { body: { text: '530103030 无名街道\n530103031001 无街社区' } })
    const { rows } = await admin.call(contract.placeImportRows, of(one))
    expect(rows.map(({ result }) => result)).toEqual(['new', 'wrong'])
    const none = await admin.ask(contract.pastePlaces, { body: { text: ' \n ' } })
    expect([none.status, none.reason]).toEqual([422, 'places.import_empty'])
  })
})

describe('GeoJSON', () => {
  const ring = [
    [102.71, 25.03],
    [102.7103, 25.03],
    [102.7103, 25.0303],
    [102.71, 25.0303],
    [102.71, 25.03],
  ]
  const building = {
    geometry: { type: 'Polygon', coordinates: [ring] },
    properties: { 小区: '机床厂小区', 楼栋: '1栋' },
  }

  it('draws buildings that are there and adds those that are not', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }
    const fresh = { ...building, properties: { 小区: '机床厂小区', 楼栋: '88栋' } }
    const point = {
      geometry: { type: 'LineString', coordinates: ring },
      properties: { 小区: '机床厂小区', 楼栋: '2栋' },
    }
    const bytes = collection([building, fresh, point], { crs })
    const { body: it1 } = await askUpload(app, 'street1', bytes, '楼栋.geojson')
    expect([it1.source, it1.crs]).toEqual(['geojson', 'WGS84'])
    expect(counts(it1)).toEqual({ fresh: 1, changed: 1, same: 0, skipped: 0, wrong: 1, making: 1 })
    const street = app.signInAs('street1')
    await settled(street, contract.acceptPlaceImport, it1)
    const { body: twice } = await askUpload(app, 'street1', collection([building, fresh], { crs }), '楼栋.geojson')
    expect(counts(twice)).toMatchObject({ fresh: 0, changed: 0, same: 2 })
    expect((await settled(street, contract.undoPlaceImport, it1)).kept).toBe(0)
    const { place } = await street.call(getPlace, { params: { placeId: app.town.places.building111 } })
    expect(place.lng).not.toBeCloseTo(102.71015, 6)
  })

  it('is asked for its system, and refused in words where it is none', async () => {
    const { body: asked } = await askUpload(app, 'street1', collection([building]), 'b.json')
    expect(asked.state).toBe('uploaded')
    for (const bytes of [Buffer.from('{"type":'), Buffer.from('[]'), collection([])]) {
      const bad = await askUpload(app, 'street1', bytes, 'b.geojson')
      expect(bad.status).toBe(422)
    }
    const notSheet = await askUpload(app, 'street1', Buffer.from('hello'), 'b.xlsx')
    expect(notSheet.status).toBe(422)
  })
})

it('after a month there is no way back, and none is offered', async () => {
  const it_ = await send([['天祥社区', '晚香苑', null, null, null, null, null, null]])
  const street = app.signInAs('street1')
  expect((await settled(street, contract.acceptPlaceImport, it_)).steps).toEqual(['undo'])
  app.clock.move(31 * 86_400_000)
  await tidyImportsJob.handle({}, app.services, new AbortController().signal)
  expect((await street.call(contract.getPlaceImport, of(it_))).steps).toEqual([])
  expect((await street.ask(contract.undoPlaceImport, of(it_))).status).toBe(409)
})
