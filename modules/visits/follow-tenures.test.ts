import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { appoint, endTenure } from '../people/contract.ts'
import { myWeek, planMyWeek } from './contract.ts'
import { firmAt, happen } from './visit-app.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
  for (const [n, building] of (['building111', 'building112', 'building111'] as const).entries())
    await happen(app, await firmAt(app, building, `重点企业${n + 1}`, ['key']), 'became_key')
})
afterAll(() => app?.close())

const weekOf = async (who: 'gridWorker11' | 'resident1') =>
  (await app.signInAs(who).call(myWeek, {})).days.flatMap(({ day, items }) => items.map(({ id }) => `${day} ${id}`))
const request = () => ({ params: { postId: app.town.posts.gridWorker11 } })
const planned = async () =>
  (
    await app.db.read((tx) =>
      sql<{ person: string; n: number }>`select person_id as person, count(*)::int as n from visits.plan_items
        group by person_id`.execute(tx),
    )
  ).rows

it('what is planned for a post goes to its new holder, on the same days; without one it is free again', async () => {
  await app.signInAs('gridWorker11').call(planMyWeek, { body: {} })
  const week = await weekOf('gridWorker11')
  expect(week.length).toBeGreaterThan(0)
  const admin = app.signInAs('administrator')
  app.clock.move(60_000)
  await admin.call(appoint, { ...request(), body: { personId: app.town.persons.resident1, why: '换届' } })
  await app.deliver()
  expect((await weekOf('resident1')).toSorted()).toEqual(week.toSorted())
  expect(await planned()).toEqual([{ person: app.town.persons.resident1, n: week.length }])
  app.clock.move(60_000)
  await admin.call(endTenure, { ...request(), body: { why: '离任' } })
  await app.deliver()
  expect(await planned()).toEqual([])
})
