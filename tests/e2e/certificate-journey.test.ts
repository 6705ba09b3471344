import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as deskBook } from '../../modules/neighbours/hours/desk/words.ts'
import { aTeam, aVolunteer, heldActivity } from '../../modules/neighbours/hours/hours.fixture.ts'
import { words as pocketBook } from '../../modules/neighbours/hours/pocket/words.ts'
import { hoursBook } from '../../modules/neighbours/hours/web/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
  const leader = await aVolunteer(town, 'buildingLead111', 'building111')
  const member = await aVolunteer(town, 'resident1', 'building111')
  const team = await aTeam(town, leader, [member], 'community1')
  const who = [town.signInAs('buildingLead111'), town.signInAs('resident1')]
  await heldActivity(town, town.signInAs('community1'), team, who)
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(deskBook, 'zh')
const p = wordsIn(pocketBook, 'zh')
const e = wordsIn(pocketBook, 'en')
const b = wordsIn(hoursBook, 'zh')

// The leader and the volunteer have phones, the community sits at a desk, and a stranger holds the paper.
describe('a certificate', () => {
  stepsFollow()
  let desk: Page
  let volunteer: Page
  let stranger: Page
  let address: string

  it('begins with an activity whose leader confirms all hours with one tap', async () => {
    const leader = await town.open('buildingLead111', phoneZh, '/my-hours')
    await leader.getByRole('link', { name: '编织围巾送老人' }).click()
    await town.expectAccessible(leader)
    await leader.getByRole('button', { name: b.confirm.confirm(1) }).click()
    await leader.getByText(b.confirm.onlyOwn).waitFor()
    await leader.getByText(b.confirm.recorded('2 小时')).waitFor()
  })

  it('is asked for by the volunteer, who sees the record', async () => {
    volunteer = await town.open('resident1', phoneEn, '/my-hours')
    await volunteer.locator('.mh-total').getByText('2 h', { exact: true }).waitFor()
    await town.expectAccessible(volunteer)
    await volunteer.getByRole('button', { name: e.ask }).click()
    const sheet = volunteer.getByRole('dialog')
    await sheet.getByLabel(e.tail).fill('1238')
    await town.expectAccessible(volunteer)
    await sheet.getByRole('button', { name: e.ask }).click()
    await volunteer.locator('.mh-entry').getByText(e.asked).waitFor()
  })

  it('is issued by the community with a number, and its own leader’s hours wait there', async () => {
    desk = await town.open('community1', wideZh, '/desk/neighbours/hours')
    await desk.getByText(w.asked(1)).waitFor()
    await desk.getByText(w.toConfirm(1)).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: w.see }).click()
    await desk.getByRole('row').nth(1).getByRole('link').first().click()
    await desk.getByRole('button', { name: w.paper.issue }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(w.paper.responsible).fill('李主任')
    await dialog.getByLabel(w.paper.contact).fill('0871-10000000')
    await dialog.getByRole('button', { name: w.paper.issue }).click()
    await desk.getByText(w.paper.issued).waitFor()
    await town.expectAccessible(desk)
    const saved = desk.waitForEvent('download')
    await desk.getByRole('button', { name: w.paper.download }).click()
    expect((await saved).suggestedFilename()).toMatch(/-2026-0001\.pdf$/)
    const [code, sign] = await Promise.all([
      desk.locator('.ui-scan-words').innerText(),
      desk.locator('dt', { hasText: w.paper.sign }).locator('+ dd').innerText(),
    ])
    address = `/z/${code}?sign=${sign}`
  })

  it('is checked by a stranger’s phone, in both languages, without an account', async () => {
    stranger = await town.open(null, phoneZh, address)
    await stranger.getByText(p.valid).waitFor()
    await stranger.getByText(p.fits, { exact: true }).waitFor()
    await stranger.getByText('2 小时', { exact: true }).waitFor()
    await town.expectAccessible(stranger)
    const other = await town.open(null, phoneEn, address.replace(/sign=.*/, 'sign=0000-0000'))
    await other.getByText(e.valid).waitFor()
    await other.getByText(e.differs, { exact: true }).waitFor()
    await town.expectAccessible(other)
  })

  it('is revoked with a reason, and says so from then on', async () => {
    await desk.getByRole('button', { name: w.paper.revoke }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel(w.paper.category).selectOption('asked')
    await dialog.getByLabel(w.paper.why).fill('本人不再需要')
    await dialog.getByRole('button', { name: w.paper.revoke }).click()
    await desk.getByText(w.paper.revoked('本人不再需要')).waitFor()
    await stranger.reload()
    await stranger.getByText(p.revoked).waitFor()
    await stranger.getByText(b.category.asked).waitFor()
    await town.expectAccessible(stranger)
    expect(town.faults).toEqual([])
  })
})
