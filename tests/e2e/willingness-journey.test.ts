import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { registerOwner } from '../../modules/choices/choices.fixture.ts'
import { words as deskBook } from '../../modules/choices/desk/words.ts'
import { words as pocketBook } from '../../modules/choices/pocket/words.ts'
import { choiceBook } from '../../modules/choices/web/words.ts'
import { stepsFollow } from './journey.ts'
import { picture } from './picture.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
  const { phones } = town.town
  const own = (name: string, phone: string, number: string, squareMetres: number) =>
    registerOwner(town, { name, phone, rooms: [['building111', number, squareMetres]] })
  await own('李秀英', phones.resident1, '601', 150)
  await own('王伟', phones.resident2, '701', 100)
  await own('张敏', '10000066003', '801', 150)
  await registerOwner(town, { kind: 'developer', name: '滇池置业', rooms: [['building112', '101', 400]] })
}, 180_000)
afterAll(() => town?.close())

const title = '一单元加装电梯'

// The community sits at a desk, two owners and the grid worker have phones. 600 of 1000 m² take part: two thirds are just missed.
describe('owners are asked', () => {
  const w = wordsIn(deskBook, 'zh')
  const p = wordsIn(pocketBook, 'zh')
  const n = wordsIn(choiceBook, 'zh')
  stepsFollow()
  let desk: Page
  let owner: Page
  let code: string
  let questionId: string

  it('an owner is registered by hand, one head a row', async () => {
    desk = await town.open('community1', wideZh, '/desk/owners')
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: '机床厂小区' }).first().click()
    await desk.getByRole('button', { name: w.register.add, exact: true }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(w.register.name).fill('赵强、钱芳')
    await dialog.getByLabel(w.register.building).selectOption({ label: '1栋' })
    await dialog.getByLabel(w.register.unit, { exact: true }).fill('1')
    await dialog.getByLabel(w.register.number, { exact: true }).fill('501')
    await dialog.getByLabel(w.register.area).fill('200')
    await town.expectAccessible(desk)
    await dialog.getByRole('button', { name: w.register.save }).click()
    await desk.getByRole('link', { name: '赵*、钱*' }).waitFor()
    await desk.getByText('5 人 · 5 / 5 套 · 1,000 ㎡').waitFor()
    await town.expectAccessible(desk)
  })

  it('a question is put, and notice is given', async () => {
    await desk.getByRole('link', { name: w.ask }).click()
    await desk.getByLabel(w.form.title).fill(title)
    await desk.getByLabel(w.form.words).fill('在一单元加装电梯一部，费用由业主分摊，政府补贴二十万元。')
    await desk.getByLabel(w.form.matter).selectOption('7')
    await desk.getByLabel(w.form.noticeDays).fill('7')
    await desk.getByLabel(w.form.votingDays).fill('10')
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.form.save }).click()
    await desk.getByRole('button', { name: w.step.announce }).click()
    await desk.getByText(n.state.announced, { exact: true }).waitFor()
    await town.expectAccessible(desk)
    questionId = desk.url().split('/').at(-1) ?? ''
    const to = await desk.getByRole('link', { name: w.openPublic }).getAttribute('href')
    code = to?.split('/').at(-1) ?? ''
    const anybody = await town.open(null, phoneZh, `/w/${code}`)
    await anybody.getByText(n.label).waitFor()
    await anybody.getByText('1,000 ㎡ · 5 人').waitFor()
    await town.expectAccessible(anybody)
  })

  it('it opens after the notice; an owner votes on the phone', async () => {
    await town.passDays(7)
    desk = await town.open('community1', wideZh, `/desk/questions/${questionId}`)
    await desk.getByRole('button', { name: w.step.open }).click()
    await desk.getByRole('heading', { name: w.roll }).waitFor()
    owner = await town.open('resident1', phoneZh, '/questions')
    await town.expectAccessible(owner)
    await owner.getByRole('link', { name: title }).click()
    await owner.getByLabel(n.choice.agree, { exact: true }).check()
    await town.expectAccessible(owner)
    await owner.getByRole('button', { name: p.vote, exact: true }).click()
    await owner.getByText(p.voted(n.choice.agree)).waitFor()
    const other = await town.open('resident2', phoneZh, `/w/${code}`)
    await other.getByLabel(n.choice.agree, { exact: true }).check()
    await other.getByRole('button', { name: p.vote, exact: true }).click()
    await other.getByText(p.voted(n.choice.agree)).waitFor()
  })

  it('a slip on paper is taken down with its photo', async () => {
    await desk.reload()
    await desk.getByRole('button', { name: w.take.title('1栋 1单元 501') }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByText(n.choice.agree, { exact: true }).click()
    await dialog.locator('input[type=file]').setInputFiles(await picture('slip'))
    await town.expectAccessible(desk)
    await dialog.getByRole('button', { name: w.take.save, exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await desk
      .getByRole('table', { name: w.roll })
      .getByText(new RegExp(`^${n.channel.paper} · `))
      .waitFor()
    await town.expectAccessible(desk)
  })

  it('the grid worker takes a vote at the door', async () => {
    const worker = await town.open('gridWorker11', phoneZh, '/questions')
    await worker.getByRole('link', { name: title }).click()
    await worker.getByRole('button', { name: /801/ }).click()
    await worker.getByLabel(n.choice.agree, { exact: true }).check()
    await town.expectAccessible(worker)
    await worker.getByRole('button', { name: p.takeSave, exact: true }).click()
    await worker.getByText(p.taken).waitFor()
    await town.expectAccessible(worker)
  })

  it('the count says which threshold is missed, and by how much', async () => {
    await town.passDays(11)
    desk = await town.open('community1', wideZh, `/desk/questions/${questionId}`)
    await desk.getByRole('button', { name: w.step.close }).click()
    await desk.getByText(n.failed(n.fails(n.line.participation, n.side.areaCm2, '66.6667 ㎡'))).waitFor()
    await desk.getByText(w.byChannel('1', '1', '2')).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.step.publish }).click()
    await desk.getByText(n.state.published, { exact: true }).waitFor()
  })

  it('everybody reads the result, and an owner objects', async () => {
    owner = await town.open('resident1', phoneZh, `/w/${code}`)
    await owner.getByText(n.failed(n.fails(n.line.participation, n.side.areaCm2, '66.6667 ㎡'))).waitFor()
    await owner.getByRole('button', { name: p.object }).click()
    await owner.getByLabel(p.object).fill('建设单位的面积没有参与，请再征集一次')
    await owner.getByRole('button', { name: p.send }).click()
    await owner.getByText(p.waiting).waitFor()
    await town.expectAccessible(owner)
    await desk.reload()
    await desk.getByRole('button', { name: w.answer, exact: true }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(w.answer).fill('已记录，下月再征集一次。')
    await dialog.getByRole('button', { name: w.answer, exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
  })

  it('it reads as well in English, on a desk and on a phone', async () => {
    const e = wordsIn(choiceBook, 'en')
    const missed = e.failed(e.fails(e.line.participation, e.side.areaCm2, '66.6667 m²'))
    for (const view of [wideEn, phoneEn]) {
      const page = await town.open('community1', view, `/desk/questions/${questionId}`)
      await page.getByText(missed).waitFor()
      await town.expectAccessible(page)
    }
    const anybody = await town.open(null, phoneEn, `/w/${code}`)
    await anybody.getByText(missed).waitFor()
    await town.expectAccessible(anybody)
    const narrow = await town.open('community1', phoneZh, `/desk/questions/${questionId}`)
    await narrow.getByRole('heading', { name: title }).waitFor()
    expect(town.faults).toEqual([])
  })
})
