import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { atDoor, getGathering, inviteParties, myGatherings, respond, stepGathering } from '../gatherings/contract.ts'
import { type GatheringApp, gatheringApp } from '../gatherings/gatherings.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import { recordBuilding } from './buildings-contract.ts'
import { addContact, confirmContact, mergeFirms, registerFirm } from './contract.ts'
import type { FirmId } from './shapes.ts'

let app: GatheringApp
beforeAll(async () => {
  app = await gatheringApp()
  const placeId = app.town.places.building111
  await desk().call(recordBuilding, { body: { placeId, floorsAbove: 3, purpose: 'office', openedOn: '2025-01-01' } })
})
afterAll(() => app?.close())

const desk = () => app.signInAs('community1')
const register = async (name: string) =>
  (await desk().call(registerFirm, { body: { name, placeId: app.town.places.building111 } })).firmId

/** A neighbour whom the town knows speaks for a firm. */
async function memberOf(firmId: FirmId) {
  const body = { name: '李厂长', phone: '10000008021', duty: '厂长' }
  const { contactId } = await desk().call(addContact, { params: { firmId }, body })
  await desk().call(confirmContact, { params: { contactId }, body: { how: '上门核实' } })
  const personId = app.town.persons.resident2
  await app.db.tx((tx) =>
    sql`update enterprises.contacts set person_id = ${personId} where id = ${contactId}`.execute(tx),
  )
  return app.signInAs({ tenantId: app.town.tenantId, personId })
}

describe('a firm that was invited and then merged into another record', () => {
  it('is told, and answered for, by whoever speaks for the kept one', async () => {
    const [gone, kept] = [await register('甲记餐饮'), await register('甲记餐饮有限公司')]
    const member = await memberOf(kept)
    const { id: gatheringId, code } = await app.plan(desk(), { kind: 'seminar', title: '餐饮座谈' })
    const params = { gatheringId }
    await desk().call(inviteParties, { params, body: { parties: [{ kind: 'firm', id: gone, name: '' }] } })
    await app.announce(desk(), gatheringId)
    await desk().call(mergeFirms, { params: { firmId: kept }, body: { goneId: gone, why: '同一家' } })
    await app.deliver()
    const mine = await member.call(myGatherings)
    expect(JSON.stringify(mine)).toContain(gatheringId)
    const door = await member.call(atDoor, { params: { code } })
    expect(door.mine.map(({ standing }) => standing)).toEqual(['invited'])
    // One signs up anew as the kept one alone.
    expect(door.as.filter(({ kind }) => kind === 'firm').map(({ id }) => id)).toEqual([kept])
    await member.call(respond, { params: { code }, body: { action: 'accept' } })
    const { entries } = await desk().call(getGathering, { params })
    expect(entries.map(({ standing }) => standing)).toEqual(['accepted'])
    await desk().call(stepGathering, { params, body: { step: 'cancel', why: '改为线上' } })
    await app.deliver()
    const { rows } = await member.call(listNotices, { query: {} })
    expect(rows.map(({ words }) => words.zh)).toContain('「餐饮座谈」取消了：改为线上')
  })
})
