import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useLang } from '../../../kernel/web/words.ts'
import { me } from '../../people/contract.ts'
import { placeChildren } from '../../places/contract.ts'

/** The place of one's first post and those below it, to choose an area from. */
export function useOwnPlaces(): readonly { readonly value: string; readonly label: string }[] {
  const lang = useLang()
  const own = useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data?.posts.find((post) => post.role !== 'administrator')
  const { data } = useEndpoint(
    placeChildren,
    { query: { parentId: own?.placeId ?? ('' as PlaceId) } },
    { enabled: own !== undefined, staleTime: 10 * 60_000 },
  )
  const self = data?.above.at(-1)
  return [...(self ? [self] : []), ...(data?.places ?? [])].map((place) => ({
    value: place.id,
    label: lang === 'en' && place.nameEn ? place.nameEn : place.name,
  }))
}
