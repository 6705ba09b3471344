import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { openVote } from '../../modules/choices/budget/budget.fixture.ts'
import { words as deskBook } from '../../modules/choices/budget/desk/words.ts'
import { words as pocketBook } from '../../modules/choices/budget/pocket/words.ts'
import { ballotBook } from '../../modules/choices/budget/web/words.ts'
import { budgetBook } from '../../modules/choices/budget/words.ts'
import { costIdea, giveIdea, planCall, stepCall } from '../../modules/ideas/contract.ts'
import { aCall } from '../../modules/ideas/ideas.fixture.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
let callId: string
beforeAll(async () => {
  town = await openTown()
  const desk = town.signInAs('community1')
  const call = await desk.call(planCall, {
    body: aCall(town.town.places.community1, { title: '家门口的改造', budgetHintFen: 1_000_000 }),
  })
  callId = call.id
  await desk.call(stepCall, { params: { callId: call.id }, body: { step: 'open' } })
  const give = async (who: 'resident1' | 'resident2', title: string, yuan: number) => {
    const body = { title, body: `${title}，请社区考虑。` }
    const { id } = await town.signInAs(who).call(giveIdea, { params: { code: call.code }, body })
    await desk.call(costIdea, { params: { ideaId: id }, body: { costFen: yuan * 100 } })
  }
  await give('resident1', '楼下装长椅', 4000)
  await give('resident1', '车棚装充电桩', 6000)
  await give('resident2', '门口修坡道', 3500)
}, 180_000)
afterAll(() => town?.close())

