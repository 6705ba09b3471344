import type { EventActor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { eventTypes, type MatterEvent, streamOf } from '../events.ts'
import type { ImportRecord } from './import-tables.ts'
import type { ImportedMatter } from './imported-matter.ts'

/** Where a row came from and when it was answered, kept beside its matter. */
export interface WrittenRow {
  readonly digest: Buffer
  readonly matter: ImportedMatter
  readonly answeredAt: Date | null
  readonly workdays: number | null
}

/** Writes a batch of matters with all that stands behind them, one statement a table, and each its event. */
export async function writeMatters(tx: Tx, it: ImportRecord, rows: readonly WrittenRow[], at: Date): Promise<void> {
  if (rows.length === 0) return
  const matters = rows.map((row) => row.matter)
  const part = (name: 'holding' | 'clock' | 'remark' | 'closure') =>
    JSON.stringify(matters.map((m) => m[name]).filter(Boolean))
  await sql`insert into matters.matters
    select * from jsonb_populate_recordset(null::matters.matters, ${JSON.stringify(matters.map((m) => m.matter))}::jsonb)`.execute(
    tx,
  )
  await sql`insert into matters.holdings
    select * from jsonb_populate_recordset(null::matters.holdings, ${part('holding')}::jsonb)`.execute(tx)
  await sql`insert into matters.clocks
    select * from jsonb_populate_recordset(null::matters.clocks, ${part('clock')}::jsonb)`.execute(tx)
  await sql`insert into matters.remarks
    select * from jsonb_populate_recordset(null::matters.remarks, ${part('remark')}::jsonb)`.execute(tx)
  await sql`insert into matters.closures
    select * from jsonb_populate_recordset(null::matters.closures, ${part('closure')}::jsonb)`.execute(tx)
  await noteRows(tx, it, rows)
  const events = matters.map((m) => m.event)
  await recordEach(tx, it, 'imported', events, { actor: importerOf(it), at })
}

async function noteRows(tx: Tx, it: ImportRecord, rows: readonly WrittenRow[]): Promise<void> {
  const notes = rows.map(({ digest, matter, answeredAt, workdays }) => ({
    digest: digest.toString('hex'),
    matter_id: matter.id,
    answered_at: answeredAt,
    workdays,
  }))
  await sql`update matters.import_rows r
    set matter_id = n.matter_id, answered_at = n.answered_at, workdays = n.workdays
    from jsonb_to_recordset(${JSON.stringify(notes)}::jsonb)
      as n(digest text, matter_id uuid, answered_at timestamptz, workdays integer)
    where r.tenant_id = ${it.tenant_id} and r.import_id = ${it.id}
      and r.source_digest = decode(n.digest, 'hex')`.execute(tx)
}

/** One event for each matter, each in its own stream. */
export async function recordEach(
  tx: Tx,
  it: Pick<ImportRecord, 'tenant_id'>,
  name: 'imported' | 'import_undone',
  events: readonly MatterEvent[],
  by: { readonly actor: EventActor; readonly at: Date },
): Promise<void> {
  const lines = events.map((payload) => ({ id: newId<'event'>(), stream: streamOf(payload.matterId), payload }))
  await sql`select kernel.record_event(${it.tenant_id}::uuid, e.stream, e.id, ${eventTypes[name]}, ${by.at}::timestamptz,
      ${JSON.stringify(by.actor)}::jsonb, e.payload)
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as e(id uuid, stream text, payload jsonb)`.execute(tx)
}

/** How the ledger names who imports. */
export const importerOf = (it: Pick<ImportRecord, 'accepted_by' | 'accepted_post_id'>): EventActor => ({
  personId: it.accepted_by,
  postId: it.accepted_post_id,
  via: 'import',
})
