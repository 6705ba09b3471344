import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { replayParked } from '../../kernel/events/parked.ts'
import { type MatterApp, matterApp } from '../../modules/matters/matter-app.fixture.ts'
import { runCommand } from './cli.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const liren = (options: object) => runCommand('deliveries', { rest: [], ...options }, app.db.url)

it('shows what waits and what was given up, and has that delivered again by one command', async () => {
  expect(await liren({})).toEqual({ code: 0, stdout: 'everything is delivered\n', stderr: '' })
  const { id } = await app.reportAt('building111', '路灯不亮三天了,晚上看不见路')
  const { rows: waiting } = await app.db.tx((tx) =>
    sql<{ subscriber: string }>`update kernel.deliveries set parked_at = '2026-11-23T03:00:00Z', attempts = 6,
      last_error = 'Error: no' returning subscriber`.execute(tx),
  )
  expect(waiting.length).toBeGreaterThan(0)
  const [first] = waiting.map(({ subscriber }) => subscriber).sort()
  const seen = await liren({ json: true, parked: true })
  expect(seen).toMatchObject({ code: 1, stderr: '' })
  const told = JSON.parse(seen.stdout)
  expect(told).toMatchObject({ waiting: 0, parked: waiting.length })
  expect(told.subscribers).toContainEqual({
    ...{ subscriber: first, waiting: 0, parked: 1, known: true },
    ...{ parkedSince: '2026-11-23T03:00:00.000Z', lastError: 'Error: no' },
  })
  expect(told.deliveries).toHaveLength(waiting.length)
  expect(told.deliveries[0]).toMatchObject({ stream: `matters:${id}`, seq: 1, tries: 6, lastError: 'Error: no' })
  const inWords = await liren({ parked: true, subscriber: first })
  expect(inWords.code).toBe(1)
  expect(inWords.stdout).toContain('given up after 6 tries at 2026-11-23T03:00:00.000Z: Error: no')
  expect(inWords.stdout.endsWith('when the cause is gone: liren deliveries --replay\n')).toBe(true)
  expect(await app.deliver()).toBe(0)
  expect((await liren({ replay: true, subscriber: 'notices.nobody' })).stdout).toContain('0 will be tried again')
  const replayed = await liren({ replay: true, json: true })
  expect(replayed.code).toBe(0)
  expect(JSON.parse(replayed.stdout)).toMatchObject({ replayed: waiting.length, parked: 0, waiting: waiting.length })
  expect(await app.deliver()).toBe(waiting.length)
  expect(await liren({})).toMatchObject({ code: 0, stdout: 'everything is delivered\n' })
  expect((await liren({ rest: ['what'] })).code).toBe(2)
})

it('gives what was given up back some at a time, and takes nothing that is parked meanwhile', async () => {
  for (const said of ['井盖松动了', '树枝挡住路灯', '垃圾桶满了', '护栏断了', '墙皮脱落'])
    await app.reportAt('building111', said)
  const { rows } = await app.db.tx((tx) =>
    sql`update kernel.deliveries set parked_at = clock_timestamp(), attempts = 6, last_error = 'Error: ' || id
      returning id`.execute(tx),
  )
  const waiting = rows.length
  expect(waiting).toBeGreaterThan(4)
  const steps: number[] = []
  const park = async () =>
    app.db.tx((tx) =>
      sql`update kernel.deliveries set parked_at = clock_timestamp() where id = (select max(id) from kernel.deliveries where parked_at is null)`.execute(
        tx,
      ),
    )
  const going: Promise<unknown>[] = []
  const told = (sofar: number) => {
    steps.push(sofar)
    if (steps.length === 1) going.push(park())
  }
  expect(await replayParked(app.db, { batch: 2, told })).toBe(waiting)
  await Promise.all(going)
  expect(steps.slice(0, 2)).toEqual([2, 4])
  expect(await replayParked(app.db)).toBe(1)
  await app.deliver()
  expect(await liren({})).toMatchObject({ code: 0, stdout: 'everything is delivered\n' })
})

it('says of what is kept for nobody that nobody takes it', async () => {
  await app.db.tx((tx) =>
    sql`insert into kernel.deliveries (tenant_id, subscriber, stream, seq, event_at)
      select tenant_id, 'notices.of_old', stream, seq, at from kernel.events limit 1`.execute(tx),
  )
  const { code, stdout } = await liren({})
  expect(code).toBe(0)
  expect(stdout).toBe('notices.of_old: 1 waiting, 0 parked; this program has no such subscriber\n')
})
