import { type Actor, type EventActor, systemActor } from '../../kernel/actor.ts'
import { fail, forbidden, notFound } from '../../kernel/contract/errors.ts'
import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { inMetres } from '../../kernel/contract/metres.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { signalLive } from '../../kernel/live/hub.ts'
import type { Watching } from '../../kernel/planning/in-thread.ts'
import { type Day, dayNumberFrom, dayOf } from '../../kernel/time/day.ts'
import { type WorkCalendar, worksOn } from '../../kernel/time/work-calendar.ts'
import { calendarOf } from '../matters/public.ts'
import { mondayOf } from './due.ts'
import { handOver } from './due-making.ts'
import { lockDueInScope, updateDue } from './due-store.ts'
import * as events from './events.ts'
import type { Plan, PlanDue } from './planner.ts'
import { searchWeek } from './planning-thread.ts'
import { settingsOf } from './rules-store.ts'
import type { DueId, DueRecord, PlanItemRecord, SubjectRecord } from './tables.ts'
import { commonPath, signalDues } from './visit-live.ts'
import { holds } from './visit-policy.ts'
import { overseers } from './visit-scope.ts'
import { dayToPlan, type PlannedWeek, startIndex, weekFrom, workdayIndex } from './week.ts'

/** Persons who may stand for each other, with the post by which each holds what is planned. */
export interface PlanGroup {
  readonly persons: readonly { readonly personId: PersonId; readonly postId: PostId }[]
  /** The posts whose dues are planned. */
  readonly posts: readonly PostId[]
}

export interface Planning {
  readonly tenantId: TenantId
  readonly group: PlanGroup
  /** A day of the week that is planned. */
  readonly on: Day
  /** `anew`: all that was not moved by hand is laid anew; `fill`: what stands stays, the rest is put beside it. */
  readonly how: 'anew' | 'fill'
  readonly actor: EventActor
  readonly now: Date
  /** Follows the search and may stop it: then only what was placed by then is written. */
  readonly watching?: Watching
}

interface Planned {
  readonly planned: number
  readonly left: { dueId: DueId; why: Words }[]
}

type Located = { readonly lng: number | null; readonly lat: number | null }
type Planable = DueRecord & Located & Pick<SubjectRecord, 'unit' | 'floor' | 'room'>

/** Plans the week of a group of persons. */
export async function planGroup(tx: Tx, planning: Planning): Promise<Planned> {
  const { tenantId, group, on, now } = planning
  const calendar = await calendarOf(tx, tenantId)
  const week = weekFrom(calendar, on, dayOf(now))
  const settings = await settingsOf(tx, tenantId, now)
  const fresh = await lockPlans(tx, planning, week)
  const before = await stopsOf(tx, planning, week)
  await clearWeek(tx, planning, week)
  const standing = await itemsOf(tx, tenantId, group, week)
  const dues = await planableDues(tx, planning, week)
  const homes = await homesOf(tx, planning)
  const persons = group.persons.map(({ personId, postId }) => ({
    key: personId as string,
    home: inMetres(pointOf(homes.get(postId) ?? { lng: null, lat: null })),
    taken: {
      call: countByDay(standing, personId, 'call', week),
      visit: countByDay(standing, personId, 'visit', week),
    },
  }))
  const input = {
    persons,
    dues: dues.map((due) => planDueOf(calendar, week, due)),
    days: week.days.length,
    capacity: { call: settings.callsADay, visit: settings.visitsADay },
    fixedSubjects: await subjectsOfWeek(tx, tenantId, week),
  }
  const plan = await searchWeek(input, planning.watching)
  await writePlan(tx, planning, week, plan, new Map(dues.map((due) => [due.id, due])))
  const after = await stopsOf(tx, planning, week)
  const changed = group.persons
    .map(({ personId }) => personId)
    .filter((personId) => fresh.has(personId) || before.get(personId) !== after.get(personId))
  await tellPlanned(tx, planning, week, plan, changed)
  if (changed.length > 0)
    await signalLive(tx, {
      ...{ tenantId, topic: 'visit', id: week.weekOn, persons: changed },
      staff: {
        placePath: commonPath(dues.map((due) => due.place_path)),
        ...{ roles: overseers, below: true, gridId: null, posts: [], keptFrom: [] },
      },
    })
  return { planned: plan.items.length, left: plan.left.map(({ dueId, why }) => ({ dueId: dueId as DueId, why })) }
}

