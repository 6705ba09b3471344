import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from './contract.ts'
import { resourceStream } from './events.ts'
import { aResource, findings } from './stations.fixture.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, stationId, shopId, desk, keeper, merchant, neighbour, story } = {} as StationTown
beforeAll(async () => {
  ;({ app, stationId, shopId, desk, keeper, merchant, neighbour, story } = await stationTown())
})
afterAll(() => app?.close())

describe('a resource', () => {
  it('is shared by its sharer or the keeper; others may look, not change', async () => {
    const { id } = await aResource(merchant(), shopId, {
      kind: 'tool',
      name: '冲击电钻',
      stationId,
      depositFen: 10_000,
    })
    const params = { resourceId: id }
    expect((await app.anyone.ask(contract.getResource, { params })).status).toBe(401)
    expect((await neighbour().call(contract.getResource, { params })).mayKeep).toBe(false)
    expect((await neighbour().ask(contract.changeResource, { params, body: { state: 'ended' } })).status).toBe(403)
    expect(
      (await neighbour().ask(contract.addResource, { body: { sharerId: shopId, kind: 'tool', name: '锯' } })).status,
    ).toBe(404)
    expect(
      (
        await app
          .signInAs('supervisor')
          .ask(contract.addResource, { body: { sharerId: shopId, kind: 'tool', name: '锯' } })
      ).status,
    ).toBe(403)
    expect(
      (await merchant().ask(contract.addResource, { body: { sharerId: shopId, kind: 'ship', name: '锯' } })).status,
    ).toBe(400)
    await keeper().call(contract.changeResource, { params, body: { capacity: 2, mostSlots: 5 } })
    expect(await desk().call(contract.getResource, { params })).toMatchObject({
      capacity: 2,
      unit: 'day',
      station: { id: stationId },
    })
    await merchant().call(contract.changeResource, { params, body: { state: 'paused' } })
    expect((await neighbour().ask(contract.getResource, { params })).status).toBe(404)
    expect(
      (await desk().call(contract.listResources, { query: { show: 'paused' } })).rows.map((row) => row.id),
    ).toContain(id)
    await merchant().call(contract.changeResource, { params, body: { state: 'live' } })
    expect(await story(resourceStream(id))).toEqual(['resource_added', ...Array(3).fill('resource_changed')])
    expect(await findings(app)).toEqual([])
  })

  it('is browsed by what it is, and exported as it is listed', async () => {
    const { id } = await aResource(desk(), shopId, { kind: 'space', name: '晾晒平台' })
    const found = await neighbour().call(contract.browse, { query: { q: '晾晒', kind: 'space', lng: 102.7, lat: 25 } })
    expect(found.rows.map((row) => row.id)).toEqual([id])
    expect(found.rows[0]?.metres).toBeGreaterThan(0)
    const sheet = await desk().ask(contract.exportResources, { query: { kind: ['space'] } })
    expect([sheet.status, (sheet.body as unknown as Buffer).subarray(0, 2).toString()]).toEqual([200, 'PK'])
    const figures = await desk().call(contract.stationFigures, { query: {} })
    expect((await desk().call(contract.listResources, { query: { show: 'live' } })).total).toBe(figures.resources)
    expect((await desk().call(contract.listSharers, { query: { show: 'live' } })).total).toBe(figures.sharers)
  })
})
