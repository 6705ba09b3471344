import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatterId, newId } from '../../../kernel/contract/ids.ts'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { actByReceipt } from '../../matters/contract.ts'
import { look, type MatterApp, matterApp, take } from '../../matters/matter-app.fixture.ts'
import { verifyMatters } from '../../matters/verify/verify.ts'
import { listNotices } from '../../notices/contract.ts'
import * as contract from '../contract.ts'
import { verifySamples } from '../verify.ts'

let app: MatterApp
const closed: MatterId[] = []
beforeAll(async () => {
  app = await matterApp()
  for (let n = 0; n < 9; n++) closed.push(await closeOne(n))
  await app.reportAt('building111', '这一件还没有办结')
})
afterAll(() => app.close())

async function closeOne(n: number, more: Record<string, unknown> = {}): Promise<MatterId> {
  const place = n < 6 ? 'building111' : 'building311'
  const worker = app.signInAs(n < 6 ? 'gridWorker11' : 'gridWorker31')
  const reporter = { name: '王建国', phone: `1000001${String(1000 + n)}` }
  const { id, receiptCode } = await app.reportAt(place, `楼道灯不亮，第 ${n} 处`, {
    category: '080201',
    reporter,
    ...more,
  })
  await take(worker, id, { action: 'contact' })
  await take(worker, id, { action: 'resolve', outcome: 'explained', words: '已经说明' })
  await app.anyone.call(actByReceipt, { params: { receiptCode }, body: { action: 'confirm', rating: 4 } })
  return id
}

const inspector = () => app.signInAs('supervisor')
const drawOf = (size: number, more: Record<string, unknown> = {}) =>
  inspector().call(contract.drawSample, { body: { name: '十一月抽查', filter: {}, size, ...more } })
const find = (sampleId: string, matterId: string, body: Record<string, unknown>, headers = {}) =>
  inspector().ask(contract.recordFinding, { params: { sampleId, matterId }, body }, headers)