function planDueOf(calendar: WorkCalendar, week: PlannedWeek, due: Planable): PlanDue {
  const { unit, floor, room } = due
  return {
    id: due.id,
    subject: `${due.subject_kind} ${due.subject_id}`,
    place: due.place_id,
    point: inMetres(pointOf(due)),
    stairs: unit !== null && floor !== null && room !== null ? { unit, floor, room } : null,
    method: due.method,
    priority: due.priority,
    from: startIndex(calendar, week, due.from_at),
    deadline: workdayIndex(calendar, week, due.deadline_at),
  }
}

const pointOf = ({ lng, lat }: Located) => (lng === null || lat === null ? null : { lng, lat })

/** Where the walks of persons begin: the place of the post, where it is known on the map. */
async function homesOf(tx: Tx, { tenantId, group }: Planning): Promise<ReadonlyMap<string, Located>> {
  const posts = group.persons.map(({ postId }) => postId)
  const { rows } = await sql<Located & { id: string }>`select q.id, p.lng, p.lat from people.posts_view q
    join places.places_view p on p.tenant_id = q.tenant_id and p.id = q.place_id
    where q.tenant_id = ${tenantId} and q.id = any(${posts}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

async function planableDues(tx: Tx, { tenantId, group, now }: Planning, { weekOn }: PlannedWeek) {
  const { rows } = await sql<Planable>`select d.*, p.lng, p.lat, s.unit, s.floor, s.room from visits.dues d
    join visits.subjects s on s.tenant_id = d.tenant_id and s.kind = d.subject_kind and s.id = d.subject_id
    join places.places_view p on p.tenant_id = d.tenant_id and p.id = d.place_id
    where d.tenant_id = ${tenantId} and d.state = 'open' and d.holder_post_id = any(${[...group.posts]}::uuid[])
      and not exists (select from visits.plan_items i where i.tenant_id = d.tenant_id and i.due_id = d.id
        and (i.week_on = ${weekOn} or i.day >= ${dayOf(now)}))
    order by d.deadline_at, d.id`.execute(tx)
  return rows
}

/** Subjects that stand in somebody's week, or were reached in it: not again this week. */
async function subjectsOfWeek(tx: Tx, tenantId: TenantId, { weekOn }: PlannedWeek): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select d.subject_kind || ' ' || d.subject_id as key from visits.plan_items i
    join visits.dues d on d.tenant_id = i.tenant_id and d.id = i.due_id
    where i.tenant_id = ${tenantId} and i.week_on = ${weekOn}
    union
    select v.subject_kind || ' ' || v.subject_id from visits.visits v
    where v.tenant_id = ${tenantId} and v.reached and v.held_at >= (${weekOn}::date)::timestamp at time zone 'Asia/Shanghai'
      and v.held_at < (${weekOn}::date + 7)::timestamp at time zone 'Asia/Shanghai'`.execute(tx)
  return rows.map(({ key }) => key)
}

interface Standing {
  readonly person_id: PersonId
  readonly day: Day
  readonly method: 'call' | 'visit'
  /** Dues of one stop share a position. */
  readonly position: number
}

async function itemsOf(tx: Tx, tenantId: TenantId, group: PlanGroup, week: PlannedWeek): Promise<Standing[]> {
  const persons = group.persons.map(({ personId }) => personId)
  const { rows } = await sql<Standing>`select distinct i.person_id, i.day, i.position, d.method from visits.plan_items i
    join visits.dues d on d.tenant_id = i.tenant_id and d.id = i.due_id
    where i.tenant_id = ${tenantId} and i.week_on = ${week.weekOn} and i.person_id = any(${persons}::uuid[])`.execute(
    tx,
  )
  return rows
}

const countByDay = (
  standing: readonly Standing[],
  personId: PersonId,
  method: 'call' | 'visit',
  { days }: PlannedWeek,
): number[] =>
  days.map(
    (day) => standing.filter((one) => one.person_id === personId && one.method === method && one.day === day).length,
  )

/** A row a person, locked: two who plan the same week go one after the other. @returns whose week had no plan. */
async function lockPlans(
  tx: Tx,
  { tenantId, group, now }: Planning,
  { weekOn }: PlannedWeek,
): Promise<ReadonlySet<PersonId>> {
  const fresh = new Set<PersonId>()
  for (const personId of group.persons.map((one) => one.personId).sort()) {
    const { numAffectedRows } = await sql`insert into visits.plans (tenant_id, person_id, week_on, made_at)
      values (${tenantId}, ${personId}, ${weekOn}, ${now}) on conflict do nothing`.execute(tx)
    if (numAffectedRows === 1n) fresh.add(personId)
    await sql`select from visits.plans where tenant_id = ${tenantId} and person_id = ${personId} and week_on = ${weekOn}
      for no key update`.execute(tx)
  }
  return fresh
}

