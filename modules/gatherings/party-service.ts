import type { Actor } from '../../kernel/actor.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import { newId, type PersonId } from '../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../kernel/db.ts'
import type { Secrets } from '../../kernel/secrets.ts'
import { personInReach } from '../people/public.ts'
import type { Wish } from './allotment.ts'
import type { EntryAct, Party } from './contract.ts'
import { type EntryStanding, signUpObstacle, traits } from './gathering.ts'
import { type Doing, entriesOf, type Held, lockManaged, refuseUnless, standingOf, tell } from './gathering-store.ts'
import { sourceOf } from './party-source.ts'
import { moveUp, partyOf, queued, saveEntry } from './queue-service.ts'
import { hasPlace, placeFor } from './sign-up.ts'
import { type EntryId, type EntryRecord, type GatheringId, mine } from './tables.ts'

/** A new line of the list; what is not given is empty. */
export function newEntry(held: Held, party: Pick<EntryRecord, 'party_kind' | 'party_id' | 'name'>): EntryRecord {
  return {
    tenant_id: held.gathering.tenant_id,
    id: newId<'entry'>(),
    gathering_id: held.gathering.id,
    ...party,
    ...{ name_sealed: null, standing: 'invited', invited_at: null, queued_at: null, answered_at: null },
    ...{ checked_in_at: null, checked_in_by: null, by_person: held.by.personId, wish: null },
    ...{ turnover_fen: null, turnover_at: null, rating: null, rating_words: null, rated_at: null },
  }
}

export async function insertEntry(tx: Tx, entry: EntryRecord): Promise<void> {
  await mine(tx)
    .insertInto('gatherings.entries')
    .values({ ...entry, wish: entry.wish && (JSON.stringify(entry.wish) as never) })
    .execute()
}

/** Checks that the actor may name this party, and with what name it is kept. */
async function nameable(
  tx: Tx,
  doing: Doing,
  party: Party,
): Promise<Pick<EntryRecord, 'party_kind' | 'party_id' | 'name'>> {
  const { actor, at } = doing
  if (party.kind === 'guest') {
    const name = party.name.trim()
    if (name === '') {
      const words = { zh: '请填写名称', en: 'Please give a name' }
      fail('invalid', 'gatherings.name_missing', words, [{ path: 'party.name', words }])
    }
    return { party_kind: 'guest', party_id: null, name }
  }
  if (!party.id) return notFound()
  if (party.kind === 'person') {
    if (!(await personInReach(tx, actor, party.id as PersonId, at))) notFound()
    return { party_kind: 'person', party_id: party.id, name: null }
  }
  if (party.kind === 'post') {
    const { rows } = await sql`select from people.posts_view where tenant_id = ${actor.tenantId} and id = ${party.id}
      and abolished_at is null and role <> 'administrator'`.execute(tx)
    if (rows.length === 0) notFound()
    return { party_kind: 'post', party_id: party.id, name: null }
  }
  const named = await sourceOf(party.kind)?.named(tx, actor, party.id)
  return named ? { party_kind: party.kind, party_id: party.id, name: named.name } : notFound()
}

/** Invites parties; who is on the list already stays as they are. */
export async function invite(tx: Tx, doing: Doing, id: GatheringId, parties: readonly Party[]) {
  const held = await lockManaged(tx, doing, id, 'invite')
  const entries = await entriesOf(tx, held.gathering)
  let invited = 0
  for (const party of parties) {
    if (party.kind !== 'guest' && entries.some((e) => e.party_kind === party.kind && e.party_id === party.id)) continue
    const entry = { ...newEntry(held, await nameable(tx, doing, party)), invited_at: held.at }
    await insertEntry(tx, entry)
    entries.push(entry)
    await tell(tx, held, 'party_invited', { entryId: entry.id, party: partyOf(entry) })
    invited += 1
  }
  return { invited, already: parties.length - invited }
}

/** Staff sign somebody up who called or came by. */
export async function signUpFor(tx: Tx, doing: Doing, id: GatheringId, party: Party, wish: Wish | null) {
  const held = await lockManaged(tx, doing, id)
  return signUp(tx, held, await nameable(tx, doing, party), wish)
}

