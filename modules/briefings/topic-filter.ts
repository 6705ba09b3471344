import { topicStates } from '../matters/contract.ts'
import type { TopicsView, TopicView } from './topics-contract.ts'

/**
 * The filter of `GET /api/matters` that selects exactly the matters that a topic counts this week.
 * @param placeId of a place below, where only its part is meant.
 */
export function topicFilter(
  { place, from, to }: Pick<TopicsView, 'place' | 'from' | 'to'>,
  { kind, code }: Pick<TopicView, 'kind' | 'code'>,
  placeId?: string,
) {
  return {
    placeId: placeId ?? place.id,
    reportedFrom: from,
    reportedTo: to,
    state: [...topicStates],
    ...(kind === 'category' ? { category: code } : { q: code }),
  }
}

/** The address of the list behind it. */
export function topicAddress(...args: Parameters<typeof topicFilter>): string {
  const { state, ...filter } = topicFilter(...args)
  return `/matters?${new URLSearchParams({ ...filter, state: state.join(',') })}`
}
