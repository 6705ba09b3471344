import { useMemo } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { MapCanvas } from '../../../../ui/map/map-canvas.tsx'
import { boundsOf, idOf, noShapes } from '../../../../ui/map/map-data.ts'
import { placeMap } from '../../contract.ts'
import { words } from './words.ts'

/** Degrees: some eighty metres. */
const aBlock = 0.0008

export interface PlaceMapProps {
  readonly placeId: PlaceId
  readonly name: string
  /** The place of which the map is drawn: a building is shown among its neighbours. */
  readonly around: PlaceId
  readonly onPlace: (id: string) => void
}

/** The outlines of a place and of what lies below it. */
export function PlaceMap({ placeId, name, around, onPlace }: PlaceMapProps) {
  const w = useWords(words)
  const { data, error } = useEndpoint(placeMap, { query: { placeId: around } })
  const areas = useMemo(
    () =>
      data && {
        ...data.areas,
        features: data.areas.features.filter((one) => one.properties['kind'] === 'compound' || idOf(one) === placeId),
      },
    [data, placeId],
  )
  const bounds = useMemo(() => {
    if (!data) return null
    const own = [...data.areas.features, ...data.buildings.features].filter((one) => idOf(one) === placeId)
    if (own.length === 0) return boundsOf([data.buildings, data.areas])
    const box = boundsOf([{ type: 'FeatureCollection', features: own }])
    // A building is seen among its neighbours.
    const margin = placeId === around ? 0 : aBlock
    return box && ([box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin] as const)
  }, [data, placeId, around])
  const nothing = data && data.buildings.features.length + data.areas.features.length === 0
  return (
    <Sheet title={w.map}>
      <ErrorNote error={error} />
      {nothing && <p className="ui-muted">{w.noMap}</p>}
      {data && !nothing && (
        <MapCanvas
          label={w.mapLabel(name)}
          base={data.base}
          areas={areas ?? noShapes}
          buildings={data.buildings}
          grids={data.grids}
          focusBuilding={placeId}
          bounds={bounds}
          height={420}
          onBuilding={onPlace}
        />
      )}
    </Sheet>
  )
}
