import { useState } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Lines } from '../../../matters/desk/public.ts'
import { words } from '../words.ts'

interface WhyDialogProps {
  readonly title: string
  readonly confirm: string
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly onClose: () => void
  readonly onConfirm: (why: string) => void
}

/** Asks why before something that was entered is taken back: it stays, struck through. */
export function WhyDialog({ title, confirm, busy, error, onClose, onConfirm }: WhyDialogProps) {
  const w = useWords(words)
  const [why, setWhy] = useState('')
  return (
    <ConfirmDialog
      open
      title={title}
      confirm={confirm}
      busy={busy}
      error={error}
      notYet={why.trim() === ''}
      onClose={onClose}
      onConfirm={() => onConfirm(why.trim())}
    >
      <Field label={w.why}>
        {(control) => <Lines control={control} rows={2} value={why} onChange={setWhy} maxLength={300} />}
      </Field>
    </ConfirmDialog>
  )
}
