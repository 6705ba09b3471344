import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Broken, verifyLedger } from '../../kernel/events/verify.ts'
import { type TestApp, type TestClient, testApp } from '../../kernel/testing/app.ts'
import type { Day } from '../../kernel/time/day.ts'
import {
  addContact,
  closeFirm,
  confirmContact,
  type FirmId,
  getFirm,
  mergeFirms,
  recordFacts,
  undoMerge,
} from '../enterprises/contract.ts'
import { readBack } from '../matters/import/import.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import { me } from '../people/contract.ts'
import { candidatePage, directPage } from './candidate-queries.ts'
import * as contract from './contract.ts'
import { carryToToday, runEvaluation } from './evaluation-job.ts'
import { policyEvents, policyStream, pushEvents, pushStream } from './events.ts'
import { firmWith, officeBuilding, plainSpec, publishPolicy, speaksFor, verdictsKept } from './policy-app.fixture.ts'
import { markMyPush, myFirmPolicies } from './portal/contract.ts'
import { saveDefaultPolicies } from './public.ts'
import { rowsWalked } from './rows-walked.fixture.ts'
import { verifyPolicies } from './verify.ts'

let app: TestApp
let desk: TestClient
let big: FirmId
let small: FirmId
let silent: FirmId

beforeAll(async () => {
  app = await testApp()
  desk = app.signInAs('community1')
  await officeBuilding(desk, app.town.places.building111)
  big = await firmWith(desk, app.town.places.building111, '大象机械有限公司', {
    staff: 30,
    graduatesHired: 4,
    revenue: 50_000_000,
  })
  small = await firmWith(desk, app.town.places.building111, '小蚁科技有限公司', { staff: 3, graduatesHired: 1 })
  silent = await firmWith(desk, app.town.places.building111, '未名商贸有限公司')
  await app.deliver()
})
afterAll(() => app.close())

const as = (who: Parameters<TestApp['signInAs']>[0]) => app.signInAs(who)

const faults = async () => {
  const broken: Broken[] = []
  const report = await verifyLedger(app.db, [verifyPolicies], app.clock.now())
  broken.push(...report.broken)
  return broken.map(({ check, what }) => `${check} ${what}`)
}

describe('writing', () => {
  it('tells every fault with its place, and saves nothing', async () => {
    const spec = {
      ...plainSpec,
      conditions: { and: [{ '>=': [{ fact: 'staf' }, 1] }, { '>=': [{ fact: 'staff' }, 'x'] }] },
    }
    const refused = await desk.ask(contract.saveDraft, { params: { code: 'wrong' }, body: { spec } })
    expect([refused.status, refused.reason]).toEqual([400, 'policies.bad_spec'])
    expect(refused.error?.fields?.map(({ path }) => path)).toContain('spec/conditions/and/0/>=/0/fact')
    expect((await desk.ask(contract.getPolicy, { params: { code: 'wrong' } })).status).toBe(404)
  })

  it('makes a new version of each save, and never edits one', async () => {
    const params = { code: 'kept' }
    const one = await desk.call(contract.saveDraft, { params, body: { spec: plainSpec } })
    const two = await desk.call(contract.saveDraft, { params, body: { spec: { ...plainSpec, source: '第二稿' } } })
    expect([one.version, two.version]).toEqual([1, 2])
    expect((await app.events(policyStream('kept'))).map(({ type }) => type)).toEqual([
      policyEvents.saved,
      policyEvents.saved,
    ])
    const edited = app.db.tx((tx) =>
      sql`update policies.versions set spec = spec || '{"source":"x"}' where code = 'kept'`.execute(tx),
    )
    await expect(edited).rejects.toThrow('never edited')
  })

  it('keeps drafts from others and rights to who may', async () => {
    const at = (code: string) => ({ params: { code } })
    expect((await app.anyone.ask(contract.getPolicy, at('kept'))).status).toBe(401)
    expect((await as('resident1').ask(contract.getPolicy, at('kept'))).status).toBe(403)
    expect((await as('community2').ask(contract.getPolicy, at('kept'))).status).toBe(404)
    expect((await as('street1').ask(contract.getPolicy, at('kept'))).status).toBe(200)
    expect((await as('supervisor').ask(contract.getPolicy, at('kept'))).status).toBe(200)
    const body = { spec: plainSpec }
    expect((await as('gridWorker11').ask(contract.saveDraft, { ...at('other'), body })).status).toBe(403)
    expect((await as('community2').ask(contract.saveDraft, { ...at('kept'), body })).status).toBe(403)
    // A department writes for its own office only.
    expect((await as('waterDepartment').ask(contract.saveDraft, { ...at('water'), body })).status).toBe(403)
    const own = { spec: { ...plainSpec, office: 'department' } }
    expect((await as('waterDepartment').ask(contract.saveDraft, { ...at('water'), body: own })).status).toBe(200)
    expect((await as('administrator').ask(contract.saveDraft, { ...at('kept'), body })).status).toBe(200)
  })

  it('tries a draft on real firms without writing anything', async () => {
    const { counts, examples } = await desk.call(contract.tryDraft, { body: { spec: plainSpec } })
    expect(counts).toEqual({ fits: 1, unknown: 1, unfit: 1 })
    expect(examples.fits[0]).toMatchObject({ firmId: big, amountFrom: 800_000, amountTo: 800_000 })
    expect(examples.fits[0]?.facts).toEqual([{ key: 'graduatesHired', value: 4 }])
    const bySales = { ...plainSpec, amount: { kind: 'rate', of: { fact: 'revenue' }, rate: 100 } }
    const { examples: secret } = await desk.call(contract.tryDraft, { body: { spec: bySales as typeof plainSpec } })
    expect(secret.fits[0]?.facts).toEqual([])
    expect(examples.fits[0]?.reasons[0]?.zh).toBe('在职人数不少于 10 人（30 人）')
    expect(examples.unfit[0]?.reasons[0]?.zh).toBe('在职人数不少于 10 人')
    expect(examples.unknown[0]?.reasons[0]?.zh).toBe('在职人数')
    expect((await as('community2').call(contract.tryDraft, { body: { spec: plainSpec } })).counts.fits).toBe(0)
    const admin = await as('administrator').call(contract.tryDraft, { body: { spec: plainSpec } })
    expect([admin.counts.fits, admin.examples.fits.length]).toEqual([1, 0])
    expect((await desk.ask(contract.tryDraft, { body: { spec: { title: 1 } } })).status).toBe(400)
    expect((await as('supervisor').ask(contract.tryDraft, { body: { spec: plainSpec } })).status).toBe(403)
  })
})

