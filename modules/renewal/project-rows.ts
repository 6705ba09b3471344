import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { FigureCode, FigureValues, listProjects, ProjectFilter, ProjectRow, Sums } from './contract.ts'
import { type Cost, costAHousehold, costOf } from './money.ts'
import { projectStates } from './project.ts'
import { readerScopeSql } from './scope.ts'
import { standsOpenSql } from './stage-facts.ts'
import { lateSql } from './stage-service.ts'
import type { StageCode } from './stages.ts'
import type { ProjectRecord } from './tables.ts'
import { workClasses, workItemOf } from './work-items.ts'

type Condition = RawBuilder<boolean>

/** What the head of every view is made of. */
export interface HeadSource extends ProjectRecord {
  place_name: string
  place_name_en: string
  office_name: string
  office_name_en: string
  office_phone: string | null
  stage: StageCode | null
  late: { stage: StageCode; days: number } | null
  planned_from: string | null
  planned_until: string | null
  items: (Cost & { code: string })[]
  planned_money: number
  finished: number
  open_defects: number
  ideas: number
}

const ofProject = (alias: string) =>
  sql`${sql.ref(`${alias}.tenant_id`)} = p.tenant_id and ${sql.ref(`${alias}.project_id`)} = p.id`

/** `renewal.projects p` with what its rows show on a day; `more` are columns of the caller, beginning with a comma. */
export const headSql = (
  today: string,
  more: RawBuilder<unknown> = sql``,
) => sql`select p.*, l.name as place_name, l.name_en as place_name_en,
    o.name as office_name, o.name_en as office_name_en, o.office_phone,
    (select s.stage from renewal.stages s where ${ofProject('s')} and s.finished_on is null
      order by s.position limit 1) as stage,
    (select json_build_object('stage', s.stage, 'days', ${today}::date - s.planned_until) from renewal.stages s
      where ${ofProject('s')} and ${lateSql(today)} order by s.planned_until, s.position limit 1) as late,
    (select min(s.planned_from) from renewal.stages s where ${ofProject('s')}) as planned_from,
    (select max(s.planned_until) from renewal.stages s where ${ofProject('s')}) as planned_until,
    (select count(*)::int from renewal.stages s where ${ofProject('s')} and s.finished_on is not null) as finished,
    coalesce((select json_agg(json_build_object('code', i.code, 'planned_fen', i.planned_fen, 'final_fen', i.final_fen))
      from renewal.items i where ${ofProject('i')} and i.dropped_at is null), '[]') as items,
    coalesce((select sum(c.planned_fen)::bigint from renewal.sources c where ${ofProject('c')}), 0) as planned_money,
    (select count(*)::int from renewal.defects d where ${ofProject('d')} and ${standsOpenSql('d')}) as open_defects,
    (select count(*)::int from renewal.item_ideas t where ${ofProject('t')}) as ideas ${more}
  from renewal.projects p
  join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
  join people.posts_view o on o.tenant_id = p.tenant_id and o.id = p.post_id`

/** What the money of a project comes to, in fen. */
export function sumsOf(row: HeadSource): Sums {
  const { costFen, costIsFinal } = costOf(row.items)
  return {
    ...{ plannedFen: Number(row.planned_money), receivedFen: row.received_fen, paidFen: row.paid_fen },
    ...{ restFen: row.received_fen - row.paid_fen, costFen, costIsFinal },
    costAHouseholdFen: costAHousehold(costFen, row.households),
  }
}

export const headOf = (row: HeadSource) => ({
  ...{ id: row.id, title: row.title, state: row.state, code: row.code, households: row.households },
  place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
  ...{ stage: row.stage, late: row.late, plannedFrom: row.planned_from, plannedUntil: row.planned_until },
  sums: sumsOf(row),
})

