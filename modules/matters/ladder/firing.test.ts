import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { pagesOf } from '../../../kernel/documents/blocks.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { tamper } from '../../../kernel/testing/tamper.ts'
import type { Span } from '../../../kernel/time/span.ts'
import { defaultCalendar } from '../../../kernel/time/work-calendar.ts'
import { type FlowApp, flowApp } from '../acts/flow.fixture.ts'
import { listMatters } from '../contract.ts'
import { look } from '../matter-app.fixture.ts'
import { ruleSaved, ruleStreamOf } from '../rules/events.ts'
import { sweep } from '../sweep.ts'
import { verifyMatters } from '../verify/verify.ts'
import {
  getLadderRules,
  getLadderVersion,
  listBulletins,
  orderPaper,
  saveLadderRules,
  tryLadderRules,
} from './contract.ts'
import { type LadderStep, stepAt, usualLadder } from './ladder.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

const hour = 3_600_000
const admin = () => app.as('administrator')
const ladders = [{ ...usualLadder, steps: usualLadder.steps.map((step) => ({ ...step })) }]
const pass = async (hours: number) => {
  app.clock.move(hours * hour)
  await sweep(app.db, app.clock.now())
  await app.deliver()
}
const acts = async (id: MatterId) => (await app.ledger(id)).map(({ payload }) => payload.action)
const ladderActs = async (id: MatterId) =>
  (await acts(id)).filter((action) => ['urge', 'order', 'bulletin', 'talk', 'order_overdue'].includes(action))
const faults = async () => (await verifyLedger(app.db, [verifyMatters], app.clock.now())).broken

describe('the ladder of an office', () => {
  it('is none at first: nothing is urged by itself', async () => {
    expect((await app.anyone.ask(getLadderRules)).status).toBe(401)
    expect((await app.as('community1').ask(getLadderRules)).status).toBe(403)
    const body = { ladders, base: 1, source: '通知' }
    expect((await app.as('street1').ask(saveLadderRules, { body })).status).toBe(403)
    const none = { body: [], versions: [{ version: 1, authorName: null }], total: 1, planned: [] }
    expect(await admin().call(getLadderRules)).toMatchObject(none)
    const { id } = await app.matterIn('handling')
    await pass(24 * 20)
    expect(await ladderActs(id)).toEqual([])
  })

  it('is tried on the matters of the month before, and saved', async () => {
    const twice = [...ladders, ...ladders]
    expect((await admin().ask(tryLadderRules, { body: { ladders: twice } })).status).toBe(400)
    const elsewhere = [{ ...ladders[0], kind: 'nothing', priority: null, steps: ladders[0]?.steps ?? [] }]
    expect((await admin().ask(tryLadderRules, { body: { ladders: elsewhere } })).status).toBe(400)
    const counts = await admin().call(tryLadderRules, { body: { ladders } })
    expect(counts.inForce).toEqual({ urge: 0, order: 0, bulletin: 0, talk: 0 })
    expect(counts.draft).toMatchObject({ urge: counts.matters, order: counts.matters })
    // The one that runs is weeks over: all its steps have passed.
    expect(counts.running).toEqual({ touched: 1, passed: 1 })
    expect(await admin().call(saveLadderRules, { body: { ladders, base: 1, source: '督办办法' } })).toEqual({
      version: 2,
    })
    expect((await app.events(ruleStreamOf('ladder'))).map(({ type }) => type)).toEqual([ruleSaved])
    expect(await admin().call(getLadderRules)).toMatchObject({ inForce: 2, newest: 2, body: ladders, total: 2 })
    const one = (version: number) => admin().ask(getLadderVersion, { params: { version } })
    expect((await one(2)).body).toEqual({ body: ladders, before: [] })
    expect((await one(1)).body).toEqual({ body: [], before: null })
    expect((await one(3)).status).toBe(404)
    // What ran before goes over to it, and nothing is made up for what has passed.
    await pass(0)
    const { rows } = await app.db.read((tx) =>
      sql<{
        n: number
      }>`select count(*)::int as n from matters.clocks where ladder_at is not null and stopped_at is null`.execute(tx),
    )
    expect(rows[0]?.n).toBe(0)
  })
})

