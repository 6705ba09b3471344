import { useMemo } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { MapCanvas } from '../../../ui/map/map-canvas.tsx'
import { boundsOf } from '../../../ui/map/map-data.ts'
import { useUiWords } from '../../../ui/words.ts'
import { placeMap } from '../../places/contract.ts'

interface Spot {
  readonly lng: number
  readonly lat: number
}

interface StationMapProps {
  readonly placeId: PlaceId
  readonly label: string
  readonly chosen?: Spot | null
  readonly height?: number
  readonly onPick?: (spot: Spot) => void
}

/** The map of a place with the spot of a station; WGS-84. */
export default function StationMap({ placeId, height = 320, ...rest }: StationMapProps) {
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(placeMap, { query: { placeId } }, { staleTime: 3_600_000 })
  const bounds = useMemo(() => (data ? boundsOf([data.buildings, data.areas]) : null), [data])
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <p className="ui-muted">{ui.loading}</p>
  const { base, areas, buildings } = data
  return <MapCanvas base={base} areas={areas} buildings={buildings} bounds={bounds} height={height} {...rest} />
}
