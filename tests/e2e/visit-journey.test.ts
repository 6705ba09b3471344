import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { getDue, listDues, recordVisit } from '../../modules/visits/contract.ts'
import { words as coverageBook } from '../../modules/visits/desk/coverage/words.ts'
import { words as deskBook } from '../../modules/visits/desk/words.ts'
import { words as pocketBook } from '../../modules/visits/pocket/words.ts'
import type { VisitSubject } from '../../modules/visits/public.ts'
import { firmAt, happen, inventContacts, reached } from '../../modules/visits/visit-app.fixture.ts'
import { visitWords } from '../../modules/visits/web/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneZh, wideEn } from './town.fixture.ts'

let town: E2eTown
const firms: VisitSubject[] = []

let takeBack: () => void
beforeAll(async () => {
  takeBack = inventContacts()
  town = await openTown({ offline: true })
  const places = ['building111', 'building112', 'building111', 'building112', 'building111'] as const
  for (const [n, place] of places.entries()) {
    const firm = await firmAt(town, place, `融通科技${'一二三四五'[n]}公司`, ['key'])
    await happen(town, firm, 'became_key')
    firms.push(firm)
  }
  await happen(town, await firmAt(town, 'building111', 'Lantern Software'), 'registered')
  await happen(town, await firmAt(town, 'building121', 'Kettle Works'), 'registered')
}, 120_000)
afterAll(async () => {
  takeBack?.()
  await town?.close()
})

// The grid worker walks with a phone, in Chinese, into a lift shaft; the community calls from a desk, in English.
describe('a walk without a network', () => {
  const w = wordsIn(pocketBook, 'zh')
  const v = wordsIn(visitWords, 'zh')
  stepsFollow()
  let phone: Page
  let name: string

  it('is planned in one press, and begins with the next stop', async () => {
    phone = await town.open('gridWorker11', phoneZh, '/visits')
    await phone.getByRole('button', { name: w.plan }).click()
    await phone.getByText(w.next, { exact: true }).waitFor()
    name = (await phone.getByRole('heading', { level: 2 }).first().textContent()) ?? ''
    expect(name).toContain('融通科技')
    await town.expectAccessible(phone)
  })

  it('is recorded where there is no network, and kept on the phone', async () => {
    // The forms of the day are read ahead; give the last of them its moment.
    await phone.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await phone.waitForLoadState('networkidle')
    await phone.context().setOffline(true)
    await phone.getByRole('link', { name: w.start }).click()
    await phone.getByRole('radio', { name: v.yes }).press('Space')
    await phone.getByRole('radio', { name: '比上次好' }).press('Space')
    await phone.getByRole('textbox', { name: '现在有多少员工？' }).fill('36')
    await phone.getByRole('textbox', { name: v.words }).fill('在电梯里没有信号，老板说订单多了')
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: v.save }).click()
    await phone.getByText(w.queuedTitle).waitFor()
    await town.expectAccessible(phone)
  })

  it('goes out by itself when the network is back', async () => {
    await phone.context().setOffline(false)
    await phone.getByRole('link', { name: w.back }).click()
    const due = await doneOf(name)
    await phone.getByText(w.doneToday(1)).waitFor()
    const view = await town.signInAs('community1').call(getDue, { params: { dueId: due } })
    expect(view.history[0]).toMatchObject({ words: '在电梯里没有信号，老板说订单多了', reached: true })
    expect(view.history[0]?.answers.map(({ answer }) => answer.zh)).toContain('36 人')
  })

  it('that a colleague has recorded meanwhile is told with what was written, and kept as a supplement', async () => {
    await phone.reload()
    await phone.getByText(w.doneToday(1)).waitFor()
    await phone.waitForLoadState('networkidle')
    const row = phone.getByRole('link').filter({ hasText: '融通科技' }).first()
    const other = /融通科技.公司/.exec((await row.textContent()) ?? '')?.[0] ?? ''
    await row.click()
    await phone.getByRole('radio', { name: v.yes }).waitFor()
    await phone.context().setOffline(true)
    await phone.getByRole('radio', { name: v.yes }).press('Space')
    await phone.getByRole('textbox', { name: v.words }).fill('门口台阶松了，差点摔倒')
    await phone.getByRole('button', { name: v.save }).click()
    await phone.getByText(w.queuedTitle).waitFor()
    const [due] = (await town.signInAs('community1').call(listDues, { query: { q: other, state: ['open'] } })).rows
    if (!due) throw new Error(`no due of ${other}`)
    await town
      .signInAs('community1')
      .call(recordVisit, { params: { dueId: due.id }, body: reached({ method: 'visit' }) })
    await phone.context().setOffline(false)
    await phone.getByRole('link', { name: w.back }).click()
    await phone.getByText(w.refused).waitFor()
    await phone.getByRole('link', { name: w.label(other) }).click()
    await phone.getByText('门口台阶松了').waitFor()
    await phone.getByText('已经登记过这次走访').waitFor()
    await town.expectAccessible(phone)
    await phone.getByRole('button', { name: v.asSupplement }).click()
    await phone.getByText(v.saved).waitFor()
    const view = await town.signInAs('community1').call(getDue, { params: { dueId: due.id } })
    expect(view.history.map(({ words, supplement }) => [words, supplement])).toContainEqual([
      '门口台阶松了，差点摔倒',
      true,
    ])
    expect(town.faults).toEqual([])
  })
})

