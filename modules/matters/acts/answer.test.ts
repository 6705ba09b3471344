import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../../kernel/contract/ids.ts'
import { maskPhone } from '../../../kernel/text/phones.ts'
import { callBacks, listMatters } from '../contract.ts'
import { look } from '../matter-app.fixture.ts'
import { type FlowApp, flowApp } from './flow.fixture.ts'

let app: FlowApp
beforeAll(async () => {
  app = await flowApp()
})
afterAll(() => app.close())

const unreached = { action: 'follow_up', followUp: { method: 'phone', reached: false } } as const

describe('the reporter’s answer', () => {
  it('closes with a rating: the closure says who and how, holder and clock end', async () => {
    const { id, receiptCode } = await app.matterIn('resolved')
    await app.byReceipt(receiptCode, { action: 'confirm', rating: 4, words: '谢谢' })
    expect(await app.row(id)).toMatchObject({
      state: 'closed',
      solved: true,
      satisfaction: 4,
      outcome: 'solved',
      holder_post_id: null,
      clock_stage: null,
      climb_at: null,
      closed_at: app.clock.now(),
    })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_confirmed',
      actor: { personId: null, postId: null, via: 'receipt' },
      payload: { from: 'resolved', to: 'closed', facts: { how: 'confirmed', outcome: 'solved', satisfaction: 4 } },
    })
  })

  it('“not solved” puts it back to the level that resolved it, with a new clock and one more round', async () => {
    const { id, receiptCode } = await app.matterIn('resolved')
    app.clock.move(3_600_000)
    await app.byReceipt(receiptCode, { action: 'reject', words: '楼上还是吵' })
    const row = await app.row(id)
    expect(row).toMatchObject({
      state: 'handling',
      holder_post_id: app.town.posts.gridWorker11,
      clock_stage: 'handle',
      clock_started_at: app.clock.now(),
      rounds: 2,
      solved: false,
      outcome: null,
      resolved_at: null,
    })
    const { payload } = await app.lastEvent(id)
    expect(payload).toMatchObject({ why: { rule: 'resolver' }, facts: { rounds: 2 } })
    await app.deliver()
    const told = await app.noticesOf('gridWorker11')
    expect(told.some((notice) => notice.topic === 'reject' && notice.urgent)).toBe(true)
  })

  it('is also given by the neighbour who reported with an account, and by no other neighbour', async () => {
    const { id } = await app.reportBy('resident1', '楼道灯坏了好几天,老人上楼看不见')
    await app.step('gridWorker11', id, { action: 'contact' })
    await app.step('gridWorker11', id, { action: 'resolve', outcome: 'solved', words: '换了灯泡' })
    expect(await app.refusal('resident2', id, { action: 'confirm', rating: 5 })).toMatchObject({ status: 404 })
    await app.step('resident1', id, { action: 'confirm', rating: 5 })
    expect(await app.lastEvent(id)).toMatchObject({
      actor: { personId: app.town.persons.resident1, postId: null },
      payload: { to: 'closed' },
    })
  })
})

describe('a call-back', () => {
  it('that hears “solved” closes it with the satisfaction', async () => {
    const { id } = await app.matterIn('resolved')
    await app.step('community1', id, {
      action: 'follow_up',
      followUp: { method: 'phone', reached: true, solved: true, satisfaction: 3 },
    })
    expect(await app.row(id)).toMatchObject({ state: 'closed', solved: true, satisfaction: 3 })
    expect(await app.lastEvent(id)).toMatchObject({
      type: 'matters.matter_followed_up',
      payload: { to: 'closed', facts: { method: 'phone', reached: true, solved: true, satisfaction: 3 } },
    })
  })

  it('that hears “not solved” sends it back to the one who resolved it', async () => {
    const { id } = await app.matterIn('resolved')
    await app.step('community1', id, {
      action: 'follow_up',
      followUp: { method: 'in_person', reached: true, solved: false },
    })
    expect(await app.row(id)).toMatchObject({
      state: 'handling',
      holder_post_id: app.town.posts.gridWorker11,
      rounds: 2,
    })
  })

  it('must say whether it is solved when somebody was reached, and no rating comes from a look on the spot', async () => {
    const { id } = await app.matterIn('resolved')
    const reached = { action: 'follow_up', followUp: { method: 'phone', reached: true } }
    expect(await app.refusal('community1', id, reached)).toMatchObject({ status: 400, fields: ['followUp.solved'] })
    const looked = { action: 'follow_up', followUp: { method: 'verify', reached: false } }
    expect(await app.refusal('community1', id, looked)).toMatchObject({ status: 400, fields: ['followUp.solved'] })
    const followUp = { method: 'verify', reached: false, solved: true, satisfaction: 5 } as const
    await app.step('community1', id, { action: 'follow_up', followUp })
    expect(await app.row(id)).toMatchObject({ state: 'closed', solved: true, satisfaction: null })
  })

  it('that reaches nobody is counted; after the third the matter may be closed, not before', async () => {
    const { id } = await app.matterIn('resolved')
    const close = { action: 'close', words: '三次联系不上' } as const
    for (const count of [1, 2, 3]) {
      const early = await app.refusal('community1', id, close)
      expect(early).toMatchObject({ status: 422, reason: 'matters.blocked' })
      expect((await look(app.as('community1'), id)).blocked.map((one) => one.action)).toContain('close')
      await app.step('community1', id, unreached)
      expect(await app.row(id)).toMatchObject({ state: 'resolved', unreached: count })
      expect((await app.lastEvent(id)).payload.facts).toMatchObject({ reached: false, unreached: count })
    }
    await app.step('community1', id, close)
    expect(await app.row(id)).toMatchObject({ state: 'closed', outcome: 'unreached', solved: null, satisfaction: null })
    expect((await app.lastEvent(id)).payload.facts).toMatchObject({ how: 'unreached' })
  })

  it('starts to count anew in the next round', async () => {
    const { id, receiptCode } = await app.matterIn('resolved')
    await app.step('community1', id, unreached)
    await app.step('community1', id, unreached)
    await app.byReceipt(receiptCode, { action: 'reject', words: '没有解决' })
    await app.step('gridWorker11', id, { action: 'resolve', outcome: 'solved', words: '再次处理' })
    expect(await app.row(id)).toMatchObject({ unreached: 0, rounds: 2 })
    expect(await app.refusal('community1', id, { action: 'close', words: '联系不上' })).toMatchObject({ status: 422 })
  })
})

