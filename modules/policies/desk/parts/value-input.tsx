import { Select as Choose } from 'antd'
import { useMemo } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import type { FieldControl } from '../../../../ui/field.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import type { Dictionary, FactSpec } from '../../fact.ts'
import type { Typing } from '../../typing.ts'
import { words } from '../words.ts'

export interface ValueInputProps {
  readonly control: FieldControl
  readonly fact: FactSpec
  readonly dictionary: Dictionary
  readonly value: Typing
  readonly onChange: (value: Typing) => void
}

/** One control for a value of a fact: a number with its unit, a day, a choice, a code by its name. */
export function ValueInput({ control, fact, dictionary, value, onChange }: ValueInputProps) {
  const w = useWords(words)
  const say = useSay()
  const text = value !== 'none' && 'text' in value ? value.text : ''
  const change = (next: string) => onChange({ text: next })
  const { type } = fact
  switch (type.kind) {
    case 'boolean': {
      const options = [
        { value: 'yes', label: w.yes },
        { value: 'no', label: w.no },
      ]
      return <Select control={control} value={text} onChange={change} options={options} />
    }
    case 'choice': {
      const options = type.options.map(({ code, name }) => ({ value: code, label: say(name) }))
      return <Select control={control} value={text} onChange={change} options={options} />
    }
    case 'day':
      return <TextInput control={control} type="date" value={text} onChange={change} />
    case 'number':
      return <TextInput control={control} inputMode="decimal" value={text} onChange={change} />
    case 'code':
      return (
        <Codes
          control={control}
          scheme={type.scheme}
          dictionary={dictionary}
          codes={text ? [text] : []}
          onChange={(codes) => change(codes.at(-1) ?? '')}
        />
      )
    case 'codes':
      return (
        <Codes
          control={control}
          scheme={type.scheme}
          dictionary={dictionary}
          codes={value !== 'none' && 'codes' in value ? value.codes : []}
          onChange={(codes) => onChange({ codes })}
        />
      )
  }
}

export interface CodesProps {
  readonly control?: FieldControl
  readonly label?: string
  /** Of the names; or options of a choice. */
  readonly scheme?: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly dictionary: Dictionary
  readonly codes: readonly string[]
  readonly onChange: (codes: string[]) => void
}

/** Codes chosen by their names; one without a name may be typed as it is. */
export function Codes({ control, label, scheme, options, dictionary, codes, onChange }: CodesProps) {
  const say = useSay()
  const shown = useMemo(
    () =>
      options ??
      Object.entries(dictionary.codes[scheme ?? ''] ?? {}).map(([code, name]) => ({
        value: code,
        label: `${say(name)} ${code}`,
      })),
    [options, dictionary, scheme, say],
  )
  return (
    <Choose
      {...(control ? { id: control.id } : {})}
      {...(label ? { 'aria-label': label } : {})}
      mode={options ? 'multiple' : 'tags'}
      style={{ minWidth: '12em', width: '100%' }}
      value={[...codes]}
      onChange={(next: string[]) => onChange(next)}
      options={[...shown]}
      showSearch={{ optionFilterProp: 'label' }}
      tokenSeparators={[',', '，', ' ']}
    />
  )
}
