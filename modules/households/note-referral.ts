import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { liveEntries } from './entry-store.ts'
import { householdInCharge } from './household-store.ts'
import { standing } from './refresh.ts'
import { type Doing, inChargeSql } from './scope.ts'
import type { MemberValue, NoteId } from './shapes.ts'
import type { NoteRecord } from './tables.ts'

/** What of a note may go along with a referral: for those in charge of the household. */
export interface NoteToRefer {
  readonly placeId: PlaceId
  readonly words: string
  /** Who lives there, in clear, for sealing. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly phone: string | null }[]
}

/** A note with the people of its household; 404 for who is not in charge. */
export async function noteToRefer(tx: Tx, doing: Doing, noteId: NoteId): Promise<NoteToRefer> {
  const { tenantId, secrets } = doing
  const { rows } = await sql<NoteRecord>`select * from households.notes where tenant_id = ${tenantId}
    and id = ${noteId}`.execute(tx)
  const note = rows[0] ?? notFound()
  const household = await householdInCharge(tx, doing, note.household_id)
  const entries = standing(await liveEntries(tx, secrets, tenantId, [household.id]))
  return {
    ...{ placeId: household.building_id, words: secrets.open(note.words_sealed) },
    people: entries.flatMap(({ content: { item, value } }) => {
      if (item.kind !== 'member') return []
      const { name, phone } = value as MemberValue
      return [{ id: item.memberId, name, phone }]
    }),
  }
}

/** Those of some notes whose households the actor is in charge of. */
export async function notesInCharge(tx: Tx, { tenantId, actor }: Doing, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select n.id from households.notes n
    join households.households h on h.tenant_id = n.tenant_id and h.id = n.household_id
    where n.tenant_id = ${tenantId} and n.id = any(${[...ids]}::uuid[]) and ${inChargeSql(actor)}`.execute(tx)
  return rows.map(({ id }) => id)
}