/** What stands in the week of each person, as one text: the same text, the same week. */
async function stopsOf(
  tx: Tx,
  { tenantId, group }: Planning,
  { weekOn }: PlannedWeek,
): Promise<ReadonlyMap<PersonId, string>> {
  const persons = group.persons.map(({ personId }) => personId)
  const { rows } = await sql<{ person: PersonId; stops: string }>`
    select person_id as person, string_agg(due_id || ' ' || day || ' ' || position, ',' order by due_id) as stops
    from visits.plan_items where tenant_id = ${tenantId} and week_on = ${weekOn} and person_id = any(${persons}::uuid[])
    group by person_id`.execute(tx)
  return new Map(rows.map(({ person, stops }) => [person, stops]))
}

/** Takes away what is laid anew: of open dues all that is over, and unless it only fills, all that was not moved by hand. */
async function clearWeek(tx: Tx, { tenantId, group, how, now }: Planning, { weekOn }: PlannedWeek): Promise<void> {
  const persons = group.persons.map(({ personId }) => personId)
  await sql`delete from visits.plan_items i using visits.dues d
    where i.tenant_id = ${tenantId} and i.week_on = ${weekOn} and i.person_id = any(${persons}::uuid[])
      and d.tenant_id = i.tenant_id and d.id = i.due_id
      and (d.state in ('merged', 'capped', 'dropped')
        or d.state = 'open' and (i.day < ${dayOf(now)} or ${how === 'anew'} and not i.by_hand))`.execute(tx)
}

async function writePlan(
  tx: Tx,
  { tenantId, group, now }: Planning,
  { weekOn, days }: PlannedWeek,
  plan: Plan,
  dues: ReadonlyMap<string, DueRecord>,
): Promise<void> {
  // All in one statement: a week may be a thousand stops.
  const rows = plan.items.map(({ day, ...item }) => ({ ...item, day: days[day] }))
  await sql`insert into visits.plan_items (tenant_id, week_on, due_id, person_id, day, position, why)
    select ${tenantId}, ${weekOn}, i."dueId", i.person, i.day, i.position, i.why
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as i("dueId" uuid, person uuid, day date, position integer, why jsonb)`.execute(tx)
  for (const { dueId, person } of plan.items) {
    const due = dues.get(dueId)
    const own = group.persons.find(({ personId }) => personId === person)
    if (!due || !own) continue
    const stays = group.persons.some((one) => one.personId === person && one.postId === due.holder_post_id)
    if (stays || group.persons.length < 2) continue
    // Balanced over the group: the due goes to the post of the one who will go.
    await updateDue(tx, due, { holder_post_id: own.postId }, now)
    await handOver(tx, due, own.postId, now)
  }
}

/** One event for each whose week is another one now. */
async function tellPlanned(
  tx: Tx,
  { tenantId, actor, now }: Planning,
  { weekOn, days }: PlannedWeek,
  plan: Plan,
  changed: readonly PersonId[],
): Promise<void> {
  for (const personId of changed) {
    await sql`update visits.plans set made_at = ${now}
      where tenant_id = ${tenantId} and person_id = ${personId} and week_on = ${weekOn}`.execute(tx)
    const own = plan.items.filter(({ person }) => person === personId)
    await record(tx, {
      tenantId,
      stream: events.planStreamOf(personId),
      type: events.weekPlanned,
      at: now,
      actor,
      payload: { weekOn, items: own.map(({ dueId, day }) => ({ dueId, day: days[day] })) },
    })
  }
}

/** All that one person acts for, planned as the person asks. */
export async function planMine(tx: Tx, actor: Actor, eventActor: EventActor, on: Day | undefined, now: Date) {
  const posts = actor.posts
    .filter(({ role }) => role !== 'supervisor' && role !== 'administrator')
    .map(({ postId }) => postId)
  const [postId] = posts
  if (postId === undefined) return forbidden()
  const today = dayOf(now)
  if (on !== undefined && mondayOf(on) < mondayOf(today))
    fail('refused', 'visits.week_is_over', { zh: '过去的一周不能再排', en: 'A week that is over cannot be planned' })
  const week = on ?? dayToPlan(await calendarOf(tx, actor.tenantId), today)
  const group = { persons: [{ personId: actor.personId, postId }], posts }
  return planGroup(tx, { tenantId: actor.tenantId, group, on: week, how: 'anew', actor: eventActor, now })
}

