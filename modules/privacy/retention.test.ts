import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MatterId, newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { registerErasable } from '../../kernel/erasure.ts'
import { addTenant } from '../../kernel/tenants.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import * as ideas from '../ideas/contract.ts'
import { actByReceipt } from '../matters/contract.ts'
import { type MatterApp, matterApp, take } from '../matters/matter-app.fixture.ts'
import { verifyMatters } from '../matters/verify/verify.ts'
import { listNotices, readAllNotices } from '../notices/contract.ts'
import { notify } from '../notices/public.ts'
import * as contract from './contract.ts'
import { erasureStream, requestStream } from './events.ts'
import { findings } from './privacy.fixture.ts'
import { retain } from './retention.ts'
import * as retention from './retention-contract.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('administrator')
const view = () => desk().call(retention.getRetention)
const ruleOf = async (code: string) => (await view()).rules.find((rule) => rule.code === code)
const phone = '12000008888'

/** A matter that was solved and confirmed now. */
async function ended(): Promise<{ id: MatterId; number: string }> {
  const more = { category: '080201', reporter: { name: '李某', phone } }
  const { id, receiptCode } = await app.reportAt('building111', '楼道灯坏了几天', more)
  const worker = app.signInAs('gridWorker11')
  await take(worker, id, { action: 'contact', words: '马上到' })
  await take(worker, id, { action: 'resolve', outcome: 'solved', words: '灯泡换好了' })
  await app.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'confirm', rating: 5 } })
  const { rows } = await app.db.read((tx) =>
    sql<{ number: string }>`select number from matters.matters where id = ${id}`.execute(tx),
  )
  return { id, number: rows[0]?.number ?? '' }
}

const contactOf = async (id: MatterId) => {
  const { rows } = await app.db.read((tx) =>
    sql<{ name: Buffer | null; lookup: Buffer | null; title: string }>`select reporter_name_sealed as name,
      reporter_phone_lookup as lookup, title from matters.matters where id = ${id}`.execute(tx),
  )
  return rows[0]
}

it('erases by rule what is over, never what is open or under a hold, and tells counts alone', async () => {
  const open = await app.reportAt('building112', '电梯异响', { reporter: { name: '王某', phone: '12000007777' } })
  const [gone, kept] = [await ended(), await ended()]
  const { id: holdId } = await desk().call(retention.setHold, { body: { number: kept.number, why: '行政复议中' } })
  const again = await desk().ask(retention.setHold, { body: { number: kept.number, why: '行政复议中' } })
  expect(again.reason).toBe('privacy.held')
  expect(await ruleOf('matters.contact')).toMatchObject({ keepDays: 1095, dueNow: 0, erased: 0 })
  const start = app.clock.now()
  app.clock.set(new Date(start.getTime() + 1080 * dayMs))
  expect(await ruleOf('matters.contact')).toMatchObject({ dueNow: 0, dueSoon: 1 })
  app.clock.set(new Date(start.getTime() + 1096 * dayMs))
  expect(await ruleOf('matters.contact')).toMatchObject({ dueNow: 1 })
  // Two workers at once erase and count once.
  await Promise.all([retain(app.services), retain(app.services)])
  expect(await contactOf(gone.id)).toMatchObject({ name: null, lookup: null, title: '楼道灯坏了几天' })
  expect((await contactOf(kept.id))?.name).not.toBe(null)
  expect((await contactOf(open.id))?.name).not.toBe(null)
  const told = await app.events(erasureStream('matters.contact'))
  expect(told.map(({ payload }) => payload)).toMatchObject([{ count: 1, version: 0, onDemand: false }])
  await desk().call(retention.liftHold, { params: { holdId }, body: { why: '复议已结束' } })
  await retain(app.services)
  expect((await contactOf(kept.id))?.name).toBe(null)
  app.clock.set(new Date(start.getTime() + 3651 * dayMs))
  await retain(app.services)
  expect((await contactOf(gone.id))?.title).toBe('')
  const broken: string[] = []
  await app.db.read((tx) =>
    verifyMatters({
      ...{ tx, tenantId: app.town.tenantId, now: app.clock.now() },
      report: ({ check, what }) => void broken.push(`${check}: ${what}`),
    }),
  )
  expect(broken).toEqual([])
  app.clock.set(start)
})

it('takes a hidden idea as over once its call is answered, or the appeal was refused, and not before', async () => {
  const start = app.clock.now()
  const community = () => app.signInAs('community1')
  const plan = {
    ...{ placeId: app.town.places.community1, title: '征集', words: '先改哪里？', theme: 'facilities' as const },
    ...{ fromOn: '2026-11-20', untilOn: '2026-12-20', moderation: 'after' as const, mayBeAnonymous: true },
  }
  const { id: callId, code } = await community().call(ideas.planCall, { body: plan })
  const step = (name: 'open' | 'close' | 'decide') =>
    community().call(ideas.stepCall, { params: { callId }, body: { step: name } })
  await step('open')
  const hidden = async (title: string) => {
    const body = { title, body: `${title}，请社区考虑。`, contact: { name: '李某', phone: '12000006666' } }
    const { id: ideaId, receiptCode } = await app.anyone.call(ideas.giveIdea, { params: { code }, body })
    const params = { ideaId }
    await community().call(ideas.moderate, { params, body: { act: 'hide', reason: 'advert' } })
    return { params, receiptCode }
  }
  const nameOf = async ({ params }: Awaited<ReturnType<typeof hidden>>) =>
    (
      await app.db.read((tx) =>
        sql<{
          name: Buffer | null
        }>`select author_name_sealed as name from ideas.ideas where id = ${params.ideaId}`.execute(tx),
      )
    ).rows[0]?.name
  const [silent, asked] = [await hidden('卖二手车'), await hidden('收旧家电')]
  const { id: appealId } = await app.anyone.call(ideas.appealHiding, {
    params: asked.params,
    body: { words: '不是广告', receipt: asked.receiptCode },
  })
  const passed = async (days: number) => {
    app.clock.set(new Date(app.clock.now().getTime() + days * dayMs))
    await retain(app.services)
    return [await nameOf(silent), await nameOf(asked)].map((name) => name !== null)
  }
  expect(await passed(1200)).toEqual([true, true])
  const refuse = { restore: false, words: '是广告' }
  await app.signInAs('street1').call(ideas.decideAppeal, { params: { ...asked.params, appealId }, body: refuse })
  expect(await passed(1096)).toEqual([true, false])
  await step('close')
  await step('decide')
  expect(await passed(1096)).toEqual([false, false])
  app.clock.set(start)
})

