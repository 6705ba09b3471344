import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { endOpening, firmJobs, getOpening, listOpenings, type OpeningRow, reopenOpening } from '../contract.ts'
import { dayFromNow } from './show.ts'
import { words } from './words.ts'

const changes = [getOpening, listOpenings, firmJobs]

interface EndDialogProps {
  readonly opening: Pick<OpeningRow, 'id' | 'title'>
  readonly step: 'fill' | 'close'
  readonly onClose: () => void
}

/** Filled, or closed with a reason. */
export function EndDialog({ opening, step, onClose }: EndDialogProps) {
  const w = useWords(words).act
  const [why, setWhy] = useState('')
  const send = useCommand(endOpening, { changes, onDone: onClose })
  const confirm = step === 'fill' ? w.filled : w.close
  return (
    <ConfirmDialog
      open
      title={`${confirm} · ${opening.title}`}
      confirm={confirm}
      busy={send.isPending}
      notYet={step === 'close' && why.trim().length < 2}
      error={send.error}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({ params: { openingId: opening.id }, body: { step, ...(why.trim() ? { why: why.trim() } : {}) } })
      }
    >
      <p>{step === 'fill' ? w.filledText : w.closeText}</p>
      {step === 'close' && (
        <Field label={w.why}>
          {(control) => <TextInput control={control} value={why} onChange={setWhy} maxLength={200} />}
        </Field>
      )}
    </ConfirmDialog>
  )
}

export function ReopenDialog({ opening, onClose }: Omit<EndDialogProps, 'step'>) {
  const w = useWords(words).act
  const [untilOn, setUntil] = useState(() => dayFromNow(30))
  const send = useCommand(reopenOpening, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={`${w.reopen} · ${opening.title}`}
      confirm={w.reopen}
      busy={send.isPending}
      notYet={!untilOn}
      error={send.error}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { openingId: opening.id }, body: { untilOn } })}
    >
      <Field label={w.until} error={send.error?.field('untilOn')}>
        {(control) => <TextInput control={control} type="date" value={untilOn} onChange={setUntil} />}
      </Field>
    </ConfirmDialog>
  )
}
