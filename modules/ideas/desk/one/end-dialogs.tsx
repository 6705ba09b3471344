import { useState } from 'react'
import type { PostId } from '../../../../kernel/contract/ids.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Pills, TickPill } from '../../../../ui/pills.tsx'
import { Line, Lines, PostSearch, useNameOf } from '../../../matters/desk/public.ts'
import { endIdea, type IdeaView } from '../../contract.ts'
import { type DeclineReason, declineReasons } from '../../idea.ts'
import { ideaBook } from '../../idea-words.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

interface EndProps {
  readonly of: IdeaView
  readonly onClose: () => void
}

interface Holder {
  readonly id: PostId
  readonly name: string
  readonly nameEn: string
}

/** Adopted, and where that is wished at once a matter: nobody types it again. */
export function AdoptDialog({ of, onClose }: EndProps) {
  const w = useWords(words).one
  const nameOf = useNameOf()
  const [said, setSaid] = useState('')
  const [toMatter, setToMatter] = useState(false)
  const [holder, setHolder] = useState<Holder | null>(null)
  const [dueOn, setDueOn] = useState('')
  const send = useCommand(endIdea, { changes, onDone: onClose })
  const matter = toMatter && holder && dueOn ? { matter: { holderPostId: holder.id, dueOn } } : {}
  return (
    <ConfirmDialog
      open
      title={w.adoptTitle}
      confirm={w.adopt}
      busy={send.isPending}
      error={send.error}
      notYet={toMatter && (!holder || dueOn === '')}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({
          params: { ideaId: of.id },
          body: { end: 'adopt', ...(said.trim() ? { words: said.trim() } : {}), ...matter },
        })
      }
    >
      <div className="ui-stack">
        <Field label={w.adoptWords} optional>
          {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={500} />}
        </Field>
        <div>
          <TickPill checked={toMatter} onChange={setToMatter}>
            {w.toMatter}
          </TickPill>
        </div>
        {toMatter && (
          <>
            <Field label={w.holder} group error={send.error?.field('postId')}>
              {holder ? (
                <div className="ui-row">
                  <strong>{nameOf(holder)}</strong>
                  <Button look="quiet" icon="cross" onClick={() => setHolder(null)}>
                    {w.holder}
                  </Button>
                </div>
              ) : (
                <PostSearch label={w.holder} onPick={setHolder} />
              )}
            </Field>
            <Field label={w.dueOn} error={send.error?.field('matter.dueOn')}>
              {(control) => <Line control={control} type="date" value={dueOn} onChange={setDueOn} />}
            </Field>
          </>
        )}
      </div>
    </ConfirmDialog>
  )
}

/** Declined: a reason from the list, and words that its author reads. */
export function DeclineDialog({ of, onClose }: EndProps) {
  const w = useWords(words).one
  const book = useWords(ideaBook)
  const [reason, setReason] = useState<DeclineReason | null>(null)
  const [said, setSaid] = useState('')
  const send = useCommand(endIdea, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.declineTitle}
      confirm={w.decline}
      busy={send.isPending}
      error={send.error}
      notYet={!reason || said.trim() === ''}
      onClose={onClose}
      onConfirm={() =>
        reason && send.mutate({ params: { ideaId: of.id }, body: { end: 'decline', reason, words: said.trim() } })
      }
    >
      <div className="ui-stack">
        <Field label={w.reason} group>
          <Pills
            value={reason}
            onChange={setReason}
            options={declineReasons.map((value) => ({ value, label: book.declineReason[value] }))}
          />
        </Field>
        <Field label={w.declineWords}>
          {(control) => <Lines control={control} rows={3} value={said} onChange={setSaid} maxLength={500} />}
        </Field>
      </div>
    </ConfirmDialog>
  )
}
