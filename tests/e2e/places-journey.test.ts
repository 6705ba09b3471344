import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as importBook } from '../../modules/places/desk/import/words.ts'
import { words as registerBook } from '../../modules/places/desk/register/words.ts'
import { workbook } from '../../modules/places/import/import.fixture.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(registerBook, 'zh')
const p = wordsIn(importBook, 'zh')

// An office sets up its own places: a street by its code, a compound by a sheet, a building by hand; who answers is drawn.
describe('an office sets up its places', () => {
  stepsFollow()
  let page: Page
  const figure = (label: string) => page.locator('.ui-figure').filter({ hasText: label }).first()
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const dialog = () => page.getByRole('dialog')

  it('sees the tree with its counts, and who answers', async () => {
    page = await town.open('administrator', wideZh, '/desk/places')
    await page.getByRole('link', { name: '金辰街道', exact: true }).waitFor()
    await page.getByText('盘龙区委').first().waitFor()
    await town.expectAccessible(page)
  })

  it('begins a street by the official codes, looks first and then accepts', async () => {
    await page.getByRole('link', { name: w.imports }).click()
    await page.getByText(p.empty).waitFor()
    await town.expectAccessible(page)
    await page
      .getByLabel(p.paste)
      .fill('530103 盘龙区\n530103020 滇源街道办事处\n530103020001 老街社区居委会\n53010 错')
    await button(p.pasteSend).click()
    await page.getByRole('heading', { name: p.foretold }).waitFor()
    expect(await figure(p.count.new).textContent()).toContain('2')
    expect(await figure(p.count.wrong).textContent()).toContain('1')
    await town.expectAccessible(page)
    await button(p.accept('2')).click()
    await page.getByRole('heading', { name: p.done }).waitFor()
    await page.getByRole('link', { name: p.open }).click()
    await page.getByRole('link', { name: '滇源街道', exact: true }).click()
    await page.getByRole('link', { name: '老街社区', exact: true }).waitFor()
  })

  it('brings in a compound by a sheet and undoes it', async () => {
    await page.goto(`${town.base}/desk/places/imports`)
    const rows = [['老街社区', '春晓苑', '1栋', 48, 102.72, 25.04]]
    const buffer = await workbook(['社区', '小区', '楼栋', '户数', '经度', '纬度'], rows)
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await page.locator('input[type=file]').setInputFiles({ name: '楼栋.xlsx', mimeType, buffer })
    await page.getByText(p.missing.crs).waitFor()
    await town.expectAccessible(page)
    await page.getByLabel(p.crs).selectOption('GCJ02')
    await button(p.accept('2')).click()
    await page.getByRole('heading', { name: p.done }).waitFor()
    await button(p.undo).click()
    await dialog().getByRole('button', { name: p.undoConfirm, exact: true }).click()
    await page.getByText(p.undone, { exact: true }).waitFor()
  })

  it('adds a building by hand and draws it; one in which anything lives is not retired', async () => {
    await page.goto(`${town.base}/desk/places?place=${town.town.places.compound11}`)
    await button(w.add).click()
    await dialog().getByLabel(w.name, { exact: true }).fill('9栋')
    await dialog().getByRole('button', { name: w.add, exact: true }).click()
    await page.getByRole('link', { name: '9栋', exact: true }).click()
    await page.getByRole('heading', { name: '9栋', exact: true }).waitFor()
    await button(w.draw).click()
    await dialog().getByText(w.drawText).waitFor()
    await dialog().getByLabel(w.corners).fill('102.71, 25.03\n102.7104, 25.03\n102.7104, 25.0303\n102.71, 25.0303')
    await town.expectAccessible(page)
    await dialog().getByRole('button', { name: w.saveOutline, exact: true }).click()
    await dialog().waitFor({ state: 'hidden' })
    await page.goto(`${town.base}/desk/places?place=${town.town.places.building112}`)
    await button(w.retire).click()
    await dialog().getByLabel(w.retireWhy).fill('拆除')
    await dialog().getByRole('button', { name: w.retire, exact: true }).click()
    await dialog().getByText('2 个岗位').waitFor()
  })

  it('asks on a phone who answered on an earlier day', async () => {
    const e = wordsIn(registerBook, 'en')
    const path = `/desk/places?place=${town.town.places.building111}`
    const phone = await town.open('community1', phoneEn, path)
    await phone.getByText('centerHousehold111').first().waitFor()
    await phone.getByLabel(e.chainOn).fill('2026-01-01')
    // Before the town stood nobody held any post.
    await phone
      .getByText(/vacant/i)
      .first()
      .waitFor()
    await town.expectAccessible(phone)
    expect(await phone.getByRole('button', { name: e.retire }).count()).toBe(0)
    expect(town.faults).toEqual([])
  })
})
