import { useWords } from '../../../../kernel/web/words.ts'
import type { FieldControl } from '../../../../ui/field.tsx'
import { words } from '../words.ts'
import './choice.css'

export interface ChoiceProps<T extends string> {
  readonly control?: FieldControl
  readonly value: T | null
  readonly onChange: (value: T | null) => void
  readonly options: readonly { readonly value: T; readonly label: string }[]
  /** May stay empty. */
  readonly optional?: boolean
}

/** One of a few, in the browser's own list. */
export function Choice<T extends string>({ control, value, onChange, options, optional = false }: ChoiceProps<T>) {
  const w = useWords(words)
  return (
    <select
      className="ui-input firm-choice"
      {...control}
      value={value ?? ''}
      onChange={(event) => onChange((event.target.value || null) as T | null)}
    >
      {(optional || value === null) && <option value="">{optional ? '—' : w.choose}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
