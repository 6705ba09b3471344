import { useState } from 'react'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { type Dictionary, type FactSpec, factOf } from '../../fact.ts'
import {
  type Comparison,
  comparisonsFor,
  type Group,
  type Line,
  type Raw,
  type Shape,
  valuesOf,
} from '../../form-shape.ts'
import { typed, written } from '../../typed-number.ts'
import { unitHint } from '../../typing.ts'
import { Codes } from '../parts/value-input.tsx'
import { editorWords } from './words.ts'

interface EditorProps<Of extends Shape> {
  readonly shape: Of
  readonly dictionary: Dictionary
  readonly onChange: (next: Shape) => void
  readonly onRemove?: (() => void) | undefined
}

/** Conditions as groups of rows "fact – comparison – value". */
export function GroupEditor({ shape, dictionary, onChange, onRemove }: EditorProps<Group>) {
  const w = useWords(editorWords)
  const put = (parts: readonly Shape[]) => onChange({ ...shape, parts })
  const change = (at: number, next: Shape) => put(shape.parts.map((part, index) => (index === at ? next : part)))
  const first = dictionary.facts[0]?.key ?? ''
  return (
    <fieldset className="policy-group">
      <legend className="ui-unseen">{w.group}</legend>
      <div className="policy-group-head">
        <select
          className="pocket-input"
          aria-label={w.group}
          value={shape.how}
          onChange={(event) => onChange({ ...shape, how: event.target.value === 'or' ? 'or' : 'and' })}
        >
          <option value="and">{w.all}</option>
          <option value="or">{w.any}</option>
        </select>
        {onRemove && <Button look="quiet" icon="cross" label={w.remove} onClick={onRemove} />}
      </div>
      {shape.parts.map((part, at) => {
        const props = {
          dictionary,
          onChange: (next: Shape) => change(at, next),
          onRemove: shape.parts.length > 1 ? () => put(shape.parts.filter((_, index) => index !== at)) : undefined,
        }
        // Rows have no name of their own: their place is who they are.
        const key = `${at} ${part.kind}`
        if (part.kind === 'group') return <GroupEditor key={key} shape={part} {...props} />
        if (part.kind === 'raw') return <RawEditor key={key} shape={part} {...props} />
        return <LineEditor key={key} shape={part} {...props} />
      })}
      <div className="ui-row">
        <Button look="quiet" icon="plus" onClick={() => put([...shape.parts, blankLine(dictionary, first)])}>
          {w.addLine}
        </Button>
        <Button
          look="quiet"
          icon="plus"
          onClick={() => put([...shape.parts, { kind: 'group', how: 'or', parts: [blankLine(dictionary, first)] }])}
        >
          {w.addGroup}
        </Button>
      </div>
    </fieldset>
  )
}

function blankLine(dictionary: Dictionary, fact: string): Line {
  return { kind: 'line', fact, comparison: comparisonsFor(dictionary, fact)[0] ?? 'yes', values: [] }
}

function LineEditor({ shape, dictionary, onChange, onRemove }: EditorProps<Line>) {
  const w = useWords(editorWords)
  const say = useSay()
  const fact = factOf(dictionary, shape.fact)
  const nameOf = (comparison: Comparison) =>
    fact?.type.kind === 'day' && comparison in w.dayOp ? w.dayOp[comparison as keyof typeof w.dayOp] : w.op[comparison]
  const choose = (comparison: Comparison) =>
    onChange({ ...shape, comparison, values: valuesOf(comparison) === valuesOf(shape.comparison) ? shape.values : [] })
  return (
    <div className="policy-line">
      <select
        className="pocket-input"
        aria-label={w.fact}
        value={shape.fact}
        onChange={(event) => onChange(blankLine(dictionary, event.target.value))}
      >
        {dictionary.facts.map(({ key, name }) => (
          <option key={key} value={key}>
            {say(name)}
          </option>
        ))}
      </select>
      <select
        className="pocket-input"
        aria-label={w.comparison}
        value={shape.comparison}
        onChange={(event) => choose(event.target.value as Comparison)}
      >
        {comparisonsFor(dictionary, shape.fact).map((comparison) => (
          <option key={comparison} value={comparison}>
            {nameOf(comparison)}
          </option>
        ))}
      </select>
      {fact && <Values fact={fact} shape={shape} dictionary={dictionary} onChange={onChange} />}
      {onRemove && <Button look="quiet" icon="cross" label={w.remove} onClick={onRemove} />}
    </div>
  )
}

