import type { FieldControl } from '../../../ui/field.tsx'

interface ChooseProps<T extends string> {
  readonly control?: FieldControl
  /** Said while nothing is chosen, and the way to choose nothing again. */
  readonly none: string
  readonly value: T | ''
  readonly onChange: (value: T | '') => void
  readonly options: readonly { readonly value: T; readonly label: string }[]
}

/** The browser's own list, for more choices than pills have room for. */
export function Choose<T extends string>({ control, none, value, onChange, options }: ChooseProps<T>) {
  return (
    <select
      className="ui-input"
      {...control}
      value={value}
      onChange={(event) => onChange(options.find((one) => one.value === event.target.value)?.value ?? '')}
    >
      <option value="">{none}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
