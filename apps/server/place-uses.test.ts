import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { registerFirm } from '../../modules/enterprises/contract.ts'
import { aFacility } from '../../modules/facilities/facilities.fixture.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { addPlace, retirePlace } from '../../modules/places/contract.ts'
import { aStation } from '../../modules/stations/stations.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

async function aBuilding(name: string): Promise<PlaceId> {
  const params = { placeId: app.town.places.compound11 }
  const body = { level: 'building', name, lng: 102.703, lat: 25.004 }
  return (await app.signInAs('street1').call(addPlace, { params, body })).id
}
const retire = (placeId: PlaceId) =>
  app.signInAs('administrator').ask(retirePlace, { params: { placeId }, body: { why: '已拆除' } })

it('a place in which a firm works, a facility stands or a station is, is not retired', async () => {
  const [ofFirm, ofFacility, ofStation] = [await aBuilding('81栋'), await aBuilding('82栋'), await aBuilding('83栋')]
  await app.signInAs('community1').call(registerFirm, { body: { name: '某某商贸有限公司', placeId: ofFirm } })
  await aFacility(app, { placeId: ofFacility })
  await aStation(app.signInAs('community1'), { placeId: ofStation, keeperPostId: app.town.posts.compoundSecretary11 })
  const expected = [
    [ofFirm, '1 家企业'],
    [ofFacility, '1 处设施'],
    [ofStation, '1 个驿站'],
  ] as const
  for (const [placeId, words] of expected) {
    const answer = await retire(placeId)
    expect([answer.status, answer.reason]).toEqual([422, 'places.in_use'])
    expect(JSON.stringify(answer.error)).toContain(words)
  }
  expect((await retire(await aBuilding('84栋'))).status).toBe(200)
})
