import { useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { saveFile } from '../../../../kernel/web/save-file.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { type getPlace, type LevelView, placePosters } from '../../contract.ts'
import { nameOf } from '../names.ts'
import { OutlineDialog } from './outline-dialog.tsx'
import { AddDialog, ChangeDialog, RetireDialog } from './place-dialogs.tsx'
import { words } from './words.ts'

export interface PlaceCardProps {
  readonly card: ResponseOf<typeof getPlace>
  readonly levels: readonly LevelView[]
  readonly households: number
}

/** One place: what it is, where it lies, and what whoever keeps the register can do with it. */
export function PlaceCard({ card, levels, households }: PlaceCardProps) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const navigation = useNavigation()
  const [doing, setDoing] = useState<'add' | 'change' | 'draw' | 'retire' | null>(null)
  const [refused, setRefused] = useState<Error | null>(null)
  const { place, mayKeep } = card
  const back = () => setDoing(null)
  const above = card.above.at(-1)
  const posters = (size: 'A4' | 'A6') => {
    setRefused(null)
    const args = { params: { placeId: place.id }, query: { size } }
    saveFile(placePosters, args, `${w.posterFile} ${nameOf(place)} ${size}.pdf`).catch(setRefused)
  }
  const rank = levels.find(({ code }) => code === place.level)?.rank ?? 0
  return (
    <Sheet title={nameOf(place)}>
      <Facts
        rows={[
          { label: w.level, value: say(card.levelName) },
          { label: w.code, value: place.code },
          { label: w.counts, value: w.countsOf(format.number(card.buildings), format.number(households)) },
          ...(card.kind === 'building' || card.kind === 'inside'
            ? [{ label: w.grid, value: card.grid ? nameOf(card.grid) : w.noGrid }]
            : []),
        ]}
      />
      <ErrorNote error={refused} />
      <div className="places-ways">
        {mayKeep && levels.some((level) => level.rank > rank) && (
          <Button look="main" icon="plus" onClick={() => setDoing('add')}>
            {w.add}
          </Button>
        )}
        {mayKeep && (
          <>
            <Button icon="edit" onClick={() => setDoing('change')}>
              {w.change}
            </Button>
            <Button icon="map" onClick={() => setDoing('draw')}>
              {w.draw}
            </Button>
          </>
        )}
        {card.buildings > 0 && (
          <>
            <Button icon="qr" onClick={() => posters('A4')}>
              {w.posters}
            </Button>
            <Button icon="qr" onClick={() => posters('A6')}>
              {w.postersSmall}
            </Button>
          </>
        )}
        {mayKeep && above && (
          <Button look="quiet" icon="cross" onClick={() => setDoing('retire')}>
            {w.retire}
          </Button>
        )}
      </div>
      {doing === 'add' && <AddDialog parent={place} levels={levels} onClose={back} />}
      {doing === 'change' && <ChangeDialog place={place} onClose={back} />}
      {doing === 'draw' && <OutlineDialog place={place} around={above?.id} onClose={back} />}
      {doing === 'retire' && (
        <RetireDialog
          place={place}
          onClose={back}
          onRetired={() => navigation.go(above ? `/places?place=${above.id}` : '/places')}
        />
      )}
    </Sheet>
  )
}
