import type { ResponseOf } from '../../kernel/contract/endpoint.ts'
import type { MatterId, TenantId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { reachOfMatter } from './contract.ts'
import type { PersonKind } from './kinds.ts'

interface Row {
  readonly kind: PersonKind
  readonly waiting: number
  readonly sent: number
  readonly failed: number
  readonly lastAt: Date | null
}

/** How far messages outside about a matter have come, by kind of channel. */
export async function reachOf(
  tx: Tx,
  tenantId: TenantId,
  matterId: MatterId,
): Promise<ResponseOf<typeof reachOfMatter>> {
  const { rows } = await sql<Row>`
    select c.kind, count(*) filter (where s.state in ('queued', 'failed', 'sending'))::int as waiting,
      count(*) filter (where s.state = 'sent')::int as sent, count(*) filter (where s.state = 'given_up')::int as failed,
      max(s.settled_at) filter (where s.state = 'sent') as "lastAt"
    from channels.sendings s join channels.channels c on c.tenant_id = s.tenant_id and c.id = s.channel_id
    where s.tenant_id = ${tenantId} and s.state <> 'dropped' and exists (select from channels.lines l
      where l.tenant_id = s.tenant_id and l.sending_id = s.id and l.subject_kind = 'matter' and l.subject_id = ${matterId})
    group by c.kind order by c.kind`.execute(tx)
  return { ways: rows.map(({ lastAt, ...row }) => ({ ...row, lastAt: lastAt?.toISOString() ?? null })) }
}