describe('in force', () => {
  it('evaluates all firms when it is published, and a firm anew when a fact that it reads changes', async () => {
    await publishPolicy(app, desk, 'jobs')
    await publishPolicy(app, desk, 'other_fact', { conditions: { fact: 'isHighTech' } })
    const before = await verdictsKept(app, 'jobs')
    expect([before.get(big)?.verdict, before.get(small)?.verdict, before.get(silent)?.verdict]).toEqual([
      'fits',
      'unfit',
      'unknown',
    ])
    expect(before.get(big)?.amount_from).toBe(800_000)
    expect(before.get(silent)?.missing).toEqual(['staff'])
    app.clock.set(new Date('2026-11-24T02:00:00Z'))
    await desk.call(recordFacts, { params: { firmId: silent }, body: { facts: [{ key: 'staff', value: 12 }] } })
    await app.deliver()
    expect((await verdictsKept(app, 'jobs')).get(silent)).toMatchObject({
      verdict: 'fits',
      missing: ['graduatesHired'],
      evaluated_on: '2026-11-24',
    })
    // The other policy does not read staff: its verdict is that of the day before.
    expect((await verdictsKept(app, 'other_fact')).get(silent)?.evaluated_on).toBe('2026-11-23')
    expect(await faults()).toEqual([])
  })

  it('lists who fits by certainty and sum, with filters, and exports the same', async () => {
    const list = await desk.call(contract.listCandidates, { params: { code: 'jobs' } })
    expect(list.rows.map(({ firmId }) => firmId)).toEqual([big, silent])
    const unfit = await desk.call(contract.listCandidates, { params: { code: 'jobs' }, query: { verdict: ['unfit'] } })
    expect(unfit.rows.map(({ name }) => name)).toEqual(['小蚁科技有限公司'])
    const found = await desk.call(contract.listCandidates, { params: { code: 'jobs' }, query: { q: '大象' } })
    expect(found.total).toBe(1)
    expect((await as('community2').call(contract.listCandidates, { params: { code: 'jobs' } })).total).toBe(0)
    expect((await as('gridWorker11').call(contract.listCandidates, { params: { code: 'jobs' } })).total).toBe(2)
    expect((await desk.ask(contract.listCandidates, { params: { code: 'nothing' } })).status).toBe(404)
    expect((await as('resident1').ask(contract.listCandidates, { params: { code: 'jobs' } })).status).toBe(403)
    const sheet = await desk.ask(contract.exportCandidates, { params: { code: 'jobs' } })
    const { rows } = await readBack(sheet.body as unknown as Buffer)
    expect(rows.map(({ cells }) => cells[0])).toEqual(['大象机械有限公司', '未名商贸有限公司'])
  })

  it('counts by area in the list', async () => {
    const { rows } = await desk.call(contract.listPolicies)
    const jobs = rows.find(({ code }) => code === 'jobs')
    expect([jobs?.state, jobs?.counts]).toEqual(['live', { fits: 2, unknown: 0, unfit: 1 }])
    const far = await as('community3').call(contract.listPolicies)
    expect(far.rows.find(({ code }) => code === 'jobs')?.counts.fits).toBe(0)
  })

  it('is replaced by a newer version, and withdrawn with a reason', async () => {
    const second = await publishPolicy(app, desk, 'jobs', { conditions: { '>=': [{ fact: 'staff' }, 20] } })
    expect((await verdictsKept(app, 'jobs')).get(silent)).toMatchObject({ verdict: 'unfit', version: second })
    const view = await desk.call(contract.getPolicy, { params: { code: 'jobs' } })
    expect(view.versions.map(({ version, state, replacedBy }) => [version, state, replacedBy])).toEqual([
      [2, 'published', null],
      [1, 'withdrawn', 2],
    ])
    const again = await desk.ask(contract.publish, { params: { code: 'jobs', version: second } })
    expect([again.status, again.reason]).toEqual([409, 'policies.published_already'])
    expect((await desk.ask(contract.publish, { params: { code: 'jobs', version: 1 } })).status).toBe(422)
    expect(
      (await as('community2').ask(contract.withdraw, { params: { code: 'jobs' }, body: { why: '误发' } })).status,
    ).toBe(403)
    expect((await desk.ask(contract.withdraw, { params: { code: 'other_fact' }, body: {} })).status).toBe(400)
    await desk.call(contract.withdraw, { params: { code: 'other_fact' }, body: { why: '资金已用完' } })
    expect((await verdictsKept(app, 'other_fact')).size).toBe(0)
    const types = (await app.events(policyStream('other_fact'))).map(({ type }) => type)
    expect(types.at(-1)).toBe(policyEvents.withdrawn)
    await publishPolicy(app, desk, 'jobs')
  })

  it('can be stopped while it evaluates, and asked for again', async () => {
    const { runId } = await desk.call(contract.startEvaluation, { params: { code: 'jobs' } })
    await desk.call(contract.cancelEvaluation, { params: { code: 'jobs' } })
    await runEvaluation(app.services, app.town.tenantId, runId)
    expect((await desk.call(contract.getPolicy, { params: { code: 'jobs' } })).run).toMatchObject({
      state: 'cancelled',
      done: 0,
    })
    const next = await desk.call(contract.startEvaluation, { params: { code: 'jobs' } })
    await runEvaluation(app.services, app.town.tenantId, next.runId)
    expect((await desk.call(contract.getPolicy, { params: { code: 'jobs' } })).run).toMatchObject({
      state: 'done',
      done: 3,
      total: 3,
    })
    const types = (await app.events(policyStream('jobs'))).map(({ type }) => type)
    expect(types.slice(-3)).toEqual([
      policyEvents.evaluationAsked,
      policyEvents.evaluationCancelled,
      policyEvents.evaluationAsked,
    ])
    expect((await as('supervisor').ask(contract.startEvaluation, { params: { code: 'jobs' } })).status).toBe(403)
  })

  it('follows the calendar at night', async () => {
    await publishPolicy(app, desk, 'soon', { validFrom: '2026-12-01' })
    expect((await verdictsKept(app, 'soon')).get(big)?.verdict).toBe('unfit')
    app.clock.set(new Date('2026-12-02T02:00:00Z'))
    await carryToToday(app.services, app.town.tenantId)
    expect((await verdictsKept(app, 'soon')).get(big)).toMatchObject({ verdict: 'fits', evaluated_on: '2026-12-02' })
    expect(await faults()).toEqual([])
  })
})

