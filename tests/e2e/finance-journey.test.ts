import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import {
  type ContactId,
  confirmContact,
  type FirmId,
  getFirm,
  registerFirm,
} from '../../modules/enterprises/contract.ts'
import { words as firmBook } from '../../modules/enterprises/pocket/words.ts'
import { issueContactLink } from '../../modules/enterprises/portal/contract.ts'
import { listProducts, listWants, withdrawProduct } from '../../modules/finance/contract.ts'
import { words as deskBook } from '../../modules/finance/desk/words.ts'
import { financeBook } from '../../modules/finance/finance-words.ts'
import { words as pocketBook } from '../../modules/finance/pocket/words.ts'
import { answerWords } from '../../modules/finance/web/answer-words.ts'
import { productWords } from '../../modules/finance/web/product-words.ts'
import { words as linkBook } from '../../modules/people/pocket/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

let phones = 0

/** A firm of the register with a contact whom staff confirmed. */
async function registered(name: string, nameEn: string): Promise<{ firmId: FirmId; contactId: ContactId }> {
  const staff = town.signInAs('community1')
  const contact = { name: '王小满', phone: `1000006${String(2000 + phones++)}`, duty: '经理' }
  const placeId = town.town.places.building111
  const { firmId } = await staff.call(registerFirm, { body: { name, nameEn, placeId, contact } })
  const { contacts } = await staff.call(getFirm, { params: { firmId } })
  const contactId = contacts[0]?.id as ContactId
  await staff.call(confirmContact, { params: { contactId }, body: { how: '当面核对工牌' } })
  return { firmId, contactId }
}

const named = {
  zh: { bank: '示例银行有限公司', firm: '滇池设备有限公司', product: '设备贷（示例）', staff: '在职人数' },
  en: {
    bank: 'Example Bank Ltd',
    firm: 'Dianchi Equipment Ltd',
    product: 'Equipment loan (example)',
    staff: 'number of staff',
  },
}

