import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { dayMs } from '../../../kernel/time/day.ts'
import { type MatterApp, matterApp } from '../../matters/matter-app.fixture.ts'
import { listNotices } from '../../notices/contract.ts'
import { campaignStream } from '../events.ts'
import { aCampaign, fillRooms, findings } from '../safety.fixture.ts'
import * as contract from './contract.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
  await fillRooms(app)
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const worker = () => app.signInAs('gridWorker11')
const view = (campaignId: contract.CampaignId, who = desk()) =>
  who.call(contract.getCampaign, { params: { campaignId } })
const roomsOf = async (campaignId: contract.CampaignId, who = worker()) =>
  (await who.call(contract.campaignDoors, { params: { campaignId } })).buildings.flatMap(({ rooms }) => rooms)
const tick = (
  campaignId: contract.CampaignId,
  roomId: contract.DoorRoom['id'],
  how: 'door' | 'gathering' | 'talk' | 'away',
  more: { who?: ReturnType<typeof worker>; takeBack?: boolean } = {},
) =>
  (more.who ?? worker()).ask(contract.tickDoor, {
    params: { campaignId },
    body: { roomId, how, ...(more.takeBack ? { takeBack: true } : {}) },
  })

describe('a campaign', () => {
  it('is planned by the community for its own places, and seen by those who work there', async () => {
    const { id } = await aCampaign(app)
    const params = { campaignId: id }
    const status = async (who: Parameters<typeof app.signInAs>[0]) =>
      (await app.signInAs(who).ask(contract.getCampaign, { params })).status
    expect((await app.anyone.ask(contract.getCampaign, { params })).status).toBe(401)
    expect(await status('resident1')).toBe(403)
    expect(await status('community2')).toBe(404)
    for (const who of ['community1', 'street1', 'supervisor', 'gridWorker11', 'buildingLead111'] as const)
      expect(await status(who), who).toBe(200)
    const body = {
      title: '反诈',
      topic: 'fraud' as const,
      fromOn: '2026-12-01',
      toOn: '2026-11-01',
      channels: ['door' as const],
    }
    const plan = (placeId: string, more = {}) =>
      desk().ask(contract.planCampaign, { body: { ...body, addressed: [placeId as never], ...more } })
    expect((await plan(app.town.places.compound11)).reason).toBe('safety.bad_toOn')
    expect((await plan(app.town.places.community2, { toOn: '2026-12-31' })).status).toBe(404)
    expect((await worker().ask(contract.changeCampaign, { params, body: { title: '新' } })).status).toBe(403)
    await desk().call(contract.changeCampaign, { params, body: { toOn: '2027-01-31' } })
    expect((await view(id)).toOn).toBe('2027-01-31')
    expect(await findings(app)).toEqual([])
  })

  it('reaches a household once, whatever the number of ways and overlapping places', async () => {
    const { compound11, building111, community1 } = app.town.places
    const { id } = await aCampaign(app, { addressed: [community1, compound11, building111], title: '防火' })
    const before = await view(id)
    expect(before).toMatchObject({ reached: 0, addressed: 9 })
    const rooms = await roomsOf(id)
    const [a, b, c] = rooms.map((room) => room.id)
    if (!a || !b || !c) throw new Error('no rooms')
    for (const how of ['door', 'gathering', 'talk', 'door'] as const) await tick(id, a, how)
    await tick(id, b, 'talk', { who: app.signInAs('buildingLead111') })
    expect((await tick(id, c, 'away')).body).toEqual({ reached: 2, addressed: 9 })
    const after = await view(id)
    expect(after).toMatchObject({ reached: 2, addressed: 9, byWay: { door: 1, gathering: 1, talk: 2, away: 1 } })
    expect(after.buildings.reduce((sum, { reached }) => sum + reached, 0)).toBe(2)
    const { rows } = await desk().call(contract.listCampaigns, { query: {} })
    expect(rows.find((row) => row.id === id)).toMatchObject({ reached: 2, addressed: 9 })
    // A wrong tick is taken back; of one household, another way stays.
    await tick(id, a, 'door', { takeBack: true })
    await tick(id, b, 'talk', { takeBack: true })
    expect(await view(id)).toMatchObject({ reached: 1, byWay: { door: 0, talk: 1 } })
    // Each sees, and ticks, only where they work.
    const other = app.signInAs('gridWorker12')
    expect(await roomsOf(id, other)).toEqual([])
    expect(await view(id, other)).toMatchObject({ reached: 0, addressed: 0, mayTick: false })
    expect((await tick(id, a, 'door', { who: other })).status).toBe(404)
    expect((await tick(id, a, 'door', { who: app.signInAs('supervisor') })).status).toBe(403)
    expect(await findings(app)).toEqual([])
  })

  it('takes what was ticked without a network for a week after its end, and nothing after that', async () => {
    const { id } = await aCampaign(app, {
      toOn: new Date(app.clock.now().getTime() + dayMs).toISOString().slice(0, 10),
    })
    const [room] = await roomsOf(id)
    if (!room) throw new Error('no rooms')
    app.clock.move(5 * dayMs)
    expect((await tick(id, room.id, 'door')).status).toBe(200)
    app.clock.move(5 * dayMs)
    expect((await tick(id, room.id, 'talk')).reason).toBe('safety.campaign_closed')
    const { rows } = await desk().call(contract.listCampaigns, { query: { show: 'over' } })
    expect(rows.map((row) => row.id)).toContain(id)
  })

  it('tells the residents of its places once', async () => {
    const { id } = await aCampaign(app, { topic: 'fraud', title: '谨防冒充客服' })
    const params = { campaignId: id }
    const body = { words: '近日有人冒充快递客服退款，凡要验证码的都是诈骗。' }
    expect((await worker().ask(contract.sendNotice, { params, body })).status).toBe(403)
    expect((await desk().ask(contract.sendNotice, { params, body: { words: ' ' } })).status).toBe(400)
    expect(await desk().call(contract.sendNotice, { params, body })).toEqual({ told: 1 })
    expect((await desk().ask(contract.sendNotice, { params, body })).reason).toBe('safety.notice_sent')
    const heard = await app.signInAs('resident1').call(listNotices, { query: {} })
    expect(JSON.stringify(heard)).toContain('冒充快递客服')
    expect(JSON.stringify(await app.signInAs('resident2').call(listNotices, { query: {} }))).not.toContain('客服')
    // A notice reaches nobody in the sense of the figure.
    expect((await view(id)).reached).toBe(0)
    const story = await app.events(campaignStream(id))
    expect(story.map(({ type }) => type)).toEqual(['safety.campaign_planned', 'safety.notice_sent'])
    expect(JSON.stringify(story)).not.toMatch(/客服|resident/)
    await app.db.tx((tx) => sql`delete from safety.reached`.execute(tx))
    expect(await findings(app)).toContainEqual(expect.stringContaining('the households'))
  })

  it('is seen by who works in a grid for the buildings that lie there now, by the nearest that was given to it', async () => {
    const { tenantId, grids, places } = app.town
    const { id } = await aCampaign(app, { title: '冬季用电' })
    const seenBy = async (who: 'gridWorker11' | 'gridWorker12') =>
      (await app.signInAs(who).call(contract.campaignDoors, { params: { campaignId: id } })).buildings
        .map(({ place }) => (place.id === places.building111 ? 111 : place.id === places.building112 ? 112 : 0))
        .toSorted()
    const at = app.clock.now()
    const give = (place: keyof typeof places, grid: keyof typeof grids, fromAt = at) =>
      app.db.tx((tx) =>
        sql`insert into places.grid_members (tenant_id, id, grid_id, place_id, from_at, to_at, why)
          values (${tenantId}, ${newId()}, ${grids[grid]}, ${places[place]}, ${fromAt}, null, '调整')`.execute(tx),
      )
    const take = (place: keyof typeof places) =>
      app.db.tx((tx) =>
        sql`update places.grid_members set to_at = ${at} where tenant_id = ${tenantId} and to_at is null
          and place_id = ${places[place]}`.execute(tx),
      )
    expect([await seenBy('gridWorker11'), await seenBy('gridWorker12')]).toEqual([[111, 112], []])
    // Another grid has the building now; the one that it left has it no more.
    await take('building112')
    await give('building112', 'grid12')
    expect([await seenBy('gridWorker11'), await seenBy('gridWorker12')]).toEqual([[111], [112]])
    // A compound goes with all its buildings, but for one that was given to another grid.
    await take('building111')
    expect([await seenBy('gridWorker11'), await seenBy('gridWorker12')]).toEqual([[], [112]])
    await give('compound11', 'grid11')
    expect([await seenBy('gridWorker11'), await seenBy('gridWorker12')]).toEqual([[111], [112]])
    // From a later day on, it is not there yet.
    await take('building112')
    await give('building112', 'grid12', new Date(at.getTime() + dayMs))
    expect([await seenBy('gridWorker11'), await seenBy('gridWorker12')]).toEqual([[111, 112], []])
    await app.db.tx((tx) =>
      sql`update places.places set ended_at = ${at} where tenant_id = ${tenantId}
        and id = ${places.building112}`.execute(tx),
    )
    expect([await seenBy('gridWorker11'), await seenBy('gridWorker12')]).toEqual([[111], []])
  })
})
