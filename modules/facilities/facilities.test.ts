import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import { act, getMatter, track } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { moveToGrid } from '../places/contract.ts'
import * as contract from './contract.ts'
import { facilityStream } from './events.ts'
import { aFacility, findings } from './facilities.fixture.ts'
import { daysAfter } from './inspection.ts'
import { addFacility } from './public.ts'
import type { FacilityId } from './tables.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const keeper = () => app.signInAs('compoundSecretary11')
const view = (facilityId: FacilityId, who = desk()) => who.call(contract.getFacility, { params: { facilityId } })
const story = async (id: FacilityId) =>
  (await app.events(facilityStream(id))).map(({ type }) => type.replace('facilities.', ''))
const inspect = (facilityId: FacilityId, body: contract.InspectBody, who = keeper()) =>
  who.ask(contract.inspectFacility, { params: { facilityId }, body })

describe('the register', () => {
  it('is kept by the community, seen by those who answer for the place, by nobody else', async () => {
    const { id } = await aFacility(app)
    const params = { facilityId: id }
    const status = async (who: Parameters<typeof app.signInAs>[0]) =>
      (await app.signInAs(who).ask(contract.getFacility, { params })).status
    expect((await app.anyone.ask(contract.getFacility, { params })).status).toBe(401)
    expect(await status('resident1')).toBe(403)
    expect(await status('community2')).toBe(404)
    expect(await status('gridWorker12')).toBe(404)
    for (const who of ['community1', 'street1', 'supervisor', 'compoundSecretary11', 'gridWorker11'] as const)
      expect(await status(who), who).toBe(200)
    expect((await keeper().ask(contract.changeFacility, { params, body: { name: '新' } })).status).toBe(403)
    expect((await desk().ask(contract.changeFacility, { params, body: { name: ' ' } })).status).toBe(400)
    await desk().call(contract.changeFacility, { params, body: { name: '花园长椅', rhythmDays: 10 } })
    expect(await view(id)).toMatchObject({ name: '花园长椅', nextDueOn: daysAfter(dayOf(app.clock.now()), 10) })
    expect(await story(id)).toEqual(['facility_added', 'facility_changed'])
    expect(await findings(app)).toEqual([])
  })

  it('takes a compound or a building, and a keeper who can inspect', async () => {
    const add = (more: Record<string, unknown>) =>
      desk().ask(contract.addFacility, {
        body: {
          ...{ kind: 'lamp', name: '路灯', placeId: app.town.places.building111, point: { lng: 102.7, lat: 25 } },
          ...{ keeperPostId: app.town.posts.gridWorker11, ...more },
        },
      })
    expect((await add({ placeId: app.town.places.community1 })).reason).toBe('facilities.bad_placeId')
    expect((await add({ placeId: app.town.places.compound31 })).status).toBe(404)
    expect((await add({ keeperPostId: app.town.posts.administrator })).reason).toBe('facilities.bad_keeperPostId')
    expect((await add({ kind: 'ship' })).status).toBe(400)
    const { body } = await add({})
    expect(await view(body.id)).toMatchObject({ rhythmDays: 30, compound: { id: app.town.places.compound11 } })
  })

  it('is called by a project that hands over, and says who built it', async () => {
    const { tenantId, posts, places } = app.town
    const by = { personId: null, postId: null, via: 'system' } as const
    const { id } = await app.db.tx((tx) =>
      addFacility(
        tx,
        { tenantId, by, at: app.clock.now() },
        {
          ...{ kind: 'charging', name: '北侧充电棚', placeId: places.compound11, point: { lng: 102.7, lat: 25.001 } },
          ...{ keeperPostId: posts.propertyFirm1, rhythmDays: null, origin: 'project 1' },
        },
      ),
    )
    expect(await view(id)).toMatchObject({ origin: 'project 1', rhythmDays: null, nextDueOn: null, mark: 'fine' })
    expect((await view(id, app.signInAs('propertyFirm1'))).mayInspect).toBe(true)
  })

  it('lists exactly what each figure counts, and retires with a reason', async () => {
    const { id } = await aFacility(app, { name: '旧宣传栏', kind: 'board', rhythmDays: 1 })
    app.clock.move(5 * dayMs)
    const figures = await desk().call(contract.facilityFigures, { query: {} })
    expect(figures.overdue).toBeGreaterThan(0)
    for (const show of ['live', 'due', 'overdue', 'fault', 'silent'] as const)
      expect((await desk().call(contract.listFacilities, { query: { show } })).total, show).toBe(figures[show])
    const { total } = await desk().call(contract.listFacilities, { query: { kind: ['board'], q: '旧宣' } })
    expect(total).toBe(1)
    const { points } = await desk().call(contract.facilityPoints, { query: { show: 'overdue' } })
    expect(points).toContainEqual(expect.objectContaining({ id, mark: 'overdue', gate: null }))
    const params = { facilityId: id }
    await desk().call(contract.retireFacility, { params, body: { why: '改造拆除' } })
    expect(await view(id)).toMatchObject({ mark: 'retired', retiredWhy: '改造拆除', nextDueOn: null })
    expect((await inspect(id, { outcome: 'fine' })).reason).toBe('facilities.retired')
    const sheet = await desk().ask(contract.exportFacilities, { query: {} })
    expect([sheet.status, (sheet.body as unknown as Buffer).subarray(0, 2).toString()]).toEqual([200, 'PK'])
    expect(await findings(app)).toEqual([])
  })
})

