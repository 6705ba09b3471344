import '../../../ui/input.css'
import { type ReactNode, useState } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Line, Lines } from '../../matters/desk/public.ts'
import { words } from './words.ts'

/** One field of a short form. */
export interface FormField {
  readonly id: string
  readonly label: string
  readonly kind: 'line' | 'lines' | 'date' | 'time' | 'choice'
  readonly hint?: string
  readonly optional?: boolean
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly start?: string
  readonly max?: string
  /** Shown only while this holds. */
  readonly when?: (values: Readonly<Record<string, string>>) => boolean
}

type Fault = { readonly message: string; field(path: string): string | undefined } | null | undefined

type Values = Readonly<Record<string, string>>

export interface FieldsFormProps {
  readonly fields: readonly FormField[]
  readonly save?: string
  readonly busy: boolean
  readonly error: Fault
  /** Below the fields; may depend on what was filled in. */
  readonly children?: ReactNode | ((values: Values) => ReactNode)
  /** Something else is missing yet. */
  readonly notYet?: (values: Values) => boolean
  readonly onSave: (values: Values) => void
}

/** A short form in a dialog: its fields, what is wrong beside each, one button. */
export function FieldsForm({ fields, save, busy, error, children, notYet, onSave }: FieldsFormProps) {
  const w = useWords(words)
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map(({ id, start }) => [id, start ?? ''])),
  )
  const shown = fields.filter(({ when }) => !when || when(values))
  const missing =
    shown.some(({ id, optional }) => !optional && (values[id] ?? '').trim() === '') || notYet?.(values) === true
  return (
    <form
      className="med-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!missing) onSave(values)
      }}
    >
      {shown.map((field) => (
        <OneField
          key={field.id}
          field={field}
          value={values[field.id] ?? ''}
          error={error?.field(field.id)}
          onChange={(value) => setValues((now) => ({ ...now, [field.id]: value }))}
        />
      ))}
      {typeof children === 'function' ? children(values) : children}
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button look="main" type="submit" busy={busy} disabled={missing}>
          {save ?? w.save}
        </Button>
      </div>
    </form>
  )
}

interface OneFieldProps {
  readonly field: FormField
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}

function OneField({ field, value, error, onChange }: OneFieldProps) {
  const { label, kind, hint, optional = false, options = [], max } = field
  return (
    <Field label={label} error={error} optional={optional} {...(hint ? { hint } : {})}>
      {(control) => {
        if (kind === 'lines')
          return <Lines control={control} value={value} onChange={onChange} rows={4} maxLength={4000} />
        if (kind === 'choice')
          return (
            <select className="ui-input" {...control} value={value} onChange={(event) => onChange(event.target.value)}>
              <option value="">—</option>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          )
        const type = kind === 'date' ? 'date' : kind === 'time' ? 'datetime-local' : 'text'
        return <Line control={control} type={type} value={value} onChange={onChange} {...(max ? { max } : {})} />
      }}
    </Field>
  )
}

/** Options of a book of words that is data. */
export const optionsOf = <K extends string>(
  book: Readonly<Record<K, { readonly zh: string; readonly en: string }>>,
  say: (words: { readonly zh: string; readonly en: string }) => string,
  only: readonly K[] = Object.keys(book) as K[],
) => only.map((value) => ({ value, label: say(book[value]) }))
