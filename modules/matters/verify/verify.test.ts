import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { tamper } from '../../../kernel/testing/tamper.ts'
import { actByReceipt } from '../contract.ts'
import { figures } from '../figures.ts'
import { type MatterApp, matterApp, take } from '../matter-app.fixture.ts'
import { livedApp } from '../random-life.fixture.ts'
import { verifyMatters } from './verify.ts'

let app: MatterApp
afterEach(() => app.close())

const verify = (at = app.clock.now()) => verifyLedger(app.db, [verifyMatters], at)
const found = async () => (await verify()).broken.map(({ check, what }) => `${check}: ${what}`)
const count = async (text: string) => {
  const { rows } = await app.db.read((tx) => sql<{ n: number }>`select count(*) as n from ${sql.raw(text)}`.execute(tx))
  return rows[0]?.n ?? 0
}

it('finds nothing after a life in which nobody cheated', async () => {
  app = await livedApp()
  const report = await verify()
  expect(report.broken).toEqual([])
  expect(report.counts).toEqual({ matters: await count('matters.matters'), erased: 0 })
  expect(report.events).toBe(await count('kernel.events'))
  // The life was one: most kinds of record were there to be compared.
  for (const table of [
    'closures',
    'follow_ups',
    'escalations',
    'returns',
    'suspensions',
    'rallies',
    'merges',
    'remarks',
  ])
    expect([table, (await count(`matters.${table}`)) > 0]).toEqual([table, true])
}, 600_000)

