import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { consult, neighboursVote } from '../../modules/consultations/consultations.fixture.ts'
import { words as deskBook } from '../../modules/consultations/desk/words.ts'
import { campVotes } from '../../modules/consultations/groups/votes.fixture.ts'
import { words as pocketBook } from '../../modules/consultations/pocket/words.ts'
import { updateDue } from '../../modules/consultations/updating.ts'
import { consultationWords } from '../../modules/consultations/web/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, type View, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const said = [
  '楼下空地应当划几个电动车停车位',
  '晚上十点以后广场舞要停',
  '儿童滑梯旁边要加一盏灯',
  '快递柜可以搬到大门外面',
  '小区绿地里不能再停车',
  '楼道里可以放鞋柜',
  '访客的车进门要收费',
  '遛狗要牵绳，粪便要自己收',
]

/** Sixty-six neighbours of three minds vote, and the result is worked out. */
async function everybodyVotes(code: string): Promise<void> {
  const log = campVotes({ people: 66, statements: 8, camps: 3, share: 0.95, seed: 11 })
  // All agree to the lamp at the slide.
  await neighboursVote(
    town.anyone,
    code,
    log.map((vote) => (vote.statement === 2 ? { ...vote, vote: -1 } : vote)),
  )
  town.clock.set(new Date(town.clock.now().getTime() + 60_000))
  await updateDue(town.db, town.clock.now())
}

