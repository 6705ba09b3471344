import { sql } from '../../kernel/db.ts'
import type { FirmId } from '../enterprises/contract.ts'
import type { FirmListener } from '../enterprises/public.ts'
import { forgetGone, takeTurn } from './verdict-store.ts'

/** A firm that goes from the register takes its verdicts with it, unless a policy was sent to it. */
export const firmListener: FirmListener = {
  withdrawn: async (tx, _at, tenantId, { id }) => {
    await takeTurn(tx, tenantId)
    await forgetGone(tx, tenantId, [id])
  },
  restingOn: async (tx, tenantId, firmIds) => {
    const { rows } = await sql<{ id: FirmId }>`select distinct firm_id as id from policies.pushes
      where tenant_id = ${tenantId} and firm_id = any(${[...firmIds]}::uuid[])`.execute(tx)
    return rows.map(({ id }) => id)
  },
}
