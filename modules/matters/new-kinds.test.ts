import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { listKinds } from './contract.ts'
import { type MatterApp, matterApp } from './matter-app.fixture.ts'
import { addNewKinds } from './new-kinds.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

it('a tenant that was set up before gets the kinds that it lacks, and keeps its own', async () => {
  const versions = async () => {
    const { rows } = await app.db.read((tx) =>
      sql<{ code: string; version: number }>`select code, version from matters.kind_versions
        where tenant_id = ${app.town.tenantId} order by code, version`.execute(tx),
    )
    return rows
  }
  const all = await versions()
  await app.db.tx(async (tx) => {
    await sql`delete from matters.kind_versions where code in ('firm_demand', 'conduct_lead')`.execute(tx)
    await sql`delete from matters.categories where tree = 'firm'`.execute(tx)
    await sql`delete from matters.category_trees where tree = 'firm'`.execute(tx)
  })
  for (let n = 0; n < 2; n++) await addNewKinds(app.db, app.clock.now())
  expect(await versions()).toEqual(all)
  const { categories } = await app.anyone.call(listKinds, { query: { tree: 'firm' } })
  expect(categories.length).toBeGreaterThan(80)
})
