import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { acceptImport, checkImport, undoImport } from '../import/contract.ts'
import { registerHeaders, runJobs, upload, workbook } from '../import/import.fixture.ts'
import { type MatterApp, matterApp } from '../matter-app.fixture.ts'
import { verifyMatters } from './verify.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const rows = [
  [
    'A1',
    '三单元楼道灯不亮',
    '机床厂小区1栋',
    '2026/11/2 9:30',
    '已办结',
    '已更换',
    '2026/11/4 10:00',
    '王芳',
    '12000005678',
  ],
  ['A2', '门口垃圾满溢，没有人收', '机床厂小区', '2026/11/20 8:00', '办理中', null, null, null, null],
  ['A3', '测试数据', '机床厂小区', '2026/11/1', '作废', '重复登记', '2026/11/2', null, null],
]

it('what came from a file, and what was taken back, stands as the ledger says', async () => {
  const desk = app.signInAs('street1')
  const verify = async () => {
    const { broken, counts } = await verifyLedger(app.db, [verifyMatters], app.clock.now())
    return { broken, counts }
  }
  const { id } = await upload(app, 'street1', await workbook(registerHeaders, rows))
  for (const step of [checkImport, acceptImport]) {
    await desk.call(step, { params: { importId: id } })
    await runJobs(app)
  }
  expect(await verify()).toEqual({ broken: [], counts: { matters: 3, erased: 0 } })
  await app.passDays(2)
  expect((await verify()).broken).toEqual([])
  await desk.call(undoImport, { params: { importId: id } })
  await runJobs(app)
  expect(await verify()).toEqual({ broken: [], counts: { matters: 3, erased: 0 } })
})
