import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { MatterId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { own } from './tables.ts'

const done = { done: true } as const

/** Joins the followers of a matter that is shown to neighbours (not one whose reporter asked to be known to the holder only, nor one of a firm). */
export async function follow(tx: Tx, actor: Actor, matterId: MatterId, at: Date): Promise<typeof done> {
  // Whoever merges it looks at its followers first, and takes them along: none may come between.
  await sql`select from matters.matters where tenant_id = ${actor.tenantId} and id = ${matterId} for share`.execute(tx)
  const { rows } = await sql<{ id: MatterId }>`select t.id from matters.matters m
    join matters.matters t on t.tenant_id = m.tenant_id and t.id = coalesce(m.merged_into_id, m.id)
    where m.tenant_id = ${actor.tenantId} and m.id = ${matterId} and m.visibility <> 'holder' and m.subject_id is null
      and t.visibility <> 'holder' and t.subject_id is null and m.state <> 'void'`.execute(tx)
  const id = rows[0]?.id ?? notFound()
  await own(tx)
    .insertInto('matters.followers')
    .values({ tenant_id: actor.tenantId, matter_id: id, person_id: actor.personId, from_at: at, via_matter_id: null })
    // Whom a merge brought and who now chooses to follow stays when the merge is undone.
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'matter_id', 'person_id']).doUpdateSet({ via_matter_id: null }),
    )
    .execute()
  return done
}

/** Leaves the followers; a reporter stays one as long as the matter is open. */
export async function unfollow(tx: Tx, actor: Actor, matterId: MatterId): Promise<typeof done> {
  await sql`delete from matters.followers f where f.tenant_id = ${actor.tenantId} and f.matter_id = ${matterId} and f.person_id = ${actor.personId}
    and not exists (select from matters.matters m where m.tenant_id = f.tenant_id and m.id = f.matter_id and m.reporter_id = f.person_id)`.execute(
    tx,
  )
  return done
}
