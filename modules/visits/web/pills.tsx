import './visits.css'
import type { ReactNode } from 'react'

/** The name of a key, as on its cap. */
export const Key = ({ children }: { children: string }) => <kbd className="vi-key">{children}</kbd>

interface Pill<T extends string> {
  readonly value: T
  readonly label: string
  readonly shortcut?: string
}

/** A few choices beside each other. Put it in a `Field group`. */
export function Pills<T extends string>(props: {
  name: string
  value: T | null
  options: readonly Pill<T>[]
  onChange: (value: T) => void
}) {
  return (
    <div className="vi-pills">
      {props.options.map(({ value, label, shortcut }) => (
        <label key={value} className="vi-pill">
          <input
            className="ui-unseen"
            type="radio"
            name={props.name}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
          />
          {label}
          {shortcut && <Key>{shortcut}</Key>}
        </label>
      ))}
    </div>
  )
}

export function TickPill(props: { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode }) {
  return (
    <label className="vi-pill">
      <input type="checkbox" checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />
      {props.children}
    </label>
  )
}
