import './pocket.css'
import type { ReactNode } from 'react'
import type { FieldControl } from '../field.tsx'
import { useUiWords } from '../words.ts'

interface TextProps {
  /** From `<Field>`: ties label, hint and error to the control. */
  readonly control?: FieldControl
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly maxLength?: number
}

export interface TextInputProps extends TextProps {
  readonly type?: 'text' | 'tel' | 'password' | 'search' | 'number' | 'date' | 'datetime-local'
  readonly autoComplete?: string
  readonly inputMode?: 'text' | 'tel' | 'numeric' | 'decimal' | 'search'
}

/** One line of text. */
export function TextInput({ control, onChange, ...rest }: TextInputProps) {
  return <input className="pocket-input" {...control} {...rest} onChange={(event) => onChange(event.target.value)} />
}

/** Some lines of text; says how many characters are left when it gets near the end. */
export function TextArea({ control, onChange, maxLength, rows = 4, ...rest }: TextProps & { readonly rows?: number }) {
  const words = useUiWords()
  const left = maxLength === undefined ? undefined : maxLength - rest.value.length
  return (
    <div>
      <textarea
        className="pocket-input"
        {...control}
        {...rest}
        rows={rows}
        maxLength={maxLength}
        onChange={(event) => onChange(event.target.value)}
      />
      {left !== undefined && left <= 50 && <div className="pocket-left">{words.pocket.left(left)}</div>}
    </div>
  )
}

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: ReactNode
}

export interface SelectProps {
  readonly control?: FieldControl
  readonly value: string
  readonly onChange: (value: string) => void
  readonly options: readonly Option[]
  /** Shown while nothing is chosen; “请选择” if left out. */
  readonly placeholder?: string
}

/** The phone's own list; for up to some dozens of options. */
export function Select({ control, value, onChange, options, placeholder }: SelectProps) {
  const words = useUiWords()
  return (
    <select className="pocket-input" {...control} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{placeholder ?? words.pocket.choose}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

export interface ChoicesProps {
  /** Names the group of radio buttons; unique on the page. */
  readonly name: string
  readonly value: string | null
  readonly onChange: (value: string) => void
  readonly options: readonly Option[]
}

/** A few choices, all seen at once. Put it in `<Field group>`. */
export function Choices({ name, value, onChange, options }: ChoicesProps) {
  return (
    <div className="pocket-choices">
      {options.map((option) => (
        <label key={option.value} className="pocket-choice">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.hint && <span className="pocket-row-note"> {option.hint}</span>}
          </span>
        </label>
      ))}
    </div>
  )
}

export interface TickProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
}

/** One yes-or-no. */
export function Tick({ checked, onChange, children }: TickProps) {
  return (
    <label className="pocket-choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>{children}</span>
    </label>
  )
}
