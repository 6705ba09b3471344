import { type EventActor, systemActor } from '../../kernel/actor.ts'
import type { PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record, recordAll } from '../../kernel/events/record.ts'
import { dayMs } from '../../kernel/time/day.ts'
import type { WorkCalendar } from '../../kernel/time/work-calendar.ts'
import { calendarOf } from '../matters/public.ts'
import { limitsFor, type OpenDue, spare } from './disturbance.ts'
import { type DueDraft, duesAfter, standingDues } from './due.ts'
import {
  contactsOf,
  type HeldDraft,
  insertDues,
  knownOrigins,
  lockSubject,
  openDuesOf,
  updateDue,
} from './due-store.ts'
import * as events from './events.ts'
import { holderFor } from './holder.ts'
import type { VisitRule } from './rule.ts'
import { rulesInForce, settingsOf } from './rules-store.ts'
import type { SubjectRef, VisitSubject } from './subject.ts'
import type { DueRecord, SubjectRecord } from './tables.ts'
import { signalDues } from './visit-live.ts'

/** Standing dues are made so many days before their period begins, so that a week can be planned over its edge. */
const aheadDays = 7

/**
 * Makes the dues that the rules in force ask for after something happened to a subject, and keeps its standing ones.
 * Asked again for the same it makes nothing.
 */
export async function subjectHappened(
  tx: Tx,
  now: Date,
  tenantId: TenantId,
  subject: VisitSubject,
  trigger: string,
): Promise<void> {
  const known = await keepSubject(tx, now, tenantId, subject)
  if (known.ended_at) return
  const asked = await askedNow(tx, tenantId, now)
  const seen = { kind: known.kind, tags: known.tags }
  await makeDues(tx, known, duesAfter(asked.rules, seen, { trigger, at: now }, asked.calendar), now)
  await keepStanding(tx, known, now, asked)
}

/** Name, place or tags changed: open dues move along, and what the tags ask for is kept. */
export async function subjectChanged(tx: Tx, now: Date, tenantId: TenantId, subject: VisitSubject): Promise<void> {
  const known = await keepSubject(tx, now, tenantId, subject)
  if (!known.ended_at) await keepStanding(tx, known, now, await askedNow(tx, tenantId, now))
}

/** The subject left, ended or was merged: open dues are dropped with the reason. */
export async function subjectEnded(tx: Tx, now: Date, tenantId: TenantId, ref: SubjectRef, why: Words): Promise<void> {
  const subject = await lockSubject(tx, tenantId, ref)
  if (!subject || subject.ended_at) return
  await sql`update visits.subjects set ended_at = ${now}, ended_why = ${JSON.stringify(why)}::jsonb, changed_at = ${now}
    where tenant_id = ${tenantId} and kind = ${ref.kind} and id = ${ref.id}`.execute(tx)
  for (const due of await openDuesOf(tx, tenantId, ref)) await dropDue(tx, due, 'subject_ended', why, systemActor, now)
  await tell(tx, subject, events.subjectEnded, { why }, now)
}

/** What was made due at an instant by something that is taken back now; a due that was met stays. */
export async function takeBackDues(
  tx: Tx,
  now: Date,
  tenantId: TenantId,
  ref: SubjectRef,
  { madeAt, why }: { readonly madeAt: Date; readonly why: Words },
): Promise<void> {
  for (const due of await openDuesOf(tx, tenantId, ref))
    if (due.made_at.getTime() === madeAt.getTime()) await dropDue(tx, due, 'not_needed', why, systemActor, now)
}

/** Ends a due without a visit. */
export async function dropDue(
  tx: Tx,
  due: DueRecord,
  reason: NonNullable<DueRecord['drop_reason']>,
  why: Words,
  actor: EventActor,
  at: Date,
): Promise<void> {
  await updateDue(tx, due, { state: 'dropped', drop_reason: reason, ended_at: at, ended_why: why }, at)
  const ended: events.DueEnded = { subject: refOf(due), dueId: due.id, reason, why }
  await record(tx, {
    tenantId: due.tenant_id,
    stream: events.streamOf(due.subject_id),
    type: events.dueDropped,
    at,
    actor,
    payload: ended,
  })
  await signalDues(tx, [due])
}

export const refOf = (due: Pick<DueRecord, 'subject_kind' | 'subject_id'>) => ({
  kind: due.subject_kind,
  id: due.subject_id as string,
})

/** What is asked for in general: the rules in force, and on which days offices work. */
export interface Asked {
  readonly rules: readonly VisitRule[]
  readonly calendar: WorkCalendar
}

export const askedNow = async (tx: Tx, tenantId: TenantId, now: Date): Promise<Asked> => ({
  rules: await rulesInForce(tx, tenantId, now),
  calendar: await calendarOf(tx, tenantId),
})