describe('a firm', () => {
  it('is told what fits, what does not and why, and the one next question', async () => {
    const told = await desk.call(contract.ofFirm, { params: { firmId: small } })
    expect(told.unfit.find(({ code }) => code === 'jobs')?.failed[0]?.zh).toBe('在职人数不少于 10 人')
    const other = await firmWith(desk, app.town.places.building111, '新来的有限公司')
    await app.deliver()
    const asked = await desk.call(contract.ofFirm, { params: { firmId: other } })
    expect([asked.question?.fact.key, asked.unknown.map(({ code }) => code)]).toEqual(['staff', ['jobs', 'soon']])
    const params = { firmId: other }
    const answered = await desk.call(contract.answer, { params, body: { key: 'staff', value: 15 } })
    expect(answered.fits.map(({ code }) => code)).toEqual(['jobs', 'soon'])
    // Verdicts are settled: next is what the sum depends on.
    expect(answered.question?.fact.key).toBe('graduatesHired')
    expect((await verdictsKept(app, 'jobs')).get(other)?.verdict).toBe('fits')
    const stream = await app.events(`enterprises:${other}`)
    expect(stream.at(-1)).toMatchObject({
      type: 'enterprises.fact_recorded',
      payload: { fact: { key: 'staff', source: 'staff' } },
    })
    await app.deliver()
    expect(await faults()).toEqual([])
  })

  it('is told as an answer is typed what it would come to; nothing is written', async () => {
    const silentOne = await firmWith(desk, app.town.places.building111, '还没开口的有限公司')
    const params = { firmId: silentOne }
    const tried = await desk.call(contract.tryAnswer, { params, body: { key: 'staff', value: 9 } })
    expect([tried.fits, tried.unfit.map(({ code }) => code)]).toEqual([[], expect.arrayContaining(['jobs'])])
    const more = await desk.call(contract.tryAnswer, { params, body: { key: 'staff', value: 10 } })
    expect(more.fits.map(({ code }) => code)).toEqual(expect.arrayContaining(['jobs']))
    const asItStands = await desk.call(contract.ofFirm, { params })
    expect([asItStands.question?.fact.key, asItStands.fits]).toEqual(['staff', []])
    expect((await app.events(`enterprises:${silentOne}`)).map(({ type }) => type)).toEqual([
      'enterprises.firm_registered',
    ])
    const ask = (who: TestClient, value: number) =>
      who.ask(contract.tryAnswer, { params, body: { key: 'staff', value } })
    const wrong = await ask(desk, -1)
    expect([wrong.status, wrong.reason]).toEqual([400, 'policies.bad_answer'])
    expect((await ask(app.anyone, 9)).status).toBe(401)
    expect((await ask(as('resident1'), 9)).status).toBe(403)
    expect((await ask(as('community2'), 9)).status).toBe(404)
    await desk.call(closeFirm, { params, body: { on: '2026-12-02', kind: 'closed', why: '已办理注销' } })
    await app.deliver()
  })

  it('refuses answers that a fact cannot have, and those who may not', async () => {
    const params = { firmId: small }
    const wrong = await desk.ask(contract.answer, { params, body: { key: 'staff', value: -1 } })
    expect([wrong.status, wrong.reason, wrong.error?.fields?.[0]?.path]).toEqual([400, 'policies.bad_answer', 'value'])
    expect((await desk.ask(contract.answer, { params, body: { key: 'nothing', value: 1 } })).status).toBe(400)
    const body = { key: 'staff', value: 3 }
    expect((await app.anyone.ask(contract.answer, { params, body })).status).toBe(401)
    expect((await as('community2').ask(contract.answer, { params, body })).status).toBe(404)
    expect((await as('supervisor').ask(contract.answer, { params, body })).status).toBe(403)
    expect((await as('resident1').ask(contract.ofFirm, { params })).status).toBe(403)
  })

  it('loses its verdicts when it closes', async () => {
    await desk.call(closeFirm, {
      params: { firmId: silent },
      body: { on: '2026-12-02', kind: 'closed', why: '已办理注销' },
    })
    await app.deliver()
    expect((await verdictsKept(app, 'jobs')).has(silent)).toBe(false)
    expect(await faults()).toEqual([])
  })
})

