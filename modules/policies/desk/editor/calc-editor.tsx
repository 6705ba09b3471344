import { useState } from 'react'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { checkExpression } from '../../check.ts'
import type { Dictionary, FactSpec } from '../../fact.ts'
import { phrase } from '../../phrases.ts'
import { punctuated } from '../../punctuation.ts'
import { type UnitCode, units } from '../../unit.ts'
import { number } from '../../value-type.ts'
import { Codes } from '../parts/value-input.tsx'
import {
  type Calc,
  type CalcOperator,
  type Call,
  calcOf,
  calcOperators,
  type NumberCalc,
  type Raw,
  shapeIn,
  unitWithin,
} from './form.ts'
import { blankCall, isSeveral, sinceCalc, sinceOf } from './new-parts.ts'
import { useFaultNote, useFaults, useRuleForm } from './rule-form.tsx'
import { ruleWords } from './rule-words.ts'
import { calcExpression, pointerInCall } from './write-rule.ts'

export interface CalcEditorProps {
  readonly calc: Calc
  readonly at: string
  /** The unit that a bare number takes here. */
  readonly around: UnitCode | null
  /** What can stand here: anything of a firm, numbers, or what compares with a fact. */
  readonly wanted: 'anything' | 'number' | FactSpec
  readonly label: string
  readonly onChange: (next: Calc) => void
  /** A fixed value is shown without the list of other things until one asks for it. */
  readonly compact?: boolean
}

/** One part of a rule: a fact, a fixed value, or a calculation of further parts. */
export function CalcEditor(props: CalcEditorProps) {
  const { calc, at, label, onChange, compact = false } = props
  const w = useWords(ruleWords)
  const [asked, setAsked] = useState(false)
  if (calc.kind === 'raw') return <RawEditor raw={calc} at={at} onChange={onChange} />
  const isSince = calc.kind === 'call' && sinceOf(calc) !== null
  if (calc.kind === 'call' && !isSince) return <CallEditor {...props} calc={calc} />
  const isFixed = calc.kind === 'number' || calc.kind === 'text'
  const isListed = !compact || !isFixed || asked
  return (
    <span className="policy-calc-leaf" data-at={at}>
      {isListed && <PartSelect {...props} />}
      {isFixed && <Fixed {...props} calc={calc} label={isListed ? w.value : label} />}
      {!isListed && <Button look="quiet" icon="more" label={w.other} onClick={() => setAsked(true)} />}
      {!isFixed && <LeafFault at={at} />}
    </span>
  )
}

const LeafFault = ({ at }: { at: string }) => useFaultNote(at).note

/** Facts, fixed values and calculations in one list. */
function PartSelect({ calc, at, around, wanted, label, onChange }: CalcEditorProps) {
  const w = useWords(ruleWords)
  const say = useSay()
  const { dictionary } = useRuleForm()
  const { described } = useFaultNote(at)
  const offered = dictionary.facts.filter(
    (fact) => mayStand(fact, wanted) || (calc.kind === 'fact' && calc.fact === fact.key),
  )
  const days =
    wanted === 'anything' || wanted === 'number' ? dictionary.facts.filter(({ type }) => type.kind === 'day') : []
  const isNumber = wanted === 'anything' || wanted === 'number' || wanted.type.kind === 'number'
  const choose = (value: string) => {
    const [kind = '', name = ''] = value.split(/:(.*)/s)
    if (kind === 'fact') return onChange({ kind: 'fact', fact: name })
    if (kind === 'months' || kind === 'days') return onChange(sinceCalc(kind, name))
    if (kind === 'number') return onChange({ kind: 'number', text: '', unit: null })
    if (kind === 'text') return onChange({ kind: 'text', text: '' })
    if (kind === 'call') onChange(blankCall(name as CalcOperator, calc, around))
  }
  return (
    <select
      className="pocket-input"
      aria-label={label}
      {...described}
      value={choiceOf(calc)}
      onChange={(event) => choose(event.target.value)}
    >
      {choiceOf(calc) === 'fact:' && <option value="fact:">{w.choose}</option>}
      <optgroup label={w.facts}>
        {offered.map(({ key, name }) => (
          <option key={key} value={`fact:${key}`}>
            {say(name)}
          </option>
        ))}
        {days.flatMap(({ key, name }) => [
          <option key={`months ${key}`} value={`months:${key}`}>
            {w.months(say(name))}
          </option>,
          <option key={`days ${key}`} value={`days:${key}`}>
            {w.days(say(name))}
          </option>,
        ])}
      </optgroup>
      {wanted !== 'anything' && (
        <optgroup label={w.fixed}>
          <option value={isNumber ? 'number:' : 'text:'}>{w.fixed}</option>
        </optgroup>
      )}
      {isNumber && (
        <optgroup label={w.calculation}>
          {calcOperators
            .filter((operator) => operator !== 'monthsSince' && operator !== 'daysSince')
            .map((operator) => (
              <option key={operator} value={`call:${operator}`}>
                {w.calc[operator]}
              </option>
            ))}
        </optgroup>
      )}
    </select>
  )
}

function mayStand({ type }: FactSpec, wanted: CalcEditorProps['wanted']): boolean {
  if (wanted === 'anything') return true
  if (wanted === 'number') return type.kind === 'number'
  if (type.kind === 'code' && wanted.type.kind === 'code') return type.scheme === wanted.type.scheme
  return type.kind === wanted.type.kind && type.kind !== 'choice'
}

function choiceOf(calc: Calc): string {
  if (calc.kind === 'fact') return `fact:${calc.fact}`
  if (calc.kind !== 'call') return `${calc.kind}:`
  const since = sinceOf(calc)
  return since ? `${since.in}:${since.fact}` : `call:${calc.operator}`
}

