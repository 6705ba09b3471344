import type { Words } from '../../../kernel/contract/words.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { Choices, type Option, Select, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import type { FactSpec } from '../fact.ts'
import { questionLabel, type Typing } from '../web/typing.ts'
import { words } from './words.ts'

export interface ValueFieldProps {
  readonly fact: FactSpec
  /** Names of the codes that can be chosen. */
  readonly names: Readonly<Record<string, Words>> | null
  readonly typing: Typing
  readonly onTyping: (typing: Typing) => void
  readonly error: string | undefined
}

/** A question with the phone's own control for its answer. */
export function ValueField({ fact, names, typing, onTyping, error }: ValueFieldProps) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const { type } = fact
  const label = questionLabel(fact, lang)
  const text = typing !== 'none' && 'text' in typing ? typing.text : ''
  const change = (next: string) => onTyping({ text: next })
  if (type.kind === 'boolean') {
    const options = (['yes', 'no'] as const).map((one) => ({ value: one, label: w[one] }))
    return (
      <Field label={label} error={error} group>
        <Choices name={fact.key} value={text || null} onChange={change} options={options} />
      </Field>
    )
  }
  const named: readonly Option[] =
    type.kind === 'choice'
      ? type.options.map(({ code, name }) => ({ value: code, label: say(name) }))
      : Object.entries(names ?? {}).map(([code, name]) => ({ value: code, label: `${say(name)} ${code}` }))
  if (type.kind === 'codes') {
    const codes = typing !== 'none' && 'codes' in typing ? typing.codes : []
    const tick = (code: string, on: boolean) =>
      onTyping({ codes: on ? [...codes, code] : codes.filter((one) => one !== code) })
    return (
      <Field label={label} error={error} group>
        {named.map(({ value, label: name }) => (
          <Tick key={value} checked={codes.includes(value)} onChange={(on) => tick(value, on)}>
            {name}
          </Tick>
        ))}
      </Field>
    )
  }
  return (
    <Field label={label} error={error}>
      {(control) =>
        type.kind === 'number' || type.kind === 'day' ? (
          <TextInput
            control={control}
            value={text}
            onChange={change}
            {...(type.kind === 'day' ? { type: 'date' as const } : { inputMode: 'decimal' as const })}
          />
        ) : (
          <Select control={control} value={text} onChange={change} options={named} />
        )
      }
    </Field>
  )
}
