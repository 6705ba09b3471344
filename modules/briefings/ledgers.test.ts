import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Endpoint } from '../../kernel/contract/endpoint.ts'
import type { MatterId } from '../../kernel/contract/ids.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { moves, vacancy } from '../enterprises/buildings-contract.ts'
import { exportFirms, type FirmId, listFirms, moveFirm } from '../enterprises/contract.ts'
import { enterpriseApp, lookAt } from '../enterprises/enterprise-app.fixture.ts'
import { takeDifficulty } from '../enterprises/portal/contract.ts'
import {
  actForParty,
  gatheringFigures,
  getGathering,
  inviteParties,
  planGathering,
  stepGathering,
} from '../gatherings/contract.ts'
import { act, exportMatters, listMatters } from '../matters/contract.ts'
import { readBack } from '../matters/import/import.fixture.ts'
import { saveDefaults } from '../matters/public.ts'
import { exportPushes, listPushes, markPush, push } from '../policies/contract.ts'
import { publishPolicy } from '../policies/policy-app.fixture.ts'
import { exportDues, listDues, recordVisit } from '../visits/contract.ts'
import { reached } from '../visits/visit-app.fixture.ts'
import { exportResults, type ResultRow, readResults } from './ledgers-contract.ts'

type App = Awaited<ReturnType<typeof enterpriseApp>>
let app: App
const suite = (number: string) => app.suites[number] as never
const quarter = { from: '2026-10-01', to: '2026-12-31' }
const desk = () => app.signInAs('community1')
const here = () => ({ placeId: app.town.places.community1 })

beforeAll(async () => {
  app = await enterpriseApp()
  await app.db.tx((tx) => saveDefaults(tx, { tenantId: app.town.tenantId, validFrom: app.town.since, authorId: null }))
  const stay = app.register('一直在的有限公司', {
    moveIn: { suiteIds: [suite('101')], on: '2026-02-01', basis: 'rent' },
    facts: [
      { key: 'staff', value: 30 },
      { key: 'graduatesHired', value: 4 },
    ],
  })
  const gone = await app.register('要走的有限公司', {
    moveIn: { suiteIds: [suite('201'), suite('202')], on: '2026-03-01', basis: 'rent' },
  })
  await app.register('新来的有限公司', { moveIn: { suiteIds: [suite('301')], on: '2026-11-02', basis: 'own' } })
  await app.register('预定的有限公司', { moveIn: { suiteIds: [suite('302')], on: '2026-12-20', basis: 'own' } })
  await leave(gone)
  await app.deliver()
  await visitAndDifficulty(await stay)
  await grantTo(await stay)
  await holdSeminar()
})
afterAll(() => app.close())

async function leave(firmId: FirmId): Promise<void> {
  const { stays } = await lookAt(desk(), firmId)
  const out = { tenancyIds: stays.map(({ tenancyId }) => tenancyId), reason: 'moved_away' as const, leaves: true }
  await desk().call(moveFirm, { params: { firmId }, body: { on: '2026-11-10', out } })
}

/** One call is made, in which a difficulty is named; another one is taken down, resolved, and confirmed by staff. */
async function visitAndDifficulty(firmId: FirmId): Promise<void> {
  const { rows } = await desk().call(listDues, { query: { q: '一直在', limit: 5 } })
  const dueId = rows[0]?.id
  if (!dueId) throw new Error('no due')
  const body = reached({ difficulty: { category: 'F020101', words: '流动资金紧张，想请街道帮忙对接银行' } })
  await desk().call(recordVisit, { params: { dueId }, body })
  const order = { body: '货梯坏了三天，出货要靠人搬', channel: 'phone' as const }
  const { id } = await desk().call(takeDifficulty, { params: { firmId }, body: order })
  await solve(id)
}

async function solve(matterId: MatterId): Promise<void> {
  const street = app.signInAs('street1')
  const postId = app.town.posts.community1
  const steps = [
    [street, { action: 'assign', postId }],
    [desk(), { action: 'contact' }],
    [desk(), { action: 'resolve', outcome: 'solved', words: '货梯已经修好' }],
  ] as const
  for (const [who, body] of steps) await who.ask(act, { params: { matterId }, body: body as never })
}

async function grantTo(firmId: FirmId): Promise<void> {
  await publishPolicy(app, desk(), 'jobs')
  await desk().call(push, { params: { code: 'jobs' }, body: { firmIds: [firmId] } })
  const { rows } = await desk().call(listPushes)
  const pushId = rows[0]?.id
  if (!pushId) throw new Error('not pushed')
  await desk().call(markPush, { params: { pushId }, body: { step: 'granted', fen: 800_000 } })
}

