import type { RawBuilder } from 'kysely'
import type { Static } from 'typebox'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { type Day, dayFromNumber, dayNumberFrom, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import { worksOn } from '../../kernel/time/work-calendar.ts'
import { calendarOf } from '../matters/public.ts'
import { placeOf } from '../places/public.ts'
import type { DueRow, DueView, listDues, WeekView } from './contract.ts'
import { type CoveragePart, excludedReasons } from './coverage.ts'
import { difficultyCategories } from './difficulty.ts'
import { mondayOf, type Period, periodOf } from './due.ts'
import { dueInScope } from './due-store.ts'
import { historyOf } from './history.ts'
import { askedOf } from './questions.ts'
import { seesPersonal, sourceOf } from './subject.ts'
import type { DueId, DueRecord } from './tables.ts'
import { holds, mayDrop, mayRecord } from './visit-policy.ts'
import { visitScopeOf, visitScopeSql } from './visit-scope.ts'
import { dayToPlan } from './week.ts'

type Row = Static<typeof DueRow>

interface Raw extends DueRecord {
  subject_name: string
  rule_name: { zh: string; en: string }
  place: Row['place']
  holder: Row['holder']
  merged: number
  planned: Row['planned']
}

/** Columns of a row; `weekOn` says in which week its place is looked for. */
const rowSql = (weekOn: Day) => sql`d.*, s.name as subject_name, r.spec -> 'name' as rule_name,
  json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en,
    'above', json_build_object('name', coalesce(a.name, ''), 'nameEn', coalesce(a.name_en, '')),
    'point', case when p.lng is not null and p.lat is not null then json_build_object('lng', p.lng, 'lat', p.lat) end) as place,
  json_build_object('id', h.id, 'name', h.name, 'nameEn', h.name_en) as holder,
  (select count(*)::integer from visits.dues m where m.tenant_id = d.tenant_id and m.merged_into_id = d.id) as merged,
  (select json_build_object('day', i.day, 'position', i.position, 'why', i.why, 'byHand', i.by_hand) from visits.plan_items i
    where i.tenant_id = d.tenant_id and i.week_on = ${weekOn} and i.due_id = d.id) as planned`

const subjectSql = sql`join visits.subjects s
  on s.tenant_id = d.tenant_id and s.kind = d.subject_kind and s.id = d.subject_id`

/** What filters look at. */
const soughtSql = sql`visits.dues d ${subjectSql}`

/** What a row says beside. */
const saidSql = sql`join visits.rule_versions r on r.tenant_id = d.tenant_id and r.code = d.rule_code and r.version = d.rule_version
  join places.places_view p on p.tenant_id = d.tenant_id and p.id = d.place_id
  left join places.places_view a on a.tenant_id = d.tenant_id and a.id = p.parent_id
  left join people.posts_view h on h.tenant_id = d.tenant_id and h.id = d.holder_post_id`

const fromSql = sql`from ${soughtSql} ${saidSql}`

function presentRow(raw: Raw, now: Date): Row {
  return {
    id: raw.id,
    subject: { kind: raw.subject_kind, id: raw.subject_id, name: raw.subject_name },
    place: raw.place,
    rule: { code: raw.rule_code, name: raw.rule_name },
    method: raw.method,
    standing: raw.standing,
    state: raw.state,
    fromAt: raw.from_at.toISOString(),
    deadlineAt: raw.deadline_at.toISOString(),
    lamp: raw.state === 'open' ? lampOf(raw.deadline_at, now) : null,
    holder: raw.holder,
    tries: raw.tries,
    lastTryAt: raw.last_try_at?.toISOString() ?? null,
    merged: raw.merged,
    endedAt: raw.ended_at?.toISOString() ?? null,
    endedWhy: raw.ended_why,
    dropReason: raw.drop_reason,
    planned: raw.planned,
  }
}

/** Red after the deadline, yellow on its day. */
const lampOf = (deadline: Date, now: Date) =>
  now > deadline ? 'red' : dayOf(deadline) === dayOf(now) ? 'yellow' : 'green'

/** The condition for a part of the coverage on `visits.dues d`; what coverage.ts says, in SQL. */
export function partSql(part: CoveragePart): RawBuilder<boolean> {
  const excluded = sql<boolean>`(d.state in ('merged', 'capped') or d.state = 'dropped' and d.drop_reason in (${sql.join([...excludedReasons])}))`
  if (part === 'excluded') return excluded
  return part === 'numerator' ? sql<boolean>`d.state = 'done'` : sql<boolean>`not ${excluded}`
}

/** A quarter by name. */
export function quarterNamed(name: string): Period {
  const [year = '2000', quarter = '1'] = name.split('-Q')
  return periodOf('quarter', `${year}-${String(Number(quarter) * 3).padStart(2, '0')}-01`)
}

export const deadlineIn = ({ fromOn, toOn }: Pick<Period, 'fromOn' | 'toOn'>): RawBuilder<boolean> =>
  sql<boolean>`d.deadline_at >= ${startOf(fromOn)} and d.deadline_at < ${startOf(toOn)}`

const dayAfter = (day: Day): Day => dayFromNumber(dayNumberFrom(day) + 1)

const startOf = (day: Day): Date => new Date(startOfDayMs(dayNumberFrom(day)))

export async function placeSql(
  tx: Tx,
  tenantId: TenantId,
  placeId: PlaceId,
  directly: boolean,
): Promise<RawBuilder<boolean>> {
  const place = await placeOf(tx, tenantId, placeId)
  if (!place) return notFound()
  return directly
    ? sql<boolean>`d.place_path = ${place.path}`
    : sql<boolean>`d.place_path >= ${place.path} and d.place_path < ${`${place.path}:`}`
}

/** What a list, a count or an export shows, on `visits.dues d` with `visits.subjects s`. */
export async function filterSql(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof listDues>,
  now: Date,
): Promise<RawBuilder<boolean>> {
  const {
    state,
    overdue,
    mine,
    q,
    quarter,
    dueFrom,
    dueTo,
    subjectKind,
    part,
    placeId,
    gridId,
    directly,
    postId,
    rule,
  } = query
  const conditions = [sql<boolean>`d.tenant_id = ${actor.tenantId}`, visitScopeSql(visitScopeOf(actor))]
  if (state && state.length > 0) conditions.push(sql<boolean>`d.state in (${sql.join([...state])})`)
  if (overdue) conditions.push(sql<boolean>`d.state = 'open' and d.deadline_at < ${now}`)
  if (mine) conditions.push(mineSql(actor))
  if (q?.trim()) conditions.push(sql<boolean>`s.name ilike ${`%${q.trim().replace(/[\\%_]/g, '\\$&')}%`}`)
  if (quarter) conditions.push(deadlineIn(quarterNamed(quarter)))
  if (dueFrom) conditions.push(sql<boolean>`d.deadline_at >= ${startOf(dueFrom)}`)
  if (dueTo) conditions.push(sql<boolean>`d.deadline_at < ${startOf(dayAfter(dueTo))}`)
  if (subjectKind) conditions.push(sql<boolean>`d.subject_kind = ${subjectKind}`)
  if (part) conditions.push(partSql(part))
  if (placeId) conditions.push(await placeSql(tx, actor.tenantId, placeId, directly ?? false))
  if (gridId) conditions.push(sql<boolean>`d.grid_id = ${gridId}`)
  if (postId) conditions.push(sql<boolean>`d.holder_post_id = ${postId}`)
  if (rule) conditions.push(sql<boolean>`d.rule_code = ${rule}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** What posts hold for which the actor acts. */
export const mineSql = (actor: Actor): RawBuilder<boolean> =>
  sql<boolean>`d.holder_post_id = any(${actor.posts
    .filter(({ role }) => role !== 'supervisor' && role !== 'administrator')
    .map(({ postId }) => postId)}::uuid[])`

export async function duePage(tx: Tx, actor: Actor, query: QueryOf<typeof listDues>, now: Date) {
  const { offset = 0, limit = 50 } = query
  const where = await filterSql(tx, actor, query, now)
  const order = sql`order by (d.state = 'open') desc, d.deadline_at, d.id`
  // Thousands are sorted and counted, fifty are shown: only for those is looked up what their rows say.
  const { rows } = await sql<Raw>`with page as materialized (
      select d.* from ${soughtSql} where ${where} ${order} offset ${offset} limit ${limit})
    select ${rowSql(mondayOf(dayOf(now)))} from page d ${subjectSql} ${saidSql} ${order}`.execute(tx)
  const { rows: counted } = await sql<{
    total: number
  }>`select count(*)::integer as total from ${soughtSql} where ${where}`.execute(tx)
  return { rows: rows.map((raw) => presentRow(raw, now)), total: counted[0]?.total ?? 0, offset, limit }
}

/** My week: the days with what stands in them, and what waits. On a day of rest the week that comes. */
export async function weekOf(tx: Tx, actor: Actor, on: Day | undefined, now: Date): Promise<WeekView> {
  const today = dayOf(now)
  const calendar = await calendarOf(tx, actor.tenantId)
  const weekOn = mondayOf(on ?? dayToPlan(calendar, today))
  const { rows: inWeek } = await sql<Raw>`select ${rowSql(weekOn)} ${fromSql}
    join visits.plan_items i on i.tenant_id = d.tenant_id and i.due_id = d.id and i.week_on = ${weekOn} and i.person_id = ${actor.personId}
    where d.tenant_id = ${actor.tenantId} and d.state in ('open', 'done')
    order by i.day, i.position, d.deadline_at, d.id`.execute(tx)
  const { rows: waiting } = await sql<Raw>`select ${rowSql(weekOn)} ${fromSql}
    where d.tenant_id = ${actor.tenantId} and d.state = 'open' and ${mineSql(actor)}
      and not exists (select from visits.plan_items i where i.tenant_id = d.tenant_id and i.due_id = d.id and i.week_on = ${weekOn})
    order by d.deadline_at, d.id limit 200`.execute(tx)
  const { rows: plans } = await sql`select 1 from visits.plans
    where tenant_id = ${actor.tenantId} and person_id = ${actor.personId} and week_on = ${weekOn}`.execute(tx)
  const items = inWeek.map((raw) => presentRow(raw, now))
  const rest = waiting.map((raw) => presentRow(raw, now))
  const first = dayNumberFrom(weekOn)
  const days = [0, 1, 2, 3, 4, 5, 6]
    .map((n) => ({ day: dayFromNumber(first + n), works: worksOn(calendar, first + n) }))
    .map(({ day, works }) => ({ day, works, items: items.filter(({ planned }) => planned?.day === day) }))
    .filter(({ works, items: own }) => works || own.length > 0)
  const done = items.filter(({ state }) => state === 'done').length
  const overdue = [...items, ...rest].filter(({ lamp }) => lamp === 'red').length
  const counts = { planned: items.length, done, overdue, waiting: rest.length }
  return { weekOn, today, planned: plans.length > 0, days, waiting: rest, counts }
}

/** One due with all that its call needs. */
export async function viewDue(tx: Tx, secrets: Secrets, actor: Actor, dueId: DueId, now: Date): Promise<DueView> {
  const due = await dueInScope(tx, actor, dueId)
  if (!due) return notFound()
  const { rows } = await sql<Raw>`select ${rowSql(mondayOf(dayOf(now)))} ${fromSql}
    where d.tenant_id = ${actor.tenantId} and d.id = ${dueId}`.execute(tx)
  const [raw] = rows
  if (!raw) return notFound()
  const { questions, known, photos } = await askedOf(tx, due, now)
  const { rows: mergedDues } = await sql<{ rule: Row['rule']['name']; why: Row['rule']['name'] }>`
    select r.spec -> 'name' as rule, d.ended_why as why ${fromSql}
    where d.tenant_id = ${actor.tenantId} and d.merged_into_id = ${dueId} order by d.made_at, d.id`.execute(tx)
  const ref = { kind: due.subject_kind, id: due.subject_id }
  const open = due.state === 'open'
  const personal = seesPersonal(actor, due)
  return {
    ...presentRow(raw, now),
    contacts: personal
      ? [...((await sourceOf(due.subject_kind)?.contacts(tx, secrets, actor.tenantId, due.subject_id)) ?? [])]
      : [],
    questions: [...questions],
    known,
    photos,
    mergedDues,
    history: personal ? await historyOf(tx, secrets, actor.tenantId, ref, 20) : [],
    categories: await difficultyCategories(tx, actor.tenantId, due.subject_kind, now),
    may: { record: mayRecord(actor, due), drop: open && mayDrop(actor, due), plan: open && holds(actor, due) },
  }
}
