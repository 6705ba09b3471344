import type { RawBuilder } from 'kysely'
import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'

/** A post that hears of a matter at an instant. */
export interface Asked {
  readonly post: PostId
  readonly at: Date
  /** The units that the matter is about, with all below them; empty for nearly all matters. */
  readonly keptFrom: readonly PostId[]
}

/** Who acts for each of these posts; of a matter that is kept from some, whoever mans none of those. */
export async function answering(tx: Tx, tenantId: TenantId, asked: readonly Asked[]): Promise<readonly PersonId[][]> {
  const found: PersonId[][] = asked.map(() => [])
  const open = asked.flatMap((one, index) => (one.keptFrom.length === 0 ? [{ ...one, index }] : []))
  if (open.length > 0) {
    const { rows } = await sql<{ index: number; person_id: PersonId }>`select q.index, a.person_id
      from unnest(${open.map(({ post }) => post)}::uuid[], ${open.map(({ at }) => at)}::timestamptz[],
        ${open.map(({ index }) => index)}::integer[]) as q(post, at, index)
      cross join lateral people.acting(${tenantId}, q.post, q.at) a`.execute(tx)
    for (const { index, person_id } of rows) found[index]?.push(person_id)
  }
  for (const [index, { post, at, keptFrom }] of asked.entries()) {
    if (keptFrom.length === 0) continue
    const of = { tenantId, post: sql`${post}::uuid`, keptFrom: sql`${[...keptFrom]}::uuid[]`, at }
    const { rows } = await sql<{ person_id: PersonId }>`select a.person_id from ${apartSql(of)} a`.execute(tx)
    for (const { person_id } of rows) found[index]?.push(person_id)
  }
  return found
}

/**
 * Who acts for a post, past those who man a post of `keptFrom`, by themselves or as a stand-in: what is about a unit is told
 * to nobody of it who fills another post, and the next one above hears in their place. A sub-select, for `from`.
 */
export const apartSql = (of: {
  readonly tenantId: TenantId
  readonly post: RawBuilder<unknown>
  readonly keptFrom: RawBuilder<unknown>
  readonly at: Date
}): RawBuilder<unknown> => sql`(
  with recursive up as (
    select p.id, p.reports_to, 0 as hop from people.posts_view p where p.tenant_id = ${of.tenantId} and p.id = ${of.post}
    union all
    select p.id, p.reports_to, up.hop + 1 from up
    join people.posts_view p on p.tenant_id = ${of.tenantId} and p.id = up.reports_to where up.hop < 20)
  select n.person_id from up cross join lateral people.manned_by(${of.tenantId}, up.id, ${of.at}) n
  where not exists (select from people.acting_posts(${of.tenantId}, n.person_id, ${of.at}) o
    where o.how <> 'upward' and o.post_id = any(${of.keptFrom}))
  order by up.hop limit 1)`
