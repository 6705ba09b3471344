import { today } from '../../../../kernel/web/today.ts'
import '../parts/choice.css'
import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field, type FieldControl } from '../../../../ui/field.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { getFirm, listFirms, recordFacts } from '../../contract.ts'
import { type FactForm, factNamed, factNames } from '../../fact-names.ts'
import { industries } from '../../industry.ts'
import { type FirmId, sizeClasses } from '../../shapes.ts'
import { Choice } from '../parts/choice.tsx'
import { useNames } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import { factTyped } from './fact-value.ts'
import { words } from './words.ts'

/** One fact is recorded: what, from where, for which day. */
export function FactDialog({ firmId, onClose }: { firmId: FirmId; onClose: () => void }) {
  const w = useWords(words)
  const say = useSay()
  const names = useNames()
  const [key, setKey] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [asOf, setAsOf] = useState(today)
  const [source, setSource] = useState<'staff' | 'call' | 'visit' | null>('call')
  const send = useCommand(recordFacts, { changes: [getFirm, listFirms], onDone: onClose })
  const form = key ? factNamed(key)?.form : undefined
  const value = form ? factTyped(form, text) : undefined
  return (
    <ConfirmDialog
      open
      title={w.recordFact}
      confirm={w.recordFact}
      busy={send.isPending}
      error={send.error}
      notYet={!key || value === undefined || !source}
      onClose={onClose}
      onConfirm={() =>
        key &&
        value !== undefined &&
        source &&
        send.mutate({ params: { firmId }, body: { facts: [{ key, value, asOf }], source } })
      }
    >
      <div className="firm-form">
        <Field label={w.fact}>
          {(control) => (
            <Choice
              control={control}
              value={key}
              onChange={(next) => {
                setKey(next)
                setText('')
              }}
              options={factNames.map((named) => ({ value: named.key, label: say(named.name) }))}
            />
          )}
        </Field>
        {form && (
          <Field
            label={w.value}
            hint={form === 'fen' ? w.yuanHint : undefined}
            error={send.error?.field(`facts.${key}`)}
          >
            {(control) => <ValueInput control={control} form={form} value={text} onChange={setText} />}
          </Field>
        )}
        <Field label={w.asOf}>
          {(control) => <Line control={control} type="date" value={asOf} onChange={setAsOf} max={today()} />}
        </Field>
        <Field label={w.sourceOf}>
          {(control) => (
            <Choice
              control={control}
              value={source}
              onChange={setSource}
              options={(['call', 'visit', 'staff'] as const).map((one) => ({ value: one, label: names.source[one] }))}
            />
          )}
        </Field>
      </div>
    </ConfirmDialog>
  )
}

interface ValueInputProps {
  readonly control: FieldControl
  readonly form: FactForm
  readonly value: string
  readonly onChange: (text: string) => void
}

function ValueInput({ control, form, value, onChange }: ValueInputProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const say = useSay()
  const names = useNames()
  const choose = (options: readonly { value: string; label: string }[]) => (
    <Choice control={control} value={value || null} onChange={(next) => onChange(next ?? '')} options={options} />
  )
  switch (form) {
    case 'yes_no':
      return choose([
        { value: 'yes', label: w.yes },
        { value: 'no', label: w.no },
      ])
    case 'size':
      return choose(sizeClasses.map((size) => ({ value: size, label: names.sizeClass[size] })))
    case 'industry':
      return choose(industries.map(({ code, name }) => ({ value: code, label: `${code} ${say(name)}` })))
    case 'day':
      return <Line control={control} type="date" value={value} onChange={onChange} />
    default:
      return <Line control={control} value={value} onChange={onChange} placeholder={s.none} />
  }
}
