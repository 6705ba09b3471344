import { fail } from '../../../kernel/contract/errors.ts'
import type { Words } from '../../../kernel/contract/words.ts'
import type { Step } from '../effect.ts'
import { own } from '../tables.ts'

// What must not be left behind when a matter leaves the hands that hold it.

/** A rally ends when the matter leaves the hands that called it; open answers are no longer awaited. */
export async function endRally({ matter, tx, at }: Step): Promise<{ open_rally_answers?: number }> {
  if (matter.open_rally_answers === 0) return {}
  await own(tx)
    .updateTable('matters.rallies')
    .set({ ended_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('ended_at', 'is', null)
    .execute()
  return { open_rally_answers: 0 }
}

/** A return that waits for review is neither upheld nor refused when the matter ends first. */
export async function endReturn({ matter, tx, at }: Step): Promise<void> {
  if (matter.state !== 'returned') return
  await own(tx)
    .updateTable('matters.returns')
    .set({ reviewed_at: at })
    .where('tenant_id', '=', matter.tenant_id)
    .where('matter_id', '=', matter.id)
    .where('reviewed_at', 'is', null)
    .execute()
}

/** Refuses a step on a matter into which others were merged: their reporters wait for this one. */
export async function refuseWithMerged({ matter, tx }: Step, words: Words): Promise<void> {
  const row = await own(tx)
    .selectFrom('matters.matters')
    .select('id')
    .where('tenant_id', '=', matter.tenant_id)
    .where('merged_into_id', '=', matter.id)
    .limit(1)
    .executeTakeFirst()
  if (row) fail('refused', 'matters.has_merged', words)
}
