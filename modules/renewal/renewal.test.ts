import { afterAll, beforeAll, expect, it } from 'vitest'
import { sql } from '../../kernel/db.ts'
import { readSheet } from '../../kernel/sheets/sheet-reader.ts'
import type { PersonKey } from '../../kernel/testing/town.ts'
import { listFacilities } from '../facilities/contract.ts'
import { readFile } from '../files/contract.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import { take } from '../matters/matter-app.fixture.ts'
import { listNotices } from '../notices/contract.ts'
import {
  addEvidence,
  addFacility,
  addItem,
  addPhoto,
  atProject,
  beginStage,
  changeItem,
  changeProject,
  exportProjects,
  finishStage,
  getProject,
  giveDelay,
  keepersAt,
  listProjects,
  myProjects,
  nameInspector,
  planProject,
  planStages,
  renewalFigures,
  reportDefect,
  stepProject,
  undoEvidence,
} from './contract.ts'
import { aProject, daysAfter, elevenStages, type RenewalApp, renewalApp } from './renewal.fixture.ts'
import { dayTick } from './ticks.ts'

let app: RenewalApp
beforeAll(async () => {
  app = await renewalApp()
})
afterAll(() => app.close())

const topicsOf = async (who: PersonKey) =>
  (await app.signInAs(who).call(listNotices, {})).rows.map(({ topic }) => topic)

it('is planned by community and street for their places, and started once it is complete', async () => {
  const desk = app.signInAs('community1')
  const body = aProject(app.town.places.compound11, { households: null, householdsSource: null })
  expect((await app.anyone.ask(planProject, { body })).status).toBe(401)
  expect((await app.signInAs('gridWorker11').ask(planProject, { body })).status).toBe(403)
  expect((await app.signInAs('community2').ask(planProject, { body })).status).toBe(404)
  const unsourced = await desk.ask(planProject, { body: { ...body, households: 90 } })
  expect([unsourced.status, unsourced.error?.fields?.[0]?.path]).toEqual([400, 'householdsSource'])
  const unnumbered = await desk.ask(planProject, { body: { ...body, householdsSource: '户籍底册' } })
  expect([unnumbered.status, unnumbered.error?.fields?.[0]?.path]).toEqual([400, 'households'])
  const elsewhere = { ...body, touchedPlaceIds: [app.town.places.compound21] }
  expect((await desk.ask(planProject, { body: elsewhere })).error?.fields?.[0]?.path).toBe('touchedPlaceIds')
  const { id, code } = await desk.call(planProject, { body })
  const params = { projectId: id }
  const start = () => desk.ask(stepProject, { params, body: { step: 'start' } })
  expect([(await start()).status, (await start()).reason]).toEqual([422, 'renewal.blocked'])
  const draft = await desk.call(getProject, { params })
  expect(draft.next.map((one) => one.code)).toEqual(['add_items', 'plan_stages', 'enter_households'])
  // A draft is for the desks of its place alone.
  expect((await app.anyone.ask(atProject, { params: { code } })).status).toBe(404)
  expect((await app.signInAs('gridWorker11').ask(getProject, { params })).status).toBe(404)
  expect((await app.signInAs('community2').ask(getProject, { params })).status).toBe(404)
  expect((await app.signInAs('supervisor').call(getProject, { params })).may).toEqual([])
  const item = { code: 'B05', placeId: app.town.places.building111, words: '修补路面', plannedFen: 1 }
  expect((await desk.ask(addItem, { params, body: { ...item, code: 'X99' } })).error?.fields?.[0]?.path).toBe('code')
  const far = await desk.ask(addItem, { params, body: { ...item, placeId: app.town.places.compound12 } })
  expect([far.status, far.error?.fields?.[0]?.path]).toEqual([400, 'placeId'])
  await desk.call(addItem, { params, body: item })
  const stages = elevenStages(app.today())
  const backwards = stages.map((one) => (one.stage === 'design' ? { ...one, fromOn: app.today() } : one))
  expect((await desk.ask(planStages, { params, body: { stages: backwards } })).reason).toBe('renewal.bad_days')
  expect((await desk.call(planStages, { params, body: { stages } })).planned).toBe(11)
  await desk.call(changeProject, { params, body: { households: 90, householdsSource: '入户摸底' } })
  expect((await desk.call(getProject, { params })).next.map((one) => one.code)).toEqual(['start'])
  expect((await start()).body.state).toBe('running')
  expect((await start()).status).toBe(409)
  expect((await app.signInAs('supervisor').ask(stepProject, { params, body: { step: 'start' } })).status).toBe(403)
  expect(await app.story(id)).toEqual(['planned', 'itemAdded', 'stagesPlanned', 'changed', 'started'])
  expect((await app.signInAs('gridWorker11').call(getProject, { params })).may).toEqual(['photos'])
  expect((await app.signInAs('gridWorker12').ask(getProject, { params })).status).toBe(404)
})