describe('the steps', () => {
  let id: MatterId
  const order = async () => (await look(app.as('street1'), id)).measures.find(({ kind }) => kind === 'order')

  it('come with the time, each once, though many sweep at once and all come late', async () => {
    id = (await app.matterIn('handling')).id
    await sweep(app.db, app.clock.now())
    const due = new Date((await look(app.as('gridWorker11'), id)).clock?.dueAt ?? 0)
    // The worker was down until days after the deadline.
    app.clock.move(due.getTime() - app.clock.now().getTime() + 24 * 4 * hour)
    await Promise.all([1, 2, 3, 4].map(() => sweep(app.db, app.clock.now())))
    await app.deliver()
    const done = await ladderActs(id)
    expect(done.filter((action) => action === 'urge')).toHaveLength(1)
    expect(done.filter((action) => action === 'order')).toHaveLength(1)
    expect((await order())?.number).toMatch(/^督〔20\d\d〕1号$/)
    expect(await order()).toMatchObject({ origin: 'ladder', doneAt: null, answer: null })
    const told = await app.noticesOf('gridWorker11')
    expect(told.some(({ topic, urgent }) => topic === 'order' && urgent)).toBe(true)
    expect((await app.noticesOf('community1')).some(({ topic }) => topic === 'order')).toBe(true)
    expect(await faults()).toEqual([])
  })

  it('put it under supervision, on the list and its row', async () => {
    const list = async (who: 'street1' | 'community2') =>
      (await app.as(who).call(listMatters, { query: { supervised: true, limit: 200 } })).rows
    expect((await list('street1')).map((row) => [row.id, row.supervised])).toEqual([[id, true]])
    expect(await list('community2')).toEqual([])
  })

  it('make an order on paper, for whoever works on the matter', async () => {
    const measureId = (await order())?.id
    if (!measureId) throw new Error('no order')
    const params = { matterId: id, measureId }
    const paper = await app.as('gridWorker11').ask(orderPaper, { params })
    expect(paper.status).toBe(200)
    const bytes = paper.body as unknown as Buffer
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pagesOf(bytes)).toBe(1)
    expect((await app.as('community2').ask(orderPaper, { params })).status).toBe(404)
    expect((await app.as('resident1').ask(orderPaper, { params })).status).toBe(403)
  })

  it('must be answered before it can be resolved; who did not answer in time is told once', async () => {
    const resolve = { action: 'resolve', outcome: 'explained', words: '修好了' } as const
    expect(await app.refusal('gridWorker11', id, resolve)).toMatchObject({ status: 422, reason: 'matters.blocked' })
    const view = await look(app.as('gridWorker11'), id)
    expect(view.next.map(({ action }) => action)).toContain('answer_order')
    expect(view.blocked.map(({ action }) => action)).toContain('resolve')
    await pass(24 * 4)
    await pass(24)
    expect((await ladderActs(id)).filter((action) => action === 'order_overdue')).toHaveLength(1)
    await app.step('gridWorker11', id, { action: 'answer_order', words: '配件今天到货，明天上午换好' })
    expect(await order()).toMatchObject({ answer: '配件今天到货，明天上午换好' })
    expect((await order())?.doneAt).not.toBeNull()
    const again = await look(app.as('gridWorker11'), id)
    const names = [...again.next, ...again.blocked].map(({ action }) => action)
    expect(names).not.toContain('answer_order')
    expect(again.blocked.map(({ action }) => action)).not.toContain('resolve')
  })

  it('name the unit on the bulletin, and no person', async () => {
    const { rows, units } = await app.as('street1').call(listBulletins)
    expect(rows.map(({ matter }) => matter.id)).toEqual([id])
    expect(rows[0]?.matter.place).toMatchObject({
      nameEn: expect.stringMatching(/^Building/),
      above: { nameEn: expect.stringMatching(/\w/) },
    })
    expect(units).toMatchObject([{ times: 1 }])
    expect(JSON.stringify(rows)).not.toContain(await app.nameOf('gridWorker11'))
    expect((await app.as('community2').call(listBulletins)).rows).toEqual([])
    const far = { query: { month: '2031-01' } }
    expect((await app.as('street1').call(listBulletins, far)).rows).toEqual([])
  })

  it('call to a talk, which is recorded with its outcome', async () => {
    await pass(24 * 9)
    expect(await ladderActs(id)).toContain('talk')
    expect(await app.refusal('gridWorker11', id, { action: 'record_talk', words: '谈过了' })).toMatchObject({
      status: 403,
    })
    await app.step('street1', id, { action: 'record_talk', words: '责令三天内办结，每日报告' })
    const talk = (await look(app.as('street1'), id)).measures.find(({ kind }) => kind === 'talk')
    expect(talk).toMatchObject({ answer: '责令三天内办结，每日报告' })
    expect(await faults()).toEqual([])
  })

  it('call to a talk that is recorded though the matter was voided meanwhile', async () => {
    const other = await app.matterIn('handling')
    for (let n = 0; n < 60 && !(await app.row(other.id)).talk_due_at; n++) await pass(12)
    await app.step('community1', other.id, { action: 'void', reason: 'test', words: '测试' })
    await app.step('street1', other.id, { action: 'record_talk', words: '已谈，测试事项' })
    expect(await app.row(other.id)).toMatchObject({ state: 'void', talk_due_at: null })
    expect(await faults()).toEqual([])
  })

  it('rest while the matter rests, and are not shown to the reporter', async () => {
    const filed = await app.matterIn('handling')
    await sweep(app.db, app.clock.now())
    const day = new Date(app.clock.now().getTime() + 20 * 24 * hour).toISOString().slice(0, 10)
    await app.step('community1', filed.id, { action: 'suspend', reviewOn: day, words: '等采购' })
    await pass(24 * 10)
    expect(await ladderActs(filed.id)).toEqual([])
    const order = { action: 'order', reason: 'evading', dueAt: '', words: '请尽快' }
    expect((await app.refusal('street1', filed.id, order)).status).toBe(400)
  })

  it('leave the term of an order by hand that ends sooner', async () => {
    const { id } = await app.matterIn('handling')
    await sweep(app.db, app.clock.now())
    const due = (await look(app.as('gridWorker11'), id)).clock?.dueAt ?? ''
    const soon = new Date(new Date(due).getTime() + 2 * hour).toISOString()
    app.clock.move(new Date(due).getTime() - app.clock.now().getTime())
    await app.step('street1', id, { action: 'order', reason: 'other', dueAt: soon, words: '限期答复' })
    // Four working hours after the deadline comes the ladder's own, to be answered a working day later.
    for (let n = 0; n < 60 && Number((await app.row(id)).orders) < 2; n++) await pass(6)
    const terms = (await look(app.as('street1'), id)).measures.map(({ dueAt }) => dueAt ?? '').sort()
    expect(terms).toHaveLength(2)
    expect((await app.row(id)).order_due_at).toEqual(new Date(terms[0] ?? ''))
    expect(await faults()).toEqual([])
  })
})

