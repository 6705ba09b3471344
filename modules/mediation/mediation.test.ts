import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../kernel/actor.ts'
import { sql } from '../../kernel/db.ts'
import { readStream } from '../../kernel/events/record.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { getMatter } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import * as contract from './contract.ts'
import { passDays } from './day-tick.ts'
import { caseStream } from './events.ts'
import { myInbox } from './inbox.fixture.ts'
import { aCase, aCommittee, deskOf, findings, secretWords } from './mediation.fixture.ts'
import { linkFigures } from './public.ts'
import { setRow, tell } from './store.ts'
import type { CaseId, CommitteeId } from './tables.ts'

let app: MatterApp
let committeeId: CommitteeId
let d: ReturnType<typeof deskOf>
beforeAll(async () => {
  app = await matterApp()
  committeeId = await aCommittee(app.signInAs('community1'), app.town)
  d = deskOf(app)
})
afterAll(() => app.close())

const newCase = (more: Partial<contract.OpenBody> = {}) => aCase(d.head(), app.town, committeeId, '1', more)
const tick = () => app.db.tx((tx) => passDays(tx, app.services, app.town.tenantId))
const story = async (id: CaseId) =>
  (await app.db.read((tx) => readStream(tx, app.town.tenantId, caseStream(id)))).map(({ type, payload }) =>
    [type.replace('mediation.', ''), payload.to].filter(Boolean).join(' '),
  )

describe('who sees a case', () => {
  it('its mediators and the head; nobody else, whatever their post', async () => {
    const caseId = await newCase()
    const params = { caseId }
    const status = async (who: Parameters<typeof app.signInAs>[0]) =>
      (await app.signInAs(who).ask(contract.getCase, { params })).status
    expect((await app.anyone.ask(contract.getCase, { params })).status).toBe(401)
    for (const who of [
      'community2',
      'street1',
      'supervisor',
      'administrator',
      'resident1',
      'compoundSecretary12',
      'gridWorker11',
    ] as const)
      expect(await status(who), who).toBe(404)
    for (const who of ['community1', 'compoundSecretary11'] as const) expect(await status(who), who).toBe(200)
    await d.begin(caseId)
    expect(await status('compoundSecretary12')).toBe(200)
    expect(await status('gridWorker11')).toBe(404)
    // A mediator does not choose mediators.
    const choice = { params, body: { personId: app.town.persons.gridWorker11, leads: false } }
    expect((await app.signInAs('compoundSecretary12').ask(contract.chooseMediator, choice)).status).toBe(403)
    const { rows } = await app.signInAs('compoundSecretary12').call(contract.listCases, { query: {} })
    expect(rows.map(({ id }) => id)).toEqual([caseId])
    expect((await app.signInAs('street1').call(contract.listCases, { query: {} })).total).toBe(0)
  })

  it('a head who is a party sees the party’s page alone', async () => {
    const caseId = await newCase({ others: [{ name: '主任', phone: app.town.phones.community1 }] })
    const params = { caseId }
    expect((await d.head().ask(contract.getCase, { params })).status).toBe(404)
    expect((await app.signInAs('compoundSecretary11').ask(contract.getCase, { params })).status).toBe(200)
    const { rows } = await d.head().call(contract.myCases)
    expect(rows).toMatchObject([{ side: 'b', state: 'received' }])
    const others = { params: { partyId: rows[0]?.partyId as never } }
    expect((await app.signInAs('resident1').ask(contract.myCase, others)).status).toBe(404)
  })
})

