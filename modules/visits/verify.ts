import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { walk } from '../../kernel/events/walk.ts'
import { streamOf } from './events.ts'
import { foldSubject, nothingTold, type Told, type ToldDue, type ToldSubject, type ToldVisit } from './recount.ts'
import type { DueId, VisitId } from './tables.ts'

/** Folds the events of every subject and holds it, its dues and its visits against what they say, one subject after the other. */
export const verifyVisits: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const told = new Map<string, ToldSubject>()
  const events = sql<Told & { stream: string }>`select stream, type, at, payload from kernel.events_view
    where tenant_id = ${tenantId} and stream >= 'visits:' and stream < 'visits;' order by stream, seq`
  for await (const { stream, ...event } of walk(tx, 'visit_events', events)) {
    const subject = told.get(stream) ?? nothingTold()
    told.set(stream, subject)
    foldSubject(subject, event)
  }
  await verifySubjects(verifying, told)
  const dues = await verifyDues(verifying, told)
  const visits = await verifyEach(verifying, told)
  for (const [stream, left] of told) {
    for (const id of left.dues.keys())
      verifying.report({ check: 'visits.due', stream, what: `${id}: the ledger knows of a due that is gone` })
    for (const id of left.visits.keys())
      verifying.report({ check: 'visits.visit', stream, what: `${id}: the ledger knows of a visit that is gone` })
  }
  return { dues, visits }
}

type Stories = ReadonlyMap<string, ToldSubject>

/** Whether a subject is still there; that it was told of at all is held by `things`. */
async function verifySubjects({ tx, tenantId, report }: Verifying, told: Stories): Promise<void> {
  const rows = sql<{ id: string; ended_at: Date | null }>`select id, ended_at from visits.subjects
    where tenant_id = ${tenantId} order by kind, id`
  for await (const { id, ended_at } of walk(tx, 'visit_subjects', rows)) {
    const stream = streamOf(id)
    const known = told.get(stream)
    if (!known) continue
    const what = differs({ ended_at: ended_at?.toISOString() ?? null }, { ended_at: known.endedAt })
    if (what) report({ check: 'visits.subject', stream, what: `${id}: ${what}` })
  }
}

async function verifyDues({ tx, tenantId, report }: Verifying, told: Stories): Promise<number> {
  const rows = sql<Omit<ToldDue, 'from_at' | 'deadline_at' | 'ended_at'> & Row<DueId> & Dates>`
    select id, subject_id, state, rule_code, rule_version, origin, method, from_at, deadline_at, holder_post_id, tries,
      visit_id, merged_into_id, drop_reason, ended_at
    from visits.dues where tenant_id = ${tenantId} order by id`
  let looked = 0
  for await (const { id, subject_id, from_at, deadline_at, ended_at, ...row } of walk(tx, 'dues', rows)) {
    looked++
    const stream = streamOf(subject_id)
    const dates = { from_at: from_at.toISOString(), deadline_at: deadline_at.toISOString() }
    const due: ToldDue = { ...row, ...dates, ended_at: ended_at?.toISOString() ?? null }
    const what = differs(due, told.get(stream)?.dues.get(id), ['deadline_at'])
    if (what) report({ check: 'visits.due', stream, what: `${id}: ${what}` })
    told.get(stream)?.dues.delete(id)
  }
  return looked
}

interface Row<Id> {
  readonly id: Id
  readonly subject_id: string
}

interface Dates {
  readonly from_at: Date
  readonly deadline_at: Date
  readonly ended_at: Date | null
}

/** Words may be erased by law: where they stand, they are those of which the ledger keeps the hash. */
async function verifyEach({ tx, tenantId, report }: Verifying, told: Stories): Promise<number> {
  const rows = sql<Omit<ToldVisit, 'held_at'> & Row<VisitId> & { held_at: Date; reached: boolean }>`
    select v.id, v.subject_id, v.due_id, v.method, v.supplement, v.reached, v.held_at, f.matter_id, m.words_hash
    from visits.visits v
    left join visits.difficulties f on f.tenant_id = v.tenant_id and f.visit_id = v.id
    left join visits.remarks m on m.tenant_id = v.tenant_id and m.visit_id = v.id
    where v.tenant_id = ${tenantId} order by v.id`
  let looked = 0
  for await (const { id, subject_id, held_at, reached, ...row } of walk(tx, 'visits', rows)) {
    looked++
    const stream = streamOf(subject_id)
    const known = told.get(stream)?.visits.get(id)
    const isErased = row.words_hash === null
    const visit: ToldVisit = { ...row, held_at: held_at.toISOString() }
    const expected = known && { ...known, ...(isErased ? { words_hash: null } : {}) }
    const unsaid = reached ? [] : (['held_at', 'words_hash'] as const)
    const what = differs(visit, expected, unsaid)
    if (what) report({ check: 'visits.visit', stream, what: `${id}: ${what}` })
    told.get(stream)?.visits.delete(id)
  }
  return looked
}
