import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { getHousehold, householdFigures } from '../../modules/households/contract.ts'
import { words as deskBook } from '../../modules/households/desk/words.ts'
import { aHousehold, aRoom, entered, wang } from '../../modules/households/household-app.fixture.ts'
import { words as pocketBook } from '../../modules/households/pocket/words.ts'
import type { HouseholdId } from '../../modules/households/shapes.ts'
import { householdWords } from '../../modules/households/web/words.ts'
import { startSession } from '../../modules/people/public.ts'
import { words as accountBook } from '../../modules/people/web/words.ts'
import { stepsFollow } from './journey.ts'
import { picture } from './picture.ts'
import { type E2eTown, openTown, phoneZh, wideEn } from './town.fixture.ts'

let town: E2eTown
/** By door number. */
const homes = new Map<string, HouseholdId>()

beforeAll(async () => {
  town = await openTown({ offline: true })
  const stove = { kind: 'fact', key: 'stove' } as const
  for (const floor of [1, 2, 3]) {
    const room = await aRoom(town, 'building111', '2', floor, `${floor}01`)
    await aRoom(town, 'building111', '2', floor, `${floor}02`)
    homes.set(`${floor}01`, await aHousehold(town, room, { changes: [...wang(), entered(stove, 'pipe_gas')] }))
  }
}, 120_000)
afterAll(() => town?.close())

/** Beside other tests everything takes its time. */
const patient = { timeout: 20_000 }

const home = (number: string): HouseholdId => {
  const id = homes.get(number)
  if (!id) throw new Error(`nobody lives at ${number}`)
  return id
}
const seen = (number: string) =>
  town.signInAs('community1').call(getHousehold, { params: { householdId: home(number) } })

