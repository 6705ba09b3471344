import type { PersonId, PlaceId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
import type { HouseholdId } from '../households/public.ts'
import { notify } from '../notices/public.ts'
import { chainOfPlace } from '../people/public.ts'
import type { PairingId, TeamId, WishId } from './events.ts'
import type { Writing } from './scope.ts'
import type { WishRecord } from './tables.ts'

// A notice leads to `/<kind>s/<id>` in either app, so kinds here are the path before the id. No names are told in notices.

type About = { readonly pairingId: PairingId } | { readonly teamId: TeamId } | { readonly wishId: WishId }

const subjectOf = (about: About) => {
  if ('pairingId' in about) return { kind: 'neighbours/pairing', id: about.pairingId }
  return 'teamId' in about
    ? { kind: 'neighbours/team', id: about.teamId }
    : { kind: 'neighbours/wishe', id: about.wishId }
}

/** Tells persons; nobody is left out silently: null ones have no phone, and staff see that in the lists. */
export async function tell(
  tx: Tx,
  { tenantId, at }: Writing,
  personIds: readonly (PersonId | null)[],
  about: About,
  topic: string,
  words: Words,
): Promise<void> {
  const known = personIds.filter((id) => id !== null)
  await notify(tx, { tenantId, at, personIds: known, subject: subjectOf(about), topic, words })
}

/** Who answers for the place of a wish, up to the community: building lead, grid worker, community. */
export async function watchersOf(
  tx: Tx,
  { tenantId, at }: Writing,
  { place_id }: Pick<WishRecord, 'place_id'>,
): Promise<PersonId[]> {
  const chain = await chainOfPlace(tx, tenantId, place_id, at)
  return chain
    .filter(({ role }) => role === 'building_lead' || role === 'community')
    .flatMap(({ manned }) => manned?.personId ?? [])
}

/**
 * Who is in charge of the household hears, once, that somebody there would like to help: to speak with them and take them
 * down. The building lead is not told: who said what at a door is not for neighbours.
 */
export async function tellOfVolunteer(
  tx: Tx,
  { tenantId, at }: Writing,
  householdId: HouseholdId,
  placeId: PlaceId,
): Promise<void> {
  const chain = await chainOfPlace(tx, tenantId, placeId, at)
  const personIds = chain
    .filter(({ role }) => role === 'grid_worker' || role === 'community')
    .flatMap(({ manned }) => manned?.personId ?? [])
  const words = {
    zh: '走访时有居民愿意当志愿者，请问本人意见后登记',
    en: 'Somebody visited would like to volunteer. Please ask them and take them down',
  }
  await notify(tx, {
    tenantId,
    at,
    personIds,
    subject: { kind: 'household', id: householdId },
    topic: 'volunteer_heard',
    words,
  })
}
