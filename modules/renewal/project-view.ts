import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { mattersInScope } from '../matters/public.ts'
import type { ItemView, ProjectAct, ProjectView } from './contract.ts'
import { keepersOf } from './keepers.ts'
import { moneyView } from './money-view.ts'
import { placeNames } from './names.ts'
import { defectViews, inspectorViews, questionViews, satisfactionOf } from './neighbour-view.ts'
import { nextSteps } from './next-steps.ts'
import { isMoving, mayAdd, mayChange, mayTake, moneyMoves, obstacle, projectSteps } from './project.ts'
import { type HeadSource, headOf, headSql } from './project-rows.ts'
import { standingOf } from './project-service.ts'
import { type Doing, keepingPost, photoPost, readerScopeSql, staffScopeSql } from './scope.ts'
import { stageViews } from './stage-view.ts'
import { openSurvey } from './survey-service.ts'
import type { ProjectId } from './tables.ts'
import { facilityViews, itemViews, spotViews } from './work-view.ts'

type Reading = Pick<Doing, 'tenantId' | 'actor' | 'secrets' | 'at'>

async function loadHead(tx: Tx, { tenantId, actor, at }: Reading, id: ProjectId): Promise<HeadSource> {
  const { rows } = await sql<HeadSource>`${headSql(dayOf(at))} where p.tenant_id = ${tenantId} and p.id = ${id}
    and ${staffScopeSql(actor)}`.execute(tx)
  return rows[0] ?? notFound()
}

export const stoppedOf = (p: HeadSource) =>
  p.stop_reason && p.ended_on ? { reason: p.stop_reason, words: p.stop_words ?? '', on: p.ended_on } : null

export const keptByOf = (p: HeadSource) => ({ name: p.office_name, nameEn: p.office_name_en, phone: p.office_phone })

/** A project as staff of the place see it, in one answer. Who only looks on sees no payees and no inspectors. */
export async function viewProject(tx: Tx, reading: Reading, id: ProjectId): Promise<ProjectView> {
  const { tenantId, actor, secrets, at } = reading
  const row = await loadHead(tx, reading, id)
  const keeps = keepingPost(actor, row.place_path) !== null
  const whole = await readsWhole(tx, reading, id)
  const place = await placeNames(tx, tenantId, row.touched_ids)
  const standing = await standingOf(tx, row)
  const stages = await stageViews(tx, row, at)
  const defects = await untitled(tx, actor, await defectViews(tx, row, actor, at), ({ matterId }) => matterId)
  const questions = await questionViews(tx, row, { personId: actor.personId, staff: whole })
  const money = await moneyView(tx, row)
  const waiting = {
    openDefects: defects.filter(({ open }) => open).length,
    questions: questions.filter(({ answer, hidden }) => !answer && !hidden).length,
  }
  return {
    ...headOf(row),
    ...{ words: row.words, touched: row.touched_ids.map(place), householdsSource: row.households_source },
    ...{ consent: row.consent, keptBy: keptByOf(row), createdAt: row.created_at.toISOString() },
    ...{ startedOn: row.started_on, endedOn: row.ended_on, stopped: stoppedOf(row) },
    next: keeps ? nextSteps(row.state, standing, stages, waiting) : [],
    steps: keeps
      ? projectSteps
          .filter((step) => mayTake(step, row.state))
          .map((step) => ({ step, obstacle: obstacle(step, standing) }))
      : [],
    may: actsOf(reading, row, stages),
    items: await withSeenHazards(tx, actor, await itemViews(tx, { tenantId, secrets, now: at }, row)),
    money: whole ? money : { ...money, receipts: [], payments: [] },
    stages,
    spots: await spotViews(tx, row),
    facilities: await facilityViews(tx, row),
    inspectors: whole ? await inspectorViews(tx, secrets, row) : [],
    ...{ defects, questions, satisfaction: await satisfactionOf(tx, tenantId, id), today: dayOf(at) },
  }
}

/** Whoever may not open a matter sees its number and state, not what it says. */
async function untitled<Row extends { readonly title: string }>(
  tx: Tx,
  actor: Actor,
  rows: readonly Row[],
  idOf: (row: Row) => MatterId,
): Promise<Row[]> {
  const seen = await mattersInScope(tx, actor, rows.map(idOf))
  return rows.map((row) => (seen.has(idOf(row)) ? row : { ...row, title: '' }))
}

async function withSeenHazards(tx: Tx, actor: Actor, items: readonly ItemView[]): Promise<ItemView[]> {
  const hazards = await untitled(
    tx,
    actor,
    items.flatMap((item) => item.hazards),
    ({ id }) => id,
  )
  const byId = new Map(hazards.map((hazard) => [hazard.id, hazard]))
  return items.map((item) => ({ ...item, hazards: item.hazards.map((one) => byId.get(one.id) ?? one) }))
}

async function readsWhole(tx: Tx, { tenantId, actor }: Reading, id: ProjectId): Promise<boolean> {
  const { rows } = await sql`select from renewal.projects p where p.tenant_id = ${tenantId} and p.id = ${id}
    and ${readerScopeSql(actor)}`.execute(tx)
  return rows.length > 0
}

/** What the reader may do now: pages show buttons by it, the services decide by the same rules. */
function actsOf({ actor }: Reading, row: HeadSource, stages: ProjectView['stages']): ProjectAct[] {
  const { state } = row
  const keeps = keepingPost(actor, row.place_path) !== null
  const when = (act: ProjectAct, holds: boolean): ProjectAct[] => (holds ? [act] : [])
  const dates = stages.map(({ stage, beganOn, finishedOn }) => ({ stage, began_on: beganOn, finished_on: finishedOn }))
  const handedOver = dates.some(({ stage, finished_on }) => stage === 'handover' && finished_on !== null)
  return [
    ...when('change', keeps && mayChange(state)),
    ...when('plan_stages', keeps && state === 'draft'),
    ...when('items', keeps && mayChange(state)),
    ...when('money', keeps && moneyMoves(state)),
    ...when('stages', keeps && isMoving(state)),
    ...when('spots', keeps && mayAdd(state)),
    ...when('photos', photoPost(actor, row) !== null && mayAdd(state)),
    ...when('inspectors', keeps && mayAdd(state)),
    ...when('report_defect', keeps && isMoving(state)),
    ...when('facilities', keeps && isMoving(state) && !handedOver),
    ...when('answer', keeps),
    ...when('paper_answers', keeps && openSurvey(state, dates) !== null),
  ]
}

/** Posts that may keep what is built. */
export async function keepersFor(tx: Tx, reading: Reading, id: ProjectId) {
  return { keepers: await keepersOf(tx, await loadHead(tx, reading, id), reading.at) }
}
