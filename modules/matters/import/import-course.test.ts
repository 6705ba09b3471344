import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { listMatters } from '../contract.ts'
import { type MatterApp, matterApp, take } from '../matter-app.fixture.ts'
import { sweep } from '../sweep.ts'
import {
  acceptImport,
  cancelImport,
  checkImport,
  getImport,
  type ImportView,
  importErrors,
  returnedRows,
  undoImport,
} from './contract.ts'
import { readBack, registerHeaders, runJobs, standOf, upload, workbook } from './import.fixture.ts'
import { tidyImportsJob } from './import-job.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

let series = 0
beforeEach(() => {
  series++
})

/** Rows that were never there before, a few of them open; where it is asked for, each third is wrong. */
const register = (count: number, wrong = false) =>
  Array.from({ length: count }, (_, i) => rowOf(i, wrong && i % 3 === 0, i < 10 && i % 2 === 1))

const rowOf = (i: number, wrong: boolean, open: boolean) => [
  `S${series}-${i}`,
  `第${i}件：单元门门禁坏了，刷不开`,
  wrong ? '火星小区' : '机床厂小区',
  '2026/11/2 9:30',
  ...(open ? ['办理中', null, null] : ['已办结', '已修好', '2026/11/4 10:00']),
  null,
  null,
]

const desk = () => app.signInAs('community1')
const see = (id: ImportView['id']) => desk().call(getImport, { params: { importId: id } })
const count = async (id: ImportView['id'], more = {}) =>
  (await desk().call(listMatters, { query: { importId: id, limit: 1, ...more } })).total

async function accepted(rows: readonly (readonly (string | null)[])[]): Promise<ImportView> {
  const it = await upload(app, 'community1', await workbook(registerHeaders, rows))
  await desk().call(checkImport, { params: { importId: it.id } })
  await runJobs(app)
  return desk().call(acceptImport, { params: { importId: it.id } })
}

describe('the course of an import at the desk', () => {
  it('writes nothing until it is accepted, and then what was foretold', async () => {
    const before = await standOf(app)
    const it = await upload(app, 'community1', await workbook(registerHeaders, register(9, true)))
    expect(it).toMatchObject({
      state: 'mapped',
      mapping: { name: 'matters-template' },
      steps: ['columns', 'check', 'cancel'],
    })
    const params = { importId: it.id }
    expect(await desk().call(checkImport, { params })).toMatchObject({ state: 'checking', steps: ['cancel'] })
    await runJobs(app)
    const checked = await see(it.id)
    expect(checked).toMatchObject({ state: 'checked', total: 9, read: 9, created: 6, unchanged: 0, rejected: 3 })
    expect(await standOf(app)).toBe(before)

    await desk().call(acceptImport, { params })
    await runJobs(app)
    expect(await see(it.id)).toMatchObject({ state: 'done', created: 6, rejected: 3, steps: ['undo'] })
    expect(await count(it.id)).toBe(6)

    const errors = await desk().call(importErrors, { params })
    expect(errors.total).toBe(3)
    expect(errors.rows[0]).toMatchObject({ row: 2, errors: [{ column: '地点' }] })
    const returned = await readBack((await desk().call(returnedRows, { params })) as never)
    expect(returned.headers.slice(0, 9)).toEqual(registerHeaders)
    expect(returned.rows).toHaveLength(3)
    expect(returned.rows[0]?.cells[2]).toBe('火星小区')
    expect(returned.rows[0]?.cells[9]).toContain('没有找到“火星小区”')
  })

  it('stops when it is cancelled, and goes on when it is wanted again', async () => {
    const it = await accepted(register(450))
    // Cancelled from the desk while the first batch is being written: seen before the second.
    await runJobs(app, { afterBatch: () => desk().call(cancelImport, { params: { importId: it.id } }) })
    const stopped = await see(it.id)
    expect(stopped).toMatchObject({ state: 'cancelled', steps: ['resume', 'undo'] })
    expect(stopped.created).toBeGreaterThan(0)
    expect(stopped.created).toBeLessThan(450)
    expect(await count(it.id)).toBe(stopped.created)
    await desk().call(acceptImport, { params: { importId: it.id } })
    await runJobs(app)
    expect(await see(it.id)).toMatchObject({ state: 'done', created: 450, unchanged: 0, rejected: 0 })
    expect(await count(it.id)).toBe(450)
  })

  it('a run that was killed comes again and finds what is in', async () => {
    const it = await accepted(register(450))
    const worker = new AbortController()
    const stopped = runJobs(app, { signal: worker.signal, afterBatch: () => worker.abort(new Error('stopped')) })
    await expect(stopped).rejects.toThrow('stopped')
    const half = await see(it.id)
    expect(half.state).toBe('running')
    expect(half.created).toBeGreaterThan(0)
    await runJobs(app)
    expect(await see(it.id)).toMatchObject({ state: 'done', created: 450, unchanged: 0, rejected: 0 })
    expect(await count(it.id)).toBe(450)
    const { rows } = await app.db.read((tx) =>
      sql<{ n: number }>`select count(*)::int as n from kernel.events_view e
        where e.type = 'matters.matter_imported' and e.stream in
          (select 'matters:' || m.id from matters.matters m where m.import_id = ${it.id})`.execute(tx),
    )
    expect(rows[0]?.n).toBe(450)
  })

  it('is taken back whole, and the same file comes in again', async () => {
    const rows = register(12)
    const it = await accepted(rows)
    await runJobs(app)
    // Time alone does not stand in the way: what is overdue has climbed.
    app.clock.move(5 * 86_400_000)
    await sweep(app.db, app.clock.now())
    await desk().call(undoImport, { params: { importId: it.id } })
    await runJobs(app)
    expect(await see(it.id)).toMatchObject({ state: 'undone', steps: [] })
    expect(await count(it.id, { state: ['void'] })).toBe(12)
    expect(await count(it.id, { open: true })).toBe(0)
    const { rows: events } = await app.db.read((tx) =>
      sql<{ types: string[] }>`select array_agg(e.type order by e.seq) as types from kernel.events_view e
        where e.stream in (select 'matters:' || m.id from matters.matters m where m.import_id = ${it.id} and m.place_detail is not null)
        group by e.stream`.execute(tx),
    )
    for (const { types } of events) expect(types.at(-1)).toBe('matters.import_undone')
    expect((await app.events(`imports:${it.id}`)).map((event) => event.type)).toEqual([
      'matters.import_uploaded',
      'matters.import_accepted',
      'matters.import_finished',
      'matters.import_reverted',
    ])

    const again = await accepted(rows)
    await runJobs(app)
    expect(await see(again.id)).toMatchObject({ state: 'done', created: 12, unchanged: 0, rejected: 0 })
  })

  it('is not taken back once somebody has worked on one of its matters', async () => {
    const it = await accepted(register(4))
    await runJobs(app)
    const { rows } = await desk().call(listMatters, { query: { importId: it.id, open: true } })
    const first = rows[0]
    if (!first) throw new Error('nothing is open')
    await take(desk(), first.id, { action: 'accept' })
    const refused = await desk().ask(undoImport, { params: { importId: it.id } })
    expect([refused.status, refused.reason]).toEqual([422, 'matters.import_touched'])
    expect(await count(it.id, { state: ['void'] })).toBe(0)
  })
})

