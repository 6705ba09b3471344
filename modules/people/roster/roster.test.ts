import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { findKeyOf, firstLookupKey, openSecrets } from '../../../kernel/secrets.ts'
import { judgedRuns } from '../../../kernel/sheets/judged-run.ts'
import { openSheet } from '../../../kernel/sheets/sheet-reader.ts'
import type { SheetValue } from '../../../kernel/sheets/sheet-xml.ts'
import { type TestApp, testApp } from '../../../kernel/testing/app.ts'
import { workQueued } from '../../../kernel/testing/queued.ts'
import { workbook } from '../../places/import/import.fixture.ts'
import { appoint, issueCode, listPosts, me, searchPersons, signInWithCode } from '../contract.ts'
import {
  personAdded,
  personRenamed,
  personStream,
  postAbolished,
  postAdded,
  postStream,
  tenureStarted,
} from '../events.ts'
import { registerPostLoad } from '../handover/post-load.ts'
import * as contract from './contract.ts'
import { rosterEvents, rosterStream } from './import-events.ts'
import { rosterJob, tidyRostersJob } from './import-job.ts'
import type { RosterRow } from './read-row.ts'
import { askUpload, bringRoster } from './roster.fixture.ts'
import { findStaff } from './staff-queries.ts'
import { loadStanding } from './standing.ts'

const emptyRow: RosterRow = {
  ...{ number: 2, name: '', phone: '', post: '', kind: '', levels: [], grid: '', where: '', formerName: '' },
  ...{ since: null, officePhone: '', login: '', faults: [] },
}

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const root = () => app.signInAs('administrator')
const of = ({ id }: contract.RosterImportView) => ({ params: { importId: id } })
/** Has a worker do what a step asks for. */
const settled = async (
  step: typeof contract.acceptRoster | typeof contract.undoRoster,
  it_: contract.RosterImportView,
) => {
  await root().call(step as typeof contract.acceptRoster, of(it_))
  await workQueued(app, rosterJob)
  return root().call(contract.getRosterImport, of(it_))
}
const counts = ({ new: fresh, changed, same, wrong, persons, posts, tenures }: contract.RosterImportView) => ({
  ...{ fresh, changed, same, wrong, persons, posts, tenures },
})
const postsOf = async (q: string) => (await root().call(listPosts, { query: { q } })).rows
const staffOf = async (q: string) => (await root().call(contract.listStaff, { query: { q } })).rows
const sealedCells = async (importId: string) =>
  (
    await app.db.read((tx) =>
      sql<{
        n: number
      }>`select count(cells_sealed)::int as n from people.roster_rows where import_id = ${importId}`.execute(tx),
    )
  ).rows[0]?.n

// As an office heads it: not our template.
const headers = ['序号', '人员姓名', '联系电话', '职务', '所属社区', '所属网格', '任职时间', '座机', '备注']
const line = (n: number, name: string, phone: SheetValue, post: SheetValue, more: readonly SheetValue[] = []) => [
  ...[n, name, phone, post, more[0] ?? '天祥社区居委会', more[1] ?? null],
  ...[more[2] ?? null, more[3] ?? null, null],
]
const list = [
  line(1, '周 敏', 10000007001, '社区工作者', [null, null, '2024.3', '0871-60000001']),
  line(2, '吴桂芳', '100-0000-7002', '社区工作者'),
  line(3, '郑海', '10000007003', '副网格员', [null, '第11网格']),
  line(4, '郑海', '10000007003', '社区监督员', [null]),
  line(5, '冯强', '123', '网格员', [null, '第11网格']),
  line(6, '陈静', '10000007006', '网格员', [null, '第99网格']),
  line(7, '褚丽', '10000007007', '网格员', [null, '第11网格']),
  line(8, '卫东', '10000007008', '掌勺的'),
  line(9, '蒋芳', '10000007002', '社区工作者'),
  line(10, '沈明', '10000007010', '社区工作者', [null, null, '2027-01-01']),
  line(11, '', '10000007011', '社区工作者'),
]

