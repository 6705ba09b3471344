import { sql } from '../../kernel/db.ts'
import type { FirmId } from '../enterprises/contract.ts'
import type { FirmListener } from '../enterprises/public.ts'

/** A firm that wants money, or is a bank, does not simply go from the register. */
export const firmListener: FirmListener = {
  restingOn: async (tx, tenantId, firmIds) => {
    const { rows } = await sql<{ id: FirmId }>`
      select firm_id as id from finance.partners where tenant_id = ${tenantId} and firm_id = any(${[...firmIds]}::uuid[])
      union select firm_id from finance.wants where tenant_id = ${tenantId} and firm_id = any(${[...firmIds]}::uuid[])`.execute(
      tx,
    )
    return rows.map(({ id }) => id)
  },
}
