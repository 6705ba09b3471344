import { useDeferredValue, useState } from 'react'
import type { ResponseOf } from '../../../kernel/contract/endpoint.ts'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { leadUnits } from '../contract.ts'
import { words } from './words.ts'

export type ChosenUnit = ResponseOf<typeof leadUnits>['units'][number]

interface UnitChoiceProps {
  readonly chosen: ChosenUnit | null
  readonly onChoose: (unit: ChosenUnit | null) => void
  readonly error?: string | undefined
}

/** The unit that it is about: looked for by name, one of those in the observer's area. */
export function UnitChoice({ chosen, onChoose, error }: UnitChoiceProps) {
  const w = useWords(words)
  const say = useSay()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const found = useEndpoint(leadUnits, { query: q ? { q } : {} }, { staleTime: 60_000 })
  if (chosen)
    return (
      <Field label={w.unit} group>
        <p className="ui-row">
          <strong>{say(chosen.name)}</strong> <span className="ui-muted">{say(chosen.placeName)}</span>
          <Button look="quiet" onClick={() => onChoose(null)}>
            {w.change}
          </Button>
        </p>
      </Field>
    )
  const units = found.data?.units ?? []
  return (
    <>
      <Field label={w.unit} error={error}>
        {(control) => (
          <TextInput control={control} type="search" value={typed} onChange={setTyped} placeholder={w.searchUnit} />
        )}
      </Field>
      <ErrorNote error={found.error} />
      {found.data && units.length === 0 && <p className="ui-muted">{w.noUnit}</p>}
      <ul className="ui-stack">
        {units.slice(0, 8).map((unit) => (
          <li key={unit.postId}>
            <Button wide icon="building" onClick={() => onChoose(unit)}>
              {say(unit.name)} <span className="ui-muted">{say(unit.placeName)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
