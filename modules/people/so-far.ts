import type { EventActor } from '../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { record } from '../../kernel/events/record.ts'
import { type GuideMoved, guidePutAway, guideStream, guideTakenOut } from './events.ts'

/** Whom a new office has so far, in counts. */
export interface StaffSoFar {
  readonly administrators: number
  /** Who holds a post that is no administrator's. */
  readonly people: number
  /** Those of them who have neither a password nor ever got a code. */
  readonly peopleNotInvited: number
  readonly posts: number
  readonly postsEmpty: number
}

export async function staffSoFar(tx: Tx, tenantId: TenantId, at: Date): Promise<StaffSoFar> {
  const { rows } = await sql<StaffSoFar>`
    with live as (
      select p.id, p.role, t.person_id from people.posts_view p
      left join people.tenures t on t.tenant_id = p.tenant_id and t.post_id = p.id and t.from_at <= ${at}
        and (t.to_at is null or t.to_at > ${at})
      where p.tenant_id = ${tenantId} and p.abolished_at is null),
    people as (select distinct person_id from live where role <> 'administrator' and person_id is not null)
    select (select count(distinct person_id)::int from live where role = 'administrator') as administrators,
      (select count(*)::int from people) as people,
      (select count(*)::int from people m where not exists (select from people.accounts a
        where a.tenant_id = ${tenantId} and a.person_id = m.person_id and (a.password_hash is not null or exists (
          select from people.one_time_codes c where c.tenant_id = a.tenant_id and c.person_id = a.person_id)))) as "peopleNotInvited",
      (select count(*)::int from live where role <> 'administrator') as posts,
      (select count(*)::int from live where role <> 'administrator' and person_id is null) as "postsEmpty"`.execute(tx)
  return rows[0] ?? { administrators: 0, people: 0, peopleNotInvited: 0, posts: 0, postsEmpty: 0 }
}

/** Whether an administrator put the setup guide away. */
export async function guideIsAway(tx: Tx, tenantId: TenantId): Promise<boolean> {
  const { rows } = await sql`select from people.guides_put_away where tenant_id = ${tenantId}`.execute(tx)
  return rows.length > 0
}

/** Puts the setup guide away, or takes it out again; asked twice it changes nothing. */
export async function moveGuide(
  tx: Tx,
  of: { readonly tenantId: TenantId; readonly personId: PersonId; readonly by: EventActor; readonly at: Date },
  away: boolean,
): Promise<void> {
  const { tenantId, personId, by, at } = of
  const { rows } = away
    ? await sql`insert into people.guides_put_away (tenant_id, put_away_at, put_away_by)
        values (${tenantId}, ${at}, ${personId}) on conflict do nothing returning tenant_id`.execute(tx)
    : await sql`delete from people.guides_put_away where tenant_id = ${tenantId} returning tenant_id`.execute(tx)
  if (rows.length === 0) return
  const payload: GuideMoved = {}
  const type = away ? guidePutAway : guideTakenOut
  await record(tx, { tenantId, stream: guideStream, type, at, actor: by, payload })
}
