import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { readFile } from '../files/contract.ts'
import { endIdea, endorseIdea, giveIdea, planCall, stepCall } from '../ideas/contract.ts'
import { aCall } from '../ideas/ideas.fixture.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import { getMatter } from '../matters/contract.ts'
import { take } from '../matters/matter-app.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import {
  addItem,
  answerQuestion,
  answerSurvey,
  askQuestion,
  atProject,
  changeItem,
  dropItem,
  endInspector,
  getProject,
  hideQuestion,
  nameInspector,
  originsAt,
  payMoney,
  receiveMoney,
  reportDefect,
  saveSource,
  stepProject,
  typeInAnswers,
  undoPayment,
  undoReceipt,
} from './contract.ts'
import { daysAfter, fund, type RenewalApp, renewalApp } from './renewal.fixture.ts'

let app: RenewalApp
beforeAll(async () => {
  app = await renewalApp()
})
afterAll(() => app.close())

const topicsOf = async (who: PersonKey) =>
  (await app.signInAs(who).call(listNotices, {})).rows.map(({ topic }) => topic)

it('pays no more than was received, and the database refuses it too', async () => {
  const desk = app.signInAs('community1')
  const project = await app.project()
  const { id, itemId } = project
  const params = { projectId: id }
  const onDay = app.today()
  const { sourceId, receiptId } = await fund(desk, project, 100_000, onDay)
  const pay = { payee: '云溪建设', itemId, fen: 60_000, onDay, fileIds: [await upload(desk)] }
  for (const [who, status] of [
    ['gridWorker11', 403],
    ['supervisor', 403],
    ['community2', 404],
  ] as const)
    expect((await app.signInAs(who).ask(payMoney, { params, body: { ...pay, fileIds: [] } })).status).toBe(status)
  expect((await app.anyone.ask(payMoney, { params, body: pay })).status).toBe(401)
  expect((await desk.ask(payMoney, { params, body: { ...pay, fen: 0 } })).status).toBe(400)
  const ahead = { ...pay, onDay: daysAfter(onDay, 1), fileIds: [] }
  expect((await desk.ask(payMoney, { params, body: ahead })).error?.fields?.[0]?.path).toBe('onDay')
  const { id: paymentId } = await desk.call(payMoney, { params, body: pay })
  const more = await desk.ask(payMoney, { params, body: { ...pay, fen: 40_001, fileIds: [] } })
  expect([more.status, more.reason]).toEqual([422, 'renewal.not_received'])
  expect(more.error?.message).toBe('已到账未支付的只有 400 元，不能支付 400.01 元；请先登记到账')
  const spent = await desk.ask(undoReceipt, { params: { ...params, receiptId }, body: { why: '记错了' } })
  expect([spent.status, spent.reason]).toEqual([422, 'renewal.paid_out'])
  await expect(
    app.db.tx((tx) => sql`update renewal.projects set paid_fen = 100001 where id = ${id}`.execute(tx)),
  ).rejects.toThrow('projects_pay_what_came')
  const paid = await desk.ask(dropItem, { params: { ...params, itemId }, body: { why: '不做了' } })
  expect([paid.status, paid.reason]).toEqual([422, 'renewal.item_paid'])
  await desk.call(undoPayment, { params: { ...params, paymentId }, body: { why: '重复登记' } })
  expect((await desk.ask(undoPayment, { params: { ...params, paymentId }, body: { why: '再来' } })).status).toBe(404)
  await desk.call(receiveMoney, { params, body: { sourceId, fen: 50_000, onDay } })
  await desk.call(undoReceipt, { params: { ...params, receiptId }, body: { why: '记错了' } })
  const { sums, money } = await desk.call(getProject, { params })
  expect(sums).toMatchObject({ plannedFen: 9_000_000, receivedFen: 50_000, paidFen: 0, restFen: 50_000 })
  expect(money.receipts.map(({ undone }) => undone?.why ?? null)).toEqual([null, '记错了'])
  const [fileId] = pay.fileIds
  if (!fileId) throw new Error('one was uploaded')
  const paper = { params: { fileId, size: 'full' as const } }
  expect((await app.signInAs('supervisor').ask(readFile, paper)).status).toBe(200)
  expect((await app.signInAs('gridWorker11').ask(readFile, paper)).status).toBe(404)
  expect((await app.story(id)).slice(-6)).toEqual([
    ...['sourceSaved', 'received', 'paid', 'paymentUndone', 'received', 'receiptUndone'],
  ])
  expect(await app.findings()).toEqual([])
})

