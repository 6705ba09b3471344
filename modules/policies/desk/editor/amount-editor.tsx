import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextArea, TextInput } from '../../../../ui/pocket/inputs.tsx'
import type { Dictionary } from '../../fact.ts'
import type { AmountForm } from './draft.ts'
import { editorWords } from './words.ts'

export interface AmountEditorProps {
  readonly amount: AmountForm
  readonly dictionary: Dictionary
  readonly onChange: (next: AmountForm) => void
}

/** What is paid: forms for the common ways, the language of rules for tiers and formulas. */
export function AmountEditor({ amount, dictionary, onChange }: AmountEditorProps) {
  const w = useWords(editorWords)
  const say = useSay()
  const { kind } = amount
  const counted = dictionary.facts.filter(
    ({ type }) =>
      type.kind === 'number' && (kind === 'rate' ? type.unit === 'fen' : type.unit !== 'fen' && type.unit !== 'bp'),
  )
  const kinds = (['none', 'fixed', 'per_head', 'rate', 'other'] as const).map((value) => ({
    value,
    label: w.kinds[value],
  }))
  const text = (name: 'number' | 'cap', label: string) => (
    <Field label={label}>
      {(control) => (
        <TextInput
          control={control}
          inputMode="decimal"
          value={amount[name]}
          onChange={(value) => onChange({ ...amount, [name]: value })}
        />
      )}
    </Field>
  )
  const number = { fixed: w.fen, per_head: w.each, rate: w.rate }
  return (
    <div className="policy-form-row">
      <Field label={w.kind}>
        {(control) => (
          <Select
            control={control}
            value={kind}
            onChange={(next) => onChange(withKind(amount, (next || 'none') as AmountForm['kind']))}
            options={kinds}
          />
        )}
      </Field>
      {(kind === 'per_head' || kind === 'rate') && (
        <Field label={w.heads}>
          {(control) => (
            <Select
              control={control}
              value={amount.fact}
              onChange={(fact) => onChange({ ...amount, fact })}
              options={counted.map(({ key, name }) => ({ value: key, label: say(name) }))}
            />
          )}
        </Field>
      )}
      {(kind === 'fixed' || kind === 'per_head' || kind === 'rate') && text('number', number[kind])}
      {(kind === 'per_head' || kind === 'rate') && text('cap', w.cap)}
      {kind === 'other' && (
        <div className="policy-json">
          <Field label={w.raw}>
            {(control) => (
              <TextArea
                control={control}
                rows={12}
                value={amount.json}
                onChange={(json) => onChange({ ...amount, json })}
              />
            )}
          </Field>
        </div>
      )}
    </div>
  )
}

function withKind(amount: AmountForm, kind: AmountForm['kind']): AmountForm {
  const json = kind === 'other' && amount.json === '' ? '{ "kind": "fixed", "fen": 100000 }' : amount.json
  return { ...amount, kind, json, fact: kind === amount.kind ? amount.fact : '' }
}
