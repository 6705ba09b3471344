import type { Actor } from '../../kernel/actor.ts'
import type { QueryOf } from '../../kernel/contract/endpoint.ts'
import { fail, notFound } from '../../kernel/contract/errors.ts'
import type { Tx } from '../../kernel/db.ts'
import { dayNumberFrom } from '../../kernel/time/day.ts'
import { heatFor } from '../matters/public.ts'
import { nameOf, placeAndAbove } from './board-places.ts'
import type { HeatView, readHeat } from './heat-contract.ts'
import { type HeatAsked, heatFilter } from './heat-filter.ts'

const mostDays = 731

/** Where the reported matters of a place lie, as far as the actor may see. */
export async function heatOfPlace(tx: Tx, actor: Actor, query: QueryOf<typeof readHeat>, now: Date): Promise<HeatView> {
  const count = dayNumberFrom(query.to) - dayNumberFrom(query.from) + 1
  if (count < 1 || count > mostDays)
    fail('invalid', 'briefings.bad_days', { zh: '请选择不超过两年的日期', en: 'Choose days of two years at most' }, [
      { path: 'to', words: { zh: '应不早于起始日，且不超过两年', en: 'not before the first day, two years at most' } },
    ])
  const [place] = await placeAndAbove(tx, actor, query.placeId)
  if (!place) return notFound()
  const { kind, ...filter } = heatFilter({ place: { id: place.id } }, query as HeatAsked)
  const heat = await heatFor(tx, actor, { ...filter, ...(kind ? { kind: [kind] } : {}) }, now)
  return {
    place: { id: place.id, name: nameOf(place) },
    ...heat,
    squares: [...heat.squares],
    blurred: [...heat.blurred],
  }
}
