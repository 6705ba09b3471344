import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { rawWorkbook, textRow } from '../../../kernel/sheets/raw-workbook.fixture.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { readBack } from '../../matters/import/import.fixture.ts'
import { listNotices } from '../../notices/contract.ts'
import { addAbsences } from '../../people/public.ts'
import { verifyVisits } from '../../visits/verify.ts'
import { enterChanges, listHouseholds } from '../contract.ts'
import { entered } from '../household-app.fixture.ts'
import { verifyHouseholds } from '../verify.ts'
import {
  acceptHouseholdImport,
  cancelHouseholdImport,
  checkHouseholdImport,
  chooseHouseholdColumns,
  getHouseholdImport,
  type HouseholdImportView,
  householdImportRows,
  importTemplate,
  listHouseholdImports,
  previewHouseholdImport,
  returnedHouseholdRows,
  undoHouseholdImport,
  uploadHouseholdImport,
} from './contract.ts'
import { askUpload, bring, form, runJobs, standOf, upload, workbook } from './desk-import.fixture.ts'
import { tidyImportsJob } from './import-job.ts'
import { stepsOf } from './import-policy.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

type Id = HouseholdImportView['id']
const desk = () => app.signInAs('community1')
const of = (importId: Id) => ({ params: { importId } })
const look = (importId: Id) => desk().call(getHouseholdImport, of(importId))
const counts = ({ total, new: fresh, changed, same, wrong }: HouseholdImportView) => [
  total,
  fresh,
  changed,
  same,
  wrong,
]
const broken = async () =>
  (await verifyLedger(app.db, [verifyHouseholds, verifyVisits], app.clock.now())).broken.map(({ what }) => what)

const headers = ['小区', '楼栋', '单元', '楼层', '房号', '联系人', '电话', '家庭成员', '数据截至']
const row = (
  number: string,
  name: string,
  more: { compound?: string; phone?: string | null; floor?: number | null } = {},
) => [
  ...[more.compound ?? '机床厂小区', '1栋', '1单元', more.floor === undefined ? 9 : more.floor, number, name],
  ...[more.phone ?? null, `${name}（户主）`, '2026-10-01'],
]

