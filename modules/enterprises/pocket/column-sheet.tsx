import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Choices, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { correctMyFirm, type MyFirmView, myFirm, myFirms } from '../portal/contract.ts'
import { words } from './words.ts'

/** What of the registration a firm may put right by saying so. */
export type CorrectableColumn = 'nameEn' | 'registeredAddress' | 'registeredHere'

interface ColumnSheetProps {
  readonly firm: MyFirmView
  readonly column: CorrectableColumn
  readonly onClose: () => void
}

export function ColumnSheet({ firm, column, onClose }: ColumnSheetProps) {
  const w = useWords(words)
  const before = firm[column]
  const [typed, setTyped] = useState(typeof before === 'boolean' ? (before ? 'yes' : 'no') : (before ?? ''))
  const command = useCommand(correctMyFirm, {
    changes: [myFirm, myFirms],
    onDone: () => {
      toast(w.saved)
      onClose()
    },
  })
  const save = () => {
    const text = typed.trim()
    const body =
      column === 'registeredHere' ? { registeredHere: text === 'yes' } : { [column]: text === '' ? null : text }
    command.mutate({ params: { firmId: firm.id }, body })
  }
  return (
    <Sheet open title={`${w.edit} · ${w[column]}`} onClose={onClose}>
      <div className="ui-stack">
        {column === 'registeredHere' ? (
          <Field label={w[column]} group>
            <Choices
              name={column}
              value={typed || null}
              onChange={setTyped}
              options={[
                { value: 'yes', label: w.yes },
                { value: 'no', label: w.no },
              ]}
            />
          </Field>
        ) : (
          <Field label={w[column]} error={command.error?.field(column)}>
            {(control) => <TextInput control={control} value={typed} onChange={setTyped} maxLength={160} />}
          </Field>
        )}
        <ErrorNote error={command.error} kept={w.kept} />
        <BigButton busy={command.isPending} disabled={column === 'registeredHere' && typed === ''} onClick={save}>
          {w.save}
        </BigButton>
      </div>
    </Sheet>
  )
}