// The community plans at a desk; a resident votes on the phone and a grandmother with a code from the same phone, a
// building lead types in a paper ballot. Benches and sockets have two votes each; the ramp has one.
describe('neighbours share a budget', () => {
  const w = wordsIn(deskBook, 'zh')
  const p = wordsIn(pocketBook, 'zh')
  const b = wordsIn(ballotBook, 'zh')
  const n = wordsIn(budgetBook, 'zh')
  stepsFollow()
  let desk: Page
  let phone: Page
  let budgetId: string
  let code: string
  let grandmothersCode: string
  let receipt: string

  it('a vote is planned from a call in two steps, and notice is given', async () => {
    desk = await town.open('community1', wideZh, `/desk/votes/new?callId=${callId}`)
    await desk.getByLabel(w.form.title).and(desk.locator('[value="家门口的改造"]')).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.form.next }).click()
    for (const title of ['楼下装长椅', '车棚装充电桩', '门口修坡道'])
      await desk.getByLabel(w.form.takeIdea(title)).check()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.form.save }).click()
    await desk.getByRole('button', { name: w.step.announce }).click()
    await desk.getByText(n.state.announced, { exact: true }).waitFor()
    budgetId = desk.url().split('/').at(-1) ?? ''
    const to = await desk.getByRole('link', { name: w.openPublic }).getAttribute('href')
    code = to?.split('/').at(-1) ?? ''
    await town.expectAccessible(desk)
    const anybody = await town.open(null, phoneZh, `/v/${code}`)
    await anybody.getByText('车棚装充电桩', { exact: true }).waitFor()
    await town.expectAccessible(anybody)
  })

  it('who has no phone is put on the register, and gets a code on paper', async () => {
    for (const name of ['李奶奶', '王爷爷']) {
      await desk.getByRole('button', { name: w.addVoter }).click()
      const dialog = desk.getByRole('dialog')
      await dialog.getByLabel(w.name).fill(name)
      await dialog.getByLabel(w.household).fill('1栋 101')
      await dialog.getByRole('button', { name: w.add, exact: true }).click()
      await dialog.waitFor({ state: 'hidden' })
    }
    const codes = await town.open('community1', wideZh, `/desk/votes/${budgetId}/codes`)
    await codes.getByRole('button', { name: w.makeCodes }).click()
    const slip = codes.locator('.vote-slip').filter({ hasText: '李奶奶' })
    grandmothersCode = (await slip.locator('strong').textContent()) ?? ''
    expect(grandmothersCode).toMatch(/^\w{5}-\w{5}$/)
    await town.expectAccessible(codes)
  })

  it('a resident votes on the phone and keeps the receipt; grandmother votes there too, with her code', async () => {
    await town.passDays(7)
    desk = await town.open('community1', wideZh, `/desk/votes/${budgetId}`)
    await desk.getByRole('button', { name: w.step.open }).click()
    await desk.getByText(n.state.open, { exact: true }).waitFor()
    phone = await town.open('resident1', phoneZh, '/votes')
    await town.expectAccessible(phone)
    await phone.getByRole('link', { name: '家门口的改造' }).click()
    await phone.getByLabel(b.tick('楼下装长椅')).check()
    await phone.getByLabel(b.tick('车棚装充电桩')).check()
    await phone.getByText(b.chosen('2', n.yuan('10,000'))).waitFor()
    await phone.getByLabel(p.affirm).check()
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: p.check }).click()
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: p.cast }).click()
    receipt = (await phone.getByLabel(p.receipt).textContent()) ?? ''
    expect(receipt).toMatch(/^([0-9A-F]{4}-){3}[0-9A-F]{4}$/)
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: p.another }).click()
    await phone.getByLabel(p.code).fill(grandmothersCode.toLowerCase())
    await phone.getByLabel(b.tick('门口修坡道')).check()
    await phone.getByLabel(p.affirm).check()
    await phone.getByRole('button', { name: p.check }).click()
    await phone.getByRole('button', { name: p.cast }).click()
    await phone.getByText(p.done, { exact: true }).waitFor()
    const again = await town.open('resident1', phoneZh, `/v/${code}`)
    await again.getByText(p.voted).waitFor()
  })

  it('a building lead types in a paper ballot', async () => {
    const lead = await town.open('buildingLead111', phoneZh, `/v/${code}`)
    await lead.getByRole('link', { name: p.paper }).click()
    await lead.getByRole('button', { name: /王\*爷/ }).click()
    await lead.getByLabel(b.tick('楼下装长椅')).check()
    await lead.getByLabel(b.tick('车棚装充电桩')).check()
    await town.expectAccessible(lead)
    await lead.getByRole('button', { name: p.saveFor }).click()
    await lead.getByText(p.handOver).waitFor()
    await town.expectAccessible(lead)
  })

  it('it closes, is counted, and both rules stand side by side', async () => {
    await town.passDays(14)
    desk = await town.open('community1', wideZh, `/desk/votes/${budgetId}`)
    await desk.getByRole('button', { name: w.step.close }).click()
    await desk.getByText(n.state.counted, { exact: true }).waitFor({ timeout: 20_000 })
    const shares = desk.getByRole('region', { name: n.rule.shares })
    const greedy = desk.getByRole('region', { name: n.rule.greedy })
    await shares.getByText(b.decides).waitFor()
    await shares.getByText(b.chosenHead('2')).waitFor()
    await greedy.getByText(b.chosenHead('2')).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: w.step.publish }).click()
    await desk.getByText(n.state.published, { exact: true }).waitFor()
  })

  it('everybody reads the result, and a voter finds the receipt', async () => {
    phone = await town.open(null, phoneZh, `/v/${code}`)
    await phone.getByRole('region', { name: n.rule.greedy }).waitFor()
    await phone.getByLabel(p.checkLabel).fill(receipt)
    await phone.getByText(p.found).waitFor()
    await town.expectAccessible(phone)
    await phone.getByLabel(p.checkLabel).fill('0000-0000-0000-0000')
    await phone.getByText(p.notFound).waitFor()
  })

  it('it reads as well in English, on a desk and on a phone', async () => {
    const e = wordsIn(budgetBook, 'en')
    for (const view of [wideEn, phoneEn]) {
      const page = await town.open('community1', view, `/desk/votes/${budgetId}`)
      await page.getByRole('region', { name: e.rule.shares }).waitFor()
      await town.expectAccessible(page)
    }
    const anybody = await town.open(null, phoneEn, `/v/${code}`)
    await anybody.getByRole('region', { name: e.rule.shares }).waitFor()
    await town.expectAccessible(anybody)
  })

  it('ballots are ranked and given points by buttons', async () => {
    const e = wordsIn(ballotBook, 'en')
    const items = ['Benches', 'A ramp'].map((title) => ({ title, words: '', costFen: 3_000_000 }))
    const ranked = await openVote(town, { kind: 'ranked', items, title: 'Ranked works' })
    const page = await town.open('resident1', phoneEn, `/v/${ranked.code}`)
    await page.getByRole('button', { name: e.add('A ramp') }).click()
    await town.expectAccessible(page)
    await page.getByRole('button', { name: e.add('Benches') }).click()
    await page.getByRole('button', { name: e.up('Benches') }).click()
    await page.getByRole('status', { name: 'A ramp' }).getByText(e.place('2')).waitFor()
    const points = await openVote(town, { kind: 'points', most: 2, items, title: 'Points for works' })
    const other = await town.open('resident1', phoneEn, `/v/${points.code}`)
    for (let n = 0; n < 2; n++) await other.getByRole('button', { name: e.more('A ramp') }).click()
    await other.getByRole('status', { name: 'A ramp' }).getByText(e.points('2')).waitFor()
    expect(await other.getByRole('button', { name: e.more('Benches') }).isDisabled()).toBe(true)
    await town.expectAccessible(other)
    expect(town.faults).toEqual([])
  })
})
