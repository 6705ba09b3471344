import { afterAll, beforeAll, expect, it } from 'vitest'
import { actingFor, chainOfPlace, departmentsFor } from '../../modules/people/public.ts'
import { ancestorsOf, gridOf } from '../../modules/places/public.ts'
import { type TestApp, testApp } from './app.ts'
import type { PostKey } from './town.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const keyOfPost = (id: string) =>
  (Object.entries(app.town.posts) as [PostKey, string][]).find(([, post]) => post === id)?.[0]

it('has a town whose chain leads from the household to the district', async () => {
  const { town, db } = app
  const chain = await db.read((tx) => chainOfPlace(tx, town.tenantId, town.places.building111, app.clock.now()))
  expect(chain.map((post) => keyOfPost(post.id))).toEqual([
    'centerHousehold111',
    'buildingLead111',
    'compoundSecretary11',
    'gridWorker11',
    'community1',
    'street1',
    'district',
  ])
  expect(chain.every((post) => post.manned?.how === 'own')).toBe(true)
})

it('knows ancestors, grids, departments and who acts', async () => {
  const { town, db, clock } = app
  const seen = await db.read(async (tx) => ({
    above: (await ancestorsOf(tx, town.tenantId, town.places.unit1111)).map((place) => place.name),
    ofUnit: await gridOf(tx, town.tenantId, town.places.unit1111, clock.now()),
    ofCompound: await gridOf(tx, town.tenantId, town.places.compound12, clock.now()),
    ofCommunity: await gridOf(tx, town.tenantId, town.places.community1, clock.now()),
    departments: (await departmentsFor(tx, town.tenantId, town.places.building111)).map((post) => keyOfPost(post.id)),
    acting: await actingFor(tx, town.tenantId, town.posts.gridWorker11, clock.now()),
  }))
  expect(seen).toEqual({
    above: ['1单元', '1栋', '机床厂小区', '天祥社区', '金辰街道', '盘龙区'],
    ofUnit: town.grids.grid11,
    ofCompound: town.grids.grid12,
    ofCommunity: null,
    departments: ['propertyFirm1', 'streetDepartment1', 'waterDepartment'],
    acting: {
      personId: town.persons.gridWorker11,
      name: expect.any(String),
      how: 'own',
      postId: town.posts.gridWorker11,
      hops: 0,
    },
  })
})
