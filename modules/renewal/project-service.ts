import { notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { doorCode } from '../../kernel/receipt-code.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { gridOf, placeOf } from '../places/public.ts'
import type { ChangeBody, PlanBody, PlanStagesBody, StepBody } from './contract.ts'
import { mayChange, mayTake, obstacle, type ProjectState, type Standing } from './project.ts'
import {
  type Held,
  hashOf,
  idTaken,
  invalid,
  lockKept,
  projectHash,
  refuse,
  refuseUnless,
  saveProject,
  tell,
} from './project-store.ts'
import { type Doing, keepingPost } from './scope.ts'
import { planObstacle } from './stage-rules.ts'
import { stageCodes, stages } from './stages.ts'
import { mine, type ProjectId, type ProjectRecord, type StageRecord } from './tables.ts'

/** A new project at a place of the actor's; a draft until it is started. */
export async function planProject(tx: Tx, doing: Doing, body: PlanBody): Promise<{ id: ProjectId; code: string }> {
  const { tenantId, actor, at } = doing
  const place = await placeOf(tx, tenantId, body.placeId)
  const postId = place && !place.ended ? keepingPost(actor, place.path) : null
  if (!place || !postId) return notFound()
  const project: ProjectRecord = {
    ...{ tenant_id: tenantId, id: body.id ?? newId<'renewal'>(), code: doorCode(), title: body.title.trim() },
    ...{ words: body.words?.trim() ?? '', place_id: place.id, place_path: place.path },
    ...{ grid_id: await gridOf(tx, tenantId, place.id, at), touched_ids: body.touchedPlaceIds ?? [] },
    ...{ households: body.households ?? null, households_source: body.householdsSource?.trim() || null },
    ...{ consent: body.consent ?? 'two_thirds', state: 'draft', post_id: postId, started_on: null, ended_on: null },
    ...{ stop_reason: null, stop_words: null, received_fen: 0, paid_fen: 0, created_at: at, changed_at: at },
  }
  refuseNumberWithoutSource(project)
  await refuseUnknownPlaces(tx, doing, project)
  const added = await mine(tx)
    .insertInto('renewal.projects')
    .values(project)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) idTaken()
  await mine(tx)
    .insertInto('renewal.stages')
    .values(
      stageCodes.map((stage, i) => ({
        ...{ tenant_id: tenantId, project_id: project.id, stage, position: i + 1, ready: false },
        ...{ planned_from: null, planned_until: null, first_until: null, began_on: null, finished_on: null },
      })),
    )
    .execute()
  const held = { project, by: { ...doing.by, postId }, at }
  await tell(tx, held, 'planned', { hash: projectHash(project), facts: { placeId: place.id } })
  return { id: project.id, code: project.code }
}

function refuseNumberWithoutSource({ households, households_source: source }: ProjectRecord): void {
  if (households !== null && source === null)
    invalid('householdsSource', 'no_source', {
      zh: '请写明户数的来源，例如户籍底册、入户摸底',
      en: 'Please say where the number of households is from',
    })
  if (households === null && source !== null)
    invalid('households', 'no_number', {
      zh: '写了户数的来源，还请填写户数',
      en: 'You said where the number of households is from: please enter the number as well',
    })
}

/** Places touched lie in places that the actor runs. */
async function refuseUnknownPlaces(tx: Tx, { actor }: Doing, { touched_ids: ids, tenant_id }: ProjectRecord) {
  if (ids.length === 0) return
  const { rows } = await sql<{ path: string }>`select path from places.places_view where tenant_id = ${tenant_id}
    and id = any(${ids}::uuid[]) and ended_at is null`.execute(tx)
  if (rows.length !== ids.length || rows.some(({ path }) => keepingPost(actor, path) === null))
    invalid('touchedPlaceIds', 'bad_place', {
      zh: '涉及地点要在您负责的范围内',
      en: 'Places touched have to lie within your own',
    })
}

/** Changes the words, places and households of a project until it is accepted. */
export async function changeProject(tx: Tx, doing: Doing, id: ProjectId, body: ChangeBody): Promise<void> {
  const held = await lockKept(tx, doing, id)
  refuseUnless(mayChange(held.project.state))
  const set: Partial<ProjectRecord> = {
    ...(body.title === undefined ? {} : { title: body.title.trim() }),
    ...(body.words === undefined ? {} : { words: body.words.trim() }),
    ...(body.touchedPlaceIds === undefined ? {} : { touched_ids: body.touchedPlaceIds }),
    ...(body.households === undefined ? {} : { households: body.households }),
    ...(body.householdsSource === undefined ? {} : { households_source: body.householdsSource?.trim() || null }),
    ...(body.consent === undefined ? {} : { consent: body.consent }),
  }
  // Without a number there is no source.
  const project = { ...held.project, ...set }
  if (project.households === null) project.households_source = null
  if (held.project.state !== 'draft' && project.households === null)
    invalid('households', 'households_missing', { zh: '户数不能空', en: 'The number of households is needed' })
  refuseNumberWithoutSource(project)
  if (set.touched_ids) await refuseUnknownPlaces(tx, doing, project)
  await saveProject(tx, held, { ...set, households_source: project.households_source })
  await tell(tx, held, 'changed', { hash: projectHash(project), facts: { changed: Object.keys(set) } })
}