it('finishes a stage only with its evidence, in its order, and takes evidence back with a reason', async () => {
  const desk = app.signInAs('community1')
  const { id } = await app.project()
  const at = (stage: 'survey' | 'willingness') => ({ projectId: id, stage })
  const early = await desk.ask(beginStage, { params: at('willingness'), body: {} })
  expect([early.status, early.reason]).toEqual([422, 'renewal.stage_waits'])
  expect((await desk.ask(finishStage, { params: at('survey'), body: {} })).reason).toBe('renewal.not_begun')
  const ahead = { onDay: daysAfter(app.today(), 1) }
  expect((await desk.ask(beginStage, { params: at('survey'), body: ahead })).status).toBe(400)
  await desk.call(beginStage, { params: at('survey'), body: {} })
  const bare = await desk.ask(finishStage, { params: at('survey'), body: {} })
  expect([bare.status, bare.reason]).toEqual([422, 'renewal.evidence_missing'])
  expect(bare.error?.message).toBe('缺少摸底调查表；缺少入户摸底户数')
  const onDay = app.today()
  const wrong = await desk.ask(addEvidence, { params: at('survey'), body: { code: 'contract', onDay, words: '合同' } })
  expect([wrong.status, wrong.error?.fields?.[0]?.path]).toEqual([400, 'code'])
  const empty = await desk.ask(addEvidence, { params: at('survey'), body: { code: 'households_asked', onDay } })
  expect(empty.error?.fields?.[0]?.path).toBe('asked')
  const form = { code: 'survey_form' as const, onDay, words: '入户 90 户', fileIds: [await upload(desk)] }
  const { id: evidenceId } = await desk.call(addEvidence, { params: at('survey'), body: form })
  await desk.call(addEvidence, { params: at('survey'), body: { code: 'households_asked', onDay, asked: 88 } })
  await desk.call(undoEvidence, { params: { projectId: id, evidenceId }, body: { why: '传错了' } })
  expect((await desk.ask(finishStage, { params: at('survey'), body: {} })).error?.message).toBe('缺少摸底调查表')
  await desk.call(addEvidence, { params: at('survey'), body: { code: 'survey_form', onDay, words: '90 户' } })
  expect((await app.signInAs('supervisor').ask(finishStage, { params: at('survey'), body: {} })).status).toBe(403)
  expect((await app.signInAs('community2').ask(finishStage, { params: at('survey'), body: {} })).status).toBe(404)
  await desk.call(finishStage, { params: at('survey'), body: {} })
  const view = await desk.call(getProject, { params: { projectId: id } })
  expect(view.stages.slice(0, 3).map((one) => one.state)).toEqual(['finished', 'ready', 'waiting'])
  expect(view.stages[0]?.evidence[0]?.undone?.why).toBe('传错了')
  expect((await app.story(id)).slice(-3)).toEqual(['evidenceUndone', 'evidenceAdded', 'stageFinished'])
  // Photos of evidence are for staff.
  const [fileId] = form.fileIds
  if (!fileId) throw new Error('one was uploaded')
  const picture = { params: { fileId, size: 'full' as const } }
  expect((await app.signInAs('supervisor').ask(readFile, picture)).status).toBe(200)
  expect((await app.signInAs('resident1').ask(readFile, picture)).status).toBe(404)
})