describe('consent', () => {
  it('is asked of both; one no ends it, and neither rule nor database lets it go on', async () => {
    const caseId = await newCase()
    expect((await d.step(caseId, { step: 'accept' })).status).toBe(422)
    await d.must(d.step(caseId, { step: 'ask' }))
    expect((await d.step(caseId, { step: 'accept' })).reason).toBe('mediation.accept')
    await d.must(d.say(caseId, 'b', { consent: 'no' }))
    expect(await d.view(caseId)).toMatchObject({ state: 'refused', endState: 'refused' })
    expect(await story(caseId)).toEqual(['case_opened received', 'stepped asking', 'answered', 'stepped refused'])
    expect((await d.say(caseId, 'b', { consent: 'yes' })).reason).toBe('mediation.not_now')
    expect((await d.step(caseId, { step: 'accept' })).status).toBe(422)
    const force = (set: string) =>
      app.db.tx((tx) => sql`update mediation.cases set ${sql.raw(set)} where id = ${caseId}`.execute(tx))
    await expect(
      force(`state = 'accepted', end_state = null, accepted_on = '2026-11-23', due_on = '2026-12-23'`),
    ).rejects.toThrow(/ended/)
    const fresh = await newCase()
    const jump = app.db.tx((tx) =>
      sql`update mediation.cases set state = 'mediating', accepted_on = '2026-11-23', due_on = '2026-12-23' where id = ${fresh}`.execute(
        tx,
      ),
    )
    await expect(jump).rejects.toThrow(/not every side/)
    expect(await findings(app)).toEqual([])
  })

  it('is given by the other side with its receipt code, without an account', async () => {
    const caseId = await newCase()
    const code = (await d.view(caseId)).parties[1]?.receiptCode ?? ''
    const params = { code }
    const yes = { consent: 'yes', consentVersion: 1 } as const
    const seen = await app.anyone.call(contract.caseByCode, { params })
    expect(seen).toMatchObject({ state: 'received', side: 'b', consent: null, others: ['赵*请'] })
    expect(JSON.stringify(seen)).not.toContain(secretWords.words)
    expect((await app.anyone.ask(contract.caseByCode, { params: { code: '00000-00000' } })).status).toBe(404)
    expect((await app.anyone.ask(contract.answerByCode, { params, body: yes })).status).toBe(422)
    await d.must(d.step(caseId, { step: 'ask' }))
    await app.anyone.call(contract.answerByCode, { params, body: yes })
    expect((await d.view(caseId)).parties[1]).toMatchObject({ consent: 'yes', consentWay: 'pocket', consentVersion: 1 })
    expect((await app.anyone.ask(contract.answerByCode, { params, body: {} })).status).toBe(400)
  })
})

describe('the mediator', () => {
  it('is chosen or accepted by the parties; who is too near is refused with words', async () => {
    const caseId = await newCase()
    await d.accept(caseId)
    const params = { committeeId }
    const { persons } = app.town
    await app.signInAs('gridWorker11').call(contract.declareInterest, {
      params,
      body: { kind: 'kin', phone: secretWords.otherPhone },
    })
    const choose = (personId: typeof persons.gridWorker11) =>
      d.head().ask(contract.chooseMediator, { params: { caseId }, body: { personId, leads: true } })
    const refused = await choose(persons.gridWorker11)
    expect([refused.reason, refused.error?.message]).toEqual(['mediation.conflict', expect.stringContaining('亲属')])
    expect((await d.say(caseId, 'a', { wish: persons.gridWorker11 })).reason).toBe('mediation.conflict')
    expect((await choose(persons.resident2)).status).toBe(404)
    await d.must(d.say(caseId, 'a', { wish: persons.compoundSecretary12 }))
    await d.must(choose(persons.compoundSecretary12))
    expect((await d.step(caseId, { step: 'begin' })).status).toBe(422)
    expect((await d.view(caseId)).parties.map(({ accepts }) => accepts)).toEqual([true, null])
    await d.must(d.say(caseId, 'b', { accepts: true }))
    await d.must(d.step(caseId, { step: 'begin' }, app.signInAs('compoundSecretary12')))
    await d.must(d.say(caseId, 'b', { other: '说话不公' }))
    expect(await d.view(caseId)).toMatchObject({ state: 'accepted' })
    expect(await findings(app)).toEqual([])
  })
})

describe('the clock', () => {
  it('has thirty days, warns before and after, and is longer only when every party agrees', async () => {
    const caseId = await newCase()
    await d.accept(caseId)
    const due = (days: number) => dayOf(new Date(app.clock.now().getTime() + days * dayMs))
    expect((await d.view(caseId)).clock).toMatchObject({ dueOn: due(30), left: 30, lamp: 'green' })
    app.clock.move(27 * dayMs)
    await tick()
    await tick()
    const ids = (await d.view(caseId)).parties.map(({ id }) => id)
    const extend = (partyIds: typeof ids) =>
      d.head().ask(contract.extendCase, {
        params: { caseId },
        body: { toOn: due(13), way: 'phone', why: '鉴定还没出来', partyIds },
      })
    expect((await extend(ids.slice(0, 1))).reason).toBe('mediation.extension_consent')
    await d.must(extend(ids))
    app.clock.move(14 * dayMs)
    await tick()
    expect((await d.view(caseId)).clock).toMatchObject({ over: 1, lamp: 'red' })
    expect((await story(caseId)).filter((line) => line === 'warned')).toHaveLength(2)
    expect((await d.head().call(contract.caseCounts)).clock).toBeGreaterThan(0)
  })
})

