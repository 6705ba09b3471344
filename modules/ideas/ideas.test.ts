import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { readFile } from '../files/contract.ts'
import { addItem, getGathering, planGathering } from '../gatherings/contract.ts'
import { proposals } from '../gatherings/council/contract.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import {
  amendIdea,
  atCall,
  changeCall,
  endIdea,
  endorseIdea,
  getCall,
  getIdea,
  giveIdea,
  ideaByReceipt,
  ideaFigures,
  ideasOfCall,
  listCalls,
  listIdeas,
  moderate,
  myIdeas,
  planCall,
  revealAuthor,
  sayRemark,
  similarIdeas,
  stepCall,
  withdrawIdea,
} from './contract.ts'
import { callStream, ideaStream } from './events.ts'
import { aCall, type IdeasApp, ideasApp } from './ideas.fixture.ts'
import { dayTick } from './ticks.ts'

let app: IdeasApp
beforeAll(async () => {
  app = await ideasApp()
})
afterAll(() => app.close())

it('is planned by community and street for their places, and opened for everybody', async () => {
  const community = app.signInAs('community1')
  const body = aCall(app.town.places.community1)
  expect((await app.anyone.ask(planCall, { body })).status).toBe(401)
  expect((await app.signInAs('gridWorker11').ask(planCall, { body })).status).toBe(403)
  expect((await app.signInAs('community2').ask(planCall, { body })).status).toBe(404)
  const backwards = await community.ask(planCall, { body: { ...body, untilOn: '2026-11-01' } })
  expect([backwards.status, backwards.error?.fields?.[0]?.path]).toEqual([400, 'untilOn'])
  const { id, code } = await community.call(planCall, { body })
  const params = { callId: id }
  // A draft is nobody else's.
  expect((await app.anyone.ask(atCall, { params: { code } })).status).toBe(404)
  expect((await app.signInAs('supervisor').ask(getCall, { params })).status).toBe(404)
  expect((await app.signInAs('street1').call(getCall, { params })).manages).toBe(true)
  await community.call(changeCall, { params, body: { title: '改造金点子' } })
  await community.call(stepCall, { params, body: { step: 'open' } })
  const seen = await app.anyone.call(atCall, { params: { code: code.toLowerCase() } })
  expect([seen.title, seen.noGiving, seen.signedIn]).toEqual(['改造金点子', null, false])
  expect((await app.signInAs('supervisor').call(getCall, { params })).manages).toBe(false)
  expect((await app.signInAs('supervisor').ask(stepCall, { params, body: { step: 'close' } })).status).toBe(403)
  expect((await app.signInAs('community2').ask(stepCall, { params, body: { step: 'close' } })).status).toBe(404)
  const late = await community.ask(changeCall, { params, body: { moderation: 'before' } })
  expect([late.status, late.reason]).toEqual([422, 'ideas.moderation_settled'])
  expect((await app.events(callStream(id))).map(({ type }) => type)).toEqual([
    'ideas.call_planned',
    'ideas.call_changed',
    'ideas.call_opened',
  ])
})