describe('inspection', () => {
  it('falls due on its rhythm and counts in the coverage as done in time or late', async () => {
    const before = (await desk().call(contract.facilityFigures, { query: {} })).coverage
    const { id } = await aFacility(app, { name: '健身器材', kind: 'fitness', rhythmDays: 10 })
    const round = async () => (await keeper().call(contract.myRound, { query: {} })).rows.map((row) => row.id)
    expect(await round()).not.toContain(id)
    app.clock.move(8 * dayMs)
    expect(await round()).toContain(id)
    const today = dayOf(app.clock.now())
    expect((await inspect(id, { outcome: 'fine' })).body.nextDueOn).toBe(daysAfter(today, 10))
    // Once more on the same day answers no due.
    expect((await inspect(id, { outcome: 'fine' })).body.nextDueOn).toBe(daysAfter(today, 10))
    app.clock.move(12 * dayMs)
    await inspect(id, { outcome: 'fine' })
    expect((await view(id)).inspections.map(({ dueOn, late }) => [dueOn, late])).toEqual([
      [daysAfter(today, 10), true],
      [null, false],
      [daysAfter(today, 2), false],
    ])
    app.clock.move(dayMs)
    const { coverage } = await desk().call(contract.facilityFigures, { query: {} })
    expect(coverage.done - before.done).toBe(1)
    expect(coverage.due - before.due).toBeGreaterThanOrEqual(2)
    expect((await inspect(id, { outcome: 'fine' }, app.signInAs('gridWorker11'))).status).toBe(403)
    expect((await inspect(id, { outcome: 'fine' }, app.signInAs('gridWorker12'))).status).toBe(404)
    expect(await findings(app)).toEqual([])
  })

  it('a fault becomes a matter with the keeper, the next word on it is a note, and it ends with its matter', async () => {
    const { id } = await aFacility(app, { name: '儿童滑梯', kind: 'fitness' })
    expect((await inspect(id, { outcome: 'fault' })).reason).toBe('facilities.words_missing')
    const fileIds = [await upload(keeper())]
    const first = (await inspect(id, { outcome: 'fault', words: '滑梯边缘开裂', fileIds })).body
    const matterId = first.matterId as NonNullable<typeof first.matterId>
    const matter = await keeper().call(getMatter, { params: { matterId } })
    expect(matter).toMatchObject({
      ...{ holder: { postId: app.town.posts.compoundSecretary11 }, kind: 'patrol' },
      subject: { kind: 'facility', id, name: { zh: '儿童滑梯' } },
    })
    const second = (await inspect(id, { outcome: 'fault', words: '裂缝变大了' })).body
    expect(second).toMatchObject({ matterId, noted: true })
    const { timeline } = await keeper().call(getMatter, { params: { matterId } })
    expect(timeline.at(-1)).toMatchObject({ action: 'comment' })
    const other = (await inspect(id, { outcome: 'fault', words: '地垫也破了', another: true })).body
    expect(other.matterId).not.toBe(matterId)
    expect((await view(id)).faults.map(({ endedAt }) => endedAt)).toEqual([null, null])
    await keeper().call(act, { params: { matterId }, body: { action: 'handle', words: '已报厂家' } })
    const pictures = [await upload(keeper())]
    await keeper().call(act, {
      params: { matterId },
      body: { action: 'resolve', words: '已更换', fileIds: pictures, outcome: 'solved' },
    })
    await desk().call(act, {
      params: { matterId },
      body: { action: 'follow_up', followUp: { method: 'in_person', reached: true, solved: true, satisfaction: 5 } },
    })
    await app.deliver()
    expect((await view(id)).faults.filter(({ endedAt }) => endedAt === null)).toHaveLength(1)
    expect(await story(id)).toEqual([
      ...['facility_added', 'fault_began', 'facility_inspected', 'facility_inspected'],
      ...['fault_began', 'facility_inspected', 'fault_ended'],
    ])
    expect(JSON.stringify(await app.events(facilityStream(id)))).not.toMatch(/开裂|变大/)
    expect(await findings(app)).toEqual([])
  })
})

