import { newId } from '../../../kernel/contract/ids.ts'
import { constraintOf, sql, type Tx } from '../../../kernel/db.ts'
import { pairingEvents, pairingStream } from '../events.ts'
import { refuse, refuseState } from '../refusals.ts'
import { type Doing, pairing, pairingPost, type Writing, write } from '../scope.ts'
import type { PairingId, VolunteerId, WishId, WishRecord } from '../tables.ts'
import { tell } from '../telling.ts'
import { candidatesFor, obstacleWords } from './matching.ts'
import { lockPairs, lockWish, lockWishes, savePairing } from './pairing-store.ts'
import { shareOut } from './sharing.ts'
import { type VolunteerOfPlace, volunteerSides, wishSide } from './sides.ts'

/** Asks both sides; nobody learns a name. Only of somebody whom nothing stands in the way of. */
export async function ask(
  tx: Tx,
  doing: Doing,
  wishId: WishId,
  volunteerId: VolunteerId,
  { named = false }: { named?: boolean } = {},
): Promise<PairingId> {
  const wish = await lockWish(tx, doing, wishId)
  const acting = named ? doing : pairing(doing, wish)
  if (wish.state !== 'open') refuseState()
  const [volunteer] = await volunteerSides(tx, doing, sql`v.id = ${volunteerId}`)
  const side = await wishSide(tx, doing.tenantId, wish)
  const { fitting, others } = candidatesFor(side, volunteer ? [volunteer] : [])
  const [best] = fitting
  if (!best) {
    const why = obstacleWords[others[0]?.why ?? 'withdrawn']
    return refuse('does_not_fit', { zh: `不能询问：${why.zh}`, en: `Cannot be asked: ${why.en}` })
  }
  const [suggested] = await lockPairs(
    tx,
    doing,
    sql`p.wish_id = ${wishId} and p.volunteer_id = ${volunteerId}
    and p.state = 'suggested'`,
  )
  const id = suggested?.pairing.id ?? newId<'pairing'>()
  if (!suggested) await suggest(tx, acting, { wish, id, best: { ...best, volunteer: best.volunteer } })
  try {
    await savePairing(tx, acting, { id, wish_id: wishId, volunteer_id: volunteerId }, 'asked', {
      state: 'asked',
      asked_at: doing.at,
    })
  } catch (error) {
    if (constraintOf(error) !== 'pairings_one_live') throw error
    refuse('asked_already', { zh: '这个心愿已在询问别人', en: 'Somebody else is being asked for this wish' })
  }
  await dropOtherSuggestions(tx, acting, wish, id)
  const words = { zh: '有邻居需要帮助，您愿意吗？', en: 'A neighbour needs help. Would you?' }
  await tell(tx, doing, [best.volunteer.personId], { pairingId: id }, 'pairing_asked', words)
  const found = { zh: '有邻居可以帮您，您同意吗？', en: 'A neighbour can help you. Do you agree?' }
  await tell(tx, doing, [wish.person_id ?? wish.asked_by], { pairingId: id }, 'pairing_asked', found)
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
    await savePairing(tx, writing, other, 'declined', { state: 'declined', declined_by: 'staff', ended_at: writing.at })
}

/** At most so many wishes are shared out at a time; those that wait longest come first. */
const mostWishes = 300

/**
 * Suggests somebody for every open wish of a condition on wishes `w` that has nobody: many at once, fairly. Asks nobody.
 * Wishes outside what the actor may bring together are left alone.
 */
export async function suggestAll(tx: Tx, doing: Doing, where: ReturnType<typeof sql<boolean>>) {
  const waiting = sql`w.state = 'open' and w.asked_volunteer_id is null and not exists (select from neighbours.pairings p
    where p.tenant_id = w.tenant_id and p.wish_id = w.id and p.state in ('suggested', 'asked', 'agreed', 'running'))`
  const wishes = (await lockWishes(tx, doing, sql`${waiting} and ${where}`))
    .filter((wish) => pairingPost(doing.actor, wish))
    .toSorted((a, b) => a.since_at.getTime() - b.since_at.getTime())
    .slice(0, mostWishes)
  const volunteers = await volunteerSides(tx, doing, sql`v.state = 'active'`)
  const sides = await Promise.all(wishes.map((wish) => wishSide(tx, doing.tenantId, wish)))
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
