import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { upload } from '../../modules/matters/acts/flow.fixture.ts'
import { act, getMatter } from '../../modules/matters/contract.ts'
import { type CampaignId, getCampaign } from '../../modules/safety/campaigns/contract.ts'
import { type FindingFilter, listFindings, listRounds } from '../../modules/safety/contract.ts'
import { words as deskBook } from '../../modules/safety/desk/words.ts'
import { words as pocketBook } from '../../modules/safety/pocket/words.ts'
import { aCampaign, aPoint, aRoute, fillRooms } from '../../modules/safety/safety.fixture.ts'
import { safetyBook } from '../../modules/safety/web/words.ts'
import { stepsFollow } from './journey.ts'
import { picture } from './picture.ts'
import { type E2eTown, openTown, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
const points: { id: string; code: string }[] = []
let campaignId: CampaignId

beforeAll(async () => {
  town = await openTown({ offline: true })
  await fillRooms(town)
  for (const name of ['东侧安全出口', '西侧安全出口']) points.push(await aPoint(town, { name }))
  await aRoute(town, points.map(({ id }) => id) as never)
  campaignId = (await aCampaign(town, { addressed: [town.town.places.building111] })).id
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(pocketBook, 'zh')
const d = wordsIn(deskBook, 'zh')
const b = wordsIn(safetyBook, 'zh')
const desk = () => town.signInAs('community1')
const hazards = async (query: FindingFilter = {}) => (await desk().call(listFindings, { query })).rows

/** Answers every question with yes, the first with what is given. */
async function answer(phone: Page, first: 'yes' | 'no'): Promise<void> {
  const questions = phone.getByRole('group').filter({ has: phone.getByRole('radio') })
  await questions.first().waitFor()
  const count = await questions.count()
  for (let n = 0; n < count; n++)
    await questions
      .nth(n)
      .getByRole('radio', { name: w[n === 0 ? first : 'yes'], exact: true })
      .press('Space')
}

// A grid worker walks a round of two fire exits with a phone; the network goes in the middle of it.
describe('a round', () => {
  stepsFollow()
  let phone: Page
  let matterId: MatterId

  it('begins with the next point; its code, scanned, opens the questions', async () => {
    phone = await town.open('gridWorker11', phoneZh, '/rounds')
    await phone.getByRole('heading', { name: '东侧安全出口' }).waitFor()
    await town.expectAccessible(phone)
    await phone.goto(`${town.base}/sp/${points[0]?.code}`)
    await answer(phone, 'yes')
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: w.save }).click()
    await phone.getByText(w.left(1)).waitFor()
    await phone.getByRole('link', { name: w.backToRounds }).click()
    await phone.getByRole('heading', { name: '西侧安全出口' }).waitFor()
  })

  it('goes on without a network: the code is typed, a blocked exit is found with a photo, and waits on the phone', async () => {
    await phone.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await phone.waitForLoadState('networkidle')
    await phone.context().setOffline(true)
    await phone.getByRole('button', { name: w.typed }).click()
    const code = points[1]?.code ?? ''
    await phone.getByRole('textbox', { name: w.typed }).fill('AAAA222222')
    await phone.getByRole('button', { name: w.open }).click()
    await phone.getByText(w.wrongCode).waitFor()
    await phone.getByRole('textbox', { name: w.typed }).fill(code.toLowerCase())
    await phone.getByRole('button', { name: w.open }).click()
    await answer(phone, 'no')
    await phone.getByRole('textbox', { name: w.noWords }).fill('出口被三辆电动车堵死')
    await phone
      .locator('input[type=file]')
      .first()
      .setInputFiles([await picture('exit')])
    await phone.getByRole('img').first().waitFor()
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: w.save }).click()
    await phone.getByText(w.queuedTitle).waitFor()
    expect(await hazards()).toEqual([])
  })

  it('goes out by itself: the round is done, the hazard stands with its matter and photo', async () => {
    await phone.context().setOffline(false)
    await expect.poll(async () => (await hazards()).length, { timeout: 20_000 }).toBe(1)
    const [hazard] = await hazards()
    expect(hazard).toMatchObject({ level: 'major', state: 'open', item: 'clear' })
    matterId = hazard?.matter.id as MatterId
    const matter = await desk().call(getMatter, { params: { matterId } })
    expect(JSON.stringify(matter)).toContain('出口被三辆电动车堵死')
    expect(matter.timeline[0]?.fileIds ?? matter.fileIds).toHaveLength(1)
    const { rows } = await desk().call(listRounds, { query: { show: 'finished' } })
    expect(rows).toHaveLength(1)
    await phone.getByRole('link', { name: w.backToRounds }).click()
    await phone.getByText(w.done).waitFor()
  })

  it('is crossed off by somebody else, at the desk, after its matter was closed', async () => {
    const view = await desk().call(getMatter, { params: { matterId } })
    const holder = Object.entries(town.town.posts).find(([, post]) => post === view.holder?.postId)?.[0]
    const who = town.signInAs((holder ?? 'community1') as 'community1')
    const fileIds = [await upload(who)]
    await who.call(act, { params: { matterId }, body: { action: 'handle', words: '马上清' } })
    await who.call(act, {
      params: { matterId },
      body: { action: 'resolve', words: '车已挪走', fileIds, outcome: 'solved' },
    })
    const followUp = { method: 'in_person' as const, reached: true, solved: true, satisfaction: 5 }
    await desk().call(act, { params: { matterId }, body: { action: 'follow_up', followUp } })
    await expect.poll(async () => (await hazards())[0]?.state, { timeout: 20_000 }).toBe('recheck')
    const page = await town.open('community1', wideZh, '/desk/safety')
    await page.getByText(d.next.recheck(1)).waitFor()
    await town.expectAccessible(page)
    await page.getByRole('button', { name: d.recheck, exact: true }).click()
    await page.getByRole('dialog').getByText(d.fine).waitFor()
    await town.expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: d.save }).click()
    await page.getByText(d.none, { exact: true }).waitFor()
    expect((await hazards({ show: 'cleared' }))[0]).toMatchObject({ clearedBy: { name: '1号社区党委' } })
    expect(town.faults).toEqual([])
  })

  it('a campaign that is ticked at two doors, one of them without a network, reaches two households', async () => {
    await phone.goto(`${town.base}/campaigns/${campaignId}/doors`)
    await phone.getByText(w.reach(0, 7)).first().waitFor()
    const tick = async (number: string, way: string) => {
      await phone.getByRole('button', { name: w.door(number, '') }).click()
      await phone.getByRole('button', { name: way, exact: true }).click()
    }
    await tick('101', b.way.door)
    await phone.getByText(w.reach(1, 7)).first().waitFor()
    await phone.context().setOffline(true)
    await phone.getByRole('dialog').waitFor({ state: 'hidden' })
    // Whoever presses the next door in the very moment in which the sheet closes finds it open.
    await phone.evaluate(
      (label) => {
        new MutationObserver((_, watching) => {
          if (document.querySelector('dialog[open]')) return
          watching.disconnect()
          document.querySelector<HTMLElement>(`button[aria-label="${label}"]`)?.click()
        }).observe(document, { subtree: true, attributeFilter: ['open'] })
      },
      w.door('302', ''),
    )
    await tick('202', b.way.talk)
    await phone.getByRole('heading', { name: w.how('302') }).waitFor()
    await phone.getByRole('button', { name: b.way.away, exact: true }).click()
    await phone.getByText(w.reach(2, 7)).first().waitFor()
    await town.expectAccessible(phone)
    await phone.context().setOffline(false)
    const view = () => desk().call(getCampaign, { params: { campaignId } })
    // Each door goes out on its own: the last one may well arrive before the one that has waited longer.
    await expect.poll(view, { timeout: 20_000 }).toMatchObject({ reached: 2, addressed: 7, byWay: { away: 1 } })
    const page = await town.open('community1', wideZh, `/desk/safety/campaigns/${campaignId}`)
    await page.getByRole('img', { name: d.front('机床厂小区 1栋', 2, 7) }).waitFor()
    await town.expectAccessible(page)
    expect(town.faults).toEqual([])
  })
})
