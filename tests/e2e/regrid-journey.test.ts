import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { look } from '../../modules/matters/matter-app.fixture.ts'
import { words as book } from '../../modules/places/desk/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(book, 'zh').grids

// A street moves a building with an open matter: sees who will hold it, and then it is so.
describe('re-gridding with open matters', () => {
  stepsFollow()
  let page: Page
  let matterId: Parameters<typeof look>[1]

  it('chooses a building and sees what would move', async () => {
    matterId = (await town.reportAt('building111', '楼道灯不亮，晚上看不见')).id
    page = await town.open('street1', wideZh, '/desk/grids')
    await page.getByText(w.few).first().waitFor()
    await town.expectAccessible(page)
    await page.getByRole('button', { name: w.moveTitle('第12网格') }).click()
    await page.getByRole('checkbox', { name: /机床厂小区 1栋/ }).check()
    await page.getByLabel(w.why).fill('网格户数不均')
    await town.expectAccessible(page)
    await page.getByRole('button', { name: w.preview }).click()
    await page.getByText(w.moving(1, 40)).waitFor()
    await page.getByText(w.matters(1)).waitFor()
    await town.expectAccessible(page)
  })

  it('moves it: history stands, the matter has another holder', async () => {
    await page.getByRole('button', { name: w.confirmNow }).click()
    await page.getByText(w.arrow('第11网格', '第12网格')).waitFor()
    const community = town.signInAs('community1')
    await expect
      .poll(async () => (await look(community, matterId)).holder?.postId, { timeout: 20_000 })
      .toBe(town.town.posts.gridWorker12)
  })

  it('shows the card of the grid on a phone', async () => {
    const card = await town.open('community1', phoneEn, `/desk/grids/${town.town.grids.grid12}`)
    await card.getByText(wordsIn(book, 'en').grids.dutyList).waitFor()
    await town.expectAccessible(card)
    expect(town.faults).toEqual([])
  })
})
