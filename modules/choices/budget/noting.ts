import { sql, type Tx } from '../../../kernel/db.ts'
import type { Doing } from '../scope.ts'
import { tellBudget } from './budget-store.ts'
import type { BudgetRecord } from './tables.ts'

/** An event holds at most so many digests. */
const mostDigests = 1000

/**
 * Takes the ballots that came since the last time down in the ledger: how many, and their digests in alphabetical order, so
 * that none can be taken away or put in later without being seen.
 * @param least fewer than so many wait for the next time: a day's only voter would be known by the digest
 */
export async function noteBallots(
  tx: Tx,
  doing: Pick<Doing, 'tenantId' | 'at' | 'by'>,
  { id }: Pick<BudgetRecord, 'id'>,
  least: number,
): Promise<number> {
  const { rows } = await sql<{ digest: Buffer }>`select digest from choices.budget_sealed
    where tenant_id = ${doing.tenantId} and budget_id = ${id} and not noted order by digest`.execute(tx)
  if (rows.length < least) return 0
  await sql`update choices.budget_sealed set noted = true where tenant_id = ${doing.tenantId} and budget_id = ${id}
    and digest = any(${rows.map(({ digest }) => digest)}::bytea[])`.execute(tx)
  const digests = rows.map(({ digest }) => digest.toString('hex'))
  for (let from = 0; from < digests.length; from += mostDigests) {
    const part = digests.slice(from, from + mostDigests)
    await tellBudget(tx, doing, id, 'noted', { digests: part, facts: { ballots: part.length } })
  }
  return rows.length
}
