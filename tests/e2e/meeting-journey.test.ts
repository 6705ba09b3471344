import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as deskBook } from '../../modules/gatherings/desk/words.ts'
import { gatheringWords } from '../../modules/gatherings/gathering-words.ts'
import { words as pocketBook } from '../../modules/gatherings/pocket/words.ts'
import { take } from '../../modules/matters/matter-app.fixture.ts'
import { matterWords } from '../../modules/matters/matter-words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const asked = '楼下商铺想用水，管道一直没有接通'
const settled = '区水务局一周内为商铺接通用水'

// The community sits at a desk in Chinese; who is invited has a phone.
describe('a joint meeting', () => {
  const desk = wordsIn(deskBook, 'zh')
  const pocket = wordsIn(pocketBook, 'zh')
  const nouns = wordsIn(gatheringWords, 'zh')
  const states = wordsIn(matterWords, 'zh')

  stepsFollow()
  let community: Page
  let invited: Page
  let matterId: MatterId

  it('is planned, with an item from an open matter and a department invited', async () => {
    await town.reportAt('building111', asked, { category: '080201' })
    community = await town.open('community1', wideZh, '/desk/gatherings')
    await community.getByRole('link', { name: desk.plan }).click()
    await community.getByRole('textbox', { name: desk.form.title }).fill('12月政企银社联席会议')
    await community.getByRole('textbox', { name: desk.form.venue }).fill('社区三楼会议室')
    await community.getByLabel(desk.form.starts).fill('2026-11-25T09:30')
    await town.expectAccessible(community)
    await community.getByRole('button', { name: desk.form.save }).click()

    await community.getByRole('heading', { name: '12月政企银社联席会议' }).waitFor()
    await community.getByRole('combobox', { name: desk.agenda.pick }).fill('用水')
    await community.getByRole('option').filter({ hasText: asked }).click()
    await community.getByRole('heading', { name: `1. ${asked}` }).waitFor()
    await community.getByRole('textbox', { name: desk.agenda.write }).fill('企业用工推荐')
    await community.getByRole('button', { name: desk.agenda.add, exact: true }).click()
    await community.getByRole('heading', { name: '2. 企业用工推荐' }).waitFor()

    await community.getByRole('combobox', { name: desk.people.invite }).fill('水务')
    await community.getByRole('option').filter({ hasText: '区水务局' }).click()
    await community.getByRole('row').filter({ hasText: '区水务局' }).getByText(nouns.standing.invited).waitFor()
    await town.expectAccessible(community)
    await community.getByRole('button', { name: desk.step.announce }).click()
    await community.getByText(desk.next.announced).waitFor()
  })

  it('is answered on the phone by who is invited', async () => {
    await town.deliver()
    invited = await town.open('waterDepartment', phoneZh, '/inbox')
    await invited.getByRole('link').filter({ hasText: '12月政企银社联席会议' }).first().click()
    await invited.getByRole('heading', { name: '12月政企银社联席会议' }).waitFor()
    await invited.getByText(asked).waitFor()
    await town.expectAccessible(invited)
    await invited.getByRole('button', { name: pocket.accept, exact: true }).click()
    await invited.getByText(nouns.standing.accepted, { exact: true }).waitFor()
    await community.reload()
    await community.getByRole('row').filter({ hasText: '区水务局' }).getByText(nouns.standing.accepted).waitFor()
  })

  it('begins in time, and is checked in to by the code', async () => {
    const [deskPath, doorPath] = [community, invited].map((page) => new URL(page.url()).pathname)
    if (!deskPath || !doorPath) throw new Error('both stand on a page of the meeting')
    // Two days on both sign in anew; a window that was left open finds its session over, and goes to the sign-in page.
    town.clock.set(new Date('2026-11-25T01:20:00Z'))
    community = await town.open('community1', wideZh, deskPath)
    invited = await town.open('waterDepartment', phoneZh, doorPath)
    await community.getByRole('button', { name: desk.step.start }).click()
    await community.getByText(desk.next.running).waitFor()
    await invited.reload()
    await invited.getByRole('button', { name: pocket.checkInAs('区水务局') }).click()
    await invited.getByText(pocket.checkedIn('09:20')).first().waitFor()
    await town.expectAccessible(invited)
    await community.getByRole('row').filter({ hasText: '区水务局' }).getByText('09:20').waitFor({ timeout: 25_000 })
  })

  it('writes down what was said, and a decision that becomes a matter with holder and deadline', async () => {
    const item = community
      .getByRole('listitem')
      .filter({ has: community.getByRole('heading', { name: `1. ${asked}` }) })
    await item.getByRole('textbox', { name: desk.agenda.discussion }).fill('管道已到楼下，差一段支管。')
    await item.getByRole('button', { name: desk.agenda.saveMinutes }).click()
    await community.getByText(desk.agenda.saved).waitFor()
    await item.getByRole('button', { name: desk.agenda.decide }).click()
    const form = item.getByRole('form', { name: desk.agenda.decide })
    await form.getByRole('button', { name: desk.agenda.decideDo }).click()
    await form.getByText(desk.agenda.fault.words).waitFor()
    await form.getByRole('textbox', { name: desk.agenda.decisionWords }).fill(settled)
    await form.getByRole('combobox', { name: desk.agenda.chooseHolder }).fill('水务')
    await form.getByRole('option').filter({ hasText: '区水务局' }).click()
    await form.getByLabel(desk.agenda.dueOn).fill('2026-12-02')
    await town.expectAccessible(community)
    await form.getByRole('button', { name: desk.agenda.decideDo }).click()
    const decision = community.getByRole('listitem').filter({ hasText: settled }).last()
    await decision.getByText(states.state.handling).waitFor()
    await decision.getByText(desk.agenda.by('区水务局'), { exact: true }).waitFor()
    await community.getByRole('button', { name: desk.step.hold }).click()
    await community.getByText(desk.next.held).waitFor()
    await town.expectAccessible(community)

    await decision.getByRole('link').click()
    await community.getByRole('heading', { name: settled }).first().waitFor()
    matterId = community.url().split('/').at(-1) as MatterId
    await invited.reload()
    await invited.getByRole('heading', { name: pocket.decided }).waitFor()
    await invited.getByText(settled).waitFor()
    await town.expectAccessible(invited)
    await invited.goto(`${town.base}/work`)
    await invited.getByRole('link').filter({ hasText: '接通用水' }).first().waitFor()
  })

  it('sees the decision through: closed, it stands so at the next meeting', async () => {
    const holder = town.signInAs('waterDepartment')
    await take(holder, matterId, { action: 'resolve', outcome: 'solved', words: '支管已接通，商铺通水' })
    await community.goBack()
    await community.getByRole('link', { name: desk.nextMeeting }).click()
    await community.getByText(desk.form.follows('12月政企银社联席会议')).waitFor()
    await community.getByRole('textbox', { name: desk.form.title }).fill('1月政企银社联席会议')
    await community.getByLabel(desk.form.starts).fill('2026-12-25T09:30')
    await community.getByRole('button', { name: desk.form.save }).click()
    await community.getByRole('heading', { name: desk.before.title }).waitFor()
    const decision = community.getByRole('listitem').filter({ hasText: settled }).last()
    await decision.getByText(states.state.resolved).waitFor()

    const found = { method: 'verify', reached: true, solved: true } as const
    await take(town.signInAs('community1'), matterId, { action: 'follow_up', followUp: found })
    await community.reload()
    await decision.getByText(states.state.closed).waitFor()
    await town.expectAccessible(community)
  })

  it('is read off the figures of the year', async () => {
    const figures = await town.open('street1', wideZh, '/desk/gatherings')
    await figures.getByRole('link', { name: new RegExp(`^${desk.figure.held}`) }).click()
    await figures.getByText(desk.figureNote(desk.figure.held)).waitFor()
    await figures
      .getByRole('link')
      .filter({ hasText: '12月政企银社联席会议' })
      .getByText(desk.row.decisions(1, 1))
      .waitFor()
    expect(
      await figures.getByRole('link').filter({ hasText: '1月政企银社联席会议' }).filter({ hasNotText: '12月' }).count(),
    ).toBe(0)
    await town.expectAccessible(figures)
    expect(town.faults).toEqual([])
  })
})
