import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as workBook } from '../../modules/matters/desk/my-work/words.ts'
import { words as pocketWorkBook } from '../../modules/matters/pocket/work/words.ts'
import { words as peopleBook } from '../../modules/people/desk/words.ts'
import { codeAt } from '../../modules/people/second-factor.ts'
import { words as signInBook } from '../../modules/people/web/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town?.close())

const journeys = [
  { lang: 'zh', wide: wideZh, phone: phoneZh, community: 'community1', worker: 'gridWorker11' },
  { lang: 'en', wide: wideEn, phone: phoneEn, community: 'community2', worker: 'gridWorker21' },
] as const

const newPassword = 'paper lantern river bridge'

describe.each(walked(journeys))('signing in, $lang', (of) => {
  const { lang } = of
  const w = wordsIn(signInBook, lang)
  const people = wordsIn(peopleBook, lang)

  stepsFollow()
  let desk: Page
  let pocket: Page
  let secret = ''

  it('at the desk: a wrong password is told kindly, the right one leads to the page that was asked for', async () => {
    desk = await town.open(null, of.wide, '/desk/account')
    await desk.getByRole('heading', { name: w.signIn }).waitFor()
    await town.expectAccessible(desk)
    await password(desk, of.community, 'not-the-password')
    await desk.getByText(lang === 'zh' ? '账号或密码不对' : 'The name or the password is not right').waitFor()
    await town.expectAccessible(desk)
    await password(desk, of.community, town.town.password)
    await desk.getByRole('heading', { name: w.account }).waitFor()
    await town.expectAccessible(desk)
  })

  it('a community issues a one-time code, and it signs a worker in on the phone', async () => {
    await desk.goto(`${town.base}/desk/posts`)
    await desk.getByRole('button', { name: people.posts.issueTo }).click()
    await desk.getByRole('searchbox', { name: people.dialog.person }).fill(of.worker.toLowerCase())
    await desk.getByRole('radio').check()
    await town.expectAccessible(desk)
    await desk.getByRole('button', { name: people.dialog.issue }).click()
    const code = (await desk.getByRole('dialog').getByRole('status').textContent()) ?? ''
    expect(code).toMatch(/^\d{8}$/)
    await town.expectAccessible(desk)

    pocket = await town.open(null, of.phone, '/work')
    await pocket.getByRole('tab', { name: w.byCode }).click()
    await pocket.getByRole('textbox', { name: w.login }).fill(of.worker)
    await pocket.getByRole('textbox', { name: w.oneTimeCode }).fill('00000000')
    await pocket.getByRole('button', { name: w.signIn }).click()
    await pocket.getByRole('alert').waitFor()
    await pocket.getByRole('textbox', { name: w.oneTimeCode }).fill(code)
    await pocket.getByLabel(w.newPassword).fill(newPassword)
    await town.expectAccessible(pocket)
    await pocket.getByRole('button', { name: w.signIn }).click()
    await pocket.getByRole('heading', { name: wordsIn(pocketWorkBook, lang).title }).waitFor()
  })

  it('sees where one is signed in, and ends another session', async () => {
    const other = await town.open(of.worker, of.wide, '/desk/')
    await other.getByText(wordsIn(workBook, lang).empty).waitFor()
    await pocket.goto(`${town.base}/account`)
    await pocket.getByText(w.here, { exact: true }).waitFor()
    await town.expectAccessible(pocket)
    await pocket.getByRole('button', { name: w.revoke, exact: false }).first().click()
    await pocket.getByText(w.revoked).waitFor()
    await other.reload()
    await other.getByRole('heading', { name: w.signIn }).waitFor()
  })

  it('sets an authenticator up', async () => {
    await pocket.getByLabel(w.password, { exact: true }).fill(newPassword)
    await pocket.getByRole('button', { name: w.start }).click()
    secret = (await pocket.getByRole('status', { name: w.secret }).textContent()) ?? ''
    await pocket.getByRole('textbox', { name: w.secondCode }).fill(codeAt(secret, town.clock.now()))
    await town.expectAccessible(pocket)
    await pocket.getByRole('button', { name: w.confirm }).click()
    await pocket.getByText(w.secondFactorOn, { exact: true }).waitFor()
    await pocket.getByRole('button', { name: w.signOut }).click()
  })

  it('signs in with the new password and the authenticator', async () => {
    town.clock.move(60_000)
    await pocket.goto(`${town.base}/sign-in?next=/work`)
    await password(pocket, of.worker, newPassword)
    await pocket.getByRole('textbox', { name: w.secondCode }).fill(codeAt(secret, town.clock.now()))
    await town.expectAccessible(pocket)
    await pocket.getByRole('button', { name: w.signIn }).click()
    await pocket.getByRole('heading', { name: wordsIn(pocketWorkBook, lang).title }).waitFor()
    expect(town.faults).toEqual([])
  })

  async function password(page: Page, login: string, secret: string): Promise<void> {
    await page.getByRole('textbox', { name: w.login }).fill(login)
    await page.getByLabel(w.password, { exact: true }).fill(secret)
    await page.getByRole('button', { name: w.signIn }).click()
  }
})
