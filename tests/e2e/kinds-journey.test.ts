import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { listMatters } from '../../modules/matters/contract.ts'
import { formWords } from '../../modules/matters/desk/rules/form-words.ts'
import { words as ruleBook } from '../../modules/matters/desk/rules/words.ts'
import { words as filledBook } from '../../modules/matters/forms/words.ts'
import { transitionOf } from '../../modules/matters/matter.ts'
import { take } from '../../modules/matters/matter-app.fixture.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as actBook } from '../../modules/matters/pocket/matter/act-words.ts'
import { words as reportBook } from '../../modules/matters/pocket/report/words.ts'
import { stepsFollow } from './journey.ts'
import { picture } from './picture.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(ruleBook, 'zh')
const f = wordsIn(formWords, 'zh')
const en = wordsIn(formWords, 'en')
const filled = wordsIn(filledBook, 'zh')
const report = wordsIn(reportBook, 'zh')
const act = wordsIn(actBook, 'zh')
const common = wordsIn(matterWords, 'zh')
const resolve = transitionOf('resolve').name.zh

// A field and a closing condition, from the administrator to the worker who cannot close without it.
describe('the form of a kind', () => {
  stepsFollow()
  let desk: Page
  let worker: Page

  beforeAll(async () => {
    const { id } = await town.reportAt('building111', '楼下夜里施工')
    await take(town.signInAs('gridWorker11'), id, { action: 'contact' })
    await town.deliver()
  })

  it('gets two fields, which change places by the keyboard, and a closing condition', async () => {
    desk = await town.open('administrator', wideZh, '/desk/rules/kinds/demand')
    await desk.getByRole('combobox', { name: f.addKind }).selectOption('number')
    await desk.getByRole('button', { name: f.add, exact: true }).click()
    await desk.getByRole('textbox', { name: f.label.zh }).fill('持续几天')
    await desk.getByRole('textbox', { name: f.label.en }).fill('For how many days')
    await desk.getByRole('textbox', { name: f.unit }).fill('天')
    await desk.getByRole('textbox', { name: f.min }).fill('1')
    await desk.getByRole('checkbox', { name: f.required }).check({ force: true })
    await desk.getByRole('combobox', { name: f.addKind }).selectOption('yesno')
    await desk.getByRole('button', { name: f.add, exact: true }).click()
    await desk.getByRole('textbox', { name: f.label.zh }).fill('夜间')
    await desk.getByRole('textbox', { name: f.label.en }).fill('At night')
    const night = desk.getByRole('button', { name: /夜间$/ })
    await night.focus()
    await desk.keyboard.press('Alt+ArrowUp')
    await desk.getByText(f.movedTo('夜间', 1)).waitFor()
    await night.and(desk.locator(':focus')).waitFor()
    const closing = desk.getByRole('group', { name: f.closing })
    await closing.getByRole('button', { name: f.addStatement }).click()
    await closing.getByRole('textbox', { name: f.statement(1, w.lang.zh) }).fill('工地已停工')
    await closing.getByRole('textbox', { name: f.statement(1, w.lang.en) }).fill('The site has stopped')
    await town.expectAccessible(desk)
  })

  it('is tried on last month’s matters before it is saved', async () => {
    await desk.getByRole('button', { name: w.try }).click()
    await desk.getByText(f.lacking('1')).waitFor()
    await desk.getByText(`${f.condition.field('持续几天')}: ${f.outOf('1', '1')}`).waitFor()
    await desk.getByRole('textbox', { name: w.source }).fill('街道办公会')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.save }).click()
    await desk.getByRole('button', { name: w.restore(1) }).waitFor()
    await desk.getByText(f.triedForm('1', '0')).waitFor()
  })

  it('is filled in by a resident on the phone', async () => {
    const resident = await town.open(null, phoneZh, '/r/530103-building111')
    await resident.getByText('机床厂小区 1栋').waitFor()
    await resident.getByLabel(report.what).fill('楼下工地夜里一直施工，睡不着')
    await resident.getByRole('textbox', { name: '持续几天' }).fill('0')
    await resident.getByRole('group', { name: '夜间' }).getByRole('radio', { name: filled.yes }).check()
    await resident.getByRole('button', { name: report.send }).click()
    await resident.getByText('不少于 1 天').waitFor()
    await resident.getByRole('textbox', { name: '持续几天' }).fill('6')
    await town.expectAccessible(resident)
    await resident.getByRole('button', { name: report.send }).click()
    await resident.getByRole('heading', { name: report.sentTitle }).waitFor()
  })

  it('is read by the worker, who cannot close before the condition is ticked', async () => {
    worker = await town.open('gridWorker11', phoneZh, '/work')
    await worker.getByRole('link').filter({ hasText: '睡不着' }).click()
    await worker.getByText('6 天').waitFor()
    const { rows } = await town.signInAs('gridWorker11').call(listMatters, { query: { q: '睡不着' } })
    await take(town.signInAs('gridWorker11'), rows[0]?.id as MatterId, { action: 'contact' })
    await worker.reload()
    await worker.getByRole('button', { name: resolve }).click()
    const sheet = worker.getByRole('dialog')
    await sheet.getByRole('radio', { name: common.outcome.solved }).check()
    await sheet.getByRole('textbox', { name: act.words }).fill('工地已停工，晚十点后不再施工')
    await sheet.locator('input[type=file]').setInputFiles(await picture('site'))
    await sheet.getByRole('img').first().waitFor()
    await sheet.getByRole('button', { name: resolve }).click()
    await sheet.getByText(filled.unticked).waitFor()
    await town.expectAccessible(worker)
    await sheet.getByRole('checkbox', { name: '工地已停工' }).check()
    await sheet.getByRole('button', { name: resolve }).click()
    await sheet.waitFor({ state: 'hidden' })
    await worker.getByText('✓ 工地已停工').waitFor()
  })

  it('stands on the page of the kind on a phone', async () => {
    const phone = await town.open('administrator', phoneEn, '/desk/rules/kinds/demand')
    await phone.getByRole('button', { name: /At night$/ }).click()
    await phone.getByRole('textbox', { name: en.label.en }).waitFor()
    await town.expectAccessible(phone)
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
    expect(town.faults).toEqual([])
  })
})
