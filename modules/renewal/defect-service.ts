import { forbidden, notFound } from '../../kernel/contract/errors.ts'
import { type MatterId, newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { addSpan } from '../../kernel/time/span.ts'
import { calendarOf, reportMatterIn } from '../matters/public.ts'
import type { DefectBody } from './contract.ts'
import { isMoving } from './project.ts'
import { hashOf, itemIn, refuseUnless, tell } from './project-store.ts'
import { type Doing, keepingPost, staffScopeSql } from './scope.ts'
import { type InspectorRecord, mine, type ProjectId, type ProjectRecord } from './tables.ts'

/** The subject by which matters are about a project. */
export const subjectKind = 'renewal'
/** 老旧小区改造, see `matters/defaults`. */
const category = '030202'
/** Working days within which the post that runs the project puts a defect right; an urgent one within a day. */
const defectWorkingDays = 5

/** The inspector that somebody is of a project on this day; null when none. */
export async function inspectorOf(tx: Tx, project: Pick<ProjectRecord, 'tenant_id' | 'id'>, personId: string) {
  const { rows } = await sql<{ id: InspectorRecord['id'] }>`select id from renewal.inspectors
    where tenant_id = ${project.tenant_id} and project_id = ${project.id} and person_id = ${personId}
      and to_on is null`.execute(tx)
  return rows[0]?.id ?? null
}

/** For its inspectors and for who runs it: 404 for those who see it neither way, 403 for staff who only read. */
async function lockForDefects(tx: Tx, { actor, tenantId }: Doing, id: ProjectId) {
  const { rows } = await sql<ProjectRecord & { seen: boolean }>`select p.*, ${staffScopeSql(actor)} as seen
    from renewal.projects p where p.tenant_id = ${tenantId} and p.id = ${id} for no key update of p`.execute(tx)
  const [found] = rows
  if (!found) return notFound()
  const { seen, ...project } = found
  const inspectorId = await inspectorOf(tx, project, actor.personId)
  const postId = keepingPost(actor, project.place_path)
  if (!inspectorId && !postId) return seen ? forbidden() : notFound()
  return { project, inspectorId, postId }
}

/**
 * A defect becomes a matter at the item's place, held by the post that runs the project: it deals with the builder. The
 * inspector counts as its reporter, so the inspector's answer closes it.
 */
export async function reportDefect(tx: Tx, doing: Doing, id: ProjectId, body: DefectBody) {
  const { project, inspectorId, postId } = await lockForDefects(tx, doing, id)
  const { secrets, at, actor, uploader } = doing
  refuseUnless(isMoving(project.state))
  const item = await itemIn(tx, project, body.itemId)
  const by = { ...doing.by, postId: inspectorId ? null : postId }
  const calendar = await calendarOf(tx, project.tenant_id)
  const span = body.urgent
    ? ({ amount: 1, unit: 'days' } as const)
    : ({ amount: defectWorkingDays, unit: 'working_days' } as const)
  const reported = await reportMatterIn(
    tx,
    { clock: { now: () => at }, secrets },
    {
      ...{ tenantId: project.tenant_id, id: body.id ?? newId<'matter'>(), kind: 'demand', category },
      ...{ placeId: item.place_id, placeDetail: null, point: null, title: null, body: body.words.trim() },
      ...{ channel: inspectorId ? 'pocket' : 'counter', selfFound: !inspectorId, visibility: 'open' },
      priority: body.urgent ? 'urgent' : 'normal',
      ...{ reporterId: inspectorId ? actor.personId : null, reporterName: null, reporterPhone: null },
      ...{ recordedBy: inspectorId ? null : actor.personId, fileIds: body.fileIds ?? [], uploadKey: uploader.key },
      ...{ actor: by, patrolPost: null, decided: { postId: project.post_id, dueAt: addSpan(calendar, at, span) } },
      ...{ subject: { kind: subjectKind, id: project.id }, speaksForSubject: true },
    },
  )
  const matterId: MatterId = reported.id
  await mine(tx)
    .insertInto('renewal.defects')
    .values({
      ...{ tenant_id: project.tenant_id, project_id: id, matter_id: matterId, item_id: item.id },
      ...{ inspector_id: inspectorId, at },
    })
    .execute()
  await tell(tx, { project, by, at }, 'defectReported', {
    ...{ ofId: item.id, matterId, hash: hashOf(body.words.trim()) },
  })
  return { matterId, number: reported.number }
}
