import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { getMatter } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { dropDue, getDue, listDues, recordVisit, revealContact } from './contract.ts'
import { raiseTick } from './difficulty.ts'
import * as events from './events.ts'
import { subjectChanged, subjectEnded, type VisitSubject } from './public.ts'
import { verifyVisits } from './verify.ts'
import { duesOf, firmAt, happen, inventContacts, reached } from './visit-app.fixture.ts'

let app: MatterApp
let firm: VisitSubject
afterAll(inventContacts())
beforeAll(async () => {
  app = await matterApp()
  firm = await firmAt(app, 'building111', '融通软件')
  await happen(app, firm, 'registered')
})
afterAll(() => app?.close())

const typesOf = async (subject: VisitSubject) => (await app.events(events.streamOf(subject.id))).map(({ type }) => type)

describe('a new firm', () => {
  it('is due for a call by the community within 5 working days, and again after 20', async () => {
    const dues = await duesOf(app.signInAs('community1'), firm)
    expect(dues.map((due) => [due.rule.code, due.method, dayOf(new Date(due.deadlineAt)), due.holder.id])).toEqual([
      ['new_firm', 'call', '2026-11-30', app.town.posts.community1],
      ['new_firm', 'call', '2026-12-28', app.town.posts.community1],
    ])
    expect(await typesOf(firm)).toEqual([events.subjectKnown, events.dueMade, events.dueMade])
  })

  it('told again, it is due for nothing more', async () => {
    await happen(app, firm, 'registered')
    expect(await duesOf(app.signInAs('community1'), firm)).toHaveLength(2)
    expect(await typesOf(firm)).toHaveLength(3)
  })

  it('may have a staircase, a floor and a room, which change with it', async () => {
    const upstairs = {
      ...(await firmAt(app, 'building111', '楼上工作室')),
      stairs: { unit: '2', floor: 5, room: '501' },
    }
    await happen(app, upstairs, 'registered')
    const kept = async () => {
      const { rows } = await app.db.read((tx) =>
        sql`select unit, floor, room from visits.subjects where id = ${upstairs.id}`.execute(tx),
      )
      return rows
    }
    expect(await kept()).toEqual([{ unit: '2', floor: 5, room: '501' }])
    await app.db.tx((tx) => subjectChanged(tx, app.clock.now(), app.town.tenantId, { ...upstairs, stairs: null }))
    expect(await kept()).toEqual([{ unit: null, floor: null, room: null }])
    const why = { zh: '搬走了', en: 'It left' }
    await app.db.tx((tx) => subjectEnded(tx, app.clock.now(), app.town.tenantId, upstairs, why))
  })

  it('is seen by who answers for the place, and by nobody else', async () => {
    const dueId = (await duesOf(app.signInAs('community1'), firm))[0]?.id ?? newId<'due'>()
    const params = { dueId }
    for (const who of ['community1', 'street1', 'gridWorker11', 'supervisor', 'district'] as const)
      expect((await app.signInAs(who).ask(getDue, { params })).status, who).toBe(200)
    for (const who of ['community2', 'street2', 'gridWorker12', 'waterDepartment', 'compoundSecretary11'] as const) {
      expect((await app.signInAs(who).ask(getDue, { params })).status, who).toBe(404)
      expect((await app.signInAs(who).call(listDues)).total, who).toBe(0)
    }
    expect((await app.signInAs('resident1').ask(getDue, { params })).status).toBe(403)
    expect((await app.signInAs('administrator').ask(getDue, { params })).status).toBe(403)
    expect((await app.anyone.ask(getDue, { params })).status).toBe(401)
  })
})

