import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemActor } from '../actor.ts'
import { StandingClock } from '../clock.ts'
import { newId, type TenantId } from '../contract/ids.ts'
import { type Db, openDb, sql } from '../db.ts'
import type { Services } from '../http/route.ts'
import { addTenant } from '../tenants.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { tamper as tamperWith } from '../testing/tamper.ts'
import { dayMs } from '../time/day.ts'
import { checkpointTick, makeCheckpoints, steadiness } from './checkpoint.ts'
import { record } from './record.ts'
import { type Broken, verifyLedger } from './verify.ts'

let database: TestDatabase
let db: Db
let tenantId: TenantId

beforeEach(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 2 })
  tenantId = newId<'tenant'>()
  await addTenantNamed(tenantId, '530103')
})
afterEach(async () => {
  await db.close()
  await database.drop()
})

const addTenantNamed = (id: TenantId, code: string) =>
  db.tx((tx) => addTenant(tx, { id, code, name: { zh: '盘龙区', en: 'Panlong' } }, new Date()))

const say = (stream: string, payload: object, at = new Date('2026-11-23T02:00:00Z'), tenant = tenantId) =>
  db.tx((tx) => record(tx, { tenantId: tenant, stream, type: 'tests.said', at, actor: systemActor, payload }))

/** Three streams of one to three events. */
async function someEvents() {
  await say('tests:a', { n: 1 })
  await say('tests:b', { n: 1, words: '路灯不亮' })
  await say('tests:a', { n: 2 })
  await say('tests:c', { n: 1 })
  await say('tests:b', { n: 2 })
  await say('tests:a', { n: 3 })
}

const tamper = (...statements: readonly string[]) => tamperWith(database.url, ...statements)
const verify = () => verifyLedger(db, [], new Date())
const named = ({ check, stream, seq, what }: Broken) => `${check} ${stream ?? ''} ${seq ?? ''} ${what}`
const found = async () => (await verify()).broken.map(named)

/** Seals all that was recorded until now, as if it were the day after tomorrow. */
const sealAll = () => makeCheckpoints(db, new Date(Date.now() + 2 * dayMs))

/** Moves everything recorded so far back by whole days. */
const daysAgo = (days: number) => tamper(`update kernel.events set recorded_at = recorded_at - interval '${days} days'`)

describe('hash chains', () => {
  it('hold in a ledger that nobody touched', async () => {
    await someEvents()
    const other = newId<'tenant'>()
    await addTenantNamed(other, '530199')
    await say('tests:a', { n: 1 }, new Date(), other)
    expect(await verify()).toMatchObject({ tenants: 2, streams: 4, events: 7, broken: [], found: 0 })
  })

  it('are recomputed in the spelling that was hashed, whatever an event holds', async () => {
    let streams = 0
    const instant = fc.integer({ min: -2_000_000_000_000, max: 4_000_000_000_000 }).map((ms) => new Date(ms))
    // PostgreSQL's jsonb refuses the character 0; everything else may come.
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))
    const value = fc.oneof(words, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.array(words))
    await fc.assert(
      fc.asyncProperty(fc.dictionary(words, value), instant, async (payload, at) => {
        await say(`tests:${++streams}`, payload, at)
        await say(`tests:${streams}`, { payload }, at)
      }),
      { numRuns: 60 },
    )
    expect(await verify()).toMatchObject({ streams, events: 2 * streams, broken: [] })
  })

  it('show a changed event', async () => {
    await someEvents()
    await tamper(`update kernel.events set payload = '{"n": 7}' where stream = 'tests:a' and seq = 2`)
    expect(await found()).toEqual([
      'kernel.chain tests:a 2 does not give its hash: the row was changed after it was written',
    ])
  })

  it.each([
    ['actor', `'{"via": "desk", "postId": null, "personId": null}'`],
    ['type', `'tests.denied'`],
    ['at', `at + interval '1 microsecond'`],
    ['id', 'gen_random_uuid()'],
  ])('show a changed %s', async (column, value) => {
    await someEvents()
    await tamper(`update kernel.events set ${column} = ${value} where stream = 'tests:b' and seq = 1`)
    expect(await found()).toEqual([expect.stringContaining('kernel.chain tests:b 1 does not give its hash')])
  })

  it('show a missing event, in the middle, at the end, or all of them', async () => {
    await someEvents()
    await tamper(
      `delete from kernel.events where stream = 'tests:a' and seq = 2`,
      `delete from kernel.events where stream = 'tests:b' and seq = 2`,
      `delete from kernel.events where stream = 'tests:c'`,
    )
    expect(await found()).toEqual([
      'kernel.chain tests:a 2 is missing',
      'kernel.chain tests:b 2 is missing: the head of the stream stands at 2',
      'kernel.chain tests:c 1 is missing, as are all 1 of its stream',
    ])
  })

  it('show an event that stands twice or has no head', async () => {
    await someEvents()
    await tamper(
      `insert into kernel.events select tenant_id, stream, seq, id, type, at + interval '1 hour', recorded_at, actor, payload, hash
        from kernel.events where stream = 'tests:a' and seq = 1`,
      `delete from kernel.streams where stream = 'tests:b'`,
      `update kernel.streams set hash = sha256('x') where stream = 'tests:c'`,
    )
    expect(await found()).toEqual([
      'kernel.chain tests:a 1 stands twice in its stream',
      'kernel.chain tests:b 2 is the last, but its stream has no head',
      'kernel.chain tests:c 1 has another hash than the head of its stream',
    ])
  })
})

