import { sql, type Tx } from '../../../kernel/db.ts'
import type { Doing } from '../doing.ts'
import type { FirmEvent } from '../events.ts'
import { changeFirm, type FirmSet, heard, recordFirm } from '../firm-store.ts'
import { changeTenancy, type TenancySets, withBegun } from '../move-service.ts'
import { tellEnded, tellUndone, tellWithdrawn } from '../neighbours.ts'
import { settled, tellSettled } from '../settle.ts'
import type { FirmId, FirmImportId, TenancyId } from '../shapes.ts'
import type { FirmRecord, TenancyRecord } from '../tables.ts'
import { foldSets } from './fold-sets.ts'
import type { Stretch } from './undo.ts'

interface Undoing {
  readonly firmId: FirmId
  /** Whether the import brought the firm into the register. */
  readonly brought: boolean
  readonly importId: FirmImportId
  readonly importedAt: Date
}

const why = { zh: '导入已撤销', en: 'The import was undone' }

/** A firm is as it was before an import; one that the import brought was never registered. */
export async function undoFirm(tx: Tx, doing: Doing, of: Undoing, stretch: Stretch<FirmEvent>): Promise<void> {
  const { tenantId } = doing
  const { rows } = await sql<FirmRecord>`select * from enterprises.firms
    where tenant_id = ${tenantId} and id = ${of.firmId}`.execute(tx)
  const [firm] = rows
  if (!firm) throw new Error(`firm ${of.firmId} vanished`)
  if (of.brought) await withdraw(tx, doing, firm, of.importId)
  else await restore(tx, doing, firm, of, stretch)
}

async function withdraw(tx: Tx, doing: Doing, firm: FirmRecord, importId: FirmImportId): Promise<void> {
  const { tenant_id, id: firmId } = firm
  const stands = await heard(tx, firm)
  await tellEnded(tx, doing.at, tenant_id, stands, why)
  await tellWithdrawn(tx, doing.at, tenant_id, stands)
  const of = sql`tenant_id = ${tenant_id} and firm_id = ${firmId}`
  const { rows } = await sql<{ id: TenancyId }>`delete from enterprises.tenancies where ${of} returning id`.execute(tx)
  await sql`delete from enterprises.contacts where ${of}`.execute(tx)
  await sql`delete from enterprises.tags where ${of}`.execute(tx)
  await sql`delete from enterprises.facts where ${of}`.execute(tx)
  await sql`delete from enterprises.firms where tenant_id = ${tenant_id} and id = ${firmId}`.execute(tx)
  const tenancies = Object.fromEntries(rows.map(({ id }) => [id, null]))
  await recordFirm(tx, doing, 'withdrawn', { firmId, tenancies, importId })
}

async function restore(
  tx: Tx,
  doing: Doing,
  firm: FirmRecord,
  { importId, importedAt }: Undoing,
  { before, mine }: Stretch<FirmEvent>,
): Promise<void> {
  const { tenant_id, id: firmId } = firm
  const stays = await restoreStays(tx, doing, firm, before, mine)
  await restoreFacts(tx, firm, mine)
  const ids = <Id>(idOf: (event: FirmEvent) => Id | undefined) => mine.flatMap((event) => idOf(event) ?? [])
  const of = sql`tenant_id = ${tenant_id} and firm_id = ${firmId}`
  await sql`delete from enterprises.tags where ${of} and id = any(${ids(({ tag }) => tag?.id)}::uuid[])`.execute(tx)
  await sql`delete from enterprises.contacts
    where ${of} and id = any(${ids(({ contactId }) => contactId)}::uuid[])`.execute(tx)
  const columns = foldSets(before.map(({ set }) => set)).restored(mine.map(({ set }) => set)) as FirmSet
  const found = await settled(tx, { ...firm, ...columns }, doing)
  const { firm: after, set } = await changeFirm(tx, firm, { ...columns, ...found.set }, doing.at)
  await recordFirm(tx, doing, 'importUndone', { firmId, set, tenancies: withBegun(stays, found), importId })
  const stands = await heard(tx, after)
  const { state } = set
  // The import had let it come back.
  const goesAgain = state === 'left' && found.set.state !== 'left'
  if (goesAgain) await tellEnded(tx, doing.at, tenant_id, stands, why)
  await tellUndone(tx, doing.at, tenant_id, stands, { importedAt, why })
  if (!goesAgain) await tellSettled(tx, doing.at, after, { set: state ? { state } : {}, begun: found.begun })
}

/** Stays that the import began are gone, leases that it changed are as before. */
async function restoreStays(
  tx: Tx,
  doing: Doing,
  { tenant_id, id }: FirmRecord,
  before: readonly FirmEvent[],
  mine: readonly FirmEvent[],
): Promise<TenancySets> {
  const done: TenancySets = {}
  const setsOf = (events: readonly FirmEvent[], stay: TenancyId) => events.map(({ tenancies }) => tenancies?.[stay])
  for (const stay of new Set(mine.flatMap(({ tenancies }) => Object.keys(tenancies ?? {}) as TenancyId[]))) {
    const stood = foldSets(setsOf(before, stay))
    const of = sql`tenant_id = ${tenant_id} and firm_id = ${id} and id = ${stay}`
    if (!stood.known) {
      await sql`delete from enterprises.tenancies where ${of}`.execute(tx)
      done[stay] = null
      continue
    }
    const set = stood.restored(setsOf(mine, stay)) as Partial<TenancyRecord>
    const { rows } = await sql<TenancyRecord>`select * from enterprises.tenancies where ${of}`.execute(tx)
    const [now] = rows
    if (!now) throw new Error(`stay ${stay} vanished`)
    await changeTenancy(tx, doing, now, set)
    done[stay] = set
  }
  return done
}

/** Facts that the import told are gone; those that gave way to them hold again. */
async function restoreFacts(tx: Tx, { tenant_id, id }: FirmRecord, mine: readonly FirmEvent[]): Promise<void> {
  const told = mine.flatMap(({ fact }) => fact?.id ?? [])
  const replaced = mine.flatMap(({ fact }) => fact?.replaced ?? [])
  const of = sql`tenant_id = ${tenant_id} and firm_id = ${id}`
  await sql`delete from enterprises.facts where ${of} and id = any(${told}::uuid[])`.execute(tx)
  await sql`update enterprises.facts set replaced_at = null
    where ${of} and id = any(${replaced}::uuid[])`.execute(tx)
}
