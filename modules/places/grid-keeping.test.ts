import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../kernel/testing/app.ts'
import * as contract from './contract.ts'
import { gridAdded, gridRenamed, gridStream } from './events.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

it('a street makes a grid in a community of its own, once by a name, and fills it', async () => {
  const street = app.signInAs('street1')
  const { places } = app.town
  const body = { placeId: places.community1, name: ' 第十三网格 ' }
  const before = (await street.call(contract.gridHomes)).homes.find(({ placeId }) => placeId === places.community1)
  const { id, code } = await street.call(contract.addGrid, { body })
  expect(code).toMatch(/-G1$/)
  expect((await app.events(gridStream(id)))[0]).toMatchObject({ type: gridAdded, payload: { name: '第十三网格' } })
  const again = await street.ask(contract.addGrid, { body })
  expect([again.status, again.reason]).toEqual([409, 'places.same_grid_name'])
  const compound = await street.ask(contract.addGrid, { body: { ...body, placeId: places.compound11 } })
  expect([compound.status, compound.reason]).toEqual([422, 'places.not_a_community'])
  const whole = await street.ask(contract.addGrid, { body: { ...body, placeId: places.street1 } })
  expect(whole.reason).toBe('places.not_a_community')
  expect((await street.ask(contract.addGrid, { body: { ...body, name: '  ' } })).status).toBe(400)
  expect((await app.signInAs('street2').ask(contract.addGrid, { body })).status).toBe(404)

  const { buildings } = await street.call(contract.gridCandidates, { params: { gridId: id } })
  const one = buildings.find((building) => building.id === places.building111)
  expect([one?.above, one?.grid?.name]).toEqual(['机床厂小区', '第11网格'])
  const move = { placeIds: [places.building111], why: '新设网格' }
  await street.call(contract.moveToGrid, { params: { gridId: id }, body: move })
  const { homes } = await street.call(contract.gridHomes)
  const after = homes.find(({ placeId }) => placeId === places.community1)
  expect([after?.grids, after?.loose]).toEqual([(before?.grids ?? 0) + 1, before?.loose])
  expect(homes.map(({ placeId }) => placeId)).not.toContain(places.community3)
})

it('a building that was entered without a place on the map can be put into a grid', async () => {
  const street = app.signInAs('street1')
  const { places, grids } = app.town
  const { id } = await street.call(contract.addPlace, {
    params: { placeId: places.compound11 },
    body: { level: 'building', name: '9栋' },
  })
  const { buildings } = await street.call(contract.gridCandidates, { params: { gridId: grids.grid11 } })
  expect(buildings[0]).toMatchObject({ id, name: '9栋', grid: null })
})

it('a grid is renamed; its code stays', async () => {
  const street = app.signInAs('street1')
  const params = { gridId: app.town.grids.grid12 }
  await street.call(contract.renameGrid, { params, body: { name: '红星网格', nameEn: 'Red Star' } })
  const { grids } = await app.anyone.call(contract.listGrids)
  expect(grids.find(({ id }) => id === params.gridId)).toMatchObject({ name: '红星网格', nameEn: 'Red Star' })
  expect((await app.events(gridStream(params.gridId))).at(-1)).toMatchObject({
    type: gridRenamed,
    payload: { was: { name: '第12网格' }, is: { name: '红星网格' } },
  })
  const taken = await street.ask(contract.renameGrid, { params, body: { name: '第11网格' } })
  expect([taken.status, taken.reason]).toEqual([409, 'places.same_grid_name'])
})
