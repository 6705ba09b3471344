import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type MatterId, newId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import type { PersonKey, PostKey } from '../../kernel/testing/town.ts'
import { somebodyWaits } from '../../kernel/testing/waiting.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { formatDay } from '../../kernel/time/time-words.ts'
import { listNotices } from '../notices/contract.ts'
import { absencesTick } from '../people/absence-turns.ts'
import { appoint, cancelAbsence, endTenure, recordAbsence } from '../people/contract.ts'
import {
  handoverCancelled,
  handoverDone,
  handoverOvertaken,
  handoverPlanned,
  handoverStream,
  postStream,
} from '../people/events.ts'
import {
  cancelHandover,
  getHandover,
  handOver,
  listHandovers,
  listTenures,
  listVacancies,
  previewHandover,
} from '../people/handover/contract.ts'
import { handoversTick } from '../people/handover/handover-service.ts'
import { listMatters } from './contract.ts'
import { eventTypes, streamOf } from './events.ts'
import { look, type MatterApp, matterApp } from './matter-app.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())
beforeEach(() => app.clock.move(60_000))

const at = (key: PostKey) => ({ postId: app.town.posts[key] })
const order = (who: PersonKey, more = {}) => ({ personId: app.town.persons[who], why: '工作调动', ...more })
const inDays = (days: number) => dayOf(new Date(app.clock.now().getTime() + days * dayMs))
const tick = () => handoversTick.run(app.services)
const types = async (id: string) => (await app.events(handoverStream(id as never))).map(({ type }) => type)
const told = async (who: PersonKey) =>
  (await app.signInAs(who).call(listNotices)).rows
    .filter(({ topic }) => topic === 'handover')
    .map(({ words }) => words.zh)
const held = async (who: PersonKey) => (await app.signInAs(who).call(listMatters, { query: { mine: true } })).rows

