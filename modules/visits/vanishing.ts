import { systemActor } from '../../kernel/actor.ts'
import type { TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { recordMany } from '../../kernel/events/record.ts'
import * as events from './events.ts'
import type { SubjectKind } from './rule.ts'

/** Keeps visits of these subjects out until the transaction ends: whoever records one has the subject first (`lockSubject`). */
export async function lockSubjects(
  tx: Tx,
  tenantId: TenantId,
  kind: SubjectKind,
  ids: readonly string[],
): Promise<void> {
  await sql`select from visits.subjects where tenant_id = ${tenantId} and kind = ${kind} and id = any(${[...ids]}::uuid[])
    order by id for no key update`.execute(tx)
}

/**
 * Many subjects end at once, as `subjectEnded` ends one: their open dues are dropped with the reason. One that has ended
 * already, or that visits do not know, is left as it is.
 */
export async function subjectsVanished(
  tx: Tx,
  now: Date,
  tenantId: TenantId,
  kind: SubjectKind,
  ids: readonly string[],
  why: Words,
): Promise<void> {
  if (ids.length === 0) return
  const words = JSON.stringify(why)
  const { rows: ended } = await sql<{ id: string }>`
    with live as (
      select id from visits.subjects where tenant_id = ${tenantId} and kind = ${kind} and id = any(${[...ids]}::uuid[])
        and ended_at is null order by id for no key update)
    update visits.subjects s set ended_at = ${now}, ended_why = ${words}::jsonb, changed_at = ${now}
    from live where s.tenant_id = ${tenantId} and s.kind = ${kind} and s.id = live.id returning s.id`.execute(tx)
  const { rows: dropped } = await sql<{ id: string; subject: string }>`
    update visits.dues set state = 'dropped', drop_reason = 'subject_ended', ended_at = ${now},
      ended_why = ${words}::jsonb, changed_at = ${now}
    where tenant_id = ${tenantId} and subject_kind = ${kind} and state = 'open'
      and subject_id = any(${ended.map(({ id }) => id)}::uuid[])
    returning id, subject_id as subject`.execute(tx)
  const event = (id: string, type: string, facts: object) => ({
    ...{ stream: events.streamOf(id), type, at: now, actor: systemActor, payload: { subject: { kind, id }, ...facts } },
  })
  await recordMany(tx, tenantId, [
    ...dropped.map(({ id, subject }) => event(subject, events.dueDropped, { dueId: id, reason: 'subject_ended', why })),
    ...ended.map(({ id }) => event(id, events.subjectEnded, { why })),
  ])
}
