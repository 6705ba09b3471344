import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import { type Entry, entriesById, hashOf, insertEntry, liveEntries, markPast, standingOf } from './entry-store.ts'
import type { ConflictSettled } from './events.ts'
import { lockInCharge, tell } from './household-store.ts'
import { canonical, isList, joined } from './items.ts'
import { refresh } from './refresh.ts'
import type { Doing } from './scope.ts'
import { choicesFor, isOpen } from './settling.ts'
import type { Choice, EntryId, HouseholdId } from './shapes.ts'

interface Settling {
  readonly entryId: EntryId
  readonly choose: Choice
  readonly currentId: EntryId | null
}

/** Somebody in charge chooses between what stands and what waits. Neither is lost: the other one stays in the history. */
export async function settleConflict(tx: Tx, asked: Doing, { entryId, choose, currentId }: Settling): Promise<void> {
  const { rows } = await sql<{ household: HouseholdId }>`select household_id as household from households.entries
    where tenant_id = ${asked.tenantId} and id = ${entryId}`.execute(tx)
  const { household, doing } = await lockInCharge(tx, asked, rows[0]?.household ?? notFound())
  const { tenantId, secrets } = doing
  const live = await liveEntries(tx, secrets, tenantId, [household.id])
  const [waiting] = await entriesById(tx, secrets, tenantId, [entryId])
  if (!waiting || !isOpen(waiting.state))
    return fail('conflict', 'households.settled', {
      zh: '这一项已经有人处理了，请刷新',
      en: 'This was settled already. Reload',
    })
  const current = live.find(({ state, item }) => state === 'current' && item === waiting.item) ?? null
  if ((current?.id ?? null) !== currentId)
    fail('conflict', 'households.changed_since', {
      zh: '您看的时候又有人改了，请刷新后再选',
      en: 'It has changed since you looked. Reload and choose again',
    })
  const allowed = choicesFor(isList(waiting.content.item), standingOf(current), canonical(waiting.content))
  if (!allowed.includes(choose))
    fail('invalid', 'households.not_both', { zh: '这一项只能选一个', en: 'Of this only one can be kept' }, [
      { path: 'choose', words: { zh: '只能选一个', en: 'Choose one' } },
    ])
  await carryOut(tx, doing, waiting, current, choose)
  await refresh(tx, doing, household)
}

async function carryOut(tx: Tx, doing: Doing, waiting: Entry, current: Entry | null, how: Choice): Promise<void> {
  const { tenantId, at, actor } = doing
  const settled = sql`settled_how = ${how}, settled_by_id = ${actor.personId}, settled_at = ${at}`
  const of = sql`where tenant_id = ${tenantId} and id = ${waiting.id}`
  const base = { householdId: waiting.household_id, entryId: waiting.id, how, currentId: current?.id ?? null }
  if (how === 'current') {
    await sql`update households.entries set state = 'declined', ${settled} ${of}`.execute(tx)
    await tell<ConflictSettled>(tx, doing, 'settled', base)
    return
  }
  if (how === 'other') {
    if (current) await markPast(tx, tenantId, current.id, waiting.id)
    await sql`update households.entries set state = 'current', ${settled} ${of}`.execute(tx)
    await tell<ConflictSettled>(tx, doing, 'settled', base)
    return
  }
  const union = await joinBoth(tx, doing, waiting, current)
  await sql`update households.entries set state = 'past', replaced_by_id = ${union.id}, ${settled} ${of}`.execute(tx)
  const hash = hashOf(doing.secrets, union.content).toString('hex')
  await tell<ConflictSettled>(tx, doing, 'settled', { ...base, joined: { entryId: union.id, hash } })
}

/** A new entry with what both say, by who chose. */
function joinBoth(
  tx: Tx,
  { tenantId, secrets, at, by, actor }: Doing,
  waiting: Entry,
  current: Entry | null,
): Promise<Entry> {
  const { item, value } = waiting.content
  return insertEntry(tx, secrets, tenantId, {
    ...{ id: newId<'entry'>(), householdId: waiting.household_id, source: 'desk', asOf: dayOf(at) },
    content: { item, value: joined(current?.content.value ?? null, value) },
    ...{ basisId: current?.id ?? null, words: null, visitId: null, at, personId: actor.personId, postId: by.postId },
    outcome: { state: 'current', replacesId: current?.id ?? null, againstId: null },
  })
}
