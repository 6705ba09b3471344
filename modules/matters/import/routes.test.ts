import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { type MatterApp, matterApp } from '../matter-app.fixture.ts'
import {
  acceptImport,
  cancelImport,
  checkImport,
  chooseColumns,
  getImport,
  type ImportView,
  importErrors,
  importFigures,
  importTemplate,
  listImports,
  previewImport,
  returnedRows,
  undoImport,
  uploadImport,
} from './contract.ts'
import { form, readBack, registerHeaders, runJobs, upload, workbook } from './import.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const row = (key: string, ...more: (string | null)[]) => [
  key,
  '三单元楼道灯不亮，电话 13800001234',
  '机床厂小区',
  '2026/11/2 9:30',
  ...more,
]
const register = (key: string) =>
  workbook(registerHeaders, [
    row(`${key}1`, '已办结', '已修好', '2026/11/3'),
    row(`${key}2`),
    [`${key}3`, '路灯坏了', null, '昨天'],
  ])

const forOne = [
  getImport,
  previewImport,
  importErrors,
  returnedRows,
  importFigures,
  checkImport,
  acceptImport,
  cancelImport,
  undoImport,
] as const
const everyEndpoint: readonly Endpoint[] = [...forOne, chooseColumns, listImports, importTemplate, uploadImport]

const argsOf = async (endpoint: Endpoint, importId: string) => {
  if (endpoint === uploadImport) {
    const { body, headers } = await form(await register('U'))
    return [{ body }, headers] as const
  }
  return [{ params: { importId }, ...(endpoint === chooseColumns ? { body: {} } : {}) }, {}] as const
}

describe('who may', () => {
  let it1: ImportView
  beforeAll(async () => {
    it1 = await upload(app, 'community1', await register('W'))
  })

  it.each(everyEndpoint.map((endpoint) => [endpoint.id, endpoint] as const))('%s', async (_, endpoint) => {
    const [args, headers] = await argsOf(endpoint, it1.id)
    expect((await app.anyone.ask(endpoint, args, headers)).status).toBe(401)
    const others: readonly PersonKey[] = [
      'resident1',
      'gridWorker11',
      'compoundSecretary11',
      'waterDepartment',
      'supervisor',
      'administrator',
    ]
    for (const who of others)
      expect([who, (await app.signInAs(who).ask(endpoint, args, headers)).status]).toEqual([who, 403])
  })

  it.each([...forOne, chooseColumns].map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s of another community, of nobody, and of no id at all',
    async (_, endpoint) => {
      const [args] = await argsOf(endpoint, it1.id)
      expect((await app.signInAs('community2').ask(endpoint, args)).status).toBe(404)
      const desk = app.signInAs('community1')
      expect((await desk.ask(endpoint, { ...args, params: { importId: newId() } })).status).toBe(404)
      expect((await desk.ask(endpoint, { ...args, params: { importId: 'seven' } })).status).toBe(400)
    },
  )

  it('a street sees what its communities import, a community not what the street does', async () => {
    const ofStreet = await upload(app, 'street1', await register('S'))
    const idsOf = async (who: PersonKey) => (await app.signInAs(who).call(listImports)).rows.map((one) => one.id)
    expect(await idsOf('street1')).toEqual(expect.arrayContaining([it1.id, ofStreet.id]))
    expect(await idsOf('community1')).not.toContain(ofStreet.id)
    expect(await idsOf('community2')).toEqual([])
    expect((await app.signInAs('street1').call(getImport, { params: { importId: it1.id } })).createdBy).not.toBeNull()
  })
})

describe('uploading', () => {
  it('refuses no file, two files, an unknown mapping, a place that is not theirs', async () => {
    const ask = async (bytes: Buffer | null, fields: Record<string, string> = {}) => {
      const { body, headers } = await form(bytes, fields)
      const { status, reason } = await app.signInAs('community1').ask(uploadImport, { body }, headers)
      return [status, reason]
    }
    const bytes = await register('B')
    expect(await ask(null)).toEqual([400, 'http.no_files'])
    expect(await ask(bytes, { mapping: 'nothing' })).toEqual([400, 'matters.unknown_mapping'])
    expect(await ask(bytes, { placeId: app.town.places.community2 })).toEqual([400, 'matters.unknown_place'])
    expect(await ask(bytes, { placeId: 'somewhere' })).toEqual([400, 'matters.unknown_place'])
    expect(await ask(Buffer.from('no sheet'))).toEqual([422, 'sheets.not_a_spreadsheet'])
    const answer = await app.signInAs('community1').ask(uploadImport, { body: {} })
    expect(answer.status).toBe(400)
  })

  it('knows whose sheet it is by its headers', async () => {
    const messages = ['留言编号', '留言用户', '留言主题', '留言时间', '留言详情', '答复意见', '答复时间']
    const it1 = await upload(app, 'community1', await workbook(messages, []))
    expect(it1).toMatchObject({ state: 'mapped', mapping: { name: 'resident-messages' } })
    const it2 = await upload(app, 'community1', await workbook(['随便', '什么'], [['一', '二']]))
    expect(it2).toMatchObject({ state: 'uploaded', steps: ['columns', 'cancel'] })
  })
})

