import './inputs.css'
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useId, useState } from 'react'
import type { FieldControl } from '../../../../ui/field.tsx'

export interface AheadOption<T> {
  readonly id: string
  readonly value: T
  readonly title: ReactNode
  readonly note?: ReactNode
}

export interface TypeAheadProps<T> {
  readonly control?: FieldControl
  /** Said aloud where no `Field` stands around. */
  readonly label?: string
  readonly text: string
  readonly onText: (text: string) => void
  readonly options: readonly AheadOption<T>[]
  readonly onPick: (value: T) => void
  readonly placeholder?: string
  /** Said when something was typed and nothing fits. */
  readonly none?: string
  readonly inputRef?: Ref<HTMLInputElement>
}

/**
 * A text field with a list that narrows while one types: arrows move, Enter or Tab takes the one that is marked
 * (the first at once), Escape closes. The list and its filter are the caller's.
 */
export function TypeAhead<T>(props: TypeAheadProps<T>) {
  const { control, label, text, onText, options, onPick, placeholder, none, inputRef } = props
  const id = useId()
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const ids = options.map((option) => option.id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first again
  useEffect(() => setAt(0), [ids])
  const shown = open && (options.length > 0 || (none !== undefined && text.trim() !== ''))
  const marked = shown ? options[at] : undefined
  const pick = (option: AheadOption<T>) => {
    setOpen(false)
    onPick(option.value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The input method is composing: Enter and arrows belong to it.
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const by = event.key === 'ArrowDown' ? 1 : -1
      setOpen(true)
      if (shown && options.length > 0) setAt((at + by + options.length) % options.length)
    } else if (event.key === 'Enter' && marked) {
      event.preventDefault()
      pick(marked)
    } else if (event.key === 'Tab' && marked && text.trim() !== '') pick(marked)
    else if (event.key === 'Escape' && shown) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <div className="matter-ahead">
      <input
        className="ui-input"
        autoComplete="off"
        role="combobox"
        aria-expanded={shown}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={marked ? `${id}-${marked.id}` : undefined}
        aria-label={label}
        {...control}
        ref={inputRef}
        value={text}
        placeholder={placeholder}
        onChange={(event) => {
          setOpen(true)
          onText(event.target.value)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      {shown && <AheadList id={id} label={label} options={options} at={at} none={none} onAt={setAt} onPick={pick} />}
    </div>
  )
}

interface AheadListProps<T> {
  readonly id: string
  readonly label: string | undefined
  readonly options: readonly AheadOption<T>[]
  readonly at: number
  readonly none: string | undefined
  readonly onAt: (at: number) => void
  readonly onPick: (option: AheadOption<T>) => void
}

function AheadList<T>({ id, label, options, at, none, onAt, onPick }: AheadListProps<T>) {
  return (
    <div id={`${id}-list`} className="matter-ahead-list" role="listbox" aria-label={label}>
      {options.length === 0 && <div className="matter-ahead-none">{none}</div>}
      {options.map((option, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus
        <div
          key={option.id}
          id={`${id}-${option.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === at}
          // The field keeps the focus, else the list would close before the click arrives.
          onMouseDown={(event) => event.preventDefault()}
          onMouseEnter={() => onAt(i)}
          onClick={() => onPick(option)}
        >
          <span>{option.title}</span>
          {option.note && <span className="matter-ahead-note">{option.note}</span>}
        </div>
      ))}
    </div>
  )
}
