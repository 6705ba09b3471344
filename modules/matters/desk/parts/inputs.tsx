import './inputs.css'
import type { Ref } from 'react'
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
      className="ui-input"
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
      className="ui-input"
      {...control}
      {...rest}
      rows={rows}
      ref={inputRef}
      onPaste={(event) => onPaste?.(event.clipboardData.getData('text'))}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
