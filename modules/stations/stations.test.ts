import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as contract from './contract.ts'
import { stationStream } from './events.ts'
import { sameHours } from './opening.ts'
import { aStation, dayAt, findings, slotAt } from './stations.fixture.ts'
import { type StationTown, stationTown } from './town.fixture.ts'

let { app, stationId, code, desk, keeper, neighbour, story } = {} as StationTown
beforeAll(async () => {
  ;({ app, stationId, code, desk, keeper, neighbour, story } = await stationTown())
})
afterAll(() => app?.close())

describe('a station', () => {
  it('is kept by community and keeper, seen by who answers for the place, by nobody else', async () => {
    const params = { stationId }
    expect((await app.anyone.ask(contract.getStation, { params })).status).toBe(401)
    expect((await neighbour().ask(contract.getStation, { params })).status).toBe(403)
    for (const who of ['community2', 'gridWorker11'] as const)
      expect((await app.signInAs(who).ask(contract.getStation, { params })).status, who).toBe(404)
    for (const who of ['community1', 'street1', 'supervisor', 'compoundSecretary11'] as const)
      expect((await app.signInAs(who).ask(contract.getStation, { params })).status, who).toBe(200)
    expect((await app.signInAs('supervisor').ask(contract.changeStation, { params, body: {} })).status).toBe(403)
    expect((await keeper().call(contract.getStation, { params })).mayKeep).toBe(true)
    const hours = { ...sameHours('18:00', '09:00') }
    expect((await keeper().ask(contract.changeStation, { params, body: { hours } })).reason).toBe('stations.bad_hours')
    await keeper().call(contract.changeStation, { params, body: { services: ['饮水', '雨伞'] } })
    expect(await story(stationStream(stationId))).toEqual(['station_added', 'station_changed'])
    expect(await findings(app)).toEqual([])
  })

  it('says at its door whether it is open, and nothing of people', async () => {
    const exceptions = [{ fromOn: dayAt(app, 1), toOn: dayAt(app, 1), ranges: [], words: '盘点' }]
    await desk().call(contract.changeStation, {
      params: { stationId },
      body: { hours: { ...sameHours('09:00', '18:00'), exceptions } },
    })
    const at = () => app.anyone.call(contract.stationAt, { params: { code: code.toLowerCase() } })
    expect((await at()).open).toEqual({ open: true, changesAt: slotAt(app, 0, 18) })
    app.clock.move(10 * 3_600_000)
    expect((await at()).open).toEqual({ open: false, changesAt: slotAt(app, 2, 9) })
    app.clock.move(-10 * 3_600_000)
    expect(JSON.stringify(await at())).not.toMatch(/李师傅|1000000/)
    expect((await app.anyone.ask(contract.stationAt, { params: { code: 'AAAAAAAAAA' } })).status).toBe(404)
  })

  it('that closes for good is no longer open and changes no more', async () => {
    const { places, posts } = app.town
    const { id } = await aStation(
      desk(),
      { placeId: places.compound12, keeperPostId: posts.compoundSecretary12 },
      { name: '旧驿站' },
    )
    const params = { stationId: id }
    expect(
      (await app.signInAs('compoundSecretary12').ask(contract.closeStation, { params, body: { why: '搬走' } })).status,
    ).toBe(403)
    await desk().call(contract.closeStation, { params, body: { why: '搬走' } })
    expect((await desk().ask(contract.changeStation, { params, body: {} })).status).toBe(409)
    expect((await desk().call(contract.listStations, { query: { show: 'closed' } })).rows.map((row) => row.id)).toEqual(
      [id],
    )
  })
})