describe('handing a post over', () => {
  it('counts what goes, passes it with its clock, and tells both', async () => {
    const { id } = await app.reportAt('building111', '楼道灯不亮，晚上看不见')
    await app.deliver()
    const before = await look(app.signInAs('community1'), id)
    const street = app.signInAs('street1')
    const preview = await street.call(previewHandover, { params: at('gridWorker11') })
    expect(preview.holder?.personId).toBe(app.town.persons.gridWorker11)
    expect(preview.going).toMatchObject([{ kind: 'matters.open', count: 1, running: 1, overdue: 0 }])
    expect((await held('gridWorker11')).map((one) => one.id)).toEqual([id])

    const note = '3栋的灯要找物业老张'
    const body = order('resident1', { note })
    const { handoverId, state } = await street.call(handOver, { params: at('gridWorker11'), body })
    expect(state).toBe('done')
    await app.deliver()
    const after = await look(app.signInAs('community1'), id)
    expect(after.clock).toEqual(before.clock)
    expect(after.holder?.postId).toBe(app.town.posts.gridWorker11)
    expect((await held('resident1')).map((one) => one.id)).toEqual([id])
    // Whoever takes over is told of the matter once: that somebody left and that somebody came is one change.
    const passed = (await app.events(streamOf(id))).filter(({ type }) => type === eventTypes.holder_changed)
    expect(passed).toHaveLength(1)
    expect((await app.signInAs('gridWorker11').ask(listMatters, { query: { mine: true } })).status).toBe(403)
    expect(await told('resident1')).toEqual([expect.stringContaining('未办结事项 1')])
    expect(await told('gridWorker11')).toEqual([expect.stringContaining('已交给')])
    expect(await types(handoverId)).toEqual([handoverDone])
    const [ended, begun] = (await app.events(postStream(app.town.posts.gridWorker11))).slice(-2)
    expect([ended?.type, begun?.type]).toEqual(['people.tenure_ended', 'people.tenure_started'])
    expect(begun?.actor.personId).toBe(app.town.persons.street1)

    for (const who of ['resident1', 'gridWorker11', 'community1', 'administrator'] as const)
      expect((await app.signInAs(who).call(getHandover, { params: { handoverId } })).note, who).toBe(note)
    for (const who of ['community2', 'resident2', 'supervisor', 'gridWorker12'] as const) {
      expect((await app.signInAs(who).ask(getHandover, { params: { handoverId } })).status, who).toBe(404)
      expect((await app.signInAs(who).call(listHandovers)).total, who).toBe(0)
    }
    const { rows } = await app.db.read((tx) =>
      sql<{ note: Buffer }>`select note_sealed as note from people.handovers`.execute(tx),
    )
    expect(rows[0]?.note.toString('utf8')).not.toContain('物业')
    const { tenures } = await street.call(listTenures, { params: at('gridWorker11') })
    expect(tenures.map(({ personId, toAt }) => [personId, toAt === null])).toEqual([
      [app.town.persons.resident1, true],
      [app.town.persons.gridWorker11, false],
    ])
    // Back again for what follows.
    const admin = app.signInAs('administrator')
    await admin.call(handOver, { params: at('gridWorker11'), body: order('gridWorker11') })
    await app.deliver()
  })

  it('waits for its day', async () => {
    const community = app.signInAs('community1')
    const body = order('resident1', { fromDay: inDays(3) })
    const { handoverId, state } = await community.call(handOver, { params: at('gridWorker12'), body })
    expect(state).toBe('planned')
    await app.deliver()
    expect((await told('resident1'))[0]).toContain(`${formatDay('zh', inDays(3))}起您接任`)
    const again = await community.ask(handOver, { params: at('gridWorker12'), body: order('buildingLead111') })
    expect([again.status, again.reason]).toEqual([409, 'people.handover_planned_already'])
    await tick()
    const { planned, holder } = await community.call(previewHandover, { params: at('gridWorker12') })
    expect([planned?.id, planned?.mayCancel, holder?.personId]).toEqual([
      handoverId,
      true,
      app.town.persons.gridWorker12,
    ])
    app.clock.move(3 * dayMs)
    await tick()
    await app.deliver()
    expect(await types(handoverId)).toEqual([handoverPlanned, handoverDone])
    expect((await told('gridWorker12'))[0]).toContain('已交给')
    const late = await app.signInAs('community1').ask(cancelHandover, { params: { handoverId } })
    expect([late.status, late.reason]).toEqual([409, 'people.handover_is_over'])
  })

  it('is called off, or overtaken where somebody else came to hold the post', async () => {
    const community = app.signInAs('community1')
    const fromDay = inDays(2)
    const first = await community.call(handOver, {
      params: at('compoundSecretary11'),
      body: order('resident1', { fromDay }),
    })
    await community.call(cancelHandover, { params: { handoverId: first.handoverId } })
    expect(await types(first.handoverId)).toEqual([handoverPlanned, handoverCancelled])
    const second = await community.call(handOver, {
      params: at('compoundSecretary11'),
      body: order('resident1', { fromDay }),
    })
    await app
      .signInAs('administrator')
      .call(appoint, { params: at('compoundSecretary11'), body: order('gridWorker11') })
    app.clock.move(2 * dayMs)
    await tick()
    await app.deliver()
    expect(await types(second.handoverId)).toEqual([handoverPlanned, handoverOvertaken])
    const { tenures } = await app.signInAs('community1').call(listTenures, { params: at('compoundSecretary11') })
    expect(tenures[0]?.personId).toBe(app.town.persons.gridWorker11)
    expect((await told('community1'))[0]).toContain('没有生效')
  })

  it('gives nobody more than they may give', async () => {
    const refused = async (who: PersonKey, post: PostKey, whom: PersonKey, status: number) =>
      expect(
        (await app.signInAs(who).ask(handOver, { params: at(post), body: order(whom) })).status,
        `${who} gives ${post} to ${whom}`,
      ).toBe(status)
    await refused('gridWorker11', 'buildingLead111', 'resident1', 403)
    await refused('community1', 'community1', 'resident1', 403)
    await refused('community1', 'gridWorker21', 'resident1', 404)
    await refused('community1', 'street1', 'resident1', 404)
    await refused('street1', 'street1', 'resident1', 403)
    await refused('street1', 'streetDepartment1', 'resident1', 403)
    await refused('street1', 'street2', 'resident1', 404)
    await refused('district', 'administrator', 'resident1', 403)
    await refused('district', 'supervisor', 'resident1', 403)
    // To oneself, and to somebody beyond their places.
    await refused('community1', 'buildingLead111', 'community1', 422)
    await refused('administrator', 'street1', 'administrator', 422)
    await refused('community1', 'buildingLead111', 'gridWorker31', 404)
    await refused('community1', 'buildingLead111', 'administrator', 404)
    await refused('community1', 'buildingLead111', 'buildingLead111', 409)
    const admin = app.signInAs('administrator')
    const body = order('resident1')
    expect((await admin.ask(handOver, { params: { postId: newId<'post'>() }, body })).status).toBe(404)
    for (const fromDay of [inDays(-1), inDays(400)])
      expect((await admin.ask(handOver, { params: at('street1'), body: { ...body, fromDay } })).reason).toBe(
        'people.bad_handover_day',
      )
  })

  it('is not carried out for somebody who may no longer decide; who does not take over reads no note', async () => {
    const params = at('buildingLead112')
    const body = order('resident1', { fromDay: inDays(2), note: '钥匙在门卫' })
    const { handoverId } = await app.signInAs('community1').call(handOver, { params, body })
    const noteFor = async (who: PersonKey) =>
      (await app.signInAs(who).call(getHandover, { params: { handoverId } })).note
    expect(await noteFor('resident1')).toBe('钥匙在门卫')
    const admin = app.signInAs('administrator')
    await admin.call(endTenure, { params: at('community1'), body: { why: '调离' } })
    app.clock.move(2 * dayMs)
    await tick()
    expect(await types(handoverId)).toEqual([handoverPlanned, handoverOvertaken])
    expect(await noteFor('resident1')).toBe('')
    await admin.call(appoint, { params: at('community1'), body: order('community1') })
    expect(await noteFor('community1')).toBe('钥匙在门卫')
  })
})

