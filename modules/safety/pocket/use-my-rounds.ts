import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useKept } from '../../../kernel/web/kept.ts'
import { useMe } from '../../matters/pocket/public.ts'
import { type MyRound, myRounds, type Stop } from '../contract.ts'
import { walkers } from '../roles.ts'
import { useQueuedChecks, useReadAgain } from './queued.ts'

/** My rounds, as last read where there is no network; nothing for who walks none. */
export function useMyRounds() {
  const me = useMe()
  const walks = me?.posts.some(({ role }) => walkers.some((one) => one === role)) ?? false
  const reading = useEndpoint(myRounds, {}, { enabled: walks })
  useReadAgain(myRounds)
  return { ...useKept<typeof myRounds>('safety-rounds', reading), reading, walks }
}

export type StopStanding = Stop & { readonly queued: boolean }

/** The stops of a round with what waits on this phone. */
export function useStops(round: MyRound): StopStanding[] {
  const queued = useQueuedChecks().filter(({ of, item }) => of === round.id && item.state === 'waiting')
  return round.stops.map((stop) => ({
    ...stop,
    queued: stop.outcome === null && queued.some(({ body }) => body.pointId === stop.id),
  }))
}
