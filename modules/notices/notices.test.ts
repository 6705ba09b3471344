import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { StandingClock } from '../../kernel/clock.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId, type TenantId } from '../../kernel/contract/ids.ts'
import { type Db, openDb, sql } from '../../kernel/db.ts'
import { buildServer } from '../../kernel/http/server.ts'
import { sessionCookie } from '../../kernel/http/session.ts'
import { openJobs } from '../../kernel/jobs/jobs.ts'
import { type LiveHub, openLiveHub } from '../../kernel/live/hub.ts'
import { openSecrets } from '../../kernel/secrets.ts'
import { addTenant } from '../../kernel/tenants.ts'
import { type TestDatabase, testDatabase } from '../../kernel/testing/database.ts'
import { countInbox, readInbox } from './inbox.ts'
import { digest, type NewNotice, notify, notifyAll } from './public.ts'
import { routes } from './routes.ts'

let database: TestDatabase
let db: Db
const tenantId = newId<'tenant'>()
const other = newId<'tenant'>()
const clock = new StandingClock(new Date('2026-11-03T09:00:00+08:00'))
let li: PersonId
let wang: PersonId

beforeAll(async () => {
  database = await testDatabase()
  db = openDb({ url: database.url, connections: 4 })
  await db.tx(async (tx) => {
    await addTenant(tx, { id: tenantId, code: '530103', name: { zh: '甲', en: 'A' } }, clock.now())
    await addTenant(tx, { id: other, code: '530102', name: { zh: '乙', en: 'B' } }, clock.now())
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  li = await addPerson(tenantId)
  wang = await addPerson(tenantId)
})

async function addPerson(tenant: TenantId): Promise<PersonId> {
  const id = newId<'person'>()
  await db.tx((tx) =>
    sql`insert into people.persons (tenant_id, id, name, created_at) values (${tenant}, ${id}, 'x', ${clock.now()})`.execute(
      tx,
    ),
  )
  return id
}

const at = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000)
const say = (n: number) => ({ zh: `新派单 ${n}`, en: `New matter ${n}` })
const assigned = (n: number, minutes: number, extra: Partial<NewNotice> = {}): NewNotice => ({
  tenantId,
  personIds: [li],
  topic: 'assigned',
  subject: { kind: 'matter', id: `m${n}` },
  words: say(n),
  bundle: 'assigned',
  at: at(minutes),
  ...extra,
})
const tell = (...notices: NewNotice[]) =>
  db.tx(async (tx) => {
    for (const notice of notices) await notify(tx, notice)
  })
const inbox = (personId = li, unread = false) =>
  db.read((tx) => readInbox(tx, { tenantId, personId }, { offset: 0, limit: 30, unread }))

describe('notify', () => {
  it('puts several in at once as if one after another', async () => {
    await tell(assigned(1, 0))
    await db.tx((tx) =>
      notifyAll(tx, [
        ...[
          assigned(2, 10),
          assigned(3, 20, { personIds: [li, wang] }),
          assigned(4, 30, { personIds: [wang], urgent: true }),
        ],
        ...[assigned(5, 40, { personIds: [wang] }), assigned(6, 61)],
      ]),
    )
    const lis = (await inbox()).rows
    expect(lis.map(({ count, words, lines }) => [count, words, lines.map((line) => line.words)])).toEqual([
      [1, say(6), []],
      [3, say(3), [say(3), say(2), say(1)]],
    ])
    expect(lis[1]).toMatchObject({ subject: { kind: 'matter', id: 'm3' }, at: at(20).toISOString() })
    const wangs = (await inbox(wang)).rows
    expect(wangs.map(({ count, words, lines }) => [count, words, lines.map((line) => line.words)])).toEqual([
      // Urgent ones stand first, and alone.
      [1, say(4), []],
      [2, say(5), [say(5), say(3)]],
    ])
  })

  it('folds unread notices of a bundle within an hour into one, with what it stands for', async () => {
    await tell(assigned(1, 0), assigned(2, 10), assigned(3, 59))
    const { rows } = await inbox()
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      count: 3,
      words: say(3),
      subject: { kind: 'matter', id: 'm3' },
      at: at(59).toISOString(),
    })
    expect(rows[0]?.lines.map((line) => [line.words, line.subject?.id])).toEqual([
      [say(3), 'm3'],
      [say(2), 'm2'],
      [say(1), 'm1'],
    ])
  })

  it('starts a new one after an hour, after reading, for another bundle, and when it is urgent', async () => {
    await tell(
      assigned(1, 0),
      assigned(2, 61),
      assigned(3, 62, { bundle: 'returned' }),
      assigned(4, 63, { urgent: true }),
    )
    expect((await inbox()).rows.map((row) => [row.words, row.count])).toEqual([
      [say(4), 1],
      [say(3), 1],
      [say(2), 1],
      [say(1), 1],
    ])
    await db.tx((tx) => sql`update notices.notices set read_at = ${at(64)} where person_id = ${li}`.execute(tx))
    await tell(assigned(5, 65))
    expect((await inbox()).rows[0]).toMatchObject({ words: say(5), count: 1 })
  })

  it('keeps the newest 20 lines and counts all', async () => {
    await tell(...Array.from({ length: 25 }, (_, n) => assigned(n, n)))
    const [row] = (await inbox()).rows
    expect(row?.count).toBe(25)
    expect(row?.lines).toHaveLength(20)
    expect(row?.lines[0]?.words).toEqual(say(24))
  })

  it('tells each person once and folds for each alone', async () => {
    await tell(assigned(1, 0), assigned(2, 1, { personIds: [li, wang, li] }))
    expect((await inbox()).rows.map((row) => row.count)).toEqual([2])
    expect((await inbox(wang)).rows.map((row) => row.count)).toEqual([1])
  })

  it('puts unread before read and urgent before others', async () => {
    await tell(assigned(1, 0, { bundle: 'a' }), assigned(2, 5, { bundle: 'b' }), assigned(3, 1, { urgent: true }))
    await db.tx((tx) =>
      sql`update notices.notices set read_at = ${at(9)} where person_id = ${li} and bundle = 'b'`.execute(tx),
    )
    expect((await inbox()).rows.map((row) => row.words)).toEqual([say(3), say(1), say(2)])
    expect((await inbox(li, true)).total).toBe(2)
    expect(await db.read((tx) => countInbox(tx, { tenantId, personId: li }))).toEqual({ unread: 2, urgent: 1 })
  })

  it('reaches many people at once', async () => {
    const crowd = await Promise.all(Array.from({ length: 320 }, () => addPerson(tenantId)))
    await tell(assigned(1, 0, { personIds: crowd }))
    expect((await inbox(crowd[319])).total).toBe(1)
  })

  it('is rolled back with its transaction', async () => {
    const lost = db.tx(async (tx) => {
      await notify(tx, assigned(1, 0))
      throw new Error('stop')
    })
    await expect(lost).rejects.toThrow('stop')
    expect((await inbox()).total).toBe(0)
  })
})

