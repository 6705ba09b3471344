import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Field } from '../../../../ui/field.tsx'
import { type FieldKind, type Form, type FormField, fieldKinds, mostFields } from '../../form.ts'
import { moved, withField, withFieldChanged, withoutField } from '../../forms/form-draft.ts'
import { FieldEditor } from './field-editor.tsx'
import { formWords } from './form-words.ts'

interface FormSheetProps {
  readonly form: Form
  /** What earlier versions asked. */
  readonly earlier: readonly Form[]
  readonly onChange: (form: FormField[]) => void
}

/** The form of a kind: its fields in their order, each of which opens to be changed. */
export function FormSheet({ form, earlier, onChange }: FormSheetProps) {
  const f = useWords(formWords)
  const say = useSay()
  const [kind, setKind] = useState<FieldKind>('text')
  const [open, setOpen] = useState<string | null>(null)
  const [told, setTold] = useState('')
  const nameOf = (field: FormField) => say(field.label) || f.nameless
  const list = useRef<HTMLOListElement>(null)
  // What was moved is another element of the list now: the key that moved it stays in hand.
  const focused = useRef<string | null>(null)
  useEffect(() => {
    if (focused.current) list.current?.querySelector<HTMLElement>(`[data-move="${focused.current}"]`)?.focus()
    focused.current = null
  })
  const add = () => {
    const next = withField(form, kind, earlier)
    onChange([...next])
    setOpen(next.at(-1)?.key ?? null)
  }
  const move = (field: FormField, by: -1 | 1, from: 'up' | 'down' | 'row') => {
    const next = moved(form, field.key, by)
    const place = next.findIndex(({ key }) => key === field.key)
    if (form[place]?.key === field.key) return
    // At the end its own button is off: the other one takes over.
    const last = by < 0 ? place === 0 : place === next.length - 1
    focused.current = `${field.key} ${from === 'row' ? 'row' : last ? (by < 0 ? 'down' : 'up') : from}`
    onChange(next)
    setTold(f.movedTo(nameOf(field), place + 1))
  }
  const onKeyDown = (event: KeyboardEvent, field: FormField) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    move(field, event.key === 'ArrowUp' ? -1 : 1, 'row')
  }
  return (
    <Sheet title={f.form}>
      <div className="ui-stack">
        <p className="ui-muted">{f.formLead}</p>
        {form.length === 0 && <p>{f.empty}</p>}
        <ol className="ru-fields" ref={list}>
          {form.map((field, n) => {
            const name = nameOf(field)
            return (
              <li key={field.key} className="ru-field">
                <div className="ru-field-row">
                  <button
                    type="button"
                    className="ru-cell ru-cell-own"
                    data-move={`${field.key} row`}
                    aria-expanded={open === field.key}
                    onClick={() => setOpen(open === field.key ? null : field.key)}
                    onKeyDown={(event) => onKeyDown(event, field)}
                  >
                    {n + 1}. {name}
                  </button>
                  <span className="ui-muted ui-small">
                    {[
                      f.kind[field.kind],
                      field.required ? f.required : f.optional,
                      f.asked[field.asked],
                      f.shown[field.shown],
                    ].join(' · ')}
                  </span>
                  <span className="ru-field-tools">
                    <Mover
                      look="up"
                      move={`${field.key} up`}
                      label={f.up(name)}
                      off={n === 0}
                      onMove={() => move(field, -1, 'up')}
                    />
                    <Mover
                      look="down"
                      move={`${field.key} down`}
                      label={f.down(name)}
                      off={n === form.length - 1}
                      onMove={() => move(field, 1, 'down')}
                    />
                    <Button
                      look="quiet"
                      icon="cross"
                      label={f.remove(name)}
                      onClick={() => onChange([...withoutField(form, field.key)])}
                    />
                  </span>
                </div>
                {open === field.key && (
                  <FieldEditor
                    field={field}
                    onChange={(next) => onChange([...withFieldChanged(form, field.key, () => next)])}
                  />
                )}
              </li>
            )
          })}
        </ol>
        <p role="status" className="ui-unseen">
          {told}
        </p>
        {form.length > 1 && <p className="ui-muted ui-small">{f.keys}</p>}
        {form.length < mostFields ? (
          <div className="ru-tools">
            <Field label={f.addKind}>
              {(control) => (
                <select
                  className="ui-input"
                  {...control}
                  value={kind}
                  onChange={(event) => setKind(event.target.value as FieldKind)}
                >
                  {fieldKinds.map((one) => (
                    <option key={one} value={one}>
                      {f.kind[one]}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Button icon="plus" onClick={add}>
              {f.add}
            </Button>
          </div>
        ) : (
          <p className="ui-muted">{f.full}</p>
        )}
      </div>
    </Sheet>
  )
}

interface MoverProps {
  readonly look: 'up' | 'down'
  /** Finds it again after the list was drawn anew. */
  readonly move: string
  readonly label: string
  readonly off: boolean
  readonly onMove: () => void
}

function Mover({ look, move, label, off, onMove }: MoverProps) {
  return (
    <button type="button" className="ru-mover" data-move={move} aria-label={label} disabled={off} onClick={onMove}>
      <span aria-hidden="true">{look === 'up' ? '↑' : '↓'}</span>
    </button>
  )
}
