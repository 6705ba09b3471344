import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import { type MatterApp, matterApp } from '../matter-app.fixture.ts'
import { importBytes, workbook } from './import.fixture.ts'
import { rowWords } from './row-words.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const headers = [
  '编号',
  '标题',
  '诉求内容',
  '地点',
  '详细位置',
  '时间',
  '来源',
  '联系人',
  '电话',
  '类别',
  '紧急程度',
  '状态',
  '办理结果',
  '办结时间',
  '满意度',
]

const anything: fc.Arbitrary<SheetValue> = fc.oneof(
  fc.constant(null),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ maxLength: 20 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.date({ min: new Date('1900-01-02'), max: new Date('2100-01-01'), noInvalidDate: true }),
)
/** What such a column holds in most registers; now and then something else. */
const usually = (...values: SheetValue[]) => fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...values) }, anything)
const moment = usually('2026/11/2 9:30', '2026年11月3日', 46_000.5, new Date('2026-11-04T01:00:00Z'), '20261105', null)

const row = fc.tuple(
  fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 300 }) }, anything),
  usually('路灯不亮', null),
  usually('三单元楼道灯不亮', '门口垃圾满溢，请打 13800001234', '井盖松动'),
  usually('机床厂小区', '机床厂小区1栋', '天祥社区', '桃园社区', '1栋'),
  usually(null, '2单元501'),
  moment,
  usually(null, '12345热线', '巡查', '微信'),
  usually(null, '王芳'),
  usually(null, '12000001234', '0871-65000000', '138****1234'),
  usually(null, '路灯不亮', '080201'),
  usually(null, '紧急', '一般'),
  usually(null, '办理中', '已办结', '已答复', '作废', '列入计划'),
  usually(null, '已修好', '已向居民说明'),
  moment,
  usually(null, '满意', 5),
)

type Row = typeof row extends fc.Arbitrary<infer Cells> ? Cells : never
const begun = (number: number, rest: readonly [SheetValue, SheetValue, SheetValue]): Row => [
  ...([number, '路灯不亮', '井盖松动', '机床厂小区', null, '2026/11/2 9:30', null, null, null, null, null] as const),
  ...rest,
  null,
]
/** One that is open and one that is closed: whatever chance brings, both were tried. */
const plain: Row[] = [begun(301, [null, null, null]), begun(302, ['已办结', '已修好', '2026年11月3日'])]

test('whatever the rows hold: every one is written, known or returned, and the database never has to refuse one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      const bytes = await workbook(headers, rows)
      const { counts, faults } = await importBytes(app, bytes)
      if (!counts) throw new Error('nobody cancelled it')
      expect(counts.created + counts.unchanged + counts.rejected).toBe(counts.read)
      expect(faults.length).toBe(counts.rejected)
      for (const { errors } of faults) {
        expect(errors.length).toBeGreaterThan(0)
        expect(errors.map((error) => error.words)).not.toContainEqual(rowWords.refused)
      }
      const again = await importBytes(app, bytes)
      expect(again.counts).toEqual({
        ...counts,
        created: 0,
        unchanged: counts.created + counts.unchanged,
      })
    }),
    { numRuns: 40, examples: [[plain]] },
  )
  // The rows behind each matter agree with its columns, and each has one event.
  const { rows } = await app.db.read((tx) =>
    sql<{ state: string; n: number }>`select m.state, count(*)::int as n from matters.matters m
        where (select count(*) from kernel.events_view e where e.tenant_id = m.tenant_id and e.stream = 'matters:' || m.id) = 1
          and (m.state in ('closed', 'void')) = exists (select from matters.closures c where c.matter_id = m.id)
          and (m.state = 'reported') = exists (select from matters.holdings h where h.matter_id = m.id)
        group by 1`.execute(tx),
  )
  const all = await app.db.read((tx) => sql<{ n: number }>`select count(*)::int as n from matters.matters`.execute(tx))
  expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(all.rows[0]?.n)
  expect(rows.map(({ state }) => state)).toEqual(expect.arrayContaining(['closed', 'reported']))
}, 180_000)
