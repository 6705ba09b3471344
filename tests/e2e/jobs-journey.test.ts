import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as deskBook } from '../../modules/employment/desk/words.ts'
import { firmWithMember } from '../../modules/employment/employment.fixture.ts'
import { jobBook } from '../../modules/employment/employment-words.ts'
import { words as pocketBook } from '../../modules/employment/pocket/words.ts'
import { words as formBook } from '../../modules/employment/web/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, type View, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
let firmId: string
beforeAll(async () => {
  town = await openTown()
  firmId = (await firmWithMember(town, '云岭财务有限公司', town.town.phones.resident2, 'Yunling Finance')).firmId
}, 180_000)
afterAll(() => town?.close())

const said = {
  zh: { job: '出纳', skill: '做账', reason: '会做账', other: '开票' },
  en: { job: 'Cashier', skill: 'Accounts', reason: 'knows Accounts', other: 'Invoices' },
}

// A firm finds somebody of the neighbourhood: firm and resident on their phones, the community at its desk.
const journeys: readonly [View, View, number][] = [
  [phoneZh, wideZh, 1],
  [phoneEn, wideEn, 2],
]
describe.each(walked(journeys))('a job is filled ($lang)', (phone, wide, count) => {
  const w = wordsIn(deskBook, phone.lang)
  const p = wordsIn(pocketBook, phone.lang)
  const f = wordsIn(formBook, phone.lang)
  const n = wordsIn(jobBook, phone.lang)
  const s = said[phone.lang]
  stepsFollow()
  let firm: Page
  let resident: Page
  let desk: Page

  it('the firm opens a job on its phone', async () => {
    firm = await town.open('resident2', phone, `/firm/${firmId}/jobs`)
    await firm.getByRole('button', { name: p.openJob }).click()
    await firm.getByLabel(f.title).fill(s.job)
    await firm.getByLabel(f.payFrom).fill('4500')
    await firm.getByLabel(f.payTo, { exact: true }).fill('6000')
    await firm.getByLabel(f.skills).fill(`${s.skill}、${s.other}`)
    await town.expectAccessible(firm)
    await firm.getByRole('button', { name: p.send }).click()
    await firm.getByRole('heading', { name: s.job, exact: true }).first().waitFor()
    await town.expectAccessible(firm)
  })

  it('a resident says what they look for, and agrees by a tick', async () => {
    resident = await town.open('resident1', phone, '/jobs')
    await resident.getByRole('button', { name: p.lookFor }).click()
    await resident.getByLabel(f.kinds).fill(s.job)
    await resident.getByLabel(f.mySkills).fill(s.skill)
    await resident.getByLabel(f.pay).fill('4500')
    await resident.getByRole('button', { name: p.save }).click()
    await resident.getByText(p.consentNeeded).waitFor()
    await town.expectAccessible(resident)
    await resident.getByLabel(p.consentTick, { exact: true }).check()
    await resident.getByRole('button', { name: p.save }).click()
    await resident.getByText(p.saved, { exact: true }).waitFor()
    await resident.getByText(s.reason).first().waitFor()
    await town.expectAccessible(resident)
  })

  it('the community sees who fits, with the reasons, and proposes', async () => {
    desk = await town.open('community1', wide, '/desk/jobs')
    await desk.getByRole('link', { name: s.job, exact: true }).first().click()
    await desk.getByRole('heading', { name: w.suggestions }).waitFor()
    await desk.getByText(s.reason).first().waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.propose }).first().click()
    await desk.getByText(n.referralState.proposed, { exact: true }).waitFor()
  })

  it('the resident says yes', async () => {
    await resident.reload()
    await resident.getByRole('heading', { name: p.answers }).waitFor()
    await town.expectAccessible(resident)
    await resident.getByRole('button', { name: p.agree }).click()
    await resident.getByText(n.referralState.agreed, { exact: true }).waitFor()
  })

  it('the firm sees the person, and says hired', async () => {
    await firm.reload()
    await firm.getByRole('link', { name: `${p.call} ${town.town.phones.resident1}` }).waitFor()
    await town.expectAccessible(firm)
    await firm.getByRole('button', { name: f.act.step.hire, exact: true }).click()
    const dialog = firm.getByRole('dialog')
    await dialog.getByRole('button', { name: f.act.step.hire, exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    await firm.getByText(n.openingState.filled, { exact: true }).first().waitFor()
  })

  it('the figure counts it, and leads to exactly that', async () => {
    await desk.goto(`${town.base}/desk/jobs`)
    const figure = desk.getByRole('link', { name: new RegExp(`^${w.figures.hired}\\D*${count}`) })
    await figure.click()
    await desk.getByRole('table', { name: w.caption.referrals }).waitFor()
    await expect
      .poll(() => desk.getByText(n.referralState.hired, { exact: true }).count())
      .toBeGreaterThanOrEqual(count)
    await town.expectAccessible(desk)
  })

  it('the resident takes consent back: nothing of them is left', async () => {
    await resident.getByRole('button', { name: p.withdraw, exact: true }).click()
    const dialog = resident.getByRole('dialog')
    await dialog.getByRole('button', { name: p.withdraw, exact: true }).click()
    await resident.getByRole('button', { name: p.lookFor }).waitFor()
    await firm.reload()
    await firm.getByRole('heading', { name: p.gone }).first().waitFor()
    expect(await firm.getByText(town.town.phones.resident1).count()).toBe(0)
    expect(town.faults).toEqual([])
  })
})