it('writes a delay down once, tells its post once, and asks for a reason and a new day', async () => {
  const desk = app.signInAs('community1')
  const { id, code } = await app.project({ title: '迟到的项目' })
  const params = { projectId: id, stage: 'survey' as const }
  const planned = daysAfter(app.today(), 10)
  app.clock.move(11 * 86_400_000)
  // Four workers at once, and one that comes later.
  await Promise.all([1, 2, 3, 4].map(() => dayTick.run(app.services)))
  await dayTick.run(app.services)
  await app.deliver()
  expect((await topicsOf('community1')).filter((topic) => topic === 'renewal_stageLate').length).toBeGreaterThan(0)
  expect((await app.story(id)).filter((name) => name === 'stageLate')).toHaveLength(1)
  const late = await app.signInAs('community1').call(getProject, { params })
  expect([late.late, late.next[0]?.code]).toEqual([{ stage: 'survey', days: 1 }, 'give_reason'])
  const figures = await app.signInAs('community1').call(renewalFigures, {})
  const { total } = await app.signInAs('community1').call(listProjects, { query: { figure: 'late' } })
  expect([figures.late, total]).toEqual([total, figures.late])
  const body = { reason: 'weather' as const, words: '连续下雨', newOn: daysAfter(app.today(), 5) }
  const tooEarly = await desk.ask(giveDelay, { params, body: { ...body, newOn: planned } })
  expect([tooEarly.status, tooEarly.error?.fields?.[0]?.path]).toEqual([400, 'newOn'])
  await desk.call(giveDelay, { params, body })
  await dayTick.run(app.services)
  const shown = await app.anyone.call(atProject, { params: { code } })
  expect(shown.stages[0]).toMatchObject({ plannedUntil: body.newOn, firstPlannedUntil: planned, daysLate: 0 })
  expect(shown.stages[0]?.delays).toMatchObject([{ missedOn: planned, reason: 'weather', words: '连续下雨' }])
})

