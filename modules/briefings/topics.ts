import type { Actor } from '../../kernel/actor.ts'
import { notFound } from '../../kernel/contract/errors.ts'
import type { PlaceId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import { type Day, dayOf } from '../../kernel/time/day.ts'
import { topicsAt } from '../matters/public.ts'
import { nameOf, placeAndAbove } from './board-places.ts'
import type { TopicsView } from './topics-contract.ts'

/** What rises at a place in the seven days up to a day (today if left out), as far as the actor may see. */
export async function topicsFor(
  tx: Tx,
  actor: Actor,
  query: { readonly placeId?: PlaceId; readonly to?: Day },
  now: Date,
): Promise<TopicsView> {
  const [place] = await placeAndAbove(tx, actor, query.placeId)
  if (!place) return notFound()
  const { topics, ...rest } = await topicsAt(tx, actor, place, query.to ?? dayOf(now), now)
  return {
    place: { id: place.id, name: nameOf(place) },
    ...rest,
    topics: topics.map(({ kind, code, name, week, expected, since, places, examples }) => ({
      ...{ kind, code, name, week, since },
      expected: Math.round(expected * 10) / 10,
      places: [...places],
      examples: [...examples],
    })),
  }
}
