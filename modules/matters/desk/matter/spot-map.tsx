import { useMemo } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { type Bounds, MapCanvas } from '../../../../ui/map/map-canvas.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { placeChildren, placeMap } from '../../../places/contract.ts'
import type { MatterView } from '../../contract.ts'
import { useCompounds } from '../parts/compounds.ts'
import { useNameOf } from '../parts/matter-marks.tsx'
import { words } from './words.ts'

/** About 150 metres to each side, in degrees at these latitudes. */
const around = 0.0015

/** Where it is: the spot that was given, else the place, among its neighbours. */
export function SpotMap({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const nameOf = useNameOf()
  const { id: placeId } = matter.place
  const slow = { staleTime: 10 * 60_000 }
  const above = useEndpoint(placeChildren, { query: { parentId: placeId } }, slow).data?.above
  const spot = useSpot(matter, above?.at(-1))
  // The neighbourhood to draw: the third level from the top (a community) is enough to see where it is.
  const drawn = above?.[Math.min(2, above.length - 1)]
  const shapes = useEndpoint(
    placeMap,
    { query: drawn ? { placeId: drawn.id } : {} },
    { ...slow, enabled: drawn !== undefined },
  ).data
  const bounds = useMemo(
    (): Bounds | null =>
      spot && [spot.lng - around, spot.lat - around * 0.8, spot.lng + around, spot.lat + around * 0.8],
    [spot],
  )
  const compounds = useCompounds(shapes?.areas)
  const name = nameOf(matter.place)
  return (
    <Sheet title={w.map.title} flush>
      {spot ? (
        <MapCanvas
          label={w.map.label(name)}
          base={shapes?.base}
          areas={compounds}
          buildings={shapes?.buildings}
          chosen={spot}
          focusBuilding={placeId}
          bounds={bounds}
          height={240}
          still
        />
      ) : (
        above && <p className="ui-muted matter-map-foot">{w.map.none}</p>
      )}
      <div className="matter-map-foot">
        <span>
          {name}
          {matter.placeDetail && ` ${matter.placeDetail}`}
        </span>
        <Go to={`/map?matter=${matter.id}`}>{w.map.open}</Go>
      </div>
    </Sheet>
  )
}

type Middle = { readonly lng: number | null; readonly lat: number | null }

function useSpot({ point }: MatterView, place: Middle | undefined): { lng: number; lat: number } | null {
  return useMemo(() => {
    if (point) return point
    return place && place.lng !== null && place.lat !== null ? { lng: place.lng, lat: place.lat } : null
  }, [point, place])
}
