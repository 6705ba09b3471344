import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemActor } from '../actor.ts'
import { systemClock } from '../clock.ts'
import { newId, type TenantId } from '../contract/ids.ts'
import { type Db, openDb, sql } from '../db.ts'
import { inProject } from '../root.ts'
import { openSecrets } from '../secrets.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { type DeliveryFailure, deliverAll, forgetFarWaits } from './deliver.ts'
import { happened, listening } from './listening.fixture.ts'
import { deliveryFigures, parkedDeliveries, replayParked } from './parked.ts'
import { record, recordMany } from './record.ts'
import { type Subscriber, syncSubscriptions } from './subscriber.ts'

const tenantId = newId<'tenant'>()

let database: TestDatabase
let db: Db
const failures: DeliveryFailure[] = []
beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 3 })
  await db.tx((tx) =>
    sql`create table public.heard (who text not null, seq integer not null, at bigserial)`.execute(tx),
  )
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  failures.length = 0
  await db.tx((tx) => sql`truncate public.heard, kernel.deliveries`.execute(tx))
})

/** Writes down what it hears, then fails so often: what it wrote must be gone each time. */
function listener(name: string, failsFor: (tries: number) => Error | undefined): Subscriber & { tries: number } {
  const self = {
    name,
    types: [happened],
    tries: 0,
    async handle(tx, event) {
      await sql`insert into public.heard values (${name}, ${event.seq})`.execute(tx)
      const error = failsFor(++self.tries)
      if (error) throw error
    },
  } satisfies Subscriber & { tries: number }
  return self
}

const tell = (stream: string) =>
  db.tx((tx) => record(tx, { tenantId, stream, type: happened, at: new Date(), actor: systemActor, payload: {} }))

async function turn(subscribers: readonly Subscriber[]): Promise<number> {
  await syncSubscriptions(db, subscribers)
  const failed = (failure: DeliveryFailure) => void failures.push(failure)
  return deliverAll({ db, clock: systemClock, secrets: openSecrets(Buffer.alloc(32, 7)), failed }, subscribers)
}

/** As if so many seconds went by for what waits. */
const later = (seconds: number) =>
  db.tx((tx) => sql`update kernel.deliveries set next_at = next_at - make_interval(secs => ${seconds})`.execute(tx))

const heard = async (who: string) => {
  const { rows } = await db.read((tx) =>
    sql<{ seq: number }>`select seq from public.heard where who = ${who} order by at`.execute(tx),
  )
  return rows.map((row) => row.seq)
}

it('goes on after five failures: heard once, in order, nothing of the failed tries left, another is not held up', async () => {
  const weak = listener('tests.weak', (tries) => (tries <= 5 ? new Error('not yet') : undefined))
  const sound = listener('tests.sound', () => undefined)
  await syncSubscriptions(db, [weak, sound])
  await tell('tests:a')
  await tell('tests:a')
  await turn([weak, sound])
  expect(await heard('tests.sound')).toEqual([1, 2])
  for (const wait of [1, 5, 30, 300, 1800]) {
    expect(await heard('tests.weak')).toEqual([])
    await later(wait)
    await turn([weak, sound])
  }
  expect(await heard('tests.weak')).toEqual([1, 2])
  expect(weak.tries).toBe(7)
  expect(failures.map(({ tries, parked }) => [tries, parked])).toEqual([1, 2, 3, 4, 5].map((n) => [n, false]))
  expect(await db.read((tx) => deliveryFigures(tx))).toEqual([])
})

it('parks what never works, where it is seen, and delivers it in order when it is asked to', async () => {
  let mended = false
  const never = listener('tests.never', () => (mended ? undefined : new Error('号码 13900000000 is not there')))
  await syncSubscriptions(db, [never])
  await tell('tests:b')
  await tell('tests:b')
  await tell('tests:c')
  for (const wait of [0, 1, 5, 30, 300, 1800, 86_400]) {
    await later(wait)
    await turn([never])
  }
  expect(failures.filter(({ parked }) => parked).map(({ subscriber, tries }) => [subscriber, tries])).toEqual([
    ['tests.never', 6],
    ['tests.never', 6],
  ])
  // The second of a stream waits behind the first: it is not delivered before it, nor given up.
  expect(await db.read((tx) => deliveryFigures(tx))).toMatchObject([
    { subscriber: 'tests.never', waiting: 1, parked: 2, lastError: 'Error: … is not there' },
  ])
  const seen = await db.read((tx) => parkedDeliveries(tx, { limit: 10 }))
  expect(seen).toMatchObject([
    { subscriber: 'tests.never', stream: 'tests:b', seq: 1, type: happened, tries: 6 },
    { subscriber: 'tests.never', stream: 'tests:c', seq: 1, type: happened, tries: 6 },
  ])
  expect(await replayParked(db, { subscriber: 'tests.other' })).toBe(0)
  mended = true
  await turn([never])
  expect(await heard('tests.never')).toEqual([])
  expect(await replayParked(db, { subscriber: 'tests.never' })).toBe(2)
  await turn([never])
  // Of two streams: the second of tests:b after its first, whenever that of tests:c came.
  expect([
    [1, 1, 2],
    [1, 2, 1],
  ]).toContainEqual(await heard('tests.never'))
  expect(await replayParked(db)).toBe(0)
  expect(await db.read((tx) => deliveryFigures(tx))).toEqual([])
})

