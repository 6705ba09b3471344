import sharp from 'sharp'
import { expect } from 'vitest'
import type { Endpoint } from '../../../kernel/contract/endpoint.ts'
import type { FileId, MatterId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import type { LedgerEvent } from '../../../kernel/events/record.ts'
import type { Answer, TestAppOptions, TestClient } from '../../../kernel/testing/app.ts'
import type { PersonKey, PostKey } from '../../../kernel/testing/town.ts'
import { uploadFile } from '../../files/contract.ts'
import { listNotices, type NoticeView } from '../../notices/contract.ts'
import { me, recordAbsence } from '../../people/contract.ts'
import { type ActBody, act, actByReceipt, follow, report, reveal, takeDown } from '../contract.ts'
import { type MatterEvent, streamOf } from '../events.ts'
import type { State } from '../matter.ts'
import { type MatterApp, matterApp, take } from '../matter-app.fixture.ts'

export interface Filed {
  readonly id: MatterId
  readonly receiptCode: string
}

export interface Refusal {
  readonly status: number
  readonly reason: string
  /** Paths of the fields that were named. */
  readonly fields: readonly string[]
}

/** A test app with matters at hand in any state. */
export interface FlowApp extends MatterApp {
  as(who: PersonKey): TestClient
  /** A new matter of building 111 in a state; resolving it needs no picture. Its grid worker is `gridWorker11`. */
  matterIn(state: State): Promise<Filed>
  /** Takes a step that must be refused, and makes sure that nothing was written. */
  refusal(who: PersonKey | 'anyone', id: MatterId, body: Record<string, unknown>): Promise<Refusal>
  /** Takes a step that must succeed. */
  step(who: PersonKey, id: MatterId, body: ActBody): Promise<void>
  /** The same for a step that may go either way. */
  attempt(who: PersonKey, id: MatterId, body: Record<string, unknown>): Promise<{ status: number; reason: string }>
  byReceipt(receiptCode: string, body: ActBody): Promise<void>
  /** Somebody with an account reports at building 111. */
  reportBy(who: PersonKey, body: string, more?: Record<string, unknown>): Promise<Filed>
  reveal(who: PersonKey, id: MatterId): Promise<{ name: string | null; phone: string | null }>
  /** Sends the holder of a post away for a day, without a stand-in. */
  absent(who: PostKey): Promise<void>
  noticesOf(who: PersonKey): Promise<readonly NoticeView[]>
  followBy(who: PersonKey, id: MatterId): Promise<void>
  nameOf(who: PersonKey): Promise<string>
  /** Names of all who hold a post. */
  staffNames(): Promise<readonly string[]>
  /** Deliveries that have not gone through. */
  waitingDeliveries(): Promise<readonly unknown[]>
  receiptRefusal(receiptCode: string, body: Record<string, unknown>): Promise<Refusal>
  ledger(id: MatterId): Promise<LedgerEvent<MatterEvent>[]>
  lastEvent(id: MatterId): Promise<LedgerEvent<MatterEvent>>
  /** The matter's row as the database has it. */
  row(id: MatterId): Promise<Record<string, unknown>>
  /** A picture uploaded by that person. */
  picture(who: PersonKey): Promise<FileId>
}

const noPictures = '080201'

export async function flowApp(options: TestAppOptions = {}): Promise<FlowApp> {
  const app = await matterApp(options)
  const clients = new Map<PersonKey, TestClient>()
  const as = (who: PersonKey): TestClient => {
    const client = clients.get(who) ?? app.signInAs(who)
    clients.set(who, client)
    return client
  }
  const ledger = async (id: MatterId) => (await app.events(streamOf(id))) as unknown as LedgerEvent<MatterEvent>[]
  const byReceipt = async (receiptCode: string, body: ActBody): Promise<void> => {
    await app.anyone.call(actByReceipt, { params: { receiptCode }, body })
  }
  const steps = stepsOf(app, as, byReceipt)
  return {
    ...app,
    as,
    matterIn: (state) => steps[state](),
    byReceipt,
    ledger,
    lastEvent: async (id) => {
      const last = (await ledger(id)).at(-1)
      if (!last) throw new Error('a matter without events')
      return last
    },
    row: async (id) => {
      const { rows } = await app.db.read((tx) =>
        sql<Record<string, unknown>>`select * from matters.matters where id = ${id}`.execute(tx),
      )
      return rows[0] ?? {}
    },
    step: async (who, id, body) => {
      await take(as(who), id, body)
    },
    attempt: async (who, id, body) => {
      const { status, reason } = await as(who).ask(act, { params: { matterId: id }, body })
      return { status, reason }
    },
    reportBy: (who, body, more = {}) =>
      as(who).call(report, {
        body: { kind: 'demand', placeId: app.town.places.building111, body, category: noPictures, ...more },
      }),
    reveal: (who, id) => as(who).call(reveal, { params: { matterId: id }, body: { reason: '需要电话联系' } }),
    absent: async (who) => {
      const [fromAt, toAt] = [0, 86_400_000].map((ms) => new Date(app.clock.now().getTime() + ms).toISOString())
      await as('administrator').call(recordAbsence, {
        params: { postId: app.town.posts[who] },
        body: { fromAt: fromAt ?? '', toAt: toAt ?? '', why: '请假' },
      })
    },
    noticesOf: async (who) => (await as(who).call(listNotices, { query: { limit: 200 } })).rows,
    followBy: async (who, id) => {
      await as(who).call(follow, { params: { matterId: id } })
    },
    nameOf: async (who) => (await as(who).call(me)).name,
    staffNames: async () => {
      const { rows } = await app.db.read((tx) =>
        sql<{ name: string }>`select distinct name from people.persons n
          where exists (select from people.tenures t where t.person_id = n.id)`.execute(tx),
      )
      return rows.map((row) => row.name)
    },
    waitingDeliveries: async () => {
      const { rows } = await app.db.read((tx) =>
        sql`select subscriber, stream, attempts, last_error from kernel.deliveries`.execute(tx),
      )
      return rows
    },
    refusal: (who, id, body) => {
      const client = who === 'anyone' ? app.anyone : as(who)
      return refused(app, () => client.ask(act, { params: { matterId: id }, body }))
    },
    receiptRefusal: (receiptCode, body) =>
      refused(app, () => app.anyone.ask(actByReceipt, { params: { receiptCode }, body })),
    picture: (who) => upload(as(who)),
  }
}

async function refused(app: MatterApp, ask: () => Promise<Answer<Endpoint>>): Promise<Refusal> {
  const before = await fingerprint(app)
  const { status, reason, error, body } = await ask()
  expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400)
  expect(status, JSON.stringify(body)).toBeLessThan(500)
  expect(await fingerprint(app)).toEqual(before)
  return { status, reason, fields: (error?.fields ?? []).map((field) => field.path) }
}

