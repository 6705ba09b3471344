import { useState } from 'react'
import { bracketed } from '../../../kernel/contract/punctuation.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field, type FieldControl } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Choices, Select, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { factFrom, factShown, factTyped, unitOf } from '../fact-form.ts'
import type { FactForm, FactName } from '../fact-names.ts'
import { firmBook } from '../firm-words.ts'
import { industries } from '../industry.ts'
import { correctMyFirm, type MyFirmView, myFirm, type OwnFact } from '../portal/contract.ts'
import { sizeClasses } from '../shapes.ts'
import { words } from './words.ts'

interface FactSheetProps {
  readonly firm: MyFirmView
  readonly named: FactName
  readonly current: OwnFact | undefined
  readonly onClose: () => void
}

/** Says one fact anew: what is known now, the right value, and for which day. */
export function FactSheet({ firm, named, current, onClose }: FactSheetProps) {
  const w = useWords(words)
  const f = useWords(firmBook)
  const say = useSay()
  const lang = useLang()
  const format = useFormat()
  const [typed, setTyped] = useState(current ? factTyped(named.form, current.value) : '')
  const [asOf, setAsOf] = useState('')
  const [tried, setTried] = useState(false)
  const command = useCommand(correctMyFirm, {
    changes: [myFirm],
    onDone: () => {
      toast(w.saved)
      onClose()
    },
  })
  const value = factFrom(named.form, typed)
  const save = () => {
    setTried(true)
    if (value === undefined) return
    const fact = { key: named.key, value, ...(asOf ? { asOf } : {}) }
    command.mutate({ params: { firmId: firm.id }, body: { facts: [fact] } })
  }
  const unit = unitOf(named.form, lang)
  const label = `${current ? w.value : say(named.name)}${unit && bracketed(lang, unit)}`
  const wrong = tried && value === undefined ? w.wrong : command.error?.field(`facts.${named.key}`)
  return (
    <Sheet open title={`${current ? w.edit : w.add} · ${say(named.name)}`} onClose={onClose}>
      <div className="ui-stack">
        {current && (
          <p>
            <strong>{factShown(named.form, current.value, lang)}</strong>{' '}
            <span className="ui-muted ui-small">{w.said(f.source[current.source], format.date(current.asOf))}</span>
          </p>
        )}
        <Field label={label} error={wrong} group={named.form === 'yes_no'}>
          {(control) => <FactInput form={named.form} control={control} value={typed} onChange={setTyped} />}
        </Field>
        <Field label={w.asOf} hint={w.asOfHint} optional>
          {(control) => <TextInput control={control} type="date" value={asOf} onChange={setAsOf} />}
        </Field>
        <ErrorNote error={command.error} kept={w.kept} />
        <BigButton busy={command.isPending} onClick={save}>
          {w.save}
        </BigButton>
      </div>
    </Sheet>
  )
}

interface FactInputProps {
  readonly form: FactForm
  readonly control: FieldControl
  readonly value: string
  readonly onChange: (value: string) => void
}

const decimals: readonly FactForm[] = ['fen', 'dm2', 'bp']

function FactInput({ form, control, value, onChange }: FactInputProps) {
  const w = useWords(words)
  const f = useWords(firmBook)
  const say = useSay()
  if (form === 'yes_no') {
    const options = (['yes', 'no'] as const).map((one) => ({ value: one, label: w[one] }))
    return <Choices name="fact" value={value || null} onChange={onChange} options={options} />
  }
  if (form === 'size') {
    const options = sizeClasses.map((one) => ({ value: one, label: f.sizeClass[one] }))
    return <Select control={control} value={value} onChange={onChange} options={options} />
  }
  if (form === 'industry') {
    // A code that is finer than the list keeps its place in it.
    const known = industries.some((one) => one.code === value)
    const options = [
      ...(value && !known ? [{ value, label: value }] : []),
      ...industries.map((one) => ({ value: one.code, label: `${one.code} ${say(one.name)}` })),
    ]
    return <Select control={control} value={value} onChange={onChange} options={options} />
  }
  const plain = { control, value, onChange, maxLength: 60 }
  if (form === 'day') return <TextInput {...plain} type="date" />
  if (form === 'text') return <TextInput {...plain} />
  return <TextInput {...plain} inputMode={decimals.includes(form) ? 'decimal' : 'numeric'} />
}
