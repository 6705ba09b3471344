import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../kernel/actor.ts'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { getPlan, recordBuilding } from './buildings-contract.ts'
import * as contract from './contract.ts'
import { type EnterpriseApp, enterpriseApp, lookAt, since } from './enterprise-app.fixture.ts'
import { changeFirm, recordFirm } from './firm-store.ts'
import { registerFirmListener } from './public.ts'
import { settleTick } from './settle.ts'
import type { FirmRecord } from './tables.ts'
import { verifyEnterprises } from './verify.ts'

// Merging where one of the two had left or plans to leave. Days only go on: the ledger is folded in the order of time.

let app: EnterpriseApp
let stopHearing: () => void
const news: string[] = []
beforeAll(async () => {
  app = await enterpriseApp()
  stopHearing = registerFirmListener({
    ended: async (_tx, _at, _tenant, firm) => void news.push(`ended ${firm.name}`),
    returned: async (_tx, _at, _tenant, firm, after) => void news.push(`returned ${firm.name} after ${after}`),
  })
})
afterAll(async () => {
  stopHearing()
  await app.close()
})

const desk = () => app.signInAs('community1')
const at = (firmId: contract.FirmId) => ({ params: { firmId } })
const suite = (number: string) => {
  const id = app.suites[number]
  if (!id) throw new Error(`no suite ${number}`)
  return id
}
const day = (ahead: number) => dayOf(new Date(app.clock.now().getTime() + ahead * dayMs))
const pass = (days: number) => app.clock.move(days * dayMs)
const settle = () => settleTick.run(app.services)
const faults = async () => (await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken
const look = async (...ids: contract.FirmId[]) => {
  const firms = await Promise.all(ids.map((id) => lookAt(desk(), id)))
  return firms.map((firm) => ({ ...firm, timeline: null, changedAt: null }))
}

const merge = async (kept: contract.FirmId, goneId: contract.FirmId) => {
  news.length = 0
  return (await desk().call(contract.mergeFirms, { ...at(kept), body: { goneId, why: '同一家，登记了两次' } })).mergeId
}
const undo = async (mergeId: contract.MergeId) => {
  news.length = 0
  await desk().call(contract.undoMerge, { params: { mergeId } })
}
const takes = async (firmId: contract.FirmId, number: string, on: string) => {
  const body = { on, in: { suiteIds: [suite(number)], basis: 'rent' as const } }
  const [stay] = (await desk().call(contract.moveFirm, { ...at(firmId), body })).tenancyIds
  if (!stay) throw new Error('no stay')
  return stay
}
const gives = async (firmId: contract.FirmId, stay: contract.TenancyId, on: string, leaves = true) => {
  const out = { tenancyIds: [stay], reason: 'lease_end' as const, leaves }
  await desk().call(contract.moveFirm, { ...at(firmId), body: { on, out } })
}
/** A record of a firm that worked elsewhere and left. */
const hadLeft = async (name: string) => {
  const firmId = await app.register(name, { placeId: app.town.places.compound12, sinceOn: '2020-01-01' })
  await desk().call(contract.closeFirm, { ...at(firmId), body: { on: day(-2), kind: 'left', why: '搬走了' } })
  return firmId
}

it('the one by which a firm is here again comes to the one that had left: it is here, until that is undone', async () => {
  const old = await hadLeft('旧档案有限公司')
  const moveIn = { suiteIds: [suite('101')], on: day(-20), basis: 'rent' }
  const anew = await app.register('旧档案', { sinceOn: '2026-10-01', moveIn })
  const before = await look(old, anew)
  const mergeId = await merge(old, anew)
  const here = { state: 'active', suites: ['101'], sinceOn: '2026-10-01', place: before[1]?.place, leavesOn: null }
  expect(await look(old)).toMatchObject([here])
  expect(news).toEqual(['ended 旧档案', 'returned 旧档案有限公司 after leaving'])
  expect(await faults()).toEqual([])
  await undo(mergeId)
  expect(await look(old, anew)).toEqual(before)
  expect(news).toEqual(['ended 旧档案有限公司', 'returned 旧档案 after merge'])
  expect(await faults()).toEqual([])
})

it('also where it is here without a suite', async () => {
  const old = await hadLeft('无房源旧档有限公司')
  const shop = await app.register('无房源旧档', { sinceOn: '2026-10-01' })
  const before = await look(old, shop)
  const mergeId = await merge(old, shop)
  const here = { state: 'active', suites: [], sinceOn: '2026-10-01', place: before[1]?.place }
  expect(await look(old)).toMatchObject([here])
  expect(await faults()).toEqual([])
  await undo(mergeId)
  expect(await look(old, shop)).toEqual(before)
})

it('also what it plans: to leave', async () => {
  const old = await hadLeft('将走旧档有限公司')
  const anew = await app.register('将走旧档')
  await gives(anew, await takes(anew, '102', day(-2)), day(2))
  const mergeId = await merge(old, anew)
  expect(await look(old)).toMatchObject([{ state: 'active', suites: ['102'], leavesOn: day(2) }])
  pass(2)
  await settle()
  expect(await look(old)).toMatchObject([{ state: 'left', leavesOn: null }])
  await undo(mergeId)
  expect(await look(old, anew)).toMatchObject([{ state: 'left' }, { state: 'left', leavesOn: null }])
  expect(news).toEqual([])
  expect(await faults()).toEqual([])
})

it.each([
  { number: '103', settled: true },
  { number: '201', settled: false },
])(
  'one that went, had left and planned to return on a day that came meanwhile, is back ($settled)',
  async ({ number, settled }) => {
    const kept = await app.register(`回来的${number}有限公司`)
    const gone = await hadLeft(`回来的${number}`)
    await takes(gone, number, day(2))
    const mergeId = await merge(kept, gone)
    pass(2)
    if (settled) await settle()
    await undo(mergeId)
    const { place } = await lookAt(desk(), kept)
    expect(await look(gone)).toMatchObject([{ state: 'active', sinceOn: day(0), suites: [number], place }])
    expect(news).toEqual([`returned 回来的${number} after leaving`])
    expect(await faults()).toEqual([])
  },
)

it('what the old program left as gone is found by the tick, once', async () => {
  const old = await hadLeft('久未归档有限公司')
  const moveIn = { suiteIds: [suite('202')], on: day(-20), basis: 'rent' }
  const mergeId = await merge(old, await app.register('久未归档', { moveIn }))
  await app.db.tx(async (tx) => {
    const doing = { tenantId: app.town.tenantId, by: systemActor, at: app.clock.now() }
    const { rows } = await sql<FirmRecord>`select * from enterprises.firms where id = ${old}`.execute(tx)
    if (!rows[0]) throw new Error('no firm')
    const { set } = await changeFirm(tx, rows[0], { state: 'left', since_on: '2020-01-01' }, doing.at)
    await recordFirm(tx, doing, 'settled', { firmId: old, set })
  })
  news.length = 0
  await settle()
  expect(await look(old)).toMatchObject([{ state: 'active', sinceOn: day(-20), suites: ['202'] }])
  await settle()
  expect(news).toEqual(['returned 久未归档有限公司 after leaving'])
  await undo(mergeId)
  expect(await look(old)).toMatchObject([{ state: 'left', suites: [] }])
  expect(await faults()).toEqual([])
})

it('what begins as they are merged, of the one that is kept too, is on the ledger', async () => {
  const kept = await app.register('当日开始有限公司')
  await takes(kept, '203', day(2))
  const gone = await app.register('当日开始')
  pass(2)
  const mergeId = await merge(kept, gone)
  expect(await faults()).toEqual([])
  await undo(mergeId)
  expect(await faults()).toEqual([])
})

it('a planned leaving is put aside by a suite that comes with a merge and goes on, until that is undone', async () => {
  const plans = async (name: string, number: string, other: string) => {
    const kept = await app.register(`${name}有限公司`)
    await gives(kept, await takes(kept, number, day(-2)), day(2))
    const gone = await app.register(name, { moveIn: { suiteIds: [suite(other)], on: day(-1), basis: 'rent' } })
    return { kept, mergeId: await merge(kept, gone) }
  }
  const early = await plans('早撤', '301', '302')
  const late = await plans('晚撤', '303', '102')
  expect(await look(early.kept, late.kept)).toMatchObject([{ leavesOn: null }, { leavesOn: null }])
  await undo(early.mergeId)
  expect(await look(early.kept)).toMatchObject([{ state: 'active', leavesOn: day(2) }])
  pass(2)
  await settle()
  expect(await look(early.kept, late.kept)).toMatchObject([{ state: 'left' }, { state: 'active', suites: ['102'] }])
  await undo(late.mergeId)
  expect(await look(late.kept)).toMatchObject([{ state: 'left', leavesOn: null }])
  expect(news).toEqual(['ended 晚撤有限公司', 'returned 晚撤 after merge'])
  expect(await faults()).toEqual([])
})

it.each([
  { name: '先并先撤', first: 0 },
  { name: '后并先撤', first: 1 },
])('one that is here by two records is here until both are gone: $name', async ({ name, first }) => {
  const old = await hadLeft(`${name}有限公司`)
  const { building112, building121 } = app.town.places
  const one = await app.register(name, { placeId: building112, sinceOn: '2026-10-01' })
  const two = await app.register(`${name}店`, { placeId: building121, sinceOn: '2026-10-05' })
  const before = await look(old, one, two)
  const mergeIds = [await merge(old, one), await merge(old, two)]
  const [now, later] = first === 0 ? mergeIds : mergeIds.toReversed()
  if (!now || !later) throw new Error('no merge')
  await undo(now)
  expect(news).toEqual([`returned ${name}${first === 0 ? '' : '店'} after merge`])
  const by = before[first === 0 ? 2 : 1]
  expect(await look(old)).toMatchObject([{ state: 'active', sinceOn: by?.sinceOn, place: by?.place }])
  await undo(later)
  expect(news).toEqual([`ended ${name}有限公司`, `returned ${name}${first === 0 ? '店' : ''} after merge`])
  expect(await look(old, one, two)).toEqual(before)
  expect(await faults()).toEqual([])
})

it.each([
  { name: '先撤更早', first: 0, since: '2025-01-01' },
  { name: '先撤更晚', first: 1, since: '2024-01-01' },
])('one that was here all along is here since the earliest of the records that it still is: $name', async (it) => {
  const kept = await app.register(`${it.name}有限公司`, { sinceOn: '2026-03-01' })
  const one = await app.register(it.name, { sinceOn: '2024-01-01' })
  const two = await app.register(`${it.name}店`, { sinceOn: '2025-01-01' })
  const mergeIds = [await merge(kept, one), await merge(kept, two)]
  expect(await look(kept)).toMatchObject([{ sinceOn: '2024-01-01' }])
  const [now, later] = it.first === 0 ? mergeIds : mergeIds.toReversed()
  if (!now || !later) throw new Error('no merge')
  await undo(now)
  expect(await look(kept)).toMatchObject([{ state: 'active', sinceOn: it.since }])
  expect(await faults()).toEqual([])
  await undo(later)
  expect(await look(kept)).toMatchObject([{ state: 'active', sinceOn: '2026-03-01' }])
  expect(await faults()).toEqual([])
})

it('that is so in whichever order they come and go', async () => {
  const kept = await app.register('来去有序有限公司', { sinceOn: '2026-03-01' })
  const came = async (name: string, sinceOn: string) => merge(kept, await app.register(name, { sinceOn }))
  const [one, two] = [await came('来去有序', '2024-01-01'), await came('来去有序店', '2025-01-01')]
  await undo(one)
  const three = await came('来去有序馆', '2023-01-01')
  await undo(two)
  expect(await look(kept)).toMatchObject([{ sinceOn: '2023-01-01' }])
  await undo(three)
  expect(await look(kept)).toMatchObject([{ state: 'active', sinceOn: '2026-03-01' }])
  expect(await faults()).toEqual([])
})

it('a day that somebody put right after a merge is not made earlier by it, as another is undone', async () => {
  const kept = await app.register('更正日期有限公司', { sinceOn: '2026-03-01' })
  await merge(kept, await app.register('更正日期', { sinceOn: '2025-01-01' }))
  await desk().call(contract.correctFirm, { ...at(kept), body: { sinceOn: '2026-05-01' } })
  const mergeId = await merge(kept, await app.register('更正日期店', { sinceOn: '2024-01-01' }))
  await undo(mergeId)
  expect(await look(kept)).toMatchObject([{ sinceOn: '2026-05-01' }])
  expect(await faults()).toEqual([])
})

it('one that had left is again since the earliest of the records that it still is, as that by which it was here goes', async () => {
  const old = await hadLeft('早有旧档有限公司')
  const mergeId = await merge(old, await app.register('早有旧档', { sinceOn: '2018-01-01' }))
  const older = await app.register('早有旧档店', { placeId: app.town.places.compound12, sinceOn: '2019-01-01' })
  await desk().call(contract.closeFirm, { ...at(older), body: { on: day(-2), kind: 'left', why: '搬走了' } })
  await merge(old, older)
  expect(await look(old)).toMatchObject([{ state: 'active', sinceOn: '2018-01-01' }])
  await undo(mergeId)
  expect(await look(old)).toMatchObject([{ state: 'left', sinceOn: '2019-01-01' }])
  expect(await faults()).toEqual([])
})

it.each([
  { name: '自行回来', isHere: false, planned: 0 },
  { name: '计划回来', isHere: false, planned: 1 },
  { name: '并入后又自行入驻', isHere: true, planned: 0 },
])('one that took a suite by itself during a merge stays, also after it gave it up: $name', async (it) => {
  const old = await hadLeft(`${it.name}有限公司`)
  const sinceOn = '2026-10-01'
  const other = it.isHere ? await app.register(it.name, { sinceOn }) : await hadLeft(it.name)
  const mergeId = await merge(old, other)
  pass(1)
  const from = day(it.planned)
  const stay = await takes(old, '301', from)
  pass(it.planned)
  await settle()
  pass(1)
  await gives(old, stay, day(0), false)
  await undo(mergeId)
  const { place } = await lookAt(desk(), await app.register(`${it.name}的邻居`))
  expect(await look(old)).toMatchObject([{ state: 'active', sinceOn: from, suites: [], place }])
  expect(news).toEqual(it.isHere ? [`returned ${it.name} after merge`] : [])
  expect(await faults()).toEqual([])
})

it('one that closed, or left, during a merge that put its planned leaving aside plans nothing once that is undone', async () => {
  const plans = async (name: string, number: string, other: string) => {
    const kept = await app.register(`${name}有限公司`)
    await gives(kept, await takes(kept, number, day(-2)), day(5))
    const gone = await app.register(name, { moveIn: { suiteIds: [suite(other)], on: day(-1), basis: 'rent' } })
    return { kept, mergeId: await merge(kept, gone) }
  }
  const ends = (firmId: contract.FirmId, kind: 'closed' | 'left') =>
    desk().call(contract.closeFirm, { ...at(firmId), body: { on: day(0), kind, why: '不办了' } })
  pass(3)
  const closed = await plans('注销', '301', '303')
  await ends(closed.kept, 'closed')
  await undo(closed.mergeId)
  pass(3)
  const left = await plans('先走', '301', '303')
  await ends(left.kept, 'left')
  await undo(left.mergeId)
  const states = [
    { state: 'closed', leavesOn: null },
    { state: 'left', leavesOn: null },
  ]
  expect(await look(closed.kept, left.kept)).toMatchObject(states)
  expect(await faults()).toEqual([])
})

it('since when the kept one was here is told to a server of the version before, which may undo the merge', async () => {
  const kept = await app.register('滚动升级有限公司', { sinceOn: '2026-10-01' })
  const mergeId = await merge(kept, await app.register('滚动升级', { sinceOn: '2026-09-01' }))
  const { rows } = await app.db.read((tx) =>
    sql`select moved ->> 'keptSince' as since from enterprises.merges where id = ${mergeId}`.execute(tx),
  )
  expect([(await lookAt(desk(), kept)).sinceOn, rows]).toEqual(['2026-09-01', [{ since: '2026-10-01' }]])
})

describe('stays that came with a merge and go back with it', () => {
  /** Suites of two other buildings. */
  const rooms = new Map<string, contract.SuiteId>()
  beforeAll(async () => {
    for (const [placeId, numbers] of [
      [app.town.places.building122, ['801', '802', '803', '804', '805', '806', '807', '808', '809', '810']],
      [app.town.places.building121, ['901', '902', '903']],
    ] as const) {
      const suites = numbers.map((number) => ({ floor: 1, number, areaCm2: 500_000, purpose: 'office' as const }))
      const body = { placeId, floorsAbove: 1, purpose: 'office' as const, openedOn: since, suites }
      await desk().call(recordBuilding, { body })
      for (const made of (await desk().call(getPlan, { params: { placeId } })).suites) rooms.set(made.number, made.id)
    }
  })
  const room = (number: string) => {
    const id = rooms.get(number)
    if (!id) throw new Error(`no suite ${number}`)
    return id
  }
  const rents = async (firmId: contract.FirmId, number: string, on: string) => {
    const body = { on, in: { suiteIds: [room(number)], basis: 'rent' as const } }
    const [stay] = (await desk().call(contract.moveFirm, { ...at(firmId), body })).tenancyIds
    if (!stay) throw new Error('no stay')
    return stay
  }
  const isHere = (name: string, sinceOn = '2026-01-01') =>
    app.register(name, { placeId: app.town.places.compound12, sinceOn })
  const placeOf = async (firmId: contract.FirmId) => (await lookAt(desk(), firmId)).place
  const leaves = (firmId: contract.FirmId) =>
    desk().call(contract.closeFirm, { ...at(firmId), body: { on: day(0), kind: 'left', why: '搬走了' } })

  it.each([
    { name: '早已迁离', number: '801', firm: hadLeft },
    { name: '别处无房', number: '802', firm: isHere },
  ])('the kept one is again where and since it was, once the stay began: $name', async ({ name, number, firm }) => {
    const kept = await firm(`${name}有限公司`)
    const gone = await hadLeft(name)
    await rents(gone, number, day(2))
    const before = await look(kept)
    const mergeId = await merge(kept, gone)
    pass(2)
    await settle()
    expect(await look(kept)).toMatchObject([{ state: 'active', suites: [number] }])
    expect(await placeOf(kept)).not.toEqual(before[0]?.place)
    await undo(mergeId)
    expect(await look(kept)).toEqual(before)
    expect(await look(gone)).toMatchObject([{ state: 'active', suites: [number], sinceOn: day(0) }])
    expect(await faults()).toEqual([])
  })

  it('it is as it left by itself during the merge', async () => {
    const kept = await isHere('途中搬走有限公司')
    const gone = await hadLeft('途中搬走')
    const mergeId = await merge(kept, gone)
    const body = { placeId: app.town.places.building112, sinceOn: '2026-02-01' }
    await desk().call(contract.correctFirm, { ...at(kept), body })
    await leaves(kept)
    await undo(mergeId)
    await rents(gone, '803', day(2))
    const before = await look(kept)
    const again = await merge(kept, gone)
    pass(2)
    await settle()
    expect(await look(kept)).toMatchObject([{ state: 'active', suites: ['803'], sinceOn: day(0) }])
    await undo(again)
    expect(await look(kept)).toEqual(before)
    expect(before).toMatchObject([{ state: 'left', sinceOn: '2026-02-01' }])
    expect(await faults()).toEqual([])
  })

  it('it is where its own suite was, which it gave up for the one that came', async () => {
    const kept = await isHere('退租之后有限公司')
    const stay = await rents(kept, '901', day(-1))
    const place = await placeOf(kept)
    const gone = await app.register('退租之后', { moveIn: { suiteIds: [room('804')], on: day(-1), basis: 'rent' } })
    const mergeId = await merge(kept, gone)
    expect(await placeOf(kept)).toEqual(place)
    await gives(kept, stay, day(0), false)
    expect(await placeOf(kept)).not.toEqual(place)
    await undo(mergeId)
    expect(await look(kept)).toMatchObject([{ state: 'active', place, suites: [] }])
    expect(await faults()).toEqual([])
  })

  it('it stays where it took a suite of its own there, also after it gave that up', async () => {
    const kept = await isHere('自己也租有限公司')
    const gone = await hadLeft('自己也租')
    await rents(gone, '805', day(1))
    const mergeId = await merge(kept, gone)
    pass(1)
    await settle()
    const stay = await rents(kept, '806', day(0))
    pass(1)
    await gives(kept, stay, day(0), false)
    await undo(mergeId)
    expect(await look(kept)).toMatchObject([{ state: 'active', suites: [], place: await placeOf(gone) }])
    expect(await faults()).toEqual([])
  })

  it('one that came again with a second merge lets it be here, also after it was given up, when another is undone', async () => {
    const kept = await hadLeft('再次并入有限公司')
    const gone = await hadLeft('再次并入')
    const stay = await rents(gone, '807', day(1))
    await undo(await merge(kept, gone))
    const again = await merge(kept, gone)
    const other = await merge(kept, await hadLeft('误并的另一家'))
    pass(1)
    await settle()
    const since = day(0)
    pass(1)
    await gives(kept, stay, day(0), false)
    const [here] = await look(kept)
    await undo(other)
    expect(news).toEqual([])
    const { mergedHere } = await lookAt(desk(), kept)
    expect(await look(kept)).toEqual([{ ...here, mergedHere }])
    expect(here).toMatchObject({ state: 'active', suites: [], sinceOn: since })
    await undo(again)
    expect(await look(kept)).toMatchObject([{ state: 'left', suites: [], sinceOn: '2020-01-01' }])
    expect(await faults()).toEqual([])
  })

  interface Begins {
    readonly kept: contract.FirmId
    readonly stay: contract.TenancyId
    readonly planned: contract.TenancyId
  }
  it.each([
    { name: '同时预订', number: '808', own: '901', does: ({ kept }: Begins) => rents(kept, '807', day(20)) },
    {
      name: '同时取消',
      number: '809',
      own: '902',
      does: ({ planned }: Begins) => desk().call(contract.callOffMove, { params: { tenancyId: planned } }),
    },
    { name: '同时退租', number: '810', own: '903', does: ({ kept, stay }: Begins) => gives(kept, stay, day(5), false) },
  ])('what was done as one began lets it be here no longer than that: $name', async ({ name, number, own, does }) => {
    const kept = await hadLeft(`${name}有限公司`)
    const planned = await rents(kept, own, day(10))
    const [before] = await look(kept)
    const gone = await hadLeft(name)
    const stay = await rents(gone, number, day(2))
    const mergeId = await merge(kept, gone)
    pass(2)
    await does({ kept, stay, planned })
    expect(await look(kept)).toMatchObject([{ state: 'active', suites: [number] }])
    await undo(mergeId)
    expect(news).toEqual([`ended ${name}有限公司`, `returned ${name} after leaving`])
    const { sinceOn, place } = before ?? {}
    expect(await look(kept)).toMatchObject([{ state: 'left', suites: [], sinceOn, place }])
    expect(await faults()).toEqual([])
  })
})
