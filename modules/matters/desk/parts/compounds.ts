import { useMemo } from 'react'
import type { Shapes } from '../../../../ui/map/map-canvas.tsx'

/** The compounds among the areas: a district's or street's own outline only repeats its name all over the map. */
export function useCompounds(areas: Shapes | undefined): Shapes | undefined {
  return useMemo(
    () => areas && { ...areas, features: areas.features.filter(({ properties }) => properties.kind === 'compound') },
    [areas],
  )
}
