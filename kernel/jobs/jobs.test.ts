import { Type } from 'typebox'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { sql } from '../db.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { type Jobs, job, openJobs, runJobs } from './jobs.ts'

// All that we use of pg-boss, on the Node that runs the tests: it asks for 22.12, we allow 20.19.
let app: TestApp
let jobs: Jobs
const done: string[] = []
const tries: string[] = []
const named = job({
  name: 'tests.named',
  data: Type.Object({ what: Type.String() }),
  handle: async ({ what }) => {
    tries.push(what)
    if (what === 'weak' && tries.filter((one) => one === 'weak').length === 1) throw new Error('not yet')
    done.push(what)
  },
})
const nightly = job({ name: 'tests.nightly', data: Type.Object({}), cron: '0 3 * * *', handle: async () => {} })

beforeAll(async () => {
  app = await testApp()
  jobs = await openJobs(app.db, [named, nightly])
})
afterAll(async () => {
  await jobs?.close()
  await app?.close()
})

it('queues with the transaction and not without it, runs each once, tries again what failed, keeps its hours', async () => {
  await app.db.tx((tx) => jobs.enqueue(tx, named.name, { what: 'first' }))
  await app.db.tx((tx) => jobs.enqueue(tx, named.name, { what: 'weak' }))
  const taken = app.db.tx(async (tx) => {
    await jobs.enqueue(tx, named.name, { what: 'taken back' })
    throw new Error('rolled back')
  })
  await expect(taken).rejects.toThrow('rolled back')
  const stop = await runJobs(app.services, [named, nightly])
  try {
    await vi.waitUntil(() => done.length === 2, { timeout: 20_000 })
  } finally {
    await stop()
  }
  expect([done.toSorted(), tries.toSorted()]).toEqual([
    ['first', 'weak'],
    ['first', 'weak', 'weak'],
  ])
  const hours = await app.db.statement<{ cron: string }>('hours', 'select cron from jobs.schedule where name = $1', [
    nightly.name,
  ])
  expect(hours).toEqual([{ cron: '0 3 * * *' }])
})

it('tells a worker that waits, also in queues that an older program made', async () => {
  await app.db.tx((tx) => sql`update jobs.queue set notify = false`.execute(tx))
  const stop = await runJobs(app.services, [named, nightly])
  try {
    const { rows } = await app.db.read((tx) =>
      sql<{ name: string }>`select name from jobs.queue where not notify`.execute(tx),
    )
    expect(rows.filter(({ name }) => [named.name, nightly.name].includes(name))).toEqual([])
    // The worker has looked and found nothing: its next look is ten seconds away.
    await app.db.tx((tx) => jobs.enqueue(tx, named.name, { what: 'waited for' }))
    await vi.waitUntil(() => done.includes('waited for'), { timeout: 20_000 })
    const told = Date.now()
    for (const what of ['told', 'told, too', 'and this'])
      await app.db.tx((tx) => jobs.enqueue(tx, named.name, { what }))
    await vi.waitUntil(() => done.includes('and this'), { timeout: 20_000 })
    expect(Date.now() - told).toBeLessThan(9000)
  } finally {
    await stop()
  }
})
