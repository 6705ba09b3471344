import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { addSpan } from '../../../kernel/time/span.ts'
import { defaultCalendar } from '../../../kernel/time/work-calendar.ts'
import { look, type MatterApp, matterApp } from '../matter-app.fixture.ts'
import { beginPlanned, faultOf } from './calendar-service.ts'
import { getCalendarRules, type LocalCalendar, saveCalendarRules, tryCalendarRules } from './contract.ts'
import { calendarSaved, ruleStreamOf } from './events.ts'
import { tryClock } from './trial.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app?.close())

const ours: LocalCalendar = { ...defaultCalendar, hours: [...defaultCalendar.hours] }
const admin = () => app.signInAs('administrator')
const rules = () => admin().call(getCalendarRules)
/** The town's clock stands on Monday 23 November 2026. */
const festival: LocalCalendar = { ...ours, overrides: { '2026-11-24': 'rest' }, names: { '2026-11-24': '州庆' } }

describe('the working calendar', () => {
  it('is not for everybody', async () => {
    expect((await app.anyone.ask(getCalendarRules)).status).toBe(401)
    expect((await app.signInAs('community1').ask(getCalendarRules)).status).toBe(403)
    const body = { calendar: ours, base: 1, source: '通知' }
    expect((await app.signInAs('street1').ask(saveCalendarRules, { body })).status).toBe(403)
  })

  it('shows which days the country rests', async () => {
    const { versions, rest, year, announced } = await rules()
    expect([year, announced, versions.length]).toEqual([2026, true, 1])
    expect(rest).toContain('2026-10-01')
    expect(rest).not.toContain('2026-11-24')
  })

  it('that cannot be is refused in words', async () => {
    const upside = { ...ours, hours: [{ from: '14:00', to: '12:00' }] }
    expect((await admin().ask(tryCalendarRules, { body: { calendar: upside } })).status).toBe(400)
    const day = (one: string) => ({ calendar: { ...ours, overrides: { [one]: 'rest' as const } } })
    expect((await admin().ask(tryCalendarRules, { body: day('2019-12-31') })).status).toBe(400)
    expect((await admin().ask(tryCalendarRules, { body: day('2061-01-01') })).status).toBe(400)
    const glance = { ...ours, hours: [{ from: '09:00', to: '09:59' }] }
    expect((await admin().ask(tryCalendarRules, { body: { calendar: glance } })).status).toBe(400)
    expect(faultOf(glance)?.en).toContain('one hour')
    const idle = Object.fromEntries(
      Array.from({ length: 280 }, (_, n) => [
        new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
        'rest' as const,
      ]),
    )
    expect(faultOf({ ...ours, overrides: idle })?.en).toContain('Hardly a day')
  })

  it('tried unchanged changes nothing; with a day off, exactly what lies across it', async () => {
    const { id } = await app.reportAt('building111', '楼道灯不亮', { category: '080201' })
    await app.reportAt('building111', '有人被困电梯', { priority: 'urgent' })
    app.clock.move(6 * 3_600_000)
    await app.reportAt('building111', '路面有坑', { category: '0101' })
    const same = await admin().call(tryCalendarRules, { body: { calendar: structuredClone(ours) } })
    expect(same.counts).toMatchObject({ matters: 3, changed: 0 })
    // Reported in the afternoon, due four working hours later: across the 24th or not, as the span says.
    const { counts, rows } = await admin().call(tryCalendarRules, { body: { calendar: festival } })
    expect([counts.changed, rows.length]).toEqual([1, 1])
    for (const { clocks } of rows)
      for (const { dueWas, dueWould } of clocks)
        expect([dueWas < dueWould, dueWould > '2026-11-25']).toEqual([true, true])
    expect(rows.map((row) => row.id)).not.toContain(id)
  })

  it('is saved as a version; clocks that run keep their deadlines, new ones go by it', async () => {
    const { id } = await app.reportAt('building111', '井盖松动', { category: '0101' })
    const due = (await look(app.signInAs('gridWorker11'), id)).clock?.dueAt
    const body = { calendar: festival, base: 1, source: '州政府通知' }
    expect(await admin().call(saveCalendarRules, { body })).toEqual({ version: 2 })
    expect((await admin().ask(saveCalendarRules, { body })).status).toBe(409)
    expect((await app.events(ruleStreamOf('calendar'))).map(({ type }) => type)).toEqual([calendarSaved])
    expect((await look(app.signInAs('gridWorker11'), id)).clock?.dueAt).toBe(due)
    app.clock.move(4 * 3_600_000)
    const next = await app.reportAt('building111', '井盖又松了', { category: '0101' })
    const clock = (await look(app.signInAs('gridWorker11'), next.id)).clock
    const span = { amount: 4, unit: 'working_hours' as const }
    expect(clock?.dueAt).toBe(addSpan(festival, app.clock.now(), span).toISOString())
    expect(clock?.dueAt).not.toBe(addSpan(ours, app.clock.now(), span).toISOString())
  })

  it('that is planned is read by nobody before it begins', async () => {
    const validFrom = new Date(app.clock.now().getTime() + 3_600_000).toISOString()
    const short: LocalCalendar = { ...festival, hours: [{ from: '10:00', to: '11:00' }] }
    await admin().call(saveCalendarRules, { body: { calendar: short, base: 2, source: '夏令作息', validFrom } })
    expect((await rules()).versions.map(({ state }) => state)).toEqual(['planned', 'in_force', 'earlier'])
    const dueNow = async () => {
      const { id } = await app.reportAt('building111', '路灯不亮', { category: '0101' })
      return (await look(app.signInAs('gridWorker11'), id)).clock?.dueAt
    }
    const span = { amount: 4, unit: 'working_hours' as const }
    await beginPlanned(app.db, app.clock.now())
    expect(await dueNow()).toBe(addSpan(festival, app.clock.now(), span).toISOString())
    app.clock.move(3_600_001)
    await beginPlanned(app.db, app.clock.now())
    expect(await dueNow()).toBe(addSpan(short, app.clock.now(), span).toISOString())
    expect((await rules()).inForce).toBe(3)
  })
})

