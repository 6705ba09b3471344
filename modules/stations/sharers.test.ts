import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { listNotices } from '../notices/contract.ts'
import * as contract from './contract.ts'
import { sharerStream } from './events.ts'
import { aResource, aShop, bookIt, findings, slotAt } from './stations.fixture.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, stationId, shopId, desk, keeper, neighbour, story, somebody } = {} as StationTown
beforeAll(async () => {
  ;({ app, stationId, shopId, desk, keeper, neighbour, story, somebody } = await stationTown())
})
afterAll(() => app?.close())

describe('who shares', () => {
  it('asks on the phone, is confirmed, paused; its contact is masked, revealed with a reason', async () => {
    const { who } = await somebody('王芳')
    const { id } = await who.call(contract.askToShare, {
      body: { kind: 'person', name: '王阿姨缝补', placeId: app.town.places.building111, consentVersion: 1 },
    })
    expect((await who.ask(contract.addResource, { body: { sharerId: id, kind: 'skill', name: '缝补' } })).reason).toBe(
      'stations.sharer_rests',
    )
    expect((await desk().call(contract.stationFigures, { query: {} })).sharersAsked).toBe(1)
    const settle = (step: string, why?: string, by = desk()) =>
      by.ask(contract.settleSharer, { params: { sharerId: id }, body: { step, ...(why ? { why } : {}) } })
    expect((await settle('refuse')).reason).toBe('stations.bad_why')
    expect((await settle('confirm', undefined, app.signInAs('community2'))).status).toBe(404)
    expect((await settle('confirm', undefined, app.signInAs('street1'))).status).toBe(200)
    expect((await settle('confirm')).status).toBe(409)
    const { id: resourceId } = await aResource(who, id, { kind: 'skill', name: '缝补' })
    await settle('pause')
    expect((await bookIt(neighbour(), resourceId, { fromAt: slotAt(app, 1) })).status).toBe(404)
    await settle('resume')
    expect(await story(sharerStream(id))).toEqual(['sharer_asked', ...Array(3).fill('sharer_settled')])
    const { rows } = await who.call(listNotices, { query: {} })
    expect(rows.map(({ words }) => words.zh)).toContain('「王阿姨缝补」可以共享了')
  })

  it('a shop gets a link of its own; contact in full only with a reason, which leaves an event', async () => {
    const params = { sharerId: shopId }
    const seen = await desk().call(contract.getSharer, { params })
    expect(seen.contact?.name).toBe('李*傅')
    expect(seen.contact?.phone).not.toBe(app.town.phones.resident1)
    expect((await desk().ask(contract.revealSharer, { params, body: { reason: ' ' } })).status).toBe(400)
    expect((await desk().call(contract.revealSharer, { params, body: { reason: '核对营业时间' } })).phone).toBe(
      app.town.phones.resident1,
    )
    const contact = { name: '赵老板', phone: '12000008888' }
    const other = await aShop(app, { name: '赵家小吃', contact, stationId })
    const { token } = await keeper().call(contract.linkSharer, { params: { sharerId: other.id } })
    expect(token).toHaveLength(43)
    // Who keeps a password signs in themselves.
    expect((await desk().ask(contract.linkSharer, { params, body: {} })).status).toBe(422)
    expect(await story(sharerStream(other.id))).toEqual(['sharer_added', 'link_issued'])
    expect(JSON.stringify(await app.events(sharerStream(shopId)))).not.toMatch(/李师傅|核对|1000000/)
    expect(await findings(app)).toEqual([])
  })

  it('refuses what it cannot be', async () => {
    const add = (more: Record<string, unknown>) =>
      desk().ask(contract.addSharer, {
        body: { kind: 'shop', name: '甲', placeId: app.town.places.compound11, ...more },
      })
    expect((await add({})).reason).toBe('stations.bad_contact')
    const contact = { name: '甲', phone: '12000008889' }
    expect((await add({ contact })).reason).toBe('stations.bad_consentVersion')
    expect((await add({ contact: { name: '甲', phone: '123' }, consentVersion: 1, consentHow: 'spoken' })).reason).toBe(
      'stations.bad_phone',
    )
    expect((await add({ kind: 'firm' })).reason).toBe('stations.bad_firmId')
    expect((await add({ kind: 'office', postId: newId() })).reason).toBe('stations.bad_postId')
    expect((await add({ placeId: app.town.places.compound31 })).status).toBe(404)
    expect((await add({ kind: 'office', postId: app.town.posts.community1 })).status).toBe(200)
  })
})