/** The standing dues that a subject should have: for now, and for what begins within a week. */
export function standingOf(
  { rules, calendar }: Asked,
  subject: Pick<SubjectRecord, 'kind' | 'tags' | 'known_at'>,
  now: Date,
): DueDraft[] {
  const seen = { kind: subject.kind, tags: subject.tags, knownAt: subject.known_at }
  const soon = new Date(now.getTime() + aheadDays * dayMs)
  return [now, soon]
    .flatMap((at) => standingDues(rules, seen, at, calendar))
    .filter(({ deadlineAt }) => deadlineAt > now)
}

/** Makes the standing dues of one subject that are not there yet. */
export async function keepStanding(tx: Tx, subject: SubjectRecord, now: Date, asked: Asked): Promise<void> {
  await makeDues(tx, subject, standingOf(asked, subject, now), now)
}

/** By what a due is known among those of its subject. */
export const originKey = ({ rule, origin }: Pick<DueDraft, 'rule' | 'origin'>): string => `${rule.code} ${origin}`

/** Writes what is not there yet, each with its holder, and then spares the subject what is too much. */
export async function makeDues(tx: Tx, subject: SubjectRecord, drafts: readonly DueDraft[], now: Date): Promise<void> {
  if (drafts.length === 0) return
  const before = await knownOrigins(tx, subject.tenant_id, subject)
  const fresh = drafts.filter((draft) => !before.has(originKey(draft)))
  if (fresh.length === 0) return
  const holders = await holdersOf(tx, subject, fresh, now)
  await tellMade(tx, subject, await insertDues(tx, subject, holders, now), now)
  await spareSubject(tx, subject, now)
}

/** Whoever is asked for in the same words is the same: a subject's dues made together lie in one hand. */
async function holdersOf(tx: Tx, subject: SubjectRecord, drafts: readonly DueDraft[], now: Date) {
  const found = new Map<string, PostId>()
  const held: HeldDraft[] = []
  for (const draft of drafts) {
    const { by } = draft.rule.spec
    const words = JSON.stringify(by)
    const holder = found.get(words) ?? (await holderFor(tx, subject.tenant_id, subject, by, now))
    found.set(words, holder)
    held.push({ draft, holder })
  }
  return held
}

async function tellMade(tx: Tx, subject: SubjectRecord, dues: readonly DueRecord[], now: Date): Promise<void> {
  const { tenant_id: tenantId } = subject
  const made = dues.map((due) => ({
    subject: { kind: subject.kind, id: subject.id },
    dueId: due.id,
    rule: due.rule_code,
    version: due.rule_version,
    origin: due.origin,
    method: due.method,
    fromAt: due.from_at.toISOString(),
    deadlineAt: due.deadline_at.toISOString(),
    holderPostId: due.holder_post_id,
  }))
  const stream = events.streamOf(subject.id)
  await recordAll(tx, { tenantId, stream, type: events.dueMade, at: now, actor: systemActor }, made)
  await signalDues(tx, dues)
}

/** Merges what lies near and caps what is beyond the quota; says why. */
export async function spareSubject(
  tx: Tx,
  subject: Pick<SubjectRecord, 'tenant_id' | 'kind' | 'id'>,
  now: Date,
): Promise<void> {
  const dues = await openDuesOf(tx, subject.tenant_id, subject)
  // One alone meets no other, and no quota is kept for households.
  if (dues.length < 2 && subject.kind === 'household') return
  const rules = new Map(
    (await rulesOf(tx, subject.tenant_id, dues)).map((rule) => [`${rule.code} ${rule.version}`, rule.name]),
  )
  const open: OpenDue[] = dues.map((due) => ({
    id: due.id,
    rule: rules.get(`${due.rule_code} ${due.rule_version}`) ?? { zh: due.rule_code, en: due.rule_code },
    standing: due.standing,
    priority: due.priority,
    method: due.method,
    fromAt: due.from_at,
    deadlineAt: due.deadline_at,
  }))
  const contacts = await contactsOf(tx, subject.tenant_id, subject, new Date(now.getTime() - 100 * dayMs))
  const { kept, merged, capped } = spare(
    open,
    contacts,
    limitsFor(subject.kind, await settingsOf(tx, subject.tenant_id, now)),
  )
  const byId = new Map<string, DueRecord>(dues.map((due) => [due.id, due]))
  const idOf = (id: string) => byId.get(id)
  for (const one of kept) {
    const due = idOf(one.id)
    if (!due || !one.changed) continue
    const set = { from_at: one.fromAt, deadline_at: one.deadlineAt, method: one.method }
    await updateDue(tx, due, set, now)
    const widened = {
      dueId: due.id,
      fromAt: one.fromAt.toISOString(),
      deadlineAt: one.deadlineAt.toISOString(),
      method: one.method,
    }
    await tell(tx, subject, events.dueWidened, widened, now)
  }
  for (const { id, into, why } of merged) {
    const due = idOf(id)
    const target = idOf(into)
    if (!due || !target) continue
    await updateDue(tx, due, { state: 'merged', merged_into_id: target.id, ended_at: now, ended_why: why }, now)
    // What it answered for itself goes along.
    await sql`update visits.dues set merged_into_id = ${target.id}, changed_at = ${now}
      where tenant_id = ${due.tenant_id} and merged_into_id = ${due.id}`.execute(tx)
    await tell(tx, subject, events.dueMerged, { dueId: id, intoId: into, why }, now)
  }
  for (const { id, why } of capped) {
    const due = idOf(id)
    if (!due) continue
    await updateDue(tx, due, { state: 'capped', ended_at: now, ended_why: why }, now)
    await tell(tx, subject, events.dueCapped, { dueId: id, why }, now)
  }
}

