import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { getPlan, type SuiteView } from '../../modules/enterprises/buildings-contract.ts'
import { registerFirm } from '../../modules/enterprises/contract.ts'
import { words as listBook } from '../../modules/enterprises/desk/buildings/words.ts'
import { words as planBook } from '../../modules/enterprises/desk/plan/words.ts'
import { words as book } from '../../modules/enterprises/desk/words.ts'
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

// Where is it empty, at the end of which month; the building is put right; a firm takes several suites at once.
const views: readonly [View][] = [[wideZh], [phoneEn]]
describe.each(walked(views))('vacant suites are found and filled ($lang, $width px)', (view) => {
  const w = wordsIn(book, view.lang)
  const b = wordsIn(listBook, view.lang)
  const p = wordsIn(planBook, view.lang)
  const { date } = formatIn(view.lang)
  stepsFollow()
  let page: Page
  let suites: readonly SuiteView[]

  it('chooses a place and a month: figures, trend and lists are theirs', async () => {
    page = await town.open('street1', view, '/desk/buildings?month=2026-08')
    await page.getByText(b.asOf(date('2026-08-31'))).waitFor()
    await page.getByRole('combobox', { name: b.where }).fill('天祥社区')
    await page.getByRole('listbox').getByRole('option').first().click()
    await page.waitForURL(/placeId=/)
    await page.getByText(b.asOf(date('2026-08-31'))).waitFor()
    await town.expectAccessible(page)
    await page
      .getByRole('link', { name: new RegExp(w.vacancy) })
      .first()
      .click()
    await page.waitForURL(/suites\?state=vacant&placeId=.*&on=2026-08-31/)
    await page.goBack()
    await page.getByRole('button', { name: b.toToday }).click()
    await page.getByText(b.asOfToday(date('2026-11-23'))).waitFor()
  })

  it('puts the building right: floors, area, who looks after it', async () => {
    page = await town.open('community1', view, `/desk/buildings/${town.town.places.building111}`)
    await page.getByRole('button', { name: p.correctBuilding, exact: true }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: b.gross }).fill('61000')
    const search = form.getByRole('combobox', { name: b.choosePost }).last()
    await search.fill('1号社区')
    await page.getByRole('listbox').getByRole('option').first().click()
    await town.expectAccessible(page)
    await form.getByRole('button', { name: b.correct }).click()
    await form.waitFor({ state: 'hidden' })
    const { building } = await plan()
    expect([building.grossAreaCm2, building.stewardPost !== null]).toEqual([610_000_000, true])
  })

  it('reads every number in the picture, also where suites are narrow', async () => {
    await page.locator('.plan-suite').first().waitFor()
    const clipped = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.plan-number')]
        .filter((number) => number.scrollWidth > number.clientWidth + 1)
        .map((number) => `${number.textContent} in ${number.parentElement?.clientWidth} px`),
    )
    expect(clipped).toEqual([])
  })

  it('lets a firm take several suites of a floor at once', async () => {
    const name = view.lang === 'zh' ? '昆明连层软件有限公司' : 'Wide Floors'
    const placeId = town.town.places.building111
    await town.signInAs('community1').call(registerFirm, { body: { name, nameEn: name, placeId } })
    suites = (await plan()).suites.filter(({ state }) => state === 'vacant')
    const floors = suites.map(({ floor }) => floor)
    const [first, second] = suites.filter(({ floor }) => floors.filter((one) => one === floor).length > 1)
    if (!first || !second || first.floor !== second.floor) throw new Error('no floor with two vacant suites')
    await page.goto(`${town.base}/desk/buildings/${placeId}?suite=${first.id}`)
    await page.getByRole('button', { name: p.moveIn }).click()
    const form = page.getByRole('dialog').last()
    await form.getByRole('combobox', { name: p.whichFirm }).fill(name)
    await page.getByRole('option', { name: new RegExp(name) }).click()
    await form.getByRole('checkbox', { name: new RegExp(`^${second.number} `) }).check()
    await town.expectAccessible(page)
    await form.getByRole('button', { name: p.moveIn, exact: true }).click()
    await form.getByRole('combobox', { name: p.whichFirm }).waitFor({ state: 'hidden' })
    const after = await plan()
    const taken = after.suites.filter(({ stay }) => stay?.firmName === name).map(({ number }) => number)
    expect(taken.toSorted()).toEqual([first.number, second.number].toSorted())
    expect(town.faults).toEqual([])
  })
})