describe('names what was changed behind the ledger’s back', () => {
  let id: MatterId
  let number: string
  const change = (...statements: readonly string[]) => tamper(app.db.url, ...statements)
  const matter = () => `tenant_id = '${app.town.tenantId}' and matter_id = '${id}'`

  beforeEach(async () => {
    app = await matterApp()
    const reported = await app.reportAt('building111', '三单元楼道灯坏了,晚上看不见', { category: '080201' })
    id = reported.id
    const worker = app.signInAs('gridWorker11')
    await take(worker, id, { action: 'contact', words: '已电话联系,今天下午上门' })
    await take(worker, id, { action: 'resolve', outcome: 'explained', words: '已更换灯泡' })
    const { receiptCode } = reported
    await app.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'confirm', rating: 4 } })
    await app.reportAt('building112', '楼下长期占道堆放杂物')
    const { rows } = await app.db.read((tx) =>
      sql<{ number: string }>`select number from matters.matters where id = ${id}`.execute(tx),
    )
    number = rows[0]?.number ?? ''
    expect((await verify()).broken).toEqual([])
  })

  it('a column, and the figures that count it', async () => {
    await change(`update matters.matters set satisfaction = 1 where id = '${id}'`)
    expect(await found()).toEqual([
      `matters.standing: ${number}: satisfaction is 1, the ledger says 4`,
      'matters.figures: satisfaction of 2026-11: the board counts 0 of 1, 0 left out; the ledger says 1 of 1, 0 left out',
    ])
  })

  it('a column that no event of this matter ever set', async () => {
    await change(`update matters.matters set rounds = 3 where id = '${id}'`)
    expect(await found()).toEqual([
      `matters.standing: ${number}: rounds is 3, the ledger says 1`,
      'matters.figures: reopen of 2026-11: the board counts 1 of 1, 0 left out; the ledger says 0 of 1, 0 left out',
    ])
  })

  it('an instant', async () => {
    await change(`update matters.matters set resolved_at = resolved_at + interval '1 day' where id = '${id}'`)
    expect(await found()).toEqual([
      expect.stringContaining(`${number}: resolved_at is`),
      expect.stringContaining('matters.figures: days to resolve of 2026-11'),
    ])
  })

  it('a matter that the ledger does not know, and a stream without its matter', async () => {
    await change(
      ...['holdings', 'clocks', 'followers'].map((table) => `delete from matters.${table} where ${matter()}`),
      ...['remarks', 'closures', 'follow_ups'].map((table) => `delete from matters.${table} where ${matter()}`),
      `delete from matters.matters where id = '${id}'`,
    )
    expect((await verify()).broken[0]).toEqual({
      check: 'matters.standing',
      tenantId: app.town.tenantId,
      stream: `matters:${id}`,
      what: 'is a stream without a matter',
    })
    await change('delete from kernel.events', 'delete from kernel.streams')
    expect(await found()).toEqual(expect.arrayContaining([expect.stringContaining('the ledger knows nothing of it')]))
  })

  it('an event, which then does not fit the next', async () => {
    await change(
      `update kernel.events set payload = jsonb_set(payload, '{to}', '"closed"') where stream = 'matters:${id}' and seq = 2`,
    )
    expect((await verify()).broken.map(({ check, seq, what }) => [check, seq, what])).toEqual([
      ['kernel.chain', 2, 'does not give its hash: the row was changed after it was written'],
      ['matters.story', 2, `${number}: (contact) ends at closed, but sets handling`],
    ])
  })

  it('the words of a remark, of the report; a remark that was slipped in or lost', async () => {
    const remark = `(select id from matters.remarks where ${matter()} and action = 'resolve')`
    await change(
      `update matters.remarks set words = '没有更换' where id = ${remark}`,
      `update matters.matters set body = '没事' where id = '${id}'`,
      `insert into matters.remarks select tenant_id, '01900000-0000-7000-8000-000000000001', matter_id, action, '补充', file_ids,
        to_reporter, person_id, post_id, at from matters.remarks where id = ${remark}`,
      `delete from matters.remarks where ${matter()} and action = 'contact'`,
    )
    const [lost, changed, strange, report, ...more] = (await verify()).broken
    expect(lost).toMatchObject({
      check: 'matters.words',
      seq: 2,
      what: expect.stringMatching(/its remark .* is missing/),
    })
    expect(changed).toMatchObject({ seq: 3, what: expect.stringMatching(/the words of its remark .* were changed/) })
    expect(strange?.what).toMatch(/its remark 01900000-0000-7000-8000-000000000001 stands in no event/)
    expect(report).toMatchObject({ seq: 1, what: `${number}: its title or the words of the report were changed` })
    expect(more).toEqual([])
  })

  it('not words that were erased by law, which it counts', async () => {
    await change(
      `update matters.remarks set words = '' where ${matter()} and action = 'resolve'`,
      `update matters.matters set title = '', body = '', search_text = '' where id = '${id}'`,
    )
    expect(await verify()).toMatchObject({ broken: [], counts: { matters: 2, erased: 2 } })
  })

  it.each([
    [
      'holding',
      `insert into matters.holdings select tenant_id, gen_random_uuid(), matter_id, post_id, from_at, null, why from matters.holdings where to_at is not null limit 1`,
    ],
    ['holding', `update matters.holdings set to_at = now() where to_at is null`],
    ['clock', `update matters.clocks set due_at = due_at + interval '1 day' where stopped_at is null`],
    ['clock', `update matters.clocks set stopped_at = now() where stopped_at is null`],
    ['closure', `update matters.closures set outcome = 'solved'`],
    ['closure', `delete from matters.closures`],
    [
      'return',
      `insert into matters.returns select tenant_id, gen_random_uuid(), matter_id, post_id, post_id, 'unclear', now(), null, null from matters.holdings where to_at is null limit 1`,
    ],
    [
      'suspension',
      `insert into matters.suspensions select tenant_id, gen_random_uuid(), matter_id, now(), now(), null, gen_random_uuid(), null from matters.holdings where to_at is null limit 1`,
    ],
    [
      'merge',
      `insert into matters.merges select tenant_id, gen_random_uuid(), id, id, now(), '{}', null from matters.matters limit 1`,
    ],
    [
      'exclusion',
      `insert into matters.exclusions select tenant_id, gen_random_uuid(), id, 'malicious', gen_random_uuid(), now(), null, null, null from matters.matters limit 1`,
    ],
    [
      'follow_up',
      `insert into matters.follow_ups select tenant_id, gen_random_uuid(), id, rounds, now(), 'phone', false from matters.matters limit 1`,
    ],
    [
      'follow_up',
      `insert into matters.escalations select tenant_id, gen_random_uuid(), matter_id, 1, 'urge', null, null, post_id, now() from matters.holdings where to_at is null limit 1`,
    ],
    ['follower', `update matters.matters set reporter_id = gen_random_uuid() where state = 'closed'`],
  ])('a rule about the rows behind: %s (%#)', async (name, statement) => {
    await change(statement)
    const broken = (await verify()).broken
    expect(broken.map(({ check }) => check)).toEqual([`matters.${name}`])
    expect(broken[0]?.stream).toMatch(/^matters:/)
  })

  it('a department that is said to have answered', async () => {
    const open = await app.reportAt('building111', '地下管道漏水,需要几家一起看', { category: '080201' })
    const worker = app.signInAs('gridWorker11')
    await take(worker, open.id, { action: 'contact' })
    await take(worker, open.id, { action: 'rally', words: '请水务到场', departments: [app.town.posts.waterDepartment] })
    expect(await found()).toEqual([])
    await change('update matters.rally_members set answered_at = now()')
    expect(await found()).toEqual([expect.stringContaining('matters.rally: does not hold')])
  })

  it('that nobody acts for a post', async () => {
    await app.db.tx((tx) => sql`alter table people.tenures disable trigger user`.execute(tx))
    await change('delete from people.absences', 'delete from people.tenures')
    expect(await found()).toEqual([expect.stringContaining('matters.acting: does not hold')])
  })
})

it('recounts every figure of the board', async () => {
  app = await matterApp()
  await app.reportAt('building111', '路灯不亮三天了')
  // A figure whose condition the recount does not know would make it throw.
  expect((await verify(new Date('2027-01-01T00:00:00Z'))).broken).toEqual([])
  expect(figures.length).toBeGreaterThanOrEqual(9)
})
