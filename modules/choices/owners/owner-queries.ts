import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { notFound } from '../../../kernel/contract/errors.ts'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { maskName } from '../../../kernel/text/masking.ts'
import { maskPhone } from '../../../kernel/text/phones.ts'
import { phoneLookups } from '../../people/public.ts'
import { type Doing, keepingPost, readerScopeSql } from '../scope.ts'
import type { OwnerId, OwnerRecord } from '../tables.ts'
import type { CompoundRow, HoldingView, listOwners, OwnerRow, OwnerView } from './contract.ts'
import type { OwnerKind } from './kinds.ts'
import { compoundFor, ownerNameLookups, roomKey } from './owner-store.ts'

/** A developer and other organisations are named in full: they are nobody's person. */
export const maskedName = (kind: OwnerKind, name: string): string =>
  kind === 'person'
    ? name
        .split(/[、,，]/)
        .map(maskName)
        .join('、')
    : name

export const shownName = (secrets: Secrets, kind: OwnerKind, sealed: Buffer): string =>
  maskedName(kind, secrets.open(sealed))

const compoundSql = sql`select p.id, p.name, p.name_en as "nameEn", a.name as community, a.name_en as "communityEn",
    (select count(*)::int from places.rooms_view r where r.tenant_id = p.tenant_id and r.building_path >= p.path
      and r.building_path < p.path || ':') as "roomsKnown",
    h.rooms, h.heads, h."areaCm2",
    (select count(*)::int from choices.questions q where q.tenant_id = p.tenant_id and q.compound_id = p.id) as questions
  from places.places_view p
  join places.places_view a on a.tenant_id = p.tenant_id and a.id = p.parent_id
  cross join lateral (select count(*)::int as rooms, count(distinct h.owner_id)::int as heads,
      coalesce(sum(h.area_cm2), 0)::bigint as "areaCm2"
    from choices.holdings h where h.tenant_id = p.tenant_id and h.to_on is null
      and h.building_path >= p.path and h.building_path < p.path || ':') h`

/** The compounds of the actor's places with their registers. */
export async function compoundsOf(tx: Tx, { tenantId, actor }: Doing): Promise<CompoundRow[]> {
  const { rows } = await sql<CompoundRow>`${compoundSql} where p.tenant_id = ${tenantId} and p.level_kind = 'compound'
    and p.ended_at is null and ${readerScopeSql(actor, sql`p.path`)}
    order by h.heads = 0, p.path`.execute(tx)
  return rows
}

const holdingsSql = sql`(select coalesce(json_agg(json_build_object('id', h.id, 'unit', r.unit, 'number', r.number,
    'building', json_build_object('id', b.id, 'name', b.name, 'nameEn', b.name_en),
    'areaCm2', h.area_cm2, 'areaSource', h.area_source, 'fromOn', h.from_on, 'toOn', h.to_on)
    order by h.to_on is not null, b.path, r.unit, length(r.number), r.number), '[]')
  from choices.holdings h join places.rooms_view r on r.tenant_id = h.tenant_id and r.id = h.room_id
  join places.places_view b on b.tenant_id = h.tenant_id and b.id = h.building_id
  where h.tenant_id = o.tenant_id and h.owner_id = o.id)`

type OwnerSource = OwnerRecord & { readonly holdings: HoldingView[] }

const presentOwner = (secrets: Secrets, { id, kind, name_sealed, phone_sealed, holdings }: OwnerSource): OwnerRow => ({
  ...{ id, kind, holdings },
  name: shownName(secrets, kind, name_sealed),
  phone: phone_sealed ? maskPhone(secrets.open(phone_sealed)) : null,
  areaCm2: holdings.reduce((sum, { areaCm2, toOn }) => sum + (toOn ? 0 : areaCm2), 0),
})

type Query = QueryOf<typeof listOwners>

