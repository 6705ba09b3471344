import { Type } from 'typebox'
import type { MatterId, PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { job } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { dayNumberOf, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import { isWorkday } from '../../kernel/time/work-calendar.ts'
import { digest } from '../notices/public.ts'
import { apartSql } from './answering.ts'
import { openSql } from './matter-filter.ts'
import { calendarOf } from './rules-store.ts'

interface Line {
  person_id: PersonId
  id: MatterId
  title: string
  due_at: Date
  overdue: boolean
}

/** Half past eight in Beijing: before the office opens. */
const everyMorning = '30 0 * * *'

/** What is overdue or due today, once a workday and person, instead of a notice for each. */
export const morningJob = job({
  name: 'matters.morning',
  data: Type.Object({}),
  cron: everyMorning,
  handle: async (_data, { db, clock }) => tellMorning(db, clock.now()),
})

/** Tells everybody who acts for a post what waits today. Asked again on the same day it tells nobody twice. */
export async function tellMorning(db: Db, now: Date): Promise<void> {
  await forEachTenant(db, async (tenantId) => {
    await db.tx(async (tx) => {
      if (!isWorkday(await calendarOf(tx, tenantId), now)) return
      const persons = groupByPerson(await waiting(tx, tenantId, now))
      await digest(tx, { tenantId, topic: 'morning', day: dayOf(now), at: now, persons })
    })
  })
}

async function waiting(tx: Tx, tenantId: TenantId, now: Date): Promise<Line[]> {
  const tonight = new Date(startOfDayMs(dayNumberOf(now) + 1))
  const due = sql`m.tenant_id = ${tenantId} and ${openSql} and m.clock_due_at < ${tonight}`
  const line = sql`m.id, m.title, m.clock_due_at as due_at, m.clock_due_at < ${now} as overdue`
  const apart = apartSql({ tenantId, post: sql`m.holder_post_id`, keptFrom: sql`m.shielded_posts`, at: now })
  const { rows } = await sql<Line>`
    with held as materialized (select distinct m.holder_post_id as post from matters.matters m where ${due}),
    acting as materialized (select held.post, a.person_id from held cross join lateral people.acting(${tenantId}, held.post, ${now}) a)
    select acting.person_id, ${line}
    from acting join matters.matters m on m.holder_post_id = acting.post and ${due} and m.shielded_posts is null
    union all
    select a.person_id, ${line} from matters.matters m cross join lateral ${apart} a
    where ${due} and m.shielded_posts is not null
    order by person_id, due_at, id`.execute(tx)
  return rows
}

function groupByPerson(lines: readonly Line[]) {
  const byPerson = new Map<PersonId, Line[]>()
  for (const line of lines) byPerson.set(line.person_id, [...(byPerson.get(line.person_id) ?? []), line])
  return [...byPerson].map(([personId, own]) => {
    const overdue = own.filter((line) => line.overdue).length
    const today = own.length - overdue
    return {
      personId,
      words: {
        zh: `早上好：今天到期 ${today} 件，已超时 ${overdue} 件`,
        en: `Good morning: ${today} due today, ${overdue} overdue`,
      },
      lines: own.map((line) => ({
        words: { zh: `「${line.title}」`, en: `“${line.title}”` },
        subject: { kind: 'matter' as const, id: line.id },
        at: line.due_at,
      })),
    }
  })
}
