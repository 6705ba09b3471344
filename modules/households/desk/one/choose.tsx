import type { FieldControl } from '../../../../ui/field.tsx'

interface ChooseProps {
  readonly control?: FieldControl
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** Said while nothing is chosen; without it something always is. */
  readonly empty?: string
}

/** The browser's own list, at the desk's size. */
export function Choose({ control, value, onChange, options, empty }: ChooseProps) {
  return (
    <select className="ui-input" {...control} value={value} onChange={(event) => onChange(event.target.value)}>
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
