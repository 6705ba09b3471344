import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextArea } from '../../../../ui/pocket/inputs.tsx'
import { endWant, getWant, listWants, type WantId } from '../../contract.ts'
import { type EndReason, endReasons } from '../../want.ts'
import { useShow } from '../../web/show.ts'
import { words } from '../words.ts'

/** Ends a want with its reason. */
export function EndWantDialog({ wantId, onClose }: { wantId: WantId; onClose: () => void }) {
  const w = useWords(words)
  const { book } = useShow()
  const [reason, setReason] = useState<EndReason | ''>('')
  const [more, setMore] = useState('')
  const send = useCommand(endWant, { changes: [getWant, listWants], onDone: onClose })
  return (
    <ConfirmDialog
      open
      final
      title={w.endWantTitle}
      confirm={w.endWant}
      busy={send.isPending}
      error={send.error}
      notYet={reason === ''}
      onClose={onClose}
      onConfirm={() => reason && send.mutate({ params: { wantId }, body: { reason, words: more.trim() } })}
    >
      <p>{w.endWantLead}</p>
      <Field label={w.reason}>
        {(control) => (
          <Select
            control={control}
            value={reason}
            onChange={(value) => setReason(value as EndReason | '')}
            options={endReasons.map((value) => ({ value, label: book.endReason[value] }))}
          />
        )}
      </Field>
      <Field label={w.more} optional>
        {(control) => <TextArea control={control} rows={2} maxLength={300} value={more} onChange={setMore} />}
      </Field>
    </ConfirmDialog>
  )
}
