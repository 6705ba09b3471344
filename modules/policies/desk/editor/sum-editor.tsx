import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CalcEditor } from './calc-editor.tsx'
import { type Calc, type NumberCalc, unitOf } from './form.ts'
import { useFaultNote, useRuleForm } from './rule-form.tsx'
import { ruleWords } from './rule-words.ts'
import { type SumPart, sumPartAs, sumPartCalc, sumPartOf } from './sum-parts.ts'

interface SumEditorProps {
  readonly parts: readonly Calc[]
  /** Where each part stands in the policy. */
  readonly placeOf: (index: number) => string
  readonly onChange: (parts: readonly Calc[]) => void
}

const kinds = ['fixed', 'each', 'rate', 'other'] as const

/** Several parts that are added up, each a sum, so much for each, a rate, or calculated. */
export function SumEditor({ parts, placeOf, onChange }: SumEditorProps) {
  const w = useWords(ruleWords)
  const change = (at: number, next: Calc) => onChange(parts.map((part, index) => (index === at ? next : part)))
  return (
    <div>
      <ol className="policy-tiers">
        {parts.map((part, index) => (
          // Parts have no name of their own: their place is who they are.
          <li className="policy-tier" key={placeOf(index)} data-at={placeOf(index)} aria-label={w.part(index + 1)}>
            <div className="policy-sum-part">
              <PartEditor calc={part} at={placeOf(index)} onChange={(next) => change(index, next)} />
              <Button
                look="quiet"
                icon="cross"
                label={w.removePart(index + 1)}
                disabled={parts.length === 1}
                onClick={() => onChange(parts.filter((_, other) => other !== index))}
              />
            </div>
          </li>
        ))}
      </ol>
      <Button look="quiet" icon="plus" onClick={() => onChange([...parts, { kind: 'number', text: '', unit: 'fen' }])}>
        {w.addPart}
      </Button>
    </div>
  )
}

function PartEditor({ calc, at, onChange }: { calc: Calc; at: string; onChange: (next: Calc) => void }) {
  const w = useWords(ruleWords)
  const { dictionary } = useRuleForm()
  const part = sumPartOf(calc)
  const put = (next: SumPart) => onChange(sumPartCalc(next, dictionary))
  const inside = part.kind === 'rate' ? `${at}/share` : `${at}/${calc.kind === 'call' ? calc.operator : ''}`
  const basis = (of: Calc, index: number, rebuild: (of: Calc) => SumPart) => (
    <CalcEditor
      calc={of}
      at={`${inside}/${index}`}
      around={unitOf(of, dictionary) ?? (part.kind === 'rate' ? 'fen' : null)}
      wanted="number"
      label={w.heads}
      onChange={(next) => put(rebuild(next))}
    />
  )
  return (
    <>
      <select
        className="pocket-input policy-way"
        aria-label={w.sumKind}
        value={part.kind}
        onChange={(event) => put(sumPartAs(event.target.value as SumPart['kind'], part))}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {w.sumKinds[kind]}
          </option>
        ))}
      </select>
      {part.kind === 'fixed' && (
        <PartNumber at={at} label={w.fen} number={part.number} onChange={(number) => put({ ...part, number })} />
      )}
      {part.kind === 'each' && (
        <>
          {basis(part.of, 1, (of) => ({ ...part, of }))}
          <PartNumber
            at={`${inside}/0`}
            label={w.each}
            number={part.each}
            onChange={(each) => put({ ...part, each })}
          />
        </>
      )}
      {part.kind === 'rate' && (
        <>
          {basis(part.of, 0, (of) => ({ ...part, of }))}
          <PartNumber
            at={`${inside}/1`}
            label={w.rate}
            number={part.rate}
            onChange={(rate) => put({ ...part, rate })}
          />
        </>
      )}
      {part.kind === 'other' && (
        <CalcEditor calc={calc} at={at} around="fen" wanted="number" label={w.formula} onChange={onChange} />
      )}
    </>
  )
}

interface PartNumberProps {
  readonly at: string
  readonly label: string
  readonly number: NumberCalc
  readonly onChange: (next: NumberCalc) => void
}

function PartNumber({ at, label, number, onChange }: PartNumberProps) {
  const { note, described } = useFaultNote(at)
  return (
    <label className="policy-part-number" data-at={at}>
      <span>{label}</span>
      <input
        className="pocket-input"
        inputMode="decimal"
        {...described}
        value={number.text}
        onChange={(event) => onChange({ ...number, text: event.target.value })}
      />
      {note}
    </label>
  )
}
