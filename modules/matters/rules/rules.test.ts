import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../kernel/db.ts'
import { verifyLedger } from '../../../kernel/events/verify.ts'
import { addSpan } from '../../../kernel/time/span.ts'
import { defaultCalendar } from '../../../kernel/time/work-calendar.ts'
import { getMatter, listKinds, report } from '../contract.ts'
import { defaultKinds } from '../defaults/kinds.ts'
import type { KindSpec } from '../kind.ts'
import { look, type MatterApp, matterApp, take } from '../matter-app.fixture.ts'
import { verifyMatters } from '../verify/verify.ts'
import { getKindRules, listRuleSets, saveKindRules, tryKindRules } from './contract.ts'
import { kindSaved, ruleStreamOf } from './events.ts'
import { withLimit } from './limit-grid.ts'
import { moveOpenMatters } from './moving.ts'
import { hasChanges, specChanges, withDoor, withPictures } from './spec-changes.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app?.close())

const params = { code: 'demand' }
const ours = defaultKinds.find(({ code }) => code === 'demand')?.spec as KindSpec
const hours = (amount: number) => ({ amount, unit: 'working_hours' as const })
const shorter: KindSpec = {
  ...ours,
  limits: withLimit(ours.limits, { stage: 'contact', category: '08', column: 'normal' }, hours(1)),
}
const admin = () => app.signInAs('administrator')
const rules = () => admin().call(getKindRules, { params })

describe('the rules of a kind', () => {
  it('are not for everybody', async () => {
    const body = { spec: ours }
    expect((await app.anyone.ask(listRuleSets)).status).toBe(401)
    expect((await app.signInAs('gridWorker11').ask(tryKindRules, { params, body })).status).toBe(403)
    const save = { spec: ours, base: 1, running: 'keep' as const }
    expect((await app.signInAs('street1').ask(saveKindRules, { params, body: save })).status).toBe(403)
    expect((await admin().ask(getKindRules, { params: { code: 'nothing' } })).status).toBe(404)
  })

  it('are shown with what came with the program as version 1', async () => {
    const { kinds } = await admin().call(listRuleSets)
    expect(kinds.find(({ code }) => code === 'demand')).toMatchObject({ version: 1, planned: null, authorName: null })
    const { versions, categories, inForce } = await rules()
    expect(inForce).toBe(1)
    expect(versions.map(({ version, state }) => [version, state])).toEqual([[1, 'in_force']])
    expect(categories.length).toBeGreaterThan(80)
  })

  it('that are not whole are refused, each fault beside its cell', async () => {
    const limits = [...ours.limits, { stage: 'handle' as const, category: '9999', span: hours(1) }]
    const answer = await admin().ask(tryKindRules, { params, body: { spec: { ...ours, limits } } })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.error)).toContain(`spec.limits.${limits.length - 1}`)
    const none = { ...ours, limits: ours.limits.filter(({ stage }) => stage !== 'review') }
    expect((await admin().ask(tryKindRules, { params, body: { spec: none } })).status).toBe(400)
  })
})

