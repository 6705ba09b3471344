import { useDeferredValue, useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { searchPlaces } from '../../places/contract.ts'
import { useShow } from './show.ts'
import { words } from './words.ts'

export interface ChosenPlace {
  readonly id: PlaceId
  readonly name: string
  readonly nameEn: string
}

interface PlaceChoiceProps {
  readonly label: string
  readonly value: ChosenPlace | null
  readonly onChange: (place: ChosenPlace | null) => void
  readonly error?: string | undefined
}

/** A place, looked for by its name. */
export function PlaceChoice({ label, value, onChange, error }: PlaceChoiceProps) {
  const w = useWords(words)
  const { nameOf } = useShow()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const { data } = useEndpoint(searchPlaces, { query: { q, limit: 6 } }, { enabled: q !== '' && !value })
  if (value)
    return (
      <Field label={label} group>
        <p className="ui-row">
          <strong>{nameOf(value)}</strong>
          <Button look="quiet" onClick={() => onChange(null)}>
            {w.change}
          </Button>
        </p>
      </Field>
    )
  const places = q === '' ? [] : (data?.places ?? [])
  return (
    <>
      <Field label={label} error={error}>
        {(control) => (
          <TextInput control={control} type="search" value={typed} onChange={setTyped} placeholder={w.searchPlace} />
        )}
      </Field>
      {q !== '' && data && places.length === 0 && <p className="ui-muted">{w.noPlace}</p>}
      {places.map(({ place, above }) => (
        <Button key={place.id} wide icon="pin" onClick={() => onChange(place)}>
          {nameOf(place)} <span className="ui-muted">{above.slice(-2).join(' ')}</span>
        </Button>
      ))}
    </>
  )
}
