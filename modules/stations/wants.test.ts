import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayMs } from '../../kernel/time/day.ts'
import { listNotices } from '../notices/contract.ts'
import * as contract from './contract.ts'
import { wantStream } from './events.ts'
import { aResource, bookIt, dayAt, findings, slotAt } from './stations.fixture.ts'
import type { ResourceId, WantId } from './tables.ts'
import { tidyStations } from './tidy-job.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, shopId, desk, merchant, neighbour, story, somebody } = {} as StationTown
beforeAll(async () => {
  ;({ app, shopId, desk, merchant, neighbour, story, somebody } = await stationTown())
})
afterAll(() => app?.close())

describe('a want', () => {
  const want = (more: Record<string, unknown> = {}, who = neighbour()) =>
    who.ask(contract.addWant, {
      body: {
        kind: 'tool',
        name: '借抛光机用一天',
        placeId: app.town.places.building111,
        untilOn: dayAt(app, 20),
        ...more,
      },
    })

  it('is matched with reasons, offered, accepted with a booking, met and thanked for', async () => {
    const { id: drill } = await aResource(merchant(), shopId, { kind: 'tool', name: '抛光机', capacity: 1 })
    const { id: ladder } = await aResource(merchant(), shopId, { kind: 'tool', name: '长梯', capacity: 1 })
    const { who } = await somebody('何平')
    const { body } = await want({ fromAt: slotAt(app, 2, 10) }, who)
    const params = { wantId: body.id as WantId }
    const view = await desk().call(contract.getWant, { params })
    expect(view.matches[0]?.reasons.map(({ zh }) => zh)).toEqual(
      expect.arrayContaining(['说的是同一样东西', '那个时间有空（余 1）']),
    )
    expect(view.who).toBe('何*')
    expect((await neighbour().ask(contract.getWant, { params })).status).toBe(404)
    const near = (await merchant().call(contract.shop)).wants.find(({ want }) => want.id === body.id)
    expect(near?.reasons.length).toBeGreaterThan(1)
    const offer = (resourceId: ResourceId, by = merchant()) => by.ask(contract.offer, { params, body: { resourceId } })
    expect((await offer(drill, neighbour())).status).toBe(404)
    expect((await offer(drill, app.signInAs('supervisor'))).status).toBe(403)
    const first = await offer(ladder, desk())
    const second = await offer(drill)
    expect((await offer(drill)).reason).toBe('stations.offered_already')
    const answer = (id: string, accept: boolean, by = who) =>
      by.ask(contract.answerOffer, { params: { offerId: id }, body: { accept } })
    expect((await answer(second.body.id, true, neighbour())).status).toBe(404)
    expect((await answer(first.body.id, false)).status).toBe(200)
    const accepted = await answer(second.body.id, true)
    expect(accepted.body.bookingId).not.toBeNull()
    expect((await answer(second.body.id, true)).status).toBe(409)
    const end = (step: string, by = who) => by.ask(contract.endWant, { params, body: { step } })
    expect((await end('met', desk())).status).toBe(403)
    expect((await end('met')).status).toBe(200)
    expect((await end('met')).status).toBe(409)
    expect(
      (await who.ask(contract.giveThanks, { body: { wantId: body.id, words: '孔打好了，多谢', agrees: false } }))
        .status,
    ).toBe(200)
    const mine = await who.call(contract.mine)
    expect(mine.wants[0]).toMatchObject({ state: 'met', thanked: true })
    expect(mine.wants[0]?.offersMade.map(({ state }) => state)).toEqual(['done', 'declined'])
    expect(await story(wantStream(body.id as WantId))).toEqual([
      ...['want_made', 'offer_made', 'offer_made', 'offer_settled', 'offer_settled', 'want_ended', 'offer_settled'],
    ])
    expect(await findings(app)).toEqual([])
  })

  it('is closed by who asked: asked whether it helped, looked on for where it did not; by the station for whom it asked', async () => {
    const { id: saw } = await aResource(merchant(), shopId, { kind: 'tool', name: '圆锯' })
    const { id: other } = await aResource(merchant(), shopId, { kind: 'tool', name: '手锯' })
    const { who } = await somebody()
    const accept = async (wantId: WantId, resourceId: ResourceId, by: typeof who) => {
      const { id: offerId } = await desk().call(contract.offer, { params: { wantId }, body: { resourceId } })
      await by.call(contract.answerOffer, { params: { offerId }, body: { accept: true } })
    }
    const { id } = (await want({ name: '锯子', untilOn: dayAt(app, 2) }, who)).body
    const params = { wantId: id as WantId }
    const end = (step: string, by = who, why?: string) =>
      by.ask(contract.endWant, { params, body: { step, ...(why ? { why } : {}) } })
    expect((await end('unmet')).status).toBe(409)
    await accept(params.wantId, saw, who)
    expect((await end('unmet', desk() as typeof who)).status).toBe(403)
    expect((await end('unmet')).status).toBe(200)
    expect(await who.call(contract.getWant, { params })).toMatchObject({ state: 'open', untilOn: dayAt(app, 14) })
    await accept(params.wantId, other, who)
    app.clock.move(16 * dayMs)
    await tidyStations(app.services)
    await tidyStations(app.services)
    const asked = (await who.call(listNotices, { query: {} })).rows.filter(({ words }) => words.zh.includes('解决了吗'))
    expect(asked).toHaveLength(1)
    expect((await end('met', desk() as typeof who, '说好了')).status).toBe(403)
    expect((await end('met')).status).toBe(200)

    const elder = { somebody: { name: '李大爷', phone: '12000007711' } }
    const { id: forElder } = (await want({ name: '锯子', ...elder }, desk() as typeof who)).body
    await accept(forElder as WantId, saw, desk() as typeof who)
    const endFor = (why?: string) =>
      desk().ask(contract.endWant, { params: { wantId: forElder }, body: { step: 'met', ...(why ? { why } : {}) } })
    expect((await endFor()).reason).toBe('stations.bad_why')
    expect((await endFor('电话里说锯好了')).status).toBe(200)
    expect(await story(wantStream(params.wantId))).toEqual([
      ...['want_made', 'offer_made', 'offer_settled', 'offer_settled', 'offer_made', 'offer_settled', 'want_asked'],
      ...['want_ended', 'offer_settled'],
    ])
    expect(await findings(app)).toEqual([])
  })

  it('cannot be accepted for a time that somebody else took meanwhile', async () => {
    const { id: pump } = await aResource(merchant(), shopId, { kind: 'tool', name: '抽水泵' })
    const { who } = await somebody()
    const { body } = await want({ name: '抽水泵', fromAt: slotAt(app, 3, 10) }, who)
    const { id: offerId } = await merchant().call(contract.offer, {
      params: { wantId: body.id },
      body: { resourceId: pump },
    })
    await bookIt((await somebody()).who, pump, { fromAt: slotAt(app, 3, 0) })
    const answer = await who.ask(contract.answerOffer, { params: { offerId }, body: { accept: true } })
    expect(answer.reason).toBe('stations.time_taken')
  })

  it('is withdrawn by the keeper with a reason, and by itself when its day is over', async () => {
    const { body } = await want({ somebody: { name: '老人', phone: '12000007777' } }, desk())
    const params = { wantId: body.id as WantId }
    expect((await desk().ask(contract.endWant, { params, body: { step: 'withdraw' } })).reason).toBe('stations.bad_why')
    await desk().call(contract.endWant, { params, body: { step: 'withdraw', why: '本人不需要了' } })
    expect((await want({ untilOn: dayAt(app, -1) })).reason).toBe('stations.bad_untilOn')
    const { body: later } = await want({ untilOn: dayAt(app, 1) })
    app.clock.move(3 * dayMs)
    await tidyStations(app.services)
    expect((await neighbour().call(contract.getWant, { params: { wantId: later.id } })).state).toBe('withdrawn')
    expect(await findings(app)).toEqual([])
  })
})