// The street confirms a bank, its contact enters a product on the phone, a firm wants money, the desk asks for what is
// missing, the firm agrees, the bank approves, and the figure counts it.
const journeys = [
  ['zh', wideZh, phoneZh],
  ['en', wideEn, phoneEn],
] as const
describe.each(walked(journeys, 1))('a want that finds its bank, %s', (lang, wide, small) => {
  const d = wordsIn(deskBook, lang)
  const p = wordsIn(pocketBook, lang)
  const f = wordsIn(firmBook, lang)
  const a = wordsIn(answerWords, lang)
  const fields = wordsIn(productWords, lang)
  const book = wordsIn(financeBook, lang)
  const name = named[lang]
  stepsFollow()
  let bank: Awaited<ReturnType<typeof registered>>
  let firm: Awaited<ReturnType<typeof registered>>
  let ofBank: Page
  let ofFirm: Page
  let desk: Page

  /** The contact opens a link of their own, and goes to the firm's finance. */
  async function entered({ contactId }: { contactId: ContactId }): Promise<Page> {
    const { token } = await town.signInAs('community1').call(issueContactLink, { params: { contactId } })
    const phone = await town.open(null, small, `/k/${token}?next=/firm`)
    await phone.getByRole('button', { name: wordsIn(linkBook, lang).enter }).click()
    await phone.getByRole('link', { name: f.finance }).click()
    await phone.getByRole('button', { name: p.raise }).waitFor()
    return phone
  }

  // The next language meets its own bank alone.
  afterAll(async () => {
    const staff = town.signInAs('community1')
    for (const { id } of (await staff.call(listProducts, { query: { state: ['published'] } })).rows)
      await staff.call(withdrawProduct, { params: { productId: id }, body: { why: '下架' } })
  })

  it('begins with the street, which confirms the bank', async () => {
    bank = await registered(name.bank, name.bank)
    firm = await registered(name.firm, name.firm)
    const street = await town.open('street1', wide, '/desk/finance?view=partners')
    await street.getByRole('button', { name: d.confirm }).click()
    const dialog = street.getByRole('dialog')
    await dialog.getByRole('combobox', { name: d.firm }).fill(name.bank)
    await dialog.getByRole('option', { name: name.bank }).click()
    await dialog.getByRole('textbox', { name: d.whyConfirm }).fill('签了合作协议')
    await town.expectAccessible(street)
    await dialog.getByRole('button', { name: d.confirm }).click()
    const row = street.getByRole('row').filter({ hasText: name.bank })
    await row.getByText(d.partnerState.current).waitFor()
    await town.expectAccessible(street)
  })

  it('the bank’s contact enters a product on the phone, and publishes it', async () => {
    ofBank = await entered(bank)
    await ofBank.getByRole('link', { name: p.bank }).click()
    await ofBank.getByText(p.noProducts).waitFor()
    await ofBank.getByRole('link', { name: p.enter }).click()
    await ofBank.getByRole('textbox', { name: fields.nameZh }).fill(named.zh.product)
    await ofBank.getByRole('textbox', { name: fields.nameEn }).fill(named.en.product)
    await ofBank.getByRole('textbox', { name: fields.summaryZh }).fill('购置设备，最长三年。')
    await ofBank.getByRole('textbox', { name: fields.summaryEn }).fill('For equipment, up to three years.')
    await ofBank.getByRole('checkbox', { name: book.use.equipment }).check()
    await ofBank.getByRole('textbox', { name: fields.amountFrom }).fill('10万')
    await ofBank.getByRole('textbox', { name: fields.amountTo }).fill('300万')
    await ofBank.getByRole('textbox', { name: fields.monthsTo }).fill('36')
    await ofBank.getByRole('textbox', { name: fields.rateFrom }).fill('3.45')
    await ofBank.getByRole('textbox', { name: fields.rateTo }).fill('4.5')
    await ofBank.getByRole('button', { name: p.addCondition }).click()
    await ofBank.getByRole('combobox', { name: p.fact }).selectOption({ label: name.staff })
    await ofBank.getByRole('textbox', { name: p.value }).fill('10')
    await town.expectAccessible(ofBank)
    await ofBank.getByRole('button', { name: p.save }).click()
    await ofBank.getByRole('button', { name: p.publish(1) }).click()
    await ofBank.getByText(book.versionState.published).first().waitFor()
    await town.expectAccessible(ofBank)
  })

  it('a firm says what it wants, and sees what may fit', async () => {
    ofFirm = await entered(firm)
    await ofFirm.getByRole('button', { name: p.raise }).click()
    const sheet = ofFirm.getByRole('dialog')
    await sheet.getByRole('textbox', { name: p.amount }).fill('100万')
    await sheet.getByRole('textbox', { name: p.months }).fill('12')
    await sheet.getByRole('combobox', { name: p.use }).selectOption({ label: book.use.equipment })
    await town.expectAccessible(ofFirm)
    await sheet.getByRole('button', { name: p.send }).click()
    await ofFirm.getByRole('heading', { name: p.possible }).waitFor()
    await ofFirm.getByText(p.missing(name.staff)).waitFor()
    await town.expectAccessible(ofFirm)
  })

  it('the desk sees what fits and why, and asks for the one missing fact', async () => {
    desk = await town.open('community1', wide, '/desk/finance')
    await desk.getByRole('link', { name: name.firm }).click()
    await desk.getByRole('heading', { name: d.question }).waitFor()
    await town.expectAccessible(desk)
    await desk
      .getByRole('textbox', { name: lang === 'zh' ? '现在有多少在职员工' : 'How many people are employed now' })
      .fill('12')
    await desk.getByRole('button', { name: d.answer }).click()
    await desk
      .getByText(lang === 'zh' ? '在职人数不少于 10 人（12 人）' : 'Number of staff is at least 10 people (12 people)')
      .waitFor()
    await desk.getByText(d.interest(lang === 'zh' ? '3.45 万元至 4.5 万元' : 'CNY 34,500 – CNY 45,000')).waitFor()
    await town.expectAccessible(desk)
  })

  it('with the firm’s consent it is passed on, and the bank sees that and no more', async () => {
    await ofFirm.reload()
    await ofFirm.getByRole('button', { name: p.consent }).click()
    const sheet = ofFirm.getByRole('dialog')
    await sheet.getByText(lang === 'zh' ? '12 人' : '12 people').waitFor()
    await sheet.getByLabel(p.consentTick).check()
    await town.expectAccessible(ofFirm)
    await sheet.getByRole('button', { name: p.agree }).click()
    await ofFirm.getByText(book.referralState.passed).first().waitFor()
    await ofBank.goto(`${town.base}/firm/${bank.firmId}/products`)
    await ofBank.getByRole('link', { name: new RegExp(name.firm) }).click()
    await ofBank.getByText(lang === 'zh' ? '12 人' : '12 people').waitFor()
    await ofBank.getByText('王*满').waitFor()
    await town.expectAccessible(ofBank)
  })

  it('the bank approves, and the firm sees it', async () => {
    await ofBank.getByRole('combobox', { name: a.step }).selectOption({ label: book.step.approved })
    await ofBank.getByRole('textbox', { name: a.amount }).fill('80万')
    await ofBank.getByRole('textbox', { name: a.rate }).fill('3.8')
    await town.expectAccessible(ofBank)
    await ofBank.getByRole('button', { name: p.answerSend }).click()
    await ofBank.getByText(book.referralState.approved).first().waitFor()
    await ofFirm.reload()
    await ofFirm.getByText(book.wantState.granted).waitFor()
    await ofFirm.getByText(lang === 'zh' ? /80 万元 · 12 个月 · 3.8%/ : /CNY 800,000 · 12 months · 3.8%/).waitFor()
    await town.expectAccessible(ofFirm)
  })

  it('the figure counts it, and leads to it', async () => {
    await desk.goto(`${town.base}/desk/finance`)
    await desk.getByRole('link', { name: new RegExp(`^${d.figure.approvedFen}`) }).click()
    await desk.getByRole('row').filter({ hasText: name.firm }).getByText(book.wantState.granted).waitFor()
    await town.expectAccessible(desk)
    await desk.goto(`${town.base}/desk/finance?view=figures`)
    await desk.getByRole('heading', { name: d.byMonth }).waitFor()
    await town.expectAccessible(desk)
    const { figures } = await town.signInAs('community1').call(listWants, { query: { firmId: firm.firmId } })
    expect(figures).toEqual({ wants: 1, wantedFen: 100_000_000, passed: 1, approved: 1, approvedFen: 80_000_000 })
    expect(town.faults).toEqual([])
  })
})
