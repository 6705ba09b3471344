import { newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { dayOf } from '../../../kernel/time/day.ts'
import { forbidden, refuse, refuseField, refuseState } from '../refusals.ts'
import { type Doing, hashOf, pairing as inNameOfPost, type Writing } from '../scope.ts'
import type { PairingId } from '../tables.ts'
import { tell, watchersOf } from '../telling.ts'
import { after, type ContactHow, isSilent } from './pairing.ts'
import { endOne, sideOf } from './pairing-service.ts'
import { lockPair, lockPairs, recordPairing, savePairing } from './pairing-store.ts'

export interface NewContact {
  readonly how: ContactHow
  readonly onDay?: string
  readonly words?: string
}

/** A contact, noted by one of the two or by staff; a silence ends with it. */
export async function noteContact(
  tx: Tx,
  doing: Doing,
  id: PairingId,
  { how, onDay, words }: NewContact,
): Promise<void> {
  const pair = await lockPair(tx, doing, id)
  const { pairing, wish } = pair
  const own = sideOf(pair, doing.actor.personId)
  const acting = own ? doing : inNameOfPost(doing, wish)
  if (after(pairing.state, 'contact') === null) refuseState()
  const today = dayOf(doing.at)
  const day = onDay ?? today
  if (day > today || (pairing.agreed_at && day < dayOf(pairing.agreed_at)))
    refuseField('onDay', { zh: '日期要在结对之后、今天之前', en: 'The day must lie between the pairing and today' })
  const contactId = newId<'pairing_contact'>()
  const by = own ?? 'staff'
  const sealed = words?.trim() ? doing.secrets.seal(words.trim()) : null
  await sql`insert into neighbours.contacts (tenant_id, id, pairing_id, on_day, how, noted_by, words_sealed, by_person, at)
    values (${doing.tenantId}, ${contactId}, ${id}, ${day}::date, ${how}, ${by}, ${sealed}, ${doing.by.personId},
      ${doing.at})`.execute(tx)
  const last = pairing.last_contact_on && pairing.last_contact_on > day ? pairing.last_contact_on : day
  const counted = pairing.counted_from && pairing.counted_from > last ? pairing.counted_from : last
  const still = pairing.quiet_since !== null && isSilent(pairing.rhythm, counted, today)
  const set = {
    ...({ state: 'running', last_contact_on: last, counted_from: counted } as const),
    ...(still ? {} : { quiet_since: null, quiet_why_sealed: null }),
  }
  await savePairing(tx, acting, pairing, 'contacted', set, { contactId, onDay: day, side: by, how })
}

/** Staff say why there was no contact: the silence is counted anew from today. */
export async function explainSilence(tx: Tx, doing: Doing, id: PairingId, why: string): Promise<void> {
  const { pairing, wish } = await lockPair(tx, doing, id)
  const acting = inNameOfPost(doing, wish)
  if (pairing.quiet_since === null) refuseState()
  const set = { quiet_since: null, counted_from: dayOf(doing.at), quiet_why_sealed: doing.secrets.seal(why) }
  await savePairing(tx, acting, pairing, 'explained', set, { hash: hashOf(why) })
}

/** Flags pairings that fell silent and tells the building lead and the community, once each. */
export async function flagSilent(tx: Tx, writing: Writing): Promise<number> {
  const today = dayOf(writing.at)
  const runs = sql`p.state in ('agreed', 'running') and p.quiet_since is null
    and p.counted_from < ${today}::date - 7`
  let flagged = 0
  for (const { pairing, wish } of await lockPairs(tx, writing, runs)) {
    if (!pairing.counted_from || !isSilent(pairing.rhythm, pairing.counted_from, today)) continue
    await savePairing(tx, writing, pairing, 'fell_silent', { quiet_since: today })
    const words = { zh: '一个结对很久没有联系，请问一下情况', en: 'A pairing has been silent for long. Please ask' }
    await tell(tx, writing, await watchersOf(tx, writing, wish), { pairingId: pairing.id }, 'pairing_silent', words)
    flagged++
  }
  return flagged
}

export interface NewThanks {
  readonly words: string
  readonly wall: boolean
  readonly met: boolean
}

/** The helped person, or who asked for them, says thanks; `met` closes the wish. Staff type it as it was said. */
export async function sayThanks(tx: Tx, doing: Doing, id: PairingId, { words, wall, met }: NewThanks): Promise<void> {
  const pair = await lockPair(tx, doing, id)
  const { pairing, wish, volunteer } = pair
  const own = sideOf(pair, doing.actor.personId)
  if (own === 'volunteer') forbidden()
  const acting = own ? doing : inNameOfPost(doing, wish)
  if (after(pairing.state, 'thank') === null) refuseState()
  const thanksId = newId<'thanks'>()
  const { rows } = await sql`insert into neighbours.thanks (tenant_id, id, pairing_id, words, wall_helped, at)
    values (${doing.tenantId}, ${thanksId}, ${id}, ${words.trim()}, ${wall}, ${doing.at})
    on conflict (tenant_id, pairing_id) do nothing returning id`.execute(tx)
  if (rows.length === 0) refuse('thanked', { zh: '已经谢过了', en: 'Thanks were said already' })
  await recordPairing(tx, acting, id, 'thanked', { thanksId, hash: hashOf(words.trim()), wall })
  if (met && pairing.state !== 'ended') await endOne(tx, acting, pair, 'met')
  const told = { zh: '您收到一句感谢', en: 'Somebody thanks you' }
  await tell(tx, doing, [volunteer.person_id], { pairingId: id }, 'thanked', told)
}

/** The volunteer says whether the words may stand on the wall. */
export async function answerWall(tx: Tx, doing: Doing, id: PairingId, agree: boolean): Promise<void> {
  const pair = await lockPair(tx, doing, id)
  if (sideOf(pair, doing.actor.personId) !== 'volunteer') forbidden()
  const { rows } = await sql`update neighbours.thanks set wall_volunteer = ${agree} where tenant_id = ${doing.tenantId}
    and pairing_id = ${id} and wall_helped returning id`.execute(tx)
  if (rows.length === 0) refuseState()
  await recordPairing(tx, doing, id, 'wall_answered', { wall: agree })
}