describe('the course of one', () => {
  const strange = ['院子', '哪一栋', '单元', '楼层', '房号', '当家人', '电话', '家庭成员', '数据截至', '身份证号']
  const rows = [
    [...row('901', '王秀兰', { phone: '10000007777' }), '900101195003070021'],
    [...row('902', '李强'), null],
    [...row('903', '张三', { compound: '铁路新村' }), null],
    [...row('904', '赵六', { floor: null }), null],
    [...row('905', '钱七', { phone: '不知道' }), null],
  ]
  let id: Id

  it('waits for the columns that no header tells, and shows them masked', async () => {
    const uploaded = await upload(app, strange, rows)
    id = uploaded.id
    expect([uploaded.state, uploaded.steps]).toEqual(['uploaded', ['columns', 'cancel']])
    const { columns, fields } = await desk().call(previewHouseholdImport, of(id))
    expect(columns[6]?.samples[0]).not.toContain('10000007777')
    expect(columns[9]?.samples[0]).not.toContain('1950')
    expect(fields.find(({ field }) => field === 'building')).toMatchObject({ required: true, column: null })
    expect((await desk().ask(checkHouseholdImport, of(id))).status).toBe(409)
    const twice = { ...of(id), body: { columns: { building: 1, contact: 1 } } }
    expect((await desk().ask(chooseHouseholdColumns, twice)).reason).toBe('households.bad_columns')
    const chosen = { compound: 0, building: 1, contact: 5 }
    const mapped = await desk().call(chooseHouseholdColumns, { ...of(id), body: { columns: chosen } })
    expect([mapped.state, mapped.steps]).toEqual(['mapped', ['columns', 'check', 'cancel']])
  })

  it('is checked without writing anything; what is wrong is said under the headers of the file', async () => {
    const before = await standOf(app)
    await desk().call(checkHouseholdImport, of(id))
    await runJobs(app)
    const checked = await look(id)
    expect([checked.state, counts(checked)]).toEqual(['checked', [5, 2, 0, 0, 3]])
    expect(await standOf(app)).toEqual(before)
    const shown = await desk().call(householdImportRows, { ...of(id), query: { show: 'wrong' } })
    expect(shown.rows.map(({ row: n, faults }) => [n, faults.map(({ column }) => column)])).toEqual([
      [4, ['哪一栋']],
      [5, ['房号']],
      [6, ['电话']],
    ])
    const all = await desk().call(householdImportRows, of(id))
    expect(all.rows.map(({ door }) => door)).toEqual([
      '机床厂小区 1栋 1单元 901',
      '机床厂小区 1栋 1单元 902',
      '铁路新村 1栋 1单元 903',
      '机床厂小区 1栋 1单元 904',
      '机床厂小区 1栋 1单元 905',
    ])
  })

  it('gives the wrong rows back in a sheet, cell for cell', async () => {
    const bytes = (await desk().call(returnedHouseholdRows, of(id))) as unknown as Buffer
    const back = await readBack(bytes)
    expect(back.headers.slice(0, strange.length)).toEqual(strange)
    expect(back.rows.map(({ cells }) => cells.at(-1))).toEqual([4, 5, 6])
    expect(String(back.rows[0]?.cells.at(-2))).toContain('哪一栋')
  })

  it('is accepted: the right rows are in, sealed, and whoever accepted it is told', async () => {
    await desk().call(acceptHouseholdImport, of(id))
    await runJobs(app)
    const done = await look(id)
    expect([done.state, counts(done), done.steps]).toEqual(['done', [5, 2, 0, 0, 3], ['undo']])
    const list = await desk().call(listHouseholds, { query: { q: '王秀兰' } })
    expect(list.rows).toHaveLength(1)
    const { rows: kept } = await app.db.read((tx) =>
      sql<{ text: string }>`select to_jsonb(r)::text as text from households.import_rows r
        union all select to_jsonb(e)::text from households.entries e`.execute(tx),
    )
    for (const { text } of kept) expect(text).not.toMatch(/王秀兰|钱七|10000007777|900101195003070021|不知道/)
    expect(await app.events(`household-imports:${id}`)).toMatchObject([
      { type: 'households.import_uploaded' },
      { type: 'households.import_accepted' },
      { type: 'households.import_finished', payload: { read: 5, new: 2, wrong: 3 } },
    ])
    const { rows: notices } = await desk().call(listNotices, {})
    expect(notices.map(({ subject }) => subject)).toContainEqual({ kind: 'household.import', id })
    expect(await broken()).toEqual([])
  })

  it('remembers the columns; the same file again changes nothing', async () => {
    const before = await standOf(app)
    const again = await upload(app, strange, rows)
    expect([again.state, again.remembered]).toEqual(['checking', true])
    await runJobs(app)
    const checked = await look(again.id)
    expect([counts(checked), checked.steps.includes('accept')]).toEqual([[5, 0, 0, 2, 3], false])
    expect(await standOf(app)).toEqual(before)
    const given = await desk().call(cancelHouseholdImport, of(again.id))
    expect([given.state, given.steps]).toEqual(['cancelled', []])
  })

  it('is undone as a whole: rooms, households and dues are as before', async () => {
    const before = await standOf(app)
    const second = await bring(app, headers, [row('911', '孙八'), row('901', '王秀兰', { phone: '10000006666' })])
    expect(counts(second)).toEqual([2, 1, 1, 0, 0])
    await desk().call(undoHouseholdImport, of(second.id))
    await runJobs(app)
    const undone = await look(second.id)
    expect([undone.state, undone.kept, undone.steps]).toEqual(['undone', 0, []])
    expect(await standOf(app)).toEqual(before)
    // What the second did is as if it had not been: the first can go too.
    await desk().call(undoHouseholdImport, of(id))
    await runJobs(app)
    expect([(await look(id)).state, (await look(id)).kept]).toEqual(['undone', 0])
    expect((await desk().call(listHouseholds, {})).total).toBe(0)
    expect(await broken()).toEqual([])
  })
})

