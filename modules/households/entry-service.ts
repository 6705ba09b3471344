import { createHash } from 'node:crypto'
import { fail } from '../../kernel/contract/errors.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayOf } from '../../kernel/time/day.ts'
import type { Change, ChangeResult } from './contract.ts'
import {
  confirmOn,
  type Entry,
  entriesById,
  hashOf,
  insertEntry,
  insertPlain,
  liveEntries,
  standingOf,
} from './entry-store.ts'
import type { ValueEntered } from './events.ts'
import { lockInCharge, refuseEnded, tell, tellAll } from './household-store.ts'
import { type Content, canonical, checkedContent, keyOf } from './items.ts'
import { refresh } from './refresh.ts'
import type { Doing, Writing } from './scope.ts'
import { type Kept, outcomeOf } from './settling.ts'
import type { EntryId, HouseholdId } from './shapes.ts'
import type { HouseholdRecord } from './tables.ts'

/** A change with where it comes from. */
export interface Told extends Omit<Change, 'source' | 'asOf'> {
  readonly source: string
  readonly asOf: string
  readonly visitId: string | null
  readonly words?: string | null
}

/**
 * Enters values into a household whose row is locked. Each becomes current, or is kept beside what stands; one that was
 * entered before is answered and changes nothing. The caller refreshes the household.
 */
export async function enterAll(
  tx: Tx,
  writing: Writing,
  householdId: HouseholdId,
  changes: readonly Told[],
): Promise<ChangeResult[]> {
  const { tenantId, secrets } = writing
  const live = await liveEntries(tx, secrets, tenantId, [householdId])
  const named = changes.flatMap(({ id, basisId }) => [id, ...(basisId ? [basisId] : [])])
  const known = new Map((await entriesById(tx, secrets, tenantId, named)).map((entry) => [entry.id, entry]))
  const current = new Map(live.filter(({ state }) => state === 'current').map((entry) => [entry.item, entry]))
  const results: ChangeResult[] = []
  for (const change of changes) {
    const before = known.get(change.id)
    if (before) {
      if (before.household_id !== householdId) refuseTaken()
      results.push({ id: before.id, state: before.state })
      continue
    }
    const entry = await enterOne(tx, writing, householdId, change, current, known)
    known.set(entry.id, entry)
    results.push({ id: entry.id, state: entry.state })
  }
  return results
}

function basisOf(known: ReadonlyMap<EntryId, Entry>, { basisId }: Told, householdId: HouseholdId): Entry | null {
  const basis = basisId ? known.get(basisId) : undefined
  return basis?.household_id === householdId ? basis : null
}

const refuseTaken = () =>
  fail('conflict', 'households.id_taken', {
    zh: '这个编号已经用过，请重新填写',
    en: 'This id is taken. Please enter it anew',
  })

async function enterOne(
  tx: Tx,
  writing: Writing,
  householdId: HouseholdId,
  change: Told,
  current: Map<string, Entry>,
  known: Map<EntryId, Entry>,
): Promise<Entry> {
  const { tenantId, secrets, by, at } = writing
  const content = checkedContent(change.item, change.value)
  const key = keyOf(secrets, change.item)
  const stands = current.get(key) ?? null
  const basis = basisOf(known, change, householdId)
  // An entry may be the basis of its own item alone, and of what waits only the latest.
  const ofItem = basis?.item === key ? basis : null
  const kept: Kept | null = ofItem && {
    id: ofItem.id,
    state: ofItem.state,
    by: ofItem.person_id,
    againstId: ofItem.against_id,
  }
  const incoming = { value: canonical(content), basisId: change.basisId, source: change.source, by: by.personId }
  const outcome = outcomeOf(incoming, standingOf(stands), kept)
  const entry = await insertEntry(tx, secrets, tenantId, {
    ...{ id: change.id, householdId, content, outcome, at, source: change.source, asOf: change.asOf },
    ...{ basisId: change.basisId, visitId: change.visitId, words: change.words?.trim() || null },
    ...{ personId: by.personId, postId: by.postId },
  })
  if (outcome.state === 'current') current.set(key, entry)
  const replaced = known.get(outcome.replacesId as EntryId)
  if (replaced) known.set(replaced.id, { ...replaced, state: 'past' })
  if (outcome.state === 'same' && outcome.againstId) await confirmOn(tx, tenantId, outcome.againstId, change.asOf)
  await tell<ValueEntered>(tx, writing, 'entered', {
    ...{ householdId, entryId: entry.id, kind: entry.kind, state: entry.state, basisId: entry.basis_id },
    againstId: entry.against_id,
    replacesId: outcome.replacesId as EntryId | null,
    ...{ source: entry.source, hash: hashOf(secrets, content).toString('hex') },
  })
  return entry
}

