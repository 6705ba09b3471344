import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { readSheet } from '../../kernel/sheets/sheet-reader.ts'
import { dayMs, dayOf } from '../../kernel/time/day.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import { act, getMatter, track } from '../matters/contract.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import * as contract from './contract.ts'
import { defaultChecklists } from './defaults/checklists.ts'
import { findingStream, type PointId, pointStream, routeStream } from './events.ts'
import { answersOf, aPoint, aRoute, check, findings, roundOn, roundsNow } from './safety.fixture.ts'

let app: MatterApp
beforeAll(async () => {
  app = await matterApp()
})
afterAll(() => app.close())

const desk = () => app.signInAs('community1')
const worker = () => app.signInAs('gridWorker11')
const typesOf = async (stream: string) => (await app.events(stream)).map(({ type }) => type.replace('safety.', ''))
const hazards = (query: contract.FindingFilter = {}) => desk().call(contract.listFindings, { query })

/** The matter of a hazard is brought to its end. */
async function close(id: MatterId) {
  const view = await desk().call(getMatter, { params: { matterId: id } })
  const holder = Object.entries(app.town.posts).find(([, post]) => post === view.holder?.postId)?.[0] ?? 'community1'
  const who = app.signInAs(holder as 'community1')
  await who.call(act, { params: { matterId: id }, body: { action: 'handle', words: '马上清' } })
  const fileIds = [await upload(who)]
  await who.call(act, {
    params: { matterId: id },
    body: { action: 'resolve', words: '已清理', fileIds, outcome: 'solved' },
  })
  await desk().call(act, {
    params: { matterId: id },
    body: { action: 'follow_up', followUp: { method: 'in_person', reached: true, solved: true, satisfaction: 5 } },
  })
  await app.deliver()
}

describe('points and routes', () => {
  it('are kept by the community, seen by those who answer for the place, by nobody else', async () => {
    const { id } = await aPoint(app)
    const params = { pointId: id }
    const status = async (who: Parameters<typeof app.signInAs>[0]) =>
      (await app.signInAs(who).ask(contract.getPoint, { params })).status
    expect((await app.anyone.ask(contract.getPoint, { params })).status).toBe(401)
    expect(await status('resident1')).toBe(403)
    expect(await status('community2')).toBe(404)
    expect(await status('gridWorker12')).toBe(404)
    expect(await status('propertyFirm1')).toBe(404)
    for (const who of ['community1', 'street1', 'supervisor', 'compoundSecretary11', 'gridWorker11'] as const)
      expect(await status(who), who).toBe(200)
    expect((await worker().ask(contract.changePoint, { params, body: { name: '新' } })).status).toBe(403)
    expect((await desk().ask(contract.changePoint, { params, body: { name: ' ' } })).status).toBe(400)
    await desk().call(contract.changePoint, { params, body: { name: '一单元出口' } })
    expect((await desk().call(contract.getPoint, { params })).name).toBe('一单元出口')
    expect(await typesOf(pointStream(id))).toEqual(['point_added', 'point_changed'])
    const at = (placeId: string) =>
      desk().ask(contract.addPoint, { body: { kind: 'exit', name: '出口', placeId: placeId as never } })
    expect((await at(app.town.places.community1)).reason).toBe('safety.bad_placeId')
    expect((await at(app.town.places.compound31)).status).toBe(404)
    // A route makes its points seen by who walks it; a point on a route is not retired.
    const { id: routeId } = await aRoute(app, [id], { holderPostId: app.town.posts.propertyFirm1 })
    expect(await status('propertyFirm1')).toBe(200)
    expect((await desk().ask(contract.retirePoint, { params, body: { why: '拆除' } })).reason).toBe(
      'safety.point_on_route',
    )
    await desk().call(contract.endRoute, { params: { routeId }, body: { why: '合并' } })
    await desk().call(contract.retirePoint, { params, body: { why: '拆除' } })
    expect(await typesOf(routeStream(routeId))).toEqual(['route_added', 'round_opened', 'route_ended', 'round_missed'])
    expect(await findings(app)).toEqual([])
  })

  it('takes points of the place only, a post that can walk, and proposes the shortest walk', async () => {
    const spots = [0, 3, 1, 2].map((n) => ({ name: `点${n}`, lng: 102.701 + n * 0.001, lat: 25.003 }))
    const points: { id: PointId }[] = []
    for (const spot of spots) points.push(await aPoint(app, spot))
    const pointIds = points.map(({ id }) => id)
    const answer = await desk().call(contract.orderPoints, { body: { pointIds } })
    expect(answer.pointIds).toEqual([0, 2, 3, 1].map((n) => pointIds[n]))
    expect(answer.metres).toBeGreaterThan(290)
    expect(answer.metres).toBeLessThan(320)
    const body = { name: '线', placeId: app.town.places.compound12, rhythm: 'day' as const, pointIds }
    const holderPostId = app.town.posts.gridWorker11
    expect((await desk().ask(contract.addRoute, { body: { ...body, holderPostId } })).reason).toBe(
      'safety.bad_pointIds',
    )
    const wrong = { ...body, placeId: app.town.places.compound11, holderPostId: app.town.posts.administrator }
    expect((await desk().ask(contract.addRoute, { body: wrong })).reason).toBe('safety.bad_holderPostId')
    expect((await worker().ask(contract.addRoute, { body: { ...body, holderPostId } })).status).toBe(403)
  })
})

