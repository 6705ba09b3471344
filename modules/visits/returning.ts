import type { TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { addSpan } from '../../kernel/time/span.ts'
import {
  type Asked,
  askedNow,
  keepStanding,
  keepSubject,
  originKey,
  spareSubject,
  standingOf,
  tell,
} from './due-making.ts'
import { updateDue } from './due-store.ts'
import * as events from './events.ts'
import { holderFor } from './holder.ts'
import { isTriggered, type VisitRule } from './rule.ts'
import type { VisitSubject } from './subject.ts'
import type { DueRecord, SubjectRecord } from './tables.ts'
import { signalDues } from './visit-live.ts'

/**
 * A subject that had ended is there again, for it came back or had never gone: what was dropped because it ended is to
 * be done after all, and its standing dues are kept as before.
 * @param over triggers whose dues stay dropped, for what they were about did not come back with it
 */
export async function subjectReturned(
  tx: Tx,
  now: Date,
  tenantId: TenantId,
  subject: VisitSubject,
  over: readonly string[] = [],
): Promise<void> {
  const known = await keepSubject(tx, now, tenantId, subject)
  const asked = await askedNow(tx, tenantId, now)
  if (known.ended_at) {
    await sql`update visits.subjects set ended_at = null, ended_why = null, changed_at = ${now}
      where tenant_id = ${tenantId} and kind = ${known.kind} and id = ${known.id}`.execute(tx)
    await tell(tx, known, events.subjectReturned, {}, now)
    await reopen(tx, known, await lostWith(tx, known, known.ended_at), asked, { over, now })
  }
  await keepStanding(tx, known, now, asked)
}

/** What was dropped as a subject ended, then what was to be done on the same way. */
async function lostWith(tx: Tx, { tenant_id, kind, id }: SubjectRecord, endedAt: Date): Promise<DueRecord[]> {
  const { rows } = await sql<DueRecord>`
    with dropped as (
      select * from visits.dues where tenant_id = ${tenant_id} and subject_kind = ${kind} and subject_id = ${id}
        and state = 'dropped' and drop_reason = 'subject_ended' and ended_at = ${endedAt})
    select * from dropped
    union all
    select d.* from visits.dues d join dropped i on i.id = d.merged_into_id where d.tenant_id = ${tenant_id}
    order by made_at, id`.execute(tx)
  return rows
}

async function reopen(
  tx: Tx,
  subject: SubjectRecord,
  lost: readonly DueRecord[],
  asked: Asked,
  { over, now }: { readonly over: readonly string[]; readonly now: Date },
): Promise<void> {
  const rules = new Map(asked.rules.filter(({ spec }) => !spec.paused).map((rule) => [rule.code, rule]))
  const standing = new Set(standingOf(asked, subject, now).map(originKey))
  const holds = (due: DueRecord): VisitRule | null => {
    const rule = rules.get(due.rule_code)
    if (!rule || (isTriggered(rule.spec.when) && over.includes(rule.spec.when.on))) return null
    return !due.standing || standing.has(originKey({ rule, origin: due.origin })) ? rule : null
  }
  const again = new Set(lost.filter((due) => due.state === 'dropped' && holds(due)).map(({ id }) => id))
  for (const due of lost) {
    const rule = holds(due)
    // What goes along with one that is to be done again is answered by it.
    if (!rule || (due.merged_into_id && again.has(due.merged_into_id))) continue
    const { when, by } = rule.spec
    const limit = { amount: isTriggered(when) ? when.within : limitOfOthers, unit: 'working_days' as const }
    const deadline = due.deadline_at > now ? due.deadline_at : addSpan(asked.calendar, now, limit)
    const holder = await holderFor(tx, subject.tenant_id, subject, by, now)
    const set = {
      ...{ state: 'open' as const, merged_into_id: null, drop_reason: null, ended_at: null, ended_why: null },
      ...{ deadline_at: deadline, holder_post_id: holder },
      ...{ place_id: subject.place_id, place_path: subject.place_path, grid_id: subject.grid_id },
    }
    await updateDue(tx, due, set, now)
    const told = { dueId: due.id, deadlineAt: deadline.toISOString(), holderPostId: holder }
    await tell(tx, subject, events.dueReopened, told, now)
    await signalDues(tx, [{ ...due, ...set }])
  }
  await spareSubject(tx, subject, now)
}

/** Working days for what no happening of a rule asked for: a wish to be called again. */
const limitOfOthers = 5