describe('the worklist of call-backs', () => {
  const rowOf = async (id: MatterId) => {
    const page = await app.as('community1').call(callBacks, { query: { limit: 200 } })
    return page.rows.find((row) => row.matter.id === id)
  }

  it('has what the caller needs, masked, and leaves when the matter is answered', async () => {
    const reporter = { name: '欧阳建国', phone: '10000005678' }
    const { id, receiptCode } = await app.reportAt('building112', '门口的路灯晚上不亮', {
      category: '080201',
      reporter,
    })
    await app.step('gridWorker11', id, { action: 'contact' })
    expect(await rowOf(id)).toBeUndefined()
    await app.step('gridWorker11', id, { action: 'resolve', outcome: 'solved', words: '换了灯头,请晚上看看' })
    const row = await rowOf(id)
    expect(row).toMatchObject({ outcomeWords: '换了灯头,请晚上看看', attempts: 0, hasAccount: false, canClose: false })
    expect(JSON.stringify(row)).not.toMatch(/欧阳建国|10000005678/)
    expect(row?.reporterPhone).toMatch(/5678$/)
    for (let call = 0; call < 3; call++) await app.step('community1', id, unreached)
    expect(await rowOf(id)).toMatchObject({ attempts: 3, canClose: true, lastAttemptAt: app.clock.now().toISOString() })
    await app.byReceipt(receiptCode, { action: 'confirm', rating: 5 })
    expect(await rowOf(id)).toBeUndefined()
  })

  it('has the number of the reporter’s account where none was left with the matter', async () => {
    const { id } = await app.reportBy('resident1', '楼上夜里总是敲墙')
    await app.step('gridWorker11', id, { action: 'contact' })
    await app.step('gridWorker11', id, { action: 'resolve', outcome: 'explained', words: '已上门劝说' })
    const phone = app.town.phones.resident1
    const row = await rowOf(id)
    expect(row).toMatchObject({ hasAccount: true, reporterPhone: maskPhone(phone) })
    expect(JSON.stringify(row)).not.toContain(phone)
    expect((await app.reveal('community1', id)).phone).toBe(phone)
  })

  it('counts what it lists, by place too', async () => {
    const all = await app.as('community1').call(callBacks, { query: { limit: 200 } })
    expect(all.total).toBe(all.rows.length)
    expect(all.rows.every((row) => row.matter.state === 'resolved')).toBe(true)
    const listed = await app.as('community1').call(listMatters, { query: { state: ['resolved'], mine: true } })
    expect(listed.total).toBe(all.total)
    const here = await app.as('community1').call(callBacks, { query: { placeId: app.town.places.building111 } })
    expect(here.total).toBe(all.rows.filter((row) => row.matter.place.id === app.town.places.building111).length)
    const elsewhere = await app.as('community1').call(callBacks, { query: { placeId: app.town.places.building121 } })
    expect(elsewhere.total).toBe(0)
  })
})

describe('reopening', () => {
  it('brings a closed matter back to the one who resolved it, within the days of the kind', async () => {
    const { id, receiptCode } = await app.matterIn('closed')
    app.clock.move(29 * 86_400_000)
    await app.byReceipt(receiptCode, { action: 'reopen', words: '又开始吵了' })
    expect(await app.row(id)).toMatchObject({
      state: 'handling',
      holder_post_id: app.town.posts.gridWorker11,
      closed_at: null,
      outcome: null,
      rounds: 2,
    })
    expect((await app.lastEvent(id)).type).toBe('matters.matter_reopened')
    // It can go all the way again.
    await app.step('gridWorker11', id, { action: 'resolve', outcome: 'solved', words: '再次劝说' })
    await app.byReceipt(receiptCode, { action: 'confirm', rating: 3 })
    expect((await app.row(id)).state).toBe('closed')
  })

  it('is too late after them, and says so', async () => {
    const { id, receiptCode } = await app.matterIn('closed')
    app.clock.move(30 * 86_400_000 + 1)
    const refused = await app.receiptRefusal(receiptCode, { action: 'reopen', words: '又开始吵了' })
    expect(refused).toMatchObject({ status: 422, reason: 'matters.too_late_to_reopen' })
    expect(await app.refusal('community1', id, { action: 'reopen', words: '居民来电' })).toMatchObject({ status: 422 })
  })
})
