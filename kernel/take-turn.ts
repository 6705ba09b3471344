import type { TenantId } from './contract/ids.ts'
import { sql, type Tx } from './db.ts'

/**
 * Whoever else takes this turn waits until the transaction ends: for what is read so that the next can be written, such as
 * the number of a version. @param what what is done in turn, such as `audit.settings`; each tenant has turns of its own
 */
export const takeTurn = (tx: Tx, tenantId: TenantId, what: string): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`${what} ${tenantId}`}, 0))`.execute(tx)
