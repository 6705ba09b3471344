import { systemActor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { newId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { DelayBody } from './contract.ts'
import { handOver } from './facility-service.ts'
import { isMoving, type ProjectState } from './project.ts'
import { stagesOf } from './project-service.ts'
import {
  type Held,
  hashOf,
  idTaken,
  invalid,
  lockKept,
  refuse,
  refuseUnless,
  saveProject,
  tell,
} from './project-store.ts'
import type { Doing } from './scope.ts'
import { evidenceOf, piecesOf, questionsIn, stageFacts } from './stage-facts.ts'
import { finishObstacle } from './stage-rules.ts'
import { type StageCode, stageOf, stages, stateAfter } from './stages.ts'
import { type DelayRecord, mine, type ProjectId, type ProjectRecord, type StageRecord } from './tables.ts'

/** A project whose stages move, with one of them. */
export interface HeldStage extends Held {
  readonly row: StageRecord
  readonly all: readonly StageRecord[]
}

export async function lockStage(tx: Tx, doing: Doing, id: ProjectId, stage: StageCode) {
  const held = await lockKept(tx, doing, id)
  refuseUnless(isMoving(held.project.state))
  const all = await stagesOf(tx, held.project)
  const row = all.find((one) => one.stage === stage) ?? notFound()
  return { ...held, row, all }
}

/** A day that is told afterwards lies between what came before and today. */
function dayIn(given: string | undefined, earliest: string | null, today: string): string {
  const day = given ?? today
  if (day > today) invalid('onDay', 'bad_day', { zh: '日期不能晚于今天', en: 'The day cannot lie ahead' })
  if (earliest && day < earliest)
    invalid('onDay', 'bad_day', { zh: `日期不能早于 ${earliest}`, en: `The day cannot be before ${earliest}` })
  return day
}

/** The day before which a stage cannot have begun: all that comes before it was finished, and the project had started. */
const earliestOf = ({ project, all }: HeldStage, stage: StageCode): string | null =>
  all
    .filter((one) => stageOf(stage).after.includes(one.stage))
    .flatMap(({ finished_on }) => finished_on ?? [])
    .concat(project.started_on ?? [])
    .toSorted()
    .at(-1) ?? null

export async function saveStage(tx: Tx, { row }: HeldStage, set: Partial<StageRecord>): Promise<void> {
  await mine(tx)
    .updateTable('renewal.stages')
    .set(set)
    .where('tenant_id', '=', row.tenant_id)
    .where('project_id', '=', row.project_id)
    .where('stage', '=', row.stage)
    .execute()
}

/** Begins a stage once all that comes before it is finished. */
export async function beginStage(tx: Tx, doing: Doing, id: ProjectId, stage: StageCode, onDay?: string): Promise<void> {
  const held = await lockStage(tx, doing, id, stage)
  if (!held.row.ready) {
    const before = stages.filter(
      ({ code }) => stageOf(stage).after.includes(code) && !held.all.some((s) => s.stage === code && s.finished_on),
    )
    refuse('stage_waits', {
      zh: `要先完成：${before.map(({ name }) => name.zh).join('、')}`,
      en: `This has to be finished first: ${before.map(({ name }) => name.en).join(', ')}`,
    })
  }
  refuseUnless(held.row.began_on === null)
  const beganOn = dayIn(onDay, earliestOf(held, stage), dayOf(held.at))
  await saveStage(tx, held, { began_on: beganOn })
  await tell(tx, held, 'stageBegun', { stage, facts: { on: beganOn } })
}

/** Finishes a stage whose evidence is there; the refusal names all that is missing. The state of the project follows. */
export async function finishStage(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  stage: StageCode,
  onDay?: string,
): Promise<{ state: ProjectState }> {
  const held = await lockStage(tx, doing, id, stage)
  const { project, row, at } = held
  if (!row.began_on) refuse('not_begun', { zh: '这个阶段还没有开始', en: 'This stage has not begun' })
  refuseUnless(row.finished_on === null)
  const evidence = (await evidenceOf(tx, project)).filter((one) => one.stage === stage)
  const pieces = piecesOf(evidence, await questionsIn(tx, project, evidence))
  const missing = finishObstacle(stageOf(stage), pieces, await stageFacts(tx, project, at))
  if (missing) refuse('evidence_missing', missing)
  const finishedOn = dayIn(onDay, row.began_on, dayOf(at))
  await saveStage(tx, held, { finished_on: finishedOn })
  if (stage === 'handover') await handOver(tx, held, finishedOn)
  const finished = new Set(held.all.filter((one) => one.finished_on || one.stage === stage).map((one) => one.stage))
  await makeReady(tx, project, finished)
  const state = stateAfter(finished)
  await saveProject(tx, held, { state, ...(state === 'done' ? { ended_on: finishedOn } : {}) })
  await tell(tx, held, 'stageFinished', { stage, to: state, facts: { on: finishedOn } })
  return { state }
}

async function makeReady(tx: Tx, { tenant_id, id }: ProjectRecord, finished: ReadonlySet<StageCode>): Promise<void> {
  const ready = stages.filter(({ after }) => after.every((code) => finished.has(code))).map(({ code }) => code)
  await mine(tx)
    .updateTable('renewal.stages')
    .set({ ready: true })
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .where('stage', 'in', ready)
    .execute()
}

/** The reason of a delay that was found, else of one that is foreseen; the stage gets its new last day. */
export async function giveDelay(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  stage: StageCode,
  body: DelayBody,
): Promise<{ id: DelayRecord['id'] }> {
  const held = await lockStage(tx, doing, id, stage)
  const { row, at, project, postId } = held
  refuseUnless(row.finished_on === null)
  const missedOn = row.planned_until ?? notFound()
  if (body.newOn <= missedOn || body.newOn < dayOf(at))
    invalid('newOn', 'bad_day', {
      zh: '新的日期要晚于原计划，且不早于今天',
      en: 'The new day has to be after the planned one, and not in the past',
    })
  const found = await mine(tx)
    .selectFrom('renewal.delays')
    .select('id')
    .where('tenant_id', '=', project.tenant_id)
    .where('project_id', '=', id)
    .where('stage', '=', stage)
    .where('reason', 'is', null)
    .executeTakeFirst()
  const said = { new_on: body.newOn, reason: body.reason, words: body.words.trim(), reasoned_at: at, by_post: postId }
  const delayId = found?.id ?? body.id ?? newId<'renewal_delay'>()
  if (found)
    await mine(tx)
      .updateTable('renewal.delays')
      .set(said)
      .where('tenant_id', '=', project.tenant_id)
      .where('id', '=', found.id)
      .execute()
  else {
    const added = await mine(tx)
      .insertInto('renewal.delays')
      .values({
        ...{ tenant_id: project.tenant_id, id: delayId, project_id: id, stage, missed_on: missedOn, found_at: at },
        ...said,
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) idTaken()
  }
  await saveStage(tx, held, { planned_until: body.newOn })
  await tell(tx, held, 'delayExplained', {
    ...{ stage, ofId: delayId, hash: hashOf(said.words) },
    facts: { reason: body.reason, missedOn, newOn: body.newOn },
  })
  return { id: delayId }
}

/** A stage whose turn it is and whose last day has passed, on `renewal.stages s` with its project `p`. */
export const lateSql = (today: string) => sql<boolean>`(p.state in ('running', 'accepted', 'handed_over') and s.ready
  and s.finished_on is null and s.planned_until < ${today}::date)`

/** What a day brings by itself: each stage past its last day is written down once, and the post that runs it is told. */
export async function passDays(tx: Tx, tenantId: TenantId, at: Date): Promise<void> {
  const { rows } = await sql<ProjectRecord & { stage: StageCode; planned_until: string }>`
    select p.*, s.stage, s.planned_until from renewal.stages s
    join renewal.projects p on p.tenant_id = s.tenant_id and p.id = s.project_id
    where s.tenant_id = ${tenantId} and ${lateSql(dayOf(at))} and not exists (select from renewal.delays d
      where d.tenant_id = s.tenant_id and d.project_id = s.project_id and d.stage = s.stage
        and d.missed_on = s.planned_until)
    order by p.id, s.position for no key update of p skip locked`.execute(tx)
  for (const { stage, planned_until: missedOn, ...project } of rows) {
    const id = newId<'renewal_delay'>()
    // Another worker may have written it down between our look and our lock.
    const written = await mine(tx)
      .insertInto('renewal.delays')
      .values({
        ...{ tenant_id: tenantId, id, project_id: project.id, stage, missed_on: missedOn, found_at: at },
        ...{ new_on: null, reason: null, words: null, reasoned_at: null, by_post: null },
      })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'project_id', 'stage', 'missed_on']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!written) continue
    await tell(tx, { project, by: systemActor, at }, 'stageLate', { stage, ofId: id, facts: { missedOn } })
  }
}
