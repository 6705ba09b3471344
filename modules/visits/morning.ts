import { Type } from 'typebox'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { type Db, sql, type Tx } from '../../kernel/db.ts'
import { job } from '../../kernel/jobs/jobs.ts'
import { forEachTenant } from '../../kernel/tenants.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { isWorkday } from '../../kernel/time/work-calendar.ts'
import { calendarOf } from '../matters/public.ts'
import { digest } from '../notices/public.ts'
import { type Asked, askedNow, keepStanding, originKey, standingOf } from './due-making.ts'
import { lockSubject } from './due-store.ts'
import { planEverybody } from './planning.ts'
import type { DueId, SubjectRecord } from './tables.ts'

/** Eight and half past in Beijing: weeks are laid before the office opens, and what is late is told. */
const beforeOffice = '0 0 * * *'
const everyMorning = '30 0 * * *'

/** Standing dues of the coming period, and everybody's week. */
export const planJob = job({
  name: 'visits.plan',
  data: Type.Object({}),
  cron: beforeOffice,
  handle: async (_data, { db, clock }) => keepAndPlan(db, clock.now()),
})

export const morningJob = job({
  name: 'visits.morning',
  data: Type.Object({}),
  cron: everyMorning,
  handle: async (_data, { db, clock }) => tellMorning(db, clock.now()),
})

/** Makes standing dues, then plans. Run again it changes nothing. */
export async function keepAndPlan(db: Db, now: Date): Promise<void> {
  await forEachTenant(db, async (tenantId) => {
    const asked = await db.tx((tx) => askedNow(tx, tenantId, now))
    // On most days hardly anybody lacks a due: only those are locked and written, each for itself.
    for (const ref of await db.read((tx) => subjectsThatLack(tx, tenantId, asked, now)))
      await db.tx(async (tx) => {
        const subject = await lockSubject(tx, tenantId, ref)
        if (subject && !subject.ended_at) await keepStanding(tx, subject, now, asked)
      })
    await db.tx((tx) => planEverybody(tx, tenantId, now))
  })
}

/** Subjects for which a standing due should be there and is not. */
async function subjectsThatLack(tx: Tx, tenantId: TenantId, asked: Asked, now: Date) {
  const { rows } = await sql<Lacking>`select s.kind, s.id, s.tags, s.known_at,
      array(select d.rule_code || ' ' || d.origin from visits.dues d where d.tenant_id = s.tenant_id
        and d.subject_kind = s.kind and d.subject_id = s.id) as origins
    from visits.subjects s where s.tenant_id = ${tenantId} and s.ended_at is null order by s.kind, s.id`.execute(tx)
  return rows.filter((subject) => {
    const there = new Set(subject.origins)
    return standingOf(asked, subject, now).some((draft) => !there.has(originKey(draft)))
  })
}

type Lacking = Pick<SubjectRecord, 'kind' | 'id' | 'tags' | 'known_at'> & { readonly origins: readonly string[] }

interface Line {
  readonly person_id: PersonId
  readonly id: DueId
  readonly name: string
  readonly post: { zh: string; en: string }
  readonly deadline_at: Date
  readonly how: 'today' | 'overdue' | 'below'
}

/** One digest a workday: what stands in my day, what of mine is late, and what is late at a post that reports to mine. */
export async function tellMorning(db: Db, now: Date): Promise<void> {
  await forEachTenant(db, (tenantId) =>
    db.tx(async (tx) => {
      if (!isWorkday(await calendarOf(tx, tenantId), now)) return
      const persons = groupByPerson(await linesOf(tx, tenantId, now))
      await digest(tx, { tenantId, topic: 'visits', day: dayOf(now), at: now, persons })
    }),
  )
}

async function linesOf(tx: Tx, tenantId: TenantId, now: Date): Promise<Line[]> {
  const { rows } = await sql<Line>`
    with late as materialized (
      select d.id, d.holder_post_id, d.deadline_at, s.name, json_build_object('zh', p.name, 'en', p.name_en) as post, p.reports_to
      from visits.dues d
      join visits.subjects s on s.tenant_id = d.tenant_id and s.kind = d.subject_kind and s.id = d.subject_id
      join people.posts_view p on p.tenant_id = d.tenant_id and p.id = d.holder_post_id
      where d.tenant_id = ${tenantId} and d.state = 'open' and d.deadline_at < ${now}),
    told as (
      select i.person_id, d.id, s.name, json_build_object('zh', p.name, 'en', p.name_en)::jsonb as post, d.deadline_at, 'today' as how
      from visits.plan_items i
      join visits.dues d on d.tenant_id = i.tenant_id and d.id = i.due_id and d.state = 'open'
      join visits.subjects s on s.tenant_id = d.tenant_id and s.kind = d.subject_kind and s.id = d.subject_id
      join people.posts_view p on p.tenant_id = d.tenant_id and p.id = d.holder_post_id
      where i.tenant_id = ${tenantId} and i.day = ${dayOf(now)}
      union
      select a.person_id, l.id, l.name, l.post::jsonb, l.deadline_at, 'overdue' from late l
      cross join lateral people.acting(${tenantId}, l.holder_post_id, ${now}) a
      union
      select a.person_id, l.id, l.name, l.post::jsonb, l.deadline_at, 'below' from late l
      cross join lateral people.acting(${tenantId}, l.reports_to, ${now}) a where l.reports_to is not null)
    select * from told order by person_id, how desc, deadline_at, id`.execute(tx)
  return rows
}

function groupByPerson(lines: readonly Line[]) {
  const byPerson = new Map<PersonId, Line[]>()
  for (const line of lines) byPerson.set(line.person_id, [...(byPerson.get(line.person_id) ?? []), line])
  return [...byPerson].map(([personId, own]) => {
    const count = (how: Line['how']) => own.filter((line) => line.how === how).length
    const below = count('below')
    return {
      personId,
      words: {
        zh: `走访：今天 ${count('today')} 家，超期 ${count('overdue')} 家${below > 0 ? `，下属岗位超期 ${below} 家` : ''}`,
        en: `Visits: ${count('today')} today, ${count('overdue')} overdue${below > 0 ? `, ${below} overdue at posts below` : ''}`,
      },
      lines: own.map((line) => ({
        words:
          line.how === 'below'
            ? { zh: `${line.post.zh}：${line.name} 超期未访`, en: `${line.post.en}: ${line.name} is overdue` }
            : { zh: line.name, en: line.name },
        subject: { kind: 'visit', id: line.id },
        at: line.deadline_at,
      })),
    }
  })
}
