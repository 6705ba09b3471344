import type { BodyOf } from '../../kernel/contract/endpoint.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { TestApp, TestClient } from '../../kernel/testing/app.ts'
import { type Day, dayFromNumber, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { upload } from '../matters/acts/flow.fixture.ts'
import { type MatterApp, matterApp } from '../matters/matter-app.fixture.ts'
import {
  addEvidence,
  addItem,
  addPhoto,
  addSpot,
  beginStage,
  finishStage,
  nameInspector,
  planProject,
  planStages,
  receiveMoney,
  saveSource,
  stepProject,
} from './contract.ts'
import { projectStream, renewalEvents } from './events.ts'
import { type StageCode, stageCodes } from './stages.ts'
import type { ItemId, ProjectId } from './tables.ts'
import { verifyRenewal } from './verify.ts'

export const daysAfter = (day: Day, days: number): Day => dayFromNumber(dayNumberFrom(day) + days)

export const aProject = (placeId: PlaceId, more: Partial<BodyOf<typeof planProject>> = {}) => ({
  ...{ placeId, title: '云溪苑微提升', words: '修路、装充电棚', households: 90, householdsSource: '户籍底册' },
  ...more,
})

/** Eleven stages of ten days each, one after the other, from a day on. */
export const elevenStages = (from: string) =>
  stageCodes.map((stage, i) => ({ stage, fromOn: daysAfter(from, 10 * i), untilOn: daysAfter(from, 10 * i + 10) }))

export interface Project {
  readonly id: ProjectId
  readonly code: string
  readonly itemId: ItemId
}

/** A draft with one item and planned days at a place; started where that is asked for. */
export async function makeProject(
  who: TestClient,
  placeId: PlaceId,
  { today, started = true, ...more }: { today: string; started?: boolean } & Partial<BodyOf<typeof planProject>>,
): Promise<Project> {
  const { id, code } = await who.call(planProject, { body: aProject(placeId, more) })
  const params = { projectId: id }
  const item = { code: 'B05', placeId, words: '修补路面', plannedFen: 9_000_000 }
  const { id: itemId } = await who.call(addItem, { params, body: item })
  await who.call(planStages, { params, body: { stages: elevenStages(today) } })
  if (started) await who.call(stepProject, { params, body: { step: 'start' } })
  return { id, code, itemId }
}

export interface RenewalApp extends MatterApp {
  today(): string
  /** A running project of community1 at compound11. */
  project(more?: { started?: boolean } & Partial<BodyOf<typeof planProject>>): Promise<Project>
  /** Enters the evidence that a stage asks for and finishes it; live evidence is made too, but for what is left out. */
  through(project: Project, until: StageCode): Promise<void>
  /** The names of the events of a project. */
  story(id: ProjectId): Promise<string[]>
  /** What `liren verify` finds wrong. */
  findings(): Promise<string[]>
}

type Evidence = Omit<BodyOf<typeof addEvidence>, 'onDay'>

/** What is entered for each stage. */
const evidence = (today: string): Partial<Record<StageCode, readonly Evidence[]>> => ({
  survey: [
    { code: 'survey_form', words: '入户 90 户' },
    { code: 'households_asked', asked: 90 },
  ],
  willingness: [{ code: 'willingness', asked: 90, agreed: 80 }],
  notice: [{ code: 'notice', fromOn: daysAfter(today, -7), untilOn: today }],
  review: [
    { code: 'opinion', department: '住建', verdict: 'agreed' },
    { code: 'opinion', department: '消防', verdict: 'agreed' },
  ],
  start: [
    { code: 'contract', words: '合同 2026-17' },
    { code: 'permit', words: '限额以下免办' },
  ],
  oversight: [{ code: 'inspection_report', words: '路基合格' }],
  acceptance: (['client', 'builder', 'community', 'residents'] as const).map((party) => ({ code: 'signature', party })),
  care: [{ code: 'care_rules', words: '每月巡查', keeper: '物业' }],
})

export async function renewalApp(): Promise<RenewalApp> {
  const app = await matterApp()
  const today = () => dayOf(app.clock.now())
  const desk = app.signInAs('community1')
  return {
    ...app,
    today,
    project: (more = {}) => makeProject(desk, app.town.places.compound11, { today: today(), ...more }),
    through: async (project, until) => {
      for (const stage of stageCodes.slice(0, stageCodes.indexOf(until) + 1)) {
        const params = { projectId: project.id, stage }
        await desk.call(beginStage, { params, body: {} })
        for (const body of evidence(today())[stage] ?? [])
          await desk.call(addEvidence, { params, body: { ...body, onDay: today() } })
        await makeLive(app, desk, project, stage)
        await desk.call(finishStage, { params, body: {} })
      }
    },
    story: async (id) =>
      (await app.events(projectStream(id))).map(
        ({ type }) => Object.entries(renewalEvents).find(([, of]) => of === type)?.[0] ?? type,
      ),
    findings: () => findings(app),
  }
}

/** What the project itself has to show for a stage. */
async function makeLive(app: TestApp, desk: TestClient, { id, itemId }: Project, stage: StageCode): Promise<void> {
  const params = { projectId: id }
  const onDay = dayOf(app.clock.now())
  if (stage === 'design') {
    const fileIds = [await upload(desk)]
    await desk.call(addEvidence, { params: { ...params, stage }, body: { code: 'drawings', onDay, fileIds } })
  }
  if (stage === 'start') {
    const placeId = app.town.places.compound11
    const { id: spotId } = await desk.call(addSpot, { params, body: { name: '大门口', placeId, itemId } })
    const photo = { phase: 'before' as const, fileId: await upload(desk), onDay }
    await desk.call(addPhoto, { params: { ...params, spotId }, body: photo })
  }
  if (stage === 'oversight')
    await desk.call(nameInspector, { params, body: { name: '李阿姨', phone: app.town.phones.resident1 } })
}

/** Money from the district: planned, and so much of it received. */
export async function fund(desk: TestClient, { id }: Pick<Project, 'id'>, fen: number, onDay: string) {
  const params = { projectId: id }
  const source = await desk.call(saveSource, { params, body: { kind: 'district', plannedFen: 9_000_000 } })
  const receipt = await desk.call(receiveMoney, { params, body: { sourceId: source.id, fen, onDay } })
  return { sourceId: source.id, receiptId: receipt.id }
}

async function findings(app: TestApp): Promise<string[]> {
  const found: string[] = []
  const { tenantId } = app.town
  const report = ({ check }: { check: string }) => void found.push(check)
  await app.db.read((tx) => verifyRenewal({ tx, tenantId, now: app.clock.now(), report }))
  return found
}

/** A number from an unassigned range, of nobody in the town. */
export const anyPhone = '10000009977'

/** A running project whose survey has begun, with a spot: what the access matrix asks about. */
export async function renewalSubject(who: TestClient, placeId: PlaceId, today: string) {
  const { id: projectId, code, itemId } = await makeProject(who, placeId, { today })
  const params = { projectId }
  await who.call(beginStage, { params: { ...params, stage: 'survey' }, body: {} })
  const { id: spotId } = await who.call(addSpot, { params, body: { name: '大门口', placeId, itemId } })
  return { projectId, code, placeId, spotId }
}
