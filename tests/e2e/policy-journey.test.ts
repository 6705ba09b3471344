import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { addContact, confirmContact, type FirmId } from '../../modules/enterprises/contract.ts'
import { listPushes, ofFirm, push } from '../../modules/policies/contract.ts'
import { ruleWords } from '../../modules/policies/desk/editor/rule-words.ts'
import { editorWords } from '../../modules/policies/desk/editor/words.ts'
import { words as deskWords } from '../../modules/policies/desk/words.ts'
import { words as pocketWords } from '../../modules/policies/pocket/words.ts'
import { firmWith } from '../../modules/policies/policy-app.fixture.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneZh, type View, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const facts = {
  zh: {
    staff: '在职人数',
    hired: '招用毕业生人数',
    ask: '现在有多少在职员工',
    askHired: '本年度招用了多少名毕业 2 年内的高校毕业生',
  },
  en: {
    staff: 'number of staff',
    hired: 'number of graduates hired',
    ask: 'How many people are employed now',
    askHired: 'How many graduates of the last two years were hired this year',
  },
}
const titles = { zh: /用工补贴（示例）/, en: /Staff subsidy \(example\)/ }
const firms = {
  zh: { known: '大象机械有限公司', silent: '未名商贸有限公司' },
  en: { known: 'Elephant Works', silent: 'Nameless Trade' },
}