it('lets only one of two payments through that come at once for the same money', async () => {
  const desk = app.signInAs('community1')
  const project = await app.project({ title: '同时支付' })
  const params = { projectId: project.id }
  const onDay = app.today()
  await fund(desk, project, 100_000, onDay)
  const pay = () =>
    desk.ask(payMoney, { params, body: { payee: '云溪建设', itemId: project.itemId, fen: 60_000, onDay } })
  const statuses = (await Promise.all([pay(), pay(), pay()])).map(({ status }) => status)
  expect(statuses.toSorted()).toEqual([200, 422, 422])
  expect((await desk.call(getProject, { params })).sums).toMatchObject({ paidFen: 60_000, restFen: 40_000 })
})

it('takes up ideas and hazards once, names them in public as they are shown, and tells their people', async () => {
  const desk = app.signInAs('community1')
  const placeId = app.town.places.compound11
  const call = await desk.call(planCall, { body: aCall(placeId) })
  await desk.call(stepCall, { params: { callId: call.id }, body: { step: 'open' } })
  const author = app.signInAs('resident1')
  const give = (title: string, anonymous: boolean) =>
    author.call(giveIdea, { params: { code: call.code }, body: { title, body: '请社区考虑。', anonymous } })
  const [bench, shed] = [await give('门口装长椅', false), await give('车棚装充电口', true)]
  await app.signInAs('resident2').call(endorseIdea, { params: { ideaId: bench.id }, body: { endorse: true } })
  const project = await app.project({ title: '来自金点子' })
  const params = { projectId: project.id }
  const item = { code: 'I10', placeId, words: '长椅两张', plannedFen: 500_000 }
  const early = await desk.ask(addItem, { params, body: { ...item, ideaIds: [bench.id] } })
  expect([early.status, early.error?.fields?.[0]?.path]).toEqual([400, 'ideaIds'])
  for (const { id } of [bench, shed]) await desk.call(endIdea, { params: { ideaId: id }, body: { end: 'adopt' } })
  const hazard = await app.reportAt('building111', '楼道堆满纸箱，堵住消防通道', { category: '070201' })
  const origins = await desk.call(originsAt, { query: { placeId } })
  expect(origins.ideas.map(({ title }) => title)).toEqual(['门口装长椅', '车棚装充电口'])
  expect(origins.hazards.map(({ id }) => id)).toEqual([hazard.id])
  expect((await app.signInAs('community2').ask(originsAt, { query: { placeId } })).status).toBe(404)
  expect((await app.signInAs('supervisor').ask(originsAt, { query: { placeId } })).status).toBe(403)
  const taken = { ...item, ideaIds: [bench.id, shed.id], hazardIds: [hazard.id], byVote: true }
  const { id: itemId } = await desk.call(addItem, { params, body: taken })
  expect(await desk.call(originsAt, { query: { placeId } })).toEqual({ ideas: [], hazards: [] })
  const again = await desk.ask(addItem, { params, body: { ...item, ideaIds: [bench.id] } })
  expect([again.status, again.reason]).toEqual([422, 'renewal.taken_up'])
  const shown = await app.anyone.call(atProject, { params: { code: project.code } })
  const mine = shown.items.find(({ id }) => id === itemId)
  expect(mine).toMatchObject({ hazards: 1, hazardsClosed: 0, byVote: true })
  expect(mine?.ideas.map(({ title, author, authors, endorsements }) => [title, author, authors, endorsements])).toEqual(
    [
      ['门口装长椅', expect.stringContaining('*'), 1, 1],
      ['车棚装充电口', null, 1, 0],
    ],
  )
  expect(shown.ideaAuthors).toBe(2)
  await app.through(project, 'start')
  await app.deliver()
  expect(await topicsOf('resident1')).toContain('renewal_stageBegun')
  expect(await topicsOf('resident2')).toContain('renewal_stageBegun')
  // An item that is dropped lets them go.
  await desk.call(changeItem, { params: { ...params, itemId }, body: { ideaIds: [shed.id] } })
  expect((await desk.call(originsAt, { query: { placeId } })).ideas.map(({ title }) => title)).toEqual(['门口装长椅'])
  await desk.call(dropItem, { params: { ...params, itemId }, body: { why: '并入其他内容' } })
  expect((await desk.call(originsAt, { query: { placeId } })).ideas).toHaveLength(2)
})

