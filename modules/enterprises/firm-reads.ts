import type { Actor } from '../../kernel/actor.ts'
import type { GridId, PersonId, PlaceId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import type { ContactId, FactValue, FirmFilter } from './contract.ts'
import { whereSql } from './firm-filter.ts'
import { firmScopeSql, memberSql } from './firm-scope.ts'
import type { FirmId, FirmState } from './shapes.ts'
import type { FirmRecord } from './tables.ts'

/** A firm as other modules need it. */
export interface Firm {
  readonly id: FirmId
  readonly name: string
  readonly nameEn: string | null
  readonly uscc: string | null
  readonly placeId: PlaceId
  readonly placePath: string
  readonly gridId: GridId | null
  readonly keyFirm: boolean
  readonly state: FirmState
  readonly sinceOn: Day
}

const firm = (row: FirmRecord): Firm => ({
  id: row.id,
  name: row.name,
  nameEn: row.name_en,
  uscc: row.uscc,
  placeId: row.place_id,
  placePath: row.place_path,
  gridId: row.grid_id,
  keyFirm: row.key_firm,
  state: row.state,
  sinceOn: row.since_on,
})

/** One firm: of the tenant, or as an actor may see it (in the scope of a post, or as a member of the firm); else null. */
export async function firmOf(tx: Tx, who: Actor | TenantId, firmId: FirmId): Promise<Firm | null> {
  const [tenantId, scope] =
    typeof who === 'string'
      ? [who, sql<boolean>`true`]
      : [who.tenantId, sql<boolean>`(${firmScopeSql(who)} or ${memberSql(who.personId)})`]
  const { rows } = await sql<FirmRecord>`select f.* from enterprises.firms f
    where f.tenant_id = ${tenantId} and f.id = ${firmId} and ${scope}`.execute(tx)
  return rows[0] ? firm(rows[0]) : null
}

/** Firms in the scope of an actor's posts that a filter selects, by name. */
export async function firmsInScope(
  tx: Tx,
  actor: Actor,
  filter: FirmFilter,
  now: Date,
  page: { offset?: number; limit?: number } = {},
): Promise<Firm[]> {
  const { rows } = await sql<FirmRecord>`select f.* from enterprises.firms f where ${whereSql(actor, filter, now)}
    order by f.name, f.id offset ${page.offset ?? 0} limit ${page.limit ?? 100_000}`.execute(tx)
  return rows.map(firm)
}

/** The persons who speak for a firm: its confirmed contacts. */
export async function membersOf(tx: Tx, tenantId: TenantId, firmId: FirmId): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`select distinct person_id as id from enterprises.members_view
    where tenant_id = ${tenantId} and firm_id = ${firmId}`.execute(tx)
  return rows.map((row) => row.id)
}

/** The record that a firm goes on as: itself, or the one that it was merged into, however many merges lie between. */
export async function keptFirm(tx: Tx, tenantId: TenantId, firmId: FirmId): Promise<FirmId> {
  const { rows } = await sql<{ id: FirmId }>`
    with recursive kept as (
      select id, merged_into_id from enterprises.firms where tenant_id = ${tenantId} and id = ${firmId}
      union select f.id, f.merged_into_id from enterprises.firms f join kept on f.id = kept.merged_into_id
        where f.tenant_id = ${tenantId})
    select id from kept where merged_into_id is null`.execute(tx)
  return rows[0]?.id ?? firmId
}

/** The records that firms consist of: themselves first, then those that were merged into them. */
export async function recordsOf(tx: Tx, tenantId: TenantId, firmIds: readonly FirmId[]): Promise<FirmId[]> {
  const { rows } = await sql<{ id: FirmId }>`
    with recursive gone as (
      select id from enterprises.firms where tenant_id = ${tenantId} and merged_into_id = any(${[...firmIds]}::uuid[])
      union select f.id from enterprises.firms f join gone on f.merged_into_id = gone.id
        where f.tenant_id = ${tenantId})
    select id from gone order by id`.execute(tx)
  return [...firmIds, ...rows.map(({ id }) => id)]
}

/** As which contact somebody speaks for a firm; null where they do not. */
export async function contactOfMember(
  tx: Tx,
  tenantId: TenantId,
  firmId: FirmId,
  personId: PersonId,
): Promise<ContactId | null> {
  const { rows } = await sql<{ id: ContactId }>`select id from enterprises.contacts
    where tenant_id = ${tenantId} and firm_id = ${firmId} and person_id = ${personId} and ended_at is null
    order by is_main desc, added_at limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

/** The firms that a person speaks for. */
export async function firmsOfMember(tx: Tx, tenantId: TenantId, personId: PersonId): Promise<Firm[]> {
  const { rows } = await sql<FirmRecord>`select f.* from enterprises.firms f
    where f.tenant_id = ${tenantId} and f.state in ('active', 'left') and ${memberSql(personId)} order by f.name`.execute(
    tx,
  )
  return rows.map(firm)
}

/** Whether somebody is a confirmed contact of a firm that is not merged away. */
export async function isMember(tx: Tx, { tenantId, personId }: Actor, firmId: FirmId): Promise<boolean> {
  return (await firmsOfMember(tx, tenantId, personId)).some(({ id }) => id === firmId)
}

/** What is known of a firm, by the keys that policies read. */
export type KnownFacts = Readonly<Record<string, FactValue>>

/**
 * What is known of firms today. Recorded facts, and those that follow from the registers: `operatingPlace` (code of the
 * area of administration), `suiteArea` (dm²) and `monthlyRent` (fen) of the suites that it has now.
 */
export async function factsOf(
  tx: Tx,
  tenantId: TenantId,
  firmIds: readonly FirmId[],
  now: Date,
): Promise<Map<FirmId, KnownFacts>> {
  const today = dayOf(now)
  const { rows } = await sql<{
    id: FirmId
    facts: KnownFacts | null
    area: number | null
    rent: number | null
    place: string | null
  }>`
    select f.id,
      (select json_object_agg(x.key, x.value) from enterprises.facts x
        where x.tenant_id = f.tenant_id and x.firm_id = f.id and x.replaced_at is null) as facts,
      stay.area, stay.rent,
      (select a.code from places.places_view a where a.tenant_id = f.tenant_id and a.level_kind = 'area'
        and a.number = any(places.numbers_in(f.place_path)) order by a.level_rank desc limit 1) as place
    from enterprises.firms f
    left join lateral (
      select sum(s.area_cm2)::bigint / 100 as area,
        case when bool_and(t.rent_fen_month is not null) then sum(t.rent_fen_month)::bigint end as rent
      from enterprises.tenancies t join enterprises.suites s on s.tenant_id = t.tenant_id and s.id = t.suite_id
      where t.tenant_id = f.tenant_id and t.firm_id = f.id and t.from_on <= ${today}::date
        and (t.to_on is null or t.to_on > ${today}::date)) stay on true
    where f.tenant_id = ${tenantId} and f.id = any(${[...firmIds]}::uuid[])`.execute(tx)
  return new Map(
    rows.map(({ id, facts, area, rent, place }) => [
      id,
      {
        ...(place === null ? {} : { operatingPlace: place }),
        ...(area === null ? {} : { suiteArea: area }),
        ...(rent === null ? {} : { monthlyRent: rent }),
        ...facts,
      },
    ]),
  )
}