describe('the code on the thing', () => {
  it('says what it is to anybody, and takes a report with a receipt', async () => {
    const { id, code } = await aFacility(app, { name: '东侧长椅' })
    expect((await app.anyone.ask(contract.atFacility, { params: { code: 'AAAAAAAAAA' } })).status).toBe(404)
    const seen = await app.anyone.call(contract.atFacility, { params: { code: code.toLowerCase() } })
    expect(seen).toMatchObject({ name: '东侧长椅', mayInspect: false, faults: [] })
    expect(JSON.stringify(seen)).not.toMatch(/holder|acting/)
    expect((await keeper().call(contract.atFacility, { params: { code } })).mayInspect).toBe(true)
    const params = { code }
    expect((await app.anyone.ask(contract.reportFault, { params, body: { words: ' ' } })).status).toBe(400)
    const told = await app.anyone.call(contract.reportFault, { params, body: { words: '椅面断了一根' } })
    const { matter } = { matter: await app.anyone.call(track, { params: { receiptCode: told.receiptCode } }) }
    expect(JSON.stringify(matter)).toContain('椅面断了一根')
    expect((await app.anyone.call(contract.atFacility, { params })).faults).toHaveLength(1)
    expect((await view(id)).mark).toBe('fault')
  })
})

it('a fault whose matter is merged goes on with the other one', async () => {
  const { id, code } = await aFacility(app, { name: '南侧路灯', kind: 'lamp' })
  const report = (words: string) => app.anyone.call(contract.reportFault, { params: { code }, body: { words } })
  const matterOf = async (words: string) => {
    const { receiptCode } = await report(words)
    return (await app.anyone.call(track, { params: { receiptCode } })).id
  }
  const [first, second] = [await matterOf('路灯不亮'), await matterOf('路灯一直不亮')]
  await desk().call(act, { params: { matterId: second }, body: { action: 'merge', intoId: first, words: '同一盏灯' } })
  await app.deliver()
  const { faults } = await view(id)
  expect(faults.map(({ matter, endedAt }) => [matter.id, endedAt])).toEqual([
    [first, null],
    [first, null],
  ])
  expect(await findings(app)).toEqual([])
})

it('a building that moves to another grid takes its facilities along', async () => {
  const { places, grids, posts } = app.town
  const { id } = await aFacility(app, {
    kind: 'lamp',
    placeId: places.building111,
    keeperPostId: posts.buildingLead111,
  })
  const seenBy = async (who: 'gridWorker11' | 'gridWorker12') =>
    (await app.signInAs(who).ask(contract.getFacility, { params: { facilityId: id } })).status
  expect([await seenBy('gridWorker11'), await seenBy('gridWorker12')]).toEqual([200, 404])
  const body = { placeIds: [places.building111], why: '网格调整' }
  await app.signInAs('administrator').call(moveToGrid, { params: { gridId: grids.grid12 }, body })
  await app.deliver()
  expect([await seenBy('gridWorker11'), await seenBy('gridWorker12')]).toEqual([404, 200])
})

it('verify names a facility that was moved in secret', async () => {
  const { id } = await aFacility(app, { name: '被改的座椅' })
  await app.db.tx((tx) => sql`update facilities.facilities set lng = 102.9 where id = ${id}`.execute(tx))
  expect(await findings(app)).toEqual([expect.stringContaining('被改的座椅: lng')])
})
