import './field.css'
import './input.css'
import { type ReactNode, useId } from 'react'
import { Icon } from './icon.tsx'
import { useUiWords } from './words.ts'

/** What the control inside must carry, so that label, hint and error are read aloud with it. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
  readonly 'aria-required'?: true
}

export interface FieldProps {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong and what would be right; shown beside the field, what was typed stays. */
  readonly error?: string | undefined
  /** Marks the field; leave both out where the form has few fields and all are needed. */
  readonly required?: boolean
  readonly optional?: boolean
  /** Several controls under one label (radio buttons, photos): a fieldset with a legend. */
  readonly group?: boolean
  readonly children: ReactNode | ((control: FieldControl) => ReactNode)
}

/** A label, the control, a hint, and what is wrong: `<Field label="电话">{(c) => <input {...c} />}</Field>`. */
export function Field({ label, hint, error, required, optional, group, children }: FieldProps) {
  const words = useUiWords()
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  const control: FieldControl = {
    id,
    ...(described ? { 'aria-describedby': described } : {}),
    ...(error ? { 'aria-invalid': true } : {}),
    ...(required ? { 'aria-required': true } : {}),
  }
  const mark = (required || optional) && (
    <span className="ui-field-mark">{required ? words.required : words.optional}</span>
  )
  const inside = (
    <>
      {hint && (
        <div className="ui-field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {typeof children === 'function' ? children(control) : children}
      {error && (
        <div className="ui-field-error" id={`${id}-error`} role="alert">
          <Icon name="warning" size={16} />
          {error}
        </div>
      )}
    </>
  )
  const name = `ui-field${error ? ' ui-field-wrong' : ''}`
  if (group)
    return (
      <fieldset className={name} aria-describedby={described || undefined}>
        <legend className="ui-field-label">
          {label}
          {mark}
        </legend>
        {inside}
      </fieldset>
    )
  return (
    <div className={name}>
      <label className="ui-field-label" htmlFor={id}>
        {label}
        {mark}
      </label>
      {inside}
    </div>
  )
}
