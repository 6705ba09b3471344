import { useMutation } from '@tanstack/react-query'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { type ApiError, call } from '../../../../kernel/web/client.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { MapCanvas } from '../../../../ui/map/map-canvas.tsx'
import { boundsOf } from '../../../../ui/map/map-data.ts'
import { type PlaceView, placeChildren, placeMap } from '../../../places/contract.ts'
import type { ChosenPlace } from './place-list.tsx'
import { words } from './words.ts'

export interface PlaceMapProps {
  readonly from: PlaceView | null
  readonly onChoose: (place: ChosenPlace) => void
}

/** Chooses a building on the map. */
export default function PlaceMap({ from, onChoose }: PlaceMapProps) {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(
    placeMap,
    { query: from ? { placeId: from.id } : {} },
    { staleTime: 3_600_000 },
  )
  const choose = useMutation<ChosenPlace | undefined, ApiError, string>({
    mutationFn: async (id) => {
      const { above } = await call(placeChildren, { query: { parentId: id as PlaceId } })
      const place = above.at(-1)
      return place && { ...place, above: above.at(-2) ?? null }
    },
    onSuccess: (place) => place && onChoose(place),
  })
  if (error && !data) return <ErrorNote error={error} next={w.mapFailed} onRetry={() => void refetch()} />
  if (!data) return <p className="ui-muted">{w.loadingMap}</p>
  return (
    <>
      <ErrorNote error={choose.error} />
      <MapCanvas
        label={w.byMap}
        base={data.base}
        areas={data.areas}
        buildings={data.buildings}
        bounds={boundsOf([data.buildings])}
        height={420}
        onBuilding={(id) => choose.mutate(id)}
      />
    </>
  )
}
