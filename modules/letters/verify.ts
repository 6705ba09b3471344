import { sql } from '../../kernel/db.ts'
import { differs } from '../../kernel/events/differs.ts'
import { readStream } from '../../kernel/events/record.ts'
import type { Verify, Verifying } from '../../kernel/events/verify.ts'
import { letterEvents, type MailboxEvent, type MailboxId, mailboxStream } from './events.ts'

interface Standing {
  readonly id: MailboxId
  readonly place_id: string
  readonly kind: string
  readonly category: string
  readonly paused: boolean
  readonly ended: boolean
}

/** Holds mailboxes against the ledger: what becomes of their letters, and whether they are read. */
export const verifyLetters: Verify = async (verifying) => {
  const { tx, tenantId } = verifying
  const { rows } = await sql<Standing>`select id, place_id, kind, category, paused_at is not null as paused,
      ended_at is not null as ended from letters.mailboxes where tenant_id = ${tenantId} order by id`.execute(tx)
  for (const row of rows) await verifyMailbox(verifying, row)
  return { mailboxes: rows.length }
}

async function verifyMailbox({ tx, tenantId, report }: Verifying, row: Standing): Promise<void> {
  const stream = mailboxStream(row.id)
  const told: Record<string, unknown> = { paused: false, ended: false }
  for (const { type, payload } of await readStream(tx, tenantId, stream)) {
    Object.assign(told, (payload as unknown as MailboxEvent).set ?? {})
    if (type === letterEvents.paused) told['paused'] = true
    if (type === letterEvents.resumed) told['paused'] = false
    if (type === letterEvents.ended) told['ended'] = true
  }
  const what = differs<Record<string, unknown>>({ ...row }, told)
  if (what) report({ check: 'letters.mailboxes', stream, what })
}