it('versions come in pages, each with what its last one changed', async () => {
  const { newest, inForce } = await rules()
  await app.db.tx((tx) =>
    sql`insert into matters.calendar_versions (tenant_id, version, valid_from, calendar, saved_at, begun)
      select ${app.town.tenantId}, ${newest} + n, ${app.clock.now()}::timestamptz - interval '1 minute', ${JSON.stringify(ours)}::jsonb,
        ${app.clock.now()}, true from generate_series(1, 45) n`.execute(tx),
  )
  const page = (offset: number) => admin().call(getCalendarRules, { query: { offset } })
  const [first, last] = [await page(0), await page(40)]
  expect([first.versions.length, first.total, first.newest, first.inForce]).toEqual([
    20,
    newest + 45,
    newest + 45,
    newest + 45,
  ])
  expect(first.calendar).toEqual(ours)
  expect(first.behind).toEqual(ours)
  expect(last.versions.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].filter((n) => n <= newest + 5))
  expect([last.behind, last.inForce === inForce]).toEqual([null, false])
  expect((await admin().ask(getCalendarRules, { query: { offset: -1 } })).status).toBe(400)
})

it('a calendar only moves clocks in working time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 20_000 }), (amount, ago) => {
      const at = new Date('2026-11-30T00:00:00Z')
      const startedAt = new Date(at.getTime() - ago * 60_000)
      const span = { amount, unit: 'hours' as const }
      const clock = {
        kind: 'demand',
        category: '',
        priority: 'normal' as const,
        stage: 'handle' as const,
        span,
        startedAt,
      }
      const by = (calendar: LocalCalendar) => ({ calendar, limitOf: () => span })
      expect(tryClock({ ...clock, stoppedAt: null }, by(ours), by(festival), at)).toBeNull()
    }),
  )
})
