import type { RawBuilder } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { PersonId, PostId } from '../../../kernel/contract/ids.ts'
import type { Role } from '../../../kernel/contract/roles.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { isAdministrator, managedPaths, setApart } from '../post-policy.ts'
import { placeName, placeNameEn } from '../post-queries.ts'
import type { HandoverId } from '../tables.ts'
import { allowAppointing, mayAppoint } from './appointing.ts'
import type {
  getHandover,
  HandoverPreview,
  HandoverState,
  HandoverView,
  listHandovers,
  listTenures,
  listVacancies,
  PostLoad,
} from './contract.ts'
import { loadsOf } from './post-load.ts'

interface Row {
  id: HandoverId
  postId: PostId
  name: string
  nameEn: string
  role: Role
  placePath: string
  placeName: string
  placeNameEn: string
  fromId: PersonId | null
  fromName: string | null
  toId: PersonId
  toName: string
  fromAt: Date
  state: HandoverState
  why: string
  decidedBy: string
  decidedAt: Date
  endedAt: Date | null
  note: Buffer | null
  passed: PostLoad[] | null
}

const handovers = sql`people.handovers h
  join people.posts_view p on p.tenant_id = h.tenant_id and p.id = h.post_id
  join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
  left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
  left join people.persons f on f.tenant_id = h.tenant_id and f.id = h.from_person_id
  join people.persons t on t.tenant_id = h.tenant_id and t.id = h.to_person_id
  left join people.persons d on d.tenant_id = h.tenant_id and d.id = h.decided_by`

const columns = sql`h.id, h.post_id as "postId", p.name, p.name_en as "nameEn", p.role, p.place_path as "placePath",
  ${placeName} as "placeName", ${placeNameEn} as "placeNameEn", h.from_person_id as "fromId", f.name as "fromName", h.to_person_id as "toId",
  t.name as "toName", h.from_at as "fromAt", h.state, h.why, coalesce(d.name, '') as "decidedBy",
  h.decided_at as "decidedAt", h.ended_at as "endedAt", h.note_sealed as note, h.passed`

/** Posts `p` that the actor manages. */
const managedSql = (actor: Actor): RawBuilder<boolean> => sql<boolean>`(${isAdministrator(actor)}
  or p.role <> all(${[...setApart]}::text[])
    and exists (select from unnest(${managedPaths(actor)}::text[]) w where starts_with(p.place_path, w)))`

/** Hand-overs `h` that the actor sees: of posts that they manage, and those by which they got or gave one. */
const visibleSql = (actor: Actor) => sql<boolean>`h.tenant_id = ${actor.tenantId}
  and (h.from_person_id = ${actor.personId} or h.to_person_id = ${actor.personId} or ${managedSql(actor)})`

function present(actor: Actor, row: Row): HandoverView {
  const { id, fromAt, state, why, decidedBy, decidedAt, endedAt } = row
  return {
    ...{ id, state, why, decidedBy },
    post: {
      ...{ id: row.postId, name: row.name, nameEn: row.nameEn, role: row.role },
      ...{ placeName: row.placeName, placeNameEn: row.placeNameEn },
    },
    from: row.fromId && { personId: row.fromId, name: row.fromName ?? '' },
    to: { personId: row.toId, name: row.toName },
    fromAt: fromAt.toISOString(),
    decidedAt: decidedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    mayCancel: state === 'planned' && mayAppoint(actor, row),
  }
}

/** Those to come first, the nearest day first; then the newest. A page at a time. */
export async function findHandovers(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof listHandovers>,
): Promise<ResponseOf<typeof listHandovers>> {
  const { state = null, offset = 0, limit = 50 } = query
  const where = sql`${visibleSql(actor)} and (${state}::text is null or h.state = ${state})`
  const { rows } = await sql<Row>`select ${columns} from ${handovers} where ${where}
    order by h.state = 'planned' desc, case when h.state = 'planned' then h.from_at end, h.from_at desc, h.id
    limit ${limit} offset ${offset}`.execute(tx)
  const counted = await sql<{ total: number }>`select count(*)::int as total from ${handovers} where ${where}`.execute(
    tx,
  )
  return { rows: rows.map((row) => present(actor, row)), total: counted.rows[0]?.total ?? 0, offset, limit }
}

