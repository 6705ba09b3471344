import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { refuseAskedAnew } from '../consent/standing.ts'
import { forbidden, refuseField, refuseState } from '../refusals.ts'
import { type Doing, hashOf, pairing as inNameOfPost, pairingPost, type Writing } from '../scope.ts'
import type { ConsentHow, PairingId, VolunteerId, WishRecord } from '../tables.ts'
import { tell } from '../telling.ts'
import { after, type EndReason, type PairingState, type Side, wishAfterEnd } from './pairing.ts'
import { closeWish, lockPair, lockPairs, type Pair, recordWish, savePairing, speaksFor } from './pairing-store.ts'

/** On which side of a pairing somebody stands; a neighbour who asked for somebody without a phone speaks for them. Null: neither. */
export function sideOf({ wish, volunteer }: Pair, personId: string): 'volunteer' | 'helped' | null {
  if (volunteer.person_id === personId) return 'volunteer'
  return speaksFor(wish) === personId ? 'helped' : null
}

/** The persons of both sides who hear of it. */
export const bothOf = ({ wish, volunteer }: Pair) => [volunteer.person_id, speaksFor(wish)]

export interface Answer {
  readonly yes: boolean
  readonly side?: Side
  readonly how?: 'signed' | 'spoken'
  readonly note?: string
}

/** Yes or no of one side. Once both said yes, each learns who the other is. */
export async function answer(tx: Tx, doing: Doing, id: PairingId, said: Answer): Promise<PairingState> {
  const pair = await lockPair(tx, doing, id)
  const own = sideOf(pair, doing.actor.personId)
  const side = said.side ?? own ?? forbidden()
  const typed = side !== own || said.side === 'staff'
  const acting = typed ? inNameOfPost(doing, pair.wish) : doing
  if (typed && said.yes && !said.note?.trim())
    refuseField('note', { zh: '请写明本人怎么同意的', en: 'Please say how the person agreed' })
  if (side === 'staff' && said.yes) return refuseState()
  if (!said.yes) return decline(tx, acting, pair, side)
  const consent: Said = typed
    ? { how: said.how ?? 'spoken', note: said.note?.trim() ?? '' }
    : { how: 'self', note: null }
  return agree(tx, acting, pair, side === 'staff' ? 'helped' : side, consent)
}

/** How one side said yes; the note where staff typed it. */
interface Said {
  readonly how: ConsentHow
  readonly note: string | null
}

async function decline(tx: Tx, doing: Doing, pair: Pair, side: Side): Promise<PairingState> {
  const { pairing } = pair
  if (after(pairing.state, 'decline') === null) refuseState()
  const set = { state: 'declined', declined_by: side, ended_at: doing.at } as const
  await savePairing(tx, doing, pairing, 'declined', set, { side })
  if (pairing.state === 'asked') {
    const words = { zh: '这次没有结成对，社区会再找', en: 'It did not come about; the community looks further' }
    const others = side === 'volunteer' ? [speaksFor(pair.wish)] : [pair.volunteer.person_id]
    await tell(tx, doing, others, { pairingId: pairing.id }, 'pairing_declined', words)
  }
  return 'declined'
}

async function agree(
  tx: Tx,
  doing: Doing,
  pair: Pair,
  side: 'volunteer' | 'helped',
  { how, note }: Said,
): Promise<PairingState> {
  const { pairing, wish, volunteer } = pair
  if (after(pairing.state, 'agree') === null || wish.state !== 'open' || volunteer.state !== 'active') refuseState()
  await refuseAskedAnew(tx, doing.tenantId, wish, volunteer)
  const sealed = note === null ? null : doing.secrets.seal(note)
  const yes =
    side === 'volunteer'
      ? { volunteer_yes_at: doing.at, volunteer_how: how, volunteer_note_sealed: sealed }
      : { helped_yes_at: doing.at, helped_how: how, helped_note_sealed: sealed }
  await savePairing(tx, doing, pairing, 'said_yes', yes, {
    side,
    how,
    ...(note === null ? {} : { hash: hashOf(note) }),
  })
  const other = side === 'volunteer' ? pairing.helped_yes_at : pairing.volunteer_yes_at
  if (other === null) return pairing.state
  const today = dayOf(doing.at)
  await savePairing(tx, doing, pairing, 'agreed', { state: 'agreed', agreed_at: doing.at, counted_from: today })
  await setWish(tx, doing, wish, 'paired')
  const words = { zh: '结对成功，可以联系对方了', en: 'You are paired and may call each other' }
  await tell(tx, doing, bothOf(pair), { pairingId: pairing.id }, 'pairing_agreed', words)
  return 'agreed'
}

