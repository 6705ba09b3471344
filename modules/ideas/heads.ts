import type { RawBuilder } from 'kysely'
import type { Actor } from '../../kernel/actor.ts'
import type { PersonId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { IdeaId, IdeaRecord } from './tables.ts'

/** `m` is one with the idea `i`: the idea itself, or one that was merged into it. */
export const oneWithSql: RawBuilder<boolean> = sql`m.tenant_id = i.tenant_id and (m.id = i.id or m.merged_into_id = i.id)`

/** How many people stand behind the idea `i` and those merged into it: each once, authors not at all. */
export const endorsementsSql: RawBuilder<number> = sql`(select count(distinct e.person_id)::int
  from ideas.ideas m join ideas.endorsements e on e.tenant_id = m.tenant_id and e.idea_id = m.id
  where ${oneWithSql} and not exists (select from ideas.ideas a where a.tenant_id = i.tenant_id
    and (a.id = i.id or a.merged_into_id = i.id) and a.author_id = e.person_id))`

interface Reader {
  readonly tenantId: TenantId
  readonly actor: Actor | null
}

/**
 * Whether a reader stands behind the idea `i`: endorsed it, or one that was merged into it. What somebody endorsed is
 * read once and first; by `exists` PostgreSQL would look through every idea for it.
 */
export const endorsedSql = ({ tenantId, actor }: Reader): RawBuilder<boolean> =>
  actor === null
    ? sql<boolean>`false`
    : sql<boolean>`i.id = any(array(select unnest(array_remove(array[m.id, m.merged_into_id], null))
        from ideas.endorsements e join ideas.ideas m on m.tenant_id = e.tenant_id and m.id = e.idea_id
        where e.tenant_id = ${tenantId} and e.person_id = ${actor.personId}))`

/** An author as one head: an account, a phone, else the idea alone. */
export const authorHeadSql: RawBuilder<string> = sql`coalesce('p' || i.author_id::text,
  't' || encode(i.author_phone_lookup, 'hex'), 'i' || i.id::text)`

export async function endorsementsOf(tx: Tx, idea: Pick<IdeaRecord, 'tenant_id' | 'id'>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select ${endorsementsSql} as n from ideas.ideas i
    where i.tenant_id = ${idea.tenant_id} and i.id = ${idea.id}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** All authors of an idea and of those merged into it, and who endorses any of them. */
export async function peopleBehind(tx: Tx, tenantId: IdeaRecord['tenant_id'], ideaId: IdeaId) {
  const { rows: authors } = await sql<{ id: PersonId }>`select distinct m.author_id as id
    from ideas.ideas i join ideas.ideas m on ${oneWithSql}
    where i.tenant_id = ${tenantId} and i.id = ${ideaId} and m.author_id is not null`.execute(tx)
  const { rows: endorsers } = await sql<{ id: PersonId }>`select distinct e.person_id as id
    from ideas.ideas i join ideas.ideas m on ${oneWithSql}
    join ideas.endorsements e on e.tenant_id = m.tenant_id and e.idea_id = m.id
    where i.tenant_id = ${tenantId} and i.id = ${ideaId}`.execute(tx)
  return { authors: authors.map(({ id }) => id), endorsers: endorsers.map(({ id }) => id) }
}
