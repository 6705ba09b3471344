import { type FormEvent, useState } from 'react'
import { isSpan, type Span, type SpanUnit, spanUnits } from '../../../../kernel/time/span.ts'
import { spanWords } from '../../../../kernel/time/time-words.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { type Column, sameSpan } from '../../rules/limit-grid.ts'
import { words } from './words.ts'

export interface LimitCellProps {
  readonly name: string
  readonly column: Column
  /** What holds here, its own or from above. */
  readonly span: Span
  readonly own: Span | null
  readonly before: Span | null
  /** The limit of all categories cannot be taken away. */
  readonly needed: boolean
  readonly onChange: (span: Span | null) => void
}

/** One limit: words that become a small form when pressed. */
export function LimitCell(props: LimitCellProps) {
  const { name, column, span, own, before, needed, onChange } = props
  const w = useWords(words)
  const lang = useLang()
  const [editing, setEditing] = useState(false)
  const close = (to?: Span | null) => {
    setEditing(false)
    if (to !== undefined) onChange(to)
  }
  if (editing)
    return (
      <td className="ru-editing" data-label={w.column[column]}>
        <CellForm span={span} mayClear={own !== null && !needed} onDone={close} />
      </td>
    )
  const changed = sameSpan(own, before) ? '' : ' ru-cell-changed'
  return (
    <td data-label={w.column[column]}>
      <button
        type="button"
        className={`ru-cell${own ? ' ru-cell-own' : ''}${changed}`}
        aria-label={w.change(name, w.column[column], spanWords(lang, span))}
        onClick={() => setEditing(true)}
      >
        {spanWords(lang, span)}
      </button>
    </td>
  )
}

interface CellFormProps {
  readonly span: Span
  readonly mayClear: boolean
  readonly onDone: (to?: Span | null) => void
}

function CellForm({ span, mayClear, onDone }: CellFormProps) {
  const w = useWords(words)
  const [amount, setAmount] = useState(String(span.amount))
  const [unit, setUnit] = useState<SpanUnit>(span.unit)
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = { amount: Number(amount), unit }
    if (amount.trim() !== '' && next.amount > 0 && next.amount <= 10_000 && isSpan(next)) onDone(next)
    else setWrong(true)
  }
  return (
    <form className="ru-editor" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <div className="ru-editor-row">
        <Field label={w.amount} error={wrong ? w.wrongAmount : undefined}>
          {(control) => (
            <input
              className="ui-input"
              {...control}
              // The cell was pressed to type here.
              ref={(input) => input?.focus()}
              inputMode="decimal"
              value={amount}
              maxLength={6}
              onChange={(event) => setAmount(event.target.value)}
            />
          )}
        </Field>
        <Field label={w.unit}>
          {(control) => (
            <select
              className="ui-input"
              {...control}
              value={unit}
              onChange={(event) => setUnit(event.target.value as SpanUnit)}
            >
              {spanUnits.map((one) => (
                <option key={one} value={one}>
                  {w.units[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div className="ui-row">
        <Button type="submit">{w.take}</Button>
        {mayClear && (
          <Button look="quiet" onClick={() => onDone(null)}>
            {w.clear}
          </Button>
        )}
        <Button look="quiet" onClick={() => onDone()}>
          {w.cancel}
        </Button>
      </div>
    </form>
  )
}
