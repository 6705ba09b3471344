import { type MatterId, newId, type PostId } from '../../../kernel/contract/ids.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import type { Services } from '../../../kernel/http/route.ts'
import type { MatterEvent } from '../events.ts'
import type { State } from '../matter.ts'
import { recordImport } from './import-events.ts'
import { changeImport, importFiles, lockImport, signalImported } from './import-store.ts'
import type { ImportName, ImportRecord } from './import-tables.ts'
import { recordEach } from './write-matters.ts'

const atATime = 500

/** How many of its matters somebody has done something with since; what time does by itself does not count. */
export async function countTouched(tx: Tx, it: Pick<ImportRecord, 'tenant_id' | 'id'>): Promise<number> {
  const { rows } = await sql<{ touched: number }>`select count(*)::int as touched from matters.matters m
    where m.tenant_id = ${it.tenant_id} and m.import_id = ${it.id} and m.source_key is not null and exists (
      select from kernel.events_view e where e.tenant_id = m.tenant_id and e.stream = 'matters:' || m.id
        and e.seq > 1 and e.actor ->> 'via' <> 'system')`.execute(tx)
  return rows[0]?.touched ?? 0
}

export const touchedWords = (count: number): Words => ({
  zh: `其中 ${count} 件已经有人办理，不能整批撤销了`,
  en: `${count} of its matters were worked on since: it can no longer be undone as a whole`,
})

/**
 * Takes back all matters of an import, or none: in one transaction each becomes void with an event of its own, and lets
 * go of its source key, so that the same file can be imported anew. Nothing is deleted from the ledger.
 */
export async function undoAll({ db, clock }: Pick<Services, 'db' | 'clock'>, of: ImportName): Promise<void> {
  await db.tx(async (tx) => {
    const it = await lockImport(tx, of.tenantId, of.importId)
    if (it?.state !== 'undoing') return
    const at = clock.now()
    const matters = await lockMatters(tx, it)
    const touched = await countTouched(tx, it)
    if (touched > 0) {
      await changeImport(tx, it, { state: it.finished_at ? 'done' : 'cancelled', failure: touchedWords(touched) }, at)
      return
    }
    for (let from = 0; from < matters.length; from += atATime)
      await undoSome(tx, it, matters.slice(from, from + atATime), at)
    await importFiles.drop(tx, it)
    await changeImport(tx, it, { state: 'undone', undone_at: at, failure: null }, at)
    await recordImport(tx, it, 'reverted', { actor: undoer(it), at })
    await signalImported(tx, it)
  })
}

interface Imported {
  readonly id: MatterId
  readonly state: State
  readonly holder_post_id: PostId | null
}

/** Locked, so that nobody takes a step on one while it goes. */
async function lockMatters(tx: Tx, it: ImportRecord): Promise<Imported[]> {
  const { rows } = await sql<Imported>`select m.id, m.state, m.holder_post_id from matters.matters m
    where m.tenant_id = ${it.tenant_id} and m.import_id = ${it.id} and m.source_key is not null
    order by m.id for no key update of m`.execute(tx)
  return rows
}

const undoer = (it: ImportRecord) => ({ personId: it.undone_by, postId: it.undone_post_id, via: 'import' as const })

/** What being taken back sets, in the matter's row and in its event alike. */
const gone = {
  state: 'void',
  outcome: 'void',
  source_key: null,
  holder_post_id: null,
  clock_stage: null,
  clock_started_at: null,
  clock_yellow_at: null,
  clock_due_at: null,
  climb_at: null,
  escalation_level: 0,
  escalated_to_post_id: null,
} as const

async function undoSome(tx: Tx, it: ImportRecord, matters: readonly Imported[], at: Date): Promise<void> {
  const ids = matters.map(({ id }) => id)
  const these = sql`tenant_id = ${it.tenant_id} and matter_id = any(${ids}::uuid[])`
  await sql`update matters.holdings set to_at = ${at} where ${these} and to_at is null`.execute(tx)
  await sql`update matters.clocks set stopped_at = ${at} where ${these} and stopped_at is null`.execute(tx)
  await sql`update matters.closures set reopened_at = ${at} where ${these} and reopened_at is null`.execute(tx)
  const closures = matters.map(({ id }) => ({
    tenant_id: it.tenant_id,
    id: newId<'closure'>(),
    matter_id: id,
    outcome: 'void',
    at,
    person_id: it.undone_by,
    post_id: it.undone_post_id,
    how: 'import_undone',
  }))
  await sql`insert into matters.closures
    select * from jsonb_populate_recordset(null::matters.closures, ${JSON.stringify(closures)}::jsonb)`.execute(tx)
  const set = { ...gone, closed_at: at.toISOString() }
  const columns = Object.entries(set).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  await sql`update matters.matters set ${sql.join(columns)}, source_hash = null, changed_at = ${at}
    where tenant_id = ${it.tenant_id} and id = any(${ids}::uuid[])`.execute(tx)
  const events = matters.map(
    ({ id, state }): MatterEvent => ({
      matterId: id,
      action: 'import_undone',
      from: state,
      to: 'void',
      set,
      holderPostId: null,
    }),
  )
  await recordEach(tx, it, 'import_undone', events, { actor: undoer(it), at })
}
