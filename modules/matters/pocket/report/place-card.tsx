import { useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../../ui/pocket/parts.tsx'
import type { PlaceView } from '../../../places/contract.ts'
import { useNames } from '../parts/names.ts'
import { lastPlaceName, recall } from '../parts/remembered.ts'
import { PlaceChooser } from './place-chooser.tsx'
import type { ChosenPlace } from './place-list.tsx'
import { words } from './words.ts'

interface PlaceCardProps {
  readonly place: ChosenPlace | null
  readonly detail: string
  readonly error?: string | undefined
  /** Said above: the code of the poster is unknown. */
  readonly remark?: string | undefined
  readonly from?: PlaceView | null
  readonly onPlace: (place: ChosenPlace) => void
  readonly onDetail: (detail: string) => void
}

/** Where it is: filled in by a QR code, the last one, or chosen. */
export function PlaceCard({ place, detail, error, remark, from = null, onPlace, onDetail }: PlaceCardProps) {
  const w = useWords(words)
  const nameOf = useNames()
  const [open, setOpen] = useState(false)
  const last = place ? null : recall<ChosenPlace>(lastPlaceName)
  return (
    <Card>
      <Field label={w.where} error={error} hint={remark} group>
        {place ? (
          <div className="mp-place">
            <Icon name="pin" size={24} />
            <strong>
              {place.above && `${nameOf(place.above)} `}
              {nameOf(place)}
            </strong>
            <Button look="quiet" onClick={() => setOpen(true)}>
              {w.changePlace}
            </Button>
          </div>
        ) : (
          <BigButton look="plain" icon="pin" onClick={() => setOpen(true)}>
            {w.choosePlace}
          </BigButton>
        )}
        {last && (
          <Button look="quiet" onClick={() => onPlace(last)}>
            {w.lastPlace([last.above && nameOf(last.above), nameOf(last)].filter(Boolean).join(' '))}
          </Button>
        )}
      </Field>
      {place && (
        <Field label={w.placeDetail} hint={w.placeDetailHint} optional>
          {(control) => <TextInput control={control} value={detail} onChange={onDetail} maxLength={120} />}
        </Field>
      )}
      <PlaceChooser
        open={open}
        from={from}
        onClose={() => setOpen(false)}
        onChoose={(chosen) => {
          onPlace(chosen)
          setOpen(false)
        }}
      />
    </Card>
  )
}
