import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemActor } from '../actor.ts'
import { sql } from '../db.ts'
import { type TestApp, testApp } from '../testing/app.ts'
import { readStream, record, recordMany } from './record.ts'
import { verifyLedger } from './verify.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const event = (stream: string, n: number) => ({
  ...{ stream, type: 'tests.counted', at: app.clock.now(), actor: systemActor, payload: { n, words: '第"几"次' } },
})

it('appends to streams that are there and to new ones; chains, order and deliveries are those of one by one', async () => {
  const { db, town } = app
  const { tenantId } = town
  await db.tx((tx) =>
    sql`insert into kernel.subscriptions (subscriber, type) values ('tests.listener', 'tests.counted')`.execute(tx),
  )
  await db.tx((tx) => record(tx, { tenantId, ...event('tests:a', 1) }))
  await db.tx((tx) =>
    recordMany(tx, tenantId, [
      ...[2, 3].map((n) => event('tests:a', n)),
      event('tests:b', 1),
      event('tests:a', 4),
      event('tests:b', 2),
    ]),
  )
  await db.tx((tx) => record(tx, { tenantId, ...event('tests:b', 3) }))
  await db.tx((tx) => recordMany(tx, tenantId, []))
  for (const [stream, count] of [
    ['tests:a', 4],
    ['tests:b', 3],
  ] as const) {
    const told = await db.read((tx) => readStream(tx, tenantId, stream))
    expect(told.map(({ payload }) => payload.n)).toEqual(Array.from({ length: count }, (_, n) => n + 1))
  }
  const { rows } = await db.read((tx) =>
    sql`select stream, seq from kernel.deliveries where subscriber = 'tests.listener' order by stream, seq`.execute(tx),
  )
  expect(rows).toHaveLength(7)
  expect((await verifyLedger(db, [], app.clock.now())).broken).toEqual([])
})

it('two that append to the same new streams stand in line, neither is lost', async () => {
  const { db, town } = app
  const streams = Array.from({ length: 40 }, (_, n) => `tests:both-${n}`)
  const append = (order: readonly string[]) =>
    db.tx((tx) =>
      recordMany(
        tx,
        town.tenantId,
        order.map((stream) => event(stream, 1)),
      ),
    )
  await Promise.all([append(streams), append(streams.toReversed()), append(streams)])
  const report = await verifyLedger(db, [], app.clock.now())
  expect(report.broken).toEqual([])
  expect(await db.read((tx) => readStream(tx, town.tenantId, 'tests:both-7'))).toHaveLength(3)
})