it('takes an idea from whoever signs in, gives a phone, or says nothing; the public sees a masked name or none', async () => {
  const { id: callId, code } = await app.openCall()
  const resident = app.signInAs('resident1')
  const mine = await app.give(resident, code, '楼下装两张长椅', { costFen: 200_000 })
  const named = await app.give(app.anyone, code, '车棚加充电口', { contact: { name: '王小明', phone: '10000004321' } })
  const nameless = await app.give(app.anyone, code, '健身器材换新', {
    anonymous: true,
    contact: { name: '李四' },
    placeId: app.town.places.building111,
    point: { lng: 102.7012, lat: 25.0024 },
  })
  const { rows, total } = await app.anyone.call(ideasOfCall, { params: { code } })
  expect(total).toBe(3)
  // Without an account and a receipt nobody is the author of anything, also of what came without an author.
  expect(rows.map(({ mine, endorsed }) => [mine, endorsed])).toEqual(rows.map(() => [false, false]))
  expect(rows.map(({ author }) => author)).toEqual([null, '王*明', expect.stringContaining('*')])
  expect(JSON.stringify(rows)).not.toContain('10000004321')
  const near = await app.anyone.call(ideasOfCall, {
    params: { code },
    query: { sort: 'near', lng: 102.7012, lat: 25.0024 },
  })
  expect(near.rows[0]?.id).toBe(nameless.id)
  // The receipt is the key of who has no account.
  const { ideaId } = await app.anyone.call(ideaByReceipt, { params: { receipt: named.receiptCode.toLowerCase() } })
  expect(ideaId).toBe(named.id)
  expect((await app.anyone.ask(ideaByReceipt, { params: { receipt: '00000-00000' } })).status).toBe(404)
  const own = await app.anyone.call(getIdea, { params: { ideaId }, query: { receipt: named.receiptCode } })
  expect([own.mine, own.may]).toEqual([true, ['amend', 'withdraw', 'answer']])
  expect((await app.anyone.call(getIdea, { params: { ideaId } })).mine).toBe(false)
  expect((await resident.call(myIdeas)).mine.map(({ id }) => id)).toContain(mine.id)
  // Staff see it masked; the full name leaves a trace.
  const community = app.signInAs('community1')
  const staff = await community.call(getIdea, { params: { ideaId: nameless.id } })
  expect([staff.author, staff.contact]).toEqual(['李*', { name: '李*', phone: null }])
  expect(
    (await app.signInAs('resident2').ask(revealAuthor, { params: { ideaId }, body: { reason: '回电' } })).status,
  ).toBe(403)
  expect(await community.call(revealAuthor, { params: { ideaId }, body: { reason: '回电' } })).toEqual({
    name: '王小明',
    phone: '10000004321',
  })
  expect(await app.story(ideaId)).toEqual(['submitted', 'authorRevealed'])
  expect(JSON.stringify(await app.events(ideaStream(ideaId)))).not.toMatch(/王小明|车棚/)
  expect(await community.call(ideaFigures, { query: { callId } })).toMatchObject({ ideas: 3, authors: 3, open: 3 })
  // What was given without a name to show is its author's all the same, the newest first.
  const latest = await app.give(resident, code, '再装一盏路灯', { anonymous: true })
  expect((await resident.call(myIdeas)).mine.slice(0, 2).map(({ id, mine }) => [id, mine])).toEqual([
    [latest.id, true],
    [mine.id, true],
  ])
  expect((await app.signInAs('resident2').call(myIdeas)).mine).toEqual([])
})

it('refuses what does not fit, and takes nothing outside its days', async () => {
  const { code } = await app.openCall({ mayBeAnonymous: false })
  const give = (body: object) =>
    app.anyone.ask(giveIdea, { params: { code }, body: { title: '一', body: '二', ...body } })
  const outside = await give({ placeId: app.town.places.building311 })
  expect([outside.status, outside.error?.fields?.[0]?.path]).toEqual([400, 'placeId'])
  const anonymous = await give({ anonymous: true })
  expect([anonymous.status, anonymous.reason]).toEqual([422, 'ideas.no_anonymous'])
  const phone = await give({ contact: { phone: '12' } })
  expect([phone.status, phone.error?.fields?.[0]?.path]).toEqual([400, 'contact.phone'])
  expect((await give({ title: '字'.repeat(61) })).status).toBe(400)
  expect((await give({ title: '  ' })).reason).toBe('ideas.words_missing')
  expect(
    (await app.anyone.ask(giveIdea, { params: { code: 'NOSUCHCODE' }, body: { title: '一', body: '二' } })).status,
  ).toBe(404)
  const { code: later } = await app.openCall({ fromOn: '2026-12-01' })
  const early = await app.anyone.ask(giveIdea, { params: { code: later }, body: { title: '一', body: '二' } })
  expect([early.status, early.reason]).toEqual([422, 'ideas.not_open'])
})

it('shows while one types what is alike, in the same call and beside it, and nothing that is not', async () => {
  const { code } = await app.openCall()
  const { code: beside } = await app.openCall({ placeId: app.town.places.community2 }, app.signInAs('street1'))
  const resident = app.signInAs('resident1')
  const same = await app.give(resident, code, '电动车棚没有充电口，希望加装充电桩')
  await app.give(resident, code, '广场舞声音小一点')
  const next = await app.give(resident, beside, '给电动车棚加装充电桩')
  const asked = { params: { code }, body: { text: '想在电动车棚加装充电桩' } }
  const { similar } = await app.anyone.call(similarIdeas, asked)
  expect(similar[0]?.id).toBe(same.id)
  expect(similar[0]?.place.nameEn).toMatch(/\w/)
  expect(
    (await app.anyone.call(similarIdeas, { params: { code: beside }, body: asked.body })).similar.map(({ id }) => id),
  ).toContain(next.id)
  expect((await app.anyone.call(similarIdeas, { params: { code }, body: { text: '请一位书法老师' } })).similar).toEqual(
    [],
  )
})