/** Events and rows of everything that a step could write. */
async function fingerprint({ db }: MatterApp): Promise<unknown> {
  const { rows } = await db.read((tx) =>
    sql`select (select count(*) from kernel.events) as events, (select count(*) from matters.remarks) as remarks,
      (select count(*) from matters.holdings) as holdings, (select count(*) from matters.clocks) as clocks,
      (select count(*) from matters.followers) as followers, (select count(*) from kernel.deliveries) as deliveries,
      (select sum(hashtext(m::text)) from matters.matters m) as matters`.execute(tx),
  )
  return rows[0]
}

function stepsOf(
  app: MatterApp,
  as: (who: PersonKey) => TestClient,
  byReceipt: (receiptCode: string, body: ActBody) => Promise<void>,
): Record<State, () => Promise<Filed>> {
  let count = 0
  const report = () => app.reportAt('building111', `第${++count}次:夜里楼上太吵,睡不着`, { category: noPictures })
  const after = async (from: State, who: PersonKey, body: ActBody): Promise<Filed> => {
    const filed = await steps[from]()
    await take(as(who), filed.id, body)
    return filed
  }
  const steps: Record<State, () => Promise<Filed>> = {
    reported: () =>
      as('community1').call(takeDown, {
        body: {
          kind: 'hotline',
          channel: 'phone',
          placeId: app.town.places.building111,
          body: `第${++count}次:热线转来,夜里施工扰民`,
          category: noPictures,
        },
      }),
    accepted: () => after('reported', 'community1', { action: 'accept' }),
    assigned: report,
    handling: () => after('assigned', 'gridWorker11', { action: 'contact' }),
    returned: () =>
      after('assigned', 'gridWorker11', { action: 'return', reason: 'wrong_unit', words: '不属于网格职责' }),
    suspended: () =>
      after('handling', 'community1', { action: 'suspend', reviewOn: '2026-12-21', words: '等待下月的改造计划' }),
    resolved: () =>
      after('handling', 'gridWorker11', { action: 'resolve', outcome: 'solved', words: '已与楼上邻居说好' }),
    closed: async () => {
      const filed = await steps.resolved()
      await byReceipt(filed.receiptCode, { action: 'confirm', rating: 5 })
      return filed
    },
    merged: async () => {
      const into = await report()
      return after('assigned', 'community1', { action: 'merge', intoId: into.id })
    },
    void: () => after('assigned', 'community1', { action: 'void', reason: 'test', words: '测试数据' }),
  }
  return steps
}

/** Sends a small picture; it is loose until something takes it. */
export async function upload(client: TestClient): Promise<FileId> {
  const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#377' } })
    .jpeg()
    .toBuffer()
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg')
  const encoded = new Response(form)
  const type = encoded.headers.get('content-type') ?? ''
  const answer = await client.ask(
    uploadFile,
    { body: Buffer.from(await encoded.arrayBuffer()) },
    { 'content-type': type },
  )
  expect(answer.status, JSON.stringify(answer.error)).toBe(200)
  return answer.body.id
}