describe('a call', () => {
  it('asks, keeps what was said sealed, tells the facts, and is done', async () => {
    const who = app.signInAs('community1')
    const [due] = await duesOf(who, firm)
    if (!due) throw new Error('no due')
    const view = await who.call(getDue, { params: { dueId: due.id } })
    expect(view.questions.map(({ code }) => code)).toEqual(['staff', 'graduates', 'hiring'])
    expect(view.contacts[0]?.phone).toContain('****')
    const body = reached({ answers: { staff: 12, hiring: 'yes' }, words: '想知道有没有人才公寓', mood: 4 })
    const answer = await who.call(recordVisit, { params: { dueId: due.id }, body })
    expect(answer).toEqual({ visitId: body.visitId, state: 'done', again: null, matter: null, notRaised: null })
    const last = (await app.events(events.streamOf(firm.id))).at(-1)
    expect(last?.type).toBe(events.visitRecorded)
    expect(last?.payload).toMatchObject({ facts: { staff: 12 }, answers: { staff: 12, hiring: 'yes' }, mood: 4 })
    expect(JSON.stringify(last)).not.toContain('人才公寓')
    const after = await who.call(getDue, { params: { dueId: due.id } })
    expect(after.history[0]).toMatchObject({ words: '想知道有没有人才公寓', mood: 4, reached: true })
    const { rows } = await app.db.read((tx) =>
      sql<{ w: Buffer }>`select words_sealed as w from visits.remarks`.execute(tx),
    )
    expect(rows.every(({ w }) => !w.includes('人才公寓'))).toBe(true)
  })

  it('is not asked the next time what is known', async () => {
    const who = app.signInAs('community1')
    const next = (await duesOf(who, firm)).find(({ state }) => state === 'open')
    const view = await who.call(getDue, { params: { dueId: next?.id ?? newId<'due'>() } })
    expect(view.questions.map(({ code }) => code)).toEqual(['graduates', 'hiring'])
    expect(view.known).toBe(1)
  })

  it('that somebody else has recorded meanwhile is told, and can be kept as a supplement', async () => {
    const done = (await duesOf(app.signInAs('community1'), firm)).find(({ state }) => state === 'done')
    const params = { dueId: done?.id ?? newId<'due'>() }
    const worker = app.signInAs('gridWorker11')
    const refused = await worker.ask(recordVisit, { params, body: reached({ words: '我也打过了' }) })
    expect([refused.status, refused.reason]).toEqual([409, 'visits.already_recorded'])
    expect(refused.error?.message).toContain('1号社区党委')
    await worker.call(recordVisit, { params, body: reached({ words: '我也打过了', supplement: true }) })
    const { history, state } = await worker.call(getDue, { params })
    expect(state).toBe('done')
    expect(history.map(({ words, supplement }) => [words, supplement])).toContainEqual(['我也打过了', true])
  })

  it('sent twice under one key is one call', async () => {
    const other = await firmAt(app, 'building111', '两次公司')
    await happen(app, other, 'lease_expiring')
    const who = app.signInAs('community1')
    const [due] = await duesOf(who, other)
    const params = { dueId: due?.id ?? newId<'due'>() }
    const body = reached()
    const key = { 'idempotency-key': newId() }
    const first = await who.ask(recordVisit, { params, body }, key)
    const second = await who.ask(recordVisit, { params, body }, key)
    expect(second.body).toEqual(first.body)
    expect((await who.call(getDue, { params })).history).toHaveLength(1)
  })

  it('with answers that do not fit, or photos nobody asked for, is refused in words', async () => {
    const other = await firmAt(app, 'building111', '错答公司')
    await happen(app, other, 'registered')
    const who = app.signInAs('community1')
    const [due] = await duesOf(who, other)
    const params = { dueId: due?.id ?? newId<'due'>() }
    const ask = (body: object) => who.ask(recordVisit, { params, body: { ...reached(), ...body } })
    expect((await ask({ answers: { hiring: 'perhaps' } })).reason).toBe('visits.bad_answer')
    expect((await ask({ answers: { unknown: 'x' } })).status).toBe(400)
    expect((await ask({ fileIds: [newId()] })).reason).toBe('visits.too_many_photos')
    expect((await ask({ reached: false, answers: { hiring: 'yes' } })).reason).toBe('visits.nobody_said_it')
    expect((await ask({ mood: 9 })).status).toBe(400)
    expect((await app.signInAs('supervisor').ask(recordVisit, { params, body: reached() })).status).toBe(403)
    expect((await app.signInAs('community2').ask(recordVisit, { params, body: reached() })).status).toBe(404)
    expect((await app.anyone.ask(recordVisit, { params, body: reached() })).status).toBe(401)
  })
})