describe('a roster as an office keeps it', () => {
  let it_: contract.RosterImportView

  it('is judged row by row while nobody is written, and sends its wrong rows back', async () => {
    it_ = await bringRoster(app, headers, list)
    expect(it_.state).toBe('checked')
    expect(counts(it_)).toEqual({ fresh: 3, changed: 1, same: 0, wrong: 7, persons: 3, posts: 4, tenures: 4 })
    expect(await staffOf('吴桂芳')).toEqual([])
    const { rows } = await root().call(contract.rosterRows, { ...of(it_), query: { show: 'wrong' } })
    expect(rows.map(({ row, faults }) => [row, faults[0]?.column])).toEqual([
      [6, '联系电话'],
      [7, '所属网格'],
      [8, '职务'],
      [9, '职务'],
      [10, '联系电话'],
      [11, '任职时间'],
      [12, '人员姓名'],
    ])
    // Somebody holds that one: posts change hands by a hand-over, not by a list.
    expect(rows[2]?.faults[0]?.words.zh).toContain('交接')
    const back = await root().ask(contract.returnedRoster, of(it_))
    const sheet = await openSheet(back.body as unknown as Buffer)
    expect(sheet.headers).toEqual([...headers, '问题', '原行号'])
    await sheet.close()
    const preview = await root().call(contract.previewRoster, of(it_))
    expect(preview.columns[2]?.samples[0]).not.toContain('10000007001')
  })

  it('is accepted as a whole: persons, accounts, posts in the chain, tenures with their day, and the ledger', async () => {
    it_ = await settled(contract.acceptRoster, it_)
    expect([it_.state, it_.hasReturnedRows, await sealedCells(it_.id)]).toEqual(['done', true, 7])
    const [first] = await postsOf('社区工作者')
    expect(first).toMatchObject({ placeName: '天祥社区', officePhone: '0871-60000001', holder: { name: '周敏' } })
    expect(first?.holder?.since).toBe('2024-02-29T16:00:00.000Z')
    expect((await postsOf('社区工作者')).map(({ name }) => name)).toEqual(['社区工作者', '社区工作者2'])
    const events = await app.events(postStream(first?.id ?? expect.fail()))
    expect(events.map(({ type }) => type)).toEqual([postAdded, tenureStarted])
    const [grid] = await postsOf('副网格员')
    expect(grid).toMatchObject({ name: '第11网格副网格员', gridId: app.town.grids.grid11 })
    const [person] = await staffOf('10000007003')
    expect(person).toMatchObject({ name: '郑海', state: 'waiting', login: null, phone: expect.stringContaining('*') })
    expect(person?.posts).toHaveLength(2)
    expect((await app.events(personStream(person?.id ?? expect.fail()))).map(({ type }) => type)).toEqual([personAdded])
    expect((await app.events(rosterStream(it_.id))).map(({ type }) => type)).toEqual([
      rosterEvents.uploaded,
      rosterEvents.accepted,
    ])
    const again = await root().ask(contract.acceptRoster, of(it_))
    expect([again.status, again.reason]).toEqual([409, 'people.roster_wrong_state'])
  })

  it('changes nothing when it comes twice, and only the rows that were put right when they do', async () => {
    const twice = await bringRoster(app, headers, list.slice(0, 4))
    expect(counts(twice)).toMatchObject({ fresh: 0, changed: 0, same: 4, wrong: 0 })
    expect(twice.steps).not.toContain('accept')
    expect((await root().call(contract.cancelRoster, of(twice))).state).toBe('cancelled')
    expect(await sealedCells(twice.id)).toBe(0)
  })

  it('whoever came with it is invited, and signs in by the phone', async () => {
    const [person] = await staffOf('周敏')
    const params = { personId: person?.id ?? expect.fail() }
    const { code } = await root().call(issueCode, { params, body: {} })
    expect((await staffOf('周敏'))[0]?.state).toBe('invited')
    const phone = app.browser()
    const body = { login: '100 0000 7001', code, newPassword: 'paper lantern river bridge' }
    await phone.call(signInWithCode, { body })
    expect((await phone.call(me)).roles).toContain('community')
    expect((await staffOf('周敏'))[0]?.state).toBe('active')
  })

  it('is undone but for rows that somebody used, each by its reason', async () => {
    const [grid] = await postsOf('副网格员')
    const postId = grid?.id ?? expect.fail()
    const back = registerPostLoad({
      kind: 'test.waits',
      words: { zh: '待办', en: 'waiting' },
      rows: () =>
        sql`select ${postId}::uuid as "postId", 2 as count, 0 as running, 0 as overdue, null::timestamptz as next`,
    })
    const undone = await settled(contract.undoRoster, it_)
    back()
    expect([undone.state, undone.kept, undone.steps]).toEqual(['undone', 2, []])
    const { rows } = await root().call(contract.rosterRows, { ...of(it_), query: { show: 'kept' } })
    expect(rows.map(({ row, label, keptWhy }) => [row, label.split(' · ')[0], keptWhy?.zh])).toEqual([
      [2, '周敏', '本人已经登录使用'],
      [4, '郑海', '岗位上还有事：待办 2'],
    ])
    expect((await postsOf('社区工作者')).map(({ holder }) => holder?.name)).toEqual(['周敏'])
    const [gone] = await staffOf('吴桂芳')
    expect(gone).toMatchObject({ state: 'ended', phone: null, posts: [] })
    // 郑海 keeps the post in which something waits, and so their account.
    expect((await staffOf('郑海'))[0]).toMatchObject({ state: 'waiting', posts: [{ name: '第11网格副网格员' }] })
    expect((await root().call(searchPersons, { query: { q: '10000007002' } })).persons).toEqual([])
    const { rows: last } = await app.db.read((tx) =>
      sql<{ type: string }>`select type from kernel.events where type = ${postAbolished}`.execute(tx),
    )
    expect(last).toHaveLength(2)
  })
})

