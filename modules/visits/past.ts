import { createHash } from 'node:crypto'
import type { EventActor } from '../../kernel/actor.ts'
import { fail } from '../../kernel/contract/errors.ts'
import { newId, type PostId, type TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { recordMany } from '../../kernel/events/record.ts'
import { requestHash } from '../../kernel/http/command.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { holdersIn } from './appearing.ts'
import { type DueDraft, periodOf, standingDues } from './due.ts'
import { askedNow } from './due-making.ts'
import * as events from './events.ts'
import { isTriggered, type Method, type VisitRule } from './rule.ts'
import type { DueRecord, SubjectRecord, VisitId } from './tables.ts'

// What a book tells of visits before they were recorded here: each quarter has one due of a household, ended when it is
// written. Nothing is open for the past, and the events are of a kind to which nobody who notifies listens.

export interface PastVisit {
  readonly subjectId: string
  readonly heldAt: Date
  readonly method: Method
  readonly reached: boolean
  readonly words: string | null
}

export interface PastCounts {
  readonly kept: number
  readonly same: number
}

interface Past {
  readonly tenantId: TenantId
  readonly now: Date
  readonly by: EventActor
  readonly secrets: Secrets
}

const unreached = { zh: '走访本里只有没见到的记录', en: 'The book only tells of tries' }
const notInBook = { zh: '走访本里这一季没有这一户', en: 'The book has no visit of that quarter' }

/** The rule by which every household is visited once a quarter, and its due in the quarter of a day. */
async function quarterRule(tx: Tx, { tenantId, now }: Pick<Past, 'tenantId' | 'now'>) {
  const { rules, calendar } = await askedNow(tx, tenantId, now)
  const isOfAll = ({ spec: { when, subjectKind } }: VisitRule) =>
    subjectKind === 'household' && !isTriggered(when) && when.every === 'quarter' && when.tag === null
  const found = rules.find(isOfAll)
  if (!found)
    return fail('refused', 'visits.no_quarter_rule', {
      zh: '没有“每户每季度走访”的规则，过去的走访没有可归的季度。请先设置规则',
      en: 'There is no rule of a visit a quarter, by which past visits would count. Please set it first',
    })
  const rule = { ...found, spec: { ...found.spec, paused: false } }
  const known = new Map<string, DueDraft>()
  return (day: string): DueDraft => {
    const { name, fromOn } = periodOf('quarter', day)
    const before = known.get(name)
    if (before) return before
    const seen = { kind: 'household', tags: [], knownAt: new Date(0) }
    const [draft] = standingDues([rule], seen, new Date(`${fromOn}T12:00:00+08:00`), calendar)
    if (!draft) throw new Error(`no working day in ${name}`)
    known.set(name, draft)
    return draft
  }
}

/** The same visit told again has the same id. */
function pastId({ subjectId, heldAt, method, reached }: PastVisit): VisitId {
  const hex = createHash('sha256')
    .update(`past ${subjectId} ${heldAt.toISOString()} ${method} ${reached}`)
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as VisitId
}

type Standing = Pick<DueRecord, 'id' | 'state' | 'tries' | 'visit_id' | 'drop_reason' | 'ended_at' | 'ended_why'> &
  Pick<DueRecord, 'last_try_at' | 'merged_into_id' | 'holder_post_id' | 'rule_version' | 'method' | 'from_at'> &
  Pick<DueRecord, 'deadline_at' | 'origin' | 'rule_code' | 'priority'>

interface Kept {
  readonly subject: SubjectRecord
  readonly due: Standing
  readonly visits: readonly (PastVisit & { readonly id: VisitId; readonly supplement: boolean })[]
}

/**
 * Keeps visits that a book tells of. One that is known, from the book or because it was recorded here (the same
 * household, day and outcome), changes nothing.
 * @param past of some thousand visits at most
 */
export async function keepPast(tx: Tx, past: Past, visits: readonly PastVisit[]): Promise<PastCounts> {
  const { tenantId } = past
  const ids = [...new Set(visits.map(({ subjectId }) => subjectId))]
  const { rows: subjects } = await sql<SubjectRecord>`select * from visits.subjects where tenant_id = ${tenantId}
    and kind = 'household' and id = any(${ids}::uuid[]) order by id for no key update`.execute(tx)
  const known = await knownVisits(tx, tenantId, ids)
  const draftOf = await quarterRule(tx, past)
  const fresh = visits.filter((visit) => {
    const key = visitKey(visit)
    if (known.has(key)) return false
    known.add(key)
    return true
  })
  const standing = await quarterDues(tx, tenantId, ids, draftOf(dayOf(past.now)).rule.code)
  const holder = holdersIn(tx, tenantId, past.now)
  const kept: Kept[] = []
  for (const subject of subjects)
    for (const [draft, of] of byQuarter(fresh, subject.id, draftOf)) {
      const by = draft.rule.spec.by
      const due =
        standing.get(`${subject.id} ${draft.origin}`) ??
        newDue(draft, await holder({ placeId: subject.place_id, gridId: subject.grid_id }, by))
      kept.push(told(subject, due, of, past.now))
    }
  await write(tx, past, kept)
  return { kept: fresh.length, same: visits.length - fresh.length }
}

const visitKey = ({ subjectId, heldAt, reached }: Pick<PastVisit, 'subjectId' | 'heldAt' | 'reached'>) =>
  `${subjectId} ${dayOf(heldAt)} ${reached}`

async function knownVisits(tx: Tx, tenantId: TenantId, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<Pick<PastVisit, 'subjectId' | 'heldAt' | 'reached'>>`
    select subject_id as "subjectId", held_at as "heldAt", reached from visits.visits
    where tenant_id = ${tenantId} and subject_kind = 'household' and subject_id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Set(rows.map(visitKey))
}

async function quarterDues(tx: Tx, tenantId: TenantId, ids: readonly string[], rule: string) {
  const { rows } = await sql<DueRecord>`select * from visits.dues where tenant_id = ${tenantId}
    and subject_kind = 'household' and subject_id = any(${[...ids]}::uuid[]) and rule_code = ${rule}`.execute(tx)
  return new Map<string, Standing>(rows.map((due) => [`${due.subject_id} ${due.origin}`, due]))
}

function byQuarter(visits: readonly PastVisit[], id: string, draftOf: (day: string) => DueDraft) {
  const quarters = new Map<DueDraft, PastVisit[]>()
  for (const visit of visits) {
    if (visit.subjectId !== id) continue
    const draft = draftOf(dayOf(visit.heldAt))
    quarters.set(draft, [...(quarters.get(draft) ?? []), visit])
  }
  return quarters
}

const newDue = ({ rule, origin, method, priority, fromAt, deadlineAt }: DueDraft, holder: PostId): Standing => ({
  ...{ id: newId<'due'>(), state: 'dropped', tries: 0, visit_id: null, drop_reason: 'unreached', ended_at: null },
  ...{ ended_why: unreached, last_try_at: null, merged_into_id: null, holder_post_id: holder, origin, priority },
  ...{ rule_code: rule.code, rule_version: rule.version, method, from_at: fromAt, deadline_at: deadlineAt },
})

/** How a due stands after these visits: the first that reached somebody ends it, all others are kept beside. */
function told(subject: SubjectRecord, due: Standing, visits: readonly PastVisit[], now: Date): Kept {
  let after: Standing = due
  const kept = [...visits]
    .sort((a, b) => a.heldAt.getTime() - b.heldAt.getTime())
    .map((visit) => {
      const id = pastId(visit)
      const isMore = after.state === 'done' || after.state === 'merged' || after.state === 'capped'
      const tried = { tries: after.tries + 1, last_try_at: visit.heldAt }
      if (isMore) return { ...visit, id, supplement: visit.reached }
      if (visit.reached) {
        const ended = { visit_id: id, drop_reason: null, ended_at: now, ended_why: null }
        after = { ...after, ...tried, ...ended, state: 'done' }
      } else if (after.state === 'open') after = { ...after, ...tried }
      else
        after = { ...after, ...tried, drop_reason: 'unreached', ended_why: unreached, ended_at: after.ended_at ?? now }
      return { ...visit, id, supplement: false }
    })
  return { subject, due: after, visits: kept }
}

const hashOf = (words: string): string => requestHash(words).toString('hex')

async function write(tx: Tx, { tenantId, now, by, secrets }: Past, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return
  await writeDues(tx, tenantId, now, kept)
  const visits = kept.flatMap(({ subject, due, visits: of }) =>
    of.map((visit) => ({
      ...{ id: visit.id, due: due.id, subject: subject.id, method: visit.method, reached: visit.reached },
      ...{ supplement: visit.supplement, held_at: visit.heldAt },
    })),
  )
  await sql`insert into visits.visits (tenant_id, id, due_id, subject_kind, subject_id, method, reached, supplement,
      held_at, recorded_at)
    select ${tenantId}, v.id, v.due, 'household', v.subject, v.method, v.reached, v.supplement, v.held_at, ${now}
    from jsonb_to_recordset(${JSON.stringify(visits)}::jsonb) as v(id uuid, due uuid, subject uuid, method text,
      reached boolean, supplement boolean, held_at timestamptz)`.execute(tx)
  const said = kept.flatMap(({ visits: of }) =>
    of.flatMap(({ id, words }) => (words ? [{ id, sealed: secrets.seal(words), hash: hashOf(words) }] : [])),
  )
  await sql`insert into visits.remarks (tenant_id, visit_id, words_sealed, words_hash)
    select ${tenantId}, r.id, r.sealed, r.hash from unnest(${said.map(({ id }) => id)}::uuid[],
      ${said.map(({ sealed }) => sealed)}::bytea[], ${said.map(({ hash }) => hash)}::text[]) as r(id, sealed, hash)`.execute(
    tx,
  )
  await recordMany(
    tx,
    tenantId,
    kept.map(({ subject, due, visits: of }) => ({
      ...{ stream: events.streamOf(subject.id), type: events.pastKept, at: now, actor: by },
      payload: payloadOf(subject, due, of),
    })),
  )
}

const payloadOf = (subject: Pick<SubjectRecord, 'id'>, due: Standing, visits: Kept['visits']): events.PastKept => ({
  ...{ subject: { kind: 'household', id: subject.id }, dueId: due.id },
  due: {
    ...{ state: due.state, rule_code: due.rule_code, rule_version: due.rule_version, origin: due.origin },
    ...{ method: due.method, from_at: due.from_at.toISOString(), deadline_at: due.deadline_at.toISOString() },
    ...{ holder_post_id: due.holder_post_id, tries: due.tries, visit_id: due.visit_id },
    ...{ merged_into_id: due.merged_into_id, drop_reason: due.drop_reason },
    ended_at: due.ended_at?.toISOString() ?? null,
  },
  visits: visits.map(({ id, method, reached, supplement, heldAt, words }) => ({
    ...{ visitId: id, method, reached, supplement, heldAt: heldAt.toISOString() },
    remarkHash: words ? hashOf(words) : null,
  })),
})

async function writeDues(tx: Tx, tenantId: TenantId, now: Date, kept: readonly Kept[]): Promise<void> {
  const rows = kept.map(({ subject, due }) => ({
    ...{ id: due.id, subject: subject.id, rule: due.rule_code, version: due.rule_version, origin: due.origin },
    ...{ method: due.method, priority: due.priority, from_at: due.from_at, deadline_at: due.deadline_at },
    ...{ state: due.state, holder: due.holder_post_id, tries: due.tries, last_try: due.last_try_at },
    ...{ visit: due.visit_id, reason: due.drop_reason, ended_at: due.ended_at, why: due.ended_why },
    ...{ place: subject.place_id, path: subject.place_path, grid: subject.grid_id },
  }))
  await sql`insert into visits.dues (tenant_id, id, subject_kind, subject_id, rule_code, rule_version, origin, standing,
      method, priority, from_at, deadline_at, state, holder_post_id, tries, last_try_at, visit_id, drop_reason, ended_at,
      ended_why, place_id, place_path, grid_id, made_at, changed_at)
    select ${tenantId}, d.id, 'household', d.subject, d.rule, d.version, d.origin, true, d.method, d.priority, d.from_at,
      d.deadline_at, d.state, d.holder, d.tries, d.last_try, d.visit, d.reason, d.ended_at, d.why, d.place, d.path,
      d.grid, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, subject uuid, rule text, version integer,
      origin text, method text, priority integer, from_at timestamptz, deadline_at timestamptz, state text, holder uuid,
      tries integer, last_try timestamptz, visit uuid, reason text, ended_at timestamptz, why jsonb, place uuid,
      path text, grid uuid)
    on conflict (tenant_id, id) do update set state = excluded.state, tries = excluded.tries,
      last_try_at = excluded.last_try_at, visit_id = excluded.visit_id, drop_reason = excluded.drop_reason,
      ended_at = excluded.ended_at, ended_why = excluded.ended_why, changed_at = excluded.changed_at`.execute(tx)
}

/**
 * Of a quarter that is over, whom the book does not name although it tells of their building: they were not visited, and
 * stay in the rate. Who has a due of that quarter already is left as it is.
 * @param day any day of the quarter
 * @returns how many were written
 */
export async function keepNotVisited(tx: Tx, past: Past, day: string, subjectIds: readonly string[]): Promise<number> {
  const { tenantId, now } = past
  const draft = (await quarterRule(tx, past))(day)
  if (draft.deadlineAt >= now) return 0
  const { rows: subjects } = await sql<SubjectRecord>`select s.* from visits.subjects s where s.tenant_id = ${tenantId}
    and s.kind = 'household' and s.id = any(${[...subjectIds]}::uuid[]) and not exists (select from visits.dues d
      where d.tenant_id = s.tenant_id and d.subject_kind = s.kind and d.subject_id = s.id
        and d.rule_code = ${draft.rule.code} and d.origin = ${draft.origin})
    order by s.id for no key update`.execute(tx)
  const holder = holdersIn(tx, tenantId, now)
  const kept: Kept[] = []
  for (const subject of subjects) {
    const post = await holder({ placeId: subject.place_id, gridId: subject.grid_id }, draft.rule.spec.by)
    const ended = { drop_reason: 'other' as const, ended_why: notInBook, ended_at: now }
    kept.push({ subject, due: { ...newDue(draft, post), ...ended }, visits: [] })
  }
  await write(tx, past, kept)
  return kept.length
}