describe('an agreement', () => {
  it('in writing has all parts, takes effect with the last seal, goes to the court in thirty days, and is kept', async () => {
    const caseId = await newCase()
    await d.begin(caseId)
    expect((await d.draw(caseId)).reason).toBe('mediation.parts_missing')
    await d.describe(caseId)
    expect((await d.draw(caseId)).reason).toBe('mediation.agree')
    await d.must(d.hold(caseId, app.signInAs('compoundSecretary12')))
    const bare = await d.draw(caseId, { duties: '' })
    expect(bare.error?.fields?.map(({ path }) => path)).toEqual(['duties'])
    await d.must(d.draw(caseId))
    expect((await d.view(caseId)).agreement?.unsigned).toMatchObject({ seal: true })
    await d.sign(caseId)
    const view = await d.view(caseId)
    expect(view).toMatchObject({
      state: 'performing',
      agreement: { effectiveOn: d.today(), court: { state: 'open', clock: { left: 30 } } },
    })
    const docx = await d.head().ask(contract.readDocument, { params: { caseId, name: 'agreement.docx' } })
    expect((docx.body as unknown as Buffer).subarray(0, 2).toString()).toBe('PK')
    app.clock.move(21 * dayMs)
    await tick()
    app.clock.move(7 * dayMs)
    await tick()
    await tick()
    expect((await story(caseId)).filter((line) => /remind/.test(line))).toEqual([
      'court_reminded',
      'promise_reminded',
      'court_reminded',
    ])
    const court = (state: 'made' | 'confirmed' | 'not_wished') =>
      d.head().ask(contract.noteCourt, { params: { caseId }, body: { state, on: d.today() } })
    expect((await court('confirmed')).status).toBe(422)
    await d.must(court('made'))
    await d.must(court('confirmed'))
    expect((await d.step(caseId, { step: 'close' })).reason).toBe('mediation.close')
    const promiseId = view.agreement?.promises[0]?.id
    if (!promiseId) throw new Error('no promise')
    await d
      .head()
      .call(contract.settlePromise, { params: { caseId, promiseId }, body: { state: 'kept', on: d.today() } })
    const partyId = view.parties[0]?.id
    if (!partyId) throw new Error('no party')
    await d
      .head()
      .call(contract.callBack, { params: { caseId }, body: { partyId, reached: true, content: 5, words: '很好' } })
    await d.must(d.step(caseId, { step: 'close' }))
    await d.head().call(contract.bindCase, { params: { caseId }, body: {} })
    const { volume, state } = await d.view(caseId)
    expect(state).toBe('archived')
    expect(volume?.contents.map(({ title }) => title)).toEqual([
      '人民调解受理登记表',
      '征求当事人意见记录',
      '调解员选定记录',
      '调解记录（第1次）',
      '人民调解协议',
      '履行情况记录',
      '回访记录',
      '结案报告',
    ])
    const lines = volume?.contents ?? []
    const last = lines.at(-1)
    expect((last?.page ?? 0) + (last?.pages ?? 0) - 1).toBe(volume?.pages)
    expect((await d.head().ask(contract.openVolume, { params: { caseId }, query: { why: ' ' } })).status).toBe(400)
    const opened = await d.head().ask(contract.openVolume, { params: { caseId }, query: { why: '法院调卷' } })
    expect((opened.body as unknown as Buffer).subarray(0, 5).toString()).toBe('%PDF-')
    await expect(
      app.db.tx((tx) => sql`update mediation.volumes set pages = 1 where case_id = ${caseId}`.execute(tx)),
    ).rejects.toThrow(/not changed/)
    expect(await findings(app)).toEqual([])
    // What is bound says who the parties are: nobody writes another thing beside it.
    const late = { params: { caseId, partyId }, body: { details: '改成别的' } }
    expect((await d.head().ask(contract.describeParty, late)).status).toBe(422)
    expect((await story(caseId)).slice(-2)).toEqual(['bound', 'volume_opened'])
  })

  it('orally is recorded and in effect that day; a failure tells the other ways first', async () => {
    const caseId = await newCase()
    await d.begin(caseId)
    await d.must(d.hold(caseId))
    await d.must(d.draw(caseId, { form: 'oral', facts: '', issues: '', duties: '' }))
    expect(await d.view(caseId)).toMatchObject({
      state: 'performing',
      agreement: { form: 'oral', effectiveOn: d.today() },
    })
    const other = await newCase()
    await d.begin(other)
    expect((await d.step(other, { step: 'fail' })).reason).toBe('mediation.fail')
    await d.must(d.step(other, { step: 'fail', toldWays: ['court'] }))
    expect(await d.view(other)).toMatchObject({ state: 'failed', toldWays: ['court'], toldOn: d.today() })
  })

  /** Everybody has signed today but a second mediator, and of the parties as many as `left` says. */
  const waitingForSecond = async (left = 0) => {
    const caseId = await newCase()
    const params = { caseId }
    await d.accept(caseId)
    const { compoundSecretary12, compoundSecretary11 } = app.town.persons
    const choose = (personId: typeof compoundSecretary11, leads: boolean) =>
      d.must(d.head().ask(contract.chooseMediator, { params, body: { personId, leads } }))
    await choose(compoundSecretary12, true)
    await choose(compoundSecretary11, false)
    for (const side of ['a', 'b'] as const) await d.must(d.say(caseId, side, { accepts: true }))
    await d.must(d.step(caseId, { step: 'begin' }))
    await d.describe(caseId)
    await d.must(d.hold(caseId))
    await d.must(d.draw(caseId))
    const view = await d.view(caseId)
    const on = d.today()
    const sign = (body: Omit<contract.SignBody, 'on'>) =>
      d.must(d.head().ask(contract.signAgreement, { params, body: { on, ...body } }))
    const party = ({ id: partyId }: (typeof view.parties)[number]) => sign({ who: 'party', partyId, way: 'signature' })
    await sign({ who: 'seal', way: 'stamp' })
    await sign({ who: 'mediator', personId: compoundSecretary12, way: 'signature' })
    const now = view.parties.length - left
    for (const one of view.parties.slice(0, now)) await party(one)
    const second = view.mediators.find(({ personId }) => personId === compoundSecretary11)
    if (!second) throw new Error('no second mediator')
    expect((await d.view(caseId)).state).toBe('agreed')
    const signLast = async () => {
      for (const one of view.parties.slice(now)) await party(one)
    }
    return { caseId, mediatorId: second.id, personId: second.personId, signLast }
  }

  it('that a mediator left unsigned takes effect on the day on which they leave the case: the court’s days begin then', async () => {
    const { caseId, mediatorId } = await waitingForSecond()
    app.clock.move(40 * dayMs)
    await d.must(d.head().ask(contract.releaseMediator, { params: { caseId, mediatorId }, body: { reason: 'away' } }))
    expect(await d.view(caseId)).toMatchObject({
      state: 'performing',
      agreement: { effectiveOn: d.today(), court: { state: 'open', clock: { left: 30 } } },
    })
    expect((await story(caseId)).slice(-2)).toEqual(['mediator_left', 'stepped performing'])
    await tick()
    await d.must(d.head().ask(contract.noteCourt, { params: { caseId }, body: { state: 'made', on: d.today() } }))
    expect(await findings(app)).toEqual([])
  })

  it('that a mediator left unsigned takes effect no earlier, though a signature of an earlier day is noted after they left', async () => {
    const { caseId, mediatorId, signLast } = await waitingForSecond(1)
    app.clock.move(40 * dayMs)
    const left = d.today()
    await d.must(d.head().ask(contract.releaseMediator, { params: { caseId, mediatorId }, body: { reason: 'away' } }))
    expect((await d.view(caseId)).state).toBe('agreed')
    app.clock.move(2 * dayMs)
    await signLast()
    expect(await d.view(caseId)).toMatchObject({
      state: 'performing',
      agreement: { effectiveOn: left, court: { state: 'open', clock: { left: 28 } } },
    })
    await tick()
    await d.must(d.head().ask(contract.noteCourt, { params: { caseId }, body: { state: 'made', on: d.today() } }))
    expect(await findings(app)).toEqual([])
  })

  it('has promises that were kept before it took effect: from the day on which it was written; the court is asked from its effect', async () => {
    const dayIn = (days: number) => dayOf(new Date(app.clock.now().getTime() + days * dayMs))
    const [before, drawn, paid] = [dayIn(-1), dayIn(0), dayIn(4)]
    const { caseId, mediatorId, signLast } = await waitingForSecond(1)
    const params = { caseId }
    app.clock.move(9 * dayMs)
    await d.must(d.head().ask(contract.releaseMediator, { params: { caseId, mediatorId }, body: { reason: 'away' } }))
    app.clock.move(2 * dayMs)
    await signLast()
    const { agreement } = await d.view(caseId)
    expect(agreement?.effectiveOn).toBe(dayIn(-2))
    const promiseId = agreement?.promises[0]?.id
    if (!promiseId) throw new Error('no promise')
    const settle = (state: 'kept' | 'broken', on: string) =>
      d.head().ask(contract.settlePromise, { params: { caseId, promiseId }, body: { state, on } })
    for (const on of [before, dayIn(1)]) expect((await settle('kept', on)).reason).toBe('mediation.settled_day')
    await d.must(settle('broken', drawn))
    await d.must(settle('kept', paid))
    expect((await d.view(caseId)).agreement?.promises).toMatchObject([{ state: 'kept', settledOn: paid }])
    const early = await d.head().ask(contract.noteCourt, { params, body: { state: 'made', on: paid } })
    expect(early.reason).toBe('mediation.court_day')
    expect(await findings(app)).toEqual([])
  })

  it('that waited for nobody, left so by a program from before, takes effect with the day’s tick, once', async () => {
    const stuck = await waitingForSecond()
    const waits = await waitingForSecond()
    const { tenantId } = app.town
    // As that program let a mediator go.
    await app.db.tx(async (tx) => {
      const at = app.clock.now()
      const told = await setRow(tx, 'case_mediators', tenantId, stuck.mediatorId, { to_at: at, end_reason: 'away' })
      const more = { personId: stuck.personId, kind: 'away' }
      const of = { id: stuck.caseId, committee_id: committeeId }
      await tell(tx, { tenantId, at, by: systemActor }, of, 'mediator_left', [told], more)
    })
    app.clock.move(40 * dayMs)
    expect(await d.view(stuck.caseId)).toMatchObject({ state: 'agreed', agreement: { effectiveOn: null } })
    await tick()
    await tick()
    expect(await d.view(stuck.caseId)).toMatchObject({
      state: 'performing',
      agreement: { effectiveOn: d.today(), court: { state: 'open', clock: { left: 30 } } },
    })
    const steps = async (caseId: CaseId) => (await story(caseId)).filter((line) => line === 'stepped performing')
    expect([await steps(stuck.caseId), await steps(waits.caseId)]).toEqual([['stepped performing'], []])
    expect((await d.view(waits.caseId)).state).toBe('agreed')
    expect(await findings(app)).toEqual([])
  })

  it('goes to the court in time, though it is noted when the thirty days are over', async () => {
    const oral = async () => {
      const caseId = await newCase()
      await d.begin(caseId)
      await d.must(d.hold(caseId))
      await d.must(d.draw(caseId, { form: 'oral', facts: '', issues: '', duties: '' }))
      return caseId
    }
    const [applied, silent] = [await oral(), await oral()]
    app.clock.move(31 * dayMs)
    await tick()
    const courtOf = async (caseId: CaseId) => (await d.view(caseId)).agreement?.court
    const until = (await courtOf(applied))?.clock.dueOn ?? ''
    expect(await courtOf(applied)).toMatchObject({ state: 'passed' })
    const note = (caseId: CaseId, state: 'made' | 'confirmed' | 'not_wished', on: string) =>
      d.head().ask(contract.noteCourt, { params: { caseId }, body: { state, on } })
    expect((await note(applied, 'made', d.today())).reason).toBe('mediation.court_day')
    expect((await note(applied, 'confirmed', d.today())).reason).toBe('mediation.court')
    await d.must(note(applied, 'made', until))
    expect(await courtOf(applied)).toMatchObject({ state: 'made', on: until })
    await tick()
    await d.must(note(applied, 'confirmed', d.today()))
    await d.must(note(silent, 'not_wished', d.today()))
    expect([await courtOf(applied), await courtOf(silent)]).toMatchObject([
      { state: 'confirmed' },
      { state: 'not_wished' },
    ])
    expect(await findings(app)).toEqual([])
  })
})

