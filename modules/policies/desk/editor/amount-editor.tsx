import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import type { Dictionary } from '../../fact.ts'
import { type AmountForm, type AmountKind, amountKinds, amountOf, pointerInSum, pointerOfBasis } from './amount-form.ts'
import { CalcEditor, RawEditor } from './calc-editor.tsx'
import { unitOf } from './form.ts'
import { useFaultNote, useRuleForm } from './rule-form.tsx'
import { ruleWords } from './rule-words.ts'
import { SumEditor } from './sum-editor.tsx'
import { TierEditor } from './tier-editor.tsx'
import { waysFor } from './tiers.ts'

export interface AmountEditorProps {
  readonly amount: AmountForm
  readonly onChange: (next: AmountForm) => void
}

/** What is paid: a sum, so much for each, a rate, tiers, several parts, or a formula; JSON for what is none of these. */
export function AmountEditor({ amount, onChange }: AmountEditorProps) {
  const w = useWords(ruleWords)
  const { dictionary } = useRuleForm()
  const { kind } = amount
  const kinds = amountKinds.map((value) => ({ value, label: w.kinds[value] }))
  const isBy = kind === 'per_head' || kind === 'rate' || kind === 'tiers'
  return (
    <div className="policy-amount" data-at="/amount">
      <div className="policy-form-row">
        <Field label={w.kind}>
          {(control) => (
            <Select
              control={control}
              value={kind}
              onChange={(next) => onChange(withKind(amount, (next || 'none') as AmountKind, dictionary))}
              options={kinds}
            />
          )}
        </Field>
        {isBy && <Basis amount={amount} onChange={onChange} />}
        {kind === 'tiers' && (
          <Field label={w.how}>
            {(control) => (
              <Select
                control={control}
                value={amount.how}
                onChange={(how) => onChange({ ...amount, how: how === 'progressive' ? 'progressive' : 'bracket' })}
                options={(['bracket', 'progressive'] as const).map((value) => ({ value, label: w.hows[value] }))}
              />
            )}
          </Field>
        )}
      </div>
      <Own amount={amount} onChange={onChange} />
      <Numbers amount={amount} onChange={onChange} />
      <AmountFault />
    </div>
  )
}

/** What is wrong with the amount as a whole: its parts tell what is wrong with them. */
function AmountFault() {
  const { faults } = useRuleForm()
  const places = faults.map(({ path }) => path).filter((path) => path !== '/amount')
  return useFaultNote('/amount', places).note
}

/** By what it pays. */
function Basis({ amount, onChange }: AmountEditorProps) {
  const w = useWords(ruleWords)
  const { dictionary } = useRuleForm()
  const change = (of: AmountForm['of']) => {
    const unit = unitOf(of, dictionary)
    const [way] = waysFor(unit, amount.how)
    // A tier that paid by the piece cannot do so by money: it takes the way that there is.
    const tiers = amount.tiers.map((row) =>
      way === undefined || waysFor(unit, amount.how).includes(row.way) ? row : { ...row, way },
    )
    onChange({ ...amount, of, tiers })
  }
  return (
    <Field label={w.heads} group>
      <CalcEditor
        calc={amount.of}
        at={pointerOfBasis(amount)}
        around={amount.kind === 'rate' ? 'fen' : null}
        wanted="number"
        label={w.heads}
        onChange={change}
      />
    </Field>
  )
}

function Own({ amount, onChange }: AmountEditorProps) {
  const w = useWords(ruleWords)
  const { dictionary } = useRuleForm()
  switch (amount.kind) {
    case 'tiers':
      return (
        <TierEditor
          rows={amount.tiers}
          unit={unitOf(amount.of, dictionary)}
          how={amount.how}
          onChange={(tiers) => onChange({ ...amount, tiers })}
        />
      )
    case 'sum':
      return (
        <SumEditor
          parts={amount.parts}
          placeOf={(index) => pointerInSum(amount, index)}
          onChange={(parts) => onChange({ ...amount, parts })}
        />
      )
    case 'formula':
      return (
        <CalcEditor
          calc={amount.formula}
          at="/amount/fen"
          around="fen"
          wanted="number"
          label={w.formula}
          onChange={(formula) => onChange({ ...amount, formula })}
        />
      )
    case 'raw':
      return (
        <RawEditor
          raw={{ kind: 'raw', json: amount.json }}
          at="/amount"
          onChange={({ json }) => onChange({ ...amount, json })}
        />
      )
    default:
      return null
  }
}

const firstNumber = { fixed: 'fen', per_head: 'each', rate: 'rate' } as const

function Numbers({ amount, onChange }: AmountEditorProps) {
  const w = useWords(ruleWords)
  const { kind } = amount
  const first = kind in firstNumber ? w[firstNumber[kind as keyof typeof firstNumber]] : null
  const hasCap = kind !== 'none' && kind !== 'fixed' && kind !== 'raw'
  const put = (name: 'number' | 'cap' | 'floor') => (value: string) => onChange({ ...amount, [name]: value })
  if (first === null && !hasCap) return null
  return (
    <div className="policy-form-row">
      {first !== null && <Money place="/amount/number" label={first} value={amount.number} onChange={put('number')} />}
      {kind === 'rate' && <Money place="/amount/floor" label={w.floor} value={amount.floor} onChange={put('floor')} />}
      {hasCap && <Money place="/amount/cap" label={w.cap} value={amount.cap} onChange={put('cap')} />}
    </div>
  )
}

interface MoneyProps {
  readonly place: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

function Money({ place, label, value, onChange }: MoneyProps) {
  const { words } = useFaultNote(place)
  return (
    <div data-at={place}>
      <Field label={label} error={words}>
        {(control) => <TextInput control={control} inputMode="decimal" value={value} onChange={onChange} />}
      </Field>
    </div>
  )
}

/** Another way of paying. What was typed of the others is kept; JSON and a formula begin with what the form says. */
function withKind(amount: AmountForm, kind: AmountKind, dictionary: Dictionary): AmountForm {
  if (kind === 'raw') return { ...amount, kind, json: jsonOf(amount, dictionary) }
  const isEmpty = amount.formula.kind === 'number' && amount.formula.text === ''
  const formula = kind === 'formula' && isEmpty ? beginningOf(amount) : amount.formula
  return { ...amount, kind, formula }
}

/** A formula begins with half of a calculation, so that one sees what one is. */
const beginningOf = ({ of }: AmountForm): AmountForm['formula'] => ({
  kind: 'call',
  operator: 'share',
  args: [of, { kind: 'number', text: '', unit: null }],
})

function jsonOf(amount: AmountForm, dictionary: Dictionary): string {
  try {
    return JSON.stringify(amountOf(amount, dictionary), null, 2)
  } catch {
    return amount.json
  }
}
