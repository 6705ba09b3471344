import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sessions } from '../../modules/people/public.ts'
import { Done, endpoint } from '../contract/endpoint.ts'
import { newId, type TenantId } from '../contract/ids.ts'
import { type Db, openDb, sql } from '../db.ts'
import { route } from '../http/route.ts'
import { buildServer } from '../http/server.ts'
import { migrate } from '../migrate.ts'
import { openServerDb, openStandbyDb } from '../server-access.ts'
import { addTenant, tenantSource } from '../tenants.ts'
import { testApp } from '../testing/app.ts'
import { type Embedded, openEmbedded } from './embedded/embedded.ts'
import { type RunningStandby, startStandby } from './standby.fixture.ts'
import { followStandby, type Standby } from './standby.ts'

const [ours, theirs] = [newId<'tenant'>(), newId<'tenant'>()]
const oldest = 1500

let scratch: string
let embedded: Embedded
let owner: Db
let first: Db
let running: RunningStandby
let asSuperuser: Db
let standby: Standby
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'liren-standby-'))
  const dataDir = join(scratch, 'first')
  embedded = await openEmbedded({ dataDir, settings: { fsync: 'off' } })
  await migrate({ url: embedded.url }, [])
  owner = openDb({ url: embedded.url, connections: 2 })
  first = await openServerDb(owner, { connections: 2 })
  await owner.tx(async (tx) => {
    for (const [id, code] of [
      [ours, '990101'],
      [theirs, '990102'],
    ] as const)
      await addTenant(tx, { id, code, name: { zh: code, en: code } }, new Date('2026-11-23T02:00:00Z'))
  })
  running = await startStandby({ dataDir, url: embedded.url }, join(scratch, 'second'))
  asSuperuser = openDb({ url: running.superuser, connections: 1 })
  const copy = await openStandbyDb(owner, running.url, { connections: 2 })
  standby = await followStandby({ first, copy, every: 50, oldest })
})
afterAll(async () => {
  await standby?.close()
  await asSuperuser?.close()
  await running?.stop()
  await first?.close()
  await owner?.close()
  await embedded?.leave()
  await rm(scratch, { recursive: true, force: true })
})

interface Seen {
  readonly there: boolean
  readonly streams: string[]
}
/** Where a read came to, and the streams that it saw. */
const seen = (tenantId: TenantId): Promise<Seen> =>
  standby.read(tenantId, async (tx) => {
    const { rows } = await sql<Seen>`select pg_is_in_recovery() as there,
      array(select stream from kernel.streams order by 1) as streams`.execute(tx)
    return rows[0] as Seen
  })
const write = (tenantId: TenantId, stream: string) =>
  first
    .of(tenantId)
    .tx((tx) =>
      sql`insert into kernel.streams (tenant_id, stream, seq, hash) values (${tenantId}, ${stream}, 1, 'x')`.execute(
        tx,
      ),
    )
const comes = (tenantId: TenantId) => expect.poll(() => seen(tenantId), { timeout: 10_000 })
const onStandby = (text: string) => asSuperuser.statement(text, text, [])

it('reads of one tenant come from the standby, and see that tenant’s rows alone', async () => {
  await write(ours, 'a')
  await write(theirs, 'b')
  await comes(ours).toEqual({ there: true, streams: ['a'] })
  await comes(theirs).toEqual({ there: true, streams: ['b'] })
  await comes(newId<'tenant'>()).toEqual({ there: true, streams: [] })
  expect(standby.behind()).toBeLessThanOrEqual(oldest / 1000)
})

it('what stands still is not read from once it is too old, and again once it has caught up', async () => {
  await onStandby('select pg_wal_replay_pause()')
  await write(ours, 'c')
  // It may still be young enough, and show what was there before.
  expect([['a'], ['a', 'c']]).toContainEqual((await seen(ours)).streams)
  await comes(ours).toEqual({ there: false, streams: ['a', 'c'] })
  expect(standby.behind()).toBe(Number.POSITIVE_INFINITY)
  await onStandby('select pg_wal_replay_resume()')
  await comes(ours).toEqual({ there: true, streams: ['a', 'c'] })
})

it('while nothing happens in the first it stays young', async () => {
  const until = performance.now() + oldest * 1.2
  while (performance.now() < until) expect((await seen(ours)).there).toBe(true)
})

it('a read that is broken off there is made here, whole; one that finds fault is told so', async () => {
  const where: boolean[] = []
  const answer = await standby.read(ours, async (tx) => {
    const { rows } = await sql<{
      there: boolean
      pid: number
    }>`select pg_is_in_recovery() as there, pg_backend_pid() as pid`.execute(tx)
    const [{ there = false, pid = 0 } = {}] = rows
    where.push(there)
    if (there) await onStandby(`select pg_terminate_backend(${pid}, 10000)`)
    await sql`select 1`.execute(tx)
    return 'read'
  })
  expect([answer, where]).toEqual(['read', [true, false]])
  await comes(ours).toMatchObject({ there: true })
  await expect(standby.read(ours, (tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow(/division by zero/)
  // What locks rows is no read for a standby.
  await standby.read(ours, (tx) => sql`select from kernel.streams for update`.execute(tx))
  await comes(ours).toMatchObject({ there: true })
})

it('routes that may lag read from it, others do not', async () => {
  const app = await testApp()
  const asking = (name: string) =>
    endpoint({
      ...{ id: `test.${name}`, method: 'GET', path: `/api/${name}` },
      ...{ summary: { zh: '问', en: 'Ask' }, response: Done },
    })
  const where: Record<string, boolean> = {}
  const routes = [true, false].map((lags) =>
    route(asking(lags ? 'lags' : 'current'), {
      access: 'public',
      ...(lags ? { mayLag: true as const } : {}),
      handle: async ({ read }) => {
        const { rows } = await read((tx) => sql<{ there: boolean }>`select pg_is_in_recovery() as there`.execute(tx))
        where[lags ? 'lags' : 'current'] = rows[0]?.there ?? false
        return { done: true as const }
      },
    }),
  )
  const server = await buildServer({ ...app.services, standby, routes, sessions, tenants: tenantSource(600_000) })
  for (const name of ['lags', 'current']) expect((await server.inject({ url: `/api/${name}` })).statusCode).toBe(200)
  expect(where).toEqual({ lags: true, current: false })
  await server.close()
  await app.close()
})

it('is done without while it is down, used again when it is back, and never once it was promoted', async () => {
  await asSuperuser.close()
  await running.stop()
  await write(ours, 'd')
  expect(await seen(ours)).toEqual({ there: false, streams: ['a', 'c', 'd'] })
  await running.start()
  await comes(ours).toEqual({ there: true, streams: ['a', 'c', 'd'] })
  asSuperuser = openDb({ url: running.superuser, connections: 1 })
  await onStandby('select pg_promote()')
  await expect.poll(() => standby.behind(), { timeout: 10_000 }).toBe(Number.POSITIVE_INFINITY)
  expect(await seen(ours)).toEqual({ there: false, streams: ['a', 'c', 'd'] })
})
