import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import type { Dictionary } from '../../fact.ts'
import { Codes } from '../parts/value-input.tsx'
import { CalcEditor } from './calc-editor.tsx'
import { type Comparison, comparisonsFor, kindOf, type Line, leadingFact, unitInLine, valuesOf } from './form.ts'
import { withComparison, withLeft } from './new-parts.ts'
import { useFaultNote, useRuleForm } from './rule-form.tsx'
import { ruleWords } from './rule-words.ts'
import { pointersOf } from './write-rule.ts'

interface LineEditorProps {
  readonly line: Line
  readonly at: string
  readonly place: number
  readonly onChange: (next: Line) => void
  readonly onRemove?: (() => void) | undefined
}

/** One condition: what, how it compares, with what. */
export function LineEditor({ line, at, place, onChange, onRemove }: LineEditorProps) {
  const w = useWords(ruleWords)
  const { dictionary } = useRuleForm()
  const pointers = pointersOf(line, at)
  const rights = [0, 1].map(pointers.right)
  const { note } = useFaultNote(at, [pointers.left, ...rights])
  const kind = kindOf(line.left, dictionary)
  const offered = offeredFor(line, dictionary)
  const nameOf = (comparison: Comparison) =>
    kind === 'day' && comparison in w.dayOp ? w.dayOp[comparison as keyof typeof w.dayOp] : w.op[comparison]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset within fieldsets would be read with all their legends
    <div className="policy-line" role="group" aria-label={w.line(place)} data-at={at}>
      <div className="policy-line-parts">
        <CalcEditor
          calc={line.left}
          at={pointers.left}
          around={unitInLine(line, dictionary)}
          wanted="anything"
          label={w.fact}
          onChange={(left) => onChange(withLeft(line, left, dictionary))}
        />
        <select
          className="pocket-input"
          aria-label={w.comparison}
          value={line.comparison}
          onChange={(event) => onChange(withComparison(line, event.target.value as Comparison, dictionary))}
        >
          {offered.map((comparison) => (
            <option key={comparison} value={comparison}>
              {nameOf(comparison)}
            </option>
          ))}
        </select>
        <Values line={line} at={at} onChange={onChange} />
        {pointers.left !== at && note}
      </div>
      {onRemove && <Button look="quiet" icon="cross" label={w.remove(place)} onClick={onRemove} />}
    </div>
  )
}

/** None is asked for only of what may be none; what a rule says already is always in the list. */
function offeredFor({ left, comparison }: Line, dictionary: Dictionary): readonly Comparison[] {
  const fact = leadingFact(left, dictionary)
  const mayBeNone = fact === undefined || fact.mayBeNone
  return comparisonsFor(left, dictionary).filter(
    (one) => mayBeNone || one === comparison || (one !== 'isNone' && one !== 'isSome'),
  )
}

function Values({ line, at, onChange }: Pick<LineEditorProps, 'line' | 'at' | 'onChange'>) {
  const w = useWords(ruleWords)
  const say = useSay()
  const { dictionary } = useRuleForm()
  const pointers = pointersOf(line, at)
  const { note } = useFaultNote(pointers.right(0))
  const many = valuesOf(line.comparison)
  const fact = leadingFact(line.left, dictionary)
  if (many === 0) return null
  if (many === 'list') {
    const type = fact?.type
    return (
      <span className="policy-codes" data-at={pointers.right(0)}>
        <Codes
          label={w.value}
          dictionary={dictionary}
          codes={line.codes}
          onChange={(codes) => onChange({ ...line, codes })}
          {...(type?.kind === 'choice'
            ? { options: type.options.map(({ code, name }) => ({ value: code, label: say(name) })) }
            : { scheme: type && 'scheme' in type ? type.scheme : '' })}
        />
        {note}
      </span>
    )
  }
  const unit = unitInLine(line, dictionary)
  const isNumber = kindOf(line.left, dictionary) === 'number'
  return (
    <span className="policy-values">
      {line.right.map((part, index) => (
        // Two values at most, told apart by their place.
        <span className="policy-values" key={pointers.right(index)}>
          {index > 0 && <span>{w.upTo}</span>}
          <CalcEditor
            calc={part}
            at={pointers.right(index)}
            around={unit}
            wanted={isNumber || !fact ? 'number' : fact}
            label={w.value}
            compact
            onChange={(next) =>
              onChange({ ...line, right: line.right.map((old, other) => (other === index ? next : old)) })
            }
          />
        </span>
      ))}
    </span>
  )
}
