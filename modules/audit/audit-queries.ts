import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayMs, dayNumberFrom, dayNumberOf, startOfDayMs } from '../../kernel/time/day.ts'
import type { listAreas, listAudit } from './contract.ts'
import { type AuditRecord, rowOf } from './present.ts'
import { scopeOf } from './scope.ts'
import { typesOf, watched } from './watched.ts'

type Query = QueryOf<typeof listAudit>

/** Days shown where nobody says which. */
const daysShown = 30
/** Persons that part of a name may mean. */
const mostNamed = 500

/** The types as constants, so that the index of what is watched is found. */
const typesIn = (types: readonly string[]) => sql.join(types.map((type) => sql.lit(type)))

const contains = (text: string) => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** Watched events, the newest first, as far as the actor may look. */
export async function auditPage(tx: Tx, actor: Actor, query: Query, now: Date): Promise<ResponseOf<typeof listAudit>> {
  const { offset = 0, limit = 50 } = query
  const { tenantId } = actor
  const found = sql`from kernel.events_view e where e.tenant_id = ${tenantId}
    and ${sql.join(await conditions(tx, actor, query, now), sql` and `)}`
  const { rows } = await sql<AuditRecord>`
    select e.id, e.at, e.type, e.payload, e.actor ->> 'personId' as "personId", n.name as "personName",
      p.name as "postName", p.name_en as "postNameEn", e.payload ->> 'personId' as "aboutId", o.name as "aboutName",
      q.name as "toPostName", q.name_en as "toPostNameEn", f.payload as finished
    from (select e.* ${found} order by e.at desc, e.id desc limit ${limit} offset ${offset}) e
    left join people.persons_view n on n.tenant_id = ${tenantId} and n.id = (e.actor ->> 'personId')::uuid
    left join people.posts_view p on p.tenant_id = ${tenantId} and p.id = (e.actor ->> 'postId')::uuid
    left join people.persons_view o on o.tenant_id = ${tenantId} and o.id = (e.payload ->> 'personId')::uuid
    left join people.posts_view q on q.tenant_id = ${tenantId} and q.id = (e.payload ->> 'postId')::uuid
    left join kernel.events_view f on e.type = 'exports.taken' and f.tenant_id = ${tenantId} and f.stream = e.stream
      and f.seq = 2
    order by e.at desc, e.id desc`.execute(tx)
  const counted = await sql<{ n: number }>`select count(*)::int as n ${found}`.execute(tx)
  return { rows: rows.map(rowOf), total: counted.rows[0]?.n ?? 0, offset, limit }
}

async function conditions(tx: Tx, actor: Actor, query: Query, now: Date): Promise<RawBuilder<unknown>[]> {
  const { kind, person, placeId, from, to, words } = query
  const { tenantId } = actor
  const paths = await scopeOf(tx, actor)
  const until = to ? startOfDayMs(dayNumberFrom(to) + 1) : startOfDayMs(dayNumberOf(now) + 1)
  const since = from ? startOfDayMs(dayNumberFrom(from)) : until - daysShown * dayMs
  return [
    sql`e.type in (${typesIn(kind ? typesOf(kind) : [...watched.keys()])})`,
    sql`e.at >= ${new Date(since)} and e.at < ${new Date(until)}`,
    ...(paths ? [doneWithin(tenantId, paths)] : []),
    ...(placeId ? [doneWithin(tenantId, await pathOf(tx, tenantId, placeId))] : []),
    ...(person?.trim() ? [byOrAbout(await personsNamed(tx, tenantId, person.trim()))] : []),
    ...(words?.trim() ? [saying(words.trim())] : []),
  ]
}

async function pathOf(tx: Tx, tenantId: TenantId, placeId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ path: string }>`select path from places.places_view
    where tenant_id = ${tenantId} and id = ${placeId}`.execute(tx)
  return rows.map(({ path }) => path)
}

const doneWithin = (tenantId: TenantId, paths: readonly string[]) => sql`exists (select from people.posts_view w
  where w.tenant_id = ${tenantId} and w.id = (e.actor ->> 'postId')::uuid
    and exists (select from unnest(${paths}::text[]) as within(path) where starts_with(w.place_path, within.path)))`

async function personsNamed(tx: Tx, tenantId: TenantId, name: string): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`select id from people.persons_view
    where tenant_id = ${tenantId} and name ilike ${contains(name)} limit ${mostNamed}`.execute(tx)
  return rows.map(({ id }) => id)
}

const byOrAbout = (ids: readonly PersonId[]) =>
  sql`(e.actor ->> 'personId' = any(${ids}::text[]) or e.payload ->> 'personId' = any(${ids}::text[]))`

/** In the reason that was given, in which list was taken, or in what the event is called on the page. */
function saying(text: string): RawBuilder<unknown> {
  const called = [...watched].flatMap(([type, { words }]) =>
    words.zh.includes(text) || words.en.toLowerCase().includes(text.toLowerCase()) ? [type] : [],
  )
  return sql`(coalesce(e.payload ->> 'reason', e.payload -> 'facts' ->> 'reason', e.payload ->> 'why', '') ilike ${contains(text)}
    or e.payload ->> 'list' ilike ${contains(text)} or e.type = any(${called}::text[]))`
}

/** Streets and communities within reach. */
export async function areasOf(tx: Tx, actor: Actor): Promise<ResponseOf<typeof listAreas>> {
  const paths = await scopeOf(tx, actor)
  const { rows } = await sql<ResponseOf<typeof listAreas>['areas'][number]>`
    select id, name, name_en as "nameEn" from places.places_view
    where tenant_id = ${actor.tenantId} and ended_at is null and level_kind = 'area'
      ${paths ? sql`and exists (select from unnest(${paths}::text[]) as w(path) where starts_with(places_view.path, w.path))` : sql``}
    order by path limit 500`.execute(tx)
  return { areas: rows }
}