describe('a walk up and down stairs, the network cut in the middle', () => {
  const w = wordsIn(pocketBook, 'zh')
  const h = wordsIn(householdWords, 'zh')
  const d = wordsIn(deskBook, 'en')
  const a = wordsIn(accountBook, 'zh')
  stepsFollow()
  let phone: Page
  let desk: Page

  const met = (how: 'met' | 'not_in') => phone.getByRole('radio', { name: w.meeting[how] }).check()
  const atDoor = (number: string) => phone.getByRole('heading', { name: `${h.unit('2')} ${number}` }).waitFor()
  const save = () => phone.getByRole('button', { name: new RegExp(`^${w.saveLast}`) }).click()

  it('begins with the next door, above the stairs as they stand', async () => {
    phone = await town.open('gridWorker11', phoneZh, '/walk')
    await phone.getByRole('heading', { level: 2, name: '301' }).waitFor()
    const stairs = phone.getByRole('table').first()
    await stairs.getByText(h.door.vacant).first().waitFor()
    await phone.getByText(w.progress(0, 3)).waitFor()
    await phone.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    await phone.waitForLoadState('networkidle')
  })

  it('goes on without a network: what is half filled in survives a reload', async () => {
    await phone.context().setOffline(true)
    await phone.getByRole('link', { name: w.knock }).click()
    await atDoor('301')
    await met('met')
    await phone.getByRole('textbox', { name: '家里常住几口人？' }).fill('3')
    await phone.getByRole('textbox', { name: w.words }).fill('楼道灯坏了两天，晚上看不清台阶')
    await phone.locator('input[type=file]').setInputFiles(await picture('lamp'))
    await phone.getByRole('img').first().waitFor()
    // A moment's pause, as between two words: then it is on the phone.
    await expect.poll(() => draftsOn(phone), patient).toBe(1)
    await phone.reload()
    await atDoor('301')
    await phone.getByText(w.unsavedHere).waitFor()
    expect(await phone.getByRole('textbox', { name: w.words }).inputValue()).toContain('楼道灯坏了')
    await phone.getByRole('checkbox', { name: w.toMatter }).check()
    await save()
    await atDoor('201')
  })

  it('takes what has changed, and that nobody was in', async () => {
    await met('met')
    await phone.getByText(w.changed).click()
    await phone.getByRole('button', { name: `${w.change} 做饭用` }).click()
    await phone.getByRole('combobox', { name: `做饭用: ${w.newValue}` }).selectOption('electric')
    await phone.getByRole('textbox', { name: w.words }).fill('改用电磁炉了，女儿想教邻居用手机')
    await phone.getByRole('checkbox', { name: w.toVolunteer }).check()
    await save()
    await atDoor('101')
    await met('not_in')
    await save()
    await phone.getByText(w.allDone, { exact: true }).waitFor()
    await phone.getByText(w.kept(3)).waitFor()
    await phone.reload()
    await phone.getByText(w.kept(3)).waitFor()
  })

  it('shows what waits with its size; a second phone changes the same home meanwhile', async () => {
    await phone
      .getByRole('link', { name: /等待发送/ })
      .first()
      .click()
    await phone.getByText(/共 3 条，占用/).waitFor()
    expect(await phone.getByRole('img').count()).toBeGreaterThan(0)
    desk = await town.open('community1', wideEn, `/desk/households/${home('201')}`)
    await desk.getByRole('button', { name: d.one.editFact('Cooking with') }).click()
    await desk.getByRole('combobox', { name: d.one.value }).selectOption('bottled_gas')
    await desk.getByRole('button', { name: d.one.save }).click()
    await desk.getByText('Bottled gas').first().waitFor()
    expect(await seen('301')).toMatchObject({ visits: [] })
  })

  it('sends all once when the network is back', async () => {
    await phone.context().setOffline(false)
    await phone.getByText('都发送了').waitFor()
    const [first, second, third] = [await seen('301'), await seen('201'), await seen('101')]
    expect(first.visits).toHaveLength(1)
    expect(first.visits[0]?.fileIds).toHaveLength(1)
    expect(first.facts).toContainEqual(expect.objectContaining({ key: 'peopleCount', value: 3 }))
    expect(first.notes[0]).toMatchObject({
      words: '楼道灯坏了两天，晚上看不清台阶',
      matter: { number: expect.any(String) },
    })
    expect(second.visits).toHaveLength(1)
    expect(second.notes[0]).toMatchObject({ volunteer: true })
    expect(third.visits.map(({ reached }) => reached)).toEqual([false])
  })

  it('shows both values side by side, and one is chosen', async () => {
    await phone.goto(`${town.base}/walk`)
    await phone.getByRole('link', { name: w.settle }).click()
    const card = phone.getByRole('article')
    await card.getByRole('region', { name: h.settle.current }).getByText('瓶装气').waitFor()
    await card.getByRole('region', { name: h.settle.other }).getByText('电', { exact: true }).waitFor()
    await town.expectAccessible(phone)
    await card.getByRole('button', { name: h.settle.chooseFor.other }).click()
    await phone.getByText(h.settle.empty).waitFor()
    const { facts, history, open } = await seen('201')
    expect(facts).toContainEqual(expect.objectContaining({ key: 'stove', value: 'electric' }))
    expect(open).toEqual([])
    // What was not chosen is in the history still.
    expect(JSON.stringify(history)).toContain('瓶装气')
  })

  it('counts right, and the number leads to what it counts', async () => {
    const { grids } = await town.signInAs('community1').call(householdFigures)
    const done = grids.reduce((sum, grid) => sum + grid.done, 0)
    expect(done).toBe(2)
    await desk.goto(`${town.base}/desk/households`)
    const row = desk
      .getByRole('table', { name: /Coverage by grid/ })
      .getByRole('row')
      .filter({ hasText: '2' })
    await row.getByRole('link', { name: '2', exact: true }).first().click()
    await desk.getByRole('table', { name: /./ }).first().waitFor()
    await expect.poll(() => desk.getByRole('row').count(), patient).toBe(3)
  })

  it('makes a matter of what was said, of a category that is chosen', async () => {
    await desk.goto(`${town.base}/desk/households/${home('201')}`)
    await desk
      .getByText(/as of \d+ \w{3} 20\d\d/)
      .first()
      .waitFor()
    await desk.getByRole('button', { name: d.one.toMatter }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByRole('textbox', { name: d.one.noteWords }).fill('想学用手机的邻居没有地方可以坐下来学')
    await dialog.getByRole('combobox', { name: d.one.category }).fill('楼道')
    await dialog.getByRole('option').first().click()
    await town.expectAccessible(desk)
    await dialog.getByRole('button', { name: d.one.toMatter }).click()
    await desk.getByRole('link', { name: /^Matter \d{6}-/ }).waitFor()
    expect((await seen('201')).notes[0]?.matter).not.toBeNull()
  })

  it('is of the one who wrote it: somebody else at this phone neither sees nor sends it', async () => {
    const door = '**/api/households/*/door'
    await phone.context().route(door, (route) => route.abort())
    await phone.goto(`${town.base}/walk/${home('101')}`)
    await met('met')
    await phone.getByRole('textbox', { name: w.words }).fill('这次在家')
    await save()
    await phone.getByText(w.kept(1)).waitFor()
    await phone.goto(`${town.base}/account`)
    await phone.getByRole('button', { name: a.signOut }).click()
    await phone.getByText(a.unsentTitle(1)).waitFor()
    await phone.getByRole('button', { name: a.leaveAnyway }).click()
    await phone.getByRole('link', { name: /登录/ }).first().waitFor()
    await phone.context().unroute(door)
    await signIn(phone, 'community1')
    await phone.goto(`${town.base}/queued`)
    await phone.getByText('都发送了').waitFor()
    await phone.waitForLoadState('networkidle')
    expect((await seen('101')).visits).toHaveLength(1)
    await signIn(phone, 'gridWorker11')
    await phone.goto(`${town.base}/queued`)
    await expect.poll(async () => (await seen('101')).visits.length, patient).toBe(2)
    expect((await seen('101')).notes[0]).toMatchObject({ words: '这次在家' })
    expect(town.faults).toEqual([])
  })
})

async function signIn(page: Page, who: PersonKey): Promise<void> {
  const person = { tenantId: town.town.tenantId, personId: town.town.persons[who], ip: '127.0.0.1', userAgent: 'e2e' }
  const { token } = await town.db.tx((tx) => startSession(tx, person, town.clock.now()))
  await page
    .context()
    .addCookies([{ name: sessionCookie, value: token, url: town.base, httpOnly: true, sameSite: 'Lax' }])
}

/** How many forms with a photo are kept on the phone. */
const draftsOn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open('liren-drafts')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const all = request.result.transaction('drafts').objectStore('drafts').getAll()
          all.onsuccess = () => resolve(all.result.filter(({ photos, words }) => photos.length && words).length)
        }
      }),
  )