async function holdSeminar(): Promise<void> {
  const now = app.clock.now().getTime()
  const at = (ms: number) => new Date(now + ms).toISOString()
  const plan = { kind: 'seminar', title: '惠企政策座谈会', ...here(), startsAt: at(3_600_000), endsAt: at(7_200_000) }
  const { id: gatheringId } = await desk().call(planGathering, { body: plan as never })
  const params = { gatheringId }
  const parties = [{ kind: 'guest' as const, id: null, name: '云岭茶业' }]
  await desk().call(inviteParties, { params, body: { parties } })
  await desk().call(stepGathering, { params, body: { step: 'announce' } })
  app.clock.set(new Date(now + 3_600_000))
  await desk().call(stepGathering, { params, body: { step: 'start' } })
  for (const { id: entryId } of (await desk().call(getGathering, { params })).entries)
    await desk().call(actForParty, { params: { ...params, entryId }, body: { action: 'check_in' } })
  await desk().call(stepGathering, { params, body: { step: 'hold' } })
}

const results = (who: PersonKey, query: object = quarter) =>
  app.signInAs(who).call(readResults, { query: query as never })

describe('the ledger of results', () => {
  it('holds for each place the numbers that its own pages show', async () => {
    const { rows } = await results('community1', { ...quarter, ...here() })
    const whole = rows.find((row) => row.whole)
    if (!whole) throw new Error('no row')
    expect(whole).toMatchObject({
      ...{ quarter: '2026-Q4', firmsIn: 1, firmsOut: 1, done: 1, raised: 2, granted: 1, grantedFen: 800_000 },
      ...{ seminars: 1, fairs: 0, exhibitors: 0 },
      vacancyBefore: { lettableCm2: 18_000_000, vacantCm2: 14_000_000 },
      vacancyAfter: { lettableCm2: 18_000_000, vacantCm2: 16_000_000 },
    })
    expect(whole).toEqual(await asOnTheScreens('community1', whole))
    const street = await results('street1', quarter)
    for (const row of street.rows) expect(row).toEqual(await asOnTheScreens('street1', row))
    // The community lies in the street: its row is there, and the street's is at least as much.
    expect(street.rows.map((row) => row.place.id)).toContain(app.town.places.community1)
  })

  it('cuts a time into quarters, and refuses more than a year', async () => {
    const { rows } = await results('community1', { from: '2026-05-10', to: '2026-11-15' })
    const periods = rows.filter((row) => row.whole).map(({ quarter: name, from, to }) => [name, from, to])
    expect(periods).toEqual([
      ['2026-Q2', '2026-05-10', '2026-06-30'],
      ['2026-Q3', '2026-07-01', '2026-09-30'],
      ['2026-Q4', '2026-10-01', '2026-11-15'],
    ])
    for (const days of [
      { from: '2026-05-10', to: '2026-05-09' },
      { from: '2024-01-01', to: '2026-05-09' },
    ]) {
      const refused = await desk().ask(readResults, { query: days })
      expect([refused.status, refused.reason]).toEqual([400, 'briefings.bad_days'])
    }
  })

  it('counts for each reader what the reader may see, and nothing beside', async () => {
    for (const who of ['gridWorker11', 'supervisor', 'waterDepartment'] as const)
      for (const row of (await results(who)).rows) expect(row).toEqual(await asOnTheScreens(who, row))
    const beside = app.town.places.community3
    const asked = { query: { ...quarter, placeId: beside } }
    expect((await desk().ask(readResults, asked)).status).toBe(404)
    expect((await app.anyone.ask(readResults, { query: quarter })).status).toBe(401)
    expect((await app.signInAs('resident1').ask(readResults, { query: quarter })).status).toBe(403)
    expect((await app.signInAs('administrator').ask(exportResults, { query: quarter })).status).toBe(403)
  })

  /** The same row, put together from what the pages ask for. */
  async function asOnTheScreens(who: PersonKey, row: ResultRow): Promise<ResultRow> {
    const reader = app.signInAs(who)
    const { from, to } = row
    const at = { placeId: row.place.id }
    const total = async (endpoint: Endpoint, query: object) =>
      ((await reader.call(endpoint, { query } as never)) as { total: number }).total
    const dues = { ...at, subjectKind: 'firm', dueFrom: from, dueTo: to, limit: 1 }
    const matters = { ...at, subjectKind: 'firm', reportedFrom: from, reportedTo: to, part: 'numerator', limit: 1 }
    const months = ['2026-10', '2026-11', '2026-12']
    const moved = (await Promise.all(months.map((month) => reader.call(moves, { query: { month, ...at } })))).flatMap(
      (one) => one.moves.filter(({ planned }) => !planned),
    )
    const series = (await reader.call(vacancy, { query: { ...at, from: '2026-09', to: '2026-12' } })).months
    const pushes = await reader.call(listPushes, { query: { ...at, from, to, figure: 'granted' } })
    const figures = (kind: 'seminar' | 'fair') =>
      reader.call(gatheringFigures, { query: { ...at, from, to, kind: [kind] } })
    const rate = (month: (typeof series)[number] | undefined) => ({
      vacantCm2: month?.vacantCm2 ?? 0,
      lettableCm2: month?.lettableCm2 ?? 0,
    })
    return {
      ...row,
      firmsIn: moved.filter(({ kind }) => kind === 'in').length,
      firmsOut: moved.filter(({ kind }) => kind === 'out').length,
      vacancyBefore: rate(series.find(({ month }) => month === '2026-09')),
      vacancyAfter: rate(series.at(-1)),
      due: await total(listDues, { ...dues, part: 'denominator' }),
      done: await total(listDues, { ...dues, part: 'numerator' }),
      raised: await total(listMatters, { ...matters, figure: 'reported' }),
      resolved: await total(listMatters, { ...matters, figure: 'resolved' }),
      solved: await total(listMatters, { ...matters, figure: 'resolution' }),
      satisfied: await total(listMatters, { ...matters, figure: 'satisfaction' }),
      granted: pushes.total,
      grantedFen: pushes.rows.reduce((sum, { grantedFen }) => sum + (grantedFen ?? 0), 0),
      seminars: (await figures('seminar')).values.held,
      fairs: (await figures('fair')).values.held,
      exhibitors: (await figures('fair')).values.exhibitors,
    }
  }
})

