import type { Page } from 'playwright-core'
import { wordsIn } from '../kernel/contract/words.ts'
import { words as boardBook } from '../modules/briefings/desk/words.ts'
import { words as firmBook } from '../modules/enterprises/desk/firms/words.ts'
import { words as intakeBook } from '../modules/matters/desk/intake/words.ts'
import { words as listBook } from '../modules/matters/desk/list/words.ts'
import { words as mapBook } from '../modules/matters/desk/map/words.ts'
import { words as codeBook } from '../modules/matters/pocket/matter/words.ts'
import { words as reportBook } from '../modules/matters/pocket/report/words.ts'
import { words as workBook } from '../modules/matters/pocket/work/words.ts'
import { words as visitBook } from '../modules/visits/desk/words.ts'
import { uiWords } from '../ui/words.ts'
import type { Step } from './hand.ts'

export interface MainPage {
  readonly name: string
  readonly app: 'desk' | 'pocket'
  /** Who is signed in (a name of the demo); null for nobody. */
  readonly who: string | null
  readonly path: string
  /** Ready when this is there. */
  readonly ready: (page: Page) => Promise<void>
  readonly steps: readonly Step[]
}

const ui = uiWords.zh
const list = wordsIn(listBook, 'zh')
const firms = wordsIn(firmBook, 'zh')
const intake = wordsIn(intakeBook, 'zh')
const board = wordsIn(boardBook, 'zh')
const map = wordsIn(mapBook, 'zh')
const visits = wordsIn(visitBook, 'zh')
const report = wordsIn(reportBook, 'zh')
const work = wordsIn(workBook, 'zh')
const code = wordsIn(codeBook, 'zh')

const rows = (page: Page) => page.locator('tbody tr')
const rowsThere = (page: Page) => rows(page).nth(2).getByRole('link').first().waitFor()

const keys = (name: string, times: number): Step => ({
  what: `key ${name}, ${times} times`,
  does: async (hand) => {
    for (let n = 0; n < times; n++) {
      await hand.key(name)
      await hand.page.waitForTimeout(60)
    }
  },
})
const button = (name: string | RegExp, what?: string): Step => ({
  what: what ?? `press “${name}”`,
  does: (hand) => hand.press(hand.page.getByRole('button', { name })),
})
const at = (css: string, what: string): Step => ({
  what,
  does: (hand) => hand.press(hand.page.locator(css).filter({ visible: true })),
})
const typed = (text: string, where: string): Step => ({
  what: `type “${text}” into ${where}`,
  does: (hand) => hand.type(text),
})
const back: Step = {
  what: 'back',
  does: async ({ page }) => {
    await page.goBack()
  },
}

/** What every list of the desk is used for. */
const listSteps = (search: string, text: string, pages: boolean): readonly Step[] => [
  { what: 'press into the search', does: (hand) => hand.press(hand.page.getByRole('textbox', { name: search })) },
  typed(text, 'the search'),
  keys('Enter', 1),
  button(ui.filter.clear, 'clear the filters'),
  { what: 'sort by a head', does: (hand) => hand.press(hand.page.locator('thead th button').nth(1)) },
  { what: 'sort the other way', does: (hand) => hand.press(hand.page.locator('thead th button').nth(1)) },
  at('.desk-views .desk-view:nth-child(3) a', 'open the third view'),
  at('.desk-views .desk-view:nth-child(1) a', 'back to all'),
  button(ui.filter.more, 'more filters'),
  at('.desk-filters .ant-select', 'open a choice of the filters'),
  keys('ArrowDown', 2),
  keys('Escape', 1),
  ...(pages ? [button(ui.table.next, 'the next page')] : []),
  keys('j', 3),
]

