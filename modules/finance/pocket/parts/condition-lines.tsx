import { useState } from 'react'
import { newId } from '../../../../kernel/contract/ids.ts'
import { bracketed } from '../../../../kernel/contract/punctuation.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import type { Explanation, FactSpec } from '../../../policies/contract.ts'
import {
  type Comparison,
  comparisonBook,
  comparisonsFor,
  type Dictionary,
  factOf,
  type Line,
  typed,
  unitHint,
  valuesOf,
  written,
} from '../../../policies/pocket/public.ts'
import type { ConditionList } from '../../web/condition-list.ts'
import { Explained } from '../../web/explained.tsx'
import { words } from '../words.ts'
import { CodesInput, codesOf } from './fact-input.tsx'

/** Whether a row says something: its values are there, as numbers where numbers are meant. */
export function isWritten({ fact: key, comparison, values }: Line, dictionary: Dictionary): boolean {
  const fact = factOf(dictionary, key)
  const many = valuesOf(comparison)
  if (!fact || many === 0) return fact !== undefined
  if (many === 'list') return values.length > 0
  const isNumber = fact.type.kind === 'number' || comparison.startsWith('months')
  return values.length === many && values.every((value) => (isNumber ? typeof value === 'number' : value !== ''))
}

interface ConditionLinesProps {
  readonly list: ConditionList
  /** The saved conditions in words, for what has no row here. */
  readonly told: Explanation | null
  readonly dictionary: Dictionary
  readonly onChange: (list: ConditionList) => void
}

/** Conditions as a flat list, all of which must hold; what has no row is told in words and left alone. */
export function ConditionLines({ list, told, dictionary, onChange }: ConditionLinesProps) {
  const w = useWords(words)
  const { lines, kept } = list
  // Fields keep what was typed, so a row must stay the same one when another is taken away.
  const [ids, setIds] = useState<readonly string[]>(() => lines.map(() => newId()))
  const rows = lines.map((line, at) => ({ line, at, id: ids[at] ?? '' }))
  const put = (next: readonly Line[]) => onChange({ ...list, lines: next })
  const first = dictionary.facts.find(({ key }) => key === 'staff')?.key ?? dictionary.facts[0]?.key ?? ''
  return (
    <div className="ui-stack">
      {lines.length === 0 && kept.length === 0 && <p className="ui-muted">{w.noConditions}</p>}
      {rows.map(({ line, at, id }) => (
        <LineFields
          key={`${id} ${line.fact} ${line.comparison}`}
          line={line}
          dictionary={dictionary}
          onChange={(next) => put(lines.map((one, index) => (index === at ? next : one)))}
          onRemove={() => {
            setIds(ids.filter((one) => one !== id))
            put(lines.filter((_, index) => index !== at))
          }}
        />
      ))}
      <Button
        icon="plus"
        onClick={() => {
          setIds([...ids, newId()])
          put([...lines, blank(dictionary, first)])
        }}
      >
        {w.addCondition}
      </Button>
      {kept.length > 0 && told && (
        <div>
          <p className="ui-muted">{w.keptPart}</p>
          {kept.map(({ at }) => {
            const part = at === null ? told : (told.parts[at] ?? told)
            return <Explained key={part.path} of={part} />
          })}
        </div>
      )}
    </div>
  )
}

const blank = (dictionary: Dictionary, fact: string): Line => ({
  kind: 'line',
  fact,
  comparison: comparisonsFor(dictionary, fact)[0] ?? 'yes',
  values: [],
})

interface LineFieldsProps {
  readonly line: Line
  readonly dictionary: Dictionary
  readonly onChange: (line: Line) => void
  readonly onRemove: () => void
}

