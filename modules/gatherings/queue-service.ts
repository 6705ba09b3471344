import type { Tx } from '../../kernel/db.ts'
import { type Held, tell } from './gathering-store.ts'
import { movingUp } from './sign-up.ts'
import { type EntryId, type EntryRecord, mine } from './tables.ts'

/** Writes some columns of an entry. */
export async function saveEntry(
  tx: Tx,
  entry: Pick<EntryRecord, 'tenant_id' | 'id'>,
  set: Partial<EntryRecord>,
): Promise<void> {
  await mine(tx)
    .updateTable('gatherings.entries')
    .set({ ...set, ...(set.wish === undefined ? {} : { wish: JSON.stringify(set.wish) as never }) })
    .where('tenant_id', '=', entry.tenant_id)
    .where('id', '=', entry.id)
    .execute()
}

/** Gives the places that are free to those who wait, first come first. `entries` as they are after the change. */
export async function moveUp(tx: Tx, held: Held, entries: readonly EntryRecord[]): Promise<void> {
  for (const id of movingUp(held.gathering.capacity, entries.map(queued))) {
    const entry = entries.find((one) => one.id === id)
    if (!entry) continue
    await saveEntry(tx, entry, { standing: 'signed_up' })
    await tell(tx, held, 'party_moved_up', { entryId: id as EntryId, party: partyOf(entry) })
  }
}

export const queued = (entry: EntryRecord) => ({
  id: entry.id,
  standing: entry.standing,
  queuedAt: entry.queued_at,
})

/** A party as events name it: never by a name. */
export const partyOf = (entry: Pick<EntryRecord, 'party_kind' | 'party_id'>) => ({
  kind: entry.party_kind,
  id: entry.party_id,
})
