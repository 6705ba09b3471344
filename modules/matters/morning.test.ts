import { afterAll, beforeAll, expect, it } from 'vitest'
import { listNotices } from '../notices/contract.ts'
import { type MatterApp, matterApp } from './matter-app.fixture.ts'
import { tellMorning } from './morning.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

it('sums up the morning in one notice a person and workday, and stays silent on rest days', async () => {
  for (const body of ['楼道里堆满纸箱走不过去', '二楼窗台花盆快掉下来了', '单元门口路灯一闪一闪'])
    await app.reportAt('building111', body)
  const worker = app.signInAs('gridWorker11')
  const mornings = async () =>
    (await worker.call(listNotices, { query: {} })).rows.filter((notice) => notice.topic === 'morning')

  await tellMorning(app.db, app.clock.now())
  await tellMorning(app.db, app.clock.now())
  expect(await mornings()).toHaveLength(1)
  expect((await mornings())[0]?.count).toBe(3)

  app.clock.move(5 * 86_400_000) // Saturday
  await tellMorning(app.db, app.clock.now())
  expect(await mornings()).toHaveLength(1)
})