/** The first values of a household that was just written; what is told twice goes the long way. */
export async function enterFirst(
  tx: Tx,
  writing: Writing,
  householdId: HouseholdId,
  changes: readonly Told[],
): Promise<void> {
  if (changes.length === 0) return
  const { tenantId, secrets, by, at } = writing
  const contents = changes.map(({ item, value }) => checkedContent(item, value))
  const isPlain =
    new Set(contents.map(({ item }) => keyOf(secrets, item))).size === contents.length &&
    contents.every(({ value }) => value !== null) &&
    (
      await entriesById(
        tx,
        secrets,
        tenantId,
        changes.map(({ id }) => id),
      )
    ).length === 0
  if (!isPlain) {
    await enterAll(tx, writing, householdId, changes)
    return
  }
  const entries = changes.map(({ id, source, asOf }, n) => ({
    ...{ id, source, asOf, at, personId: by.personId, postId: by.postId, content: contents[n] as Content },
    ...{ householdId, state: 'current' as const, againstId: null },
  }))
  await insertPlain(tx, secrets, tenantId, entries)
  const told = entries.map(
    ({ id, source, content }): ValueEntered => ({
      ...{ householdId, entryId: id, kind: content.item.kind, state: 'current', basisId: null, againstId: null },
      ...{ replacesId: null, source, hash: hashOf(secrets, content).toString('hex') },
    }),
  )
  await tellAll(tx, writing, 'entered', told)
}

/** Changes at the desk or on a phone, by who is in charge. */
export async function enterChanges(
  tx: Tx,
  asked: Doing,
  householdId: HouseholdId,
  changes: readonly Change[],
): Promise<{ results: ChangeResult[] }> {
  const { household, doing } = await lockInCharge(tx, asked, householdId)
  refuseEnded(household)
  const told = { visitId: null, asOf: dayOf(doing.at) }
  return { results: await changeLocked(tx, doing, household, changes, told) }
}

/** The same for a household that is locked already; `told` says more of where they come from. */
export async function changeLocked(
  tx: Tx,
  doing: Writing,
  household: HouseholdRecord,
  changes: readonly Change[],
  { visitId, asOf }: { readonly visitId: string | null; readonly asOf: string },
): Promise<ChangeResult[]> {
  if (changes.length === 0) return []
  const told = changes.map((change) => ({ ...change, ...fromDesk(change, asOf), visitId }))
  const results = await enterAll(tx, doing, household.id, told)
  await refresh(tx, doing, household)
  return results
}

/** A resident's word comes by the resident's own page, and is never claimed by staff. */
function fromDesk({ source, asOf }: Change, latest: string) {
  if (source === 'resident')
    fail('invalid', 'households.bad_source', { zh: '来源不对', en: 'That source does not fit here' })
  return { source: source ?? 'desk', asOf: asOf === undefined || asOf > latest ? latest : asOf }
}

/** The entry of an answer has an id that follows from its visit: told again, it is the same one. */
export function answerEntryId(visitId: string, factKey: string): EntryId {
  const hex = createHash('sha256').update(`${factKey} of ${visitId}`).digest('hex')
  return `${visitId.slice(0, 13)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6, 18)}` as EntryId
}