describe('a seat', () => {
  it('counts on its days alone: until the last one that is known, and not before the first', async () => {
    const { persons, posts } = app.town
    const third = await aCommittee(app.signInAs('community3'), app.town, '3')
    const d3 = deskOf(app, 'community3')
    const deputy = app.signInAs('compoundSecretary31')
    const dayIn = (days: number) => dayOf(new Date(app.clock.now().getTime() + days * dayMs))
    const { rows } = await d3.head().call(contract.listCommittees)
    const seats = rows.find(({ id }) => id === third)?.seats ?? []
    const secretary: string = persons.compoundSecretary32
    for (const { id: seatId, kind, personId } of seats)
      if (kind !== 'member' || personId === secretary)
        await d3.must(d3.head().ask(contract.leaveSeat, { params: { seatId }, body: { on: dayIn(30) } }))
    const next = { postId: posts.buildingLead311, kind: 'deputy' as const, fromOn: dayIn(25) }
    await d3.head().call(contract.takeSeat, { params: { committeeId: third }, body: next })

    const caseId = await aCase(deputy, app.town, third, '3')
    await d3.must(
      deputy.ask(contract.raiseDanger, { params: { caseId }, body: { kind: 'minor', words: '孩子没人管' } }),
    )
    await app.deliver()
    expect(await myInbox(app, 'community3')).toEqual(
      expect.arrayContaining([expect.stringContaining('收到一起纠纷'), expect.stringContaining('危险')]),
    )
    // Of the danger the guardian's post is told; of a case in a committee in which they do not sit yet they are not.
    expect((await myInbox(app, 'buildingLead311')).filter((words) => words.includes('收到'))).toEqual([])

    await d3.accept(caseId)
    const choose = (personId: typeof persons.gridWorker31) =>
      d3.head().ask(contract.chooseMediator, { params: { caseId }, body: { personId, leads: false } })
    const nominees = (await d3.view(caseId)).nominees.map(({ personId }) => personId)
    expect(nominees).toContain(persons.gridWorker31)
    expect(nominees).not.toContain(persons.buildingLead311)
    await d3.must(choose(persons.gridWorker31))
    expect((await choose(persons.buildingLead311)).status).toBe(404)
    const declare = (who: 'gridWorker31' | 'gridWorker32') =>
      app.signInAs('community3').ask(contract.declareInterest, {
        params: { committeeId: third },
        body: { kind: 'kin', phone: '12000007771', personId: persons[who] },
      })
    await d3.must(declare('gridWorker31'))
    expect((await declare('gridWorker32')).status).toBe(404)
  })
})