it('answers questions of neighbours once, and hides them with a reason', async () => {
  const desk = app.signInAs('community1')
  const { id, code } = await app.project({ title: '有人提问' })
  const body = { words: '什么时候修到3栋？' }
  expect((await app.anyone.ask(askQuestion, { params: { code }, body })).status).toBe(401)
  const asker = app.signInAs('resident1')
  expect((await asker.ask(askQuestion, { params: { code: 'NOSUCHCODE' }, body })).status).toBe(404)
  expect((await asker.ask(askQuestion, { params: { code }, body: { words: '' } })).status).toBe(400)
  const { id: questionId } = await asker.call(askQuestion, { params: { code }, body })
  const advert = await app.signInAs('resident2').call(askQuestion, { params: { code }, body: { words: '卖水泥' } })
  const params = { projectId: id, questionId }
  expect((await desk.call(getProject, { params })).next.map((one) => one.code)).toContain('answer_questions')
  expect((await app.signInAs('supervisor').ask(answerQuestion, { params, body: { words: '好' } })).status).toBe(403)
  expect((await app.signInAs('community2').ask(answerQuestion, { params, body: { words: '好' } })).status).toBe(404)
  await desk.call(answerQuestion, { params, body: { words: '下周' } })
  expect((await desk.ask(answerQuestion, { params, body: { words: '下月' } })).status).toBe(409)
  const hide = { params: { projectId: id, questionId: advert.id }, body: { reason: 'advert' as const } }
  await desk.call(hideQuestion, hide)
  expect((await desk.ask(hideQuestion, hide)).status).toBe(409)
  const { questions } = await app.anyone.call(atProject, { params: { code } })
  expect(questions).toMatchObject([{ words: '什么时候修到3栋？', by: expect.stringContaining('*'), mine: false }])
  expect(questions[0]?.answer?.words).toBe('下周')
  const own = await app.signInAs('resident2').call(atProject, { params: { code } })
  expect(own.questions.find(({ mine }) => mine)?.hidden).toEqual({ reason: 'advert', words: null })
  await app.deliver()
  expect(await topicsOf('resident1')).toContain('renewal_answered')
  expect(await topicsOf('resident2')).toContain('renewal_hidden')
  expect(await topicsOf('community1')).toContain('renewal_asked')
})

it('asks each neighbour once how satisfied they are, and shows sums', async () => {
  const desk = app.signInAs('community1')
  const project = await app.project({ title: '满意吗' })
  const { id, code } = project
  const answer = (who: PersonKey, score: number) =>
    app.signInAs(who).ask(answerSurvey, { params: { code }, body: { score, words: '路不平' } })
  expect((await app.anyone.ask(answerSurvey, { params: { code }, body: { score: 3 } })).status).toBe(401)
  expect((await answer('resident1', 6)).status).toBe(400)
  expect((await answer('resident1', 2)).body.survey).toBe('before')
  expect((await answer('resident1', 5)).reason).toBe('renewal.answered_survey')
  const params = { projectId: id }
  const paper = { survey: 'before' as const, answers: [{ score: 1 }, { score: 4, words: '还行' }] }
  expect((await app.signInAs('gridWorker11').ask(typeInAnswers, { params, body: paper })).status).toBe(403)
  expect((await app.signInAs('community2').ask(typeInAnswers, { params, body: paper })).status).toBe(404)
  const wrong = await desk.ask(typeInAnswers, { params, body: { ...paper, survey: 'after' } })
  expect([wrong.status, wrong.reason]).toEqual([422, 'renewal.survey_closed'])
  await desk.call(typeInAnswers, { params, body: paper })
  const shown = await app.signInAs('resident1').call(atProject, { params: { code } })
  expect(shown.satisfaction.before).toEqual({
    ...{ answers: 3, satisfied: 1, scores: [1, 1, 0, 1, 0], phone: 1, paper: 2, few: true },
  })
  expect([shown.survey, shown.reader.answered]).toEqual(['before', true])
  // Whose an answer is stands in no event.
  const rated = (await app.events(`renewal:${id}`)).filter(({ type }) => type === 'renewal.satisfaction_answered')
  expect(rated.map(({ actor }) => actor.personId === null)).toEqual([true, false, false])
  await app.through(project, 'start')
  expect((await answer('resident2', 3)).reason).toBe('renewal.survey_closed')
})

