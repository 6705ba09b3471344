import { type ReactNode, useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Line } from '../parts/inputs.tsx'
import { words } from './words.ts'

/** What a saved rule rests on, and when it begins (left out: at once). */
export interface SavingAs {
  readonly source: string
  readonly validFrom?: string
}

export interface SaveFormProps {
  /** Versions that saving now passes over, if it begins before them. */
  readonly planned?: readonly { readonly version: number; readonly validFrom: string }[]
  /** False for what begins when it is saved. */
  readonly dated?: boolean
  readonly saving: boolean
  readonly onSave: (as: SavingAs) => void
  /** What else this rule asks for. */
  readonly children?: ReactNode
  readonly note?: string | undefined
  readonly button?: string
  /** Beside the button: the way out of what is being made. */
  readonly beside?: ReactNode
}

/** The saving of any rule: what it rests on, from which day. */
export function SaveForm({
  planned = [],
  dated = true,
  saving,
  onSave,
  children,
  note,
  button,
  beside,
}: SaveFormProps) {
  const w = useWords(words)
  const format = useFormat()
  const [from, setFrom] = useState('')
  const [source, setSource] = useState('')
  const [asked, setAsked] = useState(false)
  const missing = source.trim().length < 2
  const submit = () => {
    setAsked(true)
    if (missing) return
    const validFrom = from ? { validFrom: new Date(`${from}T00:00:00+08:00`).toISOString() } : {}
    onSave({ source: source.trim(), ...validFrom })
  }
  return (
    <>
      <div className="ru-draft">
        <Field label={w.source} hint={w.sourceHint} required error={asked && missing ? w.sourceMissing : undefined}>
          {(control) => <Line control={control} value={source} onChange={setSource} maxLength={200} />}
        </Field>
        {dated && (
          <Field label={w.validFrom} hint={w.validFromHint} optional>
            {(control) => <Line control={control} type="date" value={from} onChange={setFrom} />}
          </Field>
        )}
        {children}
      </div>
      {note && <p className="ui-muted">{note}</p>}
      {planned.map(({ version, validFrom }) => (
        <Remark key={version}>{w.replaces(version, format.moment(validFrom))}</Remark>
      ))}
      <div className="ui-row">
        <Button look="main" busy={saving} onClick={submit}>
          {button ?? w.save}
        </Button>
        {beside}
      </div>
    </>
  )
}
