import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as importBook } from '../../modules/households/desk/import/words.ts'
import { words as householdBook } from '../../modules/households/desk/words.ts'
import { workbook } from '../../modules/matters/import/import.fixture.ts'
import { words as sharedBook } from '../../modules/places/desk/sheets/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town?.close())

const journeys = [
  {
    lang: 'zh',
    view: wideZh,
    who: 'community1',
    file: '住户台账.xlsx',
    headers: ['小区', '哪一栋', '单元', '楼层', '房号', '联系人', '电话', '家庭成员'],
    unknown: '哪一栋',
    rows: [
      ['机床厂小区', '1栋', '1单元', 9, '901', '王秀兰', '10000001111', '王秀兰（户主，女，1950-03）；李强（子女）'],
      ['机床厂小区', '1栋', '1单元', 9, '902', '赵国强', '10000002222', null],
      ['铁路新村', '1栋', '1单元', 9, '903', '钱七', null, null],
    ],
    fault: '铁路新村',
  },
  {
    lang: 'en',
    view: phoneEn,
    who: 'community2',
    file: 'households.xlsx',
    headers: ['Block', 'Staircase', 'Floor', 'Room', 'Contact', 'Phone', 'Members'],
    unknown: 'Block',
    rows: [
      ['铁路新村1栋', '1', 9, '901', 'Wang', '10000003333', 'Wang (head, female, 1950-03); Li (child)'],
      ['铁路新村1栋', '1', 9, '902', 'Zhao', '10000004444', null],
      ['Mars Tower', '1', 9, '903', 'Qian', null, null],
    ],
    fault: 'Mars Tower',
  },
] as const

describe.each(walked(journeys))('a list of households, $lang', (of) => {
  const w = wordsIn(importBook, of.lang)
  const shared = wordsIn(sharedBook, of.lang)
  const own = wordsIn(householdBook, of.lang)
  stepsFollow()
  let page: Page

  const give = async () =>
    page.locator('input[type=file]').setInputFiles({
      name: of.file,
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: await workbook(of.headers, of.rows),
    })
  const figure = (label: string) => page.locator('.ui-figure').filter({ hasText: label }).first()
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  it('is uploaded; the column that no header tells is chosen by hand', async () => {
    page = await town.open(of.who, of.view, '/desk/households')
    await page.getByRole('link', { name: own.imports }).click()
    await page.getByText(w.empty).waitFor()
    await town.expectAccessible(page)
    await give()
    await page.getByText(w.match.missingText).waitFor()
    await town.expectAccessible(page)
    await page.getByRole('combobox', { name: `${of.unknown}: ${shared.match.meaning}` }).selectOption('building')
    await button(w.check).click()
  })

  it('is looked at without writing anything, and accepted', async () => {
    await page.getByRole('heading', { name: w.foretold }).waitFor()
    expect(await figure(w.count.new).textContent()).toContain('2')
    expect(await figure(w.count.wrong).textContent()).toContain('1')
    await page.getByText(of.unknown).first().waitFor()
    await town.expectAccessible(page)
    await button(w.accept('2')).click()
    await page.getByRole('heading', { name: w.done }).waitFor()
    await town.expectAccessible(page)
    await page.goto(`${town.base}/desk/households`)
    await page.getByRole('link', { name: /901/ }).first().waitFor()
  })

  it('the same file again is matched by itself and changes nothing', async () => {
    await page.goto(`${town.base}/desk/households/imports`)
    await give()
    await page.getByText(w.nothingNew, { exact: true }).waitFor()
    expect(await figure(w.count.same).textContent()).toContain('2')
    await button(w.giveUp).click()
    await page.getByText(w.givenText).waitFor()
  })

  it('is undone as a whole, after a word of warning', async () => {
    await page.goto(`${town.base}/desk/households/imports`)
    await page.getByRole('link', { name: of.file, exact: true }).last().click()
    await button(w.undo).click()
    await page.getByRole('dialog').getByText(w.undoText('2', '0')).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: w.undoConfirm }).click()
    await page.getByText(w.undone, { exact: true }).waitFor()
    await town.expectAccessible(page)
    await page.goto(`${town.base}/desk/households`)
    await page.getByText(own.none).waitFor()
    expect(await page.getByRole('link', { name: /901/ }).count()).toBe(0)
    expect(town.faults).toEqual([])
  })
})