it('goes from the idea to the handover: accepted only with every defect closed, kept by its keepers from then on', async () => {
  const desk = app.signInAs('community1')
  const project = await app.project({ title: '从头到尾' })
  const params = { projectId: project.id }
  await app.through(project, 'start')
  const onDay = app.today()
  const inspector = app.signInAs('resident1')
  const defect = { itemId: project.itemId, words: '路面有裂缝', fileIds: [await upload(inspector)] }
  expect((await inspector.ask(reportDefect, { params, body: defect })).status).toBe(404)
  // Named with the first report of oversight.
  const oversight = { ...params, stage: 'oversight' as const }
  await desk.call(beginStage, { params: oversight, body: {} })
  await desk.call(addEvidence, { params: oversight, body: { code: 'inspection_report', onDay, words: '合格' } })
  expect((await desk.ask(finishStage, { params: oversight, body: {} })).error?.message).toBe(
    '缺少居民监督员；缺少施工中照片',
  )
  await desk.call(nameInspector, { params, body: { name: '李阿姨', phone: app.town.phones.resident1 } })
  const spotId = (await desk.call(getProject, { params })).spots[0]?.id
  if (!spotId) throw new Error('a spot was added')
  const photo = async (who: typeof desk, phase: 'during' | 'after') =>
    who.call(addPhoto, { params: { ...params, spotId }, body: { phase, fileId: await upload(who), onDay } })
  await photo(app.signInAs('gridWorker11'), 'during')
  await desk.call(finishStage, { params: oversight, body: {} })
  const { matterId, number } = await inspector.call(reportDefect, { params, body: defect })
  expect(
    (await app.signInAs('supervisor').ask(reportDefect, { params, body: { ...defect, fileIds: [] } })).status,
  ).toBe(403)
  const seen = await inspector.call(atProject, { params: { code: project.code } })
  expect(seen.reader).toMatchObject({ inspector: true, mayReportDefect: true, staff: false })
  expect(seen.reader.defects).toMatchObject([{ number, open: true, mine: true, byInspector: true }])
  expect((await app.anyone.call(atProject, { params: { code: project.code } })).reader.defects).toEqual([])

  const acceptance = { ...params, stage: 'acceptance' as const }
  await desk.call(beginStage, { params: acceptance, body: {} })
  for (const party of ['client', 'builder', 'community', 'residents'] as const)
    await desk.call(addEvidence, { params: acceptance, body: { code: 'signature', onDay, party } })
  await photo(desk, 'after')
  await desk.call(changeItem, { params: { ...params, itemId: project.itemId }, body: { finalFen: 9_100_001 } })
  const blocked = await desk.ask(finishStage, { params: acceptance, body: {} })
  expect([blocked.status, blocked.error?.message]).toEqual([422, `还有 1 件问题或隐患未销号：${number}`])
  expect((await desk.call(getProject, { params })).defects).toMatchObject([{ number, open: true, byInspector: true }])
  await take(desk, matterId, { action: 'resolve', outcome: 'solved', words: '已重铺', fileIds: [await upload(desk)] })
  // Resolved is a proposal: whoever found it has the word.
  expect((await desk.ask(finishStage, { params: acceptance, body: {} })).status).toBe(422)
  await take(inspector, matterId, { action: 'confirm', rating: 5 })
  expect((await desk.call(finishStage, { params: acceptance, body: {} })).state).toBe('accepted')
  const view = await desk.call(getProject, { params })
  expect(view.sums).toMatchObject({ costFen: 9_100_001, costIsFinal: true, costAHouseholdFen: 101_111 })

  const handover = { ...params, stage: 'handover' as const }
  await desk.call(beginStage, { params: handover, body: {} })
  const { keepers } = await desk.call(keepersAt, { params })
  const keeper = keepers.find(({ id }) => id === app.town.posts.gridWorker11)
  if (!keeper) throw new Error('the grid worker keeps things')
  const bench = {
    ...{ itemId: project.itemId, kind: 'bench' as const, name: '门口长椅', placeId: app.town.places.compound11 },
    ...{ point: { lng: 102.7, lat: 25 }, keeperPostId: keeper.id, rhythmDays: 30 },
  }
  const nobody = await desk.ask(addFacility, { params, body: { ...bench, keeperPostId: app.town.posts.gridWorker31 } })
  expect([nobody.status, nobody.error?.fields?.[0]?.path]).toEqual([400, 'keeperPostId'])
  await desk.call(addFacility, { params, body: bench })
  expect((await desk.call(finishStage, { params: handover, body: {} })).state).toBe('handed_over')
  const { rows } = await desk.call(listFacilities, {})
  const handed = (await desk.call(getProject, { params })).facilities[0]?.facilityId
  expect(rows.filter(({ id }) => id === handed)).toMatchObject([{ name: '门口长椅' }])
  expect((await desk.ask(addFacility, { params, body: bench })).status).toBe(409)
  expect(await app.findings()).toEqual([])
})

it('shows a list, an export and figures that agree, to each only what lies in their places', async () => {
  const desk = app.signInAs('community1')
  const figures = await desk.call(renewalFigures, {})
  for (const figure of ['draft', 'running', 'accepted', 'handed_over', 'done', 'stopped', 'late'] as const) {
    const { total } = await desk.call(listProjects, { query: { figure } })
    expect([figure, total]).toEqual([figure, figures[figure]])
  }
  const { rows } = await desk.call(listProjects, { query: { figure: 'households' } })
  expect(rows.reduce((sum, { households }) => sum + (households ?? 0), 0)).toBe(figures.households)
  expect((await app.signInAs('community2').call(listProjects, {})).total).toBe(0)
  expect((await app.signInAs('street1').call(listProjects, {})).total).toBeGreaterThan(0)
  expect((await app.signInAs('resident1').ask(listProjects, {})).status).toBe(403)
  const sheet = await desk.ask(exportProjects, { query: { figure: 'households' } })
  const cells: unknown[] = []
  for await (const row of readSheet(new Uint8Array(sheet.body as unknown as Buffer))) cells.push(row.cells[0])
  expect(cells).toEqual(rows.map(({ title }) => title))
  const mine = await app.signInAs('resident1').call(myProjects, {})
  expect(mine.projects.some(({ inspector }) => inspector)).toBe(true)
  expect((await app.signInAs('resident2').call(myProjects, {})).projects).toEqual([])
})