it('is endorsed once by each, never by its author, and taken back', async () => {
  const { id: callId, code } = await app.openCall()
  const author = app.signInAs('resident1')
  const { id: ideaId } = await app.give(author, code, '楼道装感应灯')
  const params = { ideaId }
  expect((await app.anyone.ask(endorseIdea, { params, body: { endorse: true } })).status).toBe(401)
  expect((await author.ask(endorseIdea, { params, body: { endorse: true } })).reason).toBe('ideas.own_idea')
  const neighbour = app.signInAs('resident2')
  expect(await neighbour.call(endorseIdea, { params, body: { endorse: true } })).toEqual({ endorsements: 1 })
  expect(await neighbour.call(endorseIdea, { params, body: { endorse: true } })).toEqual({ endorsements: 1 })
  await app.signInAs('centerHousehold111').call(endorseIdea, { params, body: { endorse: true } })
  expect((await neighbour.call(myIdeas)).followed.map(({ id }) => id)).toContain(ideaId)
  expect(await app.signInAs('community1').call(ideaFigures, { query: { callId } })).toMatchObject({ endorsements: 2 })
  expect(await neighbour.call(endorseIdea, { params, body: { endorse: false } })).toEqual({ endorsements: 1 })
  expect((await neighbour.ask(endorseIdea, { params: { ideaId: newId() }, body: { endorse: true } })).status).toBe(404)
  expect(await app.story(ideaId)).toEqual(['submitted', 'endorsed', 'endorsed', 'takenBack'])
})

it('is amended by its author until the call closes; every version stays', async () => {
  const { id: callId, code } = await app.openCall({ moderation: 'before' })
  const author = app.signInAs('resident1')
  const picture = await upload(author)
  const { id: ideaId } = await app.give(author, code, '装凉亭', { fileIds: [picture] })
  const params = { ideaId }
  // It waits: its author sees it, others do not, its picture neither.
  expect((await app.signInAs('resident2').ask(getIdea, { params })).status).toBe(404)
  expect((await app.signInAs('resident2').ask(readFile, { params: { fileId: picture } })).status).toBe(404)
  const community = app.signInAs('community1')
  expect((await community.call(getCall, { params: { callId } })).pending).toBe(1)
  expect((await community.call(listIdeas, { query: { callId, waiting: 'pending' } })).total).toBe(1)
  await community.call(moderate, { params, body: { act: 'publish' } })
  expect((await app.signInAs('resident2').ask(readFile, { params: { fileId: picture } })).status).toBe(200)
  const body = { title: '装凉亭和长椅', body: '在三棵大树下。' }
  expect((await app.signInAs('resident2').ask(amendIdea, { params, body })).status).toBe(403)
  expect(await author.call(amendIdea, { params, body })).toEqual({ state: 'pending', version: 2 })
  await community.call(moderate, { params, body: { act: 'publish' } })
  const seen = await app.anyone.call(getIdea, { params })
  expect(seen.versions.map(({ version, title }) => [version, title])).toEqual([
    [2, '装凉亭和长椅'],
    [1, '装凉亭'],
  ])
  await community.call(stepCall, { params: { callId }, body: { step: 'close' } })
  expect((await author.ask(amendIdea, { params, body })).reason).toBe('ideas.no_amending')
  await author.call(withdrawIdea, { params, body: {} })
  expect((await app.anyone.ask(getIdea, { params })).status).toBe(404)
  expect(await app.story(ideaId)).toEqual(['submitted', 'published', 'amended', 'published', 'withdrawn'])
})

