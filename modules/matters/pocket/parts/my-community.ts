import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { type PlaceView, placeChildren } from '../../../places/contract.ts'
import { useMe } from './me.ts'
import { lastPlaceName, recall } from './remembered.ts'

/** The community of where somebody lives, works or reported last; null when nothing is known. */
export function useMyCommunity(): PlaceView | null {
  const me = useMe()
  const placeId = me?.homePlace?.id ?? me?.posts[0]?.placeId ?? recall<PlaceView>(lastPlaceName)?.id ?? null
  const { data } = useEndpoint(
    placeChildren,
    { query: { parentId: placeId ?? ('' as PlaceId) } },
    { enabled: placeId !== null, staleTime: 3_600_000 },
  )
  if (!data) return null
  const areas = data.levels.filter((level) => level.kind === 'area').sort((a, b) => b.rank - a.rank)
  return data.above.find((place) => place.level === areas[0]?.code) ?? null
}