it('is stopped with a reason, which everybody reads', async () => {
  const desk = app.signInAs('street1')
  const { id, code } = await app.project({ title: '停下的项目' })
  const params = { projectId: id }
  expect((await desk.ask(stepProject, { params, body: { step: 'stop', reason: 'money' } })).status).toBe(400)
  await desk.call(stepProject, { params, body: { step: 'stop', reason: 'money', words: '补助未批' } })
  expect((await app.anyone.call(atProject, { params: { code } })).stopped).toMatchObject({
    reason: 'money',
    words: '补助未批',
  })
  expect((await desk.ask(beginStage, { params: { ...params, stage: 'survey' }, body: {} })).status).toBe(409)
})

it('shows when anybody altered a row behind the ledger', async () => {
  const { id } = await app.project({ title: '被改动的项目' })
  const tamper = (change: ReturnType<typeof sql>) => app.db.tx((tx) => change.execute(tx))
  expect(await app.findings()).toEqual([])
  await tamper(sql`update renewal.projects set households = 91 where id = ${id}`)
  expect(await app.findings()).toEqual(['renewal.words'])
  await tamper(sql`update renewal.projects set households = 90, received_fen = 5 where id = ${id}`)
  expect(await app.findings()).toEqual(['renewal.money'])
  await tamper(sql`update renewal.projects set received_fen = 0 where id = ${id}`)
  await tamper(sql`update renewal.stages set began_on = '2026-11-01' where project_id = ${id} and stage = 'survey'`)
  expect(await app.findings()).toEqual(['renewal.stage'])
})

it('shows what was merged into an open matter as open, everywhere, as the acceptance takes it', async () => {
  const desk = app.signInAs('community1')
  const inspector = app.signInAs('resident1')
  const project = await app.project({ title: '并案' })
  const params = { projectId: project.id }
  await app.through(project, 'start')
  await desk.call(beginStage, { params: { ...params, stage: 'oversight' }, body: {} })
  await desk.call(nameInspector, { params, body: { name: '李阿姨', phone: app.town.phones.resident1 } })
  const fileIds = [await upload(inspector)]
  const defect = await inspector.call(reportDefect, {
    params,
    body: { itemId: project.itemId, words: '井盖松动', fileIds },
  })
  const hazard = await app.reportAt('building111', '楼道堆满纸箱，堵住消防通道', { category: '070201' })
  const item = { code: 'B06', placeId: app.town.places.building111, words: '清理楼道', hazardIds: [hazard.id] }
  await desk.call(addItem, { params, body: item })
  for (const matterId of [defect.matterId, hazard.id]) {
    const like = await app.reportAt('building111', '小区里同样的事')
    await take(desk, matterId, { action: 'merge', intoId: like.id })
  }
  const view = await desk.call(getProject, { params })
  expect(view.defects).toMatchObject([{ number: defect.number, state: 'merged', open: true }])
  expect(view.items.flatMap(({ hazards }) => hazards)).toMatchObject([{ id: hazard.id, state: 'merged', open: true }])
  const { rows } = await desk.call(listProjects, { query: { q: '并案' } })
  expect(rows.map(({ openDefects }) => openDefects)).toEqual([1])
  const shown = await app.anyone.call(atProject, { params: { code: project.code } })
  expect([shown.openDefects, shown.closedDefects]).toEqual([1, 0])
  expect(shown.items.map(({ hazardsClosed }) => hazardsClosed)).toEqual([0, 0])
})