describe('what a worker does of a roster', () => {
  const row = async (id: string) =>
    (
      await app.db.read((tx) =>
        sql<{
          state: string
          progress: number | null
        }>`select state, progress from people.roster_imports where id = ${id}`.execute(tx),
      )
    ).rows[0]

  it('can be stopped until it begins, and not afterwards', async () => {
    const it_ = await bringRoster(app, headers, [line(1, '许静', '10000007060', '社区工作者')])
    const asked = await root().call(contract.acceptRoster, of(it_))
    expect([asked.state, asked.progress, asked.steps]).toEqual(['running', null, ['cancel']])
    expect((await root().ask(contract.acceptRoster, of(it_))).status).toBe(409)
    const stopped = await root().call(contract.cancelRoster, of(it_))
    expect([stopped.state, stopped.steps.includes('accept')]).toEqual(['checked', true])
    // The job comes all the same, and finds that nobody wants it.
    await workQueued(app, rosterJob)
    expect([await staffOf('许静'), (await row(it_.id))?.state]).toEqual([[], 'checked'])
    await root().call(contract.acceptRoster, of(it_))
    await app.db.tx((tx) => sql`update people.roster_imports set progress = 40 where id = ${it_.id}`.execute(tx))
    const begun = await root().call(contract.getRosterImport, of(it_))
    expect([begun.progress, begun.steps]).toEqual([40, []])
    expect((await root().ask(contract.cancelRoster, of(it_))).status).toBe(409)
    // Its worker was killed: another one takes it up, from the beginning.
    await workQueued(app, rosterJob)
    expect(await row(it_.id)).toEqual({ state: 'done', progress: null })
    expect((await staffOf('许静')).length).toBe(1)
    await root().call(contract.undoRoster, of(it_))
    expect((await root().call(contract.cancelRoster, of(it_))).state).toBe('done')
    expect((await settled(contract.undoRoster, it_)).state).toBe('undone')
  })

  it('writes all of it or nothing, and says why', async () => {
    const it_ = await bringRoster(app, headers, [line(1, '何平', '10000007061', '社区工作者')])
    await root().call(contract.acceptRoster, of(it_))
    await app.db.tx((tx) =>
      sql`update people.roster_imports set chosen = '{"phone": null}'::jsonb where id = ${it_.id}`.execute(tx),
    )
    await workQueued(app, rosterJob)
    const failed = await root().call(contract.getRosterImport, of(it_))
    expect([failed.state, failed.failure?.zh, failed.progress]).toEqual(['checked', expect.any(String), null])
    expect(await staffOf('何平')).toEqual([])
    expect((await root().call(contract.cancelRoster, of(it_))).state).toBe('cancelled')
  })

  it('takes nothing for somebody who stopped it while it was being written', async () => {
    const it_ = await bringRoster(app, headers, [line(1, '吕文', '10000007062', '社区工作者')])
    await root().call(contract.acceptRoster, of(it_))
    const runs = judgedRuns({ table: 'people.roster_imports', jobName: rosterJob.name, topic: 'people' })
    const { rows } = await app.db.read((tx) =>
      sql<{ runId: string }>`select run_id as "runId" from people.roster_imports where id = ${it_.id}`.execute(tx),
    )
    const name = { tenantId: app.town.tenantId, importId: it_.id, runId: rows[0]?.runId ?? '' }
    await runs.run(app.db, name, new AbortController().signal, async (tx, state, report) => {
      expect(state).toBe('running')
      report(0.5)
      await sql`update people.persons set name = '改了' where id = ${app.town.persons.resident1}`.execute(tx)
      await app.db.tx((other) =>
        sql`update people.roster_imports set run_id = null, state = 'checked' where id = ${it_.id}`.execute(other),
      )
    })
    expect((await row(it_.id))?.state).toBe('checked')
    const { rows: names } = await app.db.read((tx) =>
      sql<{ name: string }>`select name from people.persons where id = ${app.town.persons.resident1}`.execute(tx),
    )
    expect(names[0]?.name).not.toBe('改了')
    await workQueued(app, rosterJob)
    expect(await staffOf('吕文')).toEqual([])
  })
})

