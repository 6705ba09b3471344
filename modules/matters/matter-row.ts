import type { RawBuilder } from 'kysely'
import type { GridId, MatterId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { lampAt } from './clocks.ts'
import type { MatterRow } from './contract.ts'
import { isOpen } from './matter.ts'
import { namesOf, noNames, type SubjectNames, type SubjectRef } from './subject.ts'
import { uncategorised } from './surroundings.ts'

/** A row as SQL gives it; `presentRow` turns it into what leaves the house. */
export interface RowSource {
  id: MatterId
  number: string
  title: string
  kind_code: string
  category_code: string
  category_name: Words | null
  priority: MatterRow['priority']
  channel: MatterRow['channel']
  self_found: boolean
  place_id: PlaceId
  place_name: string
  place_name_en: string
  place_above: string | null
  place_above_en: string | null
  grid_id: GridId | null
  grid_name: string | null
  grid_name_en: string | null
  state: MatterRow['state']
  holder_post_id: PostId | null
  holder_name: string | null
  holder_name_en: string | null
  holder_person: string | null
  clock_stage: NonNullable<MatterRow['clock']>['stage'] | null
  clock_started_at: Date | null
  clock_yellow_at: Date | null
  clock_due_at: Date | null
  review_at: Date | null
  reported_at: Date
  resolved_at: Date | null
  closed_at: Date | null
  outcome: MatterRow['outcome']
  satisfaction: number | null
  rounds: number
  escalation_level: number
  orders: number
  merged: number
  lng: number | null
  lat: number | null
  subject_kind: string | null
  subject_id: string | null
}

/** The columns of a row, for a matter `m` with the joins that they need (`rowJoins`). */
export const rowColumns = sql`m.id, m.number, m.title, m.kind_code, m.category_code, c.name as category_name, m.priority, m.channel,
  m.self_found, m.place_id, p.name as place_name, p.name_en as place_name_en, above.name as place_above, above.name_en as place_above_en,
  m.grid_id, g.name as grid_name, g.name_en as grid_name_en, m.state, m.holder_post_id, h.name as holder_name, h.name_en as holder_name_en,
  h.person as holder_person, m.clock_stage, m.clock_started_at, m.clock_yellow_at, m.clock_due_at, m.review_at, m.reported_at,
  m.resolved_at, m.closed_at, m.outcome, m.satisfaction, m.rounds, m.escalation_level, m.orders,
  (select count(*)::int from matters.matters d where d.tenant_id = m.tenant_id and d.merged_into_id = m.id) as merged, m.lng, m.lat,
  m.subject_kind, m.subject_id`

const placeJoins = sql`
  join places.place_names_view p on p.tenant_id = m.tenant_id and p.id = m.place_id
  left join places.place_names_view above on above.tenant_id = m.tenant_id and above.id = p.parent_id
  left join places.grid_names_view g on g.tenant_id = m.tenant_id and g.id = m.grid_id
  left join matters.categories c on c.tenant_id = m.tenant_id and c.tree = m.category_tree and c.code = m.category_code
    and c.version = (select max(version) from matters.category_trees t where t.tenant_id = m.tenant_id and t.tree = m.category_tree)`

/** The holder's post, and who acts for it at an instant; for whatever has `tenant_id` and `holder_post_id`. */
const holderOf = (of: RawBuilder<unknown>, now: Date) => sql`
  select v.name, v.name_en, (select n.name from people.acting(v.tenant_id, v.id, ${now}) a
    join people.persons_view n on n.tenant_id = v.tenant_id and n.id = a.person_id) as person
  from people.post_names_view v where v.tenant_id = ${of}.tenant_id and v.id = ${of}.holder_post_id`

/** The joins of a row; `now` says who acts for the holder's post. Of many rows: `pageRows`. */
export const rowJoins = (now: Date): RawBuilder<unknown> => sql`${placeJoins}
  left join lateral (${holderOf(sql`m`, now)}) h on true`

/**
 * The rows of a page that stands before it in the query as `page`, in the order of its `position`. They are held by few posts: who
 * acts is asked once for each, not for each row.
 * @param by what `page` tells its matters by: `id`, or `at`, where a row was seen (`ctid`) within this same query. To look for it
 * by its id once more would be the one thing of a list that takes longer the more matters there are.
 * @param more further columns.
 */
export const pageRows = (
  by: 'id' | 'at',
  tenantId: TenantId,
  now: Date,
  more: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> => sql`,
  shown as materialized (
    select m.*, page.position from page
    join matters.matters m on m.tenant_id = ${tenantId} and ${by === 'id' ? sql`m.id = page.id` : sql`m.ctid = page.at`}),
  holders as materialized (
    select held.holder_post_id, h.* from (select distinct tenant_id, holder_post_id from shown) held
    cross join lateral (${holderOf(sql`held`, now)}) h)
  select ${rowColumns} ${more}
  from shown m ${placeJoins} left join holders h on h.holder_post_id = m.holder_post_id
  order by m.position`

/** The explicit field list of a row. */
export function presentRow(row: RowSource, now: Date, names: SubjectNames): MatterRow {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    kind: row.kind_code,
    category: { code: row.category_code, name: row.category_name ?? uncategorised.name },
    priority: row.priority,
    channel: row.channel,
    selfFound: row.self_found,
    place: {
      id: row.place_id,
      name: row.place_name,
      nameEn: row.place_name_en,
      above: { name: row.place_above ?? '', nameEn: row.place_above_en ?? '' },
    },
    grid: row.grid_id ? { id: row.grid_id, name: row.grid_name ?? '', nameEn: row.grid_name_en ?? '' } : null,
    state: row.state,
    holder: row.holder_post_id
      ? {
          postId: row.holder_post_id,
          name: row.holder_name ?? '',
          nameEn: row.holder_name_en ?? '',
          personName: row.holder_person,
        }
      : null,
    clock: clockOf(row, now),
    reviewAt: iso(row.review_at),
    reportedAt: row.reported_at.toISOString(),
    resolvedAt: iso(row.resolved_at),
    closedAt: iso(row.closed_at),
    outcome: row.outcome,
    satisfaction: row.satisfaction,
    rounds: row.rounds,
    escalationLevel: row.escalation_level,
    supervised: row.orders > 0 && isOpen(row.state),
    merged: row.merged,
    point: row.lng !== null && row.lat !== null ? { lng: row.lng, lat: row.lat } : null,
    subject: subjectOf(row, names),
  }
}

const refOf = (row: RowSource): SubjectRef | null =>
  row.subject_kind && row.subject_id ? { kind: row.subject_kind, id: row.subject_id } : null

/** The names of what these rows are about: no query where no row is about anything. */
export function namesIn(tx: Tx, tenantId: TenantId, rows: readonly RowSource[]): Promise<SubjectNames> {
  const refs = rows.flatMap((row) => refOf(row) ?? [])
  return refs.length === 0 ? Promise.resolve(noNames) : namesOf(tx, tenantId, refs)
}

function subjectOf(row: RowSource, names: SubjectNames): MatterRow['subject'] {
  const ref = refOf(row)
  return ref && { ...ref, name: names.get(`${ref.kind}:${ref.id}`) ?? { zh: '', en: '' } }
}

function clockOf(row: RowSource, now: Date): MatterRow['clock'] {
  const { clock_stage: stage, clock_started_at: startedAt, clock_yellow_at: yellowAt, clock_due_at: dueAt } = row
  if (!stage || !startedAt || !yellowAt || !dueAt) return null
  return {
    stage,
    startedAt: startedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    lamp: lampAt({ yellowAt, dueAt }, now),
  }
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null
