import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { getPolicy } from '../../modules/policies/contract.ts'
import { ruleWords } from '../../modules/policies/desk/editor/rule-words.ts'
import { editorWords } from '../../modules/policies/desk/editor/words.ts'
import { words as deskWords } from '../../modules/policies/desk/words.ts'
import { firmWith } from '../../modules/policies/policy-app.fixture.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const code = 'staff_tiers'
const policy = async () => (await town.signInAs('community1').call(getPolicy, { params: { code } })).newest.spec

// An officer writes a policy of tiers wholly by the form, reads it in words, tries it, publishes it, and edits it on a phone.
describe('a policy of tiers that is written by the form', () => {
  stepsFollow()
  const [e, r, w] = [wordsIn(editorWords, 'zh'), wordsIn(ruleWords, 'zh'), wordsIn(deskWords, 'zh')]
  let officer: Page
  const tier = (n: number): Locator => officer.getByRole('listitem', { name: r.tier(n) })

  it('has nested conditions with a calculation, in words', async () => {
    const desk = town.signInAs('community1')
    const place = town.town.places.building111
    await firmWith(desk, place, '大象机械有限公司', { staff: 30, openings: 4 })
    await firmWith(desk, place, '小雀茶馆', { staff: 4, openings: 0 })
    officer = await town.open('community1', wideZh, '/desk/policies')
    await officer.getByRole('link', { name: w.newOne }).click()
    const first = officer.getByRole('group', { name: r.line(1) })
    await first.getByRole('combobox', { name: r.fact }).selectOption({ label: '在职人数' })
    await first.getByRole('textbox', { name: r.value }).fill('三')
    // What is wrong is said beside the field at once; what was typed stays.
    await first.getByRole('alert').getByText('这不是数').waitFor()
    expect(await first.getByRole('textbox', { name: r.value }).inputValue()).toBe('三')
    await first.getByRole('textbox', { name: r.value }).fill('3')
    await officer.getByRole('button', { name: r.addGroup }).click()
    const group = officer.getByRole('group', { name: r.group }).nth(1)
    await group.getByRole('combobox', { name: r.group }).selectOption({ label: r.none })
    await group.getByRole('combobox', { name: r.fact }).selectOption({ label: '营业收入' })
    await group.getByRole('combobox', { name: r.comparison }).selectOption({ label: r.op['>'] })
    await group.getByRole('button', { name: r.other }).click()
    await group.getByRole('combobox', { name: r.value }).selectOption({ label: r.calc.share })
    const share = group.locator('details')
    await share.getByRole('combobox', { name: r.part(1) }).selectOption({ label: '本区纳税额' })
    await share.getByRole('textbox').fill('5')
    await officer.getByText('本区纳税额的 5%').first().waitFor()
    await group.getByRole('button', { name: r.removeGroup }).click()
    await officer.getByText('在职人数不少于 3 人').first().waitFor()
    await town.expectAccessible(officer)
  })

  it('pays by tiers, whose gaps are said beside the row, by keyboard alone', async () => {
    await officer.getByRole('combobox', { name: r.kind }).selectOption({ label: r.kinds.tiers })
    await officer.getByRole('combobox', { name: r.heads }).selectOption({ label: '在职人数' })
    await tier(1).getByRole('textbox', { name: r.from }).fill('3')
    await tier(1).getByRole('textbox', { name: r.below }).fill('10')
    await tier(1).getByRole('textbox', { name: r.ways.fen }).fill('1万')
    await officer.getByRole('button', { name: r.addTier }).focus()
    await officer.keyboard.press('Enter')
    // The new row begins where the last one ended, and has the focus.
    expect(await tier(2).getByRole('textbox', { name: r.from }).inputValue()).toBe('10')
    await officer.keyboard.press('ControlOrMeta+a')
    await officer.keyboard.type('20')
    expect(await tier(1).getByRole('textbox', { name: r.below }).inputValue()).toBe('20')
    await tier(2).getByRole('combobox', { name: r.pays }).selectOption({ label: r.ways.each })
    await tier(2).getByRole('textbox', { name: r.ways.each }).fill('600')
    await tier(2).getByRole('textbox', { name: r.below }).fill('100')
    await officer.getByRole('button', { name: r.addTier }).click()
    await tier(3).getByRole('textbox', { name: r.ways.each }).fill('800')
    await tier(2)
      .getByRole('button', { name: r.removeTier(2) })
      .press('Enter')
    await tier(2).getByRole('alert').getByText('有空档：20 人至不足 100 人没有写给付').waitFor()
    await town.expectAccessible(officer)
    await tier(2).getByRole('button', { name: r.join }).press('Enter')
    await tier(2)
      .getByRole('button', { name: r.tierUp(2) })
      .press('Enter')
    // What it pays is the first tier's now, and the keyboard goes on from there.
    expect(await tier(1).getByRole('textbox', { name: r.ways.each }).inputValue()).toBe('800')
    expect(await officer.evaluate(() => document.activeElement?.closest('li')?.getAttribute('aria-label'))).toBe(
      r.tier(1),
    )
    await tier(1)
      .getByRole('button', { name: r.tierDown(1) })
      .press('Enter')
    await officer.getByText('20 人及以上：每人 800 元').waitFor()
  })

  it('is worked out for a firm that the writer chooses, and tried on real ones', async () => {
    await officer.getByRole('button', { name: e.save }).click()
    // All that is missing is told, with the way to its field.
    await officer.getByRole('button', { name: e.place('/title/zh') }).press('Enter')
    expect(
      await officer.getByRole('textbox', { name: e.titleZh }).evaluate((it) => it === document.activeElement),
    ).toBe(true)
    await officer.getByRole('textbox', { name: e.code }).fill(code)
    await officer.getByRole('textbox', { name: e.titleZh }).fill('用工分档补助（示例）')
    await officer.getByRole('textbox', { name: e.titleEn }).fill('Grant by staff (example)')
    await officer.getByRole('textbox', { name: e.summaryZh }).fill('按在职人数分档补助。')
    await officer.getByRole('textbox', { name: e.forWhomZh }).fill('在职 3 人及以上的企业')
    await officer.getByRole('textbox', { name: e.source }).fill('示例〔2026〕30号')
    await officer.getByRole('link', { name: '大象机械有限公司' }).waitFor()
    await officer.getByRole('combobox', { name: r.exampleFirm }).selectOption({ label: '大象机械有限公司' })
    await officer.getByText('20 人及以上：30 人 × 每人 800 元 = 2.4 万元').waitFor()
    await officer.getByRole('textbox', { name: '在职人数' }).fill('19')
    await officer.getByRole('status').getByText('3 人至不足 20 人：1 万元').waitFor()
    await town.expectAccessible(officer)
    await officer.getByRole('button', { name: e.save }).click()
    await officer.getByRole('button', { name: w.publish(1) }).click()
    const dialog = officer.getByRole('dialog')
    await dialog.getByRole('button', { name: w.publish(1) }).click()
    const row = officer.getByRole('row').filter({ hasText: '大象机械有限公司' })
    await row.getByText('2.4 万元').waitFor()
    expect((await policy()).amount).toEqual({
      kind: 'tiers',
      of: { fact: 'staff' },
      how: 'bracket',
      tiers: [
        { from: 3, fen: 1_000_000 },
        { from: 20, each: 80_000 },
      ],
    })
  })

  it('is edited again on a phone in English', async () => {
    const [ee, re] = [wordsIn(editorWords, 'en'), wordsIn(ruleWords, 'en')]
    const phone = await town.open('community1', phoneEn, `/desk/policies/${code}/edit`)
    const second = phone.getByRole('listitem', { name: re.tier(2) })
    await second.getByRole('textbox', { name: re.ways.each }).fill('900')
    await phone.getByText('20 people and more: CNY 900 a head').waitFor()
    await phone.getByRole('textbox', { name: re.cap }).fill('200000')
    await phone.getByText('at most CNY 200,000').waitFor()
    await town.expectAccessible(phone)
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBe(0)
    await phone.getByRole('button', { name: ee.save }).click()
    await phone.getByRole('button', { name: wordsIn(deskWords, 'en').publish(2) }).waitFor()
    const { amount, conditions } = await policy()
    expect(amount).toMatchObject({ cap: 20_000_000, tiers: [{ fen: 1_000_000 }, { each: 90_000 }] })
    expect(conditions).toEqual({ and: [{ '>=': [{ fact: 'staff' }, 3] }] })
    expect(town.faults).toEqual([])
  })
})
