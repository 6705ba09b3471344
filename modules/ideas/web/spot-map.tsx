import { useMemo, useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { MapCanvas } from '../../../ui/map/map-canvas.tsx'
import { boundsOf } from '../../../ui/map/map-data.ts'
import { useUiWords } from '../../../ui/words.ts'
import { placeMap } from '../../places/contract.ts'

export interface Spot {
  readonly lng: number
  readonly lat: number
}

interface SpotMapProps {
  readonly placeId: PlaceId
  readonly value: Spot | null
  readonly words: { readonly label: string; readonly done: string; readonly none: string }
  readonly onDone: (spot: Spot | null) => void
}

/** Points out a spot on the map, in WGS-84. */
export default function SpotMap({ placeId, value, words, onDone }: SpotMapProps) {
  const ui = useUiWords()
  const [spot, setSpot] = useState(value)
  const { data, error, refetch } = useEndpoint(placeMap, { query: { placeId } }, { staleTime: 3_600_000 })
  const bounds = useMemo(() => (data ? boundsOf([data.buildings, data.areas]) : null), [data])
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <p className="ui-muted">{ui.loading}</p>
  return (
    <div className="ui-stack">
      <MapCanvas
        label={words.label}
        base={data.base}
        areas={data.areas}
        buildings={data.buildings}
        bounds={bounds}
        chosen={spot}
        height={420}
        onPick={({ lng, lat }) => setSpot({ lng, lat })}
      />
      <div className="ui-row">
        <Button look="main" icon="check" disabled={!spot} onClick={() => onDone(spot)}>
          {words.done}
        </Button>
        {value && (
          <Button look="quiet" onClick={() => onDone(null)}>
            {words.none}
          </Button>
        )}
      </div>
    </div>
  )
}
