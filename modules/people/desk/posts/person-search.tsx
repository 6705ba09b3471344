import '../../web/people.css'
import { useId, useState } from 'react'
import type { PersonId } from '../../../../kernel/contract/ids.ts'
import { listed } from '../../../../kernel/contract/punctuation.ts'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { searchPersons } from '../../contract.ts'
import { words } from '../words.ts'
import { useSettled } from './settled.ts'

export interface PickedPerson {
  readonly id: PersonId
  readonly name: string
}

export interface PersonSearchProps {
  readonly label: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly picked: PickedPerson | null
  readonly onPick: (person: PickedPerson | null) => void
}

/** Finds a person within the reader's reach and lets them be chosen. */
export function PersonSearch({ label, hint, error, picked, onPick }: PersonSearchProps) {
  const w = useWords(words).dialog
  const lang = useLang()
  const name = useId()
  const [typed, setTyped] = useState('')
  const q = useSettled(typed.trim())
  const { data } = useEndpoint(searchPersons, { query: { q } }, { enabled: q !== '' })
  const persons = q === '' ? [] : (data?.persons ?? [])
  const change = (value: string) => {
    setTyped(value)
    onPick(null)
  }
  return (
    <div className="ui-stack">
      <Field label={label} hint={hint ?? w.personHint} error={error}>
        {(control) => (
          <TextInput
            control={control}
            type="search"
            value={typed}
            onChange={change}
            placeholder={w.findPerson}
            autoComplete="off"
          />
        )}
      </Field>
      {q !== '' && data && persons.length === 0 && <p className="ui-muted">{w.nobodyFound}</p>}
      <div className="people-found" role="radiogroup" aria-label={label}>
        {persons.map((person) => (
          <label key={person.id}>
            <input type="radio" name={name} checked={picked?.id === person.id} onChange={() => onPick(person)} />
            <span>
              {person.name} <span className="ui-muted">{person.phone}</span>
              <br />
              <span className="ui-small ui-muted">{listed(lang, person.posts) || w.noPosts}</span>
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}
