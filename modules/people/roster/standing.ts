import type { PersonId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { phoneLookups } from '../phones.ts'
import type { KnownPerson, SeenPost, Standing } from './judge.ts'
import type { PostKind } from './kind-of.ts'
import type { RosterRow } from './read-row.ts'
import { Register, type SeenGrid, type SeenPlace } from './where.ts'

/** What rows of a roster are judged against: live places, grids, posts with who holds them, and the persons of the rows. */
export async function loadStanding(
  tx: Tx,
  secrets: Secrets,
  { tenantId, personId }: { readonly tenantId: TenantId; readonly personId: PersonId },
  rows: readonly RosterRow[],
): Promise<Standing> {
  const places =
    await sql<SeenPlace>`select id, parent_id as "parentId", level_code as level, level_kind as kind, name, code, path
    from places.places_view where tenant_id = ${tenantId} and ended_at is null and level_kind <> 'inside'`.execute(tx)
  const grids = await sql<SeenGrid>`select id, place_id as "placeId", name, code from places.grids_view
    where tenant_id = ${tenantId} and ended_at is null`.execute(tx)
  const kinds = await sql<PostKind>`select code, role, name, chain_step as "chainStep" from people.post_kinds
    where tenant_id = ${tenantId} and role <> 'administrator' order by chain_step nulls last, code`.execute(tx)
  const posts =
    await sql<SeenPost>`select p.id, p.kind_code as kind, p.place_id as "placeId", p.grid_id as "gridId", p.name,
      p.office_phone as "officePhone", false as made,
      case when n.id is not null then json_build_object('id', n.id, 'name', n.name) end as holder
    from people.posts p
    left join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id and t.to_at is null
    left join people.persons n on n.tenant_id = t.tenant_id and n.id = t.person_id
    where p.tenant_id = ${tenantId} and p.abolished_at is null
    order by p.created_at, p.id`.execute(tx)
  return {
    register: new Register(places.rows, grids.rows),
    ...{ kinds: kinds.rows, posts: posts.rows, self: personId },
    persons: await personsOf(tx, secrets, tenantId, rows),
    logins: await loginsOf(tx, tenantId, rows),
  }
}

async function personsOf(tx: Tx, secrets: Secrets, tenantId: TenantId, rows: readonly RosterRow[]) {
  const phones = [...new Set(rows.map(({ phone }) => phone).filter((phone) => phone !== ''))]
  // While the key is changed a phone stands under one hash or the other.
  const byLookup = new Map(
    phones.flatMap((phone) => phoneLookups(secrets, phone).map((hash) => [hash.toString('hex'), phone] as const)),
  )
  const found = await sql<
    KnownPerson & { lookup: string }
  >`select n.id, n.name, encode(n.phone_lookup, 'hex') as lookup,
      a.person_id is not null as "hasAccount"
    from people.persons n left join people.accounts a on a.tenant_id = n.tenant_id and a.person_id = n.id
    where n.tenant_id = ${tenantId}
      and n.phone_lookup = any(${[...byLookup.keys()].map((hex) => Buffer.from(hex, 'hex'))}::bytea[])`.execute(tx)
  return new Map(
    found.rows.map(({ lookup, id, name, hasAccount }) => [byLookup.get(lookup) ?? '', { id, name, hasAccount }]),
  )
}

async function loginsOf(tx: Tx, tenantId: TenantId, rows: readonly RosterRow[]) {
  const logins = [...new Set(rows.map(({ login }) => login).filter((login) => login !== ''))]
  const { rows: found } = await sql<{ login: string; id: PersonId }>`select login, person_id as id from people.accounts
    where tenant_id = ${tenantId} and login = any(${logins}::text[])`.execute(tx)
  return new Map(found.map(({ login, id }) => [login, id]))
}
