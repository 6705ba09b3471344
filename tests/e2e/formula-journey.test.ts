import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as boardWords } from '../../modules/briefings/desk/words.ts'
import { words as formulaWords } from '../../modules/matters/desk/formulas/words.ts'
import { listFormulas } from '../../modules/matters/formulas/contract.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

describe('a formula that is edited and undone', () => {
  stepsFollow()
  const [w, b] = [wordsIn(formulaWords, 'zh'), wordsIn(boardWords, 'zh')]
  const inForce = async () => {
    const { formulas } = await town.signInAs('administrator').call(listFormulas, {})
    return formulas.find(({ code }) => code === 'satisfaction')
  }

  it('is changed by picking conditions, tried on last month, and saved', async () => {
    const admin = await town.open('administrator', wideZh, '/desk/formulas')
    await admin.getByRole('button', { name: `${w.edit} 满意率` }).click()
    await admin.getByRole('combobox', { name: w.addTo(w.numerator) }).selectOption({ label: '评分 4 分及以上' })
    await admin.getByRole('button', { name: w.remove('评分 3 分及以上') }).click()
    await admin.getByRole('checkbox', { name: w.isPartly }).check()
    await admin.getByRole('textbox', { name: w.note }).fill('按街道考核办法')
    await admin.getByRole('button', { name: w.try }).click()
    await admin.getByRole('table', { name: /试算/ }).waitFor()
    expect((await inForce())?.inForce).toBe(0)
    await admin.getByRole('button', { name: w.save }).click()
    await admin.getByText(w.history(2)).waitFor()
    expect(await inForce()).toMatchObject({ inForce: 1, versions: [{ note: '按街道考核办法' }, { version: 0 }] })
  })

  it('is what the board counts by, with its source and version', async () => {
    const desk = await town.open('street1', wideZh, '/desk/board')
    await desk.getByRole('button', { name: '满意率' }).first().click()
    await desk.getByText(b.partly(60)).waitFor()
    await desk.getByText(b.version(1)).waitFor()
  })

  it('is gone back from', async () => {
    const admin = await town.open('administrator', wideZh, '/desk/formulas')
    await admin.getByText(w.history(2)).click()
    await admin.getByRole('button', { name: w.goBack(w.delivered) }).click()
    await admin.getByText(w.history(3)).waitFor()
    expect(await inForce()).toMatchObject({ inForce: 2, versions: [{ returnsTo: 0 }, {}, {}] })
  })
})