describe('a ladder that comes while clocks run', () => {
  const clockOf = async (id: MatterId) => {
    const { rows } = await app.db.read((tx) =>
      sql<{ at: Date | null; step: number | null; version: number | null }>`select ladder_at as at, ladder_step as step,
        ladder_version as version from matters.clocks where matter_id = ${id} and stopped_at is null`.execute(tx),
    )
    return rows[0] ?? expect.fail('no clock runs')
  }
  const save = async (steps: (typeof usualLadder)['steps'], validFrom?: Date) => {
    const { newest } = await admin().call(getLadderRules)
    const body = {
      ladders: steps.length > 0 ? [{ ...usualLadder, steps: steps.map((step) => ({ ...step })) }] : [],
      ...{ base: newest, source: '修订' },
      ...(validFrom ? { validFrom: validFrom.toISOString() } : {}),
    }
    return (await admin().call(saveLadderRules, { body })).version
  }
  const [urge, order, bulletin, talk] = usualLadder.steps as [LadderStep, LadderStep, LadderStep, LadderStep]

  it('takes what is still to come, once, and makes nothing up', async () => {
    await save([])
    const filed = await app.matterIn('handling')
    await pass(0)
    expect(await clockOf(filed.id)).toMatchObject({ at: null })
    const due = new Date((await look(app.as('gridWorker11'), filed.id)).clock?.dueAt ?? 0)
    app.clock.move(due.getTime() - app.clock.now().getTime() + hour)
    const version = await save([urge, order, bulletin, talk])
    // Several look at once, and each batch is taken by one.
    await Promise.all([1, 2, 3].map(() => sweep(app.db, app.clock.now())))
    expect(await clockOf(filed.id)).toMatchObject({ step: 1, version })
    expect(await ladderActs(filed.id)).toEqual([])
    await pass(24 * 3)
    const taken = await ladderActs(filed.id)
    expect(taken.slice(0, 1)).toEqual(['order'])
    expect(taken).not.toContain('urge')
    // Another version counts its steps anew: the same number of another version is another step.
    const again = await save([urge, { ...talk, when: { amount: 20, unit: 'days' } }])
    await pass(0)
    expect(await clockOf(filed.id)).toMatchObject({ step: 1, version: again })
    await pass(24 * 21)
    expect((await ladderActs(filed.id)).filter((action) => action === 'talk')).toHaveLength(1)
    expect(await faults()).toEqual([])
  })

  it('reaches them on its day and not before, with what the earlier one owed by then', async () => {
    await save([urge])
    const filed = await app.matterIn('handling')
    await pass(0)
    const planned = (await clockOf(filed.id)).at ?? expect.fail('no step is due')
    const day = new Date(planned.getTime() + hour)
    const version = await save([{ ...order, when: { amount: 30, unit: 'days' } }], day)
    await pass(0)
    expect((await clockOf(filed.id)).version).toBe(version - 1)
    // No worker ran while the one was owed and the other began.
    app.clock.move(day.getTime() - app.clock.now().getTime() + hour)
    await pass(0)
    expect(await ladderActs(filed.id)).toEqual(['urge'])
    expect(await clockOf(filed.id)).toMatchObject({ step: 0, version })
  })

  it('of a version that was saved when this was not so stays with what begins afterwards', async () => {
    await save([])
    const filed = await app.matterIn('handling')
    await pass(0)
    const version = await save([{ ...order, when: { amount: 30, unit: 'days' } }])
    await app.db.tx((tx) =>
      sql`update matters.rule_versions set reaches_running = false where rule = 'ladder' and version = ${version}`.execute(
        tx,
      ),
    )
    await pass(0)
    expect((await clockOf(filed.id)).version).toBe(version - 1)
  })
})

