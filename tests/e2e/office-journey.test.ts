import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { listPosts } from '../../modules/people/contract.ts'
import { words as peopleBook } from '../../modules/people/desk/words.ts'
import { words as placesBook } from '../../modules/places/desk/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const g = wordsIn(placesBook, 'zh').grids
const k = wordsIn(peopleBook, 'zh').keeping

// An office draws a new grid and makes the post that answers for it.
describe('a new grid and its post', () => {
  stepsFollow()
  let page: Page
  const inDialog = () => page.getByRole('dialog')

  it('the grid is made and takes a building', async () => {
    page = await town.open('administrator', wideZh, '/desk/grids')
    await page.getByText('第12网格').first().waitFor()
    await page.getByRole('button', { name: g.add, exact: true }).click()
    await inDialog().getByLabel(g.home).waitFor()
    await inDialog().getByRole('textbox', { name: g.name, exact: false }).first().fill('第十九网格')
    await inDialog().getByLabel(g.home).selectOption(town.town.places.community1)
    await town.expectAccessible(page)
    await inDialog().getByRole('button', { name: g.add, exact: true }).click()
    await page.getByRole('button', { name: g.moveTitle('第十九网格') }).click()
    await inDialog()
      .getByRole('checkbox', { name: /机床厂小区 1栋/ })
      .check()
    await inDialog().getByLabel(g.why).fill('网格太大')
    await inDialog().getByRole('button', { name: g.preview }).click()
    await inDialog().getByRole('button', { name: g.confirmNow }).click()
    await page.getByText(g.arrow('第11网格', '第十九网格')).waitFor()
    await town.expectAccessible(page)
  })

  it('its post is made, empty, below the community', async () => {
    page = await town.open('administrator', wideZh, '/desk/posts')
    await page.getByRole('button', { name: k.add, exact: true }).click()
    await inDialog().getByLabel(k.kind).selectOption('grid_worker')
    await inDialog().getByRole('searchbox').fill('天祥社区')
    await inDialog()
      .getByRole('radio', { name: /天祥社区/ })
      .first()
      .check()
    await inDialog().getByLabel(k.grid, { exact: true }).selectOption({ label: '第十九网格' })
    await expect.poll(() => inDialog().getByLabel(k.name, { exact: true }).inputValue()).toBe('第十九网格网格员')
    await town.expectAccessible(page)
    await inDialog().getByRole('button', { name: k.add, exact: true }).click()
    await inDialog().waitFor({ state: 'hidden' })
    const { rows } = await town.signInAs('administrator').call(listPosts, { query: { q: '第十九网格' } })
    expect(rows).toMatchObject([{ name: '第十九网格网格员', holder: null }])
  })

  it('the dialog fits a phone', async () => {
    const phone = await town.open('administrator', phoneEn, '/desk/posts')
    const e = wordsIn(peopleBook, 'en').keeping
    await phone.getByRole('button', { name: e.add, exact: true }).click()
    await phone.getByRole('dialog').getByLabel(e.kind).waitFor()
    await town.expectAccessible(phone)
    expect(town.faults).toEqual([])
  })
})
