import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { verifyLedger } from '../../kernel/events/verify.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import {
  listDues,
  listRules,
  moveDue,
  myWeek,
  planMyWeek,
  readCoverage,
  recordVisit,
  saveRuleVersion,
  saveVisitSettings,
} from './contract.ts'
import { householdRules } from './defaults/household-rules.ts'
import { defaultRules } from './defaults/rules.ts'
import * as events from './events.ts'
import { keepAndPlan, tellMorning } from './morning.ts'
import { verifyVisits } from './verify.ts'
import { duesOf, firmAt, happen, reached } from './visit-app.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
  for (const [n, building] of (['building111', 'building112', 'building111', 'building112'] as const).entries())
    await happen(app, await firmAt(app, building, `重点企业${n + 1}`, ['key']), 'became_key')
})
afterAll(() => app?.close())

describe('my week', () => {
  it('is empty until it is planned, and shows what waits', async () => {
    const week = await app.signInAs('gridWorker11').call(myWeek, {})
    expect([week.weekOn, week.today, week.planned]).toEqual(['2026-11-23', '2026-11-23', false])
    expect(week.days.map(({ day }) => day)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
    ])
    expect(week.waiting.map(({ method, rule }) => [method, rule.code])).toEqual(
      Array.from({ length: 4 }, () => ['visit', 'key_firm_monthly']),
    )
    expect((await app.anyone.ask(myWeek)).status).toBe(401)
    expect((await app.signInAs('supervisor').ask(myWeek)).status).toBe(403)
    expect((await app.signInAs('resident1').ask(myWeek)).status).toBe(403)
  })

  it('is planned: in time, near things together, each with its reason', async () => {
    const who = app.signInAs('gridWorker11')
    const { planned } = await who.call(planMyWeek, { body: {} })
    const week = await who.call(myWeek, {})
    const items = week.days.flatMap(({ items: own }) => own)
    expect(items).toHaveLength(planned)
    expect(items.length).toBeGreaterThan(0)
    for (const item of items) {
      expect(item.planned?.why.zh.startsWith('因为')).toBe(true)
      expect((item.planned?.day ?? '') <= dayOf(new Date(item.deadlineAt))).toBe(true)
    }
    const stream = await app.events(events.planStreamOf(app.town.persons.gridWorker11))
    expect(stream.map(({ type }) => type)).toEqual([events.weekPlanned])
    expect((await app.anyone.ask(planMyWeek, { body: {} })).status).toBe(401)
    expect((await who.ask(planMyWeek, { body: { on: '2026-11-02' } })).reason).toBe('visits.week_is_over')
    expect((await who.ask(planMyWeek, { body: { on: 'soon' } })).status).toBe(400)
  })

  it('what I move stays where I put it, also when I plan anew', async () => {
    const who = app.signInAs('gridWorker11')
    const before = await who.call(myWeek, {})
    const [item] = before.days.flatMap(({ items }) => items)
    const params = { dueId: item?.id ?? newId<'due'>() }
    await who.call(moveDue, { params, body: { day: '2026-11-27' } })
    await who.call(planMyWeek, { body: {} })
    const week = await who.call(myWeek, {})
    const moved = week.days.flatMap(({ items }) => items).filter(({ id }) => id === params.dueId)
    expect(moved.map(({ planned }) => [planned?.day, planned?.byHand])).toEqual([['2026-11-27', true]])
    const ask = (day: string) => who.ask(moveDue, { params, body: { day } })
    expect((await ask('2026-11-22')).reason).toBe('visits.day_is_over')
    expect((await ask('2026-11-28')).reason).toBe('visits.day_rests')
    expect((await ask('x')).status).toBe(400)
    expect((await app.signInAs('community1').ask(moveDue, { params, body: { day: '2026-11-26' } })).status).toBe(403)
    expect((await app.signInAs('gridWorker12').ask(moveDue, { params, body: { day: '2026-11-26' } })).status).toBe(404)
    expect((await app.anyone.ask(moveDue, { params, body: { day: '2026-11-26' } })).status).toBe(401)
    const stream = await app.events(events.planStreamOf(app.town.persons.gridWorker11))
    expect(stream.map(({ type }) => type)).toContain(events.itemMoved)
  })

  it('a subject that was visited does not come again this week', async () => {
    const who = app.signInAs('gridWorker11')
    const [item] = (await who.call(myWeek, {})).days.flatMap(({ items }) => items)
    if (!item) throw new Error('nothing planned')
    await who.call(recordVisit, { params: { dueId: item.id }, body: reached({ method: 'visit' }) })
    await app.signInAs('community1').call(planMyWeek, { body: {} })
    const week = await app.signInAs('community1').call(myWeek, {})
    const subjects = week.days.flatMap(({ items }) => items).map(({ subject }) => subject.id)
    expect(subjects).not.toContain(item.subject.id)
  })
})

