import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Icon } from '../../../../ui/icon.tsx'
import type { ConditionName } from './formula-form.tsx'
import { words } from './words.ts'

interface PickerProps {
  readonly label: string
  readonly hint: string
  readonly chosen: readonly string[]
  readonly conditions: readonly ConditionName[]
  readonly error?: string | undefined
  readonly onChange: (chosen: string[]) => void
}

/** Conditions in words: those that are chosen, each to be taken out, and a list of the others. */
export function ConditionPicker({ label, hint, chosen, conditions, error, onChange }: PickerProps) {
  const w = useWords(words)
  const say = useSay()
  const named = (code: string) => {
    const found = conditions.find((one) => one.code === code)
    return found ? say(found.words) : code
  }
  return (
    <Field label={label} hint={hint} error={error} group>
      <ul className="formula-chosen">
        {chosen.map((code) => (
          <li key={code}>
            {named(code)}
            <button
              type="button"
              aria-label={w.remove(named(code))}
              onClick={() => onChange(chosen.filter((one) => one !== code))}
            >
              <Icon name="cross" size={14} />
            </button>
          </li>
        ))}
      </ul>
      <select
        className="ui-input"
        aria-label={w.addTo(label)}
        value=""
        onChange={(event) => event.target.value && onChange([...chosen, event.target.value])}
      >
        <option value="">{w.add}</option>
        {conditions
          .filter(({ code }) => !chosen.includes(code))
          .map(({ code, words: name }) => (
            <option key={code} value={code}>
              {say(name)}
            </option>
          ))}
      </select>
    </Field>
  )
}
