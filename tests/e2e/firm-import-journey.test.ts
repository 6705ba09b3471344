import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as importBook } from '../../modules/enterprises/desk/import/words.ts'
import { inventedCode } from '../../modules/enterprises/enterprise-app.fixture.ts'
import { readBack, workbook } from '../../modules/matters/import/import.fixture.ts'
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
    file: '楼宇企业台账.xlsx',
    /** A header that nobody knows, of a column that is needed. */
    headers: ['公司全名', '信用代码', '楼宇', '人数', '联系人', '联系电话'],
    unknown: '公司全名',
    rows: [
      ['云岭软件有限公司', inventedCode(1), '机床厂小区1栋', 40, '张三', '10000001111'],
      ['翠湖餐饮店', null, '机床厂小区2栋', 3, '李四', '10000002222'],
      ['坏代码有限公司', '91530103MA6P002971', '机床厂小区1栋', 3, null, null],
      ['火星有限公司', null, '火星大厦', 3, null, null],
    ],
    faults: ['信用代码', '火星大厦'],
    corrected: '机床厂小区1栋',
  },
  {
    lang: 'en',
    view: phoneEn,
    who: 'community2',
    file: 'firms.xlsx',
    headers: ['Full title', 'Credit code', 'Building', 'Staff', 'Contact', 'Phone'],
    unknown: 'Full title',
    rows: [
      ['Lakeside Software', inventedCode(2), '铁路新村1栋', 40, 'Wang', '10000003333'],
      ['Green Lake Diner', null, '铁路新村1栋', 3, 'Zhao', '10000004444'],
      ['Wrong Code', '91530103MA6P002971', '铁路新村1栋', 3, null, null],
      ['Martian Ltd', null, 'Mars Tower', 3, null, null],
    ],
    faults: ['Credit code', 'Mars Tower'],
    corrected: '铁路新村1栋',
  },
] as const

describe.each(walked(journeys, 1))('a list of firms with bad rows, $lang', (of) => {
  const w = wordsIn(importBook, of.lang)
  const shared = wordsIn(sharedBook, of.lang)
  stepsFollow()
  let page: Page
  let returned: Buffer

  const give = (bytes: Buffer, name: string = of.file) =>
    page.locator('input[type=file]').setInputFiles({
      name,
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: bytes,
    })
  const figure = (label: string) => page.locator('.ui-figure').filter({ hasText: label }).first()
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  it('is uploaded; the column that no header tells is chosen by hand', async () => {
    page = await town.open(of.who, of.view, '/desk/firms/imports')
    await page.getByText(w.empty).waitFor()
    await town.expectAccessible(page)
    await give(await workbook(of.headers, of.rows))
    await page.getByRole('heading', { level: 1, name: of.file }).waitFor()
    await page.getByText(w.match.missingText).waitFor()
    await town.expectAccessible(page)
    await page.getByRole('combobox', { name: `${of.unknown}: ${shared.match.meaning}` }).selectOption('name')
    await button(w.check).click()
  })

  it('is checked without writing anything; the bad rows come back in a sheet', async () => {
    await page.getByRole('heading', { name: w.foretold }).waitFor()
    expect(await figure(w.count.new).textContent()).toContain('2')
    expect(await figure(w.count.wrong).textContent()).toContain('2')
    for (const fault of of.faults) await page.getByText(fault).first().waitFor()
    await town.expectAccessible(page)
    const saved = page.waitForEvent('download')
    await button(w.download).click()
    returned = await readFile(await (await saved).path())
    const { headers, rows } = await readBack(returned)
    expect(headers.slice(0, of.headers.length)).toEqual(of.headers)
    expect(rows).toHaveLength(2)
  })

  it('is accepted, and the firms are on the register', async () => {
    await button(w.accept('2')).click()
    await page.getByRole('heading', { name: w.done }).waitFor()
    await town.expectAccessible(page)
    await page.goto(`${town.base}/desk/firms`)
    for (const [name] of of.rows.slice(0, 2)) await page.getByText(name).first().waitFor()
    expect(await page.getByText(of.rows[2][0]).count()).toBe(0)
  })

  it('a corrected row comes in with the returned sheet, and only it', async () => {
    const { headers, rows } = await readBack(returned)
    const cells = rows.map(({ cells }) => cells.map((cell) => (cell === of.rows[3][2] ? of.corrected : cell)))
    await page.goto(`${town.base}/desk/firms/imports`)
    await give(await workbook(headers, cells as never), `2 ${of.file}`)
    await page.getByRole('combobox', { name: `${of.unknown}: ${shared.match.meaning}` }).selectOption('name')
    await button(w.check).click()
    await button(w.accept('1')).click()
    await page.getByRole('heading', { name: w.done }).waitFor()
    expect(await figure(w.count.wrong).textContent()).toContain('1')
  })

  it('the first one is undone as a whole, after a word of warning', async () => {
    await page.goto(`${town.base}/desk/firms/imports`)
    await page.getByRole('link', { name: of.file, exact: true }).click()
    await button(w.undo).click()
    await page.getByRole('dialog').getByText(w.undoText('2', '0')).waitFor()
    await town.expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: w.undoConfirm }).click()
    await page.getByText(w.undone, { exact: true }).waitFor()
    await page.goto(`${town.base}/desk/firms`)
    await page.getByText(of.rows[3][0]).first().waitFor()
    expect(await page.getByText(of.rows[0][0]).count()).toBe(0)
    expect(town.faults).toEqual([])
  })
})
