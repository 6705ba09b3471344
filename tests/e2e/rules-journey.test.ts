import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { defaultCategories } from '../../modules/matters/defaults/categories.ts'
import { words as matterBook } from '../../modules/matters/desk/matter/words.ts'
import { documentWords } from '../../modules/matters/desk/rules/document-words.ts'
import { words as ruleBook } from '../../modules/matters/desk/rules/words.ts'
import { take } from '../../modules/matters/matter-app.fixture.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { getCalendarRules, getKindRules } from '../../modules/matters/rules/contract.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const category = defaultCategories.find(({ zh }) => zh === '楼道堆物')?.code ?? ''
const w = wordsIn(ruleBook, 'zh')
const en = wordsIn(ruleBook, 'en')
const m = wordsIn(matterWords, 'zh')
const d = wordsIn(documentWords, 'zh')
const dEn = wordsIn(documentWords, 'en')
const page = wordsIn(matterBook, 'zh')
const kind = () => town.signInAs('administrator').call(getKindRules, { params: { code: 'demand' } })

// A changed deadline, tried and saved.
describe('a time limit', () => {
  stepsFollow()
  let desk: Page

  beforeAll(async () => {
    const worker = town.signInAs('gridWorker11')
    for (const title of ['楼道堆了纸箱', '楼道堆了旧家具']) {
      const { id } = await town.reportAt('building111', title, { category })
      town.clock.move(60 * 60_000)
      await take(worker, id, { action: 'contact' })
    }
    await town.deliver()
  })

  it('is changed in the grid, where the draft says what differs', async () => {
    desk = await town.open('administrator', wideZh, '/desk/rules')
    await desk.getByRole('link', { name: '居民诉求' }).click()
    await desk.getByText(m.stage.contact, { exact: true }).first().click()
    await desk.getByRole('textbox', { name: w.find }).fill('堆物')
    await desk.getByRole('button', { name: w.change('楼道堆物', w.column.normal, '4 工作时') }).click()
    await desk.getByRole('textbox', { name: w.amount }).fill('0')
    await desk.getByRole('button', { name: w.take }).click()
    await desk.getByRole('alert').getByText(w.wrongAmount).waitFor()
    await desk.getByRole('textbox', { name: w.amount }).fill('30')
    await desk.getByRole('combobox', { name: w.unit }).selectOption('minutes')
    await desk.getByRole('button', { name: w.take }).click()
    await desk.getByText('→ 30 分钟').waitFor()
    await town.expectAccessible(desk)
  })

  it('is tried on what was reported last month', async () => {
    await desk.getByRole('button', { name: w.try }).click()
    await desk.getByText(w.changed('2')).waitFor()
    await desk.getByText(w.newlyLate('2')).waitFor()
    // The administrator sees when, not what.
    expect(await desk.getByRole('table').getByText('旧家具').count()).toBe(0)
    await town.expectAccessible(desk)
  })

  it('is saved with what it rests on, as the next version', async () => {
    await desk.getByRole('button', { name: w.save }).click()
    await desk.getByRole('alert').getByText(w.sourceMissing).waitFor()
    await desk.getByRole('textbox', { name: w.source }).fill('街道办公会 2026-11-20')
    await desk.getByRole('button', { name: w.save }).click()
    await desk.getByRole('button', { name: w.restore(1) }).waitFor()
    await desk.getByText('街道办公会 2026-11-20').waitFor()
    const { versions } = await kind()
    expect(versions[0]).toMatchObject({ version: 2, state: 'in_force', tried: { changed: 2, newlyLate: 2 } })
  })

  it('goes back on a phone, which makes a third version', async () => {
    const phone = await town.open('administrator', phoneEn, '/desk/rules/kinds/demand')
    await phone.getByRole('button', { name: en.restore(1) }).click()
    await phone.getByText(en.backTo(1)).waitFor()
    await phone.getByRole('button', { name: en.try }).click()
    await phone.getByText(en.newlyInTime('2')).waitFor()
    await phone.getByRole('textbox', { name: en.source }).fill('The office could not keep it')
    await phone.getByRole('button', { name: en.save }).click()
    await phone.getByRole('button', { name: en.restore(2) }).waitFor()
    await town.expectAccessible(phone)
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
    expect((await kind()).versions[0]).toMatchObject({ version: 3, backTo: 1, tried: { newlyInTime: 2 } })
    expect(town.faults).toEqual([])
  })
})