describe('by itself', () => {
  it('every morning who has no plan gets one, and nothing is planned twice', async () => {
    await happen(app, await firmAt(app, 'building121', '新企业'), 'registered')
    await keepAndPlan(app.db, app.clock.now())
    await keepAndPlan(app.db, app.clock.now())
    const { rows } = await app.db.read((tx) =>
      sql<{ twice: number }>`select count(*)::integer as twice from (select due_id from visits.plan_items
        group by due_id having count(*) > 1) x`.execute(tx),
    )
    expect(rows[0]?.twice).toBe(0)
    expect((await app.signInAs('community1').call(myWeek, {})).planned).toBe(true)
  })

  it('planning that changes nothing writes nothing', async () => {
    const written = () =>
      app.db.read((tx) =>
        sql`select (select count(*) from kernel.events) as events,
          (select json_agg(p order by p.person_id, p.week_on) from visits.plans p) as plans`.execute(tx),
      )
    await keepAndPlan(app.db, app.clock.now())
    const { rows: before } = await written()
    app.clock.move(60_000)
    await keepAndPlan(app.db, app.clock.now())
    await app.signInAs('community1').call(planMyWeek, { body: {} })
    expect((await written()).rows).toEqual(before)
    app.clock.move(-60_000)
  })

  it('the dues of the coming month are made a week before it begins, once', async () => {
    app.clock.move(3 * 86_400_000)
    await keepAndPlan(app.db, app.clock.now())
    await keepAndPlan(app.db, app.clock.now())
    const { rows } = await app.signInAs('street1').call(listDues, { query: { rule: 'key_firm_monthly', limit: 100 } })
    const december = rows.filter(({ deadlineAt }) => deadlineAt.startsWith('2026-12'))
    expect(december).toHaveLength(4)
  })

  it('at the weekend the week that comes is planned, and is the one that my week shows', async () => {
    const today = dayOf(app.clock.now())
    // A Thursday by now; two days later is a Saturday.
    app.clock.move(2 * 86_400_000)
    expect(today).toBe('2026-11-26')
    await happen(app, await firmAt(app, 'building121', '周末前的新企业'), 'registered')
    await keepAndPlan(app.db, app.clock.now())
    const week = await app.signInAs('community1').call(myWeek, {})
    expect([week.today, week.weekOn, week.planned]).toEqual(['2026-11-28', '2026-11-30', true])
    expect(week.counts.planned).toBeGreaterThan(0)
    const before = await app.signInAs('community1').call(myWeek, { query: { on: '2026-11-28' } })
    expect(before.weekOn).toBe('2026-11-23')
    const { planned } = await app.signInAs('community1').call(planMyWeek, { body: {} })
    expect(planned).toBe(week.counts.planned)
    app.clock.move(-2 * 86_400_000)
  })

  it('what is late is told to its holder and to the post above, in one notice a day', async () => {
    app.clock.move(18 * 86_400_000)
    await tellMorning(app.db, app.clock.now())
    await tellMorning(app.db, app.clock.now())
    for (const who of ['community1', 'street1'] as const) {
      const { rows } = await app.signInAs(who).call(listNotices, { query: {} })
      const told = rows.filter(({ topic }) => topic === 'visits')
      expect(told, who).toHaveLength(1)
      expect(told[0]?.words.zh).toContain('超期')
    }
    app.clock.move(-21 * 86_400_000)
  })
})