it('is asked about by neighbours and answered by its author and by staff, who are marked', async () => {
  const { code } = await app.openCall()
  const author = app.signInAs('resident1')
  const { id: ideaId } = await app.give(author, code, '装晾衣架')
  const params = { ideaId }
  expect((await app.anyone.ask(sayRemark, { params, body: { words: '装在哪里？' } })).status).toBe(401)
  const asker = app.signInAs('resident2')
  const { id: questionId } = await asker.call(sayRemark, { params, body: { words: '装在哪里？' } })
  expect((await asker.ask(sayRemark, { params, body: { words: '我猜楼顶', questionId } })).status).toBe(403)
  await author.call(sayRemark, { params, body: { words: '一楼空地', questionId } })
  await app.signInAs('community1').call(sayRemark, { params, body: { words: '我们去量一下', questionId } })
  const unknown = await author.ask(sayRemark, { params, body: { words: '？', questionId: newId() } })
  expect([unknown.status, unknown.error?.fields?.[0]?.path]).toEqual([400, 'questionId'])
  const { remarks } = await app.anyone.call(getIdea, { params })
  expect(remarks.map(({ saidAs, name }) => [saidAs, name?.name ?? null])).toEqual([
    ['neighbour', expect.stringContaining('*')],
    ['author', null],
    ['staff', '1号社区党委'],
  ])
  await app.deliver()
  const told = await asker.call(listNotices)
  expect(told.rows.some(({ topic }) => topic === 'idea_answered')).toBe(true)
})

it('ends adopted with a matter, or declined with a reason that its author is told; then the call is decided', async () => {
  const { id: callId, code } = await app.openCall()
  const author = app.signInAs('resident1')
  const one = await app.give(author, code, '修缮凉亭')
  const two = await app.give(author, code, '建一座体育馆')
  const community = app.signInAs('community1')
  const end = (ideaId: string, body: object) => community.ask(endIdea, { params: { ideaId }, body })
  expect((await author.ask(endIdea, { params: { ideaId: one.id }, body: { end: 'adopt' } })).status).toBe(403)
  expect(
    (await app.signInAs('community2').ask(endIdea, { params: { ideaId: one.id }, body: { end: 'adopt' } })).status,
  ).toBe(403)
  expect((await end(two.id, { end: 'decline', reason: 'too_costly' })).status).toBe(400)
  await community.call(stepCall, { params: { callId }, body: { step: 'close' } })
  const early = await community.ask(stepCall, { params: { callId }, body: { step: 'decide' } })
  expect([early.status, early.error?.message]).toEqual([422, expect.stringContaining('2')])
  const past = await end(one.id, {
    end: 'adopt',
    matter: { holderPostId: app.town.posts.streetDepartment1, dueOn: '2026-11-01' },
  })
  expect([past.status, past.reason]).toEqual([400, 'ideas.bad_deadline'])
  const adopted = await community.call(endIdea, {
    params: { ideaId: one.id },
    body: {
      end: 'adopt',
      words: '明年春天动工',
      matter: { holderPostId: app.town.posts.streetDepartment1, dueOn: '2026-12-31' },
    },
  })
  expect(adopted.matter?.number).toBeTruthy()
  await community.call(endIdea, {
    params: { ideaId: two.id },
    body: { end: 'decline', reason: 'too_costly', words: '没有场地' },
  })
  expect((await end(two.id, { end: 'adopt' })).status).toBe(409)
  await community.call(stepCall, { params: { callId }, body: { step: 'decide' } })
  const seen = await app.anyone.call(getIdea, { params: { ideaId: two.id } })
  expect([seen.state, seen.end?.words]).toEqual(['declined', '没有场地'])
  expect((await app.anyone.call(getIdea, { params: { ideaId: one.id } })).matter?.state).toBe('handling')
  await app.deliver()
  const topics = (await author.call(listNotices)).rows.map(({ topic }) => topic)
  expect(topics).toEqual(expect.arrayContaining(['idea_adopted', 'idea_declined']))
})

it('closes by itself after its last day, and its post is told once when answers are overdue', async () => {
  const { id: callId, code } = await app.openCall({ title: '到期的征集', untilOn: '2026-11-24' })
  await app.give(app.anyone, code, '多一盏灯')
  const community = app.signInAs('community1')
  const begun = app.clock.now()
  app.clock.set(new Date('2026-11-24T17:00:00Z'))
  await dayTick.run(app.services)
  const closed = await community.call(getCall, { params: { callId } })
  // 20 working days from the day after.
  expect([closed.state, closed.dueAt?.slice(0, 10)]).toEqual(['closed', '2026-12-23'])
  app.clock.set(new Date('2026-12-24T02:00:00Z'))
  await dayTick.run(app.services)
  await dayTick.run(app.services)
  await app.deliver()
  const told = (await community.call(listNotices)).rows.filter(({ topic }) => topic === 'ideas_overdue')
  expect(told).toHaveLength(1)
  app.clock.set(begun)
})