/** Sets the planned days of stages in a draft. */
export async function planStages(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  body: PlanStagesBody,
): Promise<{ planned: number }> {
  const held = await lockKept(tx, doing, id)
  refuseUnless(held.project.state === 'draft')
  const { tenant_id: tenantId } = held.project
  const rows = await stagesOf(tx, held.project)
  const days = new Map<string, { fromOn: string; untilOn: string }>()
  for (const { stage, planned_from: fromOn, planned_until: untilOn } of rows)
    if (fromOn && untilOn) days.set(stage, { fromOn, untilOn })
  for (const { stage, fromOn, untilOn } of body.stages) days.set(stage, { fromOn, untilOn })
  const bad = planObstacle(stages, days)
  if (bad) invalid('stages', 'bad_days', bad)
  for (const { stage, fromOn, untilOn } of body.stages)
    await mine(tx)
      .updateTable('renewal.stages')
      .set({ planned_from: fromOn, planned_until: untilOn, first_until: untilOn })
      .where('tenant_id', '=', tenantId)
      .where('project_id', '=', id)
      .where('stage', '=', stage)
      .execute()
  await tell(tx, held, 'stagesPlanned', { facts: { days: Object.fromEntries(days) } })
  return { planned: days.size }
}

/** The stages of a project in their order. */
export const stagesOf = (tx: Tx, { tenant_id, id }: Pick<ProjectRecord, 'tenant_id' | 'id'>): Promise<StageRecord[]> =>
  mine(tx)
    .selectFrom('renewal.stages')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('project_id', '=', id)
    .orderBy('position')
    .execute()

/** What the rules of `project.ts` need to know. */
export async function standingOf(tx: Tx, project: ProjectRecord): Promise<Standing> {
  const { rows } = await sql<{ items: number; unplanned: number }>`select
      (select count(*)::int from renewal.items i where i.tenant_id = ${project.tenant_id}
        and i.project_id = ${project.id} and i.dropped_at is null) as items,
      (select count(*)::int from renewal.stages s where s.tenant_id = ${project.tenant_id}
        and s.project_id = ${project.id} and s.planned_until is null) as unplanned`.execute(tx)
  const { items = 0, unplanned = 0 } = rows[0] ?? {}
  return { state: project.state, items, unplannedStages: unplanned, households: project.households }
}

/** Starts or stops a project. */
export async function stepProject(
  tx: Tx,
  doing: Doing,
  id: ProjectId,
  body: StepBody,
): Promise<{ state: ProjectState }> {
  const held = await lockKept(tx, doing, id)
  const { step } = body
  refuseUnless(mayTake(step, held.project.state))
  const blocked = obstacle(step, await standingOf(tx, held.project))
  if (blocked) refuse('blocked', blocked)
  return step === 'start' ? start(tx, held) : stop(tx, held, body)
}

async function start(tx: Tx, held: Held): Promise<{ state: ProjectState }> {
  const { project, at } = held
  await saveProject(tx, held, { state: 'running', started_on: dayOf(at) })
  const first = stages.filter(({ after }) => after.length === 0).map(({ code }) => code)
  await mine(tx)
    .updateTable('renewal.stages')
    .set({ ready: true })
    .where('tenant_id', '=', project.tenant_id)
    .where('project_id', '=', project.id)
    .where('stage', 'in', first)
    .execute()
  await tell(tx, held, 'started', { to: 'running', facts: { startedOn: dayOf(at) } })
  return { state: 'running' }
}

async function stop(tx: Tx, held: Held, { reason, words }: StepBody): Promise<{ state: ProjectState }> {
  const missing = { zh: '请选原因并写明', en: 'Please choose a reason and say why' }
  if (!reason || !words?.trim()) return invalid(reason ? 'words' : 'reason', 'reason_missing', missing)
  const { project, at } = held
  await saveProject(tx, held, {
    ...{ state: 'stopped', stop_reason: reason, stop_words: words.trim(), ended_on: dayOf(at) },
  })
  await freeOrigins(tx, project)
  await tell(tx, held, 'stopped', { to: 'stopped', hash: hashOf(words.trim()), facts: { reason } })
  return { state: 'stopped' }
}

/** Ideas and hazards of a stopped project may be taken up by another. */
async function freeOrigins(tx: Tx, { tenant_id, id }: ProjectRecord): Promise<void> {
  await sql`delete from renewal.item_ideas where tenant_id = ${tenant_id} and project_id = ${id}`.execute(tx)
  await sql`delete from renewal.item_hazards where tenant_id = ${tenant_id} and project_id = ${id}`.execute(tx)
}
