import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlaceKey } from '../../kernel/testing/town.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import { cancelOfficeWeek, lastOfficeWeek, moveDue, myWeek, planOfficeWeek, type WeekRunId } from './contract.ts'
import * as events from './events.ts'
import { firmAt, happen } from './visit-app.fixture.ts'
import { workWeekRun } from './week-run-work.ts'

let app: MatterApp
const buildings: readonly PlaceKey[] = ['building111', 'building112', 'building121']
beforeAll(async () => {
  app = await matterApp()
  for (const [n, building] of buildings.entries())
    await happen(app, await firmAt(app, building, `重点企业${n}`, ['key']), 'became_key')
})
afterAll(() => app?.close())

const work = (runId: WeekRunId, signal?: AbortSignal) =>
  workWeekRun(app.db, () => app.clock.now(), { tenantId: app.town.tenantId, runId }, signal)
const typesOf = async (place: 'community1' | 'street1') =>
  (await app.events(events.weekRunStreamOf(app.town.places[place]))).map(({ type }) => type)

describe('the week of an office', () => {
  it('is for offices alone', async () => {
    for (const endpoint of [planOfficeWeek, cancelOfficeWeek] as const) {
      expect((await app.anyone.ask(endpoint, { body: {} })).status).toBe(401)
      for (const who of ['gridWorker11', 'supervisor', 'administrator', 'resident1'] as const)
        expect((await app.signInAs(who).ask(endpoint, { body: {} })).status, who).toBe(403)
    }
    expect((await app.anyone.ask(lastOfficeWeek)).status).toBe(401)
    expect((await app.signInAs('gridWorker11').ask(lastOfficeWeek)).status).toBe(403)
    const who = app.signInAs('community1')
    expect((await who.ask(planOfficeWeek, { body: { on: 'soon' } as never })).status).toBe(400)
    expect((await who.ask(planOfficeWeek, { body: { on: '2026-11-02' } })).reason).toBe('visits.week_is_over')
    expect(await who.call(lastOfficeWeek)).toEqual({ run: null })
  })

  it('is planned as a job with progress; asked twice it is one', async () => {
    const who = app.signInAs('community1')
    const { run } = await who.call(planOfficeWeek, { body: {} })
    expect([run.state, run.weekOn, run.done]).toEqual(['queued', '2026-11-23', 0])
    expect(run.total).toBeGreaterThan(0)
    expect((await who.call(planOfficeWeek, { body: {} })).run.id).toBe(run.id)
    await work(run.id)
    const { run: after } = await who.call(lastOfficeWeek)
    expect(after).toMatchObject({ id: run.id, state: 'done', progress: 1, done: run.total, total: run.total })
    expect(after?.endedAt).not.toBeNull()
    const week = await app.signInAs('gridWorker11').call(myWeek, {})
    expect([week.planned, week.counts.planned > 0]).toEqual([true, true])
    expect(after?.planned).toBeGreaterThanOrEqual(week.counts.planned)
    for (const { why, count } of after?.left ?? []) expect([why.zh.startsWith('因为'), count > 0]).toEqual([true, true])
    expect(await typesOf('community1')).toEqual([events.weekRunAsked, events.weekRunEnded])
    // Done is done: a job that comes again does nothing.
    await work(run.id)
    expect((await typesOf('community1')).length).toBe(2)
  })

  it('leaves what somebody moved by hand where it is, and the weeks of other offices', async () => {
    const worker = app.signInAs('gridWorker11')
    const [item] = (await worker.call(myWeek, {})).days.flatMap(({ items }) => items)
    if (!item) throw new Error('nothing is planned')
    await worker.call(moveDue, { params: { dueId: item.id }, body: { day: '2026-11-27' } })
    const { run } = await app.signInAs('community1').call(planOfficeWeek, { body: {} })
    await work(run.id)
    const after = (await worker.call(myWeek, {})).days.flatMap(({ items }) => items).find(({ id }) => id === item.id)
    expect([after?.planned?.day, after?.planned?.byHand]).toEqual(['2026-11-27', true])
    expect(await app.signInAs('community2').call(lastOfficeWeek)).toEqual({ run: null })
  })

  it('can be stopped, and begins anew after a crash', async () => {
    const who = app.signInAs('street1')
    const { run } = await who.call(planOfficeWeek, { body: {} })
    await expect(work(run.id, AbortSignal.abort())).rejects.toThrow('the worker stops')
    expect((await who.call(lastOfficeWeek)).run?.state).toBe('running')
    expect((await who.call(cancelOfficeWeek, { body: {} })).run).toMatchObject({ id: run.id, state: 'cancelled' })
    await work(run.id)
    expect((await who.call(lastOfficeWeek)).run?.state).toBe('cancelled')
    const { run: again } = await who.call(planOfficeWeek, { body: {} })
    expect(again.id).not.toBe(run.id)
    await expect(work(again.id, AbortSignal.abort())).rejects.toThrow()
    await work(again.id)
    expect((await who.call(lastOfficeWeek)).run?.state).toBe('done')
    expect(await typesOf('street1')).toEqual([
      events.weekRunAsked,
      events.weekRunEnded,
      events.weekRunAsked,
      events.weekRunEnded,
    ])
  })
})
