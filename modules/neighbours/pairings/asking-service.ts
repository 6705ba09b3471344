import { newId } from '../../../kernel/contract/ids.ts'
import { sql, type Tx } from '../../../kernel/db.ts'
import { wishAgrees } from '../consent/standing.ts'
import { pairingEvents, pairingStream } from '../events.ts'
import { refuse, refuseState } from '../refusals.ts'
import { type Doing, pairing, pairingPost, type Writing, write } from '../scope.ts'
import type { PairingId, VolunteerId, WishId, WishRecord } from '../tables.ts'
import { tell } from '../telling.ts'
import { candidatesFor, obstacleWords } from './matching.ts'
import { lockPairs, lockWish, lockWishes, savePairing, speaksFor } from './pairing-store.ts'
import { shareOut } from './sharing.ts'
import { type VolunteerOfPlace, volunteerSides, wishSide } from './sides.ts'

/** Asks both sides; nobody learns a name. Only of somebody whom nothing stands in the way of. @returns null where a neighbour who was named cannot. */
export async function ask(
  tx: Tx,
  doing: Doing,
  wishId: WishId,
  volunteerId: VolunteerId,
  { named = false }: { named?: boolean } = {},
): Promise<PairingId | null> {
  const wish = await lockWish(tx, doing, wishId)
  const acting = named ? doing : pairing(doing, wish)
  if (wish.state !== 'open') refuseState()
  // The wish is locked: nobody else is asked meanwhile.
  const live = await lockPairs(tx, doing, sql`p.wish_id = ${wishId} and p.state in ('asked', 'agreed', 'running')`)
  if (live.length > 0)
    refuse('asked_already', { zh: '这个心愿已在询问别人', en: 'Somebody is being asked for this wish already' })
  const [suggested] = await lockPairs(
    tx,
    doing,
    sql`p.wish_id = ${wishId} and p.volunteer_id = ${volunteerId} and p.state = 'suggested'`,
  )
  const [volunteer] = await volunteerSides(tx, doing, sql`v.id = ${volunteerId}`)
  const agrees = await wishAgrees(tx, doing.tenantId)
  const side = await wishSide(tx, doing.tenantId, wish, agrees(wish))
  // Being suggested for this very wish keeps nobody from it.
  const asked = volunteer && suggested ? { ...volunteer, load: volunteer.load - 1 } : volunteer
  const { fitting, others } = candidatesFor(side, asked ? [asked] : [])
  const [best] = fitting
  if (!best) {
    // Whoever named a neighbour who cannot keeps the wish: the community looks further.
    if (named) return null
    const why = obstacleWords[others[0]?.why ?? 'withdrawn']
    return refuse('does_not_fit', { zh: `不能询问：${why.zh}`, en: `Cannot be asked: ${why.en}` })
  }
  const id = suggested?.pairing.id ?? newId<'pairing'>()
  if (!suggested) await suggest(tx, acting, { wish, id, best: { ...best, volunteer: best.volunteer } })
  const set = { state: 'asked', asked_at: doing.at } as const
  await savePairing(tx, acting, { id, wish_id: wishId, volunteer_id: volunteerId }, 'asked', set)
  await dropOtherSuggestions(tx, acting, wish, id)
  const words = { zh: '有邻居需要帮助，您愿意吗？', en: 'A neighbour needs help. Would you?' }
  await tell(tx, doing, [best.volunteer.personId], { pairingId: id }, 'pairing_asked', words)
  const found = { zh: '有邻居可以帮您，您同意吗？', en: 'A neighbour can help you. Do you agree?' }
  await tell(tx, doing, [speaksFor(wish)], { pairingId: id }, 'pairing_asked', found)
  return id
}

async function suggest(
  tx: Tx,
  writing: Writing,
  {
    wish,
    id,
    best,
  }: {
    wish: WishRecord
    id: PairingId
    best: { volunteer: VolunteerOfPlace; metres: number | null; reasons: readonly object[] }
  },
): Promise<void> {
  await sql`insert into neighbours.pairings (tenant_id, id, wish_id, volunteer_id, place_path, grid_id, state, rhythm,
      metres, reasons, suggested_at, changed_at)
    values (${writing.tenantId}, ${id}, ${wish.id}, ${best.volunteer.id}, ${wish.place_path}, ${wish.grid_id}, 'suggested',
      ${wish.rhythm}, ${best.metres}, ${JSON.stringify(best.reasons)}::jsonb, ${writing.at}, ${writing.at})`.execute(tx)
  await write(tx, writing, pairingStream(id), pairingEvents.suggested, {
    ...{ pairingId: id, wishId: wish.id, volunteerId: best.volunteer.id },
    set: { state: 'suggested', rhythm: wish.rhythm },
  })
}

/** Whoever else was only suggested for the wish is asked nothing. */
async function dropOtherSuggestions(tx: Tx, writing: Writing, { id }: WishRecord, but: PairingId): Promise<void> {
  const others = await lockPairs(tx, writing, sql`p.wish_id = ${id} and p.state = 'suggested' and p.id <> ${but}`)
  for (const { pairing: other } of others)
    await savePairing(tx, writing, other, 'ended', {
      state: 'ended',
      end_reason: 'taken_elsewhere',
      ended_at: writing.at,
    })
}

/** At most so many wishes are shared out at a time; those that wait longest come first. */
const mostWishes = 300

/**
 * Suggests somebody for every open wish of a condition on wishes `w` that has nobody: many at once, fairly. Asks nobody.
 * Wishes outside what the actor may bring together are left alone, and those whose person is asked anew for consent.
 */
export async function suggestAll(tx: Tx, doing: Doing, where: ReturnType<typeof sql<boolean>>) {
  const waiting = sql`w.state = 'open' and not exists (select from neighbours.pairings p
    where p.tenant_id = w.tenant_id and p.wish_id = w.id and p.state in ('suggested', 'asked', 'agreed', 'running'))`
  const agrees = await wishAgrees(tx, doing.tenantId)
  const wishes = (await lockWishes(tx, doing, sql`${waiting} and ${where}`))
    .filter((wish) => pairingPost(doing.actor, wish) && agrees(wish))
    .toSorted((a, b) => a.since_at.getTime() - b.since_at.getTime())
    .slice(0, mostWishes)
  const volunteers = await volunteerSides(tx, doing, sql`v.state = 'active'`)
  const sides = await Promise.all(wishes.map((wish) => wishSide(tx, doing.tenantId, wish, true)))
  const pairs = shareOut(sides, volunteers)
  for (const { wishId, volunteerId } of pairs) {
    const at = wishes.findIndex(({ id }) => id === wishId)
    const [wish, side] = [wishes[at], sides[at]]
    const volunteer = volunteers.find(({ id }) => id === volunteerId)
    if (!wish || !side || !volunteer) continue
    const [best] = candidatesFor(side, [volunteer]).fitting
    if (best) await suggest(tx, pairing(doing, wish), { wish, id: newId<'pairing'>(), best })
  }
  return { wishes: wishes.length, suggested: pairs.length }
}
