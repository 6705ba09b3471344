import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { placeChildren } from '../../../places/contract.ts'
import { useNameOf } from './matter-marks.tsx'

export interface PlaceWayProps {
  readonly placeId: PlaceId
  /** How many names at most, the place itself included. */
  readonly names?: number
}

/** A place with what stands above it: many buildings are called “3栋”. */
export function PlaceWay({ placeId, names = 3 }: PlaceWayProps) {
  const nameOf = useNameOf()
  const { data } = useEndpoint(placeChildren, { query: { parentId: placeId } }, { staleTime: 10 * 60_000 })
  return <>{data ? data.above.slice(-names).map(nameOf).join(' ') : '…'}</>
}
