import type { QueryOf, ResponseOf } from '../../kernel/contract/endpoint.ts'
import { metresBetween } from '../../kernel/contract/metres.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { myRound } from './contract.ts'
import { type RowSource, rowOf, rowSql, showSql } from './facility-queries.ts'
import type { Doing } from './scope.ts'

/** What the actor's posts keep (also those acted for) and what falls due of it; the position is used and forgotten. */
export async function roundOf(
  tx: Tx,
  { tenantId, actor, at }: Doing,
  { lng, lat }: QueryOf<typeof myRound>,
): Promise<ResponseOf<typeof myRound>> {
  const today = dayOf(at)
  const posts = actor.posts.map(({ postId }) => postId)
  const mine = sql`f.tenant_id = ${tenantId} and f.to_on is null and f.keeper_post_id = any(${posts}::uuid[])`
  const { rows } = await sql<RowSource>`${rowSql(at)} where ${mine}
    and (${showSql('due', today)} or ${showSql('overdue', today)}) order by f.next_due_on, f.place_path, f.name
    limit 200`.execute(tx)
  const { rows: kept } = await sql<{ n: number }>`select count(*)::int as n from facilities.facilities f
    where ${mine}`.execute(tx)
  const here = lng !== undefined && lat !== undefined ? { lng, lat } : null
  const shown = rows.map((row) => ({ ...rowOf(row), metres: here ? metresBetween(here, row) : null }))
  return {
    rows: here ? shown.toSorted((a, b) => (a.metres ?? 0) - (b.metres ?? 0)) : shown,
    kept: kept[0]?.n ?? 0,
  }
}
