import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type E2eTown, openTown, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

describe('the pages open', () => {
  it('desk: my work', async () => {
    await town.reportAt('building111', '三单元楼道灯坏了,晚上老人上楼看不见')
    const page = await town.open('gridWorker11', wideZh, '/desk/')
    await page.getByText('三单元楼道灯坏了').first().waitFor()
    await town.expectAccessible(page)
  })
  it('pocket: home', async () => {
    const page = await town.open(null, phoneZh, '/')
    await page.getByRole('heading').first().waitFor()
    await town.expectAccessible(page)
    expect(town.faults).toEqual([])
  })
})
