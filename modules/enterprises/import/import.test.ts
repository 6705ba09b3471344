import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import type { PersonKey } from '../../../kernel/testing/town.ts'
import { dayMs, dayOf } from '../../../kernel/time/day.ts'
import { readBack } from '../../matters/import/import.fixture.ts'
import { addTag, closeFirm, getFirm, listFirms, moveFirm, recordFacts } from '../contract.ts'
import { type EnterpriseApp, enterpriseApp, inventedCode, lookAt, planOn } from '../enterprise-app.fixture.ts'
import { registerFirmListener } from '../neighbours.ts'
import { verifyEnterprises } from '../verify.ts'
import {
  acceptFirmImport,
  cancelFirmImport,
  checkFirmImport,
  chooseFirmColumns,
  type FirmImportView,
  firmImportRows,
  getFirmImport,
  importTemplate,
  listFirmImports,
  previewFirmImport,
  returnedFirmRows,
  undoFirmImport,
  uploadFirmImport,
} from './contract.ts'
import { askUpload, eventsOf, form, runJobs, standOf, upload, workbook } from './import.fixture.ts'
import { tidyImportsJob } from './import-job.ts'

let app: EnterpriseApp
beforeAll(async () => {
  app = await enterpriseApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
type Id = FirmImportView['id']
const of = (importId: Id) => ({ params: { importId } })
const look = (importId: Id) => desk().call(getFirmImport, of(importId))
const counts = ({ total, new: fresh, changed, same, wrong }: FirmImportView) => ({ total, fresh, changed, same, wrong })

/** Uploads, checks and accepts; the answer is the import when it is done. */
async function bring(kind: 'suites' | 'firms', headers: readonly string[], rows: Parameters<typeof upload>[3]) {
  const { id } = await upload(app, kind, headers, rows)
  await runJobs(app)
  await desk().call(acceptFirmImport, of(id))
  await runJobs(app)
  return look(id)
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

describe('a file of suites', () => {
  it('is checked row by row without writing, accepted, and the same again changes nothing', async () => {
    const before = await standOf(app)
    const { id, state } = await upload(app, 'suites', suiteHeaders, suiteRows)
    expect(state).toBe('checking')
    await runJobs(app)
    const checked = await look(id)
    expect(checked.state).toBe('checked')
    expect(counts(checked)).toEqual({ total: 9, fresh: 4, changed: 1, same: 0, wrong: 4 })
    expect(await standOf(app)).toEqual(before)
    const wrong = await desk().call(firmImportRows, { ...of(id), query: { result: 'wrong' } })
    expect(wrong.rows.map(({ row, faults }) => [row, faults[0]?.column])).toEqual([
      [6, '楼层'],
      [7, '楼宇'],
      [8, '面积'],
      [10, '用途'],
    ])
    await desk().call(acceptFirmImport, of(id))
    await runJobs(app)
    const done = await look(id)
    expect([done.state, counts(done)]).toEqual(['done', counts(checked)])
    const plan = await planOn(desk(), app.tower)
    expect(plan.byNumber.get('304')).toMatchObject({ areaCm2: 885_000, rentFenMonthM2: 7_500 })
    expect(plan.byNumber.get('B101')).toMatchObject({ floor: -1, state: 'closed' })
    expect(plan.building.floorsBelow).toBe(1)
    const again = await upload(app, 'suites', suiteHeaders, suiteRows)
    await runJobs(app)
    expect(counts(await look(again.id))).toMatchObject({ fresh: 0, changed: 0, same: 5 })
    expect((await desk().ask(acceptFirmImport, of(again.id))).status).toBe(409)
    // Undone, the registers are as before.
    await desk().call(undoFirmImport, of(id))
    await runJobs(app)
    expect((await look(id)).state).toBe('undone')
    expect(await standOf(app)).toEqual(before)
    expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
  })
})

describe('a file of firms', () => {
  it('brings suites, contacts and tags; a row may speak of a firm of an earlier row', async () => {
    const before = await standOf(app)
    const { id } = await upload(app, 'firms', firmHeaders, firmRows)
    await runJobs(app)
    expect(counts(await look(id))).toEqual({ total: 6, fresh: 2, changed: 1, same: 0, wrong: 3 })
    expect((await desk().call(listFirms, {})).total).toBe(0)
    await desk().call(acceptFirmImport, of(id))
    await runJobs(app)
    const { rows } = await desk().call(listFirms, { query: { sort: 'area' } })
    expect(rows.map(({ name, suites, staff, tags, areaCm2 }) => ({ name, suites, staff, tags, areaCm2 }))).toEqual([
      { name: '同号有限公司', suites: ['102', '103', '203'], staff: 40, tags: ['瞪羚', '高新'], areaCm2: 8_000_000 },
      { name: '翠湖餐饮店', suites: ['201'], staff: 3, tags: [], areaCm2: 1_000_000 },
    ])
    const again = await upload(app, 'firms', firmHeaders, firmRows.slice(1, 2))
    await runJobs(app)
    expect(counts(await look(again.id))).toMatchObject({ same: 1 })
    await desk().call(undoFirmImport, of(id))
    await runJobs(app)
    expect((await look(id)).state).toBe('undone')
    expect((await desk().call(listFirms, {})).total).toBe(0)
    expect(await standOf(app)).toEqual(before)
  })

  it('takes no firm at random: where several have the name, the row is refused and says what tells them apart', async () => {
    const headers = ['企业名称', '信用代码', '人数', '楼宇']
    const twins = [
      ['同名商行', inventedCode(81), 2, '机床厂小区1栋'],
      ['同名商行', inventedCode(82), 3, '机床厂小区2栋'],
    ]
    expect(counts(await bring('firms', headers, twins))).toMatchObject({ fresh: 2, wrong: 0 })
    const { id } = await upload(app, 'firms', headers, [
      ['同名商行', null, 5, null],
      ['同名商行', null, 3, '机床厂小区2栋'],
      ['同名商行', inventedCode(81), 2, null],
    ])
    await runJobs(app)
    expect(counts(await look(id))).toEqual({ total: 3, fresh: 0, changed: 0, same: 2, wrong: 1 })
    const { rows } = await desk().call(firmImportRows, { ...of(id), query: {} })
    expect(rows.find(({ result }) => result === 'wrong')?.faults[0]?.words.zh).toContain('信用代码')
  })

  it('gives back the wrong rows cell for cell; corrected, they are taken', async () => {
    const { id } = await upload(app, 'firms', firmHeaders, firmRows.slice(1, 3))
    await runJobs(app)
    const bytes = (await desk().call(returnedFirmRows, of(id))) as unknown as Buffer
    const { headers, rows } = await readBack(bytes)
    expect(headers).toEqual([...firmHeaders, '问题', '原行号'])
    expect(rows.map(({ cells }) => [cells[0], cells[1], cells.at(-1)])).toEqual([
      ['坏代码有限公司', '91530103MA6P002971', 3],
    ])
    expect(rows[0]?.cells.at(-2)).toContain('信用代码')
    const corrected = rows.map(({ cells }) => cells.map((cell, i) => (i === 1 ? inventedCode(9) : cell)))
    const again = await upload(app, 'firms', headers, corrected as never)
    await runJobs(app)
    expect(counts(await look(again.id))).toMatchObject({ total: 1, fresh: 1, wrong: 0 })
  })
})

describe('columns by hand', () => {
  it('waits where a needed column is not recognised; chosen, the rows are read by it', async () => {
    const headers = ['公司全名（章）', '楼宇', '老板电话', '老板']
    const rows = [['盘江某店', '机床厂小区1栋', '10000003333', '王五']]
    const it1 = await upload(app, 'firms', headers, rows)
    expect(it1.state).toBe('uploaded')
    expect((await desk().ask(checkFirmImport, of(it1.id))).status).toBe(409)
    const preview = await desk().call(previewFirmImport, of(it1.id))
    expect(preview.columns[2]).toEqual({ column: 2, header: '老板电话', samples: ['100****3333'] })
    expect(preview.fields.find(({ field }) => field === 'name')).toMatchObject({ required: true, column: null })
    const choose = (columns: Record<string, number | null>) =>
      desk().ask(chooseFirmColumns, { ...of(it1.id), body: { columns } })
    expect((await choose({ name: 0, nameEn: 0 })).status).toBe(400)
    expect((await choose({ name: 9 })).status).toBe(400)
    expect((await choose({ nonsense: 0 })).status).toBe(400)
    expect((await choose({ name: 0, phone: 2, contact: 3 })).body).toMatchObject({ state: 'mapped' })
    await desk().call(checkFirmImport, of(it1.id))
    await runJobs(app)
    expect(counts(await look(it1.id))).toMatchObject({ fresh: 1, wrong: 0 })
    // Read from nowhere: the column is not used though its header is known.
    expect((await choose({ name: 0, building: null })).body).toMatchObject({ state: 'mapped' })
    await desk().call(checkFirmImport, of(it1.id))
    await runJobs(app)
    expect(counts(await look(it1.id))).toMatchObject({ fresh: 0, wrong: 1 })
  })
})

describe('stopping', () => {
  const one = [['某店', '机床厂小区1栋']]
  it('a check that waits is not done; it can be checked again, or given up with its file', async () => {
    const { id } = await upload(app, 'firms', ['企业名称', '楼宇'], one)
    const stopped = await desk().call(cancelFirmImport, of(id))
    expect(stopped.state).toBe('cancelled')
    await runJobs(app)
    expect((await look(id)).state).toBe('cancelled')
    await desk().call(checkFirmImport, of(id))
    await runJobs(app)
    const given = await desk().call(cancelFirmImport, of(id))
    expect([given.state, given.steps]).toEqual(['cancelled', []])
  })

  it('is heard while the rows are written: nothing of them stays', async () => {
    const before = await standOf(app)
    const rows = Array.from({ length: 120 }, (_, n) => [`第${n}号店`, '机床厂小区1栋'])
    const { id } = await upload(app, 'firms', ['企业名称', '楼宇'], rows)
    await runJobs(app)
    await desk().call(acceptFirmImport, of(id))
    let registered = 0
    const stopHearing = registerFirmListener({
      registered: async () => {
        if (++registered === 60) await desk().call(cancelFirmImport, of(id))
      },
    })
    await runJobs(app)
    stopHearing()
    expect(registered).toBe(100)
    expect((await look(id)).state).toBe('cancelled')
    expect(await standOf(app)).toEqual(before)
  })

  it('a worker that stops leaves nothing behind, and the next one begins anew', async () => {
    const { id } = await upload(app, 'firms', ['企业名称', '楼宇'], one)
    const ending = new AbortController()
    ending.abort(new Error('the worker stops'))
    await expect(runJobs(app, ending.signal)).rejects.toThrow('the worker stops')
    expect((await look(id)).state).toBe('checking')
    await runJobs(app)
    expect((await look(id)).state).toBe('checked')
  })
})

describe('undoing', () => {
  const headers = ['企业名称', '信用代码', '楼宇', '房号', '人数', '标签', '租约到期', '联系人', '电话']
  const row = (name: string, n: number, ...more: (string | number | null)[]) => [
    name,
    inventedCode(n),
    '机床厂小区1栋',
    ...more,
  ]

  it('what was known before is known again: facts, leases, tags, contacts, names', async () => {
    await bring('firms', headers, [row('老店', 20, '301', 5, '瞪羚', '2027-01-31', '张三', '10000004441')])
    const before = await standOf(app)
    const second = await bring('firms', headers, [
      row('老店改名', 20, '301、302', 8, '瞪羚、高新', '2028-01-31', '李四', '10000004442'),
      row('新店', 21, '303', 3, null, null, null, null),
    ])
    expect(counts(second)).toMatchObject({ fresh: 1, changed: 1 })
    expect(await standOf(app)).not.toEqual(before)
    // Days later: what was known of lease ends in between is kept, and the ledger tells the same.
    app.clock.set(new Date(app.clock.now().getTime() + 3 * 86_400_000))
    await desk().call(undoFirmImport, of(second.id))
    await runJobs(app)
    expect(await standOf(app)).toEqual(before)
    expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
    const known = (await desk().call(listFirms, { query: { q: '老店' } })).rows[0]
    const page = await desk().call(getFirm, { params: { firmId: known?.id as never } })
    expect(page.timeline[0]?.words.zh).toContain('撤销导入')
    const open = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::int as n from visits.dues
        where state = 'open' and subject_id not in (select id from enterprises.firms)`.execute(tx),
    )
    expect(open.rows).toEqual([{ n: 0 }])
  })

  it('what comes true as it is undone is told and on the ledger: a planned move in, a planned return', async () => {
    const day = (ahead: number) => dayOf(new Date(app.clock.now().getTime() + ahead * dayMs))
    const plans = async (name: string, n: number, number: string) => {
      const firmId = await app.register(name, { uscc: inventedCode(n) })
      const order = { on: day(2), in: { suiteIds: [app.suites[number] as never], basis: 'rent' as const } }
      return { firmId, move: () => desk().call(moveFirm, { params: { firmId }, body: order }) }
    }
    const [coming, returning] = [await plans('将来店', 26, '302'), await plans('将回店', 27, '303')]
    const body = { on: day(0), kind: 'left' as const, why: '搬走了' }
    await desk().call(closeFirm, { params: { firmId: returning.firmId }, body })
    for (const { move } of [coming, returning]) await move()
    const blank = [null, 9, null, null, null, null]
    const done = await bring('firms', headers, [row('将来店', 26, ...blank), row('将回店', 27, ...blank)])
    expect(counts(done)).toMatchObject({ changed: 2 })
    app.clock.set(new Date(app.clock.now().getTime() + 2 * dayMs))
    const news: string[] = []
    const stopHearing = registerFirmListener({
      returned: async (_tx, _at, _tenant, firm, after) => void news.push(`returned ${firm.name} after ${after}`),
      movedIn: async (_tx, _at, _tenant, firm) => void news.push(`movedIn ${firm.name}`),
    })
    await desk().call(undoFirmImport, of(done.id))
    await runJobs(app)
    stopHearing()
    expect(await lookAt(desk(), coming.firmId)).toMatchObject({ staff: null, suites: ['302'] })
    expect(await lookAt(desk(), returning.firmId)).toMatchObject({ state: 'active', sinceOn: day(0), suites: ['303'] })
    expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
    expect(news).toEqual(['movedIn 将来店', 'returned 将回店 after leaving', 'movedIn 将回店'])
  })

  it('is refused once somebody went on with what came in, and says where', async () => {
    const it1 = await bring('firms', headers, [row('续办店', 22, null, 2, null, null, null, null)])
    const firmId = (await desk().call(listFirms, { query: { q: '续办店' } })).rows[0]?.id as never
    await desk().call(addTag, { params: { firmId }, body: { tag: '重点' } })
    const answer = await desk().ask(undoFirmImport, of(it1.id))
    expect([answer.status, answer.reason]).toEqual([422, 'enterprises.import_touched'])
    expect(JSON.stringify(answer.body)).toContain('续办店')
    expect((await look(it1.id)).state).toBe('done')
  })

  it('is refused by the work itself where somebody was quicker', async () => {
    const it1 = await bring('firms', headers, [row('抢先店', 23, null, 2, null, null, null, null)])
    const firmId = (await desk().call(listFirms, { query: { q: '抢先店' } })).rows[0]?.id as never
    await desk().call(undoFirmImport, of(it1.id))
    await desk().call(recordFacts, { params: { firmId }, body: { facts: [{ key: 'staff', value: 4 }] } })
    await runJobs(app)
    const now = await look(it1.id)
    expect([now.state, now.failure?.zh.includes('抢先店')]).toEqual(['done', true])
  })

  it('is refused where a module says that something rests on a firm', async () => {
    const it1 = await bring('firms', headers, [row('有事店', 24, null, 2, null, null, null, null)])
    const stopHearing = registerFirmListener({ restingOn: async (_tx, _tenant, ids) => ids })
    expect((await desk().ask(undoFirmImport, of(it1.id))).reason).toBe('enterprises.import_touched')
    stopHearing()
    await desk().call(undoFirmImport, of(it1.id))
    await runJobs(app)
    expect((await look(it1.id)).state).toBe('undone')
  })

  it('suites in which somebody moved stay', async () => {
    const it1 = await bring('suites', ['楼宇', '楼层', '房号', '面积'], [['机床厂小区1栋', '2', '299', 60]])
    await bring('firms', headers, [row('住进店', 25, '299', 2, null, null, null, null)])
    expect((await desk().ask(undoFirmImport, of(it1.id))).reason).toBe('enterprises.import_touched')
  })
})

describe('who may', () => {
  const forOne = [
    getFirmImport,
    previewFirmImport,
    firmImportRows,
    returnedFirmRows,
    checkFirmImport,
    acceptFirmImport,
    cancelFirmImport,
    undoFirmImport,
  ] as const
  const everyEndpoint: readonly Endpoint[] = [
    ...forOne,
    chooseFirmColumns,
    listFirmImports,
    importTemplate,
    uploadFirmImport,
  ]
  let it1: FirmImportView
  beforeEach(async () => {
    it1 ??= await upload(app, 'firms', ['企业名称', '楼宇'], [['某店', '机床厂小区1栋']])
  })

  it.each(everyEndpoint.map((endpoint) => [endpoint.id, endpoint] as const))('%s', async (_, endpoint) => {
    const { body, headers } = await form(await workbook(['企业名称'], []))
    const args =
      endpoint === uploadFirmImport
        ? { params: { kind: 'firms' }, body }
        : {
            ...of(it1.id),
            query: { kind: 'firms' },
            body: endpoint === chooseFirmColumns ? { columns: {} } : undefined,
          }
    const more = endpoint === uploadFirmImport ? headers : {}
    expect((await app.anyone.ask(endpoint, args, more)).status).toBe(401)
    const others: readonly PersonKey[] = ['resident1', 'gridWorker11', 'waterDepartment', 'supervisor', 'administrator']
    for (const who of others)
      expect([who, (await app.signInAs(who).ask(endpoint, args, more)).status]).toEqual([who, 403])
  })

  it.each([...forOne, chooseFirmColumns].map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s of another community, of nobody, and of no id at all',
    async (_, endpoint) => {
      const args = { ...of(it1.id), ...(endpoint === chooseFirmColumns ? { body: { columns: {} } } : {}) }
      expect((await app.signInAs('community2').ask(endpoint, args)).status).toBe(404)
      expect((await desk().ask(endpoint, { ...args, params: { importId: newId() } })).status).toBe(404)
      expect((await desk().ask(endpoint, { ...args, params: { importId: 'seven' } })).status).toBe(400)
    },
  )

  it('a street sees what its communities import, a community not what the street does', async () => {
    const ofStreet = await upload(app, 'firms', ['企业名称', '楼宇'], [['某店', '机床厂小区1栋']], 'street1')
    const idsOf = async (who: PersonKey) => (await app.signInAs(who).call(listFirmImports, {})).rows.map(({ id }) => id)
    expect(await idsOf('street1')).toEqual(expect.arrayContaining([it1.id, ofStreet.id]))
    expect(await idsOf('community1')).not.toContain(ofStreet.id)
    expect(await idsOf('community2')).toEqual([])
  })

  it('rows are judged in the reach of whoever asked', async () => {
    const { id } = await upload(app, 'firms', ['企业名称', '楼宇'], [['某店', '机床厂小区1栋']], 'community2')
    await runJobs(app)
    const rows = await app.signInAs('community2').call(firmImportRows, of(id))
    expect(rows.rows.map(({ result, faults }) => [result, faults[0]?.column])).toEqual([['wrong', '楼宇']])
  })

  it('refuses no file, two files, what is no sheet; a file with no known column waits to be matched', async () => {
    expect((await askUpload(app, 'community1', 'firms', null)).reason).toBe('http.no_files')
    expect((await askUpload(app, 'community1', 'firms', Buffer.from('not a sheet'))).status).toBe(422)
    const strange = await askUpload(app, 'community1', 'firms', await workbook(['甲', '乙'], [['1', '2']]))
    expect(strange.body).toMatchObject({ state: 'uploaded', steps: ['columns', 'cancel'] })
    const bytes = (await desk().call(importTemplate, { query: { kind: 'firms' } })) as unknown as Buffer
    expect((await readBack(bytes)).headers[0]).toBe('企业名称')
  })

  it('leaves its own events', async () => {
    const { rows } = await app.db.read((tx) =>
      sql<{ type: string }>`select distinct type from kernel.events_view where stream like 'firm-imports:%'
        order by type`.execute(tx),
    )
    expect(rows.map(({ type }) => type)).toEqual([
      'enterprises.import_accepted',
      'enterprises.import_cancelled',
      'enterprises.import_finished',
      'enterprises.import_reverted',
      'enterprises.import_uploaded',
    ])
    expect(await eventsOf(app)).toBeGreaterThan(0)
  })
})

it('the name and the first row of a file go with its rows', async () => {
  const open = await upload(app, 'suites', suiteHeaders, suiteRows)
  await runJobs(app)
  const taken = await bring('suites', suiteHeaders, [['机床厂小区1栋', '5F', '507', 40, '办公', '是', 60]])
  const namesAfter = async (days: number) => {
    app.clock.move(days * 86_400_000)
    await tidyImportsJob.handle({}, app.services, new AbortController().signal)
    return [(await look(open.id)).fileName, (await look(taken.id)).fileName].map((name) => name !== '—')
  }
  expect(await namesAfter(29)).toEqual([true, true])
  expect(await namesAfter(2)).toEqual([false, true])
  expect(await namesAfter(335)).toEqual([false, false])
})
