import type { PersonId } from '../../kernel/contract/ids.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import { dayMs, dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import * as contract from './contract.ts'
import { sameHours } from './opening.ts'
import type { ResourceId, SharerId } from './tables.ts'
import { verifyStations } from './verify.ts'

const spot = { lng: 102.703, lat: 25.004 }

/** A station in a place, open every day from nine to six. */
export const aStation = (
  who: TestClient,
  at: Pick<contract.StationBody, 'placeId' | 'keeperPostId'>,
  more: Partial<contract.StationBody> = {},
) =>
  who.call(contract.addStation, {
    body: {
      ...{ name: '红心家园服务驿站', point: spot, hours: sameHours('09:00', '18:00'), services: ['饮水', '充电'] },
      ...{ intro: '歇脚、借物、议事', ...at, ...more },
    },
  })

/** How staff say that somebody agreed to the text as delivered. */
const agreed = { consentVersion: 1, consentHow: 'spoken' as const }

/** A shop of compound11 whose pocket is that of the phone's owner. */
export const aShop = (app: TestApp, more: Partial<contract.SharerBody> = {}) =>
  app.signInAs('community1').call(contract.addSharer, {
    body: {
      ...{ kind: 'shop', name: '老李五金', placeId: app.town.places.compound11 },
      ...{ contact: { name: '李师傅', phone: app.town.phones.resident1 }, ...agreed, ...more },
    },
  })

export const aResource = (who: TestClient, sharerId: SharerId, more: Partial<contract.ResourceBody> = {}) =>
  who.call(contract.addResource, { body: { sharerId, kind: 'room', name: '二楼会议室', ...more } })

/** A slot of two hours, `days` from today, beginning at an hour. */
export const slotAt = (app: Pick<TestApp, 'clock'>, days: number, hour = 9): string =>
  new Date(startOfDayMs(dayNumberOf(app.clock.now()) + days) + hour * 3_600_000).toISOString()
export const dayAt = (app: Pick<TestApp, 'clock'>, days: number): string =>
  new Date(dayNumberOf(app.clock.now()) * dayMs + days * dayMs).toISOString().slice(0, 10)

export const bookIt = (who: TestClient, resourceId: ResourceId, body: contract.BookBody) =>
  who.ask(contract.book, { params: { resourceId }, body })

/** What `liren verify` finds wrong. */
export async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const report = ({ check: name, what }: { check: string; what: string }) => void found.push(`${name}: ${what}`)
  const { tenantId } = app.town
  await app.db.read((tx) => verifyStations({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** A station, a shop with a room that is booked and a thing that is not, a want, thanks: what the matrix asks about. */
export async function stationSubject(
  app: TestApp,
  who: TestClient,
  neighbour: TestClient,
  at: Pick<contract.StationBody, 'placeId' | 'keeperPostId'> & { readonly phone: string },
  names = { station: '红心家园服务驿站', shop: '同心便利', room: '里间会议室', want: '借一把梯子', thanks: '谢谢您' },
) {
  const kept = { placeId: at.placeId, keeperPostId: at.keeperPostId }
  const { id: stationId, code } = await aStation(who, kept, { name: names.station, services: [], intro: '' })
  const contact = { name: '周敏', phone: at.phone }
  const { id: sharerId } = await who.call(contract.addSharer, {
    body: { kind: 'shop', name: names.shop, placeId: at.placeId, stationId, contact, ...agreed },
  })
  const { id: resourceId } = await aResource(who, sharerId, { stationId, name: names.room })
  const answer = await neighbour.call(contract.book, { params: { resourceId }, body: { fromAt: slotAt(app, 3) } })
  const { id: wantId } = await neighbour.call(contract.addWant, {
    body: { kind: 'room', name: names.want, placeId: at.placeId, untilOn: dayAt(app, 30) },
  })
  const { id: offerId } = await who.call(contract.offer, { params: { wantId }, body: { resourceId } })
  return { stationId, code, sharerId, resourceId, bookingId: answer.booked?.id ?? '', wantId, offerId }
}

/** The same as the pages are opened with, in English, with thanks that wait. */
export async function stationPages(app: TestApp) {
  const { places, posts, phones } = app.town
  const names = {
    station: 'Red Heart Station',
    shop: 'Corner Shop',
    room: 'Back room',
    want: 'A ladder',
    thanks: 'Thank you',
  }
  const desk = app.signInAs('community1')
  const neighbour = app.signInAs('resident2')
  const place = { placeId: places.compound11, keeperPostId: posts.compoundSecretary11 }
  const of = await stationSubject(app, desk, neighbour, { ...place, phone: phones.resident1 }, names)
  const tool = await aResource(desk, of.sharerId, { kind: 'skill', name: 'Shoe repair', slotUnits: 1 })
  const today = await neighbour.call(contract.book, {
    params: { resourceId: tool.id },
    body: { fromAt: slotAt(app, 0, 11) },
  })
  const bookingId = today.booked?.id as contract.BookingId
  await desk.call(contract.stepBooking, { params: { bookingId }, body: { step: 'hand_over' } })
  await neighbour.call(contract.giveThanks, { body: { bookingId, words: names.thanks, agrees: true } })
  await app.signInAs('resident2').call(contract.askToShare, {
    body: { kind: 'person', name: 'Zhou', placeId: places.building111, consentVersion: 1 },
  })
  return {
    ...{ stationId: of.stationId, sharerId: of.sharerId, resourceId: of.resourceId, wantId: of.wantId },
    '/s/$code': of.code,
    '/shares/$wantId/want': of.wantId,
  }
}

export type { PersonId }