/** Gives a place or a turn on the waiting list. One who was invited, or withdrew, joins (again) at the end. */
export async function signUp(
  tx: Tx,
  held: Held,
  party: Pick<EntryRecord, 'party_kind' | 'party_id' | 'name'>,
  wish: Wish | null,
): Promise<{ id: EntryId; standing: EntryStanding }> {
  const { gathering, at } = held
  const blocked = signUpObstacle(await standingOf(tx, gathering), at)
  if (blocked) fail('refused', 'gatherings.no_sign_up', blocked)
  if (traits[gathering.kind].stalls && !wish) {
    const words = { zh: '请填写需要什么样的展位', en: 'Please say what stall is needed' }
    fail('invalid', 'gatherings.wish_missing', words, [{ path: 'wish', words }])
  }
  const entries = await entriesOf(tx, gathering)
  const known = entries.find(
    (e) => e.party_id !== null && e.party_kind === party.party_kind && e.party_id === party.party_id,
  )
  if (known && (hasPlace(known.standing) || known.standing === 'waiting'))
    fail('conflict', 'gatherings.signed_up_already', { zh: '已经报过名了', en: 'Signed up already' })
  const standing = placeFor(gathering.capacity, entries.map(queued)) === 'place' ? 'signed_up' : 'waiting'
  const set = { standing, queued_at: at, wish } as const
  const entry = known ?? { ...newEntry(held, party), ...set }
  if (known) await saveEntry(tx, known, set)
  else await insertEntry(tx, entry)
  await tell(tx, held, 'party_signed_up', { entryId: entry.id, party: partyOf(entry), facts: { standing } })
  return { id: entry.id, standing }
}

/** Accepts an invitation: a place, or a turn on the waiting list where all are taken. */
export async function accept(tx: Tx, held: Held, entry: EntryRecord): Promise<EntryStanding> {
  refuseUnless('answer', held.gathering.state)
  if (hasPlace(entry.standing) || entry.standing === 'waiting') return entry.standing
  const entries = await entriesOf(tx, held.gathering)
  const standing = placeFor(held.gathering.capacity, entries.map(queued)) === 'place' ? 'accepted' : 'waiting'
  await saveEntry(tx, entry, { standing, answered_at: held.at, queued_at: held.at })
  await tell(tx, held, 'party_accepted', { entryId: entry.id, party: partyOf(entry), facts: { standing } })
  return standing
}

/** Declines an invitation or withdraws a sign-up; who waits moves up, and a stall becomes free. */
export async function leave(
  tx: Tx,
  held: Held,
  entry: EntryRecord,
  how: 'declined' | 'withdrawn',
): Promise<EntryStanding> {
  refuseUnless('answer', held.gathering.state)
  if (entry.checked_in_at)
    fail('conflict', 'gatherings.checked_in_already', { zh: '已经签到，不能退出', en: 'Checked in already' })
  if (entry.standing === how) return how
  await saveEntry(tx, entry, { standing: how, answered_at: held.at, queued_at: null })
  await tell(tx, held, how === 'declined' ? 'party_declined' : 'party_withdrawn', {
    entryId: entry.id,
    party: partyOf(entry),
  })
  await freeStallOf(tx, held, entry)
  const entries = await entriesOf(tx, held.gathering)
  await moveUp(tx, held, entries)
  return how
}

async function freeStallOf(tx: Tx, held: Held, entry: EntryRecord): Promise<void> {
  const freed = await mine(tx)
    .updateTable('gatherings.stalls')
    .set({ entry_id: null, by_hand: false, why: null })
    .where('tenant_id', '=', entry.tenant_id)
    .where('entry_id', '=', entry.id)
    .returning('id')
    .executeTakeFirst()
  if (freed) await tell(tx, held, 'stall_freed', { stallId: freed.id, entryId: entry.id })
}

/** Marks somebody as there, `at` an instant that may lie back. Once is enough: the first time stands. */
export async function markThere(
  tx: Tx,
  held: Held,
  entry: EntryRecord,
  how: NonNullable<EntryRecord['checked_in_by']>,
  at = held.at,
): Promise<Date> {
  if (entry.checked_in_at) return entry.checked_in_at
  const standing = entry.standing === 'declined' || entry.standing === 'withdrawn' ? 'came' : entry.standing
  await saveEntry(tx, entry, { checked_in_at: at, checked_in_by: how, standing })
  await tell(tx, held, 'party_checked_in', { entryId: entry.id, party: partyOf(entry), facts: { by: how, at } })
  return at
}

