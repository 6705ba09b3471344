import { useEffect, useMemo } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { Field } from '../../../../ui/field.tsx'
import { MapCanvas } from '../../../../ui/map/map-canvas.tsx'
import { boundsOf } from '../../../../ui/map/map-data.ts'
import { placeMap } from '../../../places/contract.ts'

export interface Spot {
  readonly lng: number
  readonly lat: number
}

interface SpotFieldProps {
  readonly label: string
  readonly hint: string
  readonly placeId: PlaceId
  readonly value: Spot | null
  readonly onChange: (spot: Spot) => void
}

/** Where something stands, in WGS-84: in the middle of its place until it is pointed out. */
export function SpotField({ label, hint, placeId, value, onChange }: SpotFieldProps) {
  const { data } = useEndpoint(placeMap, { query: { placeId } }, { staleTime: 3_600_000 })
  const bounds = useMemo(() => (data ? boundsOf([data.buildings, data.areas]) : null), [data])
  // biome-ignore lint/correctness/useExhaustiveDependencies: proposed once for each place, not for each render
  useEffect(() => {
    if (!bounds) return
    const [west, south, east, north] = bounds
    onChange({ lng: (west + east) / 2, lat: (south + north) / 2 })
  }, [bounds])
  return (
    <Field label={label} hint={hint} group>
      <MapCanvas
        label={label}
        base={data?.base}
        areas={data?.areas}
        buildings={data?.buildings}
        bounds={bounds}
        chosen={value}
        height={220}
        still
        onPick={({ lng, lat }) => onChange({ lng, lat })}
      />
    </Field>
  )
}