describe('somebody who was renamed', () => {
  const withFormer = ['姓名', '手机', '曾用名', '岗位类型', '所属社区']
  const nameOf = async () => (await staffOf('10000007070'))[0]?.name

  it('is named with the name on record: seen before it is written, told of, and taken back', async () => {
    await settled(
      contract.acceptRoster,
      await bringRoster(app, headers, [line(1, '施洁', '10000007070', '社区工作者')]),
    )
    const row = (name: string, former: string) => [name, '10000007070', former, '社区工作者', '天祥社区']
    const wrong = await bringRoster(app, withFormer, [row('施思洁', '')])
    const said = (await root().call(contract.rosterRows, of(wrong))).rows[0]
    expect([said?.result, said?.faults[0]?.words.zh.includes('原姓名')]).toEqual(['wrong', true])
    expect((await bringRoster(app, withFormer, [row('施思洁', '别人')])).wrong).toBe(1)
    const it_ = await bringRoster(app, withFormer, [row('施思洁', '施洁')])
    expect(counts(it_)).toMatchObject({ fresh: 0, changed: 1, persons: 0, tenures: 0 })
    const [shown] = (await root().call(contract.rosterRows, of(it_))).rows
    expect(shown).toMatchObject({ result: 'changed', label: expect.stringContaining('施思洁 · 原名施洁') })
    expect(await nameOf()).toBe('施洁')
    await settled(contract.acceptRoster, it_)
    expect(await nameOf()).toBe('施思洁')
    const [person] = await staffOf('10000007070')
    const events = await app.events(personStream(person?.id ?? expect.fail()))
    expect(events.map(({ type }) => type)).toEqual([personAdded, personRenamed])
    expect(JSON.stringify(events)).not.toContain('施')
    expect((await bringRoster(app, withFormer, [row('施思洁', '施洁')])).same).toBe(1)
    const undone = await settled(contract.undoRoster, it_)
    expect([undone.state, undone.kept, await nameOf()]).toEqual(['undone', 0, '施洁'])
  })

  it('keeps a name that was changed once more', async () => {
    const it_ = await bringRoster(app, withFormer, [['施小洁', '10000007070', '施洁', '社区工作者', '天祥社区']])
    await settled(contract.acceptRoster, it_)
    await app.db.tx((tx) => sql`update people.persons set name = '施大洁' where name = '施小洁'`.execute(tx))
    const undone = await settled(contract.undoRoster, it_)
    expect([undone.kept, await nameOf()]).toEqual([1, '施大洁'])
  })
})

