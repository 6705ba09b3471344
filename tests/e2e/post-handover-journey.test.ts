import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { look } from '../../modules/matters/matter-app.fixture.ts'
import { endTenure, me } from '../../modules/people/contract.ts'
import { handoversTick } from '../../modules/people/handover/handover-service.ts'
import { words as book } from '../../modules/people/web/handover-words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(book, 'zh')
const title = '楼道灯不亮，晚上看不见'

// A community passes a grid from its worker to a neighbour on a later day; an empty post stands in a list until then.
describe('a post changing hands', () => {
  stepsFollow()
  let page: Page
  let matterId: Parameters<typeof look>[1]
  let clock: unknown
  /** The clock without its lamp, which changes as time passes. */
  const running = async () => {
    const { clock: now } = await look(town.signInAs('community1'), matterId)
    return [now?.stage, now?.startedAt, now?.dueAt]
  }
  const note = '单元灯归物业，找老张'

  it('shows what would go over, and arranges it for a day', async () => {
    matterId = (await town.reportAt('building111', title)).id
    await town.deliver()
    clock = await running()
    page = await town.open('community1', wideZh, `/desk/posts/${town.town.posts.gridWorker11}/handover`)
    await page.getByText(w.running(1)).waitFor()
    const { name } = await town.signInAs('resident1').call(me)
    await page.getByRole('searchbox', { name: w.next }).fill(name)
    await page.getByRole('radio', { name: new RegExp(name) }).check()
    await page.getByLabel(w.day).fill(dayOf(new Date(town.clock.now().getTime() + 2 * dayMs)))
    await page.getByLabel(w.why).fill('工作调动')
    await page.getByLabel(w.note).fill(note)
    await town.expectAccessible(page)
    await page.getByRole('button', { name: /交接$/ }).click()
    await page.getByText(note).waitFor()
    await page.getByRole('button', { name: w.cancel }).waitFor()
    await town.expectAccessible(page)
  })

  it('passes on its day: the new holder has the matter with the same clock, the old one no more', async () => {
    const worker = await town.open('gridWorker11', wideZh, '/desk/matters?mine=true')
    await worker.getByText(title).first().waitFor()
    town.clock.move(2 * dayMs)
    await handoversTick.run(town.services)
    await town.deliver()
    expect(await running()).toEqual(clock)
    const taker = await town.open('resident1', wideZh, '/desk/matters?mine=true')
    await taker.getByText(title).first().waitFor()
    const left = await town.open('gridWorker11', wideZh, '/desk/inbox')
    await left
      .getByText(/已交给/)
      .first()
      .waitFor()
    expect(await left.getByRole('link', { name: /全部事项/ }).count()).toBe(0)
  })

  it('tells the new holder, who reads the note on a phone', async () => {
    const phone = await town.open('resident1', phoneEn, '/inbox')
    await phone
      .getByText(/You hold/)
      .first()
      .click()
    await phone.getByText(note).waitFor()
    await phone.getByText(wordsIn(book, 'en').went).waitFor()
    await town.expectAccessible(phone)
  })

  it('shows an empty post with what waits in it', async () => {
    const desk = await town.open('community1', wideZh, '/desk/vacancies')
    await desk.getByText(w.vacanciesNone).waitFor()
    const administrator = town.signInAs('administrator')
    const params = { postId: town.town.posts.gridWorker11 }
    await administrator.call(endTenure, { params, body: { why: '搬离小区' } })
    await town.deliver()
    await desk.reload()
    await desk.getByText(w.running(1)).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: w.fill }).click()
    await desk.getByText(w.nobody, { exact: true }).waitFor()
    expect(town.faults).toEqual([])
  })
})