describe('a round', () => {
  it('has one a period, overdue, missed, and is done when every point is checked or skipped', async () => {
    const [a, b] = [await aPoint(app, { name: '东出口' }), await aPoint(app, { name: '西出口' })]
    const { id: routeId } = await aRoute(app, [a.id, b.id], { rhythm: 'day', name: '每日线' })
    const first = await roundOn(worker(), routeId)
    expect(first).toMatchObject({ points: 2, checked: 0, stops: [{ id: a.id }, { id: b.id }] })
    app.clock.move(dayMs)
    expect(await roundsNow(app)).toBeGreaterThan(0)
    expect(await roundsNow(app)).toBe(0)
    const round = await roundOn(worker(), routeId)
    expect(round.id).not.toBe(first.id)
    const list = async (query: { show: contract.RoundShow }) =>
      (await desk().call(contract.listRounds, { query: { routeId, ...query } })).rows.map(({ id }) => id)
    expect(await list({ show: 'missed' })).toEqual([first.id])
    expect((await check(app.signInAs('compoundSecretary11'), round.id, a)).status).toBe(403)
    expect((await check(app.signInAs('gridWorker12'), round.id, a)).status).toBe(404)
    expect((await check(worker(), round.id, { ...a, code: b.code })).reason).toBe('safety.wrong_code')
    const { body } = await check(worker(), round.id, { ...a, code: ` ${a.code.toLowerCase()}` })
    expect(body).toMatchObject({ made: 0, left: 1, done: false })
    expect((await check(worker(), round.id, a)).reason).toBe('safety.checked_already')
    const params = { roundId: round.id }
    const half = { pointId: b.id, code: b.code, answers: { clear: true } }
    expect((await worker().ask(contract.checkPoint, { params, body: half })).reason).toBe('safety.answers_missing')
    const skipped = await worker().call(contract.checkPoint, {
      params,
      body: { pointId: b.id, skippedWhy: '门锁着，物业不在' },
    })
    expect(skipped).toMatchObject({ left: 0, done: true })
    expect(await list({ show: 'finished' })).toEqual([round.id])
    // What was checked without a network in a period that is over is still taken.
    const late = await check(worker(), first.id, a, 'empty')
    expect([late.status, late.body.made]).toEqual([200, 1])
    expect(await list({ show: 'missed' })).toEqual([first.id])
    expect(await findings(app)).toEqual([])
    await desk().call(contract.endRoute, { params: { routeId }, body: { why: '试完' } })
  })

  it('asks the version that was on the phone, and the street writes the next one', async () => {
    const params = { code: 'passage' as const }
    const [item] = defaultChecklists.passage.items
    const items = item ? [item] : []
    const save = (who: Parameters<typeof app.signInAs>[0], body: Record<string, unknown> = {}) =>
      app
        .signInAs(who)
        .ask(contract.saveChecklist, { params, body: { after: 1, source: '本街道规定', items, ...body } })
    expect((await save('community1')).status).toBe(403)
    expect((await save('street1', { source: ' ' })).status).toBe(400)
    const bad = items.map((one) => ({ ...one, category: '999999' }))
    expect((await save('street1', { items: bad })).reason).toBe('safety.bad_items')
    const point = await aPoint(app, { name: '换版出口' })
    const { id: routeId } = await aRoute(app, [point.id], { name: '换版线' })
    const { id: roundId } = await roundOn(worker(), routeId)
    expect((await save('street1')).body).toEqual({ version: 2 })
    expect((await save('street1')).reason).toBe('safety.checklist_overtaken')
    const body = { pointId: point.id, code: point.code, answers: answersOf('exit'), version: 1 }
    const done = await worker().call(contract.checkPoint, { params: { roundId }, body })
    expect(done.done).toBe(true)
    await app.db.tx((tx) => sql`delete from safety.checklists`.execute(tx))
  })
})