it('never gives up for what the database itself could not do: no room, no connection', async () => {
  const raise = (state: string) =>
    sql`do $$ begin raise exception 'no' using errcode = ${sql.raw(`'${state}'`)}; end $$`
  let state: string | null = '53100'
  const blocked: Subscriber = {
    name: 'tests.blocked',
    types: [happened],
    handle: async (tx, event) => {
      if (state) await raise(state).execute(tx)
      await sql`insert into public.heard values ('tests.blocked', ${event.seq})`.execute(tx)
    },
  }
  await syncSubscriptions(db, [blocked])
  await tell('tests:d')
  for (const why of ['53100', '53200', '57P01', '40P01', '53100', '58030', '53100', '08006']) {
    state = why
    await turn([blocked])
    expect(await heard('tests.blocked')).toEqual([])
    await later(30)
  }
  expect(failures.map(({ tries, parked }) => [tries, parked])).toEqual(Array.from({ length: 8 }, () => [0, false]))
  state = null
  await turn([blocked])
  expect(await heard('tests.blocked')).toEqual([1])
})

it('does not wait for hours because the clock was ahead for a while and was set right', async () => {
  const punctual = listener('tests.punctual', () => undefined)
  await syncSubscriptions(db, [punctual])
  await tell('tests:e')
  await later(-86_400)
  expect(await turn([punctual])).toBe(0)
  expect(await forgetFarWaits(db)).toBe(1)
  await turn([punctual])
  expect(await heard('tests.punctual')).toEqual([1])
  // A wait that a failure asked for is kept.
  await tell('tests:e')
  await later(-1800)
  expect(await forgetFarWaits(db)).toBe(0)
})

it('tells several at once where one hears several; what fails among them fails alone', async () => {
  const batches: number[] = []
  let broken = 'tests:n3'
  const many: Subscriber = {
    name: 'tests.many',
    types: [happened],
    handle: (tx, event) => many.handleMany?.(tx, [event], context) ?? Promise.resolve(),
    async handleMany(tx, events) {
      batches.push(events.length)
      for (const { stream, seq } of events) {
        await sql`insert into public.heard values (${stream}, ${seq})`.execute(tx)
        // Waits half a minute, so that a slow machine does not come back to it within the turn.
        if (stream === broken) throw Object.assign(new Error('not this one'), { code: 'ECONNRESET' })
      }
    },
  }
  const context = { clock: systemClock, secrets: openSecrets(Buffer.alloc(32, 7)) }
  await syncSubscriptions(db, [many])
  const streams = Array.from({ length: 120 }, (_, n) => `tests:n${n}`)
  for (const stream of streams) await tell(stream)
  for (let n = 0; n < 3; n++) await tell('tests:n3')
  for (let n = 0; n < 3; n++) await tell('tests:n5')
  expect(await turn([many])).toBe(streams.length + 3)
  for (const stream of streams)
    expect(await heard(stream)).toEqual(stream === broken ? [] : stream === 'tests:n5' ? [1, 2, 3, 4] : [1])
  expect(failures.map(({ tries }) => tries)).toEqual([0])
  expect(await db.read((tx) => deliveryFigures(tx))).toMatchObject([
    { subscriber: 'tests.many', waiting: 4, parked: 0 },
  ])
  // The first fifty were tried together, then each of them alone; the others went together.
  expect(batches[0]).toBe(50)
  expect(batches.filter((size) => size > 1).length).toBeLessThan(6)
  broken = ''
  await later(30)
  await turn([many])
  expect(await heard('tests:n3')).toEqual([1, 2, 3, 4])
})

it('is heard once and in order by several who take at the same time', async () => {
  const many: Subscriber = {
    name: 'tests.side_by_side',
    types: [happened],
    handle: async (tx, { stream, seq }) =>
      void (await sql`insert into public.heard values (${stream}, ${seq})`.execute(tx)),
    async handleMany(tx, events) {
      for (const { stream, seq } of events) await sql`insert into public.heard values (${stream}, ${seq})`.execute(tx)
    },
  }
  await syncSubscriptions(db, [many])
  const streams = Array.from({ length: 60 }, (_, n) => `tests:s${n}`)
  for (let n = 0; n < 4; n++) for (const stream of streams) await tell(stream)
  const counts = await Promise.all([turn([many]), turn([many]), turn([many])])
  expect(counts.reduce((sum, count) => sum + count)).toBe(4 * streams.length)
  const { rows } = await db.read((tx) =>
    sql<{ stream: string; order: number[] }>`select who as stream, array_agg(seq order by at) as order
      from public.heard group by who`.execute(tx),
  )
  expect(rows).toHaveLength(streams.length)
  for (const { order } of rows) expect(order).toEqual([1, 2, 3, 4])
})