describe('what a roster may not do', () => {
  it('nobody appoints themselves, renames a neighbour, or takes what somebody holds', async () => {
    const { phones } = app.town
    const rows = [
      line(1, 'administrator', phones.administrator, '社区工作者'),
      line(2, '别人', phones.resident1, '社区工作者'),
    ]
    const it_ = await bringRoster(app, headers, rows)
    const { rows: said } = await root().call(contract.rosterRows, of(it_))
    expect(said.map(({ result }) => result)).toEqual(['wrong', 'wrong'])
    expect(said[1]?.faults[0]?.words.zh).toContain('对不上')
    expect(it_.steps).not.toContain('accept')
  })

  it('fills a post that is empty, and nobody else may have taken it meanwhile', async () => {
    const [post] = await postsOf('第12网格网格员')
    const { posts, persons } = app.town
    await app.db.tx((tx) =>
      sql`update people.tenures set to_at = ${app.clock.now()}, ended_why = '离任'
        where post_id = ${posts.gridWorker12} and to_at is null`.execute(tx),
    )
    const rows = [['韩雪', '10000007020', '第12网格', '网格员']]
    const it_ = await bringRoster(app, ['姓名', '手机', '所属网格/社区', '岗位类型'], rows)
    expect(counts(it_)).toMatchObject({ fresh: 1, persons: 1, posts: 0, tenures: 1 })
    await root().call(appoint, {
      params: { postId: posts.gridWorker12 },
      body: { personId: persons.resident2, why: '新任' },
    })
    const late = await settled(contract.acceptRoster, it_)
    // Judged once more when it is accepted: the row is wrong by now, and nobody was made.
    expect([late.wrong, late.tenures, (await staffOf('韩雪')).length]).toEqual([1, 0, 0])
    expect(post?.id).toBe(posts.gridWorker12)
  })

  it('columns are chosen by hand where nobody could know them', async () => {
    const it_ = await bringRoster(
      app,
      ['谁', '号', '干什么', '在哪'],
      [['朱一', '10000007030', '楼栋长', '机床厂小区']],
    )
    expect(it_.state).toBe('uploaded')
    expect((await root().call(contract.previewRoster, of(it_))).missing).toEqual(['name', 'phone'])
    const bad = await root().ask(contract.chooseRosterColumns, { ...of(it_), body: { columns: { name: 0, phone: 0 } } })
    expect(bad.reason).toBe('people.roster_bad_columns')
    const body = { columns: { name: 0, phone: 1, post: 2, where: 3 } }
    const chosen = await root().call(contract.chooseRosterColumns, { ...of(it_), body })
    expect(counts(chosen)).toMatchObject({ fresh: 1, posts: 1 })
  })

  it('hostile sheets are refused in words, and nothing is kept of them', async () => {
    const before = (await root().call(contract.listRosterImports)).total
    for (const bytes of [Buffer.from('hello'), Buffer.from('PK\u0003\u0004'), Buffer.alloc(0)]) {
      const bad = await askUpload(app, bytes)
      expect([400, 422]).toContain(bad.status)
      expect(bad.error?.message).toMatch(/\p{Script=Han}/u)
    }
    const empty = await askUpload(app, await workbook(headers, []))
    expect(empty.reason).toBe('people.roster_empty')
    const many = Array.from({ length: 2001 }, (_, n) =>
      line(n, '多人', `1000001${String(n).padStart(4, '0')}`, '网格员'),
    )
    expect((await askUpload(app, await workbook(headers, many))).reason).toContain('too_large')
    expect((await root().call(contract.listRosterImports)).total).toBe(before)
    // Formulas, unseen signs and walls of text are words like others, or said beside their column.
    const odd = await bringRoster(app, headers, [
      line(1, '=HYPERLINK("http://x")', '10000007040', '社区工作者'),
      line(2, '张\u202e三', '10000007041', '社区工作者'),
      line(3, '李'.repeat(300), '10000007042', '社区工作者'),
    ])
    expect([odd.new, odd.wrong]).toEqual([1, 2])
    await root().call(contract.cancelRoster, of(odd))
  })

  it('after a month what rows said is gone, and with it the way back', async () => {
    const it_ = await bringRoster(app, headers, [line(1, '秦一', '10000007050', '社区工作者')])
    expect((await settled(contract.acceptRoster, it_)).steps).toEqual(['undo'])
    app.clock.move(31 * 86_400_000)
    await tidyRostersJob.handle({}, app.services, new AbortController().signal)
    const now = await root().call(contract.getRosterImport, of(it_))
    expect([now.steps, now.fileName]).toEqual([[], ''])
    expect((await root().ask(contract.undoRoster, of(it_))).status).toBe(409)
  })
})

