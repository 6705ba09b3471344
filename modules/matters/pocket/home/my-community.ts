import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { type PlaceView, placeChildren } from '../../../places/contract.ts'
import { useMe } from '../parts/me.ts'
import { useNames } from '../parts/names.ts'
import { recall } from '../parts/remembered.ts'
import { lastPlaceName } from '../report/use-report.ts'

/** The community of where somebody lives, works or reported last; null when nothing is known. */
export function useMyCommunity(): { readonly code: string; readonly name: string } | null {
  const me = useMe()
  const nameOf = useNames()
  const placeId = me?.homePlace?.id ?? me?.posts[0]?.placeId ?? recall<PlaceView>(lastPlaceName)?.id ?? null
  const { data } = useEndpoint(
    placeChildren,
    { query: { parentId: placeId ?? ('' as PlaceId) } },
    { enabled: placeId !== null, staleTime: 3_600_000 },
  )
  if (!data) return null
  const areas = data.levels.filter((level) => level.kind === 'area').sort((a, b) => b.rank - a.rank)
  const community = data.above.find((place) => place.level === areas[0]?.code)
  return community ? { code: community.code, name: nameOf(community) } : null
}