describe('nobody answers', () => {
  it('is tried again, and after three tries given up and left out of the rate', async () => {
    const other = await firmAt(app, 'building112', '无人公司')
    await happen(app, other, 'lease_expiring')
    const who = app.signInAs('community1')
    const [due] = await duesOf(who, other)
    const params = { dueId: due?.id ?? newId<'due'>() }
    const miss = () =>
      who.call(recordVisit, { params, body: { visitId: newId<'visit'>(), method: 'call', reached: false } })
    const first = await miss()
    expect(first.state).toBe('open')
    expect(first.again && dayOf(new Date(first.again.fromAt))).toBe('2026-11-24')
    await miss()
    expect(await miss()).toMatchObject({ state: 'dropped', again: null })
    const view = await who.call(getDue, { params })
    expect([view.dropReason, view.tries]).toEqual(['unreached', 3])
    expect((await typesOf(other)).slice(-4)).toEqual([
      events.visitAttempted,
      events.visitAttempted,
      events.visitAttempted,
      events.dueDropped,
    ])
  })
})

describe('who was spoken with', () => {
  it('belongs to the subject that was called; anybody else is refused, and the due stays', async () => {
    const other = await firmAt(app, 'building111', '认人公司')
    await happen(app, other, 'registered')
    const who = app.signInAs('community1')
    const [due] = await duesOf(who, other)
    const params = { dueId: due?.id ?? newId<'due'>() }
    const record = (contactId: string) => who.ask(recordVisit, { params, body: reached({ contactId }) })
    const refused = await record('wang')
    expect([refused.status, refused.reason]).toEqual([400, 'visits.no_such_contact'])
    expect(refused.error?.fields?.map(({ path }) => path)).toEqual(['contactId'])
    expect((await who.call(getDue, { params })).state).toBe('open')
    expect((await record('li')).status).toBe(200)
  })
})

describe('a difficulty named in a call', () => {
  it('is a matter at once, linked both ways', async () => {
    const other = await firmAt(app, 'building111', '难题公司')
    await happen(app, other, 'registered')
    const who = app.signInAs('community1')
    const [due] = await duesOf(who, other)
    const params = { dueId: due?.id ?? newId<'due'>() }
    const { categories } = await who.call(getDue, { params })
    const category = categories.find(({ name }) => name.zh === '电梯空调')?.code ?? ''
    const difficulty = { category, words: '楼下路灯坏了，员工加班回家看不清路' }
    const body = reached({ difficulty, contactId: 'li', followUp: true })
    const key = { 'idempotency-key': newId() }
    const { body: answer } = await who.ask(recordVisit, { params, body }, key)
    expect(answer.matter?.number).toMatch(/^\d{6}-\d{6}$/)
    expect(answer.again).not.toBeNull()
    const matter = await who.call(getMatter, { params: { matterId: answer.matter?.id ?? newId<'matter'>() } })
    expect(matter).toMatchObject({ body: difficulty.words, placeDetail: '难题公司', channel: 'phone' })
    expect(matter.reporter?.phone).toContain('****')
    const { history } = await who.call(getDue, { params })
    expect(history[0]?.matter).toEqual({ id: answer.matter?.id, number: answer.matter?.number })
    expect(await typesOf(other)).toContain(events.difficultyRaised)
    // A phone that sends it again hears the same number.
    expect((await who.ask(recordVisit, { params, body }, key)).body.matter).toEqual(answer.matter)
    const dues = await duesOf(who, other)
    expect(dues.filter(({ state }) => state === 'open').map(({ method }) => method)).toContain('call')
    // A server that died before it heard the number: the worker asks again and finds the same matter.
    await app.db.tx((tx) =>
      sql`update visits.difficulties set state = 'raising', matter_id = null, matter_number = null
        where visit_id = ${body.visitId}`.execute(tx),
    )
    app.clock.move(120_000)
    await raiseTick.run(app.services)
    expect((await who.call(getDue, { params })).history[0]?.matter).toEqual(history[0]?.matter)
    app.clock.move(-120_000)
  })

  it('of a category that nobody knows is kept with the visit, and says why it is no matter', async () => {
    const other = await firmAt(app, 'building111', '怪题公司')
    await happen(app, other, 'registered')
    const who = app.signInAs('community1')
    const [due] = await duesOf(who, other)
    const body = reached({ difficulty: { category: 'no-such', words: '说不清楚的事情' } })
    const answer = await who.call(recordVisit, { params: { dueId: due?.id ?? newId<'due'>() }, body })
    expect([answer.state, answer.matter]).toEqual(['done', null])
    expect(answer.notRaised?.zh).toContain('类别')
    expect(await typesOf(other)).toContain(events.difficultyRefused)
  })
})

