import type { ActingHow, Actor } from '../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { GridId, PersonId, PlaceId, PostId } from '../../kernel/contract/ids.ts'
import type { Role } from '../../kernel/contract/roles.ts'
import type { Words } from '../../kernel/contract/words.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { chainOf, listPosts, PostView } from './contract.ts'
import { mayAppoint } from './handover/appointing.ts'
import { isAdministrator, managedPaths, managesPost, setApart } from './post-policy.ts'
import type { AbsenceId } from './tables.ts'

interface PostRow {
  id: PostId
  kind: string
  kindName: Words
  role: Role
  chainStep: number | null
  name: string
  nameEn: string
  placeId: PlaceId
  placePath: string
  placeName: string
  placeNameEn: string
  gridId: GridId | null
  officePhone: string | null
  holderId: PersonId | null
  holderName: string | null
  since: Date | null
  actingId: PersonId | null
  actingName: string | null
  how: ActingHow | null
  absenceId: AbsenceId | null
  absentFrom: Date | null
  absentTo: Date | null
  standInId: PersonId | null
  standInName: string | null
}

/** The name of a place `l`, a building's with that of its compound `o`: every compound has a 1栋. */
export const placeName = sql`case when l.level_kind in ('building', 'inside') then o.name || ' ' || l.name else l.name end`

/** The same in English; empty where the place has no English name. */
export const placeNameEn = sql`case when l.level_kind in ('building', 'inside') and o.name_en <> '' and l.name_en <> ''
  then o.name_en || ', ' || l.name_en else l.name_en end`

/** The columns of a post `p` (of posts_view) with who holds it and who acts, for `at`. */
const columns = (at: Date) => sql`
  select c.at_row, p.id, p.kind_code as kind, k.name as "kindName", p.role, p.chain_step as "chainStep", p.name, p.name_en as "nameEn",
    p.place_id as "placeId", p.place_path as "placePath", ${placeName} as "placeName",
    ${placeNameEn} as "placeNameEn", p.grid_id as "gridId",
    p.office_phone as "officePhone", t.person_id as "holderId", h.name as "holderName", t.from_at as since,
    a.person_id as "actingId", n.name as "actingName", a.how,
    b.id as "absenceId", b.from_at as "absentFrom", b.to_at as "absentTo", b.stand_in_id as "standInId", s.name as "standInName"
  from chosen c
  join people.posts_view p on p.tenant_id = c.tenant_id and p.id = c.id
  join people.post_kinds k on k.tenant_id = p.tenant_id and k.code = p.kind_code
  join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
  left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
  left join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id and t.from_at <= ${at}
    and (t.to_at is null or t.to_at > ${at})
  left join people.persons h on h.tenant_id = t.tenant_id and h.id = t.person_id
  left join lateral people.acting(p.tenant_id, p.id, ${at}) a on true
  left join people.persons n on n.tenant_id = p.tenant_id and n.id = a.person_id
  left join lateral (select b.* from people.absences b where b.tenant_id = t.tenant_id and b.tenure_id = t.id
    and b.cancelled_at is null and b.to_at > ${at} order by b.from_at limit 1) b on true
  left join people.persons s on s.tenant_id = b.tenant_id and s.id = b.stand_in_id`

const personOf = (personId: PersonId | null, name: string | null) => (personId ? { personId, name: name ?? '' } : null)

/** Volunteers and residents see who answers; when somebody is away is for staff, absences are for who manages the post. */
function present(row: PostRow, actor: Actor, at: Date): PostView {
  const {
    id,
    kind,
    kindName,
    role,
    chainStep,
    name,
    nameEn,
    placeId,
    placeName,
    placeNameEn,
    gridId,
    officePhone,
    how,
  } = row
  const [holder, acting] = [personOf(row.holderId, row.holderName), personOf(row.actingId, row.actingName)]
  const { absenceId, absentFrom, absentTo } = row
  const absence = absenceId && absentFrom && absentTo && managesPost(actor, row)
  const away = absentFrom && absentTo && absentFrom <= at && actor.posts.length > 0
  return {
    ...{ id, kind, kindName, role, chainStep, name, nameEn, placeId, placeName, placeNameEn, gridId, officePhone },
    holder: holder && { ...holder, since: (row.since ?? at).toISOString() },
    acting: acting && how && { ...acting, how },
    absentUntil: away ? absentTo.toISOString() : null,
    mayFill: mayAppoint(actor, row),
    absence: absence
      ? {
          id: absenceId,
          fromAt: absentFrom.toISOString(),
          toAt: absentTo.toISOString(),
          standIn: personOf(row.standInId, row.standInName),
        }
      : null,
  }
}

/** The directory of live posts: filtered, by place from the top down, a page at a time. */
export async function findPosts(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof listPosts>,
  at: Date,
): Promise<ResponseOf<typeof listPosts>> {
  const { placeId = null, role = null, vacant, managed = false, q = '', offset = 0, limit = 50 } = query
  const { tenantId } = actor
  const paths = managed ? managedPaths(actor) : ['/']
  const typed = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<PostRow & { total: number }>`
    with found as (
      select p.tenant_id, p.id, p.place_path, p.chain_step, p.name
      from people.posts_view p
      join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
      left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
      left join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id and t.from_at <= ${at}
        and (t.to_at is null or t.to_at > ${at})
      left join people.persons h on h.tenant_id = t.tenant_id and h.id = t.person_id
      where p.tenant_id = ${tenantId} and p.abolished_at is null
        and exists (select from unnest(${paths}::text[]) w where starts_with(p.place_path, w))
        and (${!managed || isAdministrator(actor)} or p.role <> all(${[...setApart]}::text[]))
        and (${placeId}::uuid is null or exists (select from places.places_view w where w.tenant_id = ${tenantId}
          and w.id = ${placeId}::uuid and starts_with(p.place_path, w.path)))
        and (${role}::text is null or p.role = ${role})
        and (${vacant ?? null}::boolean is null or (t.id is null) = ${vacant ?? null})
        and (p.name ilike ${typed} or p.name_en ilike ${typed} or ${placeName} ilike ${typed} or h.name ilike ${typed})),
    chosen as (
      select tenant_id, id, row_number() over (order by place_path, chain_step desc nulls last, name, id) as at_row
      from found order by at_row limit ${limit} offset ${offset})
    select v.*, (select count(*) from found)::int as total
    from (select null) one left join lateral (${columns(at)}) v on true order by v.at_row`.execute(tx)
  const posts = rows.filter((row) => row.id !== null)
  return { rows: posts.map((row) => present(row, actor, at)), total: rows[0]?.total ?? 0, offset, limit }
}

/** The chain of responsibility of a place at an instant, nearest first. */
export async function chainView(tx: Tx, actor: Actor, placeId: PlaceId, at: Date): Promise<ResponseOf<typeof chainOf>> {
  const { tenantId } = actor
  const { rows } = await sql<PostRow>`
    with chosen as (select p_tenant as tenant_id, c.post_id as id, c.step as at_row
      from (select ${tenantId}::uuid as p_tenant) one, people.chain_of(${tenantId}, ${placeId}, ${at}) c)
    ${columns(at)} order by c.at_row`.execute(tx)
  if (rows.length === 0) await refuseUnknownPlace(tx, actor, placeId)
  return { posts: rows.map((row) => present(row, actor, at)) }
}

async function refuseUnknownPlace(tx: Tx, { tenantId }: Actor, placeId: PlaceId): Promise<void> {
  const { rows } = await sql`select from places.places_view where tenant_id = ${tenantId} and id = ${placeId}`.execute(
    tx,
  )
  if (rows.length === 0) notFound()
}
