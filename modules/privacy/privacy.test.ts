import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { heldKinds } from '../../kernel/held.ts'
import { dayMs } from '../../kernel/time/day.ts'
import { report, reveal, takeDown } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import * as contract from './contract.ts'
import { copied, copyStream, requestStream } from './events.ts'
import type { RequestId } from './kinds.ts'
import { findings } from './privacy.fixture.ts'
import { remind } from './request-service.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const me = () => app.signInAs('resident1')
const desk = () => app.signInAs('administrator')
const mine = async (who = me()) => who.call(contract.mine)
const groupOf = async (code: string, who = me()) => (await mine(who)).held.find((group) => group.code === code)
const words = '请把旧号码删掉'
const askOnce = async (kind: 'correct' | 'erase' = 'erase') =>
  (await me().call(contract.ask, { body: { kind, about: 'matters.reports', words } })).id
const answer = (requestId: RequestId, body: Record<string, unknown>, who = desk()) =>
  who.ask(contract.answer, { params: { requestId }, body } as never)

describe('what is held on me', () => {
  it('is asked of each module, and no query of one is broken', async () => {
    expect((await app.anyone.ask(contract.mine)).status).toBe(401)
    const { held, answerWorkdays } = await mine()
    expect(answerWorkdays).toBe(15)
    expect(held.map(({ code }) => code)).toContain('people.account')
    const modules = new Set(heldKinds().map(({ code }) => code.split('.')[0]))
    for (const name of [
      'people',
      'matters',
      'households',
      'neighbours',
      'employment',
      'mediation',
      'choices',
      'stations',
    ])
      expect(modules).toContain(name)
    const codes = heldKinds().map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('tells my matters in my words, and who saw my phone when and why', async () => {
    const { id } = await me().call(report, {
      body: { kind: 'demand', placeId: app.town.places.building111, category: '080201', body: '楼道灯不亮了' },
    })
    await app.signInAs('community1').call(reveal, { params: { matterId: id }, body: { reason: '需要电话联系' } })
    const reports = await groupOf('matters.reports')
    expect(reports?.rows[0]?.values.map(({ text }) => text)).toContain('楼道灯不亮了')
    const [seen] = (await mine()).reveals
    expect(seen).toMatchObject({ reason: '需要电话联系', what: { zh: '您反映的事项' }, post: { nameEn: 'community1' } })
    expect((await mine(app.signInAs('resident2'))).reveals).toEqual([])
  })

  it('of what hangs on the phone alone it says that it is there, not what it says', async () => {
    await app.signInAs('community1').call(takeDown, {
      body: {
        ...{ kind: 'demand', placeId: app.town.places.building111, category: '080201', channel: 'phone' },
        ...{ body: '某人代为反映的私事', reporter: { name: '李某', phone: app.town.phones.resident1 } },
      },
    })
    const rows = (await groupOf('matters.reports'))?.rows ?? []
    expect(rows.map(({ own, values }) => [own, values.length > 0])).toContainEqual([false, false])
    expect(JSON.stringify(rows)).not.toContain('私事')
    const file = await me().ask(contract.copyMine, { query: { form: 'json' } })
    expect(JSON.stringify(file.body)).not.toContain('私事')
  })

  it('can be taken away as a file, which leaves an event of counts', async () => {
    const json = await me().ask(contract.copyMine, { query: { form: 'json' } })
    expect(json.status).toBe(200)
    expect(JSON.stringify(json.body)).toContain('楼道灯不亮了')
    const sheet = await me().ask(contract.copyMine, { query: { form: 'xlsx' } })
    expect(
      Buffer.from(sheet.body as unknown as Buffer)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    const [, last] = (await app.events(copyStream(app.town.persons.resident1))).slice(-2)
    expect(last).toMatchObject({ type: copied, payload: { form: 'xlsx' } })
    expect(JSON.stringify(last)).not.toContain('楼道')
  })
})

describe('a request', () => {
  it('lands with the post that answers, has fifteen working days, and is answered with a reason', async () => {
    const requestId = await askOnce()
    const [asked] = (await mine()).requests
    expect(asked).toMatchObject({ id: requestId, state: 'open', words, about: { zh: '您反映的事项' } })
    // Monday 23 November and fifteen working days more.
    expect(asked?.dueAt.slice(0, 10)).toBe('2026-12-14')
    expect(JSON.stringify((await desk().call(listNotices)).rows)).toContain(requestId)
    expect((await me().ask(contract.listRequests)).status).toBe(403)
    expect((await app.signInAs('street1').call(contract.listRequests)).total).toBe(0)
    expect((await app.signInAs('street1').ask(contract.getRequest, { params: { requestId } })).status).toBe(404)
    const { rows } = await desk().call(contract.listRequests)
    expect(rows.find(({ id }) => id === requestId)?.name).toMatch(/\*|某|＊/)
    const view = await desk().call(contract.getRequest, { params: { requestId } })
    expect(view).toMatchObject({ words, late: false })
    expect(view.held.map(({ code }) => code)).toContain('matters.reports')
    expect((await answer(requestId, { outcome: 'refused', words: '还在办' })).reason).toBe('privacy.no_ground')
    expect((await answer(requestId, { outcome: 'part', ground: 'still_open', words: ' ' })).status).toBe(400)
    expect((await answer(requestId, { outcome: 'part', ground: 'still_open', words: '办结后删除' })).status).toBe(200)
    expect((await answer(requestId, { outcome: 'done', words: '好' })).status).toBe(409)
    expect((await mine()).requests[0]).toMatchObject({ outcome: 'part', ground: 'still_open', answer: '办结后删除' })
    const told = await app.events(requestStream(requestId))
    expect(told.map(({ type }) => type)).toEqual(['privacy.request_made', 'privacy.request_answered'])
    expect(JSON.stringify(told)).not.toContain('删')
    expect(await findings(app)).toEqual([])
  })

  it('can be taken back by who asked, and by nobody else', async () => {
    const requestId = await askOnce('correct')
    const back = (who: ReturnType<typeof me>) => who.ask(contract.withdraw, { params: { requestId }, body: {} })
    expect((await back(app.signInAs('resident2'))).status).toBe(404)
    expect((await back(me())).status).toBe(200)
    expect((await back(me())).status).toBe(409)
    expect((await me().ask(contract.ask, { body: { kind: 'erase', about: 'no.such', words } })).reason).toBe(
      'privacy.no_kind',
    )
  })

  it('reminds who answers before it is due and when it is late, once each', async () => {
    const requestId = await askOnce()
    const before = app.clock.now()
    const reminders = async () =>
      (await app.events(requestStream(requestId))).filter(({ type }) => type === 'privacy.request_reminded').length
    await remind(app.services)
    expect(await reminders()).toBe(0)
    app.clock.set(new Date(before.getTime() + 19 * dayMs))
    for (const _ of [1, 2]) await remind(app.services)
    expect(await reminders()).toBe(1)
    app.clock.set(new Date(before.getTime() + 23 * dayMs))
    for (const _ of [1, 2]) await remind(app.services)
    expect(await reminders()).toBe(2)
    expect((await desk().call(contract.getRequest, { params: { requestId } })).late).toBe(true)
    expect(await findings(app)).toEqual([])
    await app.db.tx((tx) =>
      sql`update privacy.requests set due_at = due_at + interval '1 day' where id = ${requestId}`.execute(tx),
    )
    expect(await findings(app)).toHaveLength(1)
    app.clock.set(before)
  })

  it('goes to another post once an administrator says so', async () => {
    const settings = await desk().call(contract.getSettings)
    const { holder: _, savedAt, ...numbers } = settings
    expect(savedAt).toBe(null)
    const save = (body: Record<string, unknown>, who = desk()) =>
      who.ask(contract.saveSettings, { body: { ...numbers, ...body } } as never)
    expect((await save({ holderPostId: app.town.places.street1 })).reason).toBe('privacy.no_post')
    // Whoever holds it could not open what lands there.
    const deaf = await save({ holderPostId: app.town.posts.compoundSecretary11 })
    expect([deaf.reason, deaf.error?.fields?.[0]?.path]).toEqual(['privacy.no_post', 'holderPostId'])
    expect((await save({ holderPostId: app.town.posts.street1 }, app.signInAs('street1'))).status).toBe(403)
    expect((await save({ holderPostId: app.town.posts.street1, answerWorkdays: 10 })).status).toBe(200)
    expect(await desk().call(contract.getSettings)).toMatchObject({ answerWorkdays: 10, holder: { nameEn: 'street1' } })
    const requestId = await askOnce()
    expect((await desk().ask(contract.getRequest, { params: { requestId } })).status).toBe(404)
    expect((await answer(requestId, { outcome: 'done', words: '已删除' }, app.signInAs('street1'))).status).toBe(200)
  })

  it('of whoever answers lands with somebody else who may', async () => {
    const body = { kind: 'explain' as const, words }
    const { id: requestId } = await app.signInAs('street1').call(contract.ask, { body })
    expect((await answer(requestId, { outcome: 'done', words: '好' }, app.signInAs('street1'))).status).toBe(404)
    expect(JSON.stringify((await desk().call(listNotices)).rows)).toContain(requestId)
    expect((await answer(requestId, { outcome: 'done', words: '见附件' })).status).toBe(200)
  })
})