describe('a ladder of a category', () => {
  it('is for it and what lies below, and for nothing that the kind does not have', async () => {
    const { kinds, trees, newest } = await admin().call(getLadderRules)
    const demand = kinds.find(({ code }) => code === 'demand') ?? expect.fail('no demand')
    expect(trees.find(({ tree }) => tree === demand.tree)?.categories.map(({ code }) => code)).toContain('0802')
    const one = (category: string, amount: number) => ({
      ...{ kind: 'demand', category, priority: null },
      steps: [{ when: { amount, unit: 'percent' as const }, what: 'urge' as const, by: 'street' as const }],
    })
    const unknown = await admin().ask(tryLadderRules, { body: { ladders: [one('7799', 50)] } })
    expect([unknown.status, unknown.reason]).toEqual([400, 'matters.bad_ladder'])
    const body = { ladders: [one('08', 90), one('0802', 10), one('01', 10)], base: newest, source: '分类督办' }
    await admin().call(saveLadderRules, { body })
    expect((await admin().call(getLadderRules)).body).toEqual(body.ladders)
    const filed = await app.reportBy('resident1', '楼道灯又不亮了', { category: '080201' })
    await sweep(app.db, app.clock.now())
    const { rows } = await app.db.read((tx) =>
      sql<{
        at: Date
        span: Span
        startedAt: Date
        dueAt: Date
      }>`select ladder_at as at, span, started_at as "startedAt",
        due_at as "dueAt" from matters.clocks where matter_id = ${filed.id} and stopped_at is null`.execute(tx),
    )
    const [clock] = rows
    if (!clock) throw new Error('no clock runs')
    const by = (amount: number) => one('', amount).steps.map((step) => stepAt(defaultCalendar, clock, step))
    expect([clock.at]).toEqual(by(10))
    expect(by(10)).not.toEqual(by(90))
  })
})

