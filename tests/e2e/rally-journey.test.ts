import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as deskBook } from '../../modules/matters/desk/matter/words.ts'
import { words as myWorkBook } from '../../modules/matters/desk/my-work/words.ts'
import { transitionOf } from '../../modules/matters/matter.ts'
import { look } from '../../modules/matters/matter-app.fixture.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { words as actBook } from '../../modules/matters/pocket/matter/act-words.ts'
import { words as pocketBook } from '../../modules/matters/pocket/matter/words.ts'
import { words as workBook } from '../../modules/matters/pocket/work/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneZh, wideEn } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const said = '小区门口路面塌了一块,下面在冒水,占了半条路'
const water = { zh: '区水务局', en: 'waterDepartment' }
const office = { zh: '金辰街道城管办', en: 'streetDepartment1' }

// The grid worker and the street's office are on the phone in Chinese, the water department at a desk in English.
describe('a rally of two departments', () => {
  const act = wordsIn(actBook, 'zh')
  const pocket = wordsIn(pocketBook, 'zh')
  const work = wordsIn(workBook, 'zh')
  const desk = wordsIn(deskBook, 'en')
  const myWork = wordsIn(myWorkBook, 'en')
  const states = wordsIn(matterWords, 'en')
  const name = {
    rally: transitionOf('rally').name.zh,
    answer: transitionOf('answer_rally').name,
    resolve: transitionOf('resolve').name.en,
  }

  stepsFollow()
  let id: MatterId
  let worker: Page
  let lead: Page

  it('is called on the phone: who comes, who leads, what each should do', async () => {
    id = (await town.reportAt('building111', said, { category: '080201' })).id
    worker = await town.open('gridWorker11', phoneZh, `/matters/${id}`)
    await worker.getByRole('button', { name: pocket.contactDone }).click()
    await worker.getByRole('button', { name: transitionOf('resolve').name.zh }).waitFor()
    await worker.getByText(pocket.alsoPossible).click()
    await worker.getByRole('button', { name: name.rally }).click()

    const sheet = worker.getByRole('dialog')
    await sheet.getByRole('checkbox', { name: water.zh }).check()
    // What was ticked stays ticked while another is looked for.
    await sheet.getByPlaceholder(act.searchPost).fill('城管')
    await sheet.getByRole('checkbox', { name: water.zh }).waitFor({ state: 'detached' })
    await sheet.getByRole('checkbox', { name: office.zh }).check()
    await sheet.getByRole('combobox', { name: act.lead }).selectOption(water.zh)
    await sheet.getByRole('textbox', { name: act.words }).fill('水务查管,城管围挡')
    await town.expectAccessible(worker)
    await sheet.getByRole('button', { name: name.rally }).click()
    await sheet.waitFor({ state: 'hidden' })

    const called = worker.getByRole('listitem').filter({ hasText: '待应哨' })
    await called.filter({ hasText: water.zh }).waitFor()
    await called.filter({ hasText: office.zh }).waitFor()
  })

  it('finds the lead at the desk, who may not resolve it before all have answered, and reads why', async () => {
    lead = await town.open('waterDepartment', wideEn, '/desk/')
    await lead.getByRole('link', { name: myWork.counts.rallied }).click()
    await lead.getByRole('link', { name: said }).first().click()
    await lead.getByRole('heading', { name: desk.next.yourTurn(states.stage.handle) }).waitFor()
    await lead.getByText(desk.rally.lead(water.en)).waitFor()
    await lead.getByText(desk.rally.left(2)).waitFor()
    await blockedBecause('2 rallied departments have not answered yet')
    await town.expectAccessible(lead)
  })

  it('takes the answer of the lead, and still waits for the other', async () => {
    await lead.getByRole('button', { name: name.answer.en }).click()
    const form = lead.getByRole('form', { name: name.answer.en })
    await form.getByRole('button', { name: name.answer.en }).click()
    await form.getByText(desk.fault.words).waitFor()
    await form
      .getByRole('textbox', { name: desk.field.words.answer_rally })
      .fill('The main is shut off and under repair')
    await form.getByRole('button', { name: name.answer.en }).click()
    await form.waitFor({ state: 'hidden' })
    await lead.getByText(desk.rally.left(1)).waitFor()
    await blockedBecause('1 rallied department has not answered yet')
    expect(await lead.getByRole('button', { name: name.answer.en }).count()).toBe(0)
  })

  it('takes the answer of the other department on the phone', async () => {
    const other = await town.open('streetDepartment1', phoneZh, '/work')
    await other.getByRole('link', { name: work.view.rallied }).click()
    await other.getByRole('link').filter({ hasText: said }).click()
    await other.getByRole('button', { name: name.answer.zh }).click()
    const sheet = other.getByRole('dialog')
    await sheet.getByRole('textbox', { name: act.words }).fill('已经围挡,派人疏导')
    await town.expectAccessible(other)
    await sheet.getByRole('button', { name: name.answer.zh }).click()
    await sheet.waitFor({ state: 'hidden' })
    await other.getByRole('listitem').filter({ hasText: office.zh }).getByText(pocket.rallyAnswered).waitFor()
    await town.expectAccessible(other)
  })

  it('is then resolved by the lead, whose page has heard of it by itself, and the grid worker sees so', async () => {
    await lead.getByText(desk.rally.allIn, { exact: true }).waitFor()
    await lead.getByRole('button', { name: name.resolve }).click()
    const form = lead.getByRole('form', { name: name.resolve })
    await form.getByText(states.outcome.solved, { exact: true }).click()
    await form.getByRole('textbox', { name: desk.field.words.resolve }).fill('The pipe is mended and the road is paved')
    await form.getByRole('button', { name: name.resolve }).click()
    await form.waitFor({ state: 'hidden' })
    await lead.getByText(states.state.resolved, { exact: true }).first().waitFor()
    await town.expectAccessible(lead)

    await worker.getByText('The pipe is mended and the road is paved').first().waitFor()
    await worker.getByText('已经围挡,派人疏导').first().waitFor()
    await town.expectAccessible(worker)
    expect(town.faults).toEqual([])
  })

  async function blockedBecause(words: string): Promise<void> {
    await lead.getByRole('listitem').filter({ hasText: name.resolve }).getByText(words).waitFor()
    expect(await lead.getByRole('button', { name: name.resolve, exact: true }).count()).toBe(0)
  }
})

