import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { callObstacle, callTransitions, givingObstacle } from './call.ts'
import { callStanding } from './call-service.ts'
import type { CallRow, CallView, FigureValues, listCalls, OpenCall, PublicCall } from './contract.ts'
import { appealedSql, figureColumns, waitsSql } from './figures.ts'
import type { Reading } from './idea-rows.ts'
import { callScopeSql, ideaScopeSql, managingPost, publicSql, typesFormsOf } from './ideas-scope.ts'
import type { CallId, CallRecord } from './tables.ts'

type Condition = RawBuilder<boolean>

interface CallSource extends CallRecord, FigureValues {
  place_name: string
  place_name_en: string
  office_name: string
  office_name_en: string
  office_phone: string | null
  pending: number
  appeals: number
}

/** Calls with their figures over the ideas that a reader sees. */
const columns = sql`c.*, p.name as place_name, p.name_en as place_name_en, o.name as office_name, o.name_en as office_name_en,
  o.office_phone, f.*`
const joins = (seen: Condition) => sql`join places.places_view p on p.tenant_id = c.tenant_id and p.id = c.place_id
  join people.posts_view o on o.tenant_id = c.tenant_id and o.id = c.post_id
  cross join lateral (select ${figureColumns}, count(*) filter (where ${waitsSql})::int as pending,
      count(*) filter (where ${appealedSql})::int as appeals
    from ideas.ideas i where i.tenant_id = c.tenant_id and i.call_id = c.id and ${seen}) f`

const headOf = (row: CallSource) => ({
  id: row.id,
  state: row.state,
  title: row.title,
  theme: row.theme,
  place: { id: row.place_id, name: row.place_name, nameEn: row.place_name_en },
  fromOn: row.from_on,
  untilOn: row.until_on,
  code: row.code,
  figures: figuresIn(row),
})

const figuresIn = ({ ideas, authors, endorsements, adopted, declined, merged, open }: CallSource): FigureValues => ({
  ...{ ideas, authors, endorsements, adopted, declined, merged, open },
})

const aboutOf = (row: CallSource) => ({
  words: row.words,
  moderation: row.moderation,
  mayBeAnonymous: row.may_be_anonymous,
  budgetHintFen: row.budget_hint_fen,
  office: { name: row.office_name, nameEn: row.office_name_en, phone: row.office_phone },
  cancelledWhy: row.cancelled_why,
})

const presentRow = (row: CallSource, actor: Actor): CallRow => ({
  ...headOf(row),
  dueAt: row.due_at?.toISOString() ?? null,
  pending: managingPost(actor, row.place_path) ? row.pending : 0,
})

/** A page of the calls of one's places, those that take ideas first. */
export async function callPage(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof listCalls>,
): Promise<ResponseOf<typeof listCalls>> {
  const { offset = 0, limit = 50, q } = query
  const conditions: Condition[] = [sql`c.tenant_id = ${actor.tenantId}`, callScopeSql(actor)]
  if (query.state?.length) conditions.push(sql`c.state = any(${query.state}::text[])`)
  if (q?.trim()) conditions.push(sql`c.title ilike ${`%${q.trim().replace(/[\\%_]/g, '\\$&')}%`}`)
  if (query.placeId)
    conditions.push(sql`exists (select from places.places_view w where w.tenant_id = c.tenant_id and w.id = ${query.placeId}
      and starts_with(c.place_path, w.path))`)
  const { rows } = await sql<CallSource & { total: number }>`select ${columns}, count(*) over ()::int as total
    from ideas.calls c ${joins(ideaScopeSql(actor))} where ${sql.join(conditions, sql` and `)}
    order by array_position(array['open', 'closed', 'draft', 'decided', 'cancelled'], c.state), c.until_on desc, c.id
    offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map((row) => presentRow(row, actor)), total: rows[0]?.total ?? 0, offset, limit }
}

/** One call as staff see it. */
export async function viewCall(tx: Tx, actor: Actor, id: CallId, now: Date): Promise<CallView> {
  const { rows } = await sql<CallSource>`select ${columns} from ideas.calls c ${joins(ideaScopeSql(actor))}
    where c.tenant_id = ${actor.tenantId} and c.id = ${id} and ${callScopeSql(actor)}`.execute(tx)
  const row = rows[0] ?? notFound()
  const manages = managingPost(actor, row.place_path) !== null
  const standing = await callStanding(tx, row)
  const open = manages ? callTransitions.filter(({ from }) => from.includes(row.state)) : []
  const blocked = open.flatMap(({ step }) => {
    const why = callObstacle(step, standing, dayOf(now))
    return why ? [{ step, why }] : []
  })
  return {
    ...headOf(row),
    ...aboutOf(row),
    dueAt: row.due_at?.toISOString() ?? null,
    pending: manages ? row.pending : 0,
    appeals: manages ? row.appeals : 0,
    formsIssued: row.forms_issued,
    manages,
    steps: open.map(({ step }) => step).filter((step) => !blocked.some((one) => one.step === step)),
    blocked,
  }
}

/** A call by the code of its poster, as everybody sees it. */
export async function publicCall(tx: Tx, reading: Reading, code: string, now: Date): Promise<PublicCall> {
  const { tenantId, actor } = reading
  const { rows } = await sql<CallSource>`select ${columns} from ideas.calls c ${joins(publicSql)}
    where c.tenant_id = ${tenantId} and c.code = ${code.toUpperCase()} and c.opened_at is not null`.execute(tx)
  const row = rows[0] ?? notFound()
  return {
    ...headOf(row),
    ...aboutOf(row),
    signedIn: actor !== null,
    noGiving: givingObstacle({ state: row.state, fromOn: row.from_on, untilOn: row.until_on }, dayOf(now)),
    typesForms: row.forms_issued > 0 && typesFormsOf(actor, row.place_path),
  }
}

/** Calls that ask somebody: where they live or hold a post. */
export async function openCallsOf(tx: Tx, actor: Actor, today: string): Promise<OpenCall[]> {
  const { rows: homes } = await sql<{ path: string }>`select p.path from people.persons_view n
    join places.places_view p on p.tenant_id = n.tenant_id and p.id = n.home_place_id
    where n.tenant_id = ${actor.tenantId} and n.id = ${actor.personId}`.execute(tx)
  const paths = [...actor.posts.map((post) => post.placePath), ...homes.map(({ path }) => path)]
  const { rows } = await sql<CallSource>`select ${columns} from ideas.calls c ${joins(publicSql)}
    where c.tenant_id = ${actor.tenantId} and c.state = 'open' and c.until_on >= ${today}::date
      and exists (select from unnest(${paths}::text[]) w where starts_with(w, c.place_path) or starts_with(c.place_path, w))
    order by c.until_on, c.id limit 50`.execute(tx)
  return rows.map(headOf)
}