function wanted(secrets: Secrets, { q, kind }: Query) {
  const text = q?.trim()
  const conditions = [
    sql`exists (select from choices.holdings h where h.tenant_id = o.tenant_id and h.owner_id = o.id and h.to_on is null)`,
  ]
  if (kind) conditions.push(sql`o.kind = ${kind}`)
  if (text) {
    const part = `%${roomKey(text).replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(o.name_lookup = any(${[...ownerNameLookups(secrets, text)]}::bytea[])
      or o.phone_lookup = any(${[...phoneLookups(secrets, text)]}::bytea[])
      or exists (select from choices.holdings h join places.rooms_view r on r.tenant_id = h.tenant_id and r.id = h.room_id
        join places.places_view b on b.tenant_id = h.tenant_id and b.id = h.building_id
        where h.tenant_id = o.tenant_id and h.owner_id = o.id and h.to_on is null
          and (b.name || r.unit || '单元' || r.number ilike ${part} or r.number ilike ${part})))`)
  }
  return sql.join(conditions, sql` and `)
}

/** A page of the register of a compound, in the order of rooms. */
export async function ownerPage(
  tx: Tx,
  doing: Doing,
  compoundId: PlaceId,
  query: Query,
): Promise<ResponseOf<typeof listOwners>> {
  const { tenantId, secrets, actor } = doing
  const { offset = 0, limit = 50 } = query
  const place = await compoundFor(tx, doing, compoundId)
  const { rows } = await sql<OwnerSource & { total: number }>`
    with found as (select o.*, ${holdingsSql} as holdings,
      (select min(h.building_path || ' ' || r.unit || ' ' || lpad(r.number, 12, '0')) from choices.holdings h
        join places.rooms_view r on r.tenant_id = h.tenant_id and r.id = h.room_id
        where h.tenant_id = o.tenant_id and h.owner_id = o.id and h.to_on is null) as first_room
      from choices.owners o where o.tenant_id = ${tenantId} and o.compound_id = ${compoundId}
        and ${wanted(secrets, query)})
    select found.*, (select count(*)::int from found) as total from found order by first_room, id
    offset ${offset} limit ${limit}`.execute(tx)
  const { rows: compounds } = await sql<CompoundRow>`${compoundSql}
    where p.tenant_id = ${tenantId} and p.id = ${compoundId}`.execute(tx)
  const { rows: buildings } = await sql<OwnerView['compound']>`select id, name, name_en as "nameEn"
    from places.places_view where tenant_id = ${tenantId} and level_kind = 'building' and ended_at is null
      and path > ${place.path} and path < ${`${place.path}:`} order by path`.execute(tx)
  const [compound] = compounds
  if (!compound) return notFound()
  return {
    rows: rows.map((row) => presentOwner(secrets, row)),
    ...{ total: rows[0]?.total ?? 0, offset, limit, compound, buildings },
    mayKeep: keepingPost(actor, place.path) !== null,
  }
}

/** One owner with the reasons of what was put right. */
export async function ownerView(tx: Tx, doing: Doing, id: OwnerId): Promise<OwnerView> {
  const { tenantId, secrets, actor } = doing
  const { rows } = await sql<OwnerSource & { compound: OwnerView['compound'] }>`select o.*, ${holdingsSql} as holdings,
      json_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en) as compound
    from choices.owners o join places.places_view p on p.tenant_id = o.tenant_id and p.id = o.compound_id
    where o.tenant_id = ${tenantId} and o.id = ${id} and ${readerScopeSql(actor, sql`o.compound_path`)}`.execute(tx)
  const [owner] = rows
  if (!owner) return notFound()
  const { rows: corrections } = await sql<{ why: string; by: string; at: Date }>`select c.why, n.name as by, c.at
    from choices.corrections c join people.persons_view n on n.tenant_id = c.tenant_id and n.id = c.by_person
    where c.tenant_id = ${tenantId} and c.owner_id = ${id} order by c.at desc, c.id desc`.execute(tx)
  return {
    ...presentOwner(secrets, owner),
    compound: owner.compound,
    corrections: corrections.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
    mayKeep: keepingPost(actor, owner.compound_path) !== null,
  }
}