describe('being away', () => {
  const params = () => at('gridWorker22')
  const span = (fromDays: number, toDays: number) => {
    const now = app.clock.now().getTime()
    return {
      fromAt: new Date(now + fromDays * dayMs).toISOString(),
      toAt: new Date(now + toDays * dayMs).toISOString(),
    }
  }
  const leave = async (fromDays: number, toDays: number) => {
    const body = { ...span(fromDays, toDays), standInId: app.town.persons.gridWorker21, why: '年休假' }
    const { absenceId } = await app.signInAs('community2').call(recordAbsence, { params: params(), body })
    await app.deliver()
    return { params: { absenceId } }
  }
  /** Two workers at once. */
  const work = async () => {
    for (let more = true; more; )
      more = (await Promise.all([absencesTick.run(app.services), absencesTick.run(app.services)])).includes(true)
    await app.deliver()
  }
  const changes = async (id: MatterId) =>
    (await app.events(streamOf(id))).filter(({ type }) => type === eventTypes.holder_changed).length
  const toldOf = async (who: PersonKey) =>
    (await app.signInAs(who).call(listNotices)).rows
      .filter(({ topic }) => topic === 'holder_changed')
      .reduce((sum, { count }) => sum + count, 0)
  /** Of the matter, to the worker, to the stand-in: so many times. */
  const counts = async (id: MatterId) => [await changes(id), await toldOf('gridWorker22'), await toldOf('gridWorker21')]

  it('is told when it begins to who stands in, and when it is over to who returns, once each', async () => {
    const { id } = await app.reportAt('building221', '楼道里的灯一闪一闪')
    await app.deliver()
    expect((await look(app.signInAs('community2'), id)).holder?.postId).toBe(app.town.posts.gridWorker22)
    const before = await counts(id)
    const since = async () => (await counts(id)).map((count, index) => count - (before[index] ?? 0))
    await leave(1, 3)
    await work()
    expect(await since()).toEqual([0, 0, 0])
    app.clock.move(dayMs)
    await work()
    await work()
    expect(await since()).toEqual([1, 0, 1])
    app.clock.move(2 * dayMs)
    await work()
    await work()
    expect(await since()).toEqual([2, 1, 1])
    expect((await app.events(postStream(app.town.posts.gridWorker22))).map(({ type }) => type)).toEqual([
      ...['people.absence_recorded', 'people.absence_begun', 'people.absence_ended'],
    ])

    // From now on: told at once, and at once to who comes back early.
    const first = await leave(0, 5)
    await work()
    expect(await since()).toEqual([3, 1, 2])
    app.clock.move(dayMs)
    await app.signInAs('community2').call(cancelAbsence, first)
    await work()
    expect(await since()).toEqual([4, 2, 2])

    // Called off before it began.
    const never = await leave(1, 2)
    await app.signInAs('community2').call(cancelAbsence, never)
    // As a server of the version before leaves it, which goes on while this one starts.
    await app.db.tx((tx) =>
      sql`update people.absences set turns_at = from_at where id = ${never.params.absenceId}`.execute(tx),
    )
    app.clock.move(2 * dayMs)
    await work()
    expect(await since()).toEqual([4, 2, 2])

    // No worker ran until it was over: who answers again hears it, the stand-in hears nothing any more.
    await leave(1, 2)
    app.clock.move(3 * dayMs)
    await work()
    expect(await since()).toEqual([5, 3, 2])

    // Whoever took over meanwhile is not away: told that the post is theirs, and no more.
    await leave(1, 2)
    const body = order('resident1')
    await app.signInAs('administrator').call(appoint, { params: params(), body })
    await app.deliver()
    const [changed] = await since()
    app.clock.move(dayMs)
    await work()
    app.clock.move(2 * dayMs)
    await work()
    expect(await since()).toEqual([changed, 3, 2])
  })

  it('waits for who is changing the post at that moment, and holds nothing that they need meanwhile', async () => {
    const { params: absence } = await leave(1, 2)
    app.clock.move(dayMs)
    const turned = await app.db.tx(async (tx) => {
      await sql`select from people.posts where id = ${params().postId} for no key update`.execute(tx)
      const running = absencesTick.run(app.services)
      await somebodyWaits(app.db)
      await sql`select from people.absences where id = ${absence.absenceId} for no key update nowait`.execute(tx)
      return { running }
    })
    expect(await turned.running).toBe(true)
    await app.signInAs('community2').call(cancelAbsence, { params: absence })
  })
})