describe('files that want to do harm, and files that are large', () => {
  it('what is no sheet is refused in words and nothing is kept', async () => {
    for (const bytes of [Buffer.from('MZ…'), Buffer.from('PK\u0003\u0004 and no more'), Buffer.alloc(0)]) {
      await expect(upload(app, 'community1', bytes)).rejects.toMatchObject({ status: 422 })
    }
  })

  it('cells that are formulas, marks, control signs and endless texts come in as text or are returned', async () => {
    const nasty = [
      '=cmd|calc!A1',
      '\u0000\u0007\u202e路灯',
      '<script>alert(1)</script>',
      '😀'.repeat(3000),
      `'); drop table x; --`,
    ]
    const rows = nasty.map((words, i) => [
      `N${series}-${i}`,
      `${words} 楼道灯坏了`,
      '机床厂小区',
      '2026/11/2',
      null,
      null,
      null,
      words.slice(0, 20),
      null,
    ])
    const it = await accepted([
      ...rows,
      [`N${series}-x`, '长'.repeat(30_000), '机床厂小区', '2026/11/2', null, null, null, null, null],
    ])
    await runJobs(app)
    expect(await see(it.id)).toMatchObject({ state: 'done', created: 5, rejected: 1 })
  })

  it('memory stays flat however many rows there are', async () => {
    const rows = register(6000)
    const it = await upload(app, 'community1', await workbook(registerHeaders, rows))
    rows.length = 0
    await desk().call(checkImport, { params: { importId: it.id } })
    const memory: number[] = []
    await runJobs(app, { afterBatch: () => memory.push(process.memoryUsage().rss / 1_048_576) })
    expect(await see(it.id)).toMatchObject({ state: 'checked', total: 6000, created: 6000 })
    const third = Math.floor(memory.length / 3)
    const [early, late] = [Math.max(...memory.slice(0, third)), Math.max(...memory.slice(-third))]
    console.log(`6,000 rows: at most ${Math.round(early)} MB in the first third, ${Math.round(late)} MB in the last`)
    expect(late - early).toBeLessThan(100)
  }, 120_000)
})

it('the name and the first row of a file go with its rows', async () => {
  const open = await upload(app, 'community1', await workbook(registerHeaders, register(1)))
  const taken = await accepted(register(2))
  await runJobs(app)
  const tidyAfter = async (days: number) => {
    app.clock.move(days * 86_400_000)
    await tidyImportsJob.handle({}, app.services, new AbortController().signal)
    const { rows } = await app.db.read((tx) =>
      sql<{ headers: string[] }>`select headers from matters.imports where id = any(${[open.id, taken.id]}::uuid[])
        order by created_at, id`.execute(tx),
    )
    return rows.map(({ headers }) => headers.length > 0)
  }
  expect(await tidyAfter(29)).toEqual([true, true])
  expect(await tidyAfter(2)).toEqual([false, true])
  expect((await see(open.id)).fileName).toBe('—')
  expect(await tidyAfter(335)).toEqual([false, false])
})
