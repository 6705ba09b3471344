import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { faultWords, normalUscc, organisationCode, usccFault } from '../../uscc.ts'
import { words } from './words.ts'

export interface CodeFieldProps {
  readonly value: string
  readonly onChange: (text: string) => void
  /** What the server said. */
  readonly wrong?: string | undefined
}

/** A credit code that is checked as it is typed: a sign that no code has at once, its check sign when it is whole. */
export function CodeField({ value, onChange, wrong }: CodeFieldProps) {
  const w = useWords(words)
  const say = useSay()
  const code = normalUscc(value)
  const fault = code === '' ? null : usccFault(code)
  const typing = fault?.why === 'length' && fault.found < 18
  const hint = typing ? w.typed(code.length) : code !== '' && !fault ? w.codeRight(organisationCode(code)) : w.codeHint
  return (
    <Field label={w.code} optional hint={hint} error={fault && !typing ? say(faultWords(fault)) : wrong}>
      {(control) => (
        <Line control={control} value={value} maxLength={30} onChange={(text) => onChange(text.toUpperCase())} />
      )}
    </Field>
  )
}