async function setWish(tx: Tx, writing: Writing, wish: WishRecord, state: 'paired' | 'open'): Promise<void> {
  await sql`update neighbours.wishes set state = ${state}, changed_at = ${writing.at},
      asked_volunteer_id = case when ${state} = 'open' then null else asked_volunteer_id end
    where tenant_id = ${writing.tenantId} and id = ${wish.id}`.execute(tx)
  await recordWish(tx, writing, wish.id, state === 'paired' ? 'paired' : 'reopened', { set: { state } })
}

/** Ends what runs: by one of the two, or by staff as they asked. */
export async function endPairing(tx: Tx, doing: Doing, id: PairingId, reason: EndReason): Promise<void> {
  const pair = await lockPair(tx, doing, id)
  const own = sideOf(pair, doing.actor.personId)
  // Whether a wish is met is said by who asked, never by the volunteer alone.
  if (own === 'volunteer' && reason === 'met' && !pairingPost(doing.actor, pair.wish)) forbidden()
  const acting = own ? doing : inNameOfPost(doing, pair.wish)
  await endOne(tx, acting, pair, reason)
  const words = { zh: '这次结对已结束，谢谢', en: 'This pairing is over. Thank you' }
  const others = bothOf(pair).filter((one) => one !== doing.actor.personId)
  await tell(tx, doing, others, { pairingId: id }, 'pairing_ended', words)
}

/** The end of one pairing, and what follows for its wish. */
export async function endOne(tx: Tx, writing: Writing, { pairing, wish }: Pair, reason: EndReason): Promise<void> {
  if (after(pairing.state, 'end') === null) refuseState()
  const set = { state: 'ended', end_reason: reason, ended_at: writing.at, quiet_since: null } as const
  await savePairing(tx, writing, pairing, 'ended', set, { reason })
  const next = wishAfterEnd(reason)
  if (next === 'open') await setWish(tx, writing, wish, 'open')
  else await closeWish(tx, writing, wish, next)
}

/** A wish is taken back: what runs ends, what was suggested or asked is called off. */
export async function dropPairings(tx: Tx, doing: Doing, wish: WishRecord, reason: EndReason): Promise<void> {
  const pairs = await lockPairs(
    tx,
    doing,
    sql`p.wish_id = ${wish.id}
    and p.state in ('suggested', 'asked', 'agreed', 'running')`,
  )
  for (const { pairing, volunteer } of pairs) {
    const runs = pairing.state === 'agreed' || pairing.state === 'running'
    const set = runs
      ? ({ state: 'ended', end_reason: reason, ended_at: doing.at, quiet_since: null } as const)
      : ({ state: 'declined', declined_by: 'helped', ended_at: doing.at } as const)
    await savePairing(tx, doing, pairing, runs ? 'ended' : 'declined', set)
    if (pairing.state === 'suggested') continue
    const words = { zh: '对方不再需要帮助，谢谢您', en: 'The help is no longer needed. Thank you' }
    await tell(tx, doing, [volunteer.person_id], { pairingId: pairing.id }, 'pairing_ended', words)
  }
}

/** Somebody stops helping: who was helped is told and their wish is open again. */
export async function endOfVolunteer(tx: Tx, doing: Doing, volunteerId: VolunteerId): Promise<void> {
  const live = sql`p.volunteer_id = ${volunteerId} and p.state in ('suggested', 'asked', 'agreed', 'running')`
  for (const pair of await lockPairs(tx, doing, live)) {
    const { pairing } = pair
    if (pairing.state === 'agreed' || pairing.state === 'running') await endOne(tx, doing, pair, 'volunteer_stops')
    else {
      const set = { state: 'declined', declined_by: 'volunteer', ended_at: doing.at } as const
      await savePairing(tx, doing, pairing, 'declined', set)
    }
    const words = { zh: '帮您的邻居退出了，社区会再找', en: 'The neighbour stopped; the community looks for another' }
    const helped = speaksFor(pair.wish)
    if (pairing.state !== 'suggested')
      await tell(tx, doing, [helped], { pairingId: pairing.id }, 'volunteer_stopped', words)
  }
}
