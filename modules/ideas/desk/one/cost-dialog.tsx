import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Line, Lines } from '../../../matters/desk/public.ts'
import { costIdea, type IdeaView } from '../../contract.ts'
import { fenOf } from '../../web/show.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** What it would cost, as staff estimate it. */
export function CostDialog({ of, onClose }: { of: IdeaView; onClose: () => void }) {
  const w = useWords(words).one
  const [yuan, setYuan] = useState(of.costFen === null ? '' : String(of.costFen / 100))
  const [note, setNote] = useState(of.costNote ?? '')
  const send = useCommand(costIdea, { changes, onDone: onClose })
  const costFen = fenOf(yuan)
  return (
    <ConfirmDialog
      open
      title={w.costTitle}
      confirm={w.save}
      busy={send.isPending}
      error={send.error}
      notYet={typeof costFen !== 'number'}
      onClose={onClose}
      onConfirm={() =>
        typeof costFen === 'number' &&
        send.mutate({ params: { ideaId: of.id }, body: { costFen, ...(note.trim() ? { note: note.trim() } : {}) } })
      }
    >
      <div className="ui-stack">
        <p className="ui-muted">{w.costHint}</p>
        <Field label={w.costYuan} error={send.error?.field('costFen')}>
          {(control) => (
            <Line
              control={control}
              value={yuan}
              onChange={(typed) => setYuan(typed.replace(/[^\d.]/g, '').slice(0, 12))}
            />
          )}
        </Field>
        <Field label={w.costNote} optional>
          {(control) => <Lines control={control} rows={2} value={note} onChange={setNote} maxLength={500} />}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
