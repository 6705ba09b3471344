import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { getPlan, type SuiteView } from '../../modules/enterprises/buildings-contract.ts'
import { words as planBook } from '../../modules/enterprises/desk/plan/words.ts'
import { words as book } from '../../modules/enterprises/desk/words.ts'
import { firmBook } from '../../modules/enterprises/firm-words.ts'
import { vacancyRate } from '../../modules/enterprises/occupancy.ts'
import { fillTower } from '../../modules/enterprises/tower.fixture.ts'
import { formatIn } from '../../ui/format.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneEn, type View, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
  await fillTower(town, 40)
}, 180_000)
afterAll(() => town?.close())

const plan = () => town.signInAs('community1').call(getPlan, { params: { placeId: town.town.places.building111 } })

// A lease has run out: at the desk in Chinese, then another one on the phone in English.
const journeys: readonly [View, number][] = [
  [wideZh, 0],
  [phoneEn, 1],
]
describe.each(walked(journeys, 1))('a lease ends ($lang, $width px)', (view, which) => {
  const w = wordsIn(book, view.lang)
  const p = wordsIn(planBook, view.lang)
  const names = wordsIn(firmBook, view.lang)
  const percent = (rate: number | null) =>
    (rate ?? 0).toLocaleString('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })
  stepsFollow()
  let page: Page
  let suite: SuiteView
  let before: number | null

  const inPicture = () => page.getByRole('button', { name: new RegExp(`^${suite.number}(?!\\d)`) }).first()

  it('finds the building in the list, and in its picture the suite whose lease ends', async () => {
    const now = await plan()
    before = vacancyRate(now.occupancy)
    const ending = now.suites.filter(({ state, stay }) => state === 'expiring' && stay?.basis === 'rent')
    suite = ending[which] as SuiteView
    page = await town.open('community1', view, '/desk/buildings')
    await page.getByRole('link', { name: view.lang === 'zh' ? /1栋$/ : /^Building 1,/ }).click()
    await page.getByRole('button', { name: new RegExp(`^${w.vacancy}.*${percent(before)}`) }).waitFor()
    await town.expectAccessible(page)
    await page.getByRole('button', { name: new RegExp(`^${w.expiring}`) }).click()
    await page.getByRole('heading', { name: p.counted(p.mark.expiring, formatIn(view.lang).date(now.on)) }).waitFor()
    await inPicture().click()
    await page.getByRole('heading', { name: p.suiteTitle(suite.number) }).waitFor()
    await town.expectAccessible(page)
  })

  it('moves the firm out: the suite turns vacant, and the vacancy rate rises by its area', async () => {
    await page.getByRole('button', { name: p.moveOut }).click()
    const form = page.getByRole('dialog').last()
    await form.getByRole('combobox').selectOption('lease_end')
    await form.getByRole('button', { name: p.moveOut, exact: true }).click()
    await form.getByRole('combobox').waitFor({ state: 'hidden' })
    await page.getByText(names.suiteState.vacant, { exact: true }).first().waitFor()
    const after = await plan()
    expect(after.occupancy.vacantCm2).toBeGreaterThan(0)
    const rate = vacancyRate(after.occupancy)
    expect(rate).toBeGreaterThan(before ?? 1)
    await page
      .getByRole('button', { name: new RegExp(`^${w.vacancy}.*${percent(rate)}`), includeHidden: true })
      .waitFor({ state: 'attached' })
    expect(after.suites.find(({ id }) => id === suite.id)?.state).toBe('vacant')
  })

  it('still shows the firm on a day in the past', async () => {
    const address = new URL(page.url())
    address.search = `?on=2026-11-01&suite=${suite.id}`
    await page.goto(address.href)
    const firm = (view.lang === 'en' ? suite.stay?.firmNameEn : suite.stay?.firmName) ?? ''
    await page
      .getByRole('button', { name: new RegExp(`^${suite.number}(?!\\d).*${firm}`), includeHidden: true })
      .first()
      .waitFor({ state: 'attached' })
    await page.getByRole('link', { name: firm }).first().waitFor()
    await town.expectAccessible(page)
    expect(town.faults).toEqual([])
  })
})