describe('not to disturb', () => {
  it('what two rules ask of one firm within days is one call that asks both', async () => {
    const other = await firmAt(app, 'building121', '合并公司')
    await happen(app, other, 'registered')
    await happen(app, other, 'lease_expiring')
    const who = app.signInAs('community1')
    const dues = await duesOf(who, other)
    const merged = dues.filter(({ state }) => state === 'merged')
    expect(merged.map(({ rule }) => rule.code)).toEqual(['lease_expiring'])
    expect(merged[0]?.endedWhy?.zh).toContain('合并为一次')
    const kept = dues.find(({ merged: count }) => count === 1)
    const view = await who.call(getDue, { params: { dueId: kept?.id ?? newId<'due'>() } })
    expect(view.questions.map(({ code }) => code)).toEqual(['staff', 'graduates', 'hiring', 'stays'])
    expect(view.mergedDues).toHaveLength(1)
    expect(await typesOf(other)).toContain(events.dueMerged)
  })
})

describe('a due', () => {
  it('is let go with a reason, by its holder or the office above', async () => {
    const other = await firmAt(app, 'building121', '放下公司')
    await happen(app, other, 'registered')
    const [due] = await duesOf(app.signInAs('community1'), other)
    const params = { dueId: due?.id ?? newId<'due'>() }
    const body = { reason: 'subject_declined', words: '企业说最近很忙，不希望打扰' } as const
    expect((await app.signInAs('gridWorker12').ask(dropDue, { params, body })).status).toBe(403)
    expect((await app.signInAs('community2').ask(dropDue, { params, body })).status).toBe(404)
    expect((await app.anyone.ask(dropDue, { params, body })).status).toBe(401)
    expect((await app.signInAs('community1').ask(dropDue, { params, body: { ...body, words: '' } })).status).toBe(400)
    expect(
      (await app.signInAs('community1').ask(dropDue, { params, body: { ...body, reason: 'unreached' } })).status,
    ).toBe(400)
    await app.signInAs('street1').call(dropDue, { params, body })
    expect((await app.signInAs('community1').ask(dropDue, { params, body })).status).toBe(409)
    expect((await typesOf(other)).at(-1)).toBe(events.dueDropped)
  })

  it('cannot be open without a post and a deadline: the database refuses it', async () => {
    for (const column of ['holder_post_id', 'deadline_at'])
      await expect(
        app.db.tx((tx) => sql`update visits.dues set ${sql.ref(column)} = null where state = 'open'`.execute(tx)),
      ).rejects.toThrow('dues_open_is_held')
  })

  it('shows a contact in full only for a reason, which is recorded', async () => {
    const who = app.signInAs('community1')
    const due = (await duesOf(who, firm)).find(({ state }) => state === 'open')
    const params = { dueId: due?.id ?? newId<'due'>(), contactId: 'li' }
    const body = { reason: '按计划电话回访' }
    expect(await who.call(revealContact, { params, body })).toEqual({ name: '李丽', phone: '10000004321' })
    const last = (await app.events(events.streamOf(firm.id))).at(-1)
    expect(last?.type).toBe(events.contactRevealed)
    expect(JSON.stringify(last)).not.toContain('10000004321')
    expect((await who.ask(revealContact, { params: { ...params, contactId: 'nobody' }, body })).status).toBe(404)
    expect((await who.ask(revealContact, { params, body: { reason: '' } })).status).toBe(400)
    expect((await app.signInAs('supervisor').ask(revealContact, { params, body })).status).toBe(403)
    expect((await app.signInAs('community2').ask(revealContact, { params, body })).status).toBe(404)
  })
})

