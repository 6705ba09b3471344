import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as callBook } from '../../modules/matters/desk/call-backs/words.ts'
import { words as intakeBook } from '../../modules/matters/desk/intake/words.ts'
import { words as listBook } from '../../modules/matters/desk/list/words.ts'
import { words as matterBook } from '../../modules/matters/desk/matter/words.ts'
import { transitionOf } from '../../modules/matters/matter.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { stepsFollow, tabTo, walked } from './journey.ts'
import { picture } from './picture.ts'
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
    community: 'community1',
    worker: 'gridWorker11',
    post: '第11网格网格员',
    said: '楼顶漏水,滴到五楼家里,下雨就漏,已经报过物业没有人来',
    mark: '楼顶漏水',
    place: '机床厂小区1栋',
    compound: '机床厂小区',
    done: '已补好防水层,雨后看过不漏了',
    message: '张阿姨 2026/11/23 上午9:21\n你好,机床厂小区2栋楼下的垃圾桶满了三天没人收,臭得很。电话12000004321',
  },
  {
    lang: 'en',
    wide: wideEn,
    community: 'community2',
    worker: 'gridWorker21',
    post: 'gridWorker21',
    said: 'Water drips from the roof into the flat on the fifth floor whenever it rains',
    mark: 'Water drips from the roof',
    place: '铁路新村1栋',
    compound: 'Railway Village',
    done: 'The roof is sealed, and it stayed dry after the rain',
    message: '张阿姨 2026/11/23 上午9:21\n你好,铁路新村2栋楼下的垃圾桶满了三天没人收,臭得很。电话12000004321',
  },
] as const

describe.each(walked(journeys))('a call at the desk, $lang', (of) => {
  const { lang } = of
  const intake = wordsIn(intakeBook, lang)
  const matter = wordsIn(matterBook, lang)
  const calls = wordsIn(callBook, lang)
  const common = wordsIn(matterWords, lang)

  stepsFollow()
  let desk: Page
  let worker: Page

  it('is taken down without leaving the keyboard', async () => {
    worker = await town.open(of.worker, of.wide, '/desk/')
    await worker.getByRole('table').waitFor()
    desk = await town.open(of.community, of.wide, '/desk/intake')
    await desk.getByRole('textbox', { name: intake.body }).and(desk.locator(':focus')).waitFor()
    await desk.keyboard.insertText(of.said)
    await tabTo(desk, 'combobox', intake.place)
    await desk.keyboard.insertText(of.place)
    await desk.getByRole('option').first().waitFor()
    await desk.keyboard.press('Enter')
    await desk.getByText(of.compound).last().waitFor()
    await tabTo(desk, 'textbox', intake.phone)
    await desk.keyboard.type('12000001234')
    await tabTo(desk, 'textbox', intake.name)
    await desk.keyboard.insertText('李女士')
    await town.expectAccessible(desk)
    await desk.keyboard.press('Control+Enter')
    await desk.getByText(intake.done.say(of.post)).waitFor()
    expect(await desk.getByRole('status', { name: intake.done.read }).textContent()).toMatch(/^\w{5}-\w{5}$/)
    await town.expectAccessible(desk)
  })

  it('a WeChat message is pasted and read: telephone, name, place, category', async () => {
    // The focus is where one goes on: Enter opens the next form.
    await desk.keyboard.press('Enter')
    await desk.getByRole('textbox', { name: intake.body }).and(desk.locator(':focus')).waitFor()
    await desk.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await desk.evaluate((text) => navigator.clipboard.writeText(text), of.message)
    await desk.keyboard.press('Control+V')
    await desk.getByText(intake.drafted).waitFor()
    expect(await desk.getByRole('textbox', { name: intake.phone }).inputValue()).toBe('12000004321')
    expect(await desk.getByRole('textbox', { name: intake.name }).inputValue()).toBe('张阿姨')
    expect(await desk.getByRole('combobox', { name: intake.category }).inputValue()).not.toBe('')
    await desk.getByText(`${of.compound} `).first().waitFor()
    await town.expectAccessible(desk)
    await desk.keyboard.press('Control+Enter')
    await desk.getByText(intake.done.say(of.post)).waitFor()
  })

  it('is worked on by the one who holds it', async () => {
    const row = worker.getByRole('row').filter({ hasText: of.mark })
    await row.waitFor()
    await town.expectAccessible(worker)
    await row.getByRole('link').click()
    await worker.getByRole('heading', { name: of.mark }).waitFor()
    await town.expectAccessible(worker)
    await worker.getByRole('button', { name: transitionOf('contact').name[lang], exact: true }).click()
    await worker.getByRole('textbox', { name: matter.field.words.contact }).and(worker.locator(':focus')).waitFor()
    await worker.keyboard.press('Control+Enter')

    await worker.getByRole('button', { name: transitionOf('resolve').name[lang], exact: true }).click()
    const form = worker.getByRole('form', { name: transitionOf('resolve').name[lang] })
    await form.getByRole('radio', { name: common.outcome.solved }).press('Space')
    await form.getByRole('textbox', { name: matter.field.words.resolve }).fill(of.done)
    await form.locator('input[type=file]').setInputFiles(await picture('roof'))
    await form.getByRole('img').first().waitFor()
    await town.expectAccessible(worker)
    await form.getByRole('button', { name: transitionOf('resolve').name[lang] }).click()
    await form.waitFor({ state: 'hidden' })
    await worker.getByText(of.done).first().waitFor()
  })

  it('is called back: nobody answers at first, then it is solved, and they are content', async () => {
    await desk.goto(`${town.base}/desk/call-backs`)
    await desk.getByRole('heading', { name: of.mark }).waitFor()
    await desk.getByText(of.done).waitFor()
    await town.expectAccessible(desk)
    await desk.keyboard.press('u')
    await desk.keyboard.press('Control+Enter')
    await desk.getByText(calls.done.unreached).waitFor()
    await desk.getByText(calls.attempts(1, '').trim()).first().waitFor()
    await desk.keyboard.press('y')
    await desk.keyboard.press('5')
    await town.expectAccessible(desk)
    await desk.keyboard.press('Control+Enter')
    await desk.getByText(calls.done.solved).waitFor()
    await desk.getByText(calls.empty).waitFor()
  })

  it('is closed, and counted', async () => {
    await worker.getByText(common.state.closed).first().waitFor()
    const list = wordsIn(listBook, lang)
    await desk.goto(`${town.base}/desk/matters?figure=satisfaction&part=numerator`)
    await desk.getByText(list.figureAt(list.figure.satisfaction, list.part.numerator)).waitFor()
    await desk.getByRole('row').filter({ hasText: of.mark }).waitFor()
    expect(await desk.getByRole('row').count()).toBe(2)
    expect(town.faults).toEqual([])
  })
})
