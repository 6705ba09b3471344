import { useEffect, useState } from 'react'
import type { PlaceId } from '../../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { BigButton, Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { type LevelView, type PlaceView, placeChildren } from '../../../places/contract.ts'
import { useNames } from '../parts/names.ts'
import { words } from './words.ts'

/** A place with what stands above it, since “1栋” alone says little. */
export interface ChosenPlace extends PlaceView {
  readonly above: { readonly name: string; readonly nameEn: string } | null
}

interface PlaceListProps {
  readonly from: PlaceView | null
  /** Goes down to communities only. */
  readonly areasOnly?: boolean
  readonly onChoose: (place: ChosenPlace) => void
}

/** Down the tree of places, row by row: street, community, compound, building. */
export function PlaceList({ from, areasOnly = false, onChoose }: PlaceListProps) {
  const w = useWords(words)
  const ui = useUiWords()
  const nameOf = useNames()
  const [at, setAt] = useState<PlaceId | null>(from?.id ?? null)
  const { data, error, refetch } = useEndpoint(
    placeChildren,
    { query: at ? { parentId: at } : {} },
    { staleTime: 600_000 },
  )
  const only = at === null && data?.places.length === 1 ? data.places[0]?.id : undefined
  // One district is no choice: its streets stand there at once.
  useEffect(() => {
    if (only) setAt(only)
  }, [only])
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <p className="ui-muted">{ui.loading}</p>
  const here = data.above.at(-1)
  return (
    <div className="ui-stack">
      <nav className="mp-crumbs" aria-label={w.where}>
        <Button look="quiet" onClick={() => setAt(null)}>
          {w.allPlaces}
        </Button>
        {data.above.map((place) => (
          <Button key={place.id} look="quiet" onClick={() => setAt(place.id)}>
            {nameOf(place)}
          </Button>
        ))}
      </nav>
      {here && mayBeChosen(here, data.levels) && (
        <BigButton look="plain" icon="pin" onClick={() => onChoose({ ...here, above: data.above.at(-2) ?? null })}>
          {w.chooseHere(nameOf(here))}
        </BigButton>
      )}
      {data.places.length > 0 && (
        <Card flush>
          {data.places.map((place) => (
            <ListRow
              key={place.id}
              title={nameOf(place)}
              onClick={() =>
                isLast(place, data.levels, areasOnly) ? onChoose({ ...place, above: here ?? null }) : setAt(place.id)
              }
            />
          ))}
        </Card>
      )}
    </div>
  )
}

const kindOf = (place: PlaceView, levels: readonly LevelView[]) =>
  levels.find((level) => level.code === place.level)?.kind

/** Nothing below it is of interest: pressing it chooses it. */
const isLast = (place: PlaceView, levels: readonly LevelView[], areasOnly: boolean): boolean =>
  areasOnly ? mayBeChosen(place, levels) : kindOf(place, levels) === 'inside'

/** From the smallest area (the community) down: a whole district is no place to send somebody to. */
function mayBeChosen(place: PlaceView, levels: readonly LevelView[]): boolean {
  if (kindOf(place, levels) !== 'area') return true
  const areas = levels.filter((level) => level.kind === 'area').sort((a, b) => b.rank - a.rank)
  return place.level === areas[0]?.code
}
