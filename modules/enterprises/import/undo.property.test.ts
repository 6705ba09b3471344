import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import { type EnterpriseApp, enterpriseApp, inventedCode } from '../enterprise-app.fixture.ts'
import { verifyEnterprises } from '../verify.ts'
import { acceptFirmImport, getFirmImport, undoFirmImport } from './contract.ts'
import { runJobs, standOf, upload } from './import.fixture.ts'

let app: EnterpriseApp
beforeAll(async () => {
  app = await enterpriseApp()
})
afterAll(() => app.close())

const headers = [
  ...['企业名称', '信用代码', '类型', '行业', '人数', '成立日期', '规模', '注册地址', '本地注册', '重点企业'],
  ...['楼宇', '房号', '入驻日期', '租约到期', '月租金', '联系人', '电话', '标签'],
]

const maybe = (values: readonly SheetValue[]) => fc.constantFrom<SheetValue>(null, ...values)

/** A row about one of few firms, so that rows and files speak of the same ones. */
const anyRow = fc.tuple(
  fc.constantFrom('云岭', '翠湖', '滇池', '春城'),
  maybe([1, 2, 3].map(inventedCode)),
  maybe(['公司', '个体工商户']),
  maybe(['I65', 'H62']),
  maybe([3, 5, 8, 13]),
  maybe(['2020-03-08', '2021-05-01']),
  maybe(['微型', '小型']),
  maybe(['人民路1号', '翠湖路2号']),
  maybe(['是', '否']),
  maybe(['是', '否']),
  maybe(['机床厂小区1栋', '机床厂小区2栋', '机床厂小区1栋']),
  maybe(['101', '102、103', '201', '202', '203']),
  maybe(['2025-05-01', '2026-12-20']),
  maybe(['2027-04-30', '2028-04-30']),
  maybe([3000, 4000]),
  maybe(['张三', '李四']),
  maybe(['10000001111', '10000002222']),
  maybe(['高新', '瞪羚、高新']),
)
const anyFile = fc.array(anyRow, { minLength: 1, maxLength: 5 })

async function bring(rows: readonly (readonly SheetValue[])[]) {
  const desk = app.signInAs('community1')
  const { id } = await upload(app, 'firms', headers, rows)
  await runJobs(app)
  const checked = await desk.call(getFirmImport, { params: { importId: id } })
  if (checked.steps.includes('accept')) {
    await desk.call(acceptFirmImport, { params: { importId: id } })
    await runJobs(app)
  }
  return desk.call(getFirmImport, { params: { importId: id } })
}

it('whatever files came in before, undoing the last gives back exactly what stood, and the ledger agrees', async () => {
  const kinds = { undone: 0, changed: 0 }
  await fc.assert(
    fc.asyncProperty(anyFile, anyFile, async (first, second) => {
      await bring(first)
      const before = await standOf(app)
      const it2 = await bring(second)
      if (it2.state !== 'done') {
        expect(await standOf(app)).toEqual(before)
        return
      }
      kinds.undone++
      if (it2.changed > 0) kinds.changed++
      const after = await standOf(app)
      await app.signInAs('community1').call(undoFirmImport, { params: { importId: it2.id } })
      await runJobs(app)
      expect(await standOf(app)).toEqual(before)
      // The same file does the same again.
      const again = await bring(second)
      expect([again.new, again.changed, again.wrong]).toEqual([it2.new, it2.changed, it2.wrong])
      expect((await standOf(app)).length).toBe(after.length)
    }),
    { numRuns: 16, seed: 530103 },
  )
  expect(Math.min(kinds.undone, kinds.changed)).toBeGreaterThan(5)
  expect((await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken).toEqual([])
  // Each run brings three files in by background jobs.
}, 120_000)
