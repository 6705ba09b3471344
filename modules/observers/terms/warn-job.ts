import { systemActor } from '../../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../../kernel/db.ts'
import { record } from '../../../kernel/events/record.ts'
import type { Tick } from '../../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../../kernel/tenants.ts'
import { type Day, dayOf } from '../../../kernel/time/day.ts'
import { formatDay } from '../../../kernel/time/time-words.ts'
import { notify } from '../../notices/public.ts'
import { type TermEnding, type TermId, termEnding, termStream } from '../events.ts'
import { rulesOf } from './rules.ts'
import { daysAfter } from './term.ts'

interface Ending {
  id: TermId
  person_id: PersonId
  place_path: string
  to_on: Day
}

/** Tells who holds a term, and the street office above its place, that it ends soon: once for each end. */
export async function warnOfEnds(db: Db, now: Date): Promise<void> {
  await forEachTenant(db, async (tenantId) => {
    await db.tx(async (tx) => {
      const today = dayOf(now)
      const { warnDays } = await rulesOf(tx, tenantId)
      const { rows } = await sql<Ending>`update observers.terms set warned_on = ${today}::date
        where tenant_id = ${tenantId} and ended_on is null and warned_on is null and from_on <= ${today}::date
          and to_on > ${today}::date and to_on <= ${daysAfter(today, warnDays)}::date
        returning id, person_id, place_path, to_on::text as to_on`.execute(tx)
      for (const term of rows) await warn(tx, tenantId, term, now)
    })
  })
}

async function warn(tx: Tx, tenantId: TenantId, term: Ending, at: Date): Promise<void> {
  const { rows: office } = await sql<{ person_id: PersonId }>`
    select a.person_id from people.posts_view p cross join lateral people.acting(p.tenant_id, p.id, ${at}) a
    where p.tenant_id = ${tenantId} and p.role = 'street' and p.abolished_at is null
      and starts_with(${term.place_path}, p.place_path)
      and length(p.place_path) = (select max(length(q.place_path)) from people.posts_view q
        where q.tenant_id = p.tenant_id and q.role = 'street' and q.abolished_at is null
          and starts_with(${term.place_path}, q.place_path))`.execute(tx)
  const words = {
    zh: `聘期将于${formatDay('zh', term.to_on)}届满`,
    en: `A term of office ends on ${formatDay('en', term.to_on)}`,
  }
  const notice = { tenantId, topic: 'term_ending', words, at }
  await notify(tx, { ...notice, personIds: [term.person_id], subject: { kind: 'lead', id: term.id } })
  await notify(tx, {
    ...notice,
    personIds: office.map((row) => row.person_id).filter((person) => person !== term.person_id),
    subject: { kind: 'observer', id: term.id },
  })
  const payload: TermEnding = { termId: term.id, toOn: term.to_on }
  await record(tx, { tenantId, stream: termStream(term.id), type: termEnding, at, actor: systemActor, payload })
}

export const warnTick: Tick = {
  name: 'observers.warn_of_ends',
  everyMs: 6 * 3_600_000,
  run: async ({ db, clock }) => {
    await warnOfEnds(db, clock.now())
    return false
  },
}