describe('an order by hand', () => {
  const term = (days: number) => new Date(app.clock.now().getTime() + days * 24 * hour).toISOString()

  it('has a reason, a term and a number of its own, and one waits at a time', async () => {
    const { id } = await app.matterIn('handling')
    const order = { action: 'order', reason: 'repeated', dueAt: term(2), words: '居民第三次反映' } as const
    expect(await app.refusal('gridWorker11', id, order)).toMatchObject({ status: 403 })
    expect(await app.refusal('street1', id, { ...order, reason: 'moon' })).toMatchObject({ status: 400 })
    expect(await app.refusal('street1', id, { ...order, dueAt: term(-1) })).toMatchObject({ fields: ['dueAt'] })
    expect(await app.refusal('street1', id, { ...order, dueAt: term(90) })).toMatchObject({ fields: ['dueAt'] })
    await app.step('street1', id, order)
    expect(await app.refusal('street1', id, order)).toMatchObject({ status: 422 })
    const { measures, supervised } = await look(app.as('community1'), id)
    expect(supervised).toBe(true)
    expect(measures).toMatchObject([{ origin: 'hand', reason: 'repeated', words: '居民第三次反映' }])
    expect(measures[0]?.number).toMatch(/^督〔20\d\d〕\d+号$/)
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.order_issued',
      payload: { facts: { reason: 'repeated' } },
    })
    await app.deliver()
    expect((await app.noticesOf('community1')).some(({ topic }) => topic === 'order')).toBe(true)
  })

  it('ends with the matter, and its reporter reads nothing of it', async () => {
    const filed = await app.reportBy('resident1', '楼道灯又不亮了', { category: '080201' })
    await app.step('street1', filed.id, { action: 'order', reason: 'other', dueAt: term(2), words: '重点督办' })
    const seen = await look(app.as('resident1'), filed.id)
    expect(seen).toMatchObject({ measures: [], supervised: false })
    expect(seen.timeline.map(({ action }) => action)).not.toContain('order')
    await app.step('community1', filed.id, { action: 'void', reason: 'test', words: '测试' })
    expect(await app.row(filed.id)).toMatchObject({ orders: 1, order_due_at: null })
    await pass(24 * 5)
    expect(await ladderActs(filed.id)).toEqual(['order'])
    expect(await faults()).toEqual([])
  })

  it('is not lost by merging the matter and taking that back', async () => {
    const [{ id }, other] = [await app.matterIn('handling'), await app.matterIn('handling')]
    await app.step('street1', id, { action: 'order', reason: 'evading', dueAt: term(2), words: '请说明' })
    await app.step('community1', id, { action: 'merge', intoId: other.id })
    expect(await app.row(id)).toMatchObject({ order_due_at: null })
    await app.step('community1', id, { action: 'unmerge', words: '并错了' })
    const { supervised, blocked } = await look(app.as('gridWorker11'), id)
    expect(supervised).toBe(true)
    expect(blocked.map(({ action }) => action)).toContain('resolve')
    expect(await faults()).toEqual([])
  })

  it('that ended with its matter is told as late by nobody, though the matter was reopened and has another', async () => {
    const { id, receiptCode } = await app.matterIn('resolved')
    const order = { action: 'order', reason: 'other', words: '请说明' } as const
    await app.step('street1', id, { ...order, dueAt: term(2) })
    const [first] = (await look(app.as('street1'), id)).measures
    app.clock.move(hour)
    await app.byReceipt(receiptCode, { action: 'confirm', rating: 5 })
    app.clock.move(hour)
    await app.step('community1', id, { action: 'reopen', words: '又坏了' })
    app.clock.move(hour)
    await app.step('street1', id, { ...order, dueAt: term(30) })
    await pass(24 * 4)
    const late = (await app.ledger(id)).filter(({ payload }) => payload.action === 'order_overdue')
    expect(late.map(({ payload }) => payload.facts?.['measure'])).not.toContain(first?.id)
    expect(await faults()).toEqual([])

    // Nor is it answered by what is said to the other, which came in time.
    const standing = async () =>
      (await look(app.as('gridWorker11'), id)).measures.map(({ doneAt, lapsed }) => [doneAt !== null, lapsed])
    expect(await standing()).toEqual([
      [false, false],
      [false, true],
    ])
    await app.step('gridWorker11', id, { action: 'answer_order', words: '配件已到，明天换' })
    expect((await app.lastEvent(id)).payload.facts).toMatchObject({ late: false, measures: [expect.any(String)] })
    expect(await standing()).toEqual([
      [true, false],
      [false, true],
    ])
    expect(await faults()).toEqual([])
  })

  it('that is changed behind the ledger’s back is found out', async () => {
    await tamper(app.db.url, `update matters.measures set done_at = now() where serial = 2`)
    await tamper(app.db.url, `delete from matters.measures where kind = 'bulletin'`)
    const said = (await faults()).map(({ check, what }) => `${check}: ${what}`).join('\n')
    expect(said).toMatch(/matters.measures: .* says done/)
    expect(said).toMatch(/matters.measures: .* is gone/)
  })
})
