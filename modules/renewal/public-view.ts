import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { MyProject, PublicItem, PublicProject } from './contract.ts'
import { inspectorOf } from './defect-service.ts'
import { publicMoney } from './money-view.ts'
import { placeNames } from './names.ts'
import { defectViews, questionViews, satisfactionOf } from './neighbour-view.ts'
import { isMoving, mayAdd } from './project.ts'
import { type HeadSource, headSql, sumsOf } from './project-rows.ts'
import { keptByOf, stoppedOf } from './project-view.ts'
import { keepingPost, photoPost, staffScopeSql } from './scope.ts'
import { publicStages } from './stage-view.ts'
import { openSurvey } from './survey-service.ts'
import type { ProjectRecord } from './tables.ts'
import { workItemOf } from './work-items.ts'
import { itemsOf, originsOf, spotViews } from './work-view.ts'

interface Asking {
  readonly tenantId: TenantId
  readonly actor: Actor | null
  readonly secrets: Secrets
  readonly now: Date
}

/** A project by the code of its poster, as everybody sees it; with what the reader may do. */
export async function publicProject(tx: Tx, asking: Asking, code: string): Promise<PublicProject> {
  const { tenantId, actor, now } = asking
  const { rows } = await sql<HeadSource>`${headSql(dayOf(now))} where p.tenant_id = ${tenantId}
    and p.code = ${code.toUpperCase()} and p.started_on is not null`.execute(tx)
  const row = rows[0] ?? notFound()
  const stages = await publicStages(tx, row, now)
  const dates = stages.map(({ stage, beganOn, finishedOn }) => ({ stage, began_on: beganOn, finished_on: finishedOn }))
  const place = await placeNames(tx, tenantId, row.touched_ids)
  const items = await publicItems(tx, asking, row)
  const defects = await defectViews(tx, row, actor, now)
  const openDefects = defects.filter(({ open }) => open).length
  const survey = openSurvey(row.state, dates)
  const ideas = new Map(items.flatMap((item) => item.ideas.map((idea) => [idea.id, idea.authors])))
  const reader = await readerOf(tx, asking, row, survey)
  return {
    ...{ id: row.id, code: row.code, title: row.title, words: row.words, state: row.state },
    place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
    ...{ touched: row.touched_ids.map(place), households: row.households, stage: row.stage },
    ...{ startedOn: row.started_on, endedOn: row.ended_on, stopped: stoppedOf(row), keptBy: keptByOf(row), items },
    ideaAuthors: [...ideas.values()].reduce((sum, n) => sum + n, 0),
    ...{ stages, sums: sumsOf(row), money: await publicMoney(tx, row), spots: await spotViews(tx, row) },
    ...{ inspectors: await countInspectors(tx, row), openDefects, closedDefects: defects.length - openDefects },
    questions: await questionViews(tx, row, { personId: actor?.personId ?? null, staff: false }),
    satisfaction: await satisfactionOf(tx, tenantId, row.id),
    ...{ survey, today: dayOf(now) },
    reader: { ...reader, defects: defects.filter(({ mayOpen }) => reader.inspector || (reader.staff && mayOpen)) },
  }
}

async function publicItems(tx: Tx, asking: Asking, project: ProjectRecord): Promise<PublicItem[]> {
  const items = (await itemsOf(tx, project)).filter(({ dropped_at }) => dropped_at === null)
  const origins = await originsOf(tx, asking, project)
  const place = await placeNames(
    tx,
    project.tenant_id,
    items.map(({ place_id }) => place_id),
  )
  return items.map((item) => {
    const hazards = origins.hazards(item.id)
    return {
      ...{ id: item.id, code: item.code, class: workItemOf(item.code)?.class ?? 'basic', place: place(item.place_id) },
      ...{ words: item.words, byVote: item.by_vote, ideas: origins.ideas(item.id), hazards: hazards.length },
      hazardsClosed: hazards.filter(({ open }) => !open).length,
    }
  })
}

async function countInspectors(tx: Tx, { tenant_id, id }: ProjectRecord): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from renewal.inspectors
    where tenant_id = ${tenant_id} and project_id = ${id} and to_on is null`.execute(tx)
  return rows[0]?.n ?? 0
}

async function readerOf(tx: Tx, { tenantId, actor }: Asking, row: HeadSource, survey: PublicProject['survey']) {
  if (!actor)
    return {
      signedIn: false,
      answered: false,
      inspector: false,
      staff: false,
      mayReportDefect: false,
      mayAddPhotos: false,
    }
  const inspector = (await inspectorOf(tx, row, actor.personId)) !== null
  const { rows } = await sql<{ staff: boolean; answered: boolean }>`select ${staffScopeSql(actor)} as staff,
      exists (select from renewal.answers a where a.tenant_id = p.tenant_id and a.project_id = p.id
        and a.survey = ${survey} and a.person_id = ${actor.personId}) as answered
    from renewal.projects p where p.tenant_id = ${tenantId} and p.id = ${row.id}`.execute(tx)
  const { staff = false, answered = false } = rows[0] ?? {}
  const keeps = keepingPost(actor, row.place_path) !== null
  return {
    ...{ signedIn: true, answered, inspector, staff },
    mayReportDefect: isMoving(row.state) && (inspector || keeps),
    mayAddPhotos: mayAdd(row.state) && photoPost(actor, row) !== null,
  }
}

/** Projects that somebody inspects or sees as staff, and those where they live. */
export async function myProjects(tx: Tx, { tenantId, actor, now }: Asking & { readonly actor: Actor }) {
  const { rows: homes } = await sql<{ path: string }>`select l.path from people.persons_view n
    join places.places_view l on l.tenant_id = n.tenant_id and l.id = n.home_place_id
    where n.tenant_id = ${tenantId} and n.id = ${actor.personId}`.execute(tx)
  const home = homes[0]?.path ?? ''
  const inspects = sql<boolean>`exists (select from renewal.inspectors n where n.tenant_id = p.tenant_id
    and n.project_id = p.id and n.person_id = ${actor.personId} and n.to_on is null)`
  const atHome = sql<boolean>`(${home} <> '' and starts_with(${home}, p.place_path))`
  const { rows } = await sql<HeadSource & { inspector: boolean; staff: boolean }>`${headSql(
    dayOf(now),
    sql`, ${inspects} as inspector, ${staffScopeSql(actor)} as staff`,
  )} where p.tenant_id = ${tenantId} and p.started_on is not null
    and (${inspects} or ${staffScopeSql(actor)} or ${atHome})
    order by p.state in ('done', 'stopped'), p.created_at desc, p.id limit 100`.execute(tx)
  return { projects: rows.map(mineView) }
}

const mineView = (row: HeadSource & { inspector: boolean; staff: boolean }): MyProject => ({
  ...{ id: row.id, code: row.code, title: row.title, state: row.state },
  place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
  ...{ stage: row.stage, late: row.late !== null, openDefects: row.open_defects },
  ...{ inspector: row.inspector, staff: row.staff },
})
