import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wordsIn } from '../../kernel/contract/words.ts'
import { words as deskBook } from '../../modules/stations/desk/words.ts'
import { words as pocketBook } from '../../modules/stations/pocket/words.ts'
import { aResource, aShop, aStation } from '../../modules/stations/stations.fixture.ts'
import { stationBook } from '../../modules/stations/web/words.ts'
import { stepsFollow } from './journey.ts'
import { type E2eTown, openTown, phoneEn, phoneZh, wideZh } from './town.fixture.ts'

let town: E2eTown
beforeAll(async () => {
  town = await openTown()
}, 120_000)
afterAll(() => town?.close())

const w = wordsIn(deskBook, 'zh')
const p = wordsIn(pocketBook, 'zh')
const b = wordsIn(stationBook, 'zh')

// Two neighbours with a phone each, the shop that shares, and the desk of the community.
describe('the last slot', () => {
  stepsFollow()
  let code: string
  let resourceId: string
  let first: Page
  let second: Page
  let lost: Page
  let shop: Page

  it('is one of a room that a shop shares', async () => {
    const { places, posts } = town.town
    const keeperPostId = posts.compoundSecretary11
    const station = await aStation(town.signInAs('community1'), { placeId: places.compound11, keeperPostId })
    code = station.code
    const { id: sharerId } = await aShop(town, { stationId: station.id })
    const desk = town.signInAs('community1')
    resourceId = (await aResource(desk, sharerId, { name: '二楼会议室', stationId: station.id })).id
    const stranger = await town.open(null, phoneZh, `/s/${code}`)
    await stranger.getByText('二楼会议室').waitFor()
    await town.expectAccessible(stranger)
  })

  it('is seen by two neighbours at once', async () => {
    first = await town.open('resident2', phoneZh, '/share')
    second = await town.open('centerHousehold111', phoneZh, '/share')
    await first.getByLabel(p.search).fill('会议')
    await first.getByRole('link', { name: /二楼会议室/ }).click()
    await second.getByRole('link', { name: /二楼会议室/ }).click()
    for (const phone of [first, second])
      await phone
        .getByRole('button', { name: /11:00–13:00 余 1/ })
        .first()
        .click()
    await town.expectAccessible(first)
  })

  it('pressed at the same instant, it is had by one; the other is told so, with the next free times', async () => {
    const press = (phone: Page) => phone.getByRole('button', { name: p.book, exact: true }).click()
    await Promise.all([press(first), press(second)])
    const outcome = async (phone: Page) => {
      await phone.getByText(new RegExp(`^(${p.booked}|${p.taken})$`)).waitFor()
      return (await phone.getByText(p.taken, { exact: true }).count()) > 0
    }
    const [firstLost, secondLost] = [await outcome(first), await outcome(second)]
    expect([firstLost, secondLost].filter(Boolean)).toHaveLength(1)
    lost = firstLost ? first : second
    await town.expectAccessible(lost)
  })

  it('who came second books one of those with one press', async () => {
    const near = lost.getByRole('button', { name: /13:00–15:00/ })
    await near.first().click()
    await lost.getByText(p.booked, { exact: true }).waitFor()
    await lost.getByRole('link', { name: p.toMine }).click()
    await lost.getByText(p.mine, { exact: true }).waitFor()
    await town.expectAccessible(lost)
  })

  it('a neighbour stands in line for a time that is full, and has it when it is given back', async () => {
    const third = await town.open('centerHousehold112', phoneZh, `/shares/${resourceId}`)
    const full = new RegExp(`13:00–15:00 ${b.mayWait(0)}`)
    await third.getByRole('button', { name: full }).first().click()
    await third.getByRole('button', { name: p.wait, exact: true }).click()
    await third.getByText(p.waited, { exact: true }).waitFor()
    await town.expectAccessible(third)
    await lost.getByRole('button', { name: p.cancel }).first().click()
    await lost.getByText(p.cancelled, { exact: true }).first().waitFor()
    await third.goto(`${town.base}/share`)
    await third.getByText(p.yourTurn, { exact: true }).waitFor()
    await town.expectAccessible(third)
    await third.getByRole('button', { name: p.takeIt }).click()
    await third.getByText(p.booked, { exact: true }).waitFor()
    lost = third
  })

  it('the shop sees who comes next, in its own pocket', async () => {
    shop = await town.open('resident1', phoneZh, '/shop')
    await shop.getByText(p.next, { exact: true }).waitFor()
    expect(await shop.getByRole('button', { name: p.used }).count()).toBe(2)
    await town.expectAccessible(shop)
    await shop.getByRole('button', { name: p.add }).click()
    await shop.getByLabel(p.addName).fill('人字梯')
    await shop.getByRole('button', { name: p.addSend }).click()
    await shop.getByRole('link', { name: '人字梯' }).waitFor()
  })

  it('hands over on the day, and is thanked', async () => {
    await shop.getByRole('button', { name: p.used }).first().click()
    await expect.poll(() => shop.getByRole('button', { name: p.used }).count()).toBe(1)
    await shop.getByRole('button', { name: p.used }).first().click()
    await shop.getByText(p.noBookings).waitFor()
    await lost.reload()
    await lost.getByRole('button', { name: p.thank }).click()
    await lost.getByLabel(p.thankWords).fill('屋子很亮堂，谢谢！')
    await town.expectAccessible(lost)
    await lost.getByRole('button', { name: p.thankSend }).click()
    await lost.getByText(p.thanked).waitFor()
    await shop.reload()
    await shop.getByRole('button', { name: p.agree }).click()
    await shop.getByText(p.waitsForReview).waitFor()
  })

  it('the thanks appear at the station once the keeper has read them', async () => {
    const desk = await town.open('community1', wideZh, '/desk/stations')
    await desk.getByText(w.nextThanks(1)).waitFor()
    await town.expectAccessible(desk)
    await desk.getByRole('link', { name: `${w.go} ${w.nextThanks(1)}` }).click()
    await desk.getByRole('button', { name: w.showIt }).click()
    await desk.getByText(w.none.thanks).waitFor()
    const wall = await town.open(null, phoneEn, `/s/${code}`)
    await wall.getByText('屋子很亮堂，谢谢！').waitFor()
    await town.expectAccessible(wall)
    await desk.goto(`${town.base}/desk/shares/${resourceId}`)
    await desk.getByRole('heading', { name: w.bookedThatWeek }).waitFor()
    await desk.getByText(b.bookingState.done).first().waitFor()
    await town.expectAccessible(desk)
    expect(town.faults).toEqual([])
  })
})