function LineFields({ line, dictionary, onChange, onRemove }: LineFieldsProps) {
  const w = useWords(words)
  const ops = useWords(comparisonBook)
  const say = useSay()
  const fact = factOf(dictionary, line.fact)
  const nameOf = (comparison: Comparison) =>
    fact?.type.kind === 'day' && comparison in ops.dayOp
      ? ops.dayOp[comparison as keyof typeof ops.dayOp]
      : ops.op[comparison]
  const choose = (comparison: Comparison) =>
    onChange({ ...line, comparison, values: valuesOf(comparison) === valuesOf(line.comparison) ? line.values : [] })
  return (
    <fieldset className="finance-line">
      <legend className="ui-unseen">{fact ? say(fact.name) : line.fact}</legend>
      <Field label={w.fact}>
        {(control) => (
          <Select
            control={control}
            value={line.fact}
            onChange={(key) => key && onChange(blank(dictionary, key))}
            options={dictionary.facts.map(({ key, name }) => ({ value: key, label: say(name) }))}
          />
        )}
      </Field>
      <Field label={w.comparison}>
        {(control) => (
          <Select
            control={control}
            value={line.comparison}
            onChange={(value) => value && choose(value as Comparison)}
            options={comparisonsFor(dictionary, line.fact).map((value) => ({ value, label: nameOf(value) }))}
          />
        )}
      </Field>
      {fact && <Values fact={fact} line={line} dictionary={dictionary} onChange={onChange} />}
      <Button look="quiet" icon="cross" onClick={onRemove}>
        {w.remove}
      </Button>
    </fieldset>
  )
}

interface ValuesProps {
  readonly fact: FactSpec
  readonly line: Line
  readonly dictionary: Dictionary
  readonly onChange: (line: Line) => void
}

function Values({ fact, line, dictionary, onChange }: ValuesProps) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const { type } = fact
  const many = valuesOf(line.comparison)
  if (many === 0) return null
  const put = (values: readonly (string | number)[]) => onChange({ ...line, values })
  if (many === 'list')
    return (
      <Field label={w.value}>
        {(control) => (
          <CodesInput
            control={control}
            fact={fact}
            dictionary={dictionary}
            codes={line.values.map(String)}
            onChange={put}
          />
        )}
      </Field>
    )
  if (type.kind === 'choice' || type.kind === 'code')
    return (
      <Field label={w.value}>
        {(control) => (
          <Select
            control={control}
            value={String(line.values[0] ?? '')}
            onChange={(code) => put(code ? [code] : [])}
            options={codesOf(fact, dictionary, say)}
          />
        )}
      </Field>
    )
  if (type.kind === 'day' && !line.comparison.startsWith('months'))
    return (
      <Field label={w.value}>
        {(control) => (
          <TextInput
            control={control}
            type="date"
            value={String(line.values[0] ?? '')}
            onChange={(day) => put(day ? [day] : [])}
          />
        )}
      </Field>
    )
  const unit = type.kind === 'number' ? type.unit : 'month'
  const shown = type.kind === 'number' ? unitHint(fact, lang) : w.monthsUnit
  const at = (index: number) => (value: string | number) =>
    put(Array.from({ length: many }, (_, one) => (one === index ? value : (line.values[one] ?? ''))))
  const label = (words: string) => words + (shown && bracketed(lang, shown))
  return (
    <>
      <NumberField label={label(w.value)} value={line.values[0]} unit={unit} onChange={at(0)} />
      {many === 2 && <NumberField label={label(w.upTo)} value={line.values[1]} unit={unit} onChange={at(1)} />}
    </>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly value: string | number | undefined
  readonly unit: Parameters<typeof typed>[1]
  readonly onChange: (value: string | number) => void
}

/** Keeps what was typed; a half-written number stays text and is not sent. */
function NumberField({ label, value, unit, onChange }: NumberFieldProps) {
  const [text, setText] = useState(typeof value === 'number' ? written(value, unit) : String(value ?? ''))
  const change = (next: string) => {
    setText(next)
    onChange(typed(next, unit) ?? next)
  }
  return (
    <Field label={label}>
      {(control) => <TextInput control={control} inputMode="decimal" value={text} onChange={change} />}
    </Field>
  )
}
