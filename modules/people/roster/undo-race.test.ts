import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { workQueued } from '../../../kernel/testing/queued.ts'
import { listPosts } from '../contract.ts'
import { acceptRoster, getRosterImport, undoRoster } from './contract.ts'
import { rosterJob } from './import-job.ts'
import { bringRoster } from './roster.fixture.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

async function waitingForALock(): Promise<void> {
  for (;;) {
    const rows = await app.db.statement(
      'test.waiting_for_a_lock',
      `select from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where a.datname = current_database() and not l.granted`,
      [],
    )
    if (rows.length > 0) return
  }
}

it('who is appointed while a list is undone stays in office, and the row says why it stayed', async () => {
  const root = app.signInAs('administrator')
  const row = ['周敏', '10000007001', '社区工作者', '天祥社区']
  const { id } = await bringRoster(app, ['姓名', '手机', '职务', '社区'], [row])
  const params = { importId: id }
  await root.call(acceptRoster, { params })
  await workQueued(app, rosterJob)
  await root.call(undoRoster, { params })
  const [post] = (await root.call(listPosts, { query: { q: '社区工作者' } })).rows
  let undoing: Promise<number> | undefined
  await app.db.tx(async (tx) => {
    // As appointing does: the post first.
    await sql`select from people.posts where id = ${post?.id}::uuid for no key update`.execute(tx)
    undoing = workQueued(app, rosterJob)
    await waitingForALock()
    await sql`update people.tenures set to_at = ${app.clock.now()}, ended_why = '换人'
      where post_id = ${post?.id}::uuid and to_at is null`.execute(tx)
    await sql`insert into people.tenures (tenant_id, id, post_id, person_id, from_at, why)
      values (${app.town.tenantId}, ${newId()}, ${post?.id}::uuid, ${app.town.persons.resident2}, ${app.clock.now()},
        '新任')`.execute(tx)
  })
  await undoing
  expect((await root.call(getRosterImport, { params })).kept).toBe(1)
  const [now] = (await root.call(listPosts, { query: { q: '社区工作者' } })).rows
  expect(now?.holder?.personId).toBe(app.town.persons.resident2)
})
