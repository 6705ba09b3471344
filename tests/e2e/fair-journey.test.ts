import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as deskBook } from '../../modules/gatherings/desk/words.ts'
import { traits } from '../../modules/gatherings/gathering.ts'
import { gatheringWords } from '../../modules/gatherings/gathering-words.ts'
import { words as pocketBook } from '../../modules/gatherings/pocket/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, wideEn } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

// The community sits at a desk, an exhibitor has a phone; both in English.
describe('a fair', () => {
  const desk = wordsIn(deskBook, 'en')
  const pocket = wordsIn(pocketBook, 'en')
  const nouns = wordsIn(gatheringWords, 'en')
  const title = 'Autumn fair of the neighbourhood'

  stepsFollow()
  let community: Page
  let exhibitor: Page
  let code: string

  it('is called, with stalls drawn from a form', async () => {
    community = await town.open('community1', wideEn, '/desk/gatherings/new')
    await community.getByText(traits.fair.name.en, { exact: true }).click()
    await community.getByRole('textbox', { name: desk.form.title }).fill(title)
    await community.getByRole('textbox', { name: desk.form.venue }).fill('Square in front of the gate')
    await community.getByLabel(desk.form.starts).fill('2026-11-28T09:00')
    await community.getByLabel(desk.form.ends).fill('2026-11-28T17:00')
    await community.getByLabel(desk.form.signUpUntil).fill('2026-11-27T18:00')
    await community.getByRole('button', { name: desk.form.save }).click()
    await community.getByRole('heading', { name: title }).waitFor()
    expect(await community.getByRole('button', { name: desk.step.announce }).isDisabled()).toBe(true)

    await community.getByRole('textbox', { name: desk.stalls.rows, exact: true }).fill('2')
    await community.getByRole('textbox', { name: desk.stalls.columns }).fill('4')
    await community.getByRole('textbox', { name: desk.stalls.gapEvery }).fill('2')
    await community.getByRole('button', { name: desk.stalls.draw }).click()
    await community.getByRole('button', { name: desk.stalls.label('B4', '', desk.stalls.free) }).waitFor()
    await town.expectAccessible(community)
    await community.getByRole('button', { name: desk.step.announce }).click()
    await community.getByText(desk.next.announced).waitFor()
    code = (await community.locator('.ui-scan-words').innerText()).trim()
  })

  it('takes sign-ups: of an exhibitor by phone, of others by the desk', async () => {
    exhibitor = await town.open('resident1', phoneEn, '/gatherings')
    await exhibitor.getByRole('link').filter({ hasText: title }).click()
    await exhibitor.getByRole('textbox', { name: pocket.category }).fill('Tea')
    await exhibitor.getByText(pocket.power, { exact: true }).click()
    await town.expectAccessible(exhibitor)
    await exhibitor.getByRole('button', { name: pocket.signUp }).click()
    await exhibitor.getByText(nouns.standing.signed_up, { exact: true }).waitFor()

    const form = community.getByRole('form', { name: desk.people.signUpFor })
    for (const [shop, sells] of [
      ['Noodle shop', 'Snacks'],
      ['Bean curd stand', 'Snacks'],
      ['Sun bookshop', 'Books'],
    ] as const) {
      await form.getByRole('combobox').fill(shop)
      await form
        .getByRole('option')
        .filter({ hasText: desk.people.addGuest(shop) })
        .click()
      await form.getByRole('textbox', { name: desk.wish.category }).fill(sells)
      await form.getByRole('button', { name: desk.people.signUpFor }).click()
      await community.getByRole('row').filter({ hasText: shop }).waitFor()
    }
  })

  it('allots the stalls with a reason, then one by hand', async () => {
    await community.getByRole('button', { name: desk.stalls.allot }).click()
    const tea = community.getByRole('row').filter({ hasText: 'Tea' })
    await tea.getByText(/^A\d$/).waitFor()
    const books =
      (await community.getByRole('row').filter({ hasText: 'Sun bookshop' }).innerText()).match(/[AB]\d/)?.[0] ?? ''
    const given = community.getByRole('button', { name: desk.stalls.label(books, 'Sun bookshop', desk.stalls.given) })
    await given.click()
    const chosen = community.getByRole('region', { name: desk.stalls.chosen(books) })
    await chosen.getByText(nouns.because.noAlike).waitFor()
    await chosen.getByRole('combobox', { name: desk.stalls.exhibitor }).selectOption('')
    await community.getByText(desk.stalls.waitingOnes).waitFor()

    await community.getByRole('button', { name: desk.stalls.label('B4', '', desk.stalls.free) }).click()
    const last = community.getByRole('region', { name: desk.stalls.chosen('B4') })
    await last.getByRole('combobox', { name: desk.stalls.exhibitor }).selectOption({ label: 'Sun bookshop' })
    await last.getByText(nouns.because.hand).waitFor()
    await town.expectAccessible(community)
    await exhibitor.reload()
    await exhibitor.getByText(/^Your stall: A\d$/).waitFor()
  })

  it('checks in by the code at the door, also a guest', async () => {
    // On the day both sign in anew.
    town.clock.set(new Date('2026-11-28T01:05:00Z'))
    community = await town.open('community1', wideEn, new URL(community.url()).pathname)
    await community.getByRole('button', { name: desk.step.start }).click()
    await community.getByText(desk.next.runningFair).waitFor()
    exhibitor = await town.open('resident1', phoneEn, `/g/${code}`)
    await exhibitor.getByRole('button', { name: /^Check in as/ }).click()
    await exhibitor.getByText(pocket.checkedIn('09:05')).first().waitFor()
    await town.expectAccessible(exhibitor)

    const guest = await town.open(null, phoneEn, `/g/${code}`)
    await guest.getByRole('button', { name: pocket.checkIn }).click()
    await guest.getByRole('alert').waitFor()
    await guest.getByRole('textbox', { name: pocket.guestName }).fill('Old Li')
    await town.expectAccessible(guest)
    await guest.getByRole('button', { name: pocket.checkIn }).click()
    await guest.getByText(pocket.welcome).waitFor()

    await community.reload()
    await community.getByRole('button', { name: new RegExp(`, ${desk.stalls.here}$`) }).waitFor()
    await community.getByRole('button', { name: `${desk.people.checkIn} Noodle shop` }).click()
    await community.getByRole('row').filter({ hasText: 'Noodle shop' }).getByText('09:05').waitFor()
    await town.expectAccessible(community)
  })

  it('takes turnovers and what people say, ends, and thanks', async () => {
    await exhibitor.getByRole('textbox', { name: pocket.turnover }).fill('1234.5')
    await exhibitor.getByRole('button', { name: pocket.report }).click()
    await exhibitor.getByText(pocket.reported).waitFor()
    await exhibitor.getByRole('radio', { name: /^5/ }).press('Space')
    await exhibitor.getByRole('textbox', { name: pocket.rateWords }).fill('Many neighbours came by')
    await exhibitor.getByRole('button', { name: pocket.send }).click()
    await exhibitor.getByText(pocket.rated).waitFor()
    await town.expectAccessible(exhibitor)

    await community.getByRole('button', { name: desk.step.hold }).click()
    await community.getByText(desk.next.heldFair).waitFor()
    await community.getByText(nouns.yuan('1,234.50')).first().waitFor()
    await community.getByText('Many neighbours came by').waitFor()
    await community.getByRole('textbox', { name: desk.thanks.words }).fill('Thank you, see you next year')
    await community.getByRole('button', { name: desk.thanks.send }).click()
    await community.getByRole('heading', { name: desk.thanks.sent }).waitFor()
    await town.expectAccessible(community)
    await town.deliver()
    await exhibitor.goto(`${town.base}/inbox`)
    await exhibitor.getByRole('link').filter({ hasText: 'see you next year' }).first().waitFor()
    expect(town.faults).toEqual([])
  })
})
