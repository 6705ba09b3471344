import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { wordsIn } from '../../kernel/contract/words.ts'
import { actByReceipt, listMatters } from '../../modules/matters/contract.ts'
import { look, take } from '../../modules/matters/matter-app.fixture.ts'
import { beginTerm, handLink, listTerms } from '../../modules/observers/contract.ts'
import { words as deskBook } from '../../modules/observers/desk/words.ts'
import { words as leadBook } from '../../modules/observers/pocket/words.ts'
import { words as doorBook } from '../../modules/people/pocket/words.ts'
import { stepsFollow, walked } from './journey.ts'
import { type E2eTown, openTown, phoneZh, type View, wideEn, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
  for (let n = 0; n < 4; n++) await closeOne(n)
}, 120_000)
afterAll(() => town?.close())

async function closeOne(n: number): Promise<void> {
  const worker = town.signInAs('gridWorker11')
  const { id, receiptCode } = await town.reportAt('building111', `单元门坏了，第 ${n + 1} 处`, {
    category: '080201',
    reporter: { name: '王建国', phone: `1200000${1000 + n}` },
  })
  await take(worker, id, { action: 'contact' })
  await take(worker, id, { action: 'resolve', outcome: 'explained', words: '已联系物业' })
  await town.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'confirm', rating: 4 } })
}

const views: readonly View[] = [wideZh, wideEn]
describe.each(walked(views))('a sample of closed matters ($width px, $lang)', (view) => {
  stepsFollow()
  const w = wordsIn(deskBook, view.lang).samples
  let matterId: MatterId

  it('is drawn by the inspection, which calls, and a finding reopens', async () => {
    const page = await town.open('supervisor', view, '/desk/samples')
    await page.getByRole('button', { name: w.draw }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: w.name }).fill('十一月抽查')
    await dialog.getByRole('spinbutton', { name: w.size }).fill('2')
    await dialog.getByRole('textbox', { name: w.seed }).fill('2026139')
    await town.expectAccessible(page)
    await dialog.getByRole('button', { name: w.confirm, exact: true }).click()

    await page.getByRole('heading', { level: 1, name: '十一月抽查' }).waitFor()
    await page.getByText('2026139').waitFor()
    await page.getByRole('button', { name: w.redraw }).click()
    await page.getByText(w.same).waitFor()
    matterId = (await page.getByRole('link', { name: w.open }).getAttribute('href'))?.split('/').at(-1) as MatterId

    // The number is masked until it is asked for.
    await page.getByText(/120\*{4}/).waitFor()
    await page.getByRole('button', { name: w.ask }).click()
    await page.getByRole('link', { name: /^1200000/ }).waitFor()
    await page.getByRole('radio', { name: w.yesReached, exact: true }).check()
    await page.getByRole('radio', { name: w.notSolved, exact: true }).check()
    await page.getByText(w.willReopen).waitFor()
    await page.getByRole('textbox', { name: w.words }).fill('门还是关不上')
    await page.getByRole('textbox', { name: w.conduct }).fill('说话不耐烦')
    await town.expectAccessible(page)
    await page.getByRole('button', { name: w.saveFinding }).click()
    await page.getByText(w.done.notSolved).waitFor()

    // The next one: nobody answers.
    await page.getByRole('radio', { name: w.notReached }).check()
    await page.getByRole('button', { name: w.saveFinding }).click()
    await page.getByText(w.done.unreached).waitFor()
  })

  it('has figures that lead to what they count', async () => {
    const page = await town.open('supervisor', view, '/desk/samples')
    await page.getByRole('link', { name: '十一月抽查' }).first().click()
    await page.getByRole('link', { name: new RegExp(w.figure.reopened) }).click()
    const list = page.getByRole('list', { name: w.list })
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
    await town.expectAccessible(page)
  })

  it('came back to the one who resolved it, without what was said about conduct', async () => {
    const matter = await look(town.signInAs('gridWorker11'), matterId)
    expect([matter.state, matter.rounds]).toEqual(['handling', 2])
    expect(JSON.stringify(matter)).toContain('门还是关不上')
    expect(JSON.stringify(matter)).not.toContain('不耐烦')
  })
})

describe('an observer', () => {
  stepsFollow()
  const w = wordsIn(leadBook, 'zh')
  const door = wordsIn(doorBook, 'zh')

  it('enters by a link, and files a lead that the unit never sees', async () => {
    const street = town.signInAs('street1')
    const { id: termId } = await street.call(beginTerm, {
      body: {
        ...{ name: '慕容观察', phone: '12000007777', role: 'observer', letterNumber: '金观 1', origin: '街道商会' },
        ...{ placeId: town.town.places.street1, fromOn: '2026-11-01', toOn: '2027-11-01' },
      },
    })
    const { token } = await street.call(handLink, { params: { termId } })
    const page = await town.open(null, phoneZh, `/k/${token}`)
    await page.getByText('慕**察').waitFor()
    await town.expectAccessible(page)
    // Reading it does not use it up.
    await page.reload()
    await page.getByRole('button', { name: door.enter }).click()
    await page.waitForURL((url) => url.pathname === '/')

    await page.goto(`${town.base}/leads/${termId}`)
    await page.getByPlaceholder(w.searchUnit).fill('1号社区')
    await page.getByRole('button', { name: /1号社区党委/ }).click()
    await page.getByRole('combobox', { name: w.category }).selectOption({ label: '拖延推诿' })
    await page.getByRole('textbox', { name: w.what }).fill('窗口让企业来回跑了五趟')
    await town.expectAccessible(page)
    await page.getByRole('button', { name: w.send }).click()
    await page.getByText(w.sentText('金辰街道党工委')).waitFor()
    await page.getByRole('link', { name: w.mine }).click()
    await page.getByText('窗口让企业来回跑了五趟').waitFor()

    const leads = async (who: 'street1' | 'community1') =>
      (await town.signInAs(who).call(listMatters, { query: { kind: ['conduct_lead'] } })).total
    expect([await leads('street1'), await leads('community1')]).toEqual([1, 0])
    await expect.poll(async () => (await street.call(listTerms)).terms[0]?.quarter.leads, { timeout: 20_000 }).toBe(1)
  })

  it('stands in the list of the street', async () => {
    const d = wordsIn(deskBook, 'zh').terms
    const page = await town.open('street1', wideZh, '/desk/observers')
    await page.getByRole('link', { name: '慕容观察' }).click()
    await page.getByRole('dialog').getByText(d.history).waitFor()
    await town.expectAccessible(page)
  })
})