async function rulesOf(tx: Tx, tenantId: TenantId, dues: readonly DueRecord[]) {
  const codes = [...new Set(dues.map(({ rule_code }) => rule_code))]
  const { rows } = await sql<{ code: string; version: number; name: Words }>`
    select code, version, spec -> 'name' as name from visits.rule_versions
    where tenant_id = ${tenantId} and code = any(${codes})`.execute(tx)
  return rows
}

/** Writes the subject as it is now, and moves its open dues along. */
export async function keepSubject(
  tx: Tx,
  now: Date,
  tenantId: TenantId,
  subject: VisitSubject,
): Promise<SubjectRecord> {
  const before = await lockSubject(tx, tenantId, subject)
  const { stairs } = subject
  const { rows } = await sql<SubjectRecord>`
    insert into visits.subjects (tenant_id, kind, id, name, place_id, place_path, grid_id, tags, unit, floor, room,
      known_at, changed_at)
    values (${tenantId}, ${subject.kind}, ${subject.id}, ${subject.name}, ${subject.placeId}, ${subject.placePath},
      ${subject.gridId}, ${[...subject.tags]}::text[], ${stairs?.unit ?? null}, ${stairs?.floor ?? null},
      ${stairs?.room ?? null}, ${now}, ${now})
    on conflict (tenant_id, kind, id) do update set name = excluded.name, place_id = excluded.place_id,
      place_path = excluded.place_path, grid_id = excluded.grid_id, tags = excluded.tags, unit = excluded.unit,
      floor = excluded.floor, room = excluded.room, changed_at = excluded.changed_at
    returning *`.execute(tx)
  const [known] = rows
  if (!known) throw new Error('a subject vanished while it was written')
  if (!before) await tell(tx, known, events.subjectKnown, { placeId: known.place_id }, now)
  if (before && (before.place_path !== known.place_path || before.grid_id !== known.grid_id))
    await moveDues(tx, known, now)
  return known
}

/** A subject that moved takes its open dues along, to whoever answers there. */
async function moveDues(tx: Tx, subject: SubjectRecord, now: Date): Promise<void> {
  const rules = await rulesInForce(tx, subject.tenant_id, now)
  for (const due of await openDuesOf(tx, subject.tenant_id, subject)) {
    const by = rules.find(({ code }) => code === due.rule_code)?.spec.by ?? [{ role: 'community' as const }]
    const holder = await holderFor(tx, subject.tenant_id, subject, by, now)
    const where = { place_id: subject.place_id, place_path: subject.place_path, grid_id: subject.grid_id }
    await updateDue(tx, due, { ...where, holder_post_id: holder }, now)
    if (holder !== due.holder_post_id) await handOver(tx, due, holder, now)
  }
}

/** Tells that another post holds a due now. */
export async function handOver(
  tx: Tx,
  due: DueRecord,
  toPostId: DueRecord['holder_post_id'],
  now: Date,
): Promise<void> {
  const handed: events.DueHanded = {
    subject: refOf(due),
    dueId: due.id,
    fromPostId: due.holder_post_id,
    toPostId,
  }
  await record(tx, {
    tenantId: due.tenant_id,
    stream: events.streamOf(due.subject_id),
    type: events.dueHanded,
    at: now,
    actor: systemActor,
    payload: handed,
  })
  await signalDues(tx, [due, { ...due, holder_post_id: toPostId }])
}

/** Appends an event to the stream of a subject. */
export function tell(
  tx: Tx,
  subject: Pick<SubjectRecord, 'tenant_id' | 'kind' | 'id'>,
  type: string,
  facts: object,
  at: Date,
): Promise<number> {
  return record(tx, {
    tenantId: subject.tenant_id,
    stream: events.streamOf(subject.id),
    type,
    at,
    actor: systemActor,
    payload: { subject: { kind: subject.kind, id: subject.id }, ...facts },
  })
}
