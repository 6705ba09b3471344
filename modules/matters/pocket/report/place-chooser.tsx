import '../matters.css'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/pocket/parts.tsx'
import type { PlaceView } from '../../../places/contract.ts'
import { type ChosenPlace, PlaceList } from './place-list.tsx'
import { PlaceSearch } from './place-search.tsx'
import { words } from './words.ts'

/** The map is large and only loaded when somebody wants it; the list and the search do without. */
const PlaceMap = lazy(() => import('./place-map.tsx'))

export interface PlaceChooserProps {
  readonly open: boolean
  /** Where the list and the map begin; the whole district if left out. */
  readonly from?: PlaceView | null
  readonly onClose: () => void
  readonly onChoose: (place: ChosenPlace) => void
}

type Way = 'list' | 'search' | 'map'

/** Chooses a place in one of three ways that can do the same: from the list, by search, on the map. */
export function PlaceChooser({ open, from = null, onClose, onChoose }: PlaceChooserProps) {
  const w = useWords(words)
  const [way, setWay] = useState<Way>('list')
  const ways = [
    { way: 'list', words: w.byList, icon: 'list' },
    { way: 'search', words: w.bySearch, icon: 'search' },
    { way: 'map', words: w.byMap, icon: 'map' },
  ] as const
  return (
    <Sheet open={open} title={w.choosePlace} onClose={onClose}>
      <fieldset className="mp-ways" aria-label={w.choosePlace}>
        {ways.map((one) => (
          <span key={one.way} className={one.way === way ? 'mp-way-on' : ''}>
            <Button look="quiet" icon={one.icon} onClick={() => setWay(one.way)}>
              {one.words}
              {one.way === way && <span className="ui-unseen">✓</span>}
            </Button>
          </span>
        ))}
      </fieldset>
      {way === 'list' && <PlaceList from={from} onChoose={onChoose} />}
      {way === 'search' && <PlaceSearch onChoose={onChoose} />}
      {way === 'map' && (
        <Suspense fallback={<p className="ui-muted">{w.loadingMap}</p>}>
          <PlaceMap from={from} onChoose={onChoose} />
        </Suspense>
      )}
    </Sheet>
  )
}