it('every figure leads to exactly its list, and a call shows what its reader may see', async () => {
  const community = app.signInAs('community1')
  const figures = await community.call(ideaFigures, {})
  for (const figure of ['ideas', 'adopted', 'declined', 'merged', 'open'] as const)
    expect((await community.call(listIdeas, { query: { figure } })).total).toBe(figures[figure])
  const { rows } = await community.call(listIdeas, { query: { figure: 'endorsements', limit: 200 } })
  expect(rows.reduce((sum, { endorsements }) => sum + endorsements, 0)).toBe(figures.endorsements)
  const calls = await app.signInAs('community2').call(listCalls)
  expect(calls.rows.every(({ place }) => place.id === app.town.places.community2)).toBe(true)
})

it('has other photos once its author says so; one that was taken out may come back', async () => {
  const { code } = await app.openCall({ title: '照片可以换' })
  const author = app.signInAs('resident1')
  const [first, second] = [await upload(author), await upload(author)]
  const { id: ideaId } = await app.give(author, code, '修花坛', { fileIds: [first] })
  const params = { ideaId }
  const amend = (fileIds: (typeof first)[]) =>
    author.ask(amendIdea, { params, body: { title: '修花坛', body: '花坛的边塌了。', fileIds } })
  const sees = async (fileId: typeof first) =>
    (await app.signInAs('resident2').ask(readFile, { params: { fileId } })).status
  expect((await amend([second, second])).status).toBe(200)
  expect((await app.anyone.call(getIdea, { params })).fileIds).toEqual([second])
  // What was taken out is no longer for everybody; the versions say how many changed.
  expect([await sees(first), await sees(second)]).toEqual([404, 200])
  expect((await amend([first, second])).status).toBe(200)
  expect([await sees(first), await sees(second)]).toEqual([200, 200])
  expect((await amend([])).status).toBe(200)
  const { versions } = await app.anyone.call(getIdea, { params })
  expect(versions.map(({ picturesAdded, picturesGone }) => [picturesAdded, picturesGone])).toEqual([
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 0],
  ])
  // A photo of somebody else is nobody's to add.
  const strange = await upload(app.signInAs('resident2'))
  expect((await amend([strange])).status).toBe(422)
})

it('stands among what the council of its place could speak about until it has an end', async () => {
  const community = app.signInAs('community1')
  const { code } = await app.openCall({ title: '议事会前的征集' })
  const bench = await app.give(app.signInAs('resident1'), code, '河边装长椅')
  const done = await app.give(app.anyone, code, '河边装灯')
  await community.call(endIdea, { params: { ideaId: done.id }, body: { end: 'adopt' } })
  const times = { startsAt: '2026-12-20T01:00:00Z', endsAt: '2026-12-20T03:00:00Z' }
  const { id: gatheringId } = await community.call(planGathering, {
    body: { kind: 'council', title: '社区议事会', placeId: app.town.places.community1, ...times },
  })
  const params = { gatheringId }
  const proposed = async () =>
    (await community.call(proposals, { params })).rows.flatMap(({ from, id }) => (from === 'idea' ? [id] : []))
  const first = await proposed()
  expect(first).toContain(bench.id)
  expect(first).not.toContain(done.id)
  await community.call(addItem, { params, body: { title: '长椅', subject: { kind: 'idea', id: bench.id } } })
  expect(await proposed()).not.toContain(bench.id)
  const { items } = await community.call(getGathering, { params })
  expect(items[0]?.subject).toMatchObject({ path: `/ideas/${bench.id}`, state: { zh: '已发布' } })
  // An idea of another community is not this council's to take up.
  const far = app.signInAs('community2')
  const other = await far.call(planGathering, {
    body: { kind: 'council', title: '隔壁议事会', placeId: app.town.places.community2, ...times },
  })
  const taken = {
    params: { gatheringId: other.id },
    body: { title: '长椅', subject: { kind: 'idea', id: bench.id } },
  } as const
  expect((await far.ask(addItem, taken)).status).toBe(404)
})
