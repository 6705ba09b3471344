import type { PersonId } from '../../kernel/contract/ids.ts'
import type { Words } from '../../kernel/contract/words.ts'
import type { Tx } from '../../kernel/db.ts'
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