describe('checkpoints', () => {
  it('are not made of a day that only a worker whose clock is ahead takes for over', async () => {
    await someEvents()
    const clock = new StandingClock(new Date(Date.now() + 5 * dayMs))
    await checkpointTick.run({ db, clock } as unknown as Services)
    await say('tests:a', { n: 4 })
    expect(await db.statement('test.sealed', 'select day from kernel.checkpoints', [])).toEqual([])
    expect(await found()).toEqual([])
  })

  it('seal each day once, chained, and only days that are over', async () => {
    await someEvents()
    expect(await makeCheckpoints(db, new Date())).toBe(0)
    await daysAgo(3)
    await say('tests:a', { n: 4 })
    expect(await makeCheckpoints(db, new Date())).toBe(1)
    expect(await sealAll()).toBe(1)
    expect(await sealAll()).toBe(0)
    const { rows } = await db.read((tx) =>
      sql<{ streams: number; events: number }>`select streams, events from kernel.checkpoints order by day`.execute(tx),
    )
    expect(rows).toEqual([
      { streams: 3, events: 6 },
      { streams: 1, events: 1 },
    ])
    expect(await found()).toEqual([])
  })

  it('show a chain that was written anew from the first event to the head', async () => {
    await someEvents()
    await sealAll()
    await tamper(
      `delete from kernel.events where stream = 'tests:c'`,
      `delete from kernel.streams where stream = 'tests:c'`,
    )
    await say('tests:c', { n: 'another' })
    await tamper(
      `update kernel.events set recorded_at = (select min(recorded_at) from kernel.events) where stream = 'tests:c'`,
    )
    expect(await found()).toEqual([expect.stringContaining('was sealed with another root')])
  })

  it('show what was added to a sealed day', async () => {
    await someEvents()
    await sealAll()
    await say('tests:d', { n: 1 })
    await tamper(
      `update kernel.events set recorded_at = (select min(recorded_at) from kernel.events) where stream = 'tests:d'`,
    )
    expect(await found()).toEqual([
      expect.stringMatching(
        /^kernel\.checkpoint {3}\d{4}-\d\d-\d\d was sealed with 6 events of 3 streams, now there are 7 of 4$/,
      ),
    ])
  })

  it('take in what was recorded on a day that was sealed while the clock was ahead, and hide nothing of it', async () => {
    await someEvents()
    await makeCheckpoints(db, new Date(Date.now() + dayMs + 2 * 3_600_000))
    await say('tests:a', { n: 4 })
    await say('tests:d', { n: 1 })
    expect(await found()).toEqual([])
    await makeCheckpoints(db, new Date(Date.now() + 3 * dayMs))
    const { rows } = await db.read((tx) =>
      sql<{ streams: number; events: number }>`select streams, events from kernel.checkpoints order by day`.execute(tx),
    )
    expect(rows).toEqual([
      { streams: 3, events: 6 },
      { streams: 2, events: 2 },
    ])
    expect(await found()).toEqual([])
    await tamper(
      `delete from kernel.events where stream = 'tests:d'`,
      `delete from kernel.streams where stream = 'tests:d'`,
    )
    expect(await found()).toEqual([
      expect.stringContaining('was sealed with 2 events of 2 streams, now there are 1 of 1'),
    ])
  })

  it('wait an hour after a clock was seen to jump', () => {
    const isSteady = steadiness()
    const minutes = (wall: number, elapsed: number) => isSteady(new Date(wall * 60_000), elapsed * 60_000)
    expect(minutes(1000, 0)).toBe(true)
    expect(minutes(1015, 15)).toBe(true)
    // A day ahead, and back again.
    expect(minutes(2470, 30)).toBe(false)
    expect(minutes(2485, 45)).toBe(false)
    expect(minutes(1060, 60)).toBe(false)
    expect(minutes(1105, 105)).toBe(false)
    expect(minutes(1121, 121)).toBe(true)
  })

  it('show a checkpoint that was changed or taken away', async () => {
    await someEvents()
    await daysAgo(2)
    await say('tests:a', { n: 4 })
    await sealAll()
    await tamper('delete from kernel.checkpoints where day = (select min(day) from kernel.checkpoints)')
    expect(await found()).toEqual([
      expect.stringContaining('was sealed with another root'),
      expect.stringContaining('has events but no checkpoint'),
    ])
  })
})

it('reads one snapshot: what is written meanwhile does not disturb it', async () => {
  await someEvents()
  const report = await verifyLedger(
    db,
    [
      async ({ tx }) => {
        await say('tests:a', { n: 4 })
        const { rows } = await sql<{ n: number }>`select count(*) as n from kernel.events`.execute(tx)
        return { seen: rows[0]?.n ?? 0 }
      },
    ],
    new Date(),
  )
  expect(report).toMatchObject({ events: 6, counts: { seen: 6 }, broken: [] })
})