it('what cannot be erased of one tenant keeps no other, and nothing else of its own, from its turn', async () => {
  const other = newId<'tenant'>() as TenantId
  await app.db.tx((tx) =>
    addTenant(tx, { id: other, code: '990001', name: { zh: '别处', en: 'Elsewhere' } }, app.clock.now()),
  )
  const asked: [string, TenantId][] = []
  const words = { zh: '试', en: 'test' }
  const kind = (code: string, breaks: boolean) =>
    registerErasable({
      ...{ code, words, since: words, law: words, days: 1, least: 1, onDemand: [] },
      due: ({ tenantId }) => {
        asked.push([code, tenantId])
        const broken = breaks && tenantId === app.town.tenantId
        return broken ? sql`select (1 / 0)::text as id` : sql`select 'x' as id where false`
      },
      erase: async () => {},
    })
  const back = [kind('test.broken', true), kind('test.whole', false)]
  await expect(retain(app.services)).rejects.toThrow('division by zero')
  for (const remove of back) remove()
  expect(asked).toEqual(
    [app.town.tenantId, other].flatMap((id) => [
      ['test.broken', id],
      ['test.whole', id],
    ]),
  )
})

it('keeps as long as a rule says from its day, never shorter than the law', async () => {
  const on = dayOf(app.clock.now())
  const body = { code: 'matters.contact', keepDays: 400, fromOn: on, why: '街道保存规定' }
  const save = (more: Partial<typeof body>) => desk().ask(retention.saveRule, { body: { ...body, ...more } })
  expect((await save({ keepDays: 30 })).reason).toBe('privacy.too_short')
  expect((await save({ fromOn: '2020-01-01' })).reason).toBe('privacy.past_day')
  expect((await save({ why: ' ' })).status).toBe(400)
  expect((await app.anyone.ask(retention.saveRule, { body })).status).toBe(401)
  expect((await app.signInAs('street1').ask(retention.saveRule, { body })).status).toBe(403)
  expect((await save({})).status).toBe(200)
  expect((await save({ keepDays: 500, fromOn: '2030-01-01' })).status).toBe(200)
  expect(await ruleOf('matters.contact')).toMatchObject({
    ...{ keepDays: 400, fromOn: on },
    next: { keepDays: 500, fromOn: '2030-01-01' },
  })
})

it('erases at once what somebody asks for and may have, when the answer is yes', async () => {
  const { id } = await ended()
  const { resident1 } = app.town.persons
  await app.db.tx((tx) => sql`update matters.matters set reporter_id = ${resident1} where id = ${id}`.execute(tx))
  const me = app.signInAs('resident1')
  const asked = { kind: 'erase' as const, about: 'matters.reports', words: '请删除我的电话' }
  const { id: requestId } = await me.call(contract.ask, { body: asked })
  await desk().call(contract.answer, { params: { requestId }, body: { outcome: 'done', words: '已删除' } })
  expect((await contactOf(id))?.name).toBe(null)
  const [, answered] = await app.events(requestStream(requestId))
  expect(answered?.payload).toMatchObject({ outcome: 'done', erased: 1 })
  expect(await findings(app)).toEqual([])
})

it('tidies away notices half a year after they were read, and unread ones after two years', async () => {
  const start = app.clock.now()
  const { tenantId } = app.town
  const { resident2 } = app.town.persons
  const words = { zh: '有一条消息', en: 'There is a notice' }
  const tell = (topic: string) =>
    app.db.tx((tx) =>
      notify(tx, { tenantId, personIds: [resident2], topic, subject: null, words, at: app.clock.now() }),
    )
  const inbox = async () =>
    (await app.signInAs('resident2').call(listNotices, {})).rows.map(({ topic }) => topic).toSorted()
  await tell('read')
  await app.signInAs('resident2').call(readAllNotices, { body: { until: app.clock.now().toISOString() } })
  await tell('unread')
  app.clock.set(new Date(start.getTime() + 170 * dayMs))
  await tell('newer')
  expect(await ruleOf('notices.inbox')).toMatchObject({ keepDays: 180, dueNow: 0, dueSoon: 1 })
  app.clock.set(new Date(start.getTime() + 181 * dayMs))
  await retain(app.services)
  expect(await inbox()).toEqual(['newer', 'unread'])
  app.clock.set(new Date(start.getTime() + 731 * dayMs))
  await retain(app.services)
  expect(await inbox()).toEqual(['newer'])
  // Counts alone, of everybody's.
  const told = (await app.events(erasureStream('notices.unread'))).map(({ payload }) => payload)
  expect(told).toMatchObject([{ count: expect.any(Number), version: 0, onDemand: false }])
  app.clock.set(start)
})