describe('who works here', () => {
  it('is found by name, post, place, state and role, with no residents among them and nothing about signing in', async () => {
    const page = await root().call(contract.listStaff, { query: { limit: 5 } })
    expect([page.rows.length, page.limit]).toEqual([5, 5])
    expect(page.total).toBeGreaterThan(20)
    const workers = await root().call(contract.listStaff, { query: { role: 'grid_worker' } })
    expect(workers.rows.every(({ posts }) => posts.some(({ name }) => name.includes('网格员')))).toBe(true)
    const { rows } = await root().call(contract.listStaff, { query: { placeId: app.town.places.community3 } })
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ state }) => state === 'active')).toBe(true)
    expect((await staffOf('resident1')).length).toBe(0)
    expect(Object.keys(page.rows[0] ?? {}).sort()).toEqual(['id', 'login', 'name', 'phone', 'posts', 'state'])
    expect(
      (await root().call(contract.listStaff, { query: { state: 'ended' } })).rows.map(({ name }) => name),
    ).toContain('吴桂芳')
  })
})

describe('while the key of look-ups is changed', () => {
  it('who stands under the hash of before is known, and found', async () => {
    const key = Buffer.alloc(32, 7)
    const steady = { key: firstLookupKey(key), mark: null }
    const changing = openSecrets(key, 'aes', { findKeys: () => [findKeyOf(Buffer.alloc(32, 8)), steady] })
    const { tenantId, phones, persons } = app.town
    const known = { id: persons.gridWorker11, phone: phones.gridWorker11 }
    await app.db.read(async (tx) => {
      const rows = [{ ...emptyRow, phone: known.phone }]
      const standing = await loadStanding(tx, changing, { tenantId, personId: persons.administrator }, rows)
      expect(standing.persons.get(known.phone)).toMatchObject({ id: known.id })
      const found = await findStaff(tx, changing, tenantId, { q: known.phone }, app.clock.now())
      expect(found.rows.map(({ id }) => id)).toEqual([known.id])
    })
  })
})