/** Waits until the visit of a firm has arrived. */
async function doneOf(name: string) {
  let found: string | undefined
  await expect
    .poll(
      async () => {
        const { rows } = await town.signInAs('community1').call(listDues, { query: { q: name, state: ['done'] } })
        found = rows[0]?.id
        return rows.length
      },
      { timeout: 20_000 },
    )
    .toBe(1)
  return found as never
}

describe('a call from the desk', () => {
  const w = wordsIn(deskBook, 'en')
  const v = wordsIn(visitWords, 'en')
  const c = wordsIn(coverageBook, 'en')
  stepsFollow()
  let desk: Page

  it('stands in the week of the one who calls', async () => {
    desk = await town.open('community1', wideEn, '/desk/visits')
    await desk.getByRole('button', { name: w.plan }).click()
    await desk.getByRole('region', { name: w.board }).waitFor()
    await desk
      .getByRole('button', { name: /Lantern Software/ })
      .first()
      .click()
    await desk.getByRole('heading', { name: 'Lantern Software' }).waitFor()
    await desk.getByText('****').first().waitFor()
    await town.expectAccessible(desk)
  })

  it('names a difficulty by keyboard alone, and the number of its matter stands there at once', async () => {
    await desk.keyboard.press('y')
    await desk.getByRole('textbox', { name: 'How many people work here now?' }).fill('12')
    await desk.getByRole('group', { name: v.reached }).getByRole('radio').first().focus()
    await desk.keyboard.press('4')
    await desk.keyboard.press('d')
    await desk.getByRole('textbox', { name: v.difficultyWords }).and(desk.locator(':focus')).waitFor()
    await desk.keyboard.insertText('The lamp downstairs is out and staff who work late cannot see the way')
    await desk.getByRole('combobox', { name: v.category }).selectOption({ index: 2 })
    await town.expectAccessible(desk)
    await desk.keyboard.press('Control+Enter')
    const raised = desk.getByText(/Now a matter: \d{6}-\d{6}/).first()
    await raised.waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: v.openMatter }).click()
    await desk.getByRole('heading', { name: /lamp downstairs/ }).waitFor()
  })

  it('is counted, and the number leads to it', async () => {
    await desk.goto(`${town.base}/desk/visits/coverage`)
    await desk.getByRole('table', { name: c.posts }).waitFor()
    await town.expectAccessible(desk)
    const row = desk.getByRole('table', { name: c.posts }).getByRole('row').filter({ hasText: 'community1' })
    await row.getByRole('link').first().click()
    await desk.getByRole('row').filter({ hasText: 'Lantern Software' }).waitFor()
    expect(await desk.getByRole('row').count()).toBe(2)
  })

  it('and the week of all below is planned at once, with what came of it', async () => {
    await desk.goto(`${town.base}/desk/visits`)
    await desk.getByRole('button', { name: w.officePlan }).click()
    await desk.getByText(/\d+ planned\./).waitFor()
    await town.expectAccessible(desk)
    expect(town.faults).toEqual([])
  })
})
