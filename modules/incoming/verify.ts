import type { SystemId } from '../../kernel/contract/ids.ts'
import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import { readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { type SystemEvent, systemEvents, systemStream } from './events.ts'

interface Standing {
  readonly id: SystemId
  readonly kinds: string[]
  readonly place_id: string
  readonly per_minute: number
  readonly paused: boolean
  readonly ended: boolean
}

/** Holds systems against the ledger: what they may do, and whether; and that what came by them came in their name. */
export const verifyIncoming: Verify = async (verifying) => {
  const { tx, tenantId, report } = verifying
  const { rows } = await sql<Standing>`select id, kinds, place_id, per_minute, paused_at is not null as paused,
      ended_at is not null as ended from incoming.systems where tenant_id = ${tenantId} order by id`.execute(tx)
  for (const row of rows) await verifySystem(verifying, row)
  const { rows: foreign } = await sql<{ stream: string }>`select 'matters:' || m.matter_id as stream
    from incoming.matters m left join kernel.events_view e on e.tenant_id = m.tenant_id
      and e.stream = 'matters:' || m.matter_id and e.seq = 1
    where m.tenant_id = ${tenantId} and (e.actor ->> 'systemId') is distinct from m.system_id::text order by 1`.execute(
    tx,
  )
  for (const { stream } of foreign)
    report({ check: 'incoming.matters', stream, what: 'the ledger does not say that this system reported it' })
  return { systems: rows.length }
}

async function verifySystem({ tx, tenantId, report }: Verifying, row: Standing): Promise<void> {
  const stream = systemStream(row.id)
  const told: Record<string, unknown> = { paused: false, ended: false }
  for (const { type, payload } of await readStream(tx, tenantId, stream)) {
    Object.assign(told, (payload as unknown as SystemEvent).set ?? {})
    if (type === systemEvents.paused) told['paused'] = true
    if (type === systemEvents.resumed) told['paused'] = false
    if (type === systemEvents.ended) told['ended'] = true
  }
  const what = differs<Record<string, unknown>>({ ...row }, told)
  if (what) report({ check: 'incoming.systems', stream, what })
}
