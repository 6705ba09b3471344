import { systemActor } from '../../../kernel/actor.ts'
import type { PersonId, PostId, TenantId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { setApart } from '../post-policy.ts'
import { leaveOffice, lockPost, takeOffice } from '../tenure-service.ts'

const why = '统一登录'

interface Given {
  readonly postId: PostId
  readonly tenureId: string
}

/**
 * Gives and takes posts as the claims of this sign-in say: a mapped post that is empty is taken up, one that somebody else
 * holds stays theirs; a tenure that a claim gave ends once the claim is gone. What people were appointed to stays.
 */
export async function grant(
  tx: Tx,
  { tenantId, personId, at }: { readonly tenantId: TenantId; readonly personId: PersonId; readonly at: Date },
  granted: readonly PostId[],
): Promise<void> {
  const office = { tenantId, by: systemActor, at }
  const { rows: given } = await sql<Given>`select g.post_id as "postId", g.tenure_id as "tenureId"
    from people.oidc_tenures g join people.tenures t on t.tenant_id = g.tenant_id and t.id = g.tenure_id
    where g.tenant_id = ${tenantId} and g.person_id = ${personId} and t.to_at is null order by g.post_id`.execute(tx)
  for (const { postId, tenureId } of given.filter((one) => !granted.includes(one.postId))) {
    const post = await lockPost(tx, tenantId, postId)
    if (post.tenureId === tenureId) await leaveOffice(tx, office, post, why)
  }
  for (const postId of await grantable(tx, tenantId, granted)) {
    const post = await lockPost(tx, tenantId, postId)
    if (post.holderId) continue
    await takeOffice(tx, office, post, personId, why)
    await sql`insert into people.oidc_tenures (tenant_id, tenure_id, person_id, post_id)
      select tenant_id, id, person_id, post_id from people.tenures
      where tenant_id = ${tenantId} and post_id = ${postId} and person_id = ${personId} and to_at is null`.execute(tx)
  }
}

/** Those that are still there and may be given by a claim, in one order for all who lock them. */
async function grantable(tx: Tx, tenantId: TenantId, granted: readonly PostId[]): Promise<readonly PostId[]> {
  const { rows } = await sql<{ id: PostId }>`select id from people.posts_view
    where tenant_id = ${tenantId} and id = any(${[...granted]}::uuid[]) and abolished_at is null
      and reports_to is not null and role <> all(${[...setApart]}::text[]) order by id`.execute(tx)
  return rows.map(({ id }) => id)
}
