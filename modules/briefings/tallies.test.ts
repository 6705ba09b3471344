import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { readSheet } from '../../kernel/sheets/sheet-reader.ts'
import { actByReceipt } from '../matters/contract.ts'
import { type MatterApp, take } from '../matters/matter-app.fixture.ts'
import { livedApp } from '../matters/random-life.fixture.ts'
import { foldTallies } from '../matters/tallies.ts'
import { verifyMatters } from '../matters/verify/verify.ts'
import { exportBoard, readBoard } from './contract.ts'

let app: MatterApp
beforeAll(async () => {
  app = await livedApp()
}, 600_000)
afterAll(() => app.close())

const rows = async (what: string) => {
  const found = await app.db.read((tx) =>
    sql<{ n: number }>`select count(*)::int as n from ${sql.raw(what)}`.execute(tx),
  )
  return found.rows[0]?.n ?? 0
}
const broken = async () => (await verifyLedger(app.db, [verifyMatters], app.clock.now())).broken

/** The boards of some readers, whole. */
const boards = () =>
  Promise.all(
    (['district', 'street1', 'community1'] as const).flatMap((who) =>
      (['place', 'grid'] as const).map((by) =>
        app.signInAs(who).call(readBoard, { query: { from: '2026-08', to: '2026-12', by } }),
      ),
    ),
  )

it('counts the same before changes are added to the tallies, after, and counted anew', async () => {
  expect(await rows('matters.tally_changes')).toBeGreaterThan(10)
  const before = await boards()
  expect(await broken()).toEqual([])
  while (await foldTallies(app.services)) {}
  expect([await rows('matters.tally_changes'), (await rows('matters.tallies')) > 10]).toEqual([0, true])
  expect(await boards()).toEqual(before)
  expect(await broken()).toEqual([])
  await app.db.tx((tx) => sql`select matters.recount_tallies(${app.clock.now()})`.execute(tx))
  expect(await boards()).toEqual(before)
  expect(await broken()).toEqual([])
})

it('counts a matter that is closed now at once, and takes back one that is opened again', async () => {
  const { id, receiptCode } = await app.reportAt('building111', '三单元楼道灯坏了,晚上看不见', { category: '080201' })
  const worker = app.signInAs('gridWorker11')
  await take(worker, id, { action: 'contact', words: '已电话联系,今天下午上门' })
  await take(worker, id, { action: 'resolve', outcome: 'explained', words: '已更换灯泡' })
  const changes = await rows('matters.tally_changes')
  await app.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'confirm', rating: 4 } })
  expect(await rows('matters.tally_changes')).toBe(changes + 1)
  expect(await broken()).toEqual([])
})

it('waits with one that ended before it was contacted until that is due', async () => {
  const { id } = await app.reportAt('building112', '门口堆放杂物', {})
  await take(app.signInAs('community1'), id, { action: 'void', reason: 'withdrawn', words: '本人撤回' })
  expect(await rows(`matters.untallied where matter_id = '${id}'`)).toBe(1)
  expect(await broken()).toEqual([])
  await app.passDays(30)
  while (await foldTallies(app.services)) {}
  expect(await rows(`matters.untallied where matter_id = '${id}'`)).toBe(0)
  expect(await broken()).toEqual([])
})

it('gives the whole board as a file, within what the reader sees', async () => {
  const query = { from: '2026-08', to: '2026-12' }
  expect((await app.anyone.ask(exportBoard, { query })).status).toBe(401)
  expect((await app.signInAs('resident1').ask(exportBoard, { query })).status).toBe(403)
  const foreign = { ...query, placeId: app.town.places.community2 }
  expect((await app.signInAs('community1').ask(exportBoard, { query: foreign })).status).toBe(404)
  expect(
    (await app.signInAs('community1').ask(exportBoard, { query: { from: '2026-12', to: '2026-08' } })).status,
  ).toBe(400)
  for (const who of ['district', 'community1', 'gridWorker11', 'waterDepartment'] as const) {
    const actor = app.signInAs(who)
    const view = await actor.call(readBoard, { query })
    const file = await actor.ask(exportBoard, { query })
    let reported = 0
    // Place, month and kind, then the figure that comes first.
    for await (const { cells } of readSheet(file.body as unknown as Buffer))
      if (cells[0] === view.place.name.zh) reported += Number(cells[3])
    expect([who, reported]).toEqual([who, view.total.figures.reported?.numerator])
  }
})
