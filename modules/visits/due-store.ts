import type { Actor } from '../../kernel/actor.ts'
import { newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { DueDraft } from './due.ts'
import type { SubjectRef } from './subject.ts'
import type { DueId, DueRecord, SubjectRecord } from './tables.ts'
import { visitScopeOf, visitScopeSql } from './visit-scope.ts'

/** A due that the actor may see, locked for a change; null where it does not exist for that actor. */
export async function lockDueInScope(tx: Tx, actor: Actor, dueId: DueId): Promise<DueRecord | null> {
  const { rows } = await sql<DueRecord>`select d.* from visits.dues d
    where d.tenant_id = ${actor.tenantId} and d.id = ${dueId} and ${visitScopeSql(visitScopeOf(actor))}
    for no key update of d`.execute(tx)
  return rows[0] ?? null
}

/** The same without a lock, for reading. */
export async function dueInScope(tx: Tx, actor: Actor, dueId: DueId): Promise<DueRecord | null> {
  const { rows } = await sql<DueRecord>`select d.* from visits.dues d
    where d.tenant_id = ${actor.tenantId} and d.id = ${dueId} and ${visitScopeSql(visitScopeOf(actor))}`.execute(tx)
  return rows[0] ?? null
}

/** The subject, locked: all that decides about its dues goes through this lock. */
export async function lockSubject(tx: Tx, tenantId: TenantId, { kind, id }: SubjectRef): Promise<SubjectRecord | null> {
  const { rows } = await sql<SubjectRecord>`select * from visits.subjects
    where tenant_id = ${tenantId} and kind = ${kind} and id = ${id} for no key update`.execute(tx)
  return rows[0] ?? null
}

export async function openDuesOf(tx: Tx, tenantId: TenantId, { kind, id }: SubjectRef): Promise<DueRecord[]> {
  const { rows } = await sql<DueRecord>`select * from visits.dues
    where tenant_id = ${tenantId} and subject_kind = ${kind} and subject_id = ${id} and state = 'open'
    order by deadline_at, id for no key update`.execute(tx)
  return rows
}

/** A due that is to be, with the post that will hold it. */
export interface HeldDraft {
  readonly draft: DueDraft
  readonly holder: PostId
}

/** Writes dues that are not there yet. @returns those that were not: the others were asked for before. */
export async function insertDues(
  tx: Tx,
  subject: SubjectRecord,
  drafts: readonly HeldDraft[],
  at: Date,
): Promise<DueRecord[]> {
  const values = drafts.map(
    ({ draft, holder }) => sql`(${subject.tenant_id}, ${newId()}, ${subject.kind}, ${subject.id}, ${draft.rule.code},
      ${draft.rule.version}, ${draft.origin}, ${draft.standing}, ${draft.method}, ${draft.priority}, ${draft.fromAt},
      ${draft.deadlineAt}, 'open', ${holder}, ${subject.place_id}, ${subject.place_path}, ${subject.grid_id}, ${at}, ${at})`,
  )
  const { rows } = await sql<DueRecord>`
    insert into visits.dues (tenant_id, id, subject_kind, subject_id, rule_code, rule_version, origin, standing, method,
      priority, from_at, deadline_at, state, holder_post_id, place_id, place_path, grid_id, made_at, changed_at)
    values ${sql.join(values)} on conflict on constraint dues_once do nothing returning *`.execute(tx)
  return rows
}

/** Which of these a subject was asked for already. */
export async function knownOrigins(tx: Tx, tenantId: TenantId, { kind, id }: SubjectRef): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`select rule_code || ' ' || origin as key from visits.dues
    where tenant_id = ${tenantId} and subject_kind = ${kind} and subject_id = ${id}`.execute(tx)
  return new Set(rows.map(({ key }) => key))
}

type Changes = Partial<Omit<DueRecord, 'tenant_id' | 'id'>>

/** Sets columns of a due. */
export async function updateDue(
  tx: Tx,
  due: Pick<DueRecord, 'tenant_id' | 'id'>,
  set: Changes,
  at: Date,
): Promise<void> {
  await tx
    .withTables<{ 'visits.dues': DueRecord }>()
    .updateTable('visits.dues')
    .set({ ...asColumns(set), changed_at: at })
    .where('tenant_id', '=', due.tenant_id)
    .where('id', '=', due.id)
    .execute()
}

/** Words are a JSON column. */
const asColumns = (set: Changes): Changes =>
  set.ended_why ? { ...set, ended_why: JSON.stringify(set.ended_why) as never } : set

/** When a subject was reached before. */
export async function contactsOf(tx: Tx, tenantId: TenantId, { kind, id }: SubjectRef, since: Date): Promise<Date[]> {
  const { rows } = await sql<{ held_at: Date }>`select held_at from visits.visits
    where tenant_id = ${tenantId} and subject_kind = ${kind} and subject_id = ${id} and reached and not supplement
      and held_at >= ${since}`.execute(tx)
  return rows.map((row) => row.held_at)
}