describe('columns by hand', () => {
  it('are shown with samples, chosen, and what is nowhere is not asked for', async () => {
    const desk = app.signInAs('community1')
    const sheet = await workbook(
      ['说了什么', '什么时候', '回了什么'],
      [
        ['井盖松动，电话 13800001234', '2026/11/5', null],
        ['路灯不亮', '2026/11/6', null],
      ],
    )
    const it1 = await upload(app, 'community1', sheet)
    const params = { importId: it1.id }
    const before = await desk.call(previewImport, { params })
    expect(before.missing).toEqual(['body', 'place', 'reportedAt'])
    expect(before.columns[0]).toEqual({
      column: 0,
      header: '说了什么',
      samples: ['井盖松动，电话 138****1234', '路灯不亮'],
    })
    expect((await desk.ask(checkImport, { params })).status).toBe(409)

    const columns = { body: 0, reportedAt: 1 }
    expect(await desk.call(chooseColumns, { params, body: { columns } })).toMatchObject({ state: 'uploaded' })
    expect(
      await desk.call(chooseColumns, { params, body: { columns: { ...columns, place: null, outcome: 2 } } }),
    ).toMatchObject({ state: 'mapped' })
    const after = await desk.call(previewImport, { params })
    expect(after.chosen).toEqual({ ...columns, place: null, outcome: 2 })
    expect(after.fields.find((one) => one.field === 'place')).toEqual({ field: 'place', required: false, column: null })
    expect(after.rows[0]).toMatchObject({
      row: 2,
      matter: { body: '井盖松动，电话 138****1234', place: null, outcome: null },
      errors: [],
    })
    await desk.call(checkImport, { params })
    await runJobs(app)
    expect(await desk.call(getImport, { params })).toMatchObject({ state: 'checked', created: 2, rejected: 0 })
    // Another choice makes the check stale.
    expect(await desk.call(chooseColumns, { params, body: { placeId: app.town.places.compound11 } })).toMatchObject({
      state: 'mapped',
      total: null,
      place: { id: app.town.places.compound11 },
    })
  })

  it('refuses columns, fields, mappings and places that are not there', async () => {
    const desk = app.signInAs('community1')
    const params = { importId: (await upload(app, 'community1', await register('C'))).id }
    const ask = async (body: object) => (await desk.ask(chooseColumns, { params, body })).status
    expect(await ask({ columns: { body: -1 } })).toBe(400)
    expect(await ask({ columns: { colour: 1 } })).toBe(400)
    expect(await ask({ mapping: 'nothing' })).toBe(400)
    expect(await ask({ placeId: app.town.places.community3 })).toBe(400)
    expect(await ask({ surprise: true })).toBe(400)
  })
})

describe('steps out of turn', () => {
  it('are refused and change nothing', async () => {
    const desk = app.signInAs('community1')
    const it1 = await upload(app, 'community1', await register('T'))
    const params = { importId: it1.id }
    const conflict = async (endpoint: typeof acceptImport) => (await desk.ask(endpoint, { params })).status
    expect([await conflict(acceptImport), await conflict(undoImport)]).toEqual([409, 409])
    expect(await desk.call(cancelImport, { params })).toMatchObject({ state: 'cancelled', steps: [] })
    for (const endpoint of [checkImport, acceptImport, cancelImport, undoImport])
      expect(await conflict(endpoint)).toBe(409)
    expect((await desk.ask(chooseColumns, { params, body: {} })).status).toBe(409)
    // The file is gone with it.
    expect((await desk.ask(previewImport, { params })).status).toBe(422)
    expect((await app.events(`imports:${it1.id}`)).map((event) => event.type)).toEqual([
      'matters.import_uploaded',
      'matters.import_cancelled',
    ])
  })

  it('a command that is sent twice is done once', async () => {
    const desk = app.signInAs('community1')
    const params = { importId: (await upload(app, 'community1', await register('K'))).id }
    const key = { 'idempotency-key': newId() }
    const first = await desk.ask(checkImport, { params }, key)
    const second = await desk.ask(checkImport, { params }, key)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body).toEqual(first.body)
    await runJobs(app)
    await desk.call(acceptImport, { params })
    await runJobs(app)
    const events = await app.events(`imports:${params.importId}`)
    expect(events.map((event) => event.type)).toEqual([
      'matters.import_uploaded',
      'matters.import_accepted',
      'matters.import_finished',
    ])
    expect(events[1]?.actor).toEqual({
      personId: app.town.persons.community1,
      postId: app.town.posts.community1,
      via: 'desk',
    })
    expect(events[2]?.payload).toEqual({ importId: params.importId, read: 3, created: 2, unchanged: 0, rejected: 1 })
  })
})

describe('sheets that go out', () => {
  it('an empty template comes back as what it is', async () => {
    const bytes = await app.signInAs('community1').call(importTemplate)
    const { headers } = await readBack(bytes as never)
    const it1 = await upload(app, 'community1', await workbook(headers, []))
    expect(it1).toMatchObject({ state: 'mapped', mapping: { name: 'matters-template' } })
    expect((await app.signInAs('community1').ask(importTemplate, { query: { mapping: 'no' } })).status).toBe(400)
  })
})