describe('pushing', () => {
  it('tells the firm with reasons, once for a version', async () => {
    const contact = { name: '李厂长', phone: '10000008001', duty: '厂长' }
    const { contactId } = await desk.call(addContact, { params: { firmId: big }, body: contact })
    const personId = app.town.persons.resident2
    await desk.call(confirmContact, { params: { contactId }, body: { how: '上门核实' } })
    // A neighbour whom the town knows speaks for the firm.
    await app.db.tx((tx) =>
      sql`update enterprises.contacts set person_id = ${personId} where id = ${contactId}`.execute(tx),
    )
    const preview = await desk.call(contract.previewPush, { params: { code: 'jobs', firmId: big } })
    expect(preview).toMatchObject({
      members: 1,
      words: { zh: '贵企业符合「用工补贴（示例）」，可享 8,000 元。请按要求申报。' },
    })
    const params = { code: 'jobs' }
    const first = await desk.call(contract.push, { params, body: { firmIds: [big, small] } })
    expect(first).toEqual({ pushed: 1, already: 0, unfit: 1 })
    expect(await desk.call(contract.push, { params, body: { firmIds: [big] } })).toEqual({
      pushed: 0,
      already: 1,
      unfit: 0,
    })
    const member = as({ tenantId: app.town.tenantId, personId })
    const { rows } = await member.call(listNotices)
    expect(rows.map(({ words }) => words.zh)).toEqual([
      '贵企业符合「用工补贴（示例）」，可享 8,000 元。请按要求申报。依据：在职人数不少于 10 人（30 人）。',
    ])
    expect(rows[0]?.subject).toEqual({ kind: 'firm/policies', id: big })
    const { fits } = await desk.call(contract.ofFirm, { params: { firmId: big } })
    const pushId = fits.find(({ code }) => code === 'jobs')?.push?.id
    if (!pushId) throw new Error('not pushed')
    await member.call(markMyPush, { params: { firmId: big, pushId }, body: { step: 'read' } })
    await desk.call(contract.markPush, { params: { pushId }, body: { step: 'applied' } })
    expect((await desk.ask(contract.markPush, { params: { pushId }, body: { step: 'granted' } })).status).toBe(400)
    await desk.call(contract.markPush, { params: { pushId }, body: { step: 'granted', fen: 800_000 } })
    expect((await member.call(listNotices)).rows.find(({ words }) => words.zh.includes('已兑现'))).toMatchObject({
      words: { zh: '「用工补贴（示例）」已兑现：8,000 元。', en: '“Staff subsidy (example)” was granted: CNY 8,000.' },
      subject: { kind: 'firm/policies', id: big },
    })
    const late = await desk.ask(contract.markPush, { params: { pushId }, body: { step: 'refused', why: '材料不全' } })
    expect([late.status, late.reason]).toEqual([409, 'policies.granted_already'])
    expect((await app.events(pushStream(pushId))).map(({ type }) => type)).toEqual([
      pushEvents.pushed,
      pushEvents.read,
      pushEvents.applied,
      pushEvents.granted,
    ])
    const { timeline } = await desk.call(getFirm, { params: { firmId: big } })
    const story = timeline.filter(({ source }) => source === 'policy').map(({ words }) => words.zh)
    expect(story.toSorted()).toEqual(['政策已推送', '政策已读', '政策已申报', '政策已兑现'].toSorted())
    const nameOf = async (who: TestClient) => (await who.call(me)).name
    const did = timeline.filter(({ source }) => source === 'policy').map(({ words, who }) => `${words.zh} ${who}`)
    expect(did).toContain(`政策已读 ${await nameOf(member)}`)
    expect(did).toContain(`政策已兑现 ${await nameOf(desk)}`)
  })

  it('shows figures that lead to exactly what they count', async () => {
    const { rows, figures } = await desk.call(contract.listPolicies)
    expect(figures).toEqual({ pushed: 1, read: 1, applied: 1, granted: 1, refused: 0, grantedFen: 800_000 })
    expect(rows.find(({ code }) => code === 'jobs')?.figures.granted).toBe(1)
    for (const figure of contract.pushFigures)
      expect((await desk.call(contract.listPushes, { query: { figure } })).rows).toHaveLength(figures[figure])
    expect((await as('community2').call(contract.listPushes)).total).toBe(0)
  })

  it('reaches only firms of the area, and is refused to others', async () => {
    const ask = (who: TestClient) => who.ask(contract.push, { params: { code: 'jobs' }, body: { firmIds: [big] } })
    expect((await ask(app.anyone)).status).toBe(401)
    expect((await ask(as('gridWorker11'))).status).toBe(403)
    expect((await ask(as('community2'))).status).toBe(404)
    expect((await desk.ask(contract.push, { params: { code: 'jobs' }, body: { firmIds: [] } })).status).toBe(400)
    expect((await desk.ask(contract.push, { params: { code: 'other_fact' }, body: { firmIds: [big] } })).status).toBe(
      422,
    )
  })

  it('can be taken back and made again', async () => {
    await desk.call(contract.push, { params: { code: 'soon' }, body: { firmIds: [big] } })
    const { rows } = await desk.call(contract.listPushes, { query: { code: 'soon' } })
    const pushId = rows[0]?.id
    if (!pushId) throw new Error('not pushed')
    const body = { step: 'withdrawn' as const }
    expect((await desk.ask(contract.markPush, { params: { pushId }, body })).status).toBe(400)
    await desk.call(contract.markPush, { params: { pushId }, body: { ...body, why: '发错了' } })
    expect(await desk.call(contract.push, { params: { code: 'soon' }, body: { firmIds: [big] } })).toMatchObject({
      pushed: 1,
    })
  })

  it('lists who is paid without applying: on known facts alone, until they are paid', async () => {
    await publishPolicy(app, desk, 'direct_one', { how: 'direct' })
    const { rows, sumFen } = await desk.call(contract.listDirect)
    // The new firm fits as well, but its sum is not known.
    expect([rows.map(({ firmId }) => firmId), sumFen]).toEqual([[big], 800_000])
    await desk.call(contract.push, { params: { code: 'direct_one' }, body: { firmIds: [big] } })
    const [row] = (await desk.call(contract.listDirect)).rows
    if (!row?.push) throw new Error('not pushed')
    await desk.call(contract.markPush, { params: { pushId: row.push.id }, body: { step: 'granted', fen: 800_000 } })
    expect((await desk.call(contract.listDirect)).total).toBe(0)
  })

  it('follows a firm that was merged into another record: not paid twice, not pushed twice, told to who speaks for it', async () => {
    const known = { staff: 30, graduatesHired: 4 }
    const gone = await firmWith(desk, app.town.places.building111, '并记机械', known)
    const kept = await firmWith(desk, app.town.places.building111, '并记机械有限公司', known)
    await speaksFor(app, desk, kept, 'resident1', '10000008002')
    await app.deliver()
    const direct = async () => (await desk.call(contract.listDirect, { query: { q: '并记' } })).rows
    expect((await direct()).map(({ firmId }) => firmId).toSorted()).toEqual([gone, kept].toSorted())
    const push = (code: string, firmId: FirmId) =>
      desk.call(contract.push, { params: { code }, body: { firmIds: [firmId] } })
    await push('direct_one', gone)
    await push('jobs', gone)
    const idOf = async (code: string) =>
      (await desk.call(contract.listPushes, { query: { code, firmId: gone } })).rows[0]?.id as contract.PushId
    const [paid, applied] = [await idOf('direct_one'), await idOf('jobs')]
    await desk.call(contract.markPush, { params: { pushId: paid }, body: { step: 'granted', fen: 800_000 } })
    const { mergeId } = await desk.call(mergeFirms, {
      params: { firmId: kept },
      body: { goneId: gone, why: '同一家' },
    })
    await app.deliver()
    expect(await direct()).toEqual([])
    expect(await push('direct_one', kept)).toEqual({ pushed: 0, already: 1, unfit: 0 })
    const candidates = await desk.call(contract.listCandidates, { params: { code: 'jobs' }, query: { q: '并记' } })
    expect(candidates.rows.map(({ firmId, push: known }) => [firmId, known?.id])).toEqual([[kept, applied]])
    const pushed = async (asked: boolean) =>
      (await desk.call(contract.listCandidates, { params: { code: 'jobs' }, query: { q: '并记', pushed: asked } }))
        .total
    expect([await pushed(true), await pushed(false)]).toEqual([1, 0])
    const { fits } = await desk.call(contract.ofFirm, { params: { firmId: kept } })
    expect(fits.find(({ code }) => code === 'direct_one')?.push).toMatchObject({ id: paid, step: 'granted' })
    const member = app.signInAs('resident1')
    const own = await member.call(myFirmPolicies, { params: { firmId: kept } })
    expect(own.pushes.map(({ id }) => id).toSorted()).toEqual([paid, applied].toSorted())
    await member.call(markMyPush, { params: { firmId: kept, pushId: applied }, body: { step: 'applied' } })
    await desk.call(contract.markPush, { params: { pushId: applied }, body: { step: 'refused', why: '材料不全' } })
    expect((await member.call(listNotices)).rows.map(({ words, subject }) => [words.zh, subject])).toContainEqual([
      '「用工补贴（示例）」未能兑现，原因：材料不全。',
      { kind: 'firm/policies', id: kept },
    ])
    await desk.call(undoMerge, { params: { mergeId } })
    await app.deliver()
    expect((await direct()).map(({ firmId }) => firmId)).toEqual([kept])
  })

  it('lists nobody to be paid anew because the words of a policy were corrected', async () => {
    const { rows } = await desk.call(contract.listDirect)
    expect(rows.map(({ firmId }) => firmId)).not.toContain(big)
    await publishPolicy(app, desk, 'direct_one', { how: 'direct', source: '示例〔2026〕20号（勘误）' })
    expect((await desk.call(contract.listDirect)).rows).toEqual(
      rows.map((row) => ({ ...row, version: row.version + 1 })),
    )
  })

  it('lists a firm anew for the time that follows the one for which it was paid', async () => {
    const query = { code: 'yearly', q: '大象' }
    const listed = async () => {
      const { rows, total, sumFen } = await desk.call(contract.listDirect, { query })
      expect([total, sumFen]).toEqual([rows.length, rows.length * 800_000])
      return rows.map(({ firmId, version }) => [firmId, version])
    }
    const pay = async () => {
      await desk.call(contract.push, { params: { code: 'yearly' }, body: { firmIds: [big] } })
      const [row] = (await desk.call(contract.listDirect, { query })).rows
      if (!row?.push) throw new Error('not pushed')
      await desk.call(contract.markPush, { params: { pushId: row.push.id }, body: { step: 'granted', fen: 800_000 } })
    }
    const first = { how: 'direct', validFrom: '2026-01-01', validUntil: '2026-12-03' } as const
    await publishPolicy(app, desk, 'yearly', first)
    expect(await listed()).toEqual([[big, 1]])
    await pay()
    expect(await listed()).toEqual([])
    await publishPolicy(app, desk, 'yearly', { ...first, source: '示例〔2026〕20号（勘误）' })
    expect(await listed()).toEqual([])
    const second = { how: 'direct', validFrom: '2026-12-03', validUntil: '2027-12-03' } as const
    await publishPolicy(app, desk, 'yearly', second)
    expect(await listed()).toEqual([])
    app.clock.set(new Date('2026-12-03T02:00:00Z'))
    await carryToToday(app.services, app.town.tenantId)
    expect(await listed()).toEqual([[big, 3]])
    await pay()
    await publishPolicy(app, desk, 'yearly', { ...second, source: '示例〔2026〕30号（勘误）' })
    expect(await listed()).toEqual([])
    // Without an end it is of one time with all that follow.
    await publishPolicy(app, desk, 'yearly', { ...second, validUntil: null })
    expect(await listed()).toEqual([])
  })

  /** What is pushed to two records of one firm, by the record. */
  async function pushedToBoth(code: string, gone: FirmId, kept: FirmId) {
    await desk.call(contract.push, { params: { code }, body: { firmIds: [gone, kept] } })
    const { rows } = await desk.call(contract.listPushes, { query: { code } })
    const idOf = (firmId: FirmId) => rows.find((row) => row.firmId === firmId)?.id as contract.PushId
    return { gone: idOf(gone), kept: idOf(kept) }
  }

  it('shows and pays once what was pushed to two records that became one firm', async () => {
    const known = { staff: 30, graduatesHired: 4 }
    const gone = await firmWith(desk, app.town.places.building111, '双记机械', known)
    const kept = await firmWith(desk, app.town.places.building111, '双记机械有限公司', known)
    await speaksFor(app, desk, kept, 'resident1', '10000008003')
    await app.deliver()
    const pushed = (code: string) => pushedToBoth(code, gone, kept)
    for (const code of ['paid_before', 'paid_after']) await publishPolicy(app, desk, code)
    const [before, after] = [await pushed('paid_before'), await pushed('paid_after')]
    const grant = (pushId: contract.PushId) =>
      desk.ask(contract.markPush, { params: { pushId }, body: { step: 'granted', fen: 800_000 } })
    expect((await grant(before.gone)).status).toBe(200)
    await desk.call(contract.markPush, { params: { pushId: after.gone }, body: { step: 'applied' } })
    const { mergeId } = await desk.call(mergeFirms, {
      params: { firmId: kept },
      body: { goneId: gone, why: '同一家' },
    })
    await app.deliver()
    const member = app.signInAs('resident1')
    const own = async () => (await member.call(myFirmPolicies, { params: { firmId: kept } })).pushes
    expect((await own()).map(({ id, step }) => [id, step]).toSorted()).toEqual(
      [
        [before.gone, 'granted'],
        [after.gone, 'applied'],
      ].toSorted(),
    )
    const again = await grant(before.kept)
    expect([again.status, again.reason]).toEqual([409, 'policies.firm_granted_already'])
    const applied = { params: { firmId: kept, pushId: before.kept }, body: { step: 'applied' as const } }
    expect((await member.ask(markMyPush, applied)).reason).toBe('policies.firm_granted_already')
    // Two offices at once: one of them pays.
    const both = await Promise.all([grant(after.gone), grant(after.kept)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await own()).map(({ step }) => step)).toEqual(['granted', 'granted'])
    // What is found out to be two firms after all goes on as two.
    await desk.call(undoMerge, { params: { mergeId } })
    await app.deliver()
    expect((await own()).find(({ code }) => code === 'paid_before')).toMatchObject({ id: before.kept, mayApply: true })
    expect((await grant(before.kept)).status).toBe(200)
    expect(await faults()).toEqual([])
  })

  it('goes on with what stands open where the push of a duplicate record was refused before both became one', async () => {
    const known = { staff: 30, graduatesHired: 4 }
    const gone = await firmWith(desk, app.town.places.building111, '重名机械', known)
    const kept = await firmWith(desk, app.town.places.building111, '重名机械有限公司', known)
    await speaksFor(app, desk, kept, 'resident1', '10000008004')
    await publishPolicy(app, desk, 'one_open')
    await publishPolicy(app, desk, 'one_direct', { how: 'direct' })
    await app.deliver()
    const pushed = (code: string) => pushedToBoth(code, gone, kept)
    const [open, direct] = [await pushed('one_open'), await pushed('one_direct')]
    const mark = (pushId: contract.PushId, body: { step: 'applied' } | { step: 'refused'; why: string }) =>
      desk.call(contract.markPush, { params: { pushId }, body })
    await mark(open.kept, { step: 'applied' })
    for (const pushId of [open.gone, direct.gone]) await mark(pushId, { step: 'refused', why: '重复登记' })
    const listed = async () => {
      const { rows } = await desk.call(contract.listDirect, { query: { code: 'one_direct', q: '重名' } })
      return rows.map(({ firmId, push }) => [firmId, push?.id])
    }
    expect(await listed()).toEqual([[kept, direct.kept]])
    await desk.call(mergeFirms, { params: { firmId: kept }, body: { goneId: gone, why: '同一家' } })
    await app.deliver()
    expect(await listed()).toEqual([[kept, direct.kept]])
    const { pushes } = await app.signInAs('resident1').call(myFirmPolicies, { params: { firmId: kept } })
    expect(pushes.map(({ id, step }) => [id, step]).toSorted()).toEqual(
      [
        [open.kept, 'applied'],
        [direct.kept, 'pushed'],
      ].toSorted(),
    )
    const shown = await desk.call(contract.listCandidates, { params: { code: 'one_open' }, query: { q: '重名' } })
    expect(shown.rows.map(({ push }) => push?.id)).toEqual([open.kept])
    const { fits } = await desk.call(contract.ofFirm, { params: { firmId: kept } })
    expect(fits.find(({ code }) => code === 'one_open')?.push).toMatchObject({ id: open.kept, step: 'applied' })
    await mark(direct.kept, { step: 'refused', why: '材料不全' })
    expect(await listed()).toEqual([])
  })

  it('pays a firm once for one time, by whichever version', async () => {
    const known = { staff: 30, graduatesHired: 4 }
    const name = (at: number) => firmWith(desk, app.town.places.building111, `一次${at}有限公司`, known)
    const [first, second, gone, kept] = [await name(1), await name(2), await name(3), await name(4)]
    const firmIds = [first, second, gone, kept]
    await speaksFor(app, desk, kept, 'resident1', '10000008005')
    await app.deliver()
    const days = { validFrom: '2026-01-01', validUntil: '2027-01-01' } as const
    const pushed = async (source: string) => {
      const version = await publishPolicy(app, desk, 'once', { ...days, source })
      await desk.call(contract.push, { params: { code: 'once' }, body: { firmIds } })
      const { rows } = await desk.call(contract.listPushes, { query: { code: 'once' } })
      return (firmId: FirmId) =>
        rows.find((row) => row.firmId === firmId && row.version === version)?.id as contract.PushId
    }
    const [written, corrected] = [await pushed('示例〔2026〕20号'), await pushed('示例〔2026〕20号（勘误）')]
    const grant = (pushId: contract.PushId) =>
      desk.ask(contract.markPush, { params: { pushId }, body: { step: 'granted', fen: 800_000 } })
    expect((await grant(written(first))).status).toBe(200)
    const again = await grant(corrected(first))
    expect([again.status, again.reason]).toEqual([409, 'policies.firm_granted_already'])
    expect(again.error?.message).toContain('较早的版本')
    // Two offices at once, each with another version: one of them pays.
    const both = await Promise.all([grant(written(second)), grant(corrected(second))])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await grant(corrected(gone))).status).toBe(200)
    await desk.call(mergeFirms, { params: { firmId: kept }, body: { goneId: gone, why: '同一家' } })
    const late = await grant(written(kept))
    expect([late.status, late.error?.message]).toEqual([409, expect.stringContaining('较新的版本')])
    const applied = { params: { firmId: kept, pushId: written(kept) }, body: { step: 'applied' as const } }
    expect((await app.signInAs('resident1').ask(markMyPush, applied)).reason).toBe('policies.firm_granted_already')
    await app.deliver()
    expect(await faults()).toEqual([])
  })

  it('brings a corrected version to nobody whom an earlier one has paid, and tells those who had both', async () => {
    const known = { staff: 30, graduatesHired: 4 }
    const name = (at: number) => firmWith(desk, app.town.places.building111, `勘误${at}有限公司`, known)
    const [paid, both, gone, kept] = [await name(1), await name(2), await name(3), await name(4)]
    await speaksFor(app, desk, paid, 'resident1', '10000008006')
    await speaksFor(app, desk, both, 'resident1', '10000008007')
    await app.deliver()
    const member = app.signInAs('resident1')
    const code = 'corrected'
    const days = { validFrom: '2026-01-01', validUntil: '2027-01-01' } as const
    const push = (...firmIds: FirmId[]) => desk.call(contract.push, { params: { code }, body: { firmIds } })
    const own = async (firmId: FirmId, version: number) => {
      const { pushes } = await member.call(myFirmPolicies, { params: { firmId } })
      return pushes.find((one) => one.code === code && one.version === version)
    }
    const listed = async (pushed: boolean) => {
      const { rows } = await desk.call(contract.listCandidates, { params: { code }, query: { q: '勘误', pushed } })
      return rows.map((row) => [row.firmId, row.push?.step]).toSorted()
    }
    await publishPolicy(app, desk, code, days)
    await push(paid, both, gone)
    const written = (await desk.call(contract.listPushes, { query: { code } })).rows.map(({ id }) => id)
    await publishPolicy(app, desk, code, { ...days, source: '示例〔2026〕20号（勘误）' })
    await push(both)
    expect(await own(both, 2)).toMatchObject({ mayApply: true, paidAlready: false })
    for (const pushId of written)
      await desk.call(contract.markPush, { params: { pushId }, body: { step: 'granted', fen: 800_000 } })
    await desk.call(mergeFirms, { params: { firmId: kept }, body: { goneId: gone, why: '同一家' } })
    await app.deliver()
    const told = (await member.call(listNotices)).rows.length
    expect(await push(paid, kept)).toEqual({ pushed: 0, already: 2, unfit: 0 })
    expect((await member.call(listNotices)).rows).toHaveLength(told)
    const granted = [paid, both, kept].map((firmId) => [firmId, 'granted']).toSorted()
    expect([await listed(false), await listed(true)]).toEqual([[], granted])
    const { fits } = await desk.call(contract.ofFirm, { params: { firmId: kept } })
    expect(fits.find((one) => one.code === code)).toMatchObject({ version: 2, push: { step: 'granted' } })
    expect(await own(both, 2)).toMatchObject({ step: 'pushed', mayApply: false, paidAlready: true })
    expect(await own(both, 1)).toMatchObject({ step: 'granted', mayApply: false, paidAlready: false })
    // Next year's is brought to all of them.
    await publishPolicy(app, desk, code, { validFrom: '2027-01-01', validUntil: '2028-01-01' })
    app.clock.set(new Date('2027-01-04T02:00:00Z'))
    await carryToToday(app.services, app.town.tenantId)
    expect(await listed(false)).toEqual([paid, both, kept].map((firmId) => [firmId, undefined]).toSorted())
    expect(await push(paid, both, kept)).toEqual({ pushed: 3, already: 0, unfit: 0 })
    expect(await own(both, 3)).toMatchObject({ mayApply: true, paidAlready: false })
    expect(await faults()).toEqual([])
  })

  it('takes a version without a last day to be about the days until one that was published later begins', async () => {
    const known = { staff: 30, graduatesHired: 4 }
    const firm = await firmWith(desk, app.town.places.building111, '无期有限公司', known)
    await speaksFor(app, desk, firm, 'resident1', '10000008008')
    await app.deliver()
    const member = app.signInAs('resident1')
    const brought = async (code: string) => {
      const { pushed } = await desk.call(contract.push, { params: { code }, body: { firmIds: [firm] } })
      return pushed === 1
    }
    const pushOf = async (code: string) => {
      const { rows } = await desk.call(contract.listPushes, { query: { code } })
      const [newest] = rows.toSorted((one, other) => other.version - one.version)
      return { params: { pushId: newest?.id as contract.PushId } }
    }
    const grant = async (code: string) =>
      (await desk.ask(contract.markPush, { ...(await pushOf(code)), body: { step: 'granted', fen: 800_000 } })).status
    const listed = async (code: string) => (await desk.call(contract.listDirect, { query: { code, q: '无期' } })).total
    for (const how of ['apply', 'direct'] as const) {
      const code = `open_${how}`
      const from = async (validFrom: Day, validUntil: Day | null = null) =>
        publishPolicy(app, desk, code, { how, validFrom, validUntil })
      await from('2025-01-01')
      expect([await brought(code), await grant(code)]).toEqual([true, 200])
      // A correction begins on the same day, and pays nobody anew.
      await from('2025-01-01')
      expect([await brought(code), await listed(code)]).toEqual([false, 0])
      await from('2026-01-01')
      expect([await brought(code), await listed(code)]).toEqual([true, how === 'direct' ? 1 : 0])
      if (how === 'apply') {
        const applied = { params: { firmId: firm, ...(await pushOf(code)).params }, body: { step: 'applied' as const } }
        expect((await member.ask(markMyPush, applied)).status).toBe(200)
      }
      expect(await grant(code)).toBe(200)
      await from('2026-01-01')
      expect([await brought(code), await listed(code)]).toEqual([false, 0])
      // So it is of one that was withdrawn and not replaced at once.
      await desk.call(contract.withdraw, { params: { code }, body: { why: '暂停' } })
      await from('2026-06-01', '2028-01-01')
      expect([await brought(code), await grant(code)]).toEqual([true, 200])
      // A last day that was given stays, whatever comes after.
      await from('2027-01-01')
      expect([await brought(code), await listed(code)]).toEqual([false, 0])
    }
    await app.deliver()
    expect(await faults()).toEqual([])
  })
})