describe('the exports', () => {
  const sheet = async (who: PersonKey, endpoint: Endpoint, query: object, lang: 'zh' | 'en' = 'zh') => {
    const answer = await app.signInAs(who).ask(endpoint, { query } as never, { 'accept-language': lang })
    return readBack(answer.body as unknown as Buffer)
  }
  const list = async (who: PersonKey, endpoint: Endpoint, query: object) =>
    (await app.signInAs(who).call(endpoint, { query: { ...query, limit: 200 } } as never)) as {
      total: number
      rows: object[]
    }

  it('hold row for row what the lists with the same filter show, for every reader', async () => {
    const days = { ...quarter, ...here() }
    const dues = { ...here(), subjectKind: 'firm', dueFrom: quarter.from, dueTo: quarter.to }
    const matters = { ...here(), subjectKind: 'firm', reportedFrom: quarter.from, reportedTo: quarter.to }
    for (const who of ['community1', 'gridWorker11', 'street1', 'supervisor'] as const)
      for (const [listed, saved, query] of [
        [listFirms, exportFirms, here()],
        [listDues, exportDues, dues],
        [listMatters, exportMatters, matters],
        [listPushes, exportPushes, days],
      ] as const) {
        const { total } = await list(who, listed, query)
        expect((await sheet(who, saved, query)).rows.length, `${saved.id} for ${who}`).toBe(total)
      }
    const { rows } = await results('community1', days)
    expect((await sheet('community1', exportResults, days)).rows).toHaveLength(rows.length)
    expect((await list('community2', listPushes, quarter)).total).toBe(0)
  })

  it('of visits say who went, how, and the number of the matter', async () => {
    const query = { subjectKind: 'firm', q: '一直在' }
    const { headers, rows } = await sheet('community1', exportDues, query)
    expect(headers).toEqual(expect.arrayContaining(['走访人', '走访方式', '诉求编号', '计入已访']))
    const told = rows.map(({ cells }) => Object.fromEntries(headers.map((name, at) => [name, cells[at]])))
    const done = told.find((row) => row['状态'] === '已走访')
    expect(done).toMatchObject({ 走访对象: '一直在的有限公司', 走访方式: '电话', 计入已访: '是' })
    expect(done?.['走访人']).toEqual(expect.any(String))
    expect(done?.['诉求编号']).toEqual(expect.any(String))
    expect((await sheet('community1', exportDues, query, 'en')).headers).toContain('By whom')
  })

  it('of policies say what was told and what came of it', async () => {
    const { headers, rows } = await sheet('community1', exportPushes, {}, 'en')
    const row = Object.fromEntries(headers.map((name, at) => [name, rows[0]?.cells[at]]))
    expect(row).toMatchObject({ Policy: 'Staff subsidy (example)', 'How far': 'Granted', 'Granted (CNY)': 8000 })
    expect((await list('community1', listPushes, { to: '2026-10-31' })).total).toBe(0)
  })
})
