import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import type { FieldControl } from '../../../../ui/field.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import type { FactSpec } from '../../../policies/contract.ts'
import type { Dictionary, Typing } from '../../../policies/pocket/public.ts'
import { words } from '../words.ts'

/** Codes of a choice or of a scheme, by their names. */
export function codesOf(fact: FactSpec, dictionary: Dictionary, say: ReturnType<typeof useSay>) {
  const { type } = fact
  if (type.kind === 'choice') return type.options.map(({ code, name }) => ({ value: code, label: say(name) }))
  const named = 'scheme' in type ? (dictionary.codes[type.scheme] ?? {}) : {}
  return Object.entries(named).map(([code, name]) => ({ value: code, label: `${say(name)} ${code}` }))
}

interface FactInputProps {
  readonly control: FieldControl
  readonly fact: FactSpec
  readonly dictionary: Dictionary
  readonly value: Typing
  readonly onChange: (value: Typing) => void
}

/** One native control for a value of a fact. */
export function FactInput({ control, fact, dictionary, value, onChange }: FactInputProps) {
  const w = useWords(words)
  const say = useSay()
  const text = value !== 'none' && 'text' in value ? value.text : ''
  const change = (next: string) => onChange({ text: next })
  switch (fact.type.kind) {
    case 'boolean': {
      const options = [
        { value: 'yes', label: w.yes },
        { value: 'no', label: w.no },
      ]
      return <Select control={control} value={text} onChange={change} options={options} />
    }
    case 'choice':
    case 'code':
      return <Select control={control} value={text} onChange={change} options={codesOf(fact, dictionary, say)} />
    case 'codes':
      return (
        <CodesInput
          control={control}
          fact={fact}
          dictionary={dictionary}
          codes={value !== 'none' && 'codes' in value ? value.codes : []}
          onChange={(codes) => onChange({ codes })}
        />
      )
    case 'day':
      return <TextInput control={control} type="date" value={text} onChange={change} />
    case 'number':
      return <TextInput control={control} inputMode="decimal" value={text} onChange={change} />
  }
}

interface CodesInputProps {
  readonly control: FieldControl
  readonly fact: FactSpec
  readonly dictionary: Dictionary
  readonly codes: readonly string[]
  readonly onChange: (codes: string[]) => void
}

/** Several codes: the phone's own list adds one, each chosen one can be taken off. */
export function CodesInput({ control, fact, dictionary, codes, onChange }: CodesInputProps) {
  const w = useWords(words)
  const say = useSay()
  const options = codesOf(fact, dictionary, say)
  const nameOf = (code: string) => options.find(({ value }) => value === code)?.label ?? code
  return (
    <div className="ui-stack">
      {codes.map((code) => (
        <div key={code} className="finance-card-head">
          <span>{nameOf(code)}</span>
          <Button
            look="quiet"
            icon="cross"
            label={`${w.remove} ${nameOf(code)}`}
            onClick={() => onChange(codes.filter((one) => one !== code))}
          />
        </div>
      ))}
      <Select
        control={control}
        value=""
        placeholder={w.add}
        onChange={(code) => code && onChange([...codes, code])}
        options={options.filter(({ value }) => !codes.includes(value))}
      />
    </div>
  )
}