describe('coverage', () => {
  it('counts what the list behind each number shows', async () => {
    const who = app.signInAs('street1')
    const quarter = '2026-Q4'
    const view = await who.call(readCoverage, { query: { quarter } })
    const count = async (query: object) => (await who.call(listDues, { query: { quarter, ...query } })).total
    for (const part of ['numerator', 'denominator', 'excluded'] as const) {
      expect(view.total[part]).toBe(await count({ part }))
      for (const post of view.posts) expect(post[part]).toBe(await count({ part, postId: post.id }))
      for (const place of view.places)
        expect(place[part]).toBe(await count({ part, placeId: place.id, directly: place.direct }))
      for (const rule of view.rules) expect(rule[part]).toBe(await count({ part, rule: rule.code }))
    }
    expect(view.total.numerator).toBe(1)
    expect(view.quarters.at(-1)).toEqual({ quarter, ...view.total })
    expect(view.posts.map(({ name }) => name)).toEqual(expect.arrayContaining(['第11网格网格员']))
    const own = await app.signInAs('gridWorker11').call(readCoverage, { query: {} })
    expect(own.mine.numerator).toBe(1)
    expect((await app.anyone.ask(readCoverage)).status).toBe(401)
    expect((await app.signInAs('administrator').ask(readCoverage)).status).toBe(403)
    expect((await who.ask(readCoverage, { query: { quarter: '2026' } })).status).toBe(400)
    expect((await who.ask(readCoverage, { query: { placeId: newId() } })).status).toBe(404)
    const far = await app.signInAs('street2').call(readCoverage, { query: { placeId: app.town.places.district } })
    expect(far.total).toEqual({ numerator: 0, denominator: 0, excluded: 0 })
  })
})

describe('rules', () => {
  it('are read by who works by them, and saved as new versions by the administrator alone', async () => {
    const { rules, settings } = await app.signInAs('gridWorker11').call(listRules)
    expect(rules.map(({ code }) => code)).toEqual([...defaultRules, ...householdRules].map(({ code }) => code).sort())
    expect(settings.perQuarter).toBe(4)
    const admin = app.signInAs('administrator')
    const spec = { ...defaultRules[0]?.spec, proposal: false, source: '街道办公会 2026-11-20' }
    const params = { code: 'new_firm' }
    expect((await app.signInAs('street1').ask(saveRuleVersion, { params, body: { spec } })).status).toBe(403)
    expect((await app.anyone.ask(saveRuleVersion, { params, body: { spec } })).status).toBe(401)
    expect((await admin.ask(saveRuleVersion, { params, body: { spec: { ...spec, tries: 0 } } })).status).toBe(400)
    const early = { spec, validFrom: '2026-01-01T00:00:00Z' }
    expect((await admin.ask(saveRuleVersion, { params, body: early })).reason).toBe('visits.in_the_past')
    expect((await admin.ask(saveRuleVersion, { params, body: { spec } })).body).toEqual({ version: 2 })
    const saved = (await admin.call(listRules)).rules.find(({ code }) => code === 'new_firm')
    expect([saved?.inForce, saved?.versions.length, saved?.versions[0]?.spec.proposal]).toEqual([2, 2, false])
    expect((await app.events(events.ruleStreamOf('new_firm'))).map(({ type }) => type)).toEqual([events.ruleSaved])
    const body = { ...settings, perQuarter: 3 }
    expect((await app.signInAs('street1').ask(saveVisitSettings, { body })).status).toBe(403)
    expect((await admin.ask(saveVisitSettings, { body: { ...body, perQuarter: 0 } })).status).toBe(400)
    await admin.call(saveVisitSettings, { body })
    expect((await admin.call(listRules)).settings.perQuarter).toBe(3)
  })

  it('what is due already keeps the version under which it was made', async () => {
    const firm = await firmAt(app, 'building111', '新版公司')
    await happen(app, firm, 'registered')
    const [due] = await duesOf(app.signInAs('community1'), firm)
    const { rows } = await app.db.read((tx) =>
      sql<{ v: number }>`select rule_version as v from visits.dues where id = ${due?.id}`.execute(tx),
    )
    expect(rows[0]?.v).toBe(2)
  })
})

it('verify recounts merged, capped and moved dues from their events', async () => {
  expect((await verifyLedger(app.db, [verifyVisits], app.clock.now())).broken).toEqual([])
})