function presentRow(row: HeadSource): ProjectRow {
  const classes = row.items.map(({ code }) => workItemOf(code)?.class)
  return {
    ...headOf(row),
    items: workClasses
      .map((workClass) => ({ class: workClass, count: classes.filter((one) => one === workClass).length }))
      .filter(({ count }) => count > 0),
    ...{ finishedStages: row.finished, openDefects: row.open_defects, ideas: row.ideas },
  }
}

const isLate = (today: string): Condition =>
  sql`exists (select from renewal.stages s where ${ofProject('s')} and ${lateSql(today)})`

/** What a figure counts, on `renewal.projects p`: the list that it leads to holds exactly these. */
const counted = (today: string): Readonly<Record<FigureCode, Condition>> => ({
  ...(Object.fromEntries(projectStates.map((state) => [state, sql`p.state = ${state}`])) as Record<
    (typeof projectStates)[number],
    Condition
  >),
  late: isLate(today),
  households: sql`(p.state not in ('draft', 'stopped') and p.households is not null)`,
  received: sql`p.received_fen > 0`,
  paid: sql`p.paid_fen > 0`,
})

function whereSql(actor: Actor, filter: ProjectFilter, today: string): Condition {
  const conditions: Condition[] = [sql`p.tenant_id = ${actor.tenantId}`, readerScopeSql(actor)]
  if (filter.placeId)
    conditions.push(sql`exists (select from places.places_view w where w.tenant_id = p.tenant_id and w.id = ${filter.placeId}
      and starts_with(p.place_path, w.path))`)
  if (filter.state?.length) conditions.push(sql`p.state = any(${filter.state}::text[])`)
  if (filter.stage)
    conditions.push(sql`(p.state in ('running', 'accepted', 'handed_over') and ${filter.stage} = (select s.stage
      from renewal.stages s where ${ofProject('s')} and s.finished_on is null order by s.position limit 1))`)
  if (filter.figure) conditions.push(counted(today)[filter.figure])
  const q = filter.q?.trim()
  if (q) conditions.push(sql`p.title ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}`)
  return sql`${sql.join(conditions, sql` and `)}`
}

/** A page of the projects of the actor's places: those under way first, the newest first. */
export async function projectPage(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof listProjects>,
  today: string,
): Promise<ResponseOf<typeof listProjects>> {
  const { offset = 0, limit = 50 } = query
  const where = whereSql(actor, query, today)
  const { rows } = await sql<HeadSource>`${headSql(today)} where ${where}
    order by array_position(array['running', 'accepted', 'handed_over', 'draft', 'done', 'stopped'], p.state),
      p.created_at desc, p.id desc offset ${offset} limit ${limit}`.execute(tx)
  const { rows: counts } = await sql<{
    n: number
  }>`select count(*)::int as n from renewal.projects p where ${where}`.execute(tx)
  return { rows: rows.map(presentRow), total: counts[0]?.n ?? 0, offset, limit }
}

/** The figures at the head of the page, over what the actor sees. */
export async function figuresOf(
  tx: Tx,
  actor: Actor,
  filter: Pick<ProjectFilter, 'placeId'>,
  today: string,
): Promise<FigureValues> {
  const of = counted(today)
  const states = projectStates.map((state) => sql`count(*) filter (where ${of[state]})::int as ${sql.ref(state)}`)
  const { rows } = await sql<Record<string, number | string>>`select ${sql.join(states)},
      count(*) filter (where ${of.late})::int as late,
      coalesce(sum(p.households) filter (where ${of.households}), 0)::int as households,
      coalesce(sum(p.received_fen), 0)::bigint as received, coalesce(sum(p.paid_fen), 0)::bigint as paid
    from renewal.projects p where ${whereSql(actor, filter, today)}`.execute(tx)
  const n = (name: string) => Number(rows[0]?.[name] ?? 0)
  return {
    ...{ draft: n('draft'), running: n('running'), accepted: n('accepted'), handed_over: n('handed_over') },
    ...{ done: n('done'), stopped: n('stopped'), late: n('late'), households: n('households') },
    ...{ received: n('received'), paid: n('paid') },
  }
}