/** One hand-over with its note, and what went over. */
export async function oneHandover(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  handoverId: HandoverId,
  at: Date,
): Promise<ResponseOf<typeof getHandover>> {
  const { rows } = await sql<Row>`select ${columns} from ${handovers}
    where ${visibleSql(actor)} and h.id = ${handoverId}`.execute(tx)
  const row = rows[0] ?? notFound()
  // Who was to take over and does not is no longer to know what was written for them.
  const noteOpen = row.state === 'planned' || row.state === 'done' || row.toId !== actor.personId
  const asked = { tenantId: actor.tenantId, postIds: [row.postId], at }
  const passed = row.state === 'planned' ? (await loadsOf(tx, asked)).get(row.postId) : row.passed
  return {
    ...present(actor, row),
    note: row.note && noteOpen ? secrets.open(row.note) : '',
    passed: [...(passed ?? [])],
  }
}

interface PostNow {
  id: PostId
  name: string
  nameEn: string
  role: Role
  placePath: string
  placeName: string
  placeNameEn: string
  holderId: PersonId | null
  holderName: string | null
  since: Date | null
  actingId: PersonId | null
  actingName: string | null
  how: 'own' | 'stand_in' | 'upward' | null
  absentUntil: Date | null
}

/** What would go over with a post if it passed now. */
export async function previewOfHandover(tx: Tx, actor: Actor, postId: PostId, at: Date): Promise<HandoverPreview> {
  const { tenantId } = actor
  const { rows } = await sql<PostNow>`select p.id, p.name, p.name_en as "nameEn", p.role, p.place_path as "placePath",
      ${placeName} as "placeName", ${placeNameEn} as "placeNameEn", t.person_id as "holderId", n.name as "holderName", t.from_at as since,
      a.person_id as "actingId", m.name as "actingName", a.how, b.to_at as "absentUntil"
    from people.posts_view p
    join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
    left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
    left join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id and t.to_at is null
    left join people.persons n on n.tenant_id = t.tenant_id and n.id = t.person_id
    left join lateral people.acting(p.tenant_id, p.id, ${at}) a on true
    left join people.persons m on m.tenant_id = p.tenant_id and m.id = a.person_id
    left join lateral (select b.to_at from people.absences b where b.tenant_id = t.tenant_id and b.tenure_id = t.id
      and b.cancelled_at is null and b.from_at <= ${at} and b.to_at > ${at} limit 1) b on true
    where p.tenant_id = ${tenantId} and p.id = ${postId} and p.abolished_at is null`.execute(tx)
  const post = rows[0] ?? notFound()
  allowAppointing(actor, post)
  const going = (await loadsOf(tx, { tenantId, postIds: [postId], at })).get(postId) ?? []
  const planned = await sql<Row>`select ${columns} from ${handovers}
    where h.tenant_id = ${tenantId} and h.post_id = ${postId} and h.state = 'planned'`.execute(tx)
  const [next] = planned.rows
  const { holderId, actingId, how, since } = post
  return {
    post: {
      ...{ id: post.id, name: post.name, nameEn: post.nameEn, role: post.role },
      ...{ placeName: post.placeName, placeNameEn: post.placeNameEn },
    },
    holder: holderId && since && { personId: holderId, name: post.holderName ?? '', since: since.toISOString() },
    acting: actingId && how && { personId: actingId, name: post.actingName ?? '', how },
    absentUntil: post.absentUntil?.toISOString() ?? null,
    going: [...going],
    planned: next ? present(actor, next) : null,
  }
}

interface VacantRow extends PostNow {
  kindName: Words
  plannedId: HandoverId | null
  plannedTo: PersonId | null
  plannedName: string | null
  plannedAt: Date | null
  total: number
}

