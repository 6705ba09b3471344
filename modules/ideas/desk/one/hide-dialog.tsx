import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { Lines } from '../../../matters/desk/public.ts'
import { type IdeaView, moderate, type RemarkView } from '../../contract.ts'
import { type HideReason, hideReasons } from '../../idea.ts'
import { ideaBook } from '../../idea-words.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

interface HideProps {
  readonly ideaId: IdeaView['id']
  readonly remarkId?: RemarkView['id']
  readonly onClose: () => void
}

/** Hides an idea, or a question or answer, with a reason that its author is told. */
export function HideDialog({ ideaId, remarkId, onClose }: HideProps) {
  const w = useWords(words).one
  const book = useWords(ideaBook)
  const [reason, setReason] = useState<HideReason | null>(null)
  const [said, setSaid] = useState('')
  const send = useCommand(moderate, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.hideTitle}
      confirm={w.hide}
      busy={send.isPending}
      error={send.error}
      notYet={!reason || (reason === 'other' && said.trim() === '')}
      onClose={onClose}
      onConfirm={() =>
        reason &&
        send.mutate({
          params: { ideaId },
          body: {
            ...{ act: 'hide', reason },
            ...(said.trim() ? { words: said.trim() } : {}),
            ...(remarkId ? { remarkId } : {}),
          },
        })
      }
    >
      <div className="ui-stack">
        <p className="ui-muted">{w.hideHint}</p>
        <Field label={w.reason} group>
          <Pills
            value={reason}
            onChange={setReason}
            options={hideReasons.map((value) => ({ value, label: book.hideReason[value] }))}
          />
        </Field>
        <Field label={w.said2} optional={reason !== 'other'}>
          {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={500} />}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