// An officer writes a policy, sees who fits, publishes and pushes it; a firm lacks one fact, which is supplied, and fits.
const journeys = [
  ['zh', wideZh],
  ['en', wideEn],
] as const
describe.each(walked(journeys))('a policy that finds its firms, %s', (lang, view: View) => {
  const e = wordsIn(editorWords, lang)
  const r = wordsIn(ruleWords, lang)
  const w = wordsIn(deskWords, lang)
  const p = wordsIn(pocketWords, lang)
  const named = facts[lang]
  const firm = firms[lang]
  const code = `jobs_${lang}`
  /** Those of the journey in Chinese are still there in the second one. */
  const policies = lang === 'zh' ? 1 : 2
  stepsFollow()
  let officer: Page
  let silent: FirmId

  it('is written in the form, read in plain words, and tried on real firms', async () => {
    const desk = town.signInAs('community1')
    const place = town.town.places.building111
    await firmWith(desk, place, firm.known, { staff: 30, graduatesHired: 4 })
    silent = await firmWith(desk, place, firm.silent)
    officer = await town.open('community1', view, '/desk/policies')
    await officer.getByRole('link', { name: w.newOne }).click()
    await officer.getByRole('combobox', { name: r.fact }).selectOption({ label: named.staff })
    await officer.getByRole('combobox', { name: r.comparison }).selectOption({ label: r.op['>='] })
    await officer.getByRole('textbox', { name: r.value }).fill('20')
    await officer.getByRole('combobox', { name: r.kind }).selectOption({ label: r.kinds.per_head })
    await officer.getByRole('combobox', { name: r.heads }).selectOption({ label: named.hired })
    await officer.getByRole('textbox', { name: r.each }).fill('2000')
    await officer.getByRole('textbox', { name: e.code }).fill(code)
    await officer.getByRole('textbox', { name: e.titleZh }).fill('用工补贴（示例）')
    await officer.getByRole('textbox', { name: e.titleEn }).fill('Staff subsidy (example)')
    await officer.getByRole('textbox', { name: e.summaryZh }).fill('在职 20 人及以上，每招用一名毕业生补贴 2,000 元。')
    await officer.getByRole('textbox', { name: e.summaryEn }).fill('CNY 2,000 for each graduate hired.')
    await officer.getByRole('textbox', { name: e.forWhomZh }).fill('在职 20 人及以上的企业')
    await officer.getByRole('textbox', { name: e.forWhomEn }).fill('Firms with twenty people or more')
    await officer.getByRole('textbox', { name: e.source }).fill('示例〔2026〕21号')
    const says = lang === 'zh' ? '在职人数不少于 20 人' : 'Number of staff is at least 20 people'
    await officer.getByText(says).first().waitFor()
    await officer.getByRole('link', { name: firm.known }).waitFor()
    await town.expectAccessible(officer)
    await officer.getByRole('button', { name: e.save }).click()
  })

  it('is published, and finds who fits and who may', async () => {
    await officer.getByRole('button', { name: w.publish(1) }).click()
    await officer
      .getByRole('dialog')
      .getByRole('button', { name: w.publish(1) })
      .click()
    await officer.getByRole('link', { name: firm.known }).waitFor()
    const row = officer.getByRole('row').filter({ hasText: firm.known })
    await row.getByText(lang === 'zh' ? '8,000 元' : 'CNY 8,000').waitFor()
    await officer.getByRole('row').filter({ hasText: firm.silent }).getByText(named.staff).waitFor()
    await town.expectAccessible(officer)
  })

  it('is pushed with its reasons after a look at the notice', async () => {
    await officer.getByRole('row').filter({ hasText: firm.known }).getByRole('checkbox').check()
    await officer.getByRole('button', { name: w.pushThem }).click()
    const dialog = officer.getByRole('dialog')
    await dialog.getByText(w.previewOf(firm.known)).waitFor()
    await town.expectAccessible(officer)
    await dialog.getByRole('button', { name: w.pushThem }).click()
    await officer.getByText(w.pushDone(1, 0, 0)).waitFor()
    const { rows } = await town.signInAs('community1').call(listPushes, { query: { code } })
    expect(rows.map(({ name }) => name)).toEqual([firm.known])
  })

  it('reaches a firm that may fit on its own phone, which tells the one missing fact and fits', async () => {
    const desk = town.signInAs('community1')
    const who = lang === 'zh' ? 'resident1' : 'resident2'
    const contact = { name: 'Wang', phone: town.town.phones[who], duty: 'Manager' }
    const { contactId } = await desk.call(addContact, { params: { firmId: silent }, body: contact })
    await desk.call(confirmContact, { params: { contactId }, body: { how: 'by phone' } })
    await desk.call(push, { params: { code }, body: { firmIds: [silent] } })
    const phone = await town.open(who, { ...phoneZh, lang }, '/inbox')
    await phone.getByRole('link', { name: titles[lang] }).first().click()
    await phone.getByRole('heading', { name: p.pushes }).waitFor()
    await phone.getByRole('heading', { name: p.fits(0) }).waitFor()
    await town.expectAccessible(phone)
    // The verdict follows what is typed …
    const field = phone.getByRole('textbox', { name: named.ask })
    await field.fill('12')
    await phone.getByRole('heading', { name: p.unfit(policies) }).waitFor()
    await field.fill('25')
    await phone.getByRole('heading', { name: p.fits(policies) }).waitFor()
    await phone.getByText(p.trialNote).waitFor()
    await town.expectAccessible(phone)
    expect((await desk.call(ofFirm, { params: { firmId: silent } })).fits).toEqual([])
    // … and holds once it is saved.
    await phone.getByRole('button', { name: p.answer }).click()
    await phone.getByText(p.trialNote).waitFor({ state: 'hidden' })
    await phone.getByRole('heading', { name: p.fits(policies) }).waitFor()
    const { fits } = await desk.call(ofFirm, { params: { firmId: silent } })
    expect(fits.map((one) => [one.code, one.push?.step])).toContainEqual([code, 'read'])
    await phone.getByRole('button', { name: p.iApplied }).click()
    await phone.getByRole('button', { name: p.iApplied }).waitFor({ state: 'hidden' })
    await town.expectAccessible(phone)
  })

  it('asks the office, on its page, for what the sum depends on, and shows what it would come to', async () => {
    await officer.getByRole('link', { name: firm.silent }).click()
    await officer.getByRole('heading', { name: w.nextQuestion }).waitFor()
    await town.expectAccessible(officer)
    await officer.getByRole('textbox', { name: named.askHired }).fill('3')
    await officer.getByText(w.trialNote).waitFor()
    await officer
      .getByText(lang === 'zh' ? '6,000 元' : 'CNY 6,000')
      .first()
      .waitFor()
    await town.expectAccessible(officer)
    await officer.getByRole('button', { name: w.answer }).click()
    await officer.getByText(w.trialNote).waitFor({ state: 'hidden' })
    await officer
      .getByText(lang === 'zh' ? '6,000 元' : 'CNY 6,000')
      .first()
      .waitFor()
    await officer.getByRole('heading', { name: new RegExp(`^${w.fits} [1-9]`) }).waitFor()
    const phone = await town.open('community1', { ...phoneZh, lang }, `/desk/firms/${silent}/policies`)
    await phone.getByRole('heading', { name: new RegExp(`^${w.fits} [1-9]`) }).waitFor()
    await town.expectAccessible(phone)
    expect(town.faults).toEqual([])
  })
})