/** Posts that nobody holds now, among those that the actor manages, by place; each with what waits in it. */
export async function findVacancies(
  tx: Tx,
  actor: Actor,
  query: QueryOf<typeof listVacancies>,
  at: Date,
): Promise<ResponseOf<typeof listVacancies>> {
  const { placeId = null, offset = 0, limit = 50 } = query
  const { tenantId } = actor
  const { rows } = await sql<VacantRow>`
    with found as (
      select p.tenant_id, p.id, p.place_path, p.chain_step, p.name from people.posts_view p
      where p.tenant_id = ${tenantId} and p.abolished_at is null and ${managedSql(actor)}
        and not exists (select from people.tenures t where t.tenant_id = p.tenant_id and t.post_id = p.id
          and t.from_at <= ${at} and (t.to_at is null or t.to_at > ${at}))
        and (${placeId}::uuid is null or exists (select from places.places_view w where w.tenant_id = ${tenantId}
          and w.id = ${placeId}::uuid and starts_with(p.place_path, w.path)))),
    chosen as (select *, (select count(*) from found)::int as total from found
      order by place_path, chain_step desc nulls last, name, id limit ${limit} offset ${offset})
    select p.id, p.name, p.name_en as "nameEn", p.role, p.place_path as "placePath", ${placeName} as "placeName", ${placeNameEn} as "placeNameEn",
      k.name as "kindName", (select max(t.to_at) from people.tenures t
        where t.tenant_id = p.tenant_id and t.post_id = p.id) as since,
      a.person_id as "actingId", n.name as "actingName", h.id as "plannedId", h.to_person_id as "plannedTo",
      y.name as "plannedName", h.from_at as "plannedAt", c.total
    from chosen c
    join people.posts_view p on p.tenant_id = c.tenant_id and p.id = c.id
    join people.post_kinds k on k.tenant_id = p.tenant_id and k.code = p.kind_code
    join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
    left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
    left join lateral people.acting(p.tenant_id, p.id, ${at}) a on true
    left join people.persons n on n.tenant_id = p.tenant_id and n.id = a.person_id
    left join people.handovers h on h.tenant_id = p.tenant_id and h.post_id = p.id and h.state = 'planned'
    left join people.persons y on y.tenant_id = h.tenant_id and y.id = h.to_person_id
    order by c.place_path, c.chain_step desc nulls last, c.name, c.id`.execute(tx)
  const loads = await loadsOf(tx, { tenantId, postIds: rows.map(({ id }) => id), at })
  return {
    rows: rows.map((row) => presentVacancy(actor, row, loads.get(row.id) ?? [])),
    ...{ total: rows[0]?.total ?? 0, offset, limit },
  }
}

function presentVacancy(actor: Actor, row: VacantRow, waiting: readonly PostLoad[]) {
  const { id, name, nameEn, role, kindName, plannedId, plannedTo, plannedAt } = row
  return {
    post: { id, name, nameEn, role, placeName: row.placeName, placeNameEn: row.placeNameEn },
    kindName,
    since: row.since?.toISOString() ?? null,
    acting: row.actingId && { personId: row.actingId, name: row.actingName ?? '' },
    waiting: [...waiting],
    planned:
      plannedId && plannedTo && plannedAt
        ? {
            id: plannedId,
            to: { personId: plannedTo, name: row.plannedName ?? '' },
            fromAt: plannedAt.toISOString(),
          }
        : null,
    mayFill: mayAppoint(actor, row),
  }
}

/** Who has held a post, the newest first. */
export async function tenuresOf(tx: Tx, actor: Actor, postId: PostId): Promise<ResponseOf<typeof listTenures>> {
  const { tenantId } = actor
  const post = await sql`select from people.posts where tenant_id = ${tenantId} and id = ${postId}`.execute(tx)
  if (post.rows.length === 0) notFound()
  const { rows } = await sql<{ personId: PersonId; name: string; fromAt: Date; toAt: Date | null }>`
    select t.person_id as "personId", n.name, t.from_at as "fromAt", t.to_at as "toAt" from people.tenures t
    join people.persons n on n.tenant_id = t.tenant_id and n.id = t.person_id
    where t.tenant_id = ${tenantId} and t.post_id = ${postId} order by t.from_at desc, t.id desc limit 100`.execute(tx)
  return {
    tenures: rows.map(({ personId, name, fromAt, toAt }) => ({
      ...{ personId, name },
      fromAt: fromAt.toISOString(),
      toAt: toAt?.toISOString() ?? null,
    })),
  }
}

/** What a notice of a hand-over says; for the module that tells it. */
export interface HandoverTold {
  readonly name: string
  readonly nameEn: string
  readonly fromPersonId: PersonId | null
  readonly toPersonId: PersonId
  readonly toName: string
  readonly decidedBy: PersonId
  readonly passed: readonly PostLoad[]
}

/** A hand-over as a notice needs it; null when there is none. */
export async function handoverTold(tx: Tx, tenantId: string, handoverId: HandoverId): Promise<HandoverTold | null> {
  const { rows } = await sql<HandoverTold>`select p.name, p.name_en as "nameEn", h.from_person_id as "fromPersonId",
      h.to_person_id as "toPersonId", t.name as "toName", h.decided_by as "decidedBy", coalesce(h.passed, '[]') as passed
    from people.handovers h
    join people.posts p on p.tenant_id = h.tenant_id and p.id = h.post_id
    join people.persons t on t.tenant_id = h.tenant_id and t.id = h.to_person_id
    where h.tenant_id = ${tenantId} and h.id = ${handoverId}`.execute(tx)
  return rows[0] ?? null
}