describe('danger', () => {
  it('goes to police and guardian at once, in any state, without the words', async () => {
    const caseId = await newCase()
    const { matterId } = await d
      .head()
      .call(contract.raiseDanger, { params: { caseId }, body: { kind: 'violence', words: '他拿了刀' } })
    const matter = await app.signInAs('waterDepartment').call(getMatter, { params: { matterId } })
    expect(matter).toMatchObject({ priority: 'urgent' })
    expect(JSON.stringify(matter)).not.toContain('他拿了刀')
    await app.deliver()
    for (const who of ['waterDepartment', 'buildingLead111', 'compoundSecretary11'] as const)
      expect(await myInbox(app, who), who).toContainEqual(expect.stringContaining('危险'))
    expect((await d.view(caseId)).dangers).toMatchObject([{ kind: 'violence', words: '他拿了刀', overAt: null }])
  })
})

describe('what stands in clear', () => {
  it('nowhere: no name, phone or word of any case in any row or event', async () => {
    const caseId = await newCase()
    const partyId = (await d.view(caseId)).parties[1]?.id
    if (!partyId) throw new Error('no party')
    const shown = await d
      .head()
      .call(contract.revealParty, { params: { caseId, partyId }, body: { why: '打电话通知' } })
    expect(shown).toMatchObject({ name: secretWords.other, phone: secretWords.otherPhone })
    await app.deliver()
    const { rows: tables } = await app.db.read((tx) =>
      sql<{ name: string }>`select format('%I.%I', n.nspname, c.relname) as name from pg_class c
        join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p')
          and n.nspname not in ('pg_catalog', 'information_schema')`.execute(tx),
    )
    const words = [...Object.values(secretWords), '打电话通知', '他拿了刀', '鉴定还没出来', '法院调卷', '说话不公']
    for (const { name } of tables)
      for (const word of words) {
        const { rows } = await app.db.read((tx) =>
          sql<{
            n: number
          }>`select count(*)::int as n from ${sql.raw(name)} t where t::text like ${`%${word}%`}`.execute(tx),
        )
        expect(rows[0]?.n, `${word} in ${name}`).toBe(0)
      }
    const list = await d.head().call(contract.listCases, { query: {} })
    expect(JSON.stringify(list)).not.toContain(secretWords.other)
    expect(await findings(app)).toEqual([])
    await app.db.tx((tx) => sql`update mediation.parties set name_sealed = '\\x00' where id = ${partyId}`.execute(tx))
    expect(await findings(app)).toEqual([expect.stringContaining('name_sealed')])
  })
})

