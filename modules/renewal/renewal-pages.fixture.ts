import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import { dayFromNumber, dayNumberOf, dayOf } from '../../kernel/time/day.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import {
  addEvidence,
  addFacility,
  addItem,
  addPhoto,
  addSpot,
  answerQuestion,
  askQuestion,
  beginStage,
  giveDelay,
  keepersAt,
  nameInspector,
  type ProjectView,
  payMoney,
  planProject,
  planStages,
  receiveMoney,
  reportDefect,
  saveSource,
  stepProject,
  typeInAnswers,
} from './contract.ts'
import { usualDays } from './desk/one/usual-days.ts'
import type { StageCode } from './stages.ts'

/** A plan by usual lengths, from so many days before today. */
export const planFrom = (app: TestApp, daysAgo: number) =>
  Object.entries(usualDays(dayFromNumber(dayNumberOf(app.clock.now()) - daysAgo))).map(([stage, { from, until }]) => ({
    ...{ stage: stage as StageCode, fromOn: from, untilOn: until },
  }))

/** A project in English that is under way, with something in every part of its page. */
export async function renewalPages(app: TestApp, desk: TestClient, neighbour: TestClient) {
  const { compound11: placeId } = app.town.places
  const onDay = dayOf(app.clock.now())
  const counted = { households: 120, householdsSource: 'Register of households' }
  const about = { title: 'Renewal of Machine Tool Works', words: 'Light, drains and a place to charge.', ...counted }
  const { id: projectId, code } = await desk.call(planProject, { body: { placeId, ...about } })
  const params = { projectId }
  const item = { code: 'I03', placeId, words: 'Lamps along the path to the gate', plannedFen: 8_000_000 }
  const { id: itemId } = await desk.call(addItem, { params, body: item })
  await desk.call(planStages, { params, body: { stages: planFrom(app, 20) } })
  await desk.call(stepProject, { params, body: { step: 'start' } })
  await stageWork(desk, projectId, onDay, app)
  const source = { kind: 'city' as const, plannedFen: 9_000_000 }
  const { id: sourceId } = await desk.call(saveSource, { params, body: source })
  await desk.call(receiveMoney, { params, body: { sourceId, fen: 5_000_000, onDay, words: 'First part' } })
  await desk.call(payMoney, { params, body: { itemId, payee: 'Lakeside Lighting', fen: 2_000_000, onDay } })
  const spot = { name: 'Path to the gate', placeId, itemId }
  const { id: spotId } = await desk.call(addSpot, { params, body: spot })
  for (const phase of ['before', 'after'] as const)
    await desk.call(addPhoto, { params: { projectId, spotId }, body: { phase, onDay, fileId: await upload(desk) } })
  await desk.call(nameInspector, { params, body: { name: 'Wang', phone: app.town.phones.resident1 } })
  await desk.call(reportDefect, {
    params,
    body: { itemId, words: 'A lamp stands askew', fileIds: [await upload(desk)] },
  })
  const asked = { params: { code }, body: { words: 'Which way do we walk during the works?' } }
  const { id: questionId } = await neighbour.call(askQuestion, asked)
  const answer = { params: { projectId, questionId }, body: { words: 'By the north gate, until the new year.' } }
  await desk.call(answerQuestion, answer)
  await neighbour.call(askQuestion, { params: { code }, body: { words: 'Will the lamps shine into bedrooms?' } })
  const answers = [4, 5, 3].map((score) => ({ score }))
  await desk.call(typeInAnswers, { params, body: { survey: 'before', answers } })
  const { keepers } = await desk.call(keepersAt, { params })
  const keeperPostId = keepers[0]?.id
  if (!keeperPostId) throw new Error('nobody keeps anything at the place')
  const point = { lng: 102.702, lat: 25.003 }
  const lamp = {
    itemId,
    kind: 'lamp' as const,
    name: 'Lamp 1 by the gate',
    placeId,
    keeperPostId,
    rhythmDays: 30,
    point,
  }
  await desk.call(addFacility, { params, body: lamp })
  return { projectId, '/x/$code': code, '/x/$code/defect': code, '/renewals/$code': code }
}

/** The first stage with a piece of evidence and a delay that was explained. */
async function stageWork(desk: TestClient, projectId: ProjectView['id'], onDay: string, app: TestApp): Promise<void> {
  const at = { params: { projectId, stage: 'survey' as const } }
  await desk.call(beginStage, { ...at, body: {} })
  const form = { code: 'survey_form' as const, onDay, words: 'Form A, 118 of 120 answered' }
  await desk.call(addEvidence, { ...at, body: { ...form, fileIds: [await upload(desk)] } })
  const newOn = dayFromNumber(dayNumberOf(app.clock.now()) + 10)
  await desk.call(giveDelay, { ...at, body: { reason: 'weather', words: 'Two weeks of rain', newOn } })
}
