import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as ledgerBook } from '../../modules/briefings/desk/ledgers/words.ts'
import { recordBuilding } from '../../modules/enterprises/buildings-contract.ts'
import { registerFirm } from '../../modules/enterprises/contract.ts'
import { takeDifficulty } from '../../modules/enterprises/portal/contract.ts'
import { readBack } from '../../modules/matters/import/import.fixture.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneEn, type View, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
  const desk = town.signInAs('community1')
  const placeId = town.town.places.building111
  await desk.call(recordBuilding, { body: { placeId, floorsAbove: 3, purpose: 'office', openedOn: '2025-01-01' } })
  for (const name of ['Lantern Software', 'Kettle Works', 'Heron Trade']) {
    const { firmId } = await desk.call(registerFirm, { body: { name, nameEn: name, placeId } })
    const body = { body: 'The goods lift has been out for three days', channel: 'phone' as const }
    if (name !== 'Heron Trade') await desk.call(takeDifficulty, { params: { firmId }, body })
  }
  await town.deliver()
}, 180_000)
afterAll(() => town?.close())

// An office takes the five ledgers of a quarter home: at the desk in Chinese, on the phone in English.
const views: readonly [View][] = [[wideZh], [phoneEn]]
describe.each(walked(views, 1))('the five ledgers ($lang, $width px)', (view) => {
  const w = wordsIn(ledgerBook, view.lang)
  stepsFollow()
  let page: Page

  const ledger = (name: keyof typeof w.name) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: w.name[name], exact: true }) })

  const saved = async (name: keyof typeof w.name) => {
    const [download] = await Promise.all([
      page.waitForEvent('download') as Promise<Download>,
      ledger(name)
        .getByRole('button', { name: w.saveOf(w.name[name]) })
        .click(),
    ])
    return readBack(await readFile(await download.path()))
  }

  it('are reached from the register of firms, and say how many rows each has', async () => {
    page = await town.open('community1', view, '/desk/firms')
    await page.getByRole('link', { name: view.lang === 'zh' ? '五本台账' : 'Five ledgers' }).click()
    await ledger('firms').getByText(w.rows('3')).waitFor()
    await ledger('difficulties').getByText(w.rows('2')).waitFor()
    await ledger('results').getByText(w.rows('')).or(ledger('results').getByText(/\d/)).first().waitFor()
    await town.expectAccessible(page)
  })

  it('are saved row for row', async () => {
    expect((await saved('firms')).rows).toHaveLength(3)
    const { headers, rows } = await saved('difficulties')
    expect(rows).toHaveLength(2)
    expect(headers[0]).toBe(view.lang === 'zh' ? '受理编号' : 'Number')
    expect((await saved('visits')).headers).toContain(view.lang === 'zh' ? '诉求编号' : 'Matter number')
    expect((await saved('policies')).rows).toHaveLength(0)
    const results = await saved('results')
    const at = results.headers.indexOf(view.lang === 'zh' ? '诉求' : 'Difficulties')
    expect(results.rows[0]?.cells[at]).toBe(2)
  })

  it('follow the chosen quarter; a number leads to what it counts', async () => {
    await page.getByRole('combobox', { name: w.period }).selectOption('2026-Q3')
    await ledger('difficulties').getByText(w.rows('0')).waitFor()
    await page.getByRole('combobox', { name: w.period }).selectOption('2026-Q4')
    const raised = page.getByRole('table', { name: w.results }).getByRole('link', { name: '2', exact: true }).first()
    await raised.click()
    await page.waitForURL(/\/desk\/matters\?subjectKind=firm/)
    await page.getByText('The goods lift has been out').first().waitFor()
    await town.expectAccessible(page)
    await page.goBack()
    await page.getByRole('table', { name: w.results }).waitFor()
    expect(town.faults).toEqual([])
  })
})