/** What an exhibitor took; only the organisers read a single figure. */
export async function reportTurnover(tx: Tx, held: Held, entry: EntryRecord, fen: number | undefined): Promise<void> {
  refuseUnless('turnover', held.gathering.state)
  if (!entry.wish)
    fail('refused', 'gatherings.no_exhibitor', { zh: '只有参展方填报成交额', en: 'Only exhibitors report a turnover' })
  if (fen === undefined) {
    const words = { zh: '请填写成交额', en: 'Please give the turnover' }
    fail('invalid', 'gatherings.turnover_missing', words, [{ path: 'turnoverFen', words }])
  }
  await saveEntry(tx, entry, { turnover_fen: fen, turnover_at: held.at })
  // The figure itself stays in the row: the ledger is read by more people than the organisers.
  await tell(tx, held, 'turnover_reported', { entryId: entry.id, party: partyOf(entry) })
}

/** An entry of a gathering, or not found. */
export async function entryOf(tx: Tx, { gathering }: Held, entryId: EntryId): Promise<EntryRecord> {
  const entry = await mine(tx)
    .selectFrom('gatherings.entries')
    .selectAll()
    .where('tenant_id', '=', gathering.tenant_id)
    .where('gathering_id', '=', gathering.id)
    .where('id', '=', entryId)
    .executeTakeFirst()
  return entry ?? notFound()
}

/** What the organiser does for somebody on the list. */
export async function actFor(
  tx: Tx,
  doing: Doing,
  id: GatheringId,
  entryId: EntryId,
  input: { readonly action: EntryAct; readonly turnoverFen?: number | undefined },
): Promise<void> {
  const held = await lockManaged(tx, doing, id)
  const entry = await entryOf(tx, held, entryId)
  if (input.action === 'accept') await accept(tx, held, entry)
  else if (input.action === 'decline') await leave(tx, held, entry, 'declined')
  else if (input.action === 'withdraw') await leave(tx, held, entry, 'withdrawn')
  else if (input.action === 'report_turnover') await reportTurnover(tx, held, entry, input.turnoverFen)
  else if (input.action === 'check_in') {
    refuseUnless('correct_check_in', held.gathering.state)
    await markThere(tx, held, entry, 'organiser')
  } else {
    refuseUnless('correct_check_in', held.gathering.state)
    await undoCheckIn(tx, held, entry)
  }
}

/** It was a mistake: they are not there. */
export async function undoCheckIn(tx: Tx, held: Held, entry: EntryRecord): Promise<void> {
  if (!entry.checked_in_at) return
  await saveEntry(tx, entry, { checked_in_at: null, checked_in_by: null })
  await tell(tx, held, 'check_in_undone', { entryId: entry.id, party: partyOf(entry) })
}

/** The full name of somebody who came by the door, for a reason that stays in the ledger. */
export async function revealGuest(
  tx: Tx,
  secrets: Secrets,
  doing: Doing,
  of: { readonly id: GatheringId; readonly entryId: EntryId; readonly reason: string },
): Promise<{ name: string }> {
  const held = await lockManaged(tx, doing, of.id)
  const entry = await entryOf(tx, held, of.entryId)
  const name = await fullNameOf(tx, secrets, entry, doing.actor)
  await tell(tx, held, 'guest_revealed', { entryId: entry.id, facts: { reason: of.reason } })
  return { name }
}

async function fullNameOf(tx: Tx, secrets: Secrets, entry: EntryRecord, actor: Actor): Promise<string> {
  if (entry.name_sealed) return secrets.open(entry.name_sealed)
  if (entry.party_kind !== 'person') return entry.name ?? ''
  const { rows } = await sql<{ name: string }>`select name from people.persons_view
    where tenant_id = ${actor.tenantId} and id = ${entry.party_id}`.execute(tx)
  return rows[0]?.name ?? ''
}