describe('counts', () => {
  it('are for community, street and supervisor, none below five, and the board’s are the page’s', async () => {
    expect((await app.signInAs('gridWorker11').ask(contract.statistics, {})).status).toBe(403)
    const tomorrow = new Date(app.clock.now().getTime() + dayMs)
    const from = new Date(app.clock.now().getTime() - 200 * dayMs)
    const { path } = (
      await app.db.read((tx) =>
        sql<{ path: string }>`select path from places.places where id = ${app.town.places.community1}`.execute(tx),
      )
    ).rows[0] ?? { path: '/' }
    const actor = { tenantId: app.town.tenantId, personId: app.town.persons.street1, sessionId: '' as never, name: '' }
    const posts = [
      {
        postId: app.town.posts.street1,
        role: 'street' as const,
        placeId: app.town.places.street1,
        placePath: '/',
        gridId: null,
        how: 'own' as const,
      },
    ]
    const board = (to: Date, placePath = path) =>
      app.db.read((tx) => linkFigures(tx, { ...actor, posts }, { placePath, from, to, at: app.clock.now() }))
    const pageTo = (to: Date) =>
      app.signInAs('street1').call(contract.statistics, { query: { path, from: dayOf(from), to: dayOf(to) } })
    // Cases whose days end within what is asked for, after today: they are not late.
    for (let n = 0; n < 5; n++) await d.accept(await newCase())
    const page = await pageTo(tomorrow)
    for (const to of [tomorrow, new Date(app.clock.now().getTime() + 40 * dayMs)]) {
      const figures = await board(to)
      const shown = await pageTo(to)
      expect(figures.length).toBeGreaterThanOrEqual(2)
      for (const { code, value } of figures) expect(shown[code as 'open'], code).toBe(value)
      expect(shown.late).toBe(page.late)
    }
    // Below a community nothing is counted, by neither of them; two cases of another community are not told apart.
    const { rows: smaller } = await app.db.read((tx) =>
      sql<{
        path: string
      }>`select path from places.places where id = ${app.town.places.building111}`.execute(tx),
    )
    const building = smaller[0]?.path ?? ''
    expect(await board(tomorrow, building)).toEqual([])
    for (const who of ['street1', 'supervisor'] as const) {
      for (const query of [{ path: building }, { placeId: app.town.places.building111 }])
        expect((await app.signInAs(who).ask(contract.statistics, { query })).reason, who).toBe('mediation.too_fine')
      const answers = [
        await app.signInAs(who).call(contract.statistics, { query: { path } }),
        await app.signInAs(who).call(contract.listCases, { query: {} }),
        await app.signInAs(who).call(contract.caseCounts),
        await app.signInAs(who).call(contract.listCommittees),
        await app.signInAs(who).call(contract.listReferrals, { query: { of: 'note' } }),
      ]
      const told = JSON.stringify(answers)
      for (const word of [...Object.values(secretWords), '赵申请', app.town.places.building111])
        expect(told, who).not.toContain(word)
      const counts = Object.values(answers[0] ?? {}).filter((value) => typeof value === 'number')
      expect(counts.every((n) => n === 0 || n >= 5)).toBe(true)
    }
    expect(page.received).toBeGreaterThan(5)
    expect(page.confirmed).toBeNull()
  })
})
