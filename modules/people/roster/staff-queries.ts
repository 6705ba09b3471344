import type { QueryOf, ResponseOf } from '../../../kernel/contract/endpoint.ts'
import type { PersonId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Secrets } from '../../../kernel/secrets.ts'
import { maskPhone } from '../../../kernel/text/phones.ts'
import { normalLogin } from '../logins.ts'
import { normalPhone, phoneLookups } from '../phones.ts'
import { placeName, placeNameEn } from '../post-queries.ts'
import type { listStaff, StaffState } from './contract.ts'

interface StaffRow {
  id: PersonId
  name: string
  sealed: Buffer | null
  login: string | null
  state: StaffState
  posts: { id: PostId; name: string; nameEn: string; placeName: string; placeNameEn: string; since: string }[]
  total: number
}

/** A login that nobody chose: its person signs in by the phone. */
const ownLogin = /^r\d{1,11}$/

/**
 * Who works here, by name: whoever holds or held a post, or has an account that is no resident's. Residents who never held
 * one are not among them, and nothing is told about when somebody signs in.
 */
export async function findStaff(
  tx: Tx,
  secrets: Secrets,
  tenantId: TenantId,
  query: QueryOf<typeof listStaff>,
  at: Date,
): Promise<ResponseOf<typeof listStaff>> {
  const { placeId = null, role = null, state = null, q = '', offset = 0, limit = 50 } = query
  const phone = normalPhone(q)
  const lookups = phone.length >= 7 ? phoneLookups(secrets, phone) : []
  const typed = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
  const narrowed = q.trim() !== '' || role !== null || placeId !== null
  const { rows } = await sql<StaffRow>`
    with held as (
      select t.person_id, p.id, p.name, p.name_en, p.place_path, p.chain_step, t.from_at, ${placeName} as place, ${placeNameEn} as place_en,
        (${role}::text is null or p.role = ${role}) and (${placeId}::uuid is null or exists (select from places.places_view w
          where w.tenant_id = ${tenantId} and w.id = ${placeId}::uuid and starts_with(p.place_path, w.path))) as fits,
        p.name ilike ${typed} or p.name_en ilike ${typed} or ${placeName} ilike ${typed} as spelt
      from people.tenures t
      join people.posts_view p on p.tenant_id = t.tenant_id and p.id = t.post_id and p.abolished_at is null
      join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
      left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
      where t.tenant_id = ${tenantId} and t.from_at <= ${at} and (t.to_at is null or t.to_at > ${at})),
    holders as (
      select person_id, bool_or(fits) as fits, bool_or(fits and spelt) as spelt,
        json_agg(json_build_object('id', id, 'name', name, 'nameEn', name_en, 'placeName', place, 'placeNameEn', place_en,
          'since', to_char(from_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          order by place_path, chain_step desc nulls last, name) as posts
      from held group by person_id),
    staff as (
      select n.id, n.name, n.phone_sealed as sealed, a.login, coalesce(h.posts, '[]'::json) as posts,
        case
          when h.person_id is null and exists (select from people.tenures t where t.tenant_id = ${tenantId}
            and t.person_id = n.id) then 'ended'
          when a.person_id is not null and a.password_hash is null then
            case when exists (select from people.one_time_codes c where c.tenant_id = ${tenantId} and c.person_id = n.id)
              then 'invited' else 'waiting' end
          when h.person_id is null then 'postless'
          when a.person_id is null then 'waiting'
          else 'active' end as state
      from people.persons n
      left join people.accounts a on a.tenant_id = n.tenant_id and a.person_id = n.id
      left join holders h on h.person_id = n.id
      where n.tenant_id = ${tenantId}
        and (h.person_id is not null or exists (select from people.tenures t where t.tenant_id = ${tenantId} and t.person_id = n.id)
          or a.person_id is not null and a.opened_for is null and a.login !~ '^r[0-9]+$' and n.home_place_id is null)
        and (${!narrowed} or (${role === null && placeId === null} or coalesce(h.fits, false))
          and (n.name ilike ${typed} or a.login = ${normalLogin(q)} or n.phone_lookup = any(${[...lookups]}::bytea[])
            or coalesce(h.spelt, false)))),
    chosen as (select * from staff where ${state}::text is null or state = ${state})
    select v.*, (select count(*) from chosen)::int as total
    from (select null) one left join lateral (
      select * from chosen order by name, id limit ${limit} offset ${offset}) v on true
    order by v.name, v.id`.execute(tx)
  const people = rows.filter((row) => row.id !== null)
  return {
    rows: people.map(({ id, name, sealed, login, state, posts }) => ({
      ...{ id, name, state, posts },
      phone: sealed ? maskPhone(secrets.open(sealed)) : null,
      login: login && !ownLogin.test(login) ? login : null,
    })),
    total: rows[0]?.total ?? 0,
    offset,
    limit,
  }
}