describe('empty posts', () => {
  it('stand in a list with what waits in them until somebody is appointed', async () => {
    const { id } = await app.reportAt('building211', '井盖松动')
    await app.deliver()
    const street = app.signInAs('street1')
    const post = (await look(street, id)).holder?.postId
    expect(post).toBe(app.town.posts.gridWorker21)
    expect((await app.signInAs('gridWorker21').ask(listVacancies)).status).toBe(403)
    const none = (await street.call(listVacancies)).total
    await app.signInAs('community2').call(endTenure, { params: at('gridWorker21'), body: { why: '退休' } })
    await app.deliver()
    const { rows, total } = await street.call(listVacancies)
    expect(total).toBe(none + 1)
    expect(rows.find((row) => row.post.id === post)).toMatchObject({
      waiting: [{ kind: 'matters.open', count: 1, running: 1 }],
      acting: { personId: app.town.persons.community2 },
      planned: null,
      mayFill: true,
    })
    expect((await app.signInAs('community1').call(listVacancies)).rows.some((row) => row.post.id === post)).toBe(false)
    const preview = await street.call(previewHandover, { params: at('gridWorker21') })
    expect([preview.holder, preview.acting?.how]).toEqual([null, 'upward'])
    // Who held nothing else here is nobody of theirs any more; an administrator knows everybody.
    const body = order('gridWorker21')
    expect((await street.ask(handOver, { params: at('gridWorker21'), body })).status).toBe(404)
    await app.signInAs('administrator').call(handOver, { params: at('gridWorker21'), body })
    expect((await street.call(listVacancies)).total).toBe(none)
  })
})