describe('a rally for which nobody is asked to lead', () => {
  const act = wordsIn(actBook, 'zh')
  const pocket = wordsIn(pocketBook, 'zh')

  it('is led by the post that holds the matter, as the phone says, and stays with it', async () => {
    const { id } = await town.reportAt('building112', '单元门口的路面塌了一块', { category: '080201' })
    const worker = await town.open('gridWorker11', phoneZh, `/matters/${id}`)
    await worker.getByRole('button', { name: pocket.contactDone }).click()
    await worker.getByRole('button', { name: transitionOf('resolve').name.zh }).waitFor()
    await worker.getByText(pocket.alsoPossible).click()
    await worker.getByRole('button', { name: transitionOf('rally').name.zh }).click()

    const sheet = worker.getByRole('dialog')
    await sheet.getByRole('checkbox', { name: water.zh }).check()
    const lead = sheet.getByRole('combobox', { name: act.lead })
    expect(await lead.inputValue()).toBe(town.town.posts.gridWorker11)
    await sheet.getByRole('textbox', { name: act.words }).fill('请到场会商')
    await sheet.getByRole('button', { name: transitionOf('rally').name.zh }).click()
    await sheet.waitFor({ state: 'hidden' })

    await worker.getByRole('listitem').filter({ hasText: '待应哨' }).filter({ hasText: water.zh }).waitFor()
    const { holder, rally } = await look(town.signInAs('gridWorker11'), id)
    expect(holder?.postId).toBe(town.town.posts.gridWorker11)
    expect(rally?.members.map(({ postId }) => postId)).toEqual([town.town.posts.waterDepartment])
    expect(town.faults).toEqual([])
  })
})
