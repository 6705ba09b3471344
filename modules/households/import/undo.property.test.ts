import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { verifyVisits } from '../../visits/verify.ts'
import { verifyHouseholds } from '../verify.ts'
import { undoHouseholdImport } from './contract.ts'
import { bring, runJobs, standOf } from './desk-import.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const headers = [
  '小区',
  '楼栋',
  '单元',
  '楼层',
  '房号',
  '联系人',
  '电话',
  '家庭成员',
  '情况',
  '做饭用',
  '住房',
  '数据截至',
]
const maybe = (values: readonly SheetValue[]) => fc.constantFrom<SheetValue>(null, ...values)

/** A row about one of few doors, so that rows and files speak of the same ones. */
const anyRow = fc.tuple(
  maybe(['机床厂小区']),
  fc.constantFrom<SheetValue>('机床厂小区1栋', '机床厂小区2栋'),
  fc.constantFrom<SheetValue>('1', '一单元'),
  fc.constantFrom<SheetValue>(7, 7, null),
  fc.constantFrom<SheetValue>('701', '702室', 702),
  maybe(['王秀兰', '李强']),
  maybe(['10000001111', '10000002222']),
  maybe(['王秀兰（户主，女，1941-05）', '李强（子女）', '李强（子女，男，1970-02）；王秀兰（户主）']),
  maybe(['独居', '残疾', '独居、残疾', '懒']),
  maybe(['电', '管道燃气']),
  maybe(['租住', '自有']),
  maybe(['2026-10-01', '2026-11-01']),
)
const anyFile = fc.array(anyRow, { minLength: 1, maxLength: 6 })

it('whatever came in before, undoing the last gives back exactly what stood; a file twice changes nothing', async () => {
  const seen = { undone: 0, changed: 0 }
  await fc.assert(
    fc.asyncProperty(anyFile, anyFile, async (first, second) => {
      await bring(app, headers, first)
      const before = await standOf(app)
      const it2 = await bring(app, headers, second)
      if (it2.state !== 'done') {
        expect(await standOf(app)).toEqual(before)
        return
      }
      seen.undone++
      if (it2.changed > 0) seen.changed++
      const after = await standOf(app)
      const twice = await bring(app, headers, second)
      expect([twice.new, twice.changed, twice.wrong]).toEqual([0, 0, it2.wrong])
      expect(await standOf(app)).toEqual(after)
      await app.signInAs('community1').call(undoHouseholdImport, { params: { importId: it2.id } })
      await runJobs(app)
      expect(await standOf(app)).toEqual(before)
    }),
    { numRuns: 16, seed: 530103 },
  )
  expect(Math.min(seen.undone, seen.changed)).toBeGreaterThan(3)
  expect((await verifyLedger(app.db, [verifyHouseholds, verifyVisits], app.clock.now())).broken).toEqual([])
  // Each run brings three files in by background jobs.
}, 120_000)