it('households with which somebody went on stay, and are named', async () => {
  const it1 = await bring(app, headers, [row('921', '王一'), row('922', '王二'), row('923', '王三')])
  const { rows } = await desk().call(listHouseholds, { query: { q: '王二' } })
  const params = { householdId: rows[0]?.id as never }
  const stove = entered({ kind: 'fact', key: 'stove' }, 'electric')
  await desk().call(enterChanges, { params, body: { changes: [stove] } })
  await desk().call(undoHouseholdImport, of(it1.id))
  await runJobs(app)
  const undone = await look(it1.id)
  expect([undone.state, undone.kept]).toEqual(['undone', 1])
  const kept = await desk().call(householdImportRows, { ...of(it1.id), query: { show: 'kept' } })
  expect(kept.rows.map(({ door, kept: stays, householdId }) => [door, stays, householdId])).toEqual([
    ['机床厂小区 1栋 1单元 922', true, params.householdId],
  ])
  expect((await desk().call(listHouseholds, {})).rows.map(({ id }) => id)).toEqual([params.householdId])
  expect(await broken()).toEqual([])
})

it('stopped and cut off on the way, it goes on behind what is in', async () => {
  const rows = Array.from({ length: 9 }, (_, n) => row(`95${n}`, `邻居${n}`))
  const { id } = await upload(app, headers, rows)
  await runJobs(app)
  await desk().call(acceptHouseholdImport, of(id))
  let batches = 0
  const stop = async () => {
    if (++batches === 2) await desk().call(cancelHouseholdImport, of(id))
  }
  await runJobs(app, { rowsAtOnce: 2, onBatch: stop })
  const stopped = await look(id)
  expect([stopped.state, stopped.steps]).toEqual(['cancelled', ['resume', 'undo']])
  expect(stopped.new).toBeGreaterThanOrEqual(4)
  expect(stopped.new).toBeLessThan(9)
  await desk().call(acceptHouseholdImport, of(id))
  const cut = new AbortController()
  await expect(runJobs(app, { rowsAtOnce: 2, onBatch: () => cut.abort() }, cut.signal)).rejects.toThrow()
  expect((await look(id)).state).toBe('running')
  await runJobs(app)
  expect(counts(await look(id))).toEqual([9, 9, 0, 0, 0])
  expect(await broken()).toEqual([])
})

it('files and rows go after their time', async () => {
  const { id } = await upload(app, headers, [row('961', '临时')])
  await runJobs(app)
  app.clock.set(new Date(app.clock.now().getTime() + 8 * 86_400_000))
  await tidyImportsJob.handle({}, app.services, new AbortController().signal)
  expect((await look(id)).steps).toEqual(['cancel'])
  expect((await desk().ask(previewHouseholdImport, of(id))).reason).toBe('households.import_file_gone')
  app.clock.set(new Date(app.clock.now().getTime() + 30 * 86_400_000))
  await tidyImportsJob.handle({}, app.services, new AbortController().signal)
  expect((await desk().call(householdImportRows, of(id))).total).toBe(0)
})

it('a sheet without headers leaves nobody’s line behind', async () => {
  const line = row('962', '李无头', { phone: '10000008888' }).map((value) => String(value ?? ''))
  const { id } = await upload(app, line, [row('963', '旁人')])
  const kept = async () => {
    const { rows } = await app.db.read((tx) =>
      sql<{ it: string; sheet_sealed: Buffer | null }>`select to_jsonb(i)::text as it, sheet_sealed
        from households.imports i where id = ${id}`.execute(tx),
    )
    return rows[0]
  }
  for (const secret of ['李无头', '10000008888', 'list.xlsx']) expect((await kept())?.it).not.toContain(secret)
  expect((await look(id)).fileName).toBe('list.xlsx')
  app.clock.set(new Date(app.clock.now().getTime() + 31 * 86_400_000))
  await tidyImportsJob.handle({}, app.services, new AbortController().signal)
  expect((await kept())?.sheet_sealed).toBeNull()
  expect((await look(id)).fileName).toBe('—')
})

