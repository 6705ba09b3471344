import { systemActor } from '../../kernel/actor.ts'
import { newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { recordMany } from '../../kernel/events/record.ts'
import type { DueDraft } from './due.ts'
import { type Asked, askedNow, spareSubject, standingOf } from './due-making.ts'
import * as events from './events.ts'
import { holderFor } from './holder.ts'
import type { RuleSpec } from './rule.ts'
import type { VisitSubject } from './subject.ts'
import type { DueId, SubjectRecord } from './tables.ts'

interface Made {
  readonly id: DueId
  readonly subject: VisitSubject
  readonly draft: DueDraft
  readonly holder: PostId
}

/**
 * Many subjects that visits did not know before, with the standing dues that the rules in force ask for now: what
 * `subjectHappened` does for one, in a few statements for all. One that is known already is left as it is.
 */
export async function subjectsAppeared(
  tx: Tx,
  now: Date,
  tenantId: TenantId,
  subjects: readonly VisitSubject[],
): Promise<void> {
  if (subjects.length === 0) return
  const fresh = await insertSubjects(tx, now, tenantId, subjects)
  const asked = await askedNow(tx, tenantId, now)
  const holder = holdersIn(tx, tenantId, now)
  const drafts = draftsOf(asked, now)
  const made: Made[] = []
  for (const subject of fresh)
    for (const draft of drafts(subject))
      made.push({ id: newId<'due'>(), subject, draft, holder: await holder(subject, draft.rule.spec.by) })
  await insertMade(tx, now, tenantId, made)
  await recordMany(tx, tenantId, [
    ...fresh.map(({ kind, id, placeId }) => event(id, events.subjectKnown, { subject: { kind, id }, placeId }, now)),
    ...made.map((due) => event(due.subject.id, events.dueMade, tellOf(due), now)),
  ])
  await spareThose(tx, now, tenantId, made)
}

/** What is asked of subjects of the same kind and tags is the same: found once, for working days are dear to count. */
function draftsOf(asked: Asked, now: Date) {
  const found = new Map<string, readonly DueDraft[]>()
  return ({ kind, tags }: VisitSubject): readonly DueDraft[] => {
    const key = JSON.stringify([kind, tags])
    const known = found.get(key)
    if (known) return known
    const standing = standingOf(asked, { kind, tags: [...tags], known_at: now }, now)
    const drafts = [...new Map(standing.map((draft) => [`${draft.rule.code} ${draft.origin}`, draft])).values()]
    found.set(key, drafts)
    return drafts
  }
}

const event = (id: string, type: string, payload: object, at: Date) => ({
  ...{ stream: events.streamOf(id), type, at, actor: systemActor, payload },
})

const tellOf = ({ id, subject, draft, holder }: Made): events.DueMade => ({
  ...{ subject: { kind: subject.kind, id: subject.id }, dueId: id, rule: draft.rule.code, version: draft.rule.version },
  ...{ origin: draft.origin, method: draft.method, fromAt: draft.fromAt.toISOString() },
  ...{ deadlineAt: draft.deadlineAt.toISOString(), holderPostId: holder },
})

async function insertSubjects(tx: Tx, now: Date, tenantId: TenantId, subjects: readonly VisitSubject[]) {
  const rows = subjects.map(({ kind, id, name, placeId, placePath, gridId, tags, stairs }) => ({
    ...{ kind, id, name, place_id: placeId, place_path: placePath, grid_id: gridId, tags },
    ...{ unit: stairs?.unit ?? null, floor: stairs?.floor ?? null, room: stairs?.room ?? null },
  }))
  const { rows: written } = await sql<{ id: string }>`
    insert into visits.subjects (tenant_id, kind, id, name, place_id, place_path, grid_id, tags, unit, floor, room,
      known_at, changed_at)
    select ${tenantId}, s.kind, s.id, s.name, s.place_id, s.place_path, s.grid_id, s.tags, s.unit, s.floor, s.room,
      ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(kind text, id uuid, name text, place_id uuid,
      place_path text, grid_id uuid, tags text[], unit text, floor integer, room text)
    on conflict do nothing returning id`.execute(tx)
  const fresh = new Set(written.map(({ id }) => id))
  return subjects.filter(({ id }) => fresh.has(id))
}

/** Whoever answers in a building for what is asked for in the same words is found once. */
export function holdersIn(tx: Tx, tenantId: TenantId, now: Date) {
  const found = new Map<string, PostId>()
  return async ({ placeId, gridId }: Pick<VisitSubject, 'placeId' | 'gridId'>, by: RuleSpec['by']): Promise<PostId> => {
    const key = `${placeId} ${gridId} ${JSON.stringify(by)}`
    const known = found.get(key) ?? (await holderFor(tx, tenantId, { place_id: placeId, grid_id: gridId }, by, now))
    found.set(key, known)
    return known
  }
}

async function insertMade(tx: Tx, now: Date, tenantId: TenantId, made: readonly Made[]): Promise<void> {
  if (made.length === 0) return
  const rows = made.map(({ id, subject, draft, holder }) => ({
    ...{ id, kind: subject.kind, subject: subject.id, rule: draft.rule.code, version: draft.rule.version },
    ...{ origin: draft.origin, standing: draft.standing, method: draft.method, priority: draft.priority },
    ...{ from_at: draft.fromAt, deadline_at: draft.deadlineAt, holder, place: subject.placeId },
    ...{ path: subject.placePath, grid: subject.gridId },
  }))
  await sql`insert into visits.dues (tenant_id, id, subject_kind, subject_id, rule_code, rule_version, origin, standing,
      method, priority, from_at, deadline_at, state, holder_post_id, place_id, place_path, grid_id, made_at, changed_at)
    select ${tenantId}, d.id, d.kind, d.subject, d.rule, d.version, d.origin, d.standing, d.method, d.priority, d.from_at,
      d.deadline_at, 'open', d.holder, d.place, d.path, d.grid, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, kind text, subject uuid, rule text,
      version integer, origin text, standing boolean, method text, priority integer, from_at timestamptz,
      deadline_at timestamptz, holder uuid, place uuid, path text, grid uuid)`.execute(tx)
}

/** Of whom more than one thing is asked, what lies near is merged as ever. */
async function spareThose(tx: Tx, now: Date, tenantId: TenantId, made: readonly Made[]): Promise<void> {
  const counts = new Map<VisitSubject, number>()
  for (const { subject } of made) counts.set(subject, (counts.get(subject) ?? 0) + 1)
  for (const [{ kind, id }, count] of counts) {
    if (count < 2 && kind === 'household') continue
    const ref: Pick<SubjectRecord, 'tenant_id' | 'kind' | 'id'> = {
      tenant_id: tenantId,
      kind,
      id: id as SubjectRecord['id'],
    }
    await spareSubject(tx, ref, now)
  }
}
