import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import { readStream } from '../../kernel/events/record.ts'
import type { Verify } from '../../kernel/events/verify.ts'
import { type RequestEvent, requestStream } from './events.ts'
import type { RequestRecord } from './tables.ts'

/** Holds requests against the ledger, column by column; words by nothing, for they may be erased. */
export const verifyPrivacy: Verify = async ({ tx, tenantId, report }) => {
  const { rows } = await sql<RequestRecord>`select * from privacy.requests where tenant_id = ${tenantId}
    order by id`.execute(tx)
  for (const row of rows) {
    const stream = requestStream(row.id)
    const story = (await readStream(tx, tenantId, stream)) as unknown as readonly { readonly payload: RequestEvent }[]
    const told: RequestEvent['set'] = Object.assign({}, ...story.map(({ payload }) => payload.set))
    const stands = Object.fromEntries(
      Object.entries(row).map(([column, value]) => [column, value instanceof Date ? value.toISOString() : value]),
    )
    const what = differs<Record<string, unknown>>(stands, told)
    if (what) report({ check: 'privacy.requests', stream, what: `${row.id}: ${what}` })
  }
  return { requests: rows.length }
}