describe('a digest', () => {
  const line = { words: say(1), subject: { kind: 'matter', id: 'm1' }, at: clock.now() }
  const today = (day = '2026-11-03') => ({
    tenantId,
    topic: 'overdue',
    day,
    at: clock.now(),
    persons: [
      { personId: li, words: { zh: '今天 2 件超时', en: '2 overdue today' }, lines: [line, line] },
      { personId: wang, words: { zh: '今天 0 件超时', en: '0 overdue today' }, lines: [] },
    ],
  })

  it('comes once a day, however often it is made, and only with something to say', async () => {
    await db.tx((tx) => digest(tx, today()))
    await db.tx((tx) => digest(tx, today()))
    expect((await inbox()).rows).toMatchObject([{ count: 2, topic: 'overdue', words: { en: '2 overdue today' } }])
    expect((await inbox(wang)).total).toBe(0)
    await db.tx((tx) => digest(tx, today('2026-11-04')))
    expect((await inbox()).total).toBe(2)
  })
})

describe('over HTTP', () => {
  let hub: LiveHub
  let app: Awaited<ReturnType<typeof buildServer>>
  let url: string
  let close: () => Promise<void>
  const actors = new Map<string, Actor>()

  beforeAll(async () => {
    hub = openLiveHub(db)
    const jobs = await openJobs(db, [])
    app = await buildServer({
      db,
      clock,
      jobs,
      live: hub,
      secrets: openSecrets(Buffer.alloc(32, 7)),
      routes,
      sessions: {
        actorOf: async (_db, token) => actors.get(token) ?? null,
        mustProve: async () => false,
        actorOfBearer: async () => notFound(),
      },
      tenants: { forget: () => {}, tenantOf: async () => tenantId },
      rateLimits: false,
    })
    url = await app.listen({ host: '127.0.0.1', port: 0 })
    await vi.waitFor(listening)
    close = async () => {
      await app.close()
      await jobs.close()
    }
  })
  afterAll(() => close())
  beforeEach(() => {
    for (const personId of [li, wang])
      actors.set(personId, { tenantId, personId, sessionId: newId<'session'>(), name: 'x', posts: [] })
  })

  async function listening() {
    const rows = await db.statement<{ n: number }>(
      'listening',
      "select count(*) as n from pg_stat_activity where datname = current_database() and application_name = 'liren-live' and query like 'listen liren_live%' and state = 'idle'",
      [],
    )
    expect(rows[0]?.n).toBe(1)
  }

  const ask = (path: string, as: PersonId | null, init: RequestInit = {}) =>
    fetch(url + path, {
      ...init,
      headers: { 'x-liren': '1', ...(as ? { cookie: `${sessionCookie}=${as}` } : {}), ...init.headers },
    })

  it('asks to sign in', async () => {
    const answers = await Promise.all([
      ask('/api/notices', null),
      ask('/api/notices/count', null),
      ask(`/api/notices/${newId()}/read`, null, { method: 'POST' }),
      ask('/api/notices/read-all', null, { method: 'POST' }),
      ask('/api/live', null),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401, 401])
  })

  it('marks one or all as read, only one’s own', async () => {
    await tell(assigned(1, -30, { bundle: 'a' }), assigned(2, -20, { bundle: 'b' }), assigned(3, -10, { bundle: 'c' }))
    const [newest, , oldest] = (await inbox()).rows
    const read = (as: PersonId) => ask(`/api/notices/${newest?.id}/read`, as, { method: 'POST' })
    expect((await read(wang)).status).toBe(404)
    expect((await read(li)).status).toBe(200)
    expect(await (await ask('/api/notices/count', li)).json()).toEqual({ unread: 2, urgent: 0 })
    const body = JSON.stringify({ until: oldest?.at })
    const json = { 'content-type': 'application/json' }
    expect((await ask('/api/notices/read-all', li, { method: 'POST', body, headers: json })).status).toBe(200)
    expect(await (await ask('/api/notices/count', li)).json()).toEqual({ unread: 1, urgent: 0 })
  })

  it('streams a signal to the person concerned as it is committed, and ends with the server', async () => {
    const streams = await Promise.all([openStream(li), openStream(wang)])
    const [mine, theirs] = streams
    expect(await mine.next()).toContain('event: ready')
    expect(await theirs.next()).toContain('event: ready')
    await tell(assigned(1, 0))
    expect(await mine.next()).toBe('data: {"topic":"notice","id":"m1"}')
    await tell(assigned(9, 0, { personIds: [wang] }))
    // Had the first signal gone to the wrong screen, it would stand before this one.
    expect(await theirs.next()).toBe('data: {"topic":"notice","id":"m9"}')
    await app.close()
    for (const stream of streams) {
      expect(await stream.next()).toMatch(/^retry: \d{3,4}\nevent: moved\n/)
      expect(await stream.next()).toBeNull()
    }
  })

  async function openStream(as: PersonId) {
    const answer = await ask('/api/live', as)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    if (!answer.body) throw new Error('no body')
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    /** The next message, or null at the end. */
    const next = async (): Promise<string | null> => {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const message = text.slice(0, end)
        text = text.slice(end + 2)
        return message
      }
      const { done, value } = await reader.read()
      if (done) return null
      text += value
      return next()
    }
    return { next }
  }
})
