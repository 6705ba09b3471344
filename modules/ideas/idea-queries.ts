import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayNumberFrom, dayOf, startOfDayMs } from '../../kernel/time/day.ts'
import { openCallsOf } from './call-queries.ts'
import type { FigureValues, IdeaFilter, ideasOfCall, listIdeas, myIdeas } from './contract.ts'
import { appealedSql, counted, figureColumns, waitsSql } from './figures.ts'
import { endorsedSql, endorsementsSql } from './heads.ts'
import { presentRow, type Reading, type RowSource, rowColumns, rowJoins } from './idea-rows.ts'
import { ideaScopeSql, managedSql, publicSql } from './ideas-scope.ts'
import { authorSql } from './ideas-store.ts'
import type { CallId } from './tables.ts'

type Condition = RawBuilder<boolean>

function whereSql(actor: Actor, filter: IdeaFilter): Condition {
  const conditions: Condition[] = [sql`i.tenant_id = ${actor.tenantId}`, ideaScopeSql(actor)]
  if (filter.callId) conditions.push(sql`i.call_id = ${filter.callId}`)
  if (filter.placeId)
    conditions.push(sql`exists (select from places.places_view w where w.tenant_id = i.tenant_id and w.id = ${filter.placeId}
      and starts_with(i.place_path, w.path))`)
  if (filter.from) conditions.push(sql`i.submitted_at >= ${new Date(startOfDayMs(dayNumberFrom(filter.from)))}`)
  if (filter.to) conditions.push(sql`i.submitted_at < ${new Date(startOfDayMs(dayNumberFrom(filter.to) + 1))}`)
  if (filter.state?.length) conditions.push(sql`i.state = any(${filter.state}::text[])`)
  if (filter.figure) conditions.push(counted[filter.figure])
  if (filter.waiting === 'pending') conditions.push(sql`(${managedSql(actor)} and ${waitsSql})`)
  if (filter.waiting === 'appeal') conditions.push(sql`(${managedSql(actor)} and ${appealedSql})`)
  const q = filter.q?.trim()
  if (q) conditions.push(sql`(i.title || ' ' || i.body) ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}`)
  return sql`${sql.join(conditions, sql` and `)}`
}

const orders = {
  newest: sql`i.submitted_at desc, i.id desc`,
  endorsed: sql`${endorsementsSql} desc, i.submitted_at desc, i.id desc`,
} as const

/** A page of the ideas in the actor's reach. */
export async function listPage(
  tx: Tx,
  reading: Reading & { readonly actor: Actor },
  query: QueryOf<typeof listIdeas>,
): Promise<ResponseOf<typeof listIdeas>> {
  const { offset = 0, limit = 50, sort = 'newest' } = query
  const where = whereSql(reading.actor, query)
  const { rows } = await sql<RowSource>`select ${rowColumns(reading)} from ideas.ideas i ${rowJoins} where ${where}
    order by ${orders[sort]} offset ${offset} limit ${limit}`.execute(tx)
  const total = await countIdeas(tx, reading.actor, query)
  return { rows: rows.map((row) => presentRow(reading.secrets, row)), total, offset, limit }
}

/** How many ideas a filter holds. */
export async function countIdeas(tx: Tx, actor: Actor, filter: IdeaFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ideas.ideas i
    join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id where ${whereSql(actor, filter)}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** The figures of a call or of a place, of what the actor sees. */
export async function figuresOf(tx: Tx, actor: Actor, filter: Pick<IdeaFilter, 'callId' | 'placeId'>) {
  const { rows } = await sql<FigureValues>`select ${figureColumns} from ideas.ideas i
    join ideas.calls c on c.tenant_id = i.tenant_id and c.id = i.call_id where ${whereSql(actor, filter)}`.execute(tx)
  return rows[0] ?? notFound()
}

/** The ideas of a call as everybody reads them: newest, most endorsed, or nearest first; merged ones stand in what they became. */
export async function publicPage(
  tx: Tx,
  reading: Reading,
  code: string,
  query: QueryOf<typeof ideasOfCall>,
): Promise<ResponseOf<typeof ideasOfCall>> {
  const { offset = 0, limit = 50, sort = 'newest', lng, lat } = query
  const { rows: calls } = await sql<{
    id: CallId
  }>`select c.id from ideas.calls c where c.tenant_id = ${reading.tenantId}
    and c.code = ${code.toUpperCase()} and c.opened_at is not null`.execute(tx)
  const { id } = calls[0] ?? notFound()
  const near = sort === 'near' && lng !== undefined && lat !== undefined
  // Flat earth is exact enough within a district; without a point the middle of its place stands for it.
  const distance = sql`power((coalesce(i.lng, p.lng) - ${lng ?? 0}::float8) * cos(radians(${lat ?? 0}::float8)), 2)
    + power(coalesce(i.lat, p.lat) - ${lat ?? 0}::float8, 2)`
  const order = near ? sql`${distance} nulls last, i.id desc` : orders[sort === 'endorsed' ? 'endorsed' : 'newest']
  const where = sql`i.tenant_id = ${reading.tenantId} and i.call_id = ${id} and i.state <> 'merged' and ${publicSql}`
  const { rows } = await sql<
    RowSource & { total: number }
  >`select ${rowColumns(reading)}, count(*) over ()::int as total
    from ideas.ideas i ${rowJoins} where ${where} order by ${order} offset ${offset} limit ${limit}`.execute(tx)
  return { rows: rows.map((row) => presentRow(reading.secrets, row)), total: rows[0]?.total ?? 0, offset, limit }
}

const mostOfMine = 100

/** What I gave, what I endorse, and the calls that ask me. */
export async function readMine(
  tx: Tx,
  reading: Reading & { readonly actor: Actor },
  now: Date,
): Promise<ResponseOf<typeof myIdeas>> {
  const { actor, tenantId, secrets } = reading
  const of = async (condition: Condition) => {
    const { rows } = await sql<RowSource>`select ${rowColumns(reading)} from ideas.ideas i ${rowJoins}
      where i.tenant_id = ${tenantId} and ${condition} order by i.submitted_at desc, i.id desc limit ${mostOfMine}`.execute(
      tx,
    )
    return rows.map((row) => presentRow(secrets, row))
  }
  return {
    mine: await of(authorSql(reading)),
    followed: await of(sql`${publicSql} and i.state <> 'merged' and ${endorsedSql(reading)}`),
    calls: await openCallsOf(tx, actor, dayOf(now)),
  }
}