interface ValuesProps {
  readonly fact: FactSpec
  readonly shape: Line
  readonly dictionary: Dictionary
  readonly onChange: (next: Line) => void
}

function Values({ fact, shape, dictionary, onChange }: ValuesProps) {
  const w = useWords(editorWords)
  const say = useSay()
  const lang = useLang()
  const { type } = fact
  const many = valuesOf(shape.comparison)
  if (many === 0) return null
  if (type.kind === 'choice' || type.kind === 'code' || type.kind === 'codes')
    return (
      <div className="policy-value">
        <Codes
          label={w.value}
          dictionary={dictionary}
          codes={shape.values.map(String)}
          onChange={(codes) => onChange({ ...shape, values: many === 1 ? codes.slice(-1) : codes })}
          {...(type.kind === 'choice'
            ? { options: type.options.map(({ code, name }) => ({ value: code, label: say(name) })) }
            : { scheme: type.scheme })}
        />
      </div>
    )
  const put = (at: number, value: string | number) => {
    const next = [...shape.values]
    next[at] = value
    onChange({ ...shape, values: Array.from({ length: many === 2 ? 2 : 1 }, (_, index) => next[index] ?? '') })
  }
  if (type.kind === 'day' && !shape.comparison.startsWith('months'))
    return (
      <div className="policy-value">
        <input
          className="pocket-input"
          type="date"
          aria-label={w.value}
          value={String(shape.values[0] ?? '')}
          onChange={(event) => put(0, event.target.value)}
        />
      </div>
    )
  const unit = type.kind === 'number' ? type.unit : 'month'
  return (
    <div className="policy-value">
      <NumberValue value={shape.values[0]} unit={unit} label={w.value} onChange={(value) => put(0, value)} />
      {many === 2 && (
        <>
          {w.upTo}
          <NumberValue value={shape.values[1]} unit={unit} label={w.value} onChange={(value) => put(1, value)} />
        </>
      )}
      <span>{type.kind === 'number' ? unitHint(fact, lang) : w.months}</span>
    </div>
  )
}

interface NumberValueProps {
  readonly value: string | number | undefined
  readonly unit: Parameters<typeof typed>[1]
  readonly label: string
  readonly onChange: (value: string | number) => void
}

/** Keeps what was typed: a half-written number stays text, which the check then tells. */
function NumberValue({ value, unit, label, onChange }: NumberValueProps) {
  const [text, setText] = useState(typeof value === 'number' ? written(value, unit) : String(value ?? ''))
  return (
    <input
      className="pocket-input"
      inputMode="decimal"
      aria-label={label}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        onChange(typed(event.target.value, unit) ?? event.target.value)
      }}
    />
  )
}

function RawEditor({ shape, onChange, onRemove }: EditorProps<Raw>) {
  const w = useWords(editorWords)
  return (
    <div className="policy-line">
      <label className="policy-raw">
        {w.raw}
        <textarea
          className="pocket-input"
          rows={Math.min(12, shape.json.split('\n').length + 1)}
          value={shape.json}
          aria-invalid={isJson(shape.json) ? undefined : true}
          onChange={(event) => onChange({ ...shape, json: event.target.value })}
        />
        <span className="ui-muted">{isJson(shape.json) ? w.rawHint : w.rawWrong}</span>
      </label>
      {onRemove && <Button look="quiet" icon="cross" label={w.remove} onClick={onRemove} />}
    </div>
  )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