it('an undo that broke off is gone on with, and nothing is written over it', () => {
  const stopped = { state: 'cancelled', accepted_at: app.clock.now(), fresh: 9, changed: 0 } as const
  const has = { file: true, written: true }
  expect(stepsOf(stopped, { ...has, takenBack: false })).toEqual(['resume', 'undo'])
  expect(stepsOf(stopped, { ...has, takenBack: true })).toEqual(['undo'])
})

describe('sheets as people make them', () => {
  const cell = (ref: string, type: string, inner: string) => `<c r="${ref}" t="${type}">${inner}</c>`

  it('65,000 empty rows, a title, merged heads, formulas, numbers as text and dates as text are read', async () => {
    const empty = Array.from({ length: 65_000 }, (_, n) => `<row r="${n + 10}"/>`)
    const door = (n: number, number: string) =>
      `${cell(`A${n}`, 'inlineStr', '<is><t>机床厂小区</t></is>')}${cell(`B${n}`, 'str', '<f>CONCATENATE("1","栋")</f><v>1栋</v>')}<c r="C${n}"><v>2</v></c>${cell(`D${n}`, 'inlineStr', '<is><t> 10 </t></is>')}${cell(`E${n}`, 'inlineStr', `<is><t>${number}</t></is>`)}`
    const bytes = await rawWorkbook({
      rows: [
        textRow(1, '某某社区住户登记表'),
        textRow(2, '住址', undefined, undefined, undefined, undefined, '联系', undefined, '入住日期'),
        textRow(3, '小区', '楼栋', '单元', '楼层', '房号', '联系人', '电话'),
        `<row r="4">${door(4, '1001')}${cell('F4', 'inlineStr', '<is><t>周九</t></is>')}<c r="G4"><v>10000008888</v></c>${cell('H4', 'inlineStr', '<is><t>2026年3月8日</t></is>')}</row>`,
        `<row r="5">${door(5, '1002')}${cell('F5', 'inlineStr', '<is><t>吴十</t></is>')}${cell('G5', 'inlineStr', '<is><t>1000 000 9999</t></is>')}${cell('H5', 'inlineStr', '<is><t>2026.3.8</t></is>')}</row>`,
        `<row r="6">${door(6, '1003')}${cell('F6', 'e', '<v>#N/A</v>')}${cell('H6', 'inlineStr', '<is><t>某天</t></is>')}</row>`,
        ...empty,
        `<row r="65500">${door(65_500, '1004')}${cell('F65500', 'inlineStr', '<is><t>最后</t></is>')}</row>`,
      ],
      afterRows:
        '<mergeCells count="4"><mergeCell ref="A1:H1"/><mergeCell ref="A2:E2"/><mergeCell ref="F2:G2"/><mergeCell ref="H2:H3"/></mergeCells>',
    })
    const { body, status } = await askUpload(app, 'community1', bytes)
    expect([status, body.state]).toEqual([200, 'checking'])
    await runJobs(app)
    const checked = await look(body.id)
    const shown = await desk().call(householdImportRows, of(body.id))
    expect(shown.rows.map(({ row: n, result, faults }) => [n, result, faults.map(({ column }) => column)])).toEqual([
      [4, 'new', []],
      [5, 'new', []],
      [6, 'wrong', ['入住日期']],
      [65_500, 'new', []],
    ])
    expect(counts(checked)).toEqual([4, 3, 0, 0, 1])
  })

  it('what no column can hold is the fault of its row alone', async () => {
    const long = '长'.repeat(70)
    const shown = await bring(app, headers, [
      row(long, '太长'),
      row('1101', long),
      ['机床厂小区', '1栋', '1单元', 9999, '1102', '太高', null, null, null],
      ['机床厂小区', '1栋', '1单元', 9, '1103', null, '10000001111', null, '2999-01-01'],
      ['机床厂小区', '1栋', '1单元', 9, '1104', '=HYPERLINK("http://example.invalid")', null, null, null],
    ])
    expect(counts(shown)).toEqual([5, 1, 0, 0, 4])
  })

  it('no file, two files, what is no sheet', async () => {
    expect((await askUpload(app, 'community1', null)).reason).toBe('http.no_files')
    expect((await askUpload(app, 'community1', Buffer.from('not a sheet'))).status).toBe(422)
    const bytes = (await desk().call(importTemplate)) as unknown as Buffer
    expect((await readBack(bytes)).headers).toEqual(expect.arrayContaining(['小区', '楼栋', '房号', '联系人']))
  })
})