// A city's own day off, tried and saved.
describe('the working calendar', () => {
  stepsFollow()

  it('is drawn by months, and a day of it is changed, tried and saved', async () => {
    await town.reportAt('building111', '楼道又堆了纸箱', { category })
    await town.deliver()
    const desk = await town.open('administrator', wideZh, '/desk/rules/calendar')
    await desk.getByRole('button', { name: /^2026年11月24日/ }).click()
    await desk.getByText(w.nationally(w.day.work)).waitFor()
    await desk.getByRole('radio', { name: w.day.rest }).check({ force: true })
    await desk.getByRole('textbox', { name: w.dayName }).fill('州庆')
    await desk.getByRole('button', { name: new RegExp(`^2026年11月24日.*${w.day.rest} · ${w.local} · 州庆`) }).waitFor()
    await desk.getByRole('button', { name: w.try }).click()
    await desk.getByRole('heading', { name: w.trial }).waitFor()
    await desk.getByRole('textbox', { name: w.source }).fill('州政府通知')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.save }).click()
    await desk.getByRole('button', { name: w.restore(1) }).waitFor()
    const { versions } = await town.signInAs('administrator').call(getCalendarRules)
    expect(versions[0]?.calendar).toMatchObject({
      overrides: { '2026-11-24': 'rest' },
      names: { '2026-11-24': '州庆' },
    })
  })

  it('is read on a phone', async () => {
    const phone = await town.open('administrator', phoneEn, '/desk/rules/calendar')
    await phone.getByRole('button', { name: /24 Nov 2026 · off · set here/ }).waitFor()
    await town.expectAccessible(phone)
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
    expect(town.faults).toEqual([])
  })
})

// What a level may be given, and a dispatch against it.
describe('the duty list', () => {
  stepsFollow()
  let id: string

  it('gets a line, is tried and saved', async () => {
    id = (await town.reportAt('building111', '楼道堆了木板', { category })).id
    await town.deliver()
    const desk = await town.open('administrator', wideZh, '/desk/rules')
    await desk.getByRole('link', { name: d.dutiesSaid('0') }).click()
    await desk.getByText(d.dutiesEmpty).waitFor()
    await desk.getByRole('combobox', { name: d.level }).selectOption('community')
    await desk.getByRole('combobox', { name: d.category }).selectOption(category)
    await desk.getByRole('button', { name: d.add }).click()
    await desk.getByText(d.dutyHint.none).waitFor()
    await desk.getByRole('button', { name: d.tryDuties }).click()
    await desk.getByRole('textbox', { name: w.source }).fill('履职清单 2026')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.save }).click()
    await desk.getByRole('button', { name: w.restore(1) }).waitFor()
  })

  it('warns at the dispatch, names who should have it, and lets go on with a reason', async () => {
    const desk = await town.open('community1', wideZh, `/desk/matters/${id}`)
    await desk.getByRole('button', { name: '转办' }).click()
    const form = desk.getByRole('form', { name: '转办' })
    await form.getByRole('radio', { name: /清单：不承担/ }).check()
    await form.getByRole('textbox').last().fill('网格员请假，社区先去看')
    await form.getByRole('button', { name: '转办' }).click()
    await form.getByText(/履职清单：.*应由「.+」办理/).waitFor()
    await town.expectAccessible(desk)
    await form.getByRole('checkbox', { name: page.field.beyondDuty }).check({ force: true })
    await form.getByRole('button', { name: '转办' }).click()
    await form.waitFor({ state: 'detached' })
    await desk.getByText('网格员请假，社区先去看').first().waitFor()
    await desk.getByText(/履职清单里这一级不承担/).waitFor()
  })

  it('counts it, and is read on a phone', async () => {
    const phone = await town.open('administrator', phoneEn, '/desk/rules/duties')
    await phone.getByText(dEn.dispatched('1', '1')).waitFor()
    await town.expectAccessible(phone)
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
  })
})

// A category is renamed and another retired.
describe('the categories', () => {
  stepsFollow()

  it('are changed, tried on the matters that carry them, and saved', async () => {
    const desk = await town.open('administrator', wideZh, '/desk/rules/categories/liren')
    await desk.getByRole('textbox', { name: d.find }).fill('堆物')
    await desk.getByRole('button', { name: /楼道堆物$/ }).click()
    await desk.getByRole('button', { name: d.retire }).click()
    await desk.getByText(`${d.what.retired}: `, { exact: false }).first().waitFor()
    await desk.getByRole('button', { name: d.try }).click()
    await desk.getByText(/停用 1 类，涉及在办/).waitFor()
    await desk.getByRole('textbox', { name: w.source }).fill('街道办公会')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.save }).click()
    await desk.getByRole('button', { name: w.restore(1) }).waitFor()
    const phone = await town.open('administrator', phoneEn, '/desk/rules/categories/liren')
    await phone.getByRole('button', { name: en.restore(1) }).waitFor()
    await town.expectAccessible(phone)
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
    expect(town.faults).toEqual([])
  })
})
