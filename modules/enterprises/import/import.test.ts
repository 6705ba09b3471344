import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { sessionCookie } from '../../../kernel/http/session.ts'
import { sheetStream } from '../../../kernel/sheets/sheet-writer.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import { startSession } from '../../people/public.ts'
import { listFirms } from '../contract.ts'
import { type EnterpriseApp, enterpriseApp, inventedCode, planOn } from '../enterprise-app.fixture.ts'
import { acceptImport, importTemplate } from './contract.ts'

let app: EnterpriseApp
beforeAll(async () => {
  app = await enterpriseApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')

async function workbook(headers: readonly string[], rows: readonly (readonly SheetValue[])[]): Promise<Buffer> {
  const columns = headers.map((header, i) => ({ header, value: (row: readonly SheetValue[]) => row[i] ?? null }))
  const parts: Buffer[] = []
  for await (const part of sheetStream({ columns, rows })) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

async function check(kind: 'suites' | 'firms', file: Buffer, who: 'community1' | 'gridWorker11' = 'community1') {
  const { tenantId, persons } = app.town
  const session = { tenantId, personId: persons[who], ip: '127.0.0.1', userAgent: 'test' }
  const { token } = await app.db.tx((tx) => startSession(tx, session, app.clock.now()))
  const edge = 'edge'
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="list.xlsx"\r\ncontent-type: application/octet-stream\r\n\r\n`
  const response = await app.server.inject({
    method: 'POST',
    url: `/api/enterprises/import-checks/${kind}`,
    headers: {
      'x-liren': 'desk',
      cookie: `${sessionCookie}=${token}`,
      'content-type': `multipart/form-data; boundary=${edge}`,
    },
    payload: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
  return { status: response.statusCode, body: response.json() }
}

const accept = (importId: string) => desk().call(acceptImport, { params: { importId: importId as never } })
const events = async () => {
  const { rows } = await app.db.read((tx) =>
    sql<{ n: number }>`select count(*)::int as n from kernel.events`.execute(tx),
  )
  return rows[0]?.n ?? 0
}

const suiteHeaders = ['楼宇', '楼层', '房号', '面积', '用途', '可出租', '挂牌租金']
const suiteRows = [
  ['机床厂小区1栋', '3F', '304', 88.5, '办公', '是', 75],
  ['机床厂小区1栋', 'B1', 'B101', 300, '仓储', '否', null],
  ['机床厂小区1栋', '1', '101', 120, '办公', null, null],
  ['机床厂小区2栋', '2', '201', 50, '商铺', null, 120],
  ['机床厂小区1栋', '0', '001', 50, null, null, null],
  ['桃园某楼', '1', '1', 50, null, null, null],
  ['机床厂小区1栋', '3', '305', '很大', null, null, null],
  ['1栋', '3', '306', 5, null, null, null],
  ['机床厂小区1栋', '3F', '304', 88.5, '宿舍', null, null],
]

it('suites: checked row by row without writing, accepted, and the same file again changes nothing', async () => {
  const file = await workbook(suiteHeaders, suiteRows)
  const before = await events()
  const checked = await check('suites', file)
  expect(checked.body.summary).toEqual({ rows: 9, new: 4, changed: 1, same: 0, wrong: 4 })
  expect(await events()).toBe(before)
  const wrong = checked.body.rows.filter((row: { result: string }) => row.result === 'wrong')
  expect(wrong.map((row: { row: number; faults: { column: string }[] }) => [row.row, row.faults[0]?.column])).toEqual([
    [6, '楼层'],
    [7, '楼宇'],
    [8, '面积（㎡）'],
    [10, '用途'],
  ])
  expect((await accept(checked.body.importId)).summary).toEqual(checked.body.summary)
  const plan = await planOn(desk(), app.tower)
  expect(plan.byNumber.get('304')).toMatchObject({ areaCm2: 885_000, rentFenMonthM2: 7_500 })
  expect(plan.byNumber.get('B101')).toMatchObject({ floor: -1, state: 'closed' })
  expect(plan.building.floorsBelow).toBe(1)
  const again = await check('suites', file)
  expect(again.body.summary).toMatchObject({ new: 0, changed: 0, same: 5 })
  const quiet = await events()
  await accept(again.body.importId)
  expect(await events()).toBe(quiet)
  expect((await desk().ask(acceptImport, { params: { importId: again.body.importId } })).reason).toBe(
    'enterprises.import_is_accepted',
  )
})

const firmHeaders = [
  '企业名称',
  '信用代码',
  '类型',
  '行业',
  '人数',
  '成立日期',
  '楼宇',
  '房号',
  '入驻日期',
  '租约到期',
  '月租金',
  '联系人',
  '电话',
  '标签',
  '备注',
]
const firmRows = [
  [
    '云岭软件有限公司',
    inventedCode(1),
    '公司',
    '软件和信息技术服务业',
    40,
    '2020-03-08',
    '机床厂小区1栋',
    '102、103',
    '2025-05-01',
    '2027-04-30',
    30000,
    '张三',
    '10000001111',
    '高新、瞪羚',
    '无',
  ],
  [
    '翠湖餐饮店',
    null,
    '个体工商户',
    'H62',
    3,
    null,
    '机床厂小区1栋',
    '201',
    '2025-06-01',
    null,
    null,
    '李四',
    '10000002222',
    null,
    null,
  ],
  [
    '坏代码有限公司',
    '91530103MA6P002971',
    null,
    null,
    null,
    null,
    '机床厂小区1栋',
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ],
  [
    '抢房有限公司',
    inventedCode(2),
    null,
    null,
    null,
    null,
    '机床厂小区1栋',
    '103',
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ],
  [
    '同号有限公司',
    inventedCode(1),
    null,
    null,
    null,
    null,
    '机床厂小区1栋',
    '203',
    '2025-07-01',
    null,
    null,
    null,
    null,
    null,
    null,
  ],
  [null, inventedCode(3), null, null, null, null, '机床厂小区1栋', null, null, null, null, null, null, null, null],
]

it('firms: with suites, contacts and tags; a row may speak of a firm of an earlier row', async () => {
  const file = await workbook(firmHeaders, firmRows)
  const checked = await check('firms', file)
  expect(checked.body.unknownColumns).toEqual(['备注'])
  expect(checked.body.summary).toEqual({ rows: 6, new: 2, changed: 1, same: 0, wrong: 3 })
  expect((await desk().call(listFirms, {})).total).toBe(0)
  await accept(checked.body.importId)
  const { rows } = await desk().call(listFirms, { query: { sort: 'area' } })
  expect(rows.map(({ name, suites, staff, tags, areaCm2 }) => ({ name, suites, staff, tags, areaCm2 }))).toEqual([
    { name: '同号有限公司', suites: ['102', '103', '203'], staff: 40, tags: ['瞪羚', '高新'], areaCm2: 8_000_000 },
    { name: '翠湖餐饮店', suites: ['201'], staff: 3, tags: [], areaCm2: 1_000_000 },
  ])
  const first = await workbook(firmHeaders, firmRows.slice(1, 2))
  const again = await check('firms', first)
  expect(again.body.summary).toMatchObject({ same: 1 })
  const quiet = await events()
  await accept(again.body.importId)
  expect(await events()).toBe(quiet)
})

it('is for offices; what is no sheet or lacks a column is refused as a whole', async () => {
  expect((await check('firms', await workbook(firmHeaders, firmRows), 'gridWorker11')).status).toBe(403)
  expect((await check('firms', Buffer.from('not a sheet'))).status).toBeGreaterThanOrEqual(400)
  expect((await check('firms', await workbook(['电话', '楼宇'], [['1', '2']]))).body.error.reason).toBe(
    'enterprises.columns_missing',
  )
  const other = await check('firms', await workbook(['企业名称', '楼宇'], [['某店', '机床厂小区1栋']]))
  const stranger = app.signInAs('street1')
  expect((await stranger.ask(acceptImport, { params: { importId: other.body.importId } })).status).toBe(404)
  const bytes = (await desk().call(importTemplate, { query: { kind: 'firms' } })) as unknown as Buffer
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
})
