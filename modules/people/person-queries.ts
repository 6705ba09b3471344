import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { maskPhone } from '../../kernel/text/phones.ts'
import type { searchPersons } from './contract.ts'
import { normalLogin } from './logins.ts'
import { normalPhone, phoneLookups } from './phones.ts'
import { isAdministrator, managedPaths, setApart } from './post-policy.ts'
import { placeName } from './post-queries.ts'

/**
 * Whether a person `n` is within the actor's reach: an administrator reaches everybody; others reach whoever holds or acts
 * for posts in their places alone, none of them set apart, and residents who live there and have none. Somebody with a
 * further post elsewhere is out of reach (also while away from it), or a code issued for them would open that post too.
 */
const withinReach = (actor: Actor, at: Date) => sql<boolean>`(${isAdministrator(actor)} or (
  select case when count(*) > 0 then bool_and(p.role <> all(${[...setApart]}::text[]) and ${within(actor, sql`p.place_path`)})
    else exists (select from places.places_view l
      where l.tenant_id = ${actor.tenantId} and l.id = n.home_place_id and ${within(actor, sql`l.path`)}) end
  from (select post_id from people.acting_posts(${actor.tenantId}, n.id, ${at})
    union select t.post_id from people.tenures t
      where t.tenant_id = ${actor.tenantId} and t.person_id = n.id and t.to_at is null) theirs
  join people.posts_view p on p.tenant_id = ${actor.tenantId} and p.id = theirs.post_id))`

const within = (actor: Actor, path: RawBuilder<unknown>) =>
  sql`exists (select from unnest(${managedPaths(actor)}::text[]) w where starts_with(${path}, w))`

/** Whether the actor may issue codes for a person, or let them stand in. */
export async function reaches(tx: Tx, actor: Actor, personId: PersonId, at: Date): Promise<boolean> {
  const { rows } = await sql`select from people.persons n
    where n.tenant_id = ${actor.tenantId} and n.id = ${personId} and ${withinReach(actor, at)}`.execute(tx)
  return rows.length > 0
}

const mostPersons = 30

/** Persons within the actor's reach, by part of a name, or by a whole login or phone; phones are masked. */
export async function findPersons(
  tx: Tx,
  secrets: Secrets,
  actor: Actor,
  q: string,
  at: Date,
): Promise<ResponseOf<typeof searchPersons>> {
  const phone = normalPhone(q)
  const lookups = phone.length >= 7 ? phoneLookups(secrets, phone) : []
  const typed = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ id: PersonId; name: string; sealed: Buffer | null; posts: string[] }>`
    with found as materialized ( -- Or PostgreSQL asks of every person of the tenant whether they are within reach.
      select n.tenant_id, n.id, n.name, n.phone_sealed, n.home_place_id from people.persons n
      where n.tenant_id = ${actor.tenantId} and (n.name ilike ${typed} or n.phone_lookup = any(${[...lookups]}::bytea[])
        or n.id = (select a.person_id from people.accounts a
          where a.tenant_id = ${actor.tenantId} and a.login = ${normalLogin(q)})))
    select n.id, n.name, n.phone_sealed as sealed, (
      select coalesce(array_agg(${placeName} || ' ' || p.name order by p.place_path), '{}') from people.tenures t
      join people.posts_view p on p.tenant_id = t.tenant_id and p.id = t.post_id and p.abolished_at is null
      join places.places_view l on l.tenant_id = p.tenant_id and l.id = p.place_id
      left join places.places_view o on o.tenant_id = l.tenant_id and o.id = l.parent_id
      where t.tenant_id = n.tenant_id and t.person_id = n.id and t.from_at <= ${at} and (t.to_at is null or t.to_at > ${at})
    ) as posts
    from found n where ${withinReach(actor, at)}
    order by n.name, n.id limit ${mostPersons}`.execute(tx)
  return {
    persons: rows.map(({ id, name, sealed, posts }) => ({
      id,
      name,
      phone: sealed ? maskPhone(secrets.open(sealed)) : null,
      posts,
    })),
  }
}