describe('a hazard', () => {
  it('is one matter however often it is found, and is crossed off only by a look after its matter ended', async () => {
    const point = await aPoint(app, { name: '被堵出口' })
    const { id: routeId } = await aRoute(app, [point.id], { rhythm: 'day', name: '隐患线' })
    const fileIds = [await upload(worker())]
    const round = await roundOn(worker(), routeId)
    const found = [{ item: 'clear', words: '出口被三辆电动车堵死', fileIds }]
    const body = {
      pointId: point.id,
      code: point.code,
      how: 'scan' as const,
      answers: answersOf('exit', 'clear'),
      found,
    }
    expect(await worker().call(contract.checkPoint, { params: { roundId: round.id }, body })).toMatchObject({ made: 1 })
    const [hazard] = (await hazards({ pointId: point.id })).rows
    if (!hazard) throw new Error('no hazard')
    const matterId = hazard.matter.id
    expect(hazard).toMatchObject({ level: 'major', state: 'open', item: 'clear', mayRecheck: false })
    const matter = await desk().call(getMatter, { params: { matterId } })
    expect(matter).toMatchObject({
      kind: 'patrol',
      subject: { kind: 'safety_point', id: point.id, name: { zh: '被堵出口' } },
    })
    const recheck = (fine: boolean, who = worker(), words?: string) =>
      who.ask(contract.recheckFinding, {
        params: { findingId: hazard.id },
        body: { fine, ...(words ? { words } : {}) },
      })
    expect((await recheck(true)).reason).toBe('safety.not_ended')
    // Found again in the next round: added, not made.
    app.clock.move(dayMs)
    await roundsNow(app)
    const next = await roundOn(worker(), routeId)
    expect((await check(worker(), next.id, point, 'clear')).body).toMatchObject({ made: 0, noted: 1, cleared: 0 })
    await close(matterId)
    expect((await hazards({ pointId: point.id })).rows[0]?.state).toBe('recheck')
    // Not fine: the matter opens again.
    const secretary = app.signInAs('compoundSecretary11')
    expect((await recheck(false, secretary)).reason).toBe('safety.words_missing')
    expect((await recheck(false, app.signInAs('supervisor'), '还堵着')).status).toBe(403)
    expect((await recheck(false, app.signInAs('community2'), '还堵着')).status).toBe(404)
    expect((await recheck(false, secretary, '还堵着一辆')).body).toEqual({ state: 'open' })
    await app.deliver()
    expect((await desk().call(getMatter, { params: { matterId } })).state).not.toBe('closed')
    expect((await hazards({ pointId: point.id })).rows[0]).toMatchObject({ state: 'open', reopened: 1 })
    await close(matterId)
    // Major: not by who found it, neither at the desk nor by a yes of the next round.
    expect((await recheck(true)).reason).toBe('safety.another_person')
    app.clock.move(dayMs)
    await roundsNow(app)
    const third = await roundOn(worker(), routeId)
    expect((await check(worker(), third.id, point)).body).toMatchObject({ made: 0, cleared: 0 })
    expect((await recheck(true, secretary)).body).toEqual({ state: 'cleared' })
    expect((await recheck(true, secretary)).reason).toBe('safety.cleared')
    expect((await hazards({ pointId: point.id })).total).toBe(0)
    expect((await hazards({ pointId: point.id, show: 'cleared' })).total).toBe(1)
    expect(await typesOf(findingStream(hazard.id))).toEqual([
      ...['hazard_found', 'hazard_found_again', 'hazard_ended', 'hazard_not_cleared', 'hazard_ended'],
      'hazard_cleared',
    ])
    expect(JSON.stringify(await app.events(findingStream(hazard.id)))).not.toMatch(/堵/)
    // The same hazard later is another line of the ledger.
    app.clock.move(dayMs)
    await roundsNow(app)
    const fourth = await roundOn(worker(), routeId)
    expect((await check(worker(), fourth.id, point, 'clear')).body).toMatchObject({ made: 1 })
    expect(await findings(app)).toEqual([])
    await desk().call(contract.endRoute, { params: { routeId }, body: { why: '试完' } })
  })

  it('that is ordinary is crossed off by a yes of the next round', async () => {
    const point = await aPoint(app, { name: '堆物楼道' })
    const { id: routeId } = await aRoute(app, [point.id], { rhythm: 'day', name: '堆物线' })
    await check(worker(), (await roundOn(worker(), routeId)).id, point, 'empty')
    const [hazard] = (await hazards({ pointId: point.id })).rows
    if (!hazard) throw new Error('no hazard')
    await close(hazard.matter.id)
    app.clock.move(dayMs)
    await roundsNow(app)
    const { rechecks } = await worker().call(contract.myRounds, {})
    expect(rechecks.map(({ id }) => id)).toContain(hazard.id)
    expect((await check(worker(), (await roundOn(worker(), routeId)).id, point)).body).toMatchObject({ cleared: 1 })
    const [row] = (await hazards({ pointId: point.id, show: 'all' })).rows
    expect(row).toMatchObject({ state: 'cleared', late: false })
    await desk().call(contract.endRoute, { params: { routeId }, body: { why: '试完' } })
  })

  it('is exported as it is listed, and each figure is the total of its list', async () => {
    app.clock.move(20 * dayMs)
    const figures = await desk().call(contract.safetyFigures, { query: {} })
    expect(figures.late).toBeGreaterThan(0)
    for (const show of ['open', 'recheck', 'late', 'major'] as const)
      expect((await hazards({ show })).total, show).toBe(figures[show])
    for (const show of ['overdue', 'due'] as const)
      expect((await desk().call(contract.listRounds, { query: { show } })).total, show).toBe(figures[show])
    expect((await desk().call(contract.listPoints, { query: {} })).total).toBe(figures.points)
    expect((await desk().call(contract.listRoutes, { query: {} })).total).toBe(figures.routes)
    const sheet = await desk().ask(contract.exportFindings, { query: { show: 'all' } })
    const rows: unknown[] = []
    for await (const row of readSheet(sheet.body as unknown as Buffer)) rows.push(row)
    expect(rows.length).toBe((await hazards({ show: 'all' })).total)
  })
})