// The community sits at a desk in Chinese; the neighbour has a phone and no account.
describe('a consultation', () => {
  const w = wordsIn(pocketBook, 'zh')
  const c = wordsIn(consultationWords, 'zh')
  const d = wordsIn(deskBook, 'zh')
  stepsFollow()
  let desk: Page
  let phone: Page
  let code: string
  /** Later sessions open where the ones before were. */
  const again = (page: Page, who: 'community1' | null, view: View) => town.open(who, view, new URL(page.url()).pathname)

  it('is written and opened at the desk', async () => {
    desk = await town.open('community1', wideZh, '/desk/consultations')
    await desk.getByRole('link', { name: d.plan }).click()
    await desk.getByRole('textbox', { name: d.form.title }).fill('小区公共空间怎么用')
    await desk.getByLabel(d.form.until).fill('2026-12-20')
    await desk.getByRole('textbox', { name: d.form.seeds }).fill(said.slice(0, 7).join('\n'))
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: d.form.save }).click()
    await desk.getByRole('heading', { name: '小区公共空间怎么用' }).waitFor()
    await desk.getByRole('textbox', { name: d.addLabel }).fill(said[7] ?? '')
    await desk.getByRole('button', { name: d.add, exact: true }).click()
    await desk.getByText(said[7] ?? '', { exact: true }).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: d.step.open, exact: true }).click()
    await desk.getByText(d.next.open).waitFor()
    code = (await desk.locator('.ui-scan-words').innerText()).trim()
  })

  it('takes a neighbour’s votes one statement at a time, by thumb and by key', async () => {
    phone = await town.open(null, phoneZh, `/o/${code}`)
    await phone.getByText(w.progress(0, 8)).waitFor()
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: c.choice.agree, exact: true }).click()
    await phone.getByText(w.progress(1, 8)).waitFor()
    for (let n = 2; n <= 7; n++) {
      await phone.keyboard.press(n % 2 ? '1' : '2')
      await phone.getByText(w.progress(n, 8)).waitFor()
    }
    await phone.getByRole('button', { name: c.choice.pass, exact: true }).click()
    await phone.getByText(w.done).waitFor()
    await phone.getByRole('button', { name: w.own }).click()
    await phone.getByText(w.ownHint).waitFor()
    await phone.locator('label').filter({ hasText: c.choice.disagree }).first().click()
    await town.expectAccessible(phone)
  })

  it('lets a statement of the neighbour’s in once it was read', async () => {
    phone = await again(phone, null, phoneZh)
    await phone.getByRole('button', { name: w.say }).click()
    await phone.getByRole('textbox', { name: w.say }).fill('门口的快递堆得太多，要有人管')
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: w.send, exact: true }).click()
    await phone.getByText(w.waiting).waitFor()
    await desk.reload()
    await desk.getByRole('heading', { name: d.toSee(1) }).waitFor()
    await desk.getByRole('button', { name: d.show, exact: true }).click()
    await desk.getByRole('heading', { name: d.toSee(1) }).waitFor({ state: 'detached' })
  })

  it('draws who thinks alike, and says what everybody thinks', async () => {
    await everybodyVotes(code)
    await phone.goto(`${town.base}/o/${code}/result`)
    await phone.getByRole('img', { name: /A 组，\d+ 人/ }).waitFor()
    await phone.getByRole('heading', { name: c.unites }).waitFor()
    await phone.getByText(c.table).click()
    await phone
      .getByRole('cell', { name: said[2] ?? '' })
      .first()
      .waitFor()
    await town.expectAccessible(phone)
  })

  it('is closed and answered, one answer becoming a matter', async () => {
    desk = await again(desk, 'community1', wideZh)
    await desk.getByRole('button', { name: d.step.close, exact: true }).click()
    await desk.getByRole('dialog').getByRole('button', { name: d.step.close, exact: true }).click()
    await desk.getByText(d.next.closed).waitFor()
    const open = desk.getByRole('button', { name: d.answer, exact: true })
    const count = await open.count()
    for (let n = 0; n < count; n++) {
      await open.first().click()
      const dialog = desk.getByRole('dialog')
      await dialog
        .getByRole('textbox', { name: d.answerLabel })
        .fill(n === 0 ? '滑梯旁装一盏太阳能灯' : '已和物业商量，下月起照办')
      if (n === 0) {
        await dialog.getByText(d.toMatter).click()
        await dialog.getByRole('combobox').fill('城管')
        await dialog.getByRole('option').first().click()
        await dialog.getByLabel(d.dueOn).fill('2026-12-31')
        await town.expectAccessible(desk)
      }
      await dialog.getByRole('button', { name: d.answer, exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
      await expect.poll(() => open.count(), { timeout: 20_000 }).toBe(count - n - 1)
    }
    await desk.getByRole('link', { name: d.matter }).waitFor()
    await desk.getByRole('button', { name: d.step.finish, exact: true }).click()
    await desk.getByText(d.next.answered).waitFor()
    await town.expectAccessible(desk)
    await phone.reload()
    await phone.getByRole('heading', { name: c.answers }).waitFor()
    await phone.getByText('滑梯旁装一盏太阳能灯').waitFor()
    await town.expectAccessible(phone)
    // Who comes now can no longer vote, and is not asked to.
    const late = await town.open(null, phoneZh, `/o/${code}/result`)
    await late.getByText(c.pictureLead).waitFor()
    expect(await late.getByText(c.youNotYet).count()).toBe(0)
  })
})

describe('in English', () => {
  const w = wordsIn(pocketBook, 'en')
  const c = wordsIn(consultationWords, 'en')
  it('a resident votes signed in, and finds where they stand', async () => {
    const { code } = await consult(town.signInAs('community1'), town.town.places.community1, {
      title: 'How to use the yard',
      statements: said.map((_, n) => `Statement ${n + 1} about the yard`),
    })
    const phone = await town.open('resident1', phoneEn, `/o/${code}`)
    for (let n = 0; n < 8; n++) {
      await phone.getByText(w.progress(n, 8)).waitFor()
      await phone.keyboard.press(n % 3 ? '1' : '2')
    }
    await phone.getByText(w.done).waitFor()
    await everybodyVotes(code)
    await phone.getByRole('link', { name: w.result }).click()
    await phone.getByText(c.you, { exact: true }).waitFor({ timeout: 30_000 })
    await town.expectAccessible(phone)
  })
})
