import { sql } from '../../kernel/db.ts'
import type { FirmId } from '../enterprises/contract.ts'
import type { FirmListener } from '../enterprises/public.ts'

/** A firm that opened jobs does not simply go from the register. */
export const firmListener: FirmListener = {
  restingOn: async (tx, tenantId, firmIds) => {
    const { rows } = await sql<{ id: FirmId }>`select distinct firm_id as id from employment.openings
      where tenant_id = ${tenantId} and firm_id = any(${[...firmIds]}::uuid[])`.execute(tx)
    return rows.map(({ id }) => id)
  },
}
