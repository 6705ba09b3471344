import { sql, type Tx } from '../../../kernel/db.ts'
import { agreeTo } from '../../people/public.ts'
import type { AgreedTo } from '../pairing-endpoints.ts'
import { dropPairings } from '../pairings/pairing-service.ts'
import { closeWish, lockWish, lockWishes, recordWish } from '../pairings/pairing-store.ts'
import { notFound, refuseState } from '../refusals.ts'
import { type Doing, pairing } from '../scope.ts'
import { wishPurpose } from '../shapes.ts'
import type { ConsentHow, WishId, WishRecord } from '../tables.ts'
import { wishAgrees } from './standing.ts'

interface Agreed {
  readonly how: ConsentHow
  readonly note: string | null
  readonly version: number
}

/** Writes down that whom a running wish helps agreed once more. */
async function keepAgreement(tx: Tx, doing: Doing, { id }: WishRecord, { how, note, version }: Agreed): Promise<void> {
  const { tenantId, at } = doing
  await sql`update neighbours.wishes set consent_how = ${how}, consent_note = ${note}, consent_version = ${version},
      consent_at = ${at}, changed_at = ${at} where tenant_id = ${tenantId} and id = ${id}`.execute(tx)
  await recordWish(tx, doing, id, 'agreed', { set: { consent_version: version }, how })
}

/** Running wishes of the actor, whoever asked for them. 404 where there are none. */
async function lockOwn(tx: Tx, doing: Doing): Promise<WishRecord[]> {
  const own = sql`w.person_id = ${doing.actor.personId} and w.state in ('open', 'paired')`
  const wishes = await lockWishes(tx, doing, own)
  return wishes.length === 0 ? notFound() : wishes
}

/** The actor, whom running wishes help, agreed to the text of this version, which is in force. */
export async function agreeAsHelped(tx: Tx, doing: Doing, version: number): Promise<void> {
  for (const wish of await lockOwn(tx, doing))
    await keepAgreement(tx, doing, wish, { how: 'self', note: null, version })
}

/** Ends all running wishes of the actor: pairings end and the neighbours are told, words are erased. */
export async function withdrawAllOf(tx: Tx, doing: Doing): Promise<void> {
  for (const wish of await lockOwn(tx, doing)) {
    await dropPairings(tx, doing, wish, 'helped_stops')
    await closeWish(tx, doing, wish, 'withdrawn')
  }
}

/** Staff write down that the person, who is asked anew, agreed: the way of those who have no account. */
export async function agreeWishAnew(tx: Tx, doing: Doing, id: WishId, said: AgreedTo): Promise<void> {
  await agreeTo(tx, doing, wishPurpose, said.consentVersion)
  const wish = await lockWish(tx, doing, id)
  const acting = pairing(doing, wish)
  const runs = wish.state === 'open' || wish.state === 'paired'
  if (!runs || (await wishAgrees(tx, doing.tenantId))(wish)) refuseState()
  const { consentHow: how, consentNote, consentVersion: version } = said
  await keepAgreement(tx, acting, wish, { how, note: consentNote.trim(), version })
}
