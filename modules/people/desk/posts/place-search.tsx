import '../../web/people.css'
import { useId, useState } from 'react'
import type { ResponseOf } from '../../../../kernel/contract/endpoint.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { searchPlaces } from '../../../places/contract.ts'
import { words } from '../words.ts'
import { useSettled } from './settled.ts'
import { nameOf } from './use-names.ts'

export type PickedPlace = ResponseOf<typeof searchPlaces>['places'][number]['place']

export interface PlaceSearchProps {
  readonly picked: PickedPlace | null
  readonly error?: string | undefined
  readonly onPick: (place: PickedPlace | null) => void
}

/** Finds a place by any part of its name and lets it be chosen. */
export function PlaceSearch({ picked, error, onPick }: PlaceSearchProps) {
  const w = useWords(words).keeping
  const name = useId()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const { data } = useEndpoint(searchPlaces, { query: { q: q || '-', limit: 8 } }, { enabled: q !== '' })
  const found = q === '' ? [] : (data?.places ?? [])
  const change = (value: string) => {
    setTyped(value)
    onPick(null)
  }
  return (
    <div className="ui-stack">
      <Field label={w.place} hint={w.placeHint} error={error}>
        {(control) => <TextInput control={control} type="search" value={typed} onChange={change} autoComplete="off" />}
      </Field>
      {q !== '' && data && found.length === 0 && <p className="ui-muted">{w.noPlace}</p>}
      <div className="people-found" role="radiogroup" aria-label={w.place}>
        {found.map(({ place, above }) => (
          <label key={place.id}>
            <input type="radio" name={name} checked={picked?.id === place.id} onChange={() => onPick(place)} />
            <span>
              {nameOf(place)} <span className="ui-small ui-muted">{above.slice(-2).join(' · ')}</span>
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}
