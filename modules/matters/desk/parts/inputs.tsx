import './inputs.css'
import { type ReactNode, type Ref, useId } from 'react'
import type { FieldControl } from '../../../../ui/field.tsx'

interface TextProps {
  readonly control?: FieldControl
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly maxLength?: number
}

export interface LineProps extends TextProps {
  readonly type?: 'text' | 'tel' | 'date' | 'datetime-local'
  readonly min?: string
  readonly max?: string
  readonly inputRef?: Ref<HTMLInputElement>
}

/** One line of text at the desk's size; `control` comes from a `Field`. */
export function Line({ control, onChange, inputRef, ...rest }: LineProps) {
  return (
    <input
      className="matter-input"
      autoComplete="off"
      {...control}
      {...rest}
      ref={inputRef}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

export interface LinesProps extends TextProps {
  readonly rows?: number
  readonly inputRef?: Ref<HTMLTextAreaElement>
  readonly onPaste?: (text: string) => void
  readonly onBlur?: () => void
}

/** Some lines of text. */
export function Lines({ control, onChange, onPaste, inputRef, rows = 3, ...rest }: LinesProps) {
  return (
    <textarea
      className="matter-input"
      {...control}
      {...rest}
      rows={rows}
      ref={inputRef}
      onPaste={(event) => onPaste?.(event.clipboardData.getData('text'))}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

export interface Pill<T extends string> {
  readonly value: T
  readonly label: string
  /** A key that chooses it, shown beside the words. */
  readonly shortcut?: string
}

export interface PillsProps<T extends string> {
  readonly value: T | null
  readonly onChange: (value: T) => void
  readonly options: readonly Pill<T>[]
}

/** A few choices beside each other, all seen at once; arrow keys move among them. Put it in a `Field group`. */
export function Pills<T extends string>({ value, onChange, options }: PillsProps<T>) {
  const name = useId()
  return (
    <div className="matter-pills">
      {options.map((option) => (
        <label key={option.value} className="matter-pill">
          <input
            className="ui-unseen"
            type="radio"
            name={name}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
          {option.shortcut && <Key>{option.shortcut}</Key>}
        </label>
      ))}
    </div>
  )
}

/** One yes-or-no, as small as a pill. */
export function TickPill(props: { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode }) {
  return (
    <label className="matter-pill">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />
      {props.children}
    </label>
  )
}

/** The name of a key, as on its cap. */
export const Key = ({ children }: { children: string }) => <kbd className="matter-key">{children}</kbd>
