import type { Actor, EventActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import { type Place, placeOf } from '../places/public.ts'
import { projectStream, type RenewalEvent, type RenewalEventName, renewalEvents } from './events.ts'
import { type Doing, keepingPost, photoPost, staffScopeSql } from './scope.ts'
import { type ItemId, type ItemRecord, mine, type ProjectId, type ProjectRecord } from './tables.ts'

/** A project that is being changed, its row locked. */
export interface Held {
  readonly project: ProjectRecord
  readonly by: EventActor
  readonly at: Date
}
/** The same in the name of a post. */
export interface KeptHeld extends Held {
  readonly postId: PostId
}

async function lockSeen(tx: Tx, actor: Actor, id: ProjectId): Promise<ProjectRecord> {
  const { rows } = await sql<ProjectRecord>`select p.* from renewal.projects p where p.tenant_id = ${actor.tenantId}
    and p.id = ${id} and ${staffScopeSql(actor)} for no key update of p`.execute(tx)
  return rows[0] ?? notFound()
}

/** For who runs the project; 404 out of the actor's places, 403 for who only reads. */
export async function lockKept(tx: Tx, { actor, by, at }: Doing, id: ProjectId): Promise<KeptHeld> {
  const project = await lockSeen(tx, actor, id)
  const postId = keepingPost(actor, project.place_path) ?? forbidden()
  return { project, by: { ...by, postId }, at, postId }
}

/** For who runs it or looks on and adds photos. */
export async function lockForPhotos(tx: Tx, { actor, by, at }: Doing, id: ProjectId): Promise<KeptHeld> {
  const project = await lockSeen(tx, actor, id)
  const postId = photoPost(actor, project) ?? forbidden()
  return { project, by: { ...by, postId }, at, postId }
}

/** By the code of the poster; drafts are for who plans them alone. */
export async function projectByCode(tx: Tx, tenantId: TenantId, code: string): Promise<ProjectRecord> {
  const { rows } = await sql<ProjectRecord>`select * from renewal.projects where tenant_id = ${tenantId}
    and code = ${code.toUpperCase()} and started_on is not null`.execute(tx)
  return rows[0] ?? notFound()
}

export async function saveProject(tx: Tx, { project, at }: Held, set: Partial<ProjectRecord>): Promise<void> {
  await mine(tx)
    .updateTable('renewal.projects')
    .set({ ...set, changed_at: at })
    .where('tenant_id', '=', project.tenant_id)
    .where('id', '=', project.id)
    .execute()
}

/** The event of a change, in the transaction of the change; `to` is the state after it. */
export async function tell(
  tx: Tx,
  { project, by, at }: Held,
  name: RenewalEventName,
  payload: Partial<RenewalEvent> = {},
): Promise<void> {
  await record<RenewalEvent>(tx, {
    ...{ tenantId: project.tenant_id, at, actor: by },
    stream: projectStream(project.id),
    type: renewalEvents[name],
    payload: { projectId: project.id, to: project.state, ...payload },
  })
}

/** The hash by which what stands in a row is known to be what was said. */
export const hashOf = (what: unknown): string => requestHash(what).toString('hex')

/** The words and numbers of a project that people rely on. */
export const projectHash = (p: ProjectRecord): string =>
  hashOf([p.title, p.words, p.households, p.households_source, p.consent, p.touched_ids])

/** A refusal beside a field. */
export const invalid = (path: string, reason: string, words: Words): never =>
  fail('invalid', `renewal.${reason}`, words, [{ path, words }])

export const refuse = (reason: string, words: Words): never => fail('refused', `renewal.${reason}`, words)

export const idTaken = (): never =>
  fail('conflict', 'renewal.id_taken', {
    zh: '这个编号已经用过，请刷新后重试',
    en: 'This id is taken. Reload and try again',
  })

/** Refuses where the state of the project does not allow it. */
export function refuseUnless(allowed: boolean): void {
  if (!allowed)
    fail('conflict', 'renewal.wrong_state', {
      zh: '项目的状态已变，现在不能这样做，请刷新看看',
      en: 'The project has moved on and this cannot be done now. Reload to see it',
    })
}

/** A place of the project: its own, one that it touches, or one below these. */
export async function placeIn(tx: Tx, project: ProjectRecord, placeId: PlaceId): Promise<Place> {
  const place = await placeOf(tx, project.tenant_id, placeId)
  const within = place && !place.ended && (await rootsOf(tx, project)).some((root) => place.path.startsWith(root))
  if (place && within) return place
  return invalid('placeId', 'bad_place', {
    zh: '请选项目范围内的地点',
    en: 'Please choose a place within the project',
  })
}

async function rootsOf(tx: Tx, project: ProjectRecord): Promise<string[]> {
  const { rows } = await sql<{
    path: string
  }>`select path from places.places_view where tenant_id = ${project.tenant_id}
    and id = any(${project.touched_ids}::uuid[])`.execute(tx)
  return [project.place_path, ...rows.map(({ path }) => path)]
}

/** An item of the project that was not dropped. */
export async function itemIn(tx: Tx, project: ProjectRecord, itemId: ItemId): Promise<ItemRecord> {
  const item = await mine(tx)
    .selectFrom('renewal.items')
    .selectAll()
    .where('tenant_id', '=', project.tenant_id)
    .where('project_id', '=', project.id)
    .where('id', '=', itemId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()
  return item ?? invalid('itemId', 'no_item', { zh: '没有这项改造内容', en: 'There is no such work item' })
}
