import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { placeChildren } from '../../../places/contract.ts'
import { PlaceSearch } from './place-search.tsx'

export interface PlaceFilterProps {
  readonly label: string
  /** Said while no place is chosen. */
  readonly placeholder: string
  readonly placeId: string | undefined
  readonly onChange: (placeId: string | undefined) => void
}

/** A place by which a page is narrowed; its address keeps the id, the name is looked up. */
export function PlaceFilter({ label, placeholder, placeId, onChange }: PlaceFilterProps) {
  const known = useEndpoint(
    placeChildren,
    { query: { parentId: (placeId ?? '') as PlaceId } },
    { enabled: placeId !== undefined, staleTime: 600_000 },
  )
  const place = placeId === undefined ? null : (known.data?.above.at(-1) ?? null)
  return <PlaceSearch label={label} placeholder={placeholder} value={place} onChange={(next) => onChange(next?.id)} />
}
