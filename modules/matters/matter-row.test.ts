import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { listMatters } from './contract.ts'
import { type MatterApp, matterApp } from './matter-app.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

it('a place in the table is one matter: it has no partitions, whose places would be the same', async () => {
  const { rows } = await app.db.read((tx) =>
    sql<{ kind: string }>`select relkind as kind from pg_class where oid = 'matters.matters'::regclass`.execute(tx),
  )
  expect(rows).toEqual([{ kind: 'r' }])
})

it('a page has the names of each of its posts', async () => {
  await app.reportAt('building111', '楼道灯不亮')
  await app.reportAt('building311', '下水道堵了')
  await app.reportAt('building111', '门禁坏了')
  const { rows } = await app.signInAs('district').call(listMatters, { query: { sort: 'reported', order: 'asc' } })
  expect(rows.map(({ title, holder }) => [title, holder?.postId])).toEqual([
    ['楼道灯不亮', app.town.posts.gridWorker11],
    ['下水道堵了', app.town.posts.gridWorker31],
    ['门禁坏了', app.town.posts.gridWorker11],
  ])
  const [first, second, third] = rows.map(({ holder }) => holder?.personName)
  expect(first).toBeTruthy()
  expect([second === first, third === first]).toEqual([false, true])
})