export const mainPages: readonly MainPage[] = [
  {
    ...{ name: 'my work', app: 'desk', who: 'community', path: '/desk/' },
    ready: rowsThere,
    steps: [
      keys('j', 5),
      keys('k', 2),
      { what: 'open the first matter', does: (hand) => hand.press(rows(hand.page).first().getByRole('link')) },
      back,
      { what: 'open a count', does: (hand) => hand.press(hand.page.locator('main a[href*="/matters?"]')) },
      back,
    ],
  },
  {
    ...{ name: 'matters', app: 'desk', who: 'street', path: '/desk/matters' },
    ready: rowsThere,
    steps: [
      ...listSteps(list.filter.q, 'loudao', true),
      { what: 'tick a row', does: (hand) => hand.press(rows(hand.page).nth(1).getByRole('checkbox')) },
      {
        what: 'tick all of the page',
        does: (hand) => hand.press(hand.page.getByRole('checkbox', { name: ui.table.selectAll })),
      },
      button(list.bulk.assign, 'open the dialog for many'),
      keys('Escape', 1),
      button(list.bulk.urge, 'open the other dialog'),
      typed('qingjinkuai', 'the dialog'),
      keys('Escape', 1),
    ],
  },
  {
    ...{ name: 'a matter', app: 'desk', who: 'street', path: '/desk/matters?open=true' },
    ready: async (page) => {
      await rowsThere(page)
      await rows(page).first().getByRole('link').first().click()
      await page.locator('.matter-steps button').first().waitFor()
    },
    steps: [
      at('.matter-steps button:nth-child(1)', 'open the first step'),
      keys('Escape', 1),
      at('.matter-steps button:nth-child(2)', 'open the second step'),
      keys('Escape', 1),
      at('.matter-steps button:last-child', 'open the last step'),
      { what: 'press into its words', does: (hand) => hand.press(hand.page.locator('.matter-form textarea')) },
      typed('yijing lianxi le baoxiu ren', 'the step'),
      keys('Escape', 1),
    ],
  },
  {
    ...{ name: 'map', app: 'desk', who: 'street', path: '/desk/map' },
    ready: async (page) => {
      await page.locator('canvas').first().waitFor()
      await page.locator('.map-panel h3 + .map-rows button').first().waitFor()
    },
    steps: [
      { what: 'choose a grid', does: (hand) => hand.press(hand.page.locator('.map-panel h3 + .map-rows button')) },
      { what: 'choose a matter', does: (hand) => hand.press(hand.page.locator('.map-rows button')) },
      button(map.back, 'back to the grid'),
      button(map.back, 'back to the area'),
      button(ui.map.zoomIn),
      button(ui.map.zoomOut),
      { what: 'press on the map', does: (hand) => hand.press(hand.page.locator('canvas')) },
      at('.desk-filters .ant-select', 'open a choice of the filters'),
      keys('ArrowDown', 1),
      keys('Enter', 1),
      keys('Escape', 1),
      button(ui.filter.clear, 'clear the filters'),
      button(ui.map.list),
      button(ui.map.picture),
    ],
  },
  {
    ...{ name: 'board', app: 'desk', who: 'street', path: '/desk/board' },
    ready: async (page) => {
      await page.locator('.board-table tbody tr').first().waitFor()
      await page
        .locator('canvas, svg.chart')
        .first()
        .waitFor({ timeout: 15_000 })
        .catch(() => {})
    },
    steps: [
      { what: 'by grid', does: (hand) => hand.press(hand.page.getByText(board.byGrid, { exact: true })) },
      { what: 'by place', does: (hand) => hand.press(hand.page.getByText(board.byPlace, { exact: true })) },
      at('.board-controls .ant-select', 'open the months'),
      keys('ArrowDown', 2),
      keys('Enter', 1),
      at('.board-controls .ant-picker', 'open the period'),
      {
        what: 'choose a quarter',
        does: (hand) => hand.press(hand.page.getByText(board.presets.quarter, { exact: true })),
      },
      button(ui.chart.table, 'a chart as a table'),
      { what: 'open a place', does: (hand) => hand.press(hand.page.locator('.board-table tbody th a')) },
      back,
    ],
  },
  {
    ...{ name: 'intake', app: 'desk', who: 'community', path: '/desk/intake' },
    ready: (page) => page.getByRole('textbox', { name: intake.body }).waitFor(),
    steps: [
      {
        what: 'press into what was said',
        does: (hand) => hand.press(hand.page.getByRole('textbox', { name: intake.body })),
      },
      typed('3 haolou de ludeng huaile, wanshang kanbujian', 'what was said'),
      {
        what: 'press into the place',
        does: (hand) => hand.press(hand.page.getByRole('combobox', { name: intake.place })),
      },
      typed('3', 'the place'),
      keys('ArrowDown', 2),
      keys('Enter', 1),
      {
        what: 'press into the category',
        does: (hand) => hand.press(hand.page.getByRole('combobox', { name: intake.category })),
      },
      typed('ld', 'the category'),
      keys('Enter', 1),
      {
        what: 'press into the telephone',
        does: (hand) => hand.press(hand.page.getByRole('textbox', { name: intake.phone })),
      },
      typed('10001234567', 'the telephone'),
      at('.intake-wide label:nth-child(2), .intake-wide .ui-pills > :nth-child(2)', 'it came at the counter'),
    ],
  },
  {
    ...{ name: 'firms', app: 'desk', who: 'gulou', path: '/desk/firms' },
    ready: rowsThere,
    steps: listSteps(firms.filter.q, 'keji', false),
  },
  {
    ...{ name: 'visits', app: 'desk', who: 'grid', path: '/desk/visits' },
    ready: (page) => page.locator('.vi-week button, .vi-board').first().waitFor(),
    steps: [
      at('.vi-stop, .vi-row', 'choose a stop'),
      { what: 'choose another stop', does: (hand) => hand.press(hand.page.locator('.vi-stop, .vi-row').nth(3)) },
      at('.vi-side form label:has(input[type=radio])', 'say that they were there'),
      {
        what: 'press into the form',
        does: (hand) => hand.press(hand.page.locator('.vi-side form textarea')),
      },
      typed('jiali dou hao, meiyou kunnan', 'the form'),
      button(visits.close, 'close the form'),
      button(visits.nextWeek),
      button(visits.thisWeek),
      keys('j', 3),
    ],
  },
  {
    ...{ name: 'report on a phone', app: 'pocket', who: null, path: '/report' },
    ready: (page) => page.locator('textarea').first().waitFor(),
    steps: [
      { what: 'press into what it is', does: (hand) => hand.press(hand.page.locator('textarea')) },
      typed('3 dong 2 danyuan de loudaodeng huai le', 'what it is'),
      button(report.choosePlace),
      {
        what: 'to the search of places',
        does: (hand) => hand.press(hand.page.getByText(report.bySearch, { exact: true })),
      },
      {
        what: 'press into the search',
        does: (hand) =>
          hand.press(hand.page.locator('dialog input[type=search], [role=dialog] input').filter({ visible: true })),
      },
      typed('3', 'the search'),
      keys('Escape', 2),
      { what: 'tick urgent', does: (hand) => hand.press(hand.page.getByText(report.urgent)) },
      { what: 'choose who sees it', does: (hand) => hand.press(hand.page.getByText(report.seen.holder)) },
      { what: 'press into the telephone', does: (hand) => hand.press(hand.page.locator('input[type=tel]')) },
      typed('10001234567', 'the telephone'),
    ],
  },
  {
    ...{ name: 'my day on a phone', app: 'pocket', who: 'grid', path: '/' },
    ready: (page) => page.locator('.mp-counts').waitFor(),
    steps: [
      {
        what: 'press into the code',
        does: (hand) => hand.press(hand.page.getByRole('textbox', { name: code.codeLabel })),
      },
      typed('7k3qp', 'the code'),
      button(code.codeGo, 'look it up'),
      button(ui.pocket.large, 'large letters'),
      button(ui.pocket.normal, 'ordinary letters'),
      { what: 'open my list', does: (hand) => hand.press(hand.page.locator('a[href="/work"]')) },
      { what: 'another view of it', does: (hand) => hand.press(hand.page.locator('.mp-tabs a').nth(1)) },
      { what: 'all again', does: (hand) => hand.press(hand.page.getByRole('link', { name: work.view.all })) },
      { what: 'open a matter', does: (hand) => hand.press(hand.page.locator('.mp-work a')) },
      back,
    ],
  },
]
