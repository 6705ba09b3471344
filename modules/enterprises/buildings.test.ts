import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import * as buildingContract from './buildings-contract.ts'
import * as contract from './contract.ts'
import { type EnterpriseApp, enterpriseApp, inventedCode, lookAt, planOn, since } from './enterprise-app.fixture.ts'
import { buildingStream, firmStream } from './events.ts'
import { occupancyOn } from './occupancy.ts'
import { occupancyOfDays } from './occupancy-queries.ts'
import { settleTick } from './settle.ts'
import type { TenancyId } from './shapes.ts'
import type { SuiteRecord, TenancyRecord } from './tables.ts'
import { verifyEnterprises } from './verify.ts'

let app: EnterpriseApp
beforeAll(async () => {
  app = await enterpriseApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const suite = (number: string) => {
  const id = app.suites[number]
  if (!id) throw new Error(`no suite ${number}`)
  return id
}
const verified = async () => (await verifyLedger(app.db, [verifyEnterprises], app.clock.now())).broken

/** The app's day is 2026-11-23. */
describe('a building', () => {
  it('is recorded once, on a place that is a building, with an event', async () => {
    const types = (await app.events(buildingStream(app.tower))).map((event) => event.type)
    expect(types).toEqual(['enterprises.building_recorded', 'enterprises.suite_added'])
    const again = { placeId: app.tower, floorsAbove: 3, purpose: 'office' as const }
    expect((await desk().ask(buildingContract.recordBuilding, { body: again })).reason).toBe(
      'enterprises.building_is_recorded',
    )
    const street = { ...again, placeId: app.town.places.compound11 }
    expect((await desk().ask(buildingContract.recordBuilding, { body: street })).status).toBe(400)
    const far = { ...again, placeId: app.town.places.building311 }
    expect((await desk().ask(buildingContract.recordBuilding, { body: far })).status).toBe(404)
  })

  it('is all vacant at first, and its list and series say so', async () => {
    const { buildings } = await desk().call(buildingContract.listBuildings)
    expect(buildings[0]?.today).toMatchObject({
      suites: 9,
      vacantSuites: 9,
      lettableCm2: 18_000_000,
      vacantCm2: 18_000_000,
    })
    expect(buildings[0]?.trend).toHaveLength(12)
    const { months } = await desk().call(buildingContract.vacancy, { query: { from: '2024-11', to: '2025-02' } })
    expect(months.map(({ lettableCm2 }) => lettableCm2)).toEqual([0, 0, 18_000_000, 18_000_000])
  })

  it('is listed by place and month, as it stood at its end', async () => {
    const ask = (query: object) => desk().call(buildingContract.listBuildings, { query })
    expect((await ask({ placeId: app.tower })).on).toBe('2026-11-23')
    const past = await ask({ placeId: app.town.places.community1, month: '2024-12' })
    expect([past.on, past.today.lettableCm2, past.trend.at(-1)?.month]).toEqual(['2024-12-31', 0, '2024-12'])
    expect((await ask({ month: '2025-01' })).today.lettableCm2).toBe(18_000_000)
    expect((await ask({ placeId: app.town.places.building112 })).buildings).toEqual([])
    expect((await desk().ask(buildingContract.listBuildings, { query: { month: 'soon' } })).status).toBe(400)
  })

  it('is put right by who keeps it, with who looks after it, and an event', async () => {
    const params = { placeId: app.tower }
    const { posts } = app.town
    const body = { floorsBelow: 1, grossAreaCm2: 20_000_000, stewardPostId: posts.buildingLead111 }
    await desk().call(buildingContract.changeBuilding, {
      params,
      body: { ...body, propertyPostId: posts.propertyFirm1 },
    })
    const { building } = await desk().call(buildingContract.getPlan, { params })
    expect(building).toMatchObject({ floorsBelow: 1, stewardPost: { id: posts.buildingLead111 } })
    await desk().call(buildingContract.changeBuilding, { params, body: { floorsBelow: 0, propertyPostId: null } })
    expect((await desk().call(buildingContract.getPlan, { params })).building.propertyPost).toBeNull()
    expect((await app.events(buildingStream(app.tower))).at(-1)).toMatchObject({
      type: 'enterprises.building_changed',
      payload: { set: { floors_below: 0, property_post_id: null } },
    })
    const ask = (who: Parameters<EnterpriseApp['signInAs']>[0], change: object = body) =>
      app.signInAs(who).ask(buildingContract.changeBuilding, { params, body: change })
    expect((await ask('supervisor')).status).toBe(403)
    expect((await ask('community2')).status).toBe(404)
    expect((await ask('community1', { floorsAbove: 0 })).status).toBe(400)
  })

  it('shows to those of its area and nobody else', async () => {
    const asks = { params: { placeId: app.tower } }
    const status = async (who: Parameters<EnterpriseApp['signInAs']>[0]) =>
      (await app.signInAs(who).ask(buildingContract.getPlan, asks)).status
    expect((await app.anyone.ask(buildingContract.getPlan, asks)).status).toBe(401)
    expect(await Promise.all((['resident1', 'administrator', 'compoundSecretary11'] as const).map(status))).toEqual([
      403, 403, 403,
    ])
    expect(
      await Promise.all((['gridWorker11', 'street1', 'supervisor', 'waterDepartment'] as const).map(status)),
    ).toEqual([200, 200, 200, 200])
    expect(await Promise.all((['gridWorker12', 'community2', 'street2'] as const).map(status))).toEqual([404, 404, 404])
    expect((await desk().ask(buildingContract.getPlan, { params: { placeId: 'x' } })).status).toBe(400)
    const write = { params: { suiteId: suite('101') }, body: { rentFenMonthM2: 9000 } }
    expect((await app.signInAs('supervisor').ask(buildingContract.changeSuite, write)).status).toBe(403)
    expect((await app.signInAs('gridWorker11').ask(buildingContract.changeSuite, write)).status).toBe(200)
    expect((await app.signInAs('gridWorker12').ask(buildingContract.changeSuite, write)).status).toBe(404)
  })
})

describe('moves', () => {
  it('in on a past day: the plan of every day knows, the figures click through to exactly the suites', async () => {
    const firmId = await app.register('昆明云岭软件有限公司', {
      uscc: inventedCode(1),
      moveIn: {
        suiteIds: [suite('101'), suite('102')],
        on: '2025-06-01',
        basis: 'rent',
        leaseUntil: '2027-05-31',
        rentFenMonth: 1_000_001,
      },
    })
    const before = await planOn(desk(), app.tower, '2025-05-31')
    expect(before.byNumber.get('101')?.state).toBe('vacant')
    const after = await planOn(desk(), app.tower, '2025-06-01')
    expect(after.byNumber.get('101')).toMatchObject({ state: 'occupied', stay: { firmName: '昆明云岭软件有限公司' } })
    const stays = (await lookAt(desk(), firmId)).stays
    expect(stays.reduce((sum, stay) => sum + (stay.rentFenMonth ?? 0), 0)).toBe(1_000_001)
    const { months } = await desk().call(buildingContract.vacancy, {
      query: { placeId: app.tower, from: '2025-05', to: '2025-06' },
    })
    expect(months.map(({ vacantCm2 }) => vacantCm2)).toEqual([18_000_000, 15_000_000])
    for (const month of months) {
      const query = { placeId: app.tower, on: month.on, state: ['vacant' as const] }
      const counted = await desk().call(buildingContract.listSuites, { query })
      expect([counted.areaCm2, counted.total]).toEqual([month.vacantCm2, month.vacantSuites])
    }
    const types = (await app.events(firmStream(firmId))).map((event) => event.type)
    expect(types).toEqual(['enterprises.firm_registered', 'enterprises.moved_in'])
  })

  it('two firms in a suite are refused in words, and by the database', async () => {
    const other = await app.register('昆明翠湖餐饮管理有限公司')
    const move = {
      params: { firmId: other },
      body: { on: '2026-11-01', in: { suiteIds: [suite('101')], basis: 'rent' as const } },
    }
    const refused = await desk().ask(contract.moveFirm, move)
    expect([refused.status, refused.reason]).toEqual([409, 'enterprises.suite_taken'])
    expect(refused.error?.message).toContain('昆明云岭软件有限公司')
    const [stay] = await tenancies()
    const double = app.db.tx((tx) =>
      sql`insert into enterprises.tenancies (tenant_id, id, firm_id, suite_id, basis, from_on, begun, recorded_on)
        values (${stay?.tenant_id}, gen_random_uuid(), ${other}, ${stay?.suite_id}, 'rent', '2024-01-01', true, '2024-01-01')`.execute(
        tx,
      ),
    )
    await expect(double).rejects.toMatchObject({ constraint: expect.stringMatching(/^tenancies_/) })
    const beyond = app.db.tx((tx) =>
      sql`update enterprises.tenancies set from_on = '2024-12-31' where id = ${stay?.id}`.execute(tx),
    )
    await expect(beyond).rejects.toMatchObject({ constraint: 'tenancies_within_suite' })
  })

  it('two at once: one wins, the other is told', async () => {
    const ids = await Promise.all(['抢租甲有限公司', '抢租乙有限公司'].map((name) => app.register(name)))
    const answers = await Promise.all(
      ids.map((firmId) =>
        desk().ask(contract.moveFirm, {
          params: { firmId },
          body: { on: '2026-11-01', in: { suiteIds: [suite('303')], basis: 'rent' } },
        }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })

  it('out: the suite is vacant from that day, and the days before still show the firm', async () => {
    const firmId = await app.register('滇池文创有限公司', {
      moveIn: { suiteIds: [suite('201')], on: '2025-03-01', basis: 'rent', leaseUntil: '2026-10-31' },
    })
    const tenancyId = (await lookAt(desk(), firmId)).stays[0]?.tenancyId
    if (!tenancyId) throw new Error('no stay')
    expect((await planOn(desk(), app.tower)).byNumber.get('201')?.state).toBe('expiring')
    const { rows } = await desk().call(buildingContract.expiringLeases)
    expect(rows[0]).toMatchObject({ number: '201', daysLeft: -23, stay: { firmName: '滇池文创有限公司' } })
    const out = (on: string) => ({
      params: { firmId },
      body: { on, out: { tenancyIds: [tenancyId], reason: 'lease_end' as const, leaves: true } },
    })
    expect((await desk().ask(contract.moveFirm, out('2025-03-01'))).reason).toBe('enterprises.out_before_in')
    await desk().call(contract.moveFirm, out('2026-11-20'))
    expect((await planOn(desk(), app.tower)).byNumber.get('201')?.state).toBe('vacant')
    expect((await planOn(desk(), app.tower, '2026-11-19')).byNumber.get('201')?.stay?.firmName).toBe('滇池文创有限公司')
    expect((await lookAt(desk(), firmId)).state).toBe('left')
    expect((await desk().ask(contract.moveFirm, out('2026-11-21'))).reason).toBe('enterprises.stay_is_over')
    const feed = await desk().call(buildingContract.moves, { query: { month: '2026-11' } })
    expect(feed.moves.find((move) => move.firmId === firmId)).toMatchObject({ kind: 'out', from: { suites: ['201'] } })
  })

  it('within: one move, and the same firm may come back to a suite', async () => {
    const firmId = await app.register('滇缅物流有限公司', {
      moveIn: { suiteIds: [suite('202')], on: '2025-02-01', basis: 'rent' },
    })
    const tenancyIds = (await lookAt(desk(), firmId)).stays.map((stay) => stay.tenancyId)
    await desk().call(contract.moveFirm, {
      params: { firmId },
      body: {
        on: '2026-11-10',
        out: { tenancyIds, reason: 'moved_within' },
        in: { suiteIds: [suite('203')], basis: 'rent' },
      },
    })
    const { moves } = await desk().call(buildingContract.moves, {})
    expect(moves.find((move) => move.firmId === firmId)).toMatchObject({
      kind: 'within',
      from: { suites: ['202'] },
      to: { suites: ['203'] },
    })
    const plan = await planOn(desk(), app.tower)
    expect([plan.byNumber.get('202')?.state, plan.byNumber.get('203')?.state]).toEqual(['vacant', 'occupied'])
  })

  it('planned: shown as next, called off or coming true on its day', async () => {
    const firmId = await app.register('候鸟科技有限公司', { placeId: app.town.places.compound12 })
    const plan = () =>
      desk().call(contract.moveFirm, {
        params: { firmId },
        body: { on: '2026-11-25', in: { suiteIds: [suite('202')], basis: 'rent' } },
      })
    const [first] = (await plan()).tenancyIds
    if (!first) throw new Error('no stay')
    expect((await planOn(desk(), app.tower)).byNumber.get('202')).toMatchObject({
      state: 'vacant',
      next: { fromOn: '2026-11-25' },
    })
    await desk().call(contract.callOffMove, { params: { tenancyId: first } })
    expect((await planOn(desk(), app.tower)).byNumber.get('202')?.next).toBeNull()
    await plan()
    expect((await lookAt(desk(), firmId)).place.id).toBe(app.town.places.compound12)
    expect(await verified()).toEqual([])
    app.clock.move(2 * 86_400_000)
    await settleTick.run(app.services)
    expect((await lookAt(desk(), firmId)).place.id).toBe(app.tower)
    expect((await app.events(firmStream(firmId))).at(-1)?.type).toBe('enterprises.firm_settled')
    app.clock.move(-2 * 86_400_000)
  })

  it('a lease is renewed, and a lease before the move refused', async () => {
    const [stay] = await tenancies()
    if (!stay) throw new Error('no stay')
    const change = (leaseUntil: string) => ({ params: { tenancyId: stay.id }, body: { leaseUntil } })
    expect((await desk().ask(contract.changeLease, change('2020-01-01'))).reason).toBe('enterprises.lease_before_move')
    await desk().call(contract.changeLease, change('2029-05-31'))
    expect((await app.events(firmStream(stay.firm_id))).at(-1)?.type).toBe('enterprises.lease_changed')
  })

  it('a past day is coloured by what was known then, whatever became of the lease', async () => {
    const dayLong = 86_400_000
    const moveIn = { suiteIds: [suite('103')], on: '2026-06-01', basis: 'rent', leaseUntil: '2026-12-31' }
    const firmId = await app.register('续租有限公司', { moveIn })
    const on = async (day: string) => {
      const { byNumber } = await planOn(desk(), app.tower, day)
      const { state, stay } = byNumber.get('103') ?? {}
      return [state, stay?.leaseUntil]
    }
    const tenancyId = (await lookAt(desk(), firmId)).stays[0]?.tenancyId as TenancyId
    app.clock.move(dayLong)
    await desk().call(contract.changeLease, { params: { tenancyId }, body: { leaseUntil: '2029-12-31' } })
    expect(await on('2026-11-23')).toEqual(['expiring', '2026-12-31'])
    expect(await on('2026-11-24')).toEqual(['occupied', '2029-12-31'])
    const query = { placeId: app.tower, on: '2026-11-23', state: ['expiring' as const] }
    const listed = await desk().call(buildingContract.listSuites, { query })
    expect(listed.rows.map(({ number }) => number)).toContain('103')
    app.clock.move(dayLong)
    const out = { tenancyIds: [tenancyId], reason: 'moved_away' as const }
    await desk().call(contract.moveFirm, { params: { firmId }, body: { on: '2026-11-25', out } })
    expect(await on('2026-11-23')).toEqual(['expiring', '2026-12-31'])
    expect(await on('2026-11-24')).toEqual(['occupied', '2029-12-31'])
    expect((await on('2026-11-25'))[0]).toBe('vacant')
    expect(await verified()).toEqual([])
    const forge = (day: string) =>
      app.db.tx((tx) =>
        sql`update enterprises.former_ends set lease_until = ${day}
          where tenancy_id = ${tenancyId} and until_on = '2026-11-24'`.execute(tx),
      )
    await forge('2027-12-31')
    expect(await verified()).toHaveLength(1)
    await forge('2026-12-31')
    app.clock.move(-2 * dayLong)
  })
})

describe('walls move', () => {
  it('a suite is divided from a day on: earlier days keep it, its firm stays in a part', async () => {
    const on = '2026-11-15'
    const parts = [
      { number: '203A', areaCm2: 1_200_000, purpose: 'office' as const },
      { number: '203B', areaCm2: 1_800_000, purpose: 'office' as const },
    ]
    const ask = (body: object) => desk().ask(buildingContract.divideSuite, { params: { suiteId: suite('203') }, body })
    expect((await ask({ on, parts })).reason).toBe('enterprises.suite_is_used')
    const small = [{ number: '203A', areaCm2: 5_000, purpose: 'office' as const }]
    expect((await ask({ on, parts: small })).reason).toBe('enterprises.area_differs')
    expect((await ask({ on, parts, stays: 1 })).status).toBe(200)
    const before = await planOn(desk(), app.tower, '2026-11-14')
    expect(before.byNumber.get('203')?.stay?.firmName).toBe('滇缅物流有限公司')
    const after = await planOn(desk(), app.tower, on)
    expect([...after.byNumber.keys()].filter((number) => number.startsWith('20'))).toEqual([
      '201',
      '202',
      '203A',
      '203B',
    ])
    expect([after.byNumber.get('203A')?.state, after.byNumber.get('203B')?.state]).toEqual(['vacant', 'occupied'])
    expect(after.occupancy.lettableCm2).toBe(before.occupancy.lettableCm2)
    const whole = await desk().call(buildingContract.getSuite, { params: { suiteId: suite('203') } })
    expect(whole.became.map(({ number }) => number)).toEqual(['203A', '203B'])
  })

  it('suites of a floor are joined; of two floors, or with two firms, they are not', async () => {
    const into = (areaCm2: number) => ({ number: '30A', areaCm2, purpose: 'office' as const })
    const join = (numbers: string[], areaCm2: number) =>
      desk().ask(buildingContract.joinSuites, {
        body: { on: '2026-11-18', suiteIds: numbers.map(suite), into: into(areaCm2) },
      })
    expect((await join(['301', '201'], 2_000_000)).reason).toBe('enterprises.two_floors')
    expect((await join(['301', '302'], 3_000_000)).status).toBe(200)
    const plan = await planOn(desk(), app.tower)
    expect(plan.byNumber.get('30A')).toMatchObject({ floor: 3, areaCm2: 3_000_000, state: 'vacant' })
    const stale = await desk().ask(contract.moveFirm, {
      params: { firmId: await app.register('来晚了有限公司') },
      body: { on: '2026-11-20', in: { suiteIds: [suite('301')], basis: 'rent' } },
    })
    expect(stale.reason).toBe('enterprises.suite_not_there')
  })

  it('a number is used once at a time', async () => {
    const body = { fromOn: since, suites: [{ floor: 3, number: '303', areaCm2: 1, purpose: 'office' as const }] }
    const asked = { params: { placeId: app.tower }, body }
    expect((await desk().ask(buildingContract.addSuites, asked)).reason).toBe('enterprises.number_taken')
    const high = { ...body, suites: [{ floor: 9, number: '901', areaCm2: 1, purpose: 'office' as const }] }
    expect((await desk().ask(buildingContract.addSuites, { ...asked, body: high })).reason).toBe(
      'enterprises.no_such_floor',
    )
  })
})

async function tenancies(): Promise<TenancyRecord[]> {
  const { rows } = await app.db.read((tx) =>
    sql<TenancyRecord>`select * from enterprises.tenancies order by from_on desc, id`.execute(tx),
  )
  return rows.filter((row) => row.suite_id === suite('101'))
}

it('the figures of SQL are those of the pure rules on every day that matters', async () => {
  const { rows: suites } = await app.db.read((tx) => sql<SuiteRecord>`select * from enterprises.suites`.execute(tx))
  const { rows: stays } = await app.db.read((tx) => sql<TenancyRecord>`select * from enterprises.tenancies`.execute(tx))
  const { rows: ends } = await app.db.read((tx) =>
    sql<{ id: string; fromOn: string | null; untilOn: string; leaseUntil: string | null; toOn: string | null }>`
      select tenancy_id as id, nullif(from_on, '-infinity') as "fromOn", until_on as "untilOn",
        lease_until as "leaseUntil", to_on as "toOn" from enterprises.former_ends`.execute(tx),
  )
  expect(ends.length).toBeGreaterThan(1)
  const lives = suites.map((row) => ({
    id: row.id,
    areaCm2: row.area_cm2,
    lettable: row.lettable,
    fromOn: row.from_on,
    toOn: row.to_on,
  }))
  const times = stays.map((row) => ({
    suiteId: row.suite_id,
    fromOn: row.from_on,
    toOn: row.to_on,
    leaseUntil: row.lease_until,
    former: ends.filter(({ id }) => id === row.id),
  }))
  const days = [
    '2024-12-31',
    ...new Set(suites.flatMap((row) => row.to_on ?? row.from_on)),
    '2025-06-01',
    '2026-11-10',
    '2026-11-20',
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
  ]
  const counted = await app.db.read((tx) => occupancyOfDays(tx, sql<boolean>`true`, days))
  for (const day of days) {
    const found = counted.find((row) => row.day === day && row.placeId === null)
    const { placeId: _, day: __, ...figures } = found ?? { placeId: null, day }
    expect(found ? figures : occupancyOn([], [], day), day).toEqual(occupancyOn(lives, times, day))
  }
})

it('the ledger tells the same', async () => {
  expect(await verified()).toEqual([])
})