/** Subscriber, number in the stream and tries of what waits. */
const waiting = async () => {
  const { rows } = await db.read((tx) =>
    sql<{ subscriber: string; seq: number; attempts: number }>`select subscriber, seq, attempts from kernel.deliveries
      order by subscriber, seq`.execute(tx),
  )
  return rows.map(({ subscriber, seq, attempts }) => [subscriber, seq, attempts])
}

/** A worker in a process of its own. @returns the signal that ended it. */
async function workerProcess(): Promise<NodeJS.Signals | null> {
  const script = inProject('kernel/events/deadly.fixture.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, database.url], {
    cwd: inProject(),
    stdio: 'inherit',
  })
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return signal
}

it('what kills its worker is counted as tried and parked in the end; what was beside it is delivered once', async () => {
  await syncSubscriptions(db, [listening('tests.deadly'), listening('tests.sound')])
  await tell('tests:deadly')
  await tell('tests:deadly')
  expect(await workerProcess()).toBe('SIGKILL')
  expect((await waiting()).filter(([subscriber]) => subscriber === 'tests.deadly')).toEqual([
    ['tests.deadly', 1, 1],
    ['tests.deadly', 2, 0],
  ])
  // As if it had killed four more.
  await db.tx((tx) => sql`update kernel.deliveries set attempts = 5 where attempts = 1`.execute(tx))
  await later(1)
  expect(await workerProcess()).toBe('SIGKILL')
  await later(60)
  let lived = false
  await turn([
    listening('tests.deadly', () => {
      lived = true
    }),
    listening('tests.sound'),
  ])
  expect(lived).toBe(false)
  expect(await heard('tests.sound')).toEqual([1, 2])
  expect(await heard('tests.deadly')).toEqual([])
  expect(await db.read((tx) => parkedDeliveries(tx, { limit: 10 }))).toMatchObject([
    { subscriber: 'tests.deadly', seq: 1, tries: 6, lastError: 'WorkerDied: its worker ended while it was delivered' },
  ])
  await replayParked(db)
  await turn([listening('tests.deadly')])
  expect(await heard('tests.deadly')).toEqual([1, 2])
})

it('hands an event only to whom it concerns: what its payload must hold, and where somebody of the tenant wants it', async () => {
  const other = newId<'tenant'>()
  const [picky, wanting] = [listener('tests.picky', () => undefined), listener('tests.wanting', () => undefined)]
  await syncSubscriptions(db, [
    { ...picky, holding: { set: { kind: 'lead' } } },
    { ...wanting, whereWanted: true },
  ])
  await db.tx((tx) =>
    sql`insert into kernel.wanted (tenant_id, subscriber, type, wanted_by)
      select ${tenantId}, 'tests.wanting', ${happened}, gen_random_uuid() from generate_series(1, 2)`.execute(tx),
  )
  const payloads = [
    { set: { kind: 'lead', state: 'reported' }, more: 1 },
    { set: { kind: 'demand' } },
    {},
    { kind: 'lead' },
  ]
  const told = (at: TenantId, stream: string) =>
    payloads.map((payload) => ({
      ...{ tenantId: at, stream, type: happened },
      at: new Date(),
      actor: systemActor,
      payload,
    }))
  for (const at of [tenantId, other]) {
    await db.tx(async (tx) => {
      for (const event of told(at, 'tests:one by one')) await record(tx, event)
    })
    await db.tx((tx) => recordMany(tx, at, told(at, 'tests:together')))
  }
  const written = await db.read((tx) =>
    sql<{ subscriber: string; tenant: string; stream: string; seqs: number[] }>`
      select subscriber, tenant_id as tenant, stream, array_agg(seq order by seq) as seqs from kernel.deliveries
      group by 1, 2, 3 order by 1, 2, 3`.execute(tx),
  )
  const streams = ['tests:one by one', 'tests:together']
  expect(written.rows).toEqual([
    ...[tenantId, other]
      .sort()
      .flatMap((tenant) => streams.map((stream) => ({ subscriber: 'tests.picky', tenant, stream, seqs: [1] }))),
    ...streams.map((stream) => ({ subscriber: 'tests.wanting', tenant: tenantId, stream, seqs: [1, 2, 3, 4] })),
  ])
  // A program that asks for less, or for more, is heard from its start on.
  await syncSubscriptions(db, [picky])
  await tell('tests:afterwards')
  expect(
    (await db.read((tx) => sql`select from kernel.deliveries where stream = 'tests:afterwards'`.execute(tx))).rows,
  ).toHaveLength(1)
})