describe('a subject', () => {
  it('that moves takes its dues along; one that ends is due for nothing', async () => {
    const other = await firmAt(app, 'building111', '搬家公司')
    await happen(app, other, 'registered')
    const there = await firmAt(app, 'building211', '搬家公司')
    const moved = { ...there, id: other.id }
    await app.db.tx((tx) => subjectChanged(tx, app.clock.now(), app.town.tenantId, moved))
    expect(await duesOf(app.signInAs('community1'), other)).toEqual([])
    const dues = await duesOf(app.signInAs('community2'), other)
    expect(dues.map(({ holder }) => holder.id)).toEqual([app.town.posts.community2, app.town.posts.community2])
    expect(await typesOf(other)).toContain(events.dueHanded)
    const why = { zh: '企业注销', en: 'The firm was dissolved' }
    const end = () => app.db.tx((tx) => subjectEnded(tx, app.clock.now(), app.town.tenantId, other, why))
    await end()
    await end()
    const after = await duesOf(app.signInAs('community2'), other)
    expect(after.map(({ state, dropReason }) => [state, dropReason])).toEqual([
      ['dropped', 'subject_ended'],
      ['dropped', 'subject_ended'],
    ])
    expect((await typesOf(other)).filter((type) => type === events.subjectEnded)).toHaveLength(1)
    await happen(app, moved, 'lease_expiring')
    expect(await duesOf(app.signInAs('community2'), other)).toHaveLength(2)
  })
})

describe('at the end', () => {
  const faults = async () => (await verifyLedger(app.db, [verifyVisits], app.clock.now())).broken
  const tampered = async (change: ReturnType<typeof sql>, undo: ReturnType<typeof sql>) => {
    await app.db.tx((tx) => change.execute(tx))
    const found = (await faults()).map(({ check, what }) => `${check} ${what.slice(what.indexOf(':') + 2)}`)
    await app.db.tx((tx) => undo.execute(tx))
    return found
  }

  it('dues and visits are what the ledger says, and verify names what is not', async () => {
    const { counts, broken } = await verifyLedger(app.db, [verifyVisits], app.clock.now())
    expect(broken).toEqual([])
    expect(counts.dues).toBeGreaterThan(5)
    expect(counts.visits).toBeGreaterThan(3)
    const { rows } = await app.db.read((tx) =>
      sql<{ due: string; visit: string }>`select d.id as due, v.id as visit from visits.dues d
        join visits.visits v on v.id = d.visit_id join visits.remarks m on m.visit_id = v.id limit 1`.execute(tx),
    )
    const [of] = rows
    if (!of) throw new Error('nothing was done')
    expect(
      await tampered(
        sql`update visits.dues set tries = tries + 1 where id = ${of.due}`,
        sql`update visits.dues set tries = tries - 1 where id = ${of.due}`,
      ),
    ).toEqual(['visits.due tries is 2, the ledger says 1'])
    expect(
      await tampered(
        sql`update visits.visits set held_at = held_at - interval '1 day' where id = ${of.visit}`,
        sql`update visits.visits set held_at = held_at + interval '1 day' where id = ${of.visit}`,
      ),
    ).toEqual([expect.stringContaining('visits.visit held_at is')])
    expect(
      await tampered(
        sql`update visits.remarks set words_hash = 'x' || words_hash where visit_id = ${of.visit}`,
        sql`update visits.remarks set words_hash = substr(words_hash, 2) where visit_id = ${of.visit}`,
      ),
    ).toEqual([expect.stringContaining('visits.visit words_hash is')])
    // Words that the law has erased are no fault.
    await app.db.tx((tx) => sql`delete from visits.remarks where visit_id = ${of.visit}`.execute(tx))
    expect(await faults()).toEqual([])
  })
})