it('names inspectors by phone, who report until they are ended', async () => {
  const desk = app.signInAs('community1')
  const { id, itemId } = await app.project({ title: '有监督员' })
  const params = { projectId: id }
  const body = { name: '王叔', phone: app.town.phones.resident2 }
  expect((await app.signInAs('supervisor').ask(nameInspector, { params, body })).status).toBe(403)
  expect((await app.signInAs('community2').ask(nameInspector, { params, body })).status).toBe(404)
  expect((await desk.ask(nameInspector, { params, body: { ...body, name: '' } })).status).toBe(400)
  const { id: inspectorId } = await desk.call(nameInspector, { params, body })
  expect((await desk.call(nameInspector, { params, body })).id).toBe(inspectorId)
  const { inspectors } = await desk.call(getProject, { params })
  expect(inspectors).toMatchObject([{ id: inspectorId, name: expect.stringContaining('*'), toOn: null }])
  expect(inspectors[0]?.phone).toContain('*')
  expect((await app.signInAs('gridWorker11').call(getProject, { params })).inspectors).toEqual([])
  const inspector = app.signInAs('resident2')
  const defect = { itemId, words: '井盖没盖好', urgent: true }
  const { matterId } = await inspector.call(reportDefect, { params, body: defect })
  // Whoever may not open the matter sees that there is one, not what it says.
  const titles = async (who: PersonKey) =>
    (await app.signInAs(who).call(getProject, { params })).defects.map(({ title, open }) => [title, open])
  expect(await titles('gridWorker11')).toEqual([['井盖没盖好', true]])
  expect(await titles('buildingLead111')).toEqual([['', true]])
  // The neighbours' page leads to it whoever may open it, and nobody else.
  const { code } = await desk.call(getProject, { params })
  for (const who of ['resident2', 'gridWorker11', 'community1', 'buildingLead111'] as const) {
    const reader = app.signInAs(who)
    const [shown] = (await reader.call(atProject, { params: { code } })).reader.defects
    const opened = await reader.ask(getMatter, { params: { matterId } })
    expect([who, shown?.mayOpen ?? false]).toEqual([who, opened.status === 200])
    // Staff who may not open it read nothing of it either.
    expect(shown === undefined).toBe(who === 'buildingLead111')
  }
  // Merged into another matter it is open as long as that one is.
  const other = await app.reportAt('compound11', '大门口井盖翘起来了')
  await take(desk, matterId, { action: 'merge', intoId: other.id })
  const { stages } = await desk.call(getProject, { params })
  const wanted = stages.find(({ stage }) => stage === 'acceptance')?.wanted
  expect(wanted?.find(({ code }) => code === 'defects_closed')).toMatchObject({ met: false })
  await app.deliver()
  expect(await topicsOf('resident2')).toContain('renewal_inspectorNamed')
  await desk.call(endInspector, { params: { ...params, inspectorId }, body: {} })
  expect((await inspector.ask(reportDefect, { params, body: defect })).status).toBe(404)
  expect(await app.story(id)).toEqual(expect.arrayContaining(['inspectorNamed', 'defectReported', 'inspectorEnded']))
  await desk.call(stepProject, { params, body: { step: 'stop', reason: 'merged', words: '并入二期' } })
  const source = { kind: 'street' as const, plannedFen: 1 }
  expect((await desk.ask(saveSource, { params, body: source })).status).toBe(409)
})
