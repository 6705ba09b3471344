import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as importBook } from '../../modules/matters/desk/import/words.ts'
import { words as listBook } from '../../modules/matters/desk/list/words.ts'
import { readBack, workbook } from '../../modules/matters/import/import.fixture.ts'
import { words as sharedBook } from '../../modules/places/desk/sheets/words.ts'
import { uiWords } from '../../ui/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town?.close())

const journeys = [
  {
    lang: 'zh',
    wide: wideZh,
    who: 'community1',
    file: '热线登记表.xlsx',
    headers: ['编号', '群众怎么说', '地点', '时间', '状态', '办理结果', '办结时间'],
    /** A header that no mapping knows. */
    unknown: '群众怎么说',
    rows: [
      ['A1', '三单元楼道灯不亮', '机床厂小区1栋', '2026/11/2 9:30', '已办结', '已更换灯泡', '2026/11/4 10:00'],
      ['A2', '井盖松动，车子一过就响', '机床厂小区', '2026/10/8', '已办结', '已加固', '2026/11/12'],
      ['A3', '门口垃圾满溢', '机床厂小区', '2026/11/20', '办理中', null, null],
      ['A4', '路灯坏了一排', '火星小区', '昨天', null, null, null],
    ],
    fixed: { place: '机床厂小区', time: '2026/11/22' },
    wrong: '火星小区',
  },
  {
    lang: 'en',
    wide: wideEn,
    who: 'community2',
    file: 'register.xlsx',
    headers: ['Number', 'What they said', 'Place', 'Time', 'State', 'Outcome', 'Resolved at'],
    unknown: 'What they said',
    rows: [
      ['B1', 'The stair light is out', '铁路新村1栋', '2026/11/2 9:30', 'solved', 'New bulb', '2026/11/4 10:00'],
      ['B2', 'The cover at the gate rattles', '铁路新村', '2026/10/8', 'solved', 'Fixed', '2026/11/12'],
      ['B3', 'The bins overflow', '铁路新村', '2026/11/20', 'open', null, null],
      ['B4', 'A row of lamps is out', 'Mars Gardens', 'yesterday', null, null, null],
    ],
    fixed: { place: '铁路新村', time: '2026/11/22' },
    wrong: 'Mars Gardens',
  },
] as const

describe.each(walked(journeys, 1))('a register with a bad row, $lang', (of) => {
  const w = wordsIn(importBook, of.lang)
  const shared = wordsIn(sharedBook, of.lang)
  const list = wordsIn(listBook, of.lang)
  const ui = uiWords[of.lang]
  stepsFollow()
  let page: Page
  let returned: Buffer

  const give = (bytes: Buffer, name: string = of.file) =>
    page.locator('input[type=file]').setInputFiles({
      name,
      mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      buffer: bytes,
    })
  const figure = (label: string) => page.locator('.ui-figure', { hasText: label }).first()
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  it('is uploaded; a column that no name matches is chosen by hand', async () => {
    page = await town.open(of.who, of.wide, '/desk/imports')
    await page.getByText(w.empty).waitFor()
    await town.expectAccessible(page)
    await give(await workbook(of.headers, of.rows))
    await page.getByRole('heading', { level: 1, name: of.file }).waitFor()
    await page.getByText(w.match.missing).waitFor()
    await page.getByRole('combobox', { name: `${of.unknown}: ${shared.match.meaning}` }).selectOption('body')
    await page.getByRole('heading', { name: w.preview.title }).waitFor()
    await page.getByText(of.rows[0][1]).last().waitFor()
    await town.expectAccessible(page)
  })

  it('is checked without writing anything; the bad row is named and comes back in a sheet', async () => {
    await button(w.check).click()
    await page.getByRole('heading', { name: w.errors.title }).waitFor()
    await page.getByText(of.wrong).first().waitFor()
    expect(await figure(w.counts.willCreate).textContent()).toContain('3')
    expect(await figure(w.counts.rejected).textContent()).toContain('1')
    await town.expectAccessible(page)
    const saved = page.waitForEvent('download')
    await button(w.errors.download).click()
    returned = await readFile(await (await saved).path())
    const { headers, rows } = await readBack(returned)
    expect(headers.slice(0, 7)).toEqual(of.headers)
    expect(rows).toHaveLength(1)
    expect(rows[0]?.cells[7]).toContain(of.wrong)
  })

  it('is accepted: the matters are there, with figures that lead to them', async () => {
    await button(w.accept('3')).click()
    await page.getByRole('heading', { name: w.figures.title }).waitFor()
    await town.expectAccessible(page)
    expect(await figure(w.figures.within5).textContent()).toContain(ui.of('1', '3'))
    expect(await figure(w.figures.unanswered).textContent()).toContain(ui.of('1', '3'))
    await figure(w.figures.within5).click()
    await page.getByText(list.figureAt(list.figure.answered_5, list.part.all)).waitFor()
    await page.getByText(of.rows[0][1]).waitFor()
    expect(await page.getByText(of.rows[1][1]).count()).toBe(0)
    await page.goBack()
    await page.getByRole('heading', { name: w.figures.title }).waitFor()
  })

  it('the corrected row comes in with the returned sheet, and only it', async () => {
    const { headers, rows } = await readBack(returned)
    const cells = rows.map((row) =>
      row.cells.map((cell, i) => (i === 2 ? of.fixed.place : i === 3 ? of.fixed.time : cell)),
    )
    await page.goto(`${town.base}/desk/imports`)
    await give(await workbook(headers, cells as never), `2 ${of.file}`)
    await page.getByRole('combobox', { name: `${of.unknown}: ${shared.match.meaning}` }).selectOption('body')
    await button(w.check).click()
    await button(w.accept('1')).click()
    await page.getByText(shared.state.done).waitFor()
    expect(await figure(w.counts.created).textContent()).toContain('1')
  })

  it('the first one is undone as a whole, after a word of warning', async () => {
    await page.goto(`${town.base}/desk/imports`)
    await page.getByRole('link', { name: of.file, exact: true }).click()
    await button(w.undo).click()
    await page.getByRole('dialog').getByText(w.undoText('3')).waitFor()
    await town.expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: ui.cancel }).click()
    await button(w.undo).click()
    await page.getByRole('dialog').getByRole('button', { name: w.undoConfirm }).click()
    await page.getByText(w.undone).waitFor()
    await town.expectAccessible(page)
    expect(town.faults).toEqual([])
  })
})
