import './pills.css'
import { type ReactNode, useId } from 'react'

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
    <div className="ui-pills">
      {options.map((option) => (
        <label key={option.value} className="ui-pill">
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
    <label className="ui-pill">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />
      {props.children}
    </label>
  )
}

/** The name of a key, as on its cap; not shown where there is no keyboard. */
export const Key = ({ children }: { children: string }) => <kbd className="ui-key">{children}</kbd>

/** What Ctrl+Enter does, beside the button that does the same. */
export const CtrlEnter = ({ children }: { children: string }) => (
  <span className="ui-key-does">
    <Key>Ctrl</Key> <Key>Enter</Key> {children}
  </span>
)