/** Puts a due on a day by hand: it stays there until its holder moves it again. */
export async function moveDue(
  tx: Tx,
  { actor, eventActor, dueId, day, at }: { actor: Actor; eventActor: EventActor; dueId: DueId; day: Day; at: Date },
): Promise<{ done: true }> {
  const due = await lockDueInScope(tx, actor, dueId)
  if (!due) return notFound()
  if (!holds(actor, due)) return forbidden()
  await checkDay(tx, due, day, at)
  const weekOn = mondayOf(day)
  const { tenantId, personId } = actor
  await sql`insert into visits.plans (tenant_id, person_id, week_on, made_at) values (${tenantId}, ${personId}, ${weekOn}, ${at})
    on conflict do nothing`.execute(tx)
  await sql`delete from visits.plan_items i where i.tenant_id = ${tenantId} and i.due_id = ${dueId} and i.day >= ${dayOf(at)}`.execute(
    tx,
  )
  const why: Words = { zh: '因为您自己排在这一天', en: 'Because you put it on this day' }
  await sql<PlanItemRecord>`insert into visits.plan_items (tenant_id, week_on, due_id, person_id, day, position, why, by_hand)
    select ${tenantId}, ${weekOn}, ${dueId}, ${personId}, ${day}, coalesce(max(position) + 1, 0), ${JSON.stringify(why)}::jsonb, true
    from visits.plan_items where tenant_id = ${tenantId} and person_id = ${personId} and day = ${day}
    on conflict (tenant_id, week_on, due_id) do update set person_id = excluded.person_id, day = excluded.day,
      position = excluded.position, why = excluded.why, by_hand = true`.execute(tx)
  await record(tx, {
    tenantId,
    stream: events.planStreamOf(personId),
    type: events.itemMoved,
    at,
    actor: { ...eventActor, postId: due.holder_post_id },
    payload: { dueId, day },
  })
  await signalDues(tx, [due])
  return { done: true }
}

async function checkDay(tx: Tx, due: DueRecord, day: Day, at: Date): Promise<void> {
  if (due.state !== 'open')
    fail('conflict', 'visits.ended', { zh: '这次走访已经结束了，请刷新', en: 'This visit has ended. Please reload' })
  if (day < dayOf(at)) fail('refused', 'visits.day_is_over', { zh: '这一天已经过去了', en: 'That day is over' })
  const calendar = await calendarOf(tx, due.tenant_id)
  if (!worksOn(calendar, dayNumberFrom(day)))
    fail('refused', 'visits.day_rests', { zh: '这一天休息，请选工作日', en: 'Nobody works that day. Choose a workday' })
  if (day < dayOf(due.from_at))
    fail('refused', 'visits.too_early', { zh: '还没到可以做的日子', en: 'Its time has not come yet' })
}

/** Everybody who holds an open due, in groups that may stand for each other. */
export async function groupsOf(tx: Tx, tenantId: TenantId, now: Date): Promise<PlanGroup[]> {
  const { rows } = await sql<{ key: string; post_id: PostId; person_id: PersonId }>`
    with holders as (select distinct holder_post_id as id from visits.dues where tenant_id = ${tenantId} and state = 'open'),
    kin as (select distinct q.id, q.kind_code, q.place_id, q.grid_id from holders h
      join people.posts_view p on p.tenant_id = ${tenantId} and p.id = h.id
      join people.posts_view q on q.tenant_id = ${tenantId} and q.abolished_at is null and q.kind_code = p.kind_code
        and q.place_id = p.place_id and q.grid_id is not distinct from p.grid_id)
    select kin.kind_code || ' ' || kin.place_id || ' ' || coalesce(kin.grid_id::text, '-') as key, kin.id as post_id, a.person_id
    from kin cross join lateral people.acting(${tenantId}, kin.id, ${now}) a order by 1, 2`.execute(tx)
  const groups = new Map<string, { persons: { personId: PersonId; postId: PostId }[]; posts: PostId[] }>()
  for (const { key, post_id: postId, person_id: personId } of rows) {
    const group = groups.get(key) ?? { persons: [], posts: [] }
    if (!group.persons.some((one) => one.personId === personId)) group.persons.push({ personId, postId })
    group.posts.push(postId)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/**
 * Every morning: who has no plan for the week gets one; who has keeps it, and what is new is put beside it. On a day of
 * rest it is the week that comes, so that whoever looks ahead finds it.
 */
export async function planEverybody(tx: Tx, tenantId: TenantId, now: Date): Promise<void> {
  const on = dayToPlan(await calendarOf(tx, tenantId), dayOf(now))
  for (const group of await groupsOf(tx, tenantId, now))
    await planGroup(tx, { tenantId, group, on, how: 'fill', actor: systemActor, now })
}