describe('of thousands of firms', () => {
  it('finds who was pushed to and paid without going through all pushes for each firm, however little memory it is given', async () => {
    const firms = 4_000
    await publishPolicy(app, desk, 'wide')
    await publishPolicy(app, desk, 'wide_direct', { how: 'direct' })
    // What was paid was the version before a correction.
    for (const source of ['示例〔2026〕20号', '示例〔2026〕20号（勘误）'])
      await publishPolicy(app, desk, 'wide_corrected', { how: 'direct', source })
    const codes = ['wide', 'wide_direct', 'wide_corrected']
    const { tenantId, persons, posts, places } = app.town
    const post = { postId: posts.district, placeId: places.district, placePath: '/', gridId: null }
    const actor: Actor = {
      ...{ tenantId, personId: persons.street1, sessionId: newId<'session'>(), name: '' },
      posts: [{ ...post, role: 'street', how: 'own' }],
    }
    const rolledBack = new Error('rolled back')
    const totals: number[] = []
    const walked: number[] = []
    const attempt = app.db.tx(async (tx) => {
      // Of ten firms one was merged into the one before it; every second record was pushed to and paid.
      await sql`create temporary table made on commit drop as
        select i, gen_random_uuid() as id from generate_series(1, ${sql.lit(firms)}) i`.execute(tx)
      await sql`insert into enterprises.firms select (jsonb_populate_record(f, jsonb_build_object('id', m.id,
          'name', '众多' || m.i, 'state', case when k.id is null then f.state else 'merged' end, 'merged_into_id', k.id))).*
        from enterprises.firms f, made m left join made k on k.i = m.i - 1 and m.i % 10 = 0
        where f.id = ${big} order by m.i`.execute(tx)
      await sql`insert into policies.firm_verdicts
          (tenant_id, code, firm_id, version, verdict, amount_from, amount_to, exact, missing, evaluated_on)
        select tenant_id, code, id, version, 'fits', 1, 1, true, '{}', saved_at::date from policies.versions, made
        where code = any(${codes}::text[]) and state = 'published' and i % 10 <> 0`.execute(tx)
      await sql`insert into policies.pushes
          (tenant_id, id, firm_id, code, version, verdict, amount_from, reasons, pushed_at, granted_at, granted_fen)
        select tenant_id, gen_random_uuid(), id, code, 1, 'fits', 1, '[]', saved_at, saved_at, 1
        from policies.versions, made where code = any(${codes}::text[]) and version = 1 and i % 2 = 0`.execute(tx)
      await sql`analyze enterprises.firms, policies.firm_verdicts, policies.pushes`.execute(tx)
      await sql`set local work_mem = '64kB'`.execute(tx)
      const pages = [
        (on: Tx) => candidatePage(on, actor, 'wide', { q: '众多', pushed: true }),
        (on: Tx) => candidatePage(on, actor, 'wide', { q: '众多', pushed: false }),
        (on: Tx) => directPage(on, actor, { q: '众多', code: 'wide_direct' }, app.clock.now()),
        (on: Tx) => candidatePage(on, actor, 'wide_corrected', { q: '众多', pushed: false }),
        (on: Tx) => directPage(on, actor, { q: '众多', code: 'wide_corrected' }, app.clock.now()),
      ]
      for (const page of pages) {
        walked.push(await rowsWalked(tx, page))
        totals.push((await page(tx)).total)
      }
      throw rolledBack
    })
    await expect(attempt).rejects.toBe(rolledBack)
    expect(totals).toEqual([0.5, 0.4, 0.4, 0.4, 0.4].map((part) => part * firms))
    // To walk the pushes for each verdict came to 1,600 rows a firm.
    expect(Math.max(...walked)).toBeLessThan(250 * firms)
  })
})