/** A number with its unit, a day, a code: as typed. */
function Fixed({ calc, at, around, wanted, label, onChange }: CalcEditorProps & { calc: Calc }) {
  const lang = useLang()
  const say = useSay()
  const { dictionary } = useRuleForm()
  const { note, described } = useFaultNote(at)
  if (calc.kind === 'number')
    return (
      <span className="policy-number">
        <input
          className="pocket-input"
          inputMode="decimal"
          aria-label={label}
          {...described}
          value={calc.text}
          onChange={(event) => onChange({ ...calc, text: event.target.value } satisfies NumberCalc)}
        />
        <span>{units[calc.unit ?? around ?? 'count'].mark[lang]}</span>
        {note}
      </span>
    )
  if (calc.kind !== 'text') return null
  const change = (text: string) => onChange({ kind: 'text', text })
  const type = typeof wanted === 'string' ? undefined : wanted.type
  if (type?.kind === 'choice' || type?.kind === 'code')
    return (
      <span className="policy-codes">
        <Codes
          label={label}
          dictionary={dictionary}
          codes={calc.text === '' ? [] : [calc.text]}
          onChange={(codes) => change(codes.at(-1) ?? '')}
          {...(type.kind === 'choice'
            ? { options: type.options.map(({ code, name }) => ({ value: code, label: say(name) })) }
            : { scheme: type.scheme })}
        />
        {note}
      </span>
    )
  return (
    <span className="policy-number">
      <input
        className="pocket-input"
        type="date"
        aria-label={label}
        {...described}
        value={calc.text}
        onChange={(event) => change(event.target.value)}
      />
      {note}
    </span>
  )
}

/** A calculation: in words until one opens it, its parts below each other. */
function CallEditor(props: CalcEditorProps & { calc: Call }) {
  const { calc, at, around, onChange } = props
  const w = useWords(ruleWords)
  const say = useSay()
  const { dictionary } = useRuleForm()
  const places = calc.args.map((_, index) => pointerInCall(calc, at, index))
  const isWrong = useFaults(at).length > 0
  const { note } = useFaultNote(at, places)
  const words = wordsOf(calc, around, dictionary)
  // What is shown open at first stays so, so that it does not close under the hands of who completes it.
  const [opened, setOpened] = useState(words === null)
  const several = isSeveral(calc.operator)
  const put = (args: Call['args']) => onChange({ ...calc, args })
  return (
    <details
      className="policy-calc"
      data-at={at}
      open={opened || isWrong}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>{words ? say(punctuated(words)) : w.calc[calc.operator]}</summary>
      <div className="policy-calc-body">
        <PartSelect {...props} />
        {note}
        {places.map((place, index) => (
          <CallPart
            key={place}
            {...props}
            index={index}
            place={place}
            onPart={(next) => put(calc.args.map((part, other) => (other === index ? next : part)))}
            onRemove={
              several && calc.args.length > 2 ? () => put(calc.args.filter((_, other) => other !== index)) : undefined
            }
          />
        ))}
        {several && (
          <Button look="quiet" icon="plus" onClick={() => put([...calc.args, { kind: 'fact', fact: '' }])}>
            {w.addPart}
          </Button>
        )}
      </div>
    </details>
  )
}

interface CallPartProps extends CalcEditorProps {
  readonly calc: Call
  readonly index: number
  readonly place: string
  readonly onPart: (next: Call['args'][number]) => void
  readonly onRemove: (() => void) | undefined
}

/** One part of a calculation, with the word that joins it to the one before. */
function CallPart({ calc, around, wanted, index, place, onPart, onRemove }: CallPartProps) {
  const w = useWords(ruleWords)
  const { dictionary, Condition } = useRuleForm()
  const part = calc.args[index]
  const condition = calc.operator === 'if' && index === 0 ? shapeIn(part) : undefined
  const inner = condition ? undefined : calcOf(part)
  const slot = (w.slots[calc.operator as keyof typeof w.slots] ?? '').split('|')[index] ?? ''
  return (
    <div className="policy-calc-part">
      {slot && <span className="policy-slot">{slot}</span>}
      {condition && <Condition shape={condition} at={place} onChange={onPart} />}
      {inner && (
        <CalcEditor
          calc={inner}
          at={place}
          around={unitWithin(calc, index, around, dictionary)}
          wanted={inner.kind === 'text' || typeof wanted !== 'string' ? wanted : 'number'}
          label={slot || w.part(index + 1)}
          compact
          onChange={onPart}
        />
      )}
      {onRemove && <Button look="quiet" icon="cross" label={w.removePart(index + 1)} onClick={onRemove} />}
    </div>
  )
}

function wordsOf(calc: Call, around: UnitCode | null, dictionary: Dictionary) {
  try {
    const expression = calcExpression(calc, dictionary, around)
    const { tree } = checkExpression(expression, dictionary, { wanted: number(around) })
    return tree && phrase(tree, dictionary)
  } catch {
    return null
  }
}

/** What the form has no row for: it stays as it is, and can be edited as JSON. */
export function RawEditor({ raw, at, onChange }: { raw: Raw; at: string; onChange: (next: Raw) => void }) {
  const w = useWords(ruleWords)
  const { note, described } = useFaultNote(at)
  return (
    <label className="policy-raw" data-at={at}>
      {w.raw}
      <textarea
        className="pocket-input"
        rows={Math.min(12, raw.json.split('\n').length + 1)}
        value={raw.json}
        {...described}
        onChange={(event) => onChange({ kind: 'raw', json: event.target.value })}
      />
      {note}
      <span className="ui-muted">{w.rawHint}</span>
    </label>
  )
}