describe('who may', () => {
  const forOne = [
    getHouseholdImport,
    previewHouseholdImport,
    householdImportRows,
    returnedHouseholdRows,
    checkHouseholdImport,
    acceptHouseholdImport,
    cancelHouseholdImport,
    undoHouseholdImport,
    chooseHouseholdColumns,
  ] as const
  const everyEndpoint: readonly Endpoint[] = [...forOne, listHouseholdImports, importTemplate, uploadHouseholdImport]
  let it1: HouseholdImportView
  beforeAll(async () => {
    it1 = await upload(app, headers, [row('971', '某人')])
  })

  it.each(everyEndpoint.map((endpoint) => [endpoint.id, endpoint] as const))('%s', async (_, endpoint) => {
    const sent = await form(await workbook(headers, []))
    const isUpload = endpoint === uploadHouseholdImport
    const body = isUpload ? sent.body : endpoint === chooseHouseholdColumns ? { columns: {} } : undefined
    const args = { ...(isUpload ? {} : of(it1.id)), body }
    const more = isUpload ? sent.headers : {}
    expect((await app.anyone.ask(endpoint, args, more)).status).toBe(401)
    const others: readonly PersonKey[] = ['resident1', 'gridWorker11', 'waterDepartment', 'supervisor', 'administrator']
    for (const who of others)
      expect([who, (await app.signInAs(who).ask(endpoint, args, more)).status]).toEqual([who, 403])
  })

  it.each(forOne.map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s of another community, of the street, of nobody, and of no id at all',
    async (_, endpoint) => {
      const args = { ...of(it1.id), ...(endpoint === chooseHouseholdColumns ? { body: { columns: {} } } : {}) }
      expect((await app.signInAs('community2').ask(endpoint, args)).status).toBe(404)
      // A street brings in registers, and does not look into those of its communities.
      expect((await app.signInAs('street1').ask(endpoint, args)).status).toBe(404)
      expect((await desk().ask(endpoint, { ...args, params: { importId: newId() } })).status).toBe(404)
      expect((await desk().ask(endpoint, { ...args, params: { importId: 'seven' } })).status).toBe(400)
    },
  )

  it('what somebody brought in for two communities is seen by nobody who has only one of them', async () => {
    const now = app.clock.now()
    const { town } = app
    const away = { postId: town.posts.community2, standInId: town.persons.community1, why: '培训' }
    const toAt = new Date(now.getTime() + 3_600_000)
    await app.db.tx((tx) => addAbsences(tx, town.tenantId, [{ ...away, fromAt: now, toAt }]))
    app.clock.set(new Date(now.getTime() + 60_000))
    const rows = [row('991', '这边'), row('991', '那边', { compound: '铁路新村' })]
    const ofBoth = await bring(app, headers, rows)
    expect(counts(ofBoth)).toEqual([2, 2, 0, 0, 0])
    expect((await look(ofBoth.id)).id).toBe(ofBoth.id)
    app.clock.set(new Date(toAt.getTime() + 60_000))
    for (const who of ['community1', 'community2', 'street1'] as const)
      for (const endpoint of [householdImportRows, returnedHouseholdRows, undoHouseholdImport])
        expect([who, (await app.signInAs(who).ask(endpoint, of(ofBoth.id))).status]).toEqual([who, 404])
  })

  it('a street brings in rows of all its communities, a community of its own alone', async () => {
    const rows = [row('981', '这边'), row('981', '那边', { compound: '铁路新村' })]
    const ofStreet = await bring(app, headers, rows, 'street1')
    expect(counts(ofStreet)).toEqual([2, 2, 0, 0, 0])
    const ids = (await desk().call(listHouseholdImports, {})).rows.map(({ id }) => id)
    expect(ids).toContain(it1.id)
    expect(ids).not.toContain(ofStreet.id)
    expect(counts(await bring(app, headers, rows))).toEqual([2, 0, 0, 1, 1])
  })
})
