import { useDeferredValue, useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { Card, ListRow } from '../../../../ui/pocket/parts.tsx'
import { searchPlaces } from '../../../places/contract.ts'
import { useNames } from '../parts/names.ts'
import { useSettled } from '../parts/settled.ts'
import type { ChosenPlace } from './place-list.tsx'
import { words } from './words.ts'

/** Finds a place by any part of its name, as neighbours call it. */
export function PlaceSearch({ onChoose }: { onChoose: (place: ChosenPlace) => void }) {
  const w = useWords(words)
  const nameOf = useNames()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim(), 250)
  const asked = q.length > 0
  const { data, error } = useEndpoint(searchPlaces, { query: { q: q || '-', limit: 20 } }, { enabled: asked })
  const found = useDeferredValue(asked ? data : undefined)
  return (
    <div className="ui-stack">
      <Field label={w.bySearch} hint={w.searchPlaces}>
        {(control) => (
          <TextInput
            control={control}
            type="search"
            inputMode="search"
            value={typed}
            onChange={setTyped}
            maxLength={60}
          />
        )}
      </Field>
      <ErrorNote error={asked ? error : null} />
      <div aria-live="polite">
        {found?.places.length === 0 && <p className="ui-muted">{w.noPlaceFound}</p>}
        {found && found.places.length > 0 && (
          <Card flush>
            {found.places.map(({ place, above }) => (
              <ListRow
                key={place.id}
                icon="pin"
                title={nameOf(place)}
                note={above.slice(-2).join(' · ')}
                onClick={() => onChoose({ ...place, above: aboveOf(above) })}
              />
            ))}
          </Card>
        )}
      </div>
    </div>
  )
}

const aboveOf = (names: readonly string[]): ChosenPlace['above'] => {
  const name = names.at(-1)
  return name === undefined ? null : { name, nameEn: '' }
}