describe('a sample', () => {
  it('is drawn from closed matters, recorded with its seed, and drawn again as the same', async () => {
    const { population } = await inspector().call(contract.samplePopulation)
    expect(population).toBe(9)
    const { id, seed } = await drawOf(4)
    const { sample, items } = await inspector().call(contract.getSample, { params: { sampleId: id } })
    expect(sample).toMatchObject({ population: 9, seed, method: 'sha256-order-1' })
    const ids = items.map((item) => item.matter.id)
    expect(new Set(ids).size).toBe(4)
    expect(ids.every((one) => closed.includes(one))).toBe(true)
    const again = await drawOf(4, { seed })
    const twin = await inspector().call(contract.getSample, { params: { sampleId: again.id } })
    expect(twin.items.map((item) => item.matter.id)).toEqual(ids)
    const [event] = await app.events(`samples:${id}`)
    expect(event).toMatchObject({ type: 'observers.sample_drawn', payload: { seed, population: 9, matterIds: ids } })
    // Later, when there is more to draw from, the same comes out: what there was is kept.
    closed.push(await closeOne(5))
    expect(await inspector().call(contract.redrawSample, { params: { sampleId: id } })).toEqual({
      same: true,
      matterIds: ids,
    })
  })

  it('is of what its filter finds', async () => {
    const near = await inspector().call(contract.samplePopulation, { query: { placeId: app.town.places.street2 } })
    expect(near.population).toBe(3)
    const { id } = await drawOf(3, { filter: { placeId: app.town.places.street2 } })
    const { items } = await inspector().call(contract.getSample, { params: { sampleId: id } })
    expect(items.map((item) => item.matter.id).sort()).toEqual(closed.slice(6, 9).sort())
    expect((await inspector().call(contract.samplePopulation, { query: { closedTo: '2026-11-22' } })).population).toBe(
      0,
    )
    expect(
      (await inspector().call(contract.samplePopulation, { query: { closedFrom: '2026-11-23' } })).population,
    ).toBe(10)
    const few = await inspector().ask(contract.drawSample, { body: { name: '太多', filter: {}, size: 11 } })
    expect([few.status, few.reason]).toEqual([400, 'observers.too_few'])
  })

  it('has a finding for each call; “not solved” reopens, and the figures follow', async () => {
    const { id } = await drawOf(3, { seed: '2026-11-28' })
    const { items } = await inspector().call(contract.getSample, { params: { sampleId: id } })
    const [first, second, third] = items.map((item) => item.matter.id)
    if (!first || !second || !third) throw new Error('three were drawn')
    expect(items[0]).toMatchObject({ reporterName: '王*国', reporterPhone: expect.stringMatching(/^100\*{4}/) })
    expect((await find(id, first, { method: 'phone', reached: true })).reason).toBe('observers.answer_missing')
    expect((await find(id, first, { method: 'phone', reached: true, solved: true, satisfaction: 5 })).body).toEqual({
      reopened: false,
    })
    expect((await find(id, third, { method: 'phone', reached: false })).body).toEqual({ reopened: false })
    const conduct = '上门时态度不好'
    const no = { method: 'phone', reached: true, solved: false, satisfaction: 1, conduct, words: '灯还是不亮' }
    expect((await find(id, second, no)).body).toEqual({ reopened: true })
    await app.deliver()

    const worker = app.signInAs(
      closed.indexOf(second) >= 6 && closed.indexOf(second) < 9 ? 'gridWorker31' : 'gridWorker11',
    )
    const matter = await look(worker, second)
    expect([matter.state, matter.rounds]).toEqual(['handling', 2])
    const entry = matter.timeline.at(-1)
    expect(entry).toMatchObject({ action: 'reopen', words: '灯还是不亮', facts: { cause: 'finding' } })
    expect(entry?.who?.post?.zh).toBe('区监督员')
    // How staff behaved stays with the inspection.
    expect(JSON.stringify(matter)).not.toContain(conduct)
    const { rows } = await worker.call(listNotices)
    expect(rows.map((row) => row.words.zh)).toContainEqual(expect.stringContaining('重新办理'))

    const after = await inspector().call(contract.getSample, { params: { sampleId: id } })
    expect(after.sample.figures).toEqual({
      ...{ size: 3, called: 3, answered: 2, confirmed: 1, notSolved: 1, unreached: 1 },
      ...{ rated: 2, satisfied: 1, conduct: 1, reopened: 1 },
    })
    // The newest finding counts; a matter that is open already is not reopened once more.
    expect((await find(id, second, { method: 'verify', reached: false, solved: false })).body).toEqual({
      reopened: false,
    })
    await find(id, third, { method: 'in_person', reached: true, solved: true, satisfaction: 4 })
    const { figures } = (await inspector().call(contract.getSample, { params: { sampleId: id } })).sample
    expect(figures).toMatchObject({ called: 3, answered: 3, confirmed: 2, unreached: 0, reopened: 1 })
    const events = await app.events(`samples:${id}`)
    expect(events.map((event) => event.type).slice(1)).toEqual(Array(5).fill('observers.finding_recorded'))
    expect(JSON.stringify(events)).not.toContain('态度')
  })

  it('reopens also what was closed long ago, by the finding alone', async () => {
    const { id } = await drawOf(1, { filter: { placeId: app.town.places.street2 }, seed: 'later' })
    const { items } = await inspector().call(contract.getSample, { params: { sampleId: id } })
    const matterId = items[0]?.matter.id ?? newId()
    await app.passDays(120)
    const found = { method: 'verify', reached: false, solved: false }
    expect((await find(id, matterId, found, { 'accept-language': 'en' })).body).toEqual({ reopened: true })
    // Who typed nothing has the program say it, in their language.
    expect((await look(inspector(), matterId)).timeline.at(-1)?.words).toContain('it is not solved')
    const mine = await inspector().ask((await import('../../matters/contract.ts')).act, {
      params: { matterId },
      body: { action: 'comment', words: '我自己不能改' },
    })
    expect(mine.status).toBe(403)
    const { broken } = await verifyLedger(app.db, [verifyMatters, verifySamples], app.clock.now())
    expect(broken).toEqual([])
  })

  it('shows whom to call with a reason that stays in the ledger, but not who wanted to be known to the holder alone', async () => {
    const hidden = await closeOne(0, { visibility: 'holder' })
    const { population } = await inspector().call(contract.samplePopulation)
    const { id } = await drawOf(population)
    // Which of them an earlier finding reopened was drawn by lot.
    const drawn = await inspector().call(contract.getSample, { params: { sampleId: id } })
    const n = closed.findIndex((one, at) => at < 9 && drawn.items.some(({ matter }) => matter.id === one))
    const params = { sampleId: id, matterId: closed[n] ?? newId() }
    const shown = await inspector().call(contract.revealItem, { params, body: { reason: '抽查电话回访' } })
    expect(shown).toEqual({ name: '王建国', phone: `1000001${1000 + n}` })
    const [last] = (await app.events(`matters:${params.matterId}`)).slice(-1)
    expect(last).toMatchObject({ type: 'matters.reporter_revealed', payload: { facts: { sampleId: id } } })
    const refused = await inspector().ask(contract.revealItem, {
      params: { sampleId: id, matterId: hidden },
      body: { reason: '抽查电话回访' },
    })
    expect(refused.reason).toBe('matters.nameless')
    const { items } = await inspector().call(contract.getSample, { params: { sampleId: id } })
    expect(items.find((item) => item.matter.id === hidden)).toMatchObject({
      nameless: true,
      reporterPhone: null,
      reporterName: null,
    })
  })

  it('is the inspection’s alone, and only of what was drawn', async () => {
    const { id } = await drawOf(1, { seed: 'walls' })
    const params = { sampleId: id }
    for (const who of ['street1', 'community1', 'gridWorker11', 'administrator'] as const)
      expect((await app.signInAs(who).ask(contract.getSample, { params })).status, who).toBe(403)
    expect((await app.anyone.ask(contract.getSample, { params })).status).toBe(401)
    const { items } = await inspector().call(contract.getSample, { params })
    const other = closed.find((one) => one !== items[0]?.matter.id) ?? newId()
    expect((await find(id, other, { method: 'phone', reached: false })).status).toBe(404)
    expect((await inspector().ask(contract.drawSample, { body: { name: '空', filter: {}, size: 0 } })).status).toBe(400)
    await app.db.tx((tx) =>
      sql`update observers.sample_items set matter_id = ${other} where sample_id = ${id}`.execute(tx),
    )
    const { broken } = await verifyLedger(app.db, [verifySamples], app.clock.now())
    expect(broken.map((one) => one.check)).toEqual(['observers.sample', 'observers.sample'].slice(0, 1))
  })
})