describe('at the end', () => {
  it('saves the twelve examples for the demo, and verify names a verdict that is wrong', async () => {
    const { tenantId, persons } = app.town
    const by = { personId: null, postId: null, via: 'demo' as const }
    const saving = { tenantId, at: app.clock.now(), by, authorId: persons.street1, placePath: '/1/' }
    expect(await app.db.tx((tx) => saveDefaultPolicies(tx, saving))).toBe(12)
    expect(await app.db.tx((tx) => saveDefaultPolicies(tx, saving))).toBe(0)
    expect((await desk.call(contract.listPolicies, { query: { q: '总部' } })).rows[0]?.code).toBe('head_office')
    expect(await faults()).toEqual([])
    await app.db.tx((tx) =>
      sql`update policies.firm_verdicts set amount_from = 1 where code = 'jobs' and firm_id = ${big}`.execute(tx),
    )
    expect(await faults()).toEqual([`policies.verdict firm ${big}: amount_from is 1, should be 800000`])
    await app.db.tx((tx) =>
      sql`update policies.firm_verdicts set amount_from = 800000 where code = 'jobs' and firm_id = ${big}`.execute(tx),
    )
  })

  it('verify folds versions and pushes from their events', async () => {
    const tampered = async (change: ReturnType<typeof sql>, undo: ReturnType<typeof sql>) => {
      await app.db.tx((tx) => change.execute(tx))
      const found = await faults()
      await app.db.tx((tx) => undo.execute(tx))
      return found
    }
    const granted = sql`code = 'jobs' and granted_at is not null`
    expect(
      await tampered(
        sql`update policies.pushes set granted_fen = 1 where ${granted}`,
        sql`update policies.pushes set granted_fen = 800000 where ${granted}`,
      ),
    ).toEqual(['policies.push granted_fen is 1, the ledger says 800000'])
    expect(
      await tampered(
        sql`alter table policies.versions disable trigger versions_kept;
          update policies.versions set spec = jsonb_set(spec, '{source}', '"x"') where code = 'kept' and version = 1`,
        sql`update policies.versions set spec = jsonb_set(spec, '{source}', '"示例〔2026〕20号"')
            where code = 'kept' and version = 1;
          alter table policies.versions enable trigger versions_kept`,
      ),
    ).toEqual([expect.stringContaining('policies.version version 1: spec_hash is')])
    expect(await faults()).toEqual([])
  })
})
