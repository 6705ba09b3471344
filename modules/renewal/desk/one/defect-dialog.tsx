import { useState } from 'react'
import type { FileId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TickPill } from '../../../../ui/pills.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { Lines, PhotosField } from '../../../matters/desk/public.ts'
import { type ItemView, type ProjectView, reportDefect } from '../../contract.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { ItemField } from './moved-dialog.tsx'

/** A defect that staff found; it becomes a matter at the item's place. */
export function DefectDialog({ of, onClose }: { of: ProjectView; onClose: () => void }) {
  const all = useWords(words)
  const w = all.defect
  const [itemId, setItemId] = useState<ItemView['id'] | ''>('')
  const [said, setSaid] = useState('')
  const [urgent, setUrgent] = useState(false)
  const [files, setFiles] = useState<{ ids: readonly FileId[]; sending: boolean }>({ ids: [], sending: false })
  const send = useCommand(reportDefect, {
    changes,
    onDone: ({ number }) => {
      toast(w.found(number))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      title={w.add}
      confirm={w.add}
      busy={send.isPending}
      error={send.error}
      notYet={itemId === '' || said.trim() === '' || files.sending}
      onClose={onClose}
      onConfirm={() =>
        itemId &&
        send.mutate({
          params: { projectId: of.id },
          body: { itemId, words: said.trim(), urgent, fileIds: [...files.ids] },
        })
      }
    >
      <ItemField of={of} value={itemId} onChange={setItemId} label={w.item} />
      <Field label={w.words}>
        {(control) => <Lines control={control} rows={3} value={said} onChange={setSaid} maxLength={1000} />}
      </Field>
      <Field label={all.files} group optional>
        <PhotosField onChange={(ids, sending) => setFiles({ ids, sending })} />
      </Field>
      <div>
        <TickPill checked={urgent} onChange={setUrgent}>
          {w.urgent}
        </TickPill>
      </div>
    </ConfirmDialog>
  )
}