describe('the code at a point', () => {
  it('says what it is to anybody, and takes a report with a receipt', async () => {
    const { id, code } = await aPoint(app, { name: '东门消防通道', kind: 'lane' })
    expect((await app.anyone.ask(contract.atPoint, { params: { code: 'AAAAAAAAAA' } })).status).toBe(404)
    const params = { code: code.toLowerCase() }
    const seen = await app.anyone.call(contract.atPoint, { params })
    expect(seen).toMatchObject({ name: '东门消防通道', hazards: [], rechecks: [], rhythm: null })
    expect((await app.anyone.ask(contract.reportHazard, { params, body: { words: ' ' } })).status).toBe(400)
    const told = await app.anyone.call(contract.reportHazard, { params, body: { words: '有车堵着黄线' } })
    const matter = await app.anyone.call(track, { params: { receiptCode: told.receiptCode } })
    expect(JSON.stringify(matter)).toContain('有车堵着黄线')
    const again = await app.anyone.call(contract.atPoint, { params })
    expect(again.hazards).toEqual([{ level: 'ordinary', state: 'open', foundOn: dayOf(app.clock.now()) }])
    const [row] = (await hazards({ pointId: id })).rows
    expect(row).toMatchObject({ item: null, foundBy: null })
    expect(await findings(app)).toEqual([])
  })

  it('makes a title of the first letters, each of them whole', async () => {
    const { code } = await aPoint(app, { name: '西门', kind: 'lane' })
    const params = { code }
    for (const lead of ['', '车']) {
      const body = { words: `${lead}${'𠮷'.repeat(90)}` }
      expect((await app.anyone.ask(contract.reportHazard, { params, body })).status).toBe(200)
    }
  })
})

it('verify names a point that was moved, a hazard that was crossed off and a round that was done in secret', async () => {
  await app.db.tx(async (tx) => {
    await sql`update safety.points set lng = 102.9 where id = (select id from safety.points limit 1)`.execute(tx)
    await sql`update safety.findings set state = 'cleared', cleared_at = now() where id = (select id from safety.findings
      where state = 'open' limit 1)`.execute(tx)
    await sql`update safety.rounds set state = 'done', done_at = now() where id = (select id from safety.rounds
      where state = 'missed' limit 1)`.execute(tx)
  })
  expect((await findings(app)).map((what) => what.split(':')[0]).sort()).toEqual([
    'safety.hazard',
    'safety.point',
    'safety.round',
  ])
})