describe('a draft', () => {
  let quick: string
  let slow: string
  beforeAll(async () => {
    const worker = app.signInAs('gridWorker11')
    const inCategory = async (category: string) =>
      (await app.reportAt('building111', '楼道里堆了东西', { category })).id
    const one = await inCategory('080201')
    const two = await inCategory('080201')
    const other = await inCategory('0101')
    app.clock.move(30 * 60_000)
    await take(worker, one, { action: 'contact' })
    app.clock.move(120 * 60_000)
    await take(worker, two, { action: 'contact' })
    await take(worker, other, { action: 'contact' })
    await app.deliver()
    quick = one
    slow = two
  })

  it('that changes nothing has no matter with another deadline', async () => {
    const { counts, rows } = await admin().call(tryKindRules, { params, body: { spec: ours } })
    expect(counts).toMatchObject({ matters: 3, changed: 0, newlyLate: 0, newlyInTime: 0 })
    expect(rows).toEqual([])
  })

  it('tells exactly the matters that would have had another deadline, as a recount says', async () => {
    const { counts, rows, total } = await app
      .signInAs('street1')
      .call(tryKindRules, { params, body: { spec: shorter } })
    const { rows: clocks } = await app.db.read((tx) =>
      sql<{ id: string; started: Date; stopped: Date }>`select m.id, c.started_at as started, c.stopped_at as stopped
        from matters.clocks c join matters.matters m on m.tenant_id = c.tenant_id and m.id = c.matter_id
        where c.stage = 'contact' and m.category_code like '08%'`.execute(tx),
    )
    expect(counts).toMatchObject({ matters: 3, changed: clocks.length, newlyInTime: 0 })
    expect(total).toBe(2)
    const late = clocks.filter(({ started, stopped }) => stopped > addSpan(defaultCalendar, started, hours(1)))
    expect(counts.newlyLate).toBe(late.length)
    expect(rows.filter(({ turn }) => turn === 'newly_late').map(({ id }) => id)).toEqual([slow])
    expect(rows.map(({ id }) => id).sort()).toEqual([quick, slow].sort())
    expect(rows[0]?.title).toContain('楼道')
    const shown = await admin().call(tryKindRules, { params, body: { spec: shorter, show: 'newly_late' } })
    // An administrator configures and reads no matters: the deadline without the words.
    expect(shown.rows.map(({ id, title }) => [id, title])).toEqual([[slow, null]])
  })

  it('counts for a street only what lies in its area', async () => {
    const { counts } = await app.signInAs('street2').call(tryKindRules, { params, body: { spec: shorter } })
    expect(counts).toMatchObject({ matters: 0, changed: 0 })
  })

  it('is saved as a version with author, from-date and what it changed; matters that run keep their clocks', async () => {
    const { id } = await app.reportAt('building111', '楼道灯又不亮了', { category: '080201' })
    const due = (await look(app.signInAs('gridWorker11'), id)).clock?.dueAt
    const body = { spec: shorter, base: 1, running: 'keep' as const }
    expect(await admin().call(saveKindRules, { params, body })).toEqual({ version: 2 })
    const { versions, inForce } = await rules()
    expect(inForce).toBe(2)
    expect(versions[0]).toMatchObject({
      version: 2,
      state: 'in_force',
      tried: { changed: 3, newlyLate: 1 },
      moves: null,
    })
    expect(versions[0]?.authorName).toBeTruthy()
    expect((await app.events(ruleStreamOf('kind:demand'))).map(({ type }) => type)).toEqual([kindSaved])
    expect((await look(app.signInAs('gridWorker11'), id)).clock?.dueAt).toBe(due)
    const next = await app.reportAt('building111', '楼道灯还是不亮', { category: '080201' })
    const clock = (await look(app.signInAs('gridWorker11'), next.id)).clock
    expect(clock?.dueAt).toBe(addSpan(defaultCalendar, app.clock.now(), hours(1)).toISOString())
  })

  it('made from an older version is told what was saved meanwhile, and none begins in the past', async () => {
    const body = { spec: ours, base: 1, running: 'keep' as const }
    expect((await admin().ask(saveKindRules, { params, body })).status).toBe(409)
    const past = { ...body, base: 2, validFrom: new Date(app.clock.now().getTime() - 1000).toISOString() }
    expect((await admin().ask(saveKindRules, { params, body: past })).status).toBe(422)
  })

  it('may begin later, and takes open matters along where that is chosen', async () => {
    const { id } = await app.reportAt('building111', '楼道的灯罩掉了', { category: '080201' })
    const before = (await look(app.signInAs('gridWorker11'), id)).clock
    const validFrom = new Date(app.clock.now().getTime() + 20 * 60_000).toISOString()
    // Back to the first version, which makes a third.
    const body = { spec: ours, base: 2, running: 'move' as const, backTo: 1, validFrom }
    expect(await admin().call(saveKindRules, { params, body })).toEqual({ version: 3 })
    expect((await rules()).versions.map(({ state }) => state)).toEqual(['planned', 'in_force', 'earlier'])
    expect(await moveOpenMatters(app.db, app.clock.now())).toBe(0)
    app.clock.move(21 * 60_000)
    expect(await moveOpenMatters(app.db, app.clock.now())).toBeGreaterThan(1)
    expect(await moveOpenMatters(app.db, app.clock.now())).toBe(0)
    const matter = await app.signInAs('gridWorker11').call(getMatter, { params: { matterId: id } })
    const startedAt = new Date(before?.startedAt ?? '')
    expect(matter.clock?.dueAt).toBe(addSpan(defaultCalendar, startedAt, hours(4)).toISOString())
    expect(matter.timeline.at(-1)?.action).toBe('rules_moved')
    const [third] = (await rules()).versions
    expect(third).toMatchObject({ version: 3, state: 'in_force', backTo: 1 })
    expect(third?.moves?.doneAt).toBeTruthy()
  })

  it('passed over by a later one moves nothing on its day', async () => {
    const { id } = await app.reportAt('building111', '楼道的窗坏了', { category: '080201' })
    const { versions } = await rules()
    const newest = versions[0]?.version ?? 0
    const spec = versions[0]?.spec as KindSpec
    const dueWas = (await look(app.signInAs('gridWorker11'), id)).clock?.dueAt
    const day = (minutes: number) => new Date(app.clock.now().getTime() + minutes * 60_000).toISOString()
    const long = {
      ...spec,
      limits: withLimit(spec.limits, { stage: 'contact', category: '08', column: 'normal' }, hours(9)),
    }
    const first = { spec: long, base: newest, running: 'move' as const, validFrom: day(30) }
    await admin().call(saveKindRules, { params, body: first })
    const second = { spec, base: newest + 1, running: 'keep' as const, validFrom: day(20) }
    await admin().call(saveKindRules, { params, body: second })
    app.clock.move(31 * 60_000)
    expect(await moveOpenMatters(app.db, app.clock.now())).toBe(0)
    const after = await look(app.signInAs('gridWorker11'), id)
    expect(after.clock?.dueAt).toBe(dueWas)
    expect(after.timeline.map(({ action }) => action)).not.toContain('rules_moved')
    expect((await rules()).versions[1]).toMatchObject({ state: 'passed_over', moves: null })
  })

  it('reckons the clock of a matter that was suspended from where it came back', async () => {
    const { id } = await app.reportAt('building111', '楼道的门坏了', { category: '080201' })
    await take(app.signInAs('gridWorker11'), id, { action: 'contact' })
    const reviewOn = new Date(app.clock.now().getTime() + 7 * 86_400_000).toISOString().slice(0, 10)
    await take(app.signInAs('community1'), id, { action: 'suspend', reviewOn, words: '等配件到货' })
    await app.passDays(1)
    await take(app.signInAs('community1'), id, { action: 'resume' })
    const resumedAt = app.clock.now()
    app.clock.move(60_000)
    const { versions } = await rules()
    const spec = versions[0]?.spec as KindSpec
    const span = { amount: 3, unit: 'working_days' as const }
    const limits = withLimit(spec.limits, { stage: 'handle', category: '080201', column: 'normal' }, span)
    const body = { spec: { ...spec, limits }, base: versions[0]?.version ?? 0, running: 'move' as const }
    await admin().call(saveKindRules, { params, body })
    await moveOpenMatters(app.db, app.clock.now())
    const { clock, timeline } = await look(app.signInAs('gridWorker11'), id)
    expect(timeline.at(-1)?.action).toBe('rules_moved')
    expect(clock?.startedAt).toBe(resumedAt.toISOString())
    expect(clock?.dueAt).toBe(addSpan(defaultCalendar, resumedAt, span).toISOString())
  })

  it('may shut a door and say when something is taken up; both faces read it', async () => {
    const { versions } = await rules()
    const spec = withDoor(withPictures(ours, '02', 2), 'resident', false)
    const filingConditions = { zh: '有明确地点', en: 'A place is named' }
    const body = { spec: { ...spec, filingConditions }, base: versions[0]?.version ?? 0, running: 'keep' as const }
    await admin().call(saveKindRules, { params, body })
    const kind = (await app.anyone.call(listKinds)).kinds.find(({ code }) => code === 'demand')
    expect(kind?.doors).toEqual(['staff'])
    expect(kind?.filingConditions).toEqual(filingConditions)
    const refused = await app.anyone.ask(report, {
      body: { kind: 'demand', placeId: app.town.places.building111, body: '楼道灯不亮了' },
    })
    expect(refused.status).toBe(400)
    expect(specChanges(ours, body.spec)).toMatchObject({
      words: [{ field: 'filingConditions', before: null, after: filingConditions }],
      doors: [{ door: 'resident', opens: false }],
      pictures: [{ category: '02', before: null, after: 2 }],
    })
    expect(hasChanges(specChanges(ours, structuredClone(ours)))).toBe(false)
  })

  it('leaves a ledger in which everything is found again', async () => {
    expect((await verifyLedger(app.db, [verifyMatters], app.clock.now())).broken).toEqual([])
  })
})
