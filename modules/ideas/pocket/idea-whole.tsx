import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go, useNavigation } from '../../../ui/navigation.tsx'
import { PhotoStrip } from '../../../ui/photo-strip.tsx'
import { Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { photosOf, useNames } from '../../matters/pocket/public.ts'
import { type IdeaView, withdrawIdea } from '../contract.ts'
import { declineReasons, hideReasons } from '../idea.ts'
import { ideaBook } from '../idea-words.ts'
import { ideaTones, yuanOf } from '../web/show.ts'
import { Versions } from '../web/versions.tsx'
import { AmendForm } from './amend-form.tsx'
import { AppealCard } from './appeal-card.tsx'
import { changes, EndorseButton } from './parts.tsx'
import { Questions } from './questions.tsx'
import { words } from './words.ts'

export interface OwnProps {
  readonly of: IdeaView
  readonly receipt?: string
}

/** One idea: what it is, what became of it, what I can do, who asked what. */
export function IdeaWhole({ of, receipt }: OwnProps) {
  const w = useWords(words)
  const { path } = useNavigation()
  const [editing, setEditing] = useState(false)
  const own = receipt ? { of, receipt } : { of }
  if (editing) return <AmendForm {...own} onDone={() => setEditing(false)} />
  return (
    <>
      <Fate of={of} />
      {of.hidden && <AppealCard {...own} />}
      <Said {...own} />
      {of.state === 'published' && (
        <div className="ui-row">
          <EndorseButton of={of} receipt={of.mine ? undefined : receipt} here={path} />
        </div>
      )}
      {(of.may.includes('amend') || of.may.includes('withdraw')) && (
        <div className="ui-row">
          {of.may.includes('amend') && (
            <Button icon="edit" onClick={() => setEditing(true)}>
              {w.edit}
            </Button>
          )}
          {of.may.includes('withdraw') && <Withdraw {...own} />}
        </div>
      )}
      {of.mergedIdeas.length > 0 && (
        <Card flush title={w.mergedIdeas}>
          {of.mergedIdeas.map((one) => (
            <ListRow key={one.id} to={`/ideas/${one.id}`} title={one.title} note={one.author ?? w.anonymous} />
          ))}
        </Card>
      )}
      <Questions {...own} />
      {of.versions.length > 1 && (
        <Card title={w.versions}>
          <Versions versions={of.versions} />
        </Card>
      )}
    </>
  )
}

function Said({ of, receipt }: OwnProps) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  const format = useFormat()
  const nameOf = useNames()
  return (
    <Card>
      <div className="ui-stack">
        <div className="ip-marks">
          <StatusWord words={book.ideaState[of.state]} tone={ideaTones[of.state]} />
          {of.endorsements > 0 && <span className="ip-many">{w.endorsements(of.endorsements)}</span>}
        </div>
        <h2>{of.title}</h2>
        <p className="ip-text">{of.body}</p>
        {of.fileIds.length > 0 && <PhotoStrip label={w.photos} photos={photosOf(of.fileIds, receipt)} />}
        <div className="ui-muted ui-small">
          <p>
            {nameOf(of.place)} · {of.byMerge ? w.byStaffWording : (of.author ?? w.anonymous)} ·{' '}
            {format.day(of.submittedAt)}
          </p>
          {of.costFen !== null && <p>{w.cost2(yuanOf(of.costFen), book.costBy[of.costBy ?? 'author'])}</p>}
          {of.costNote && <p>{of.costNote}</p>}
          {of.typedIn && <p>{w.paper(of.typedIn.formNumber, nameOf(of.typedIn.post))}</p>}
          <p>
            <Go to={`/i/${of.call.code}`}>{w.from(of.call.title)}</Go>
          </p>
        </div>
      </div>
    </Card>
  )
}

/** What became of it, first: whoever comes back wants to know that. */
function Fate({ of }: { of: IdeaView }) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  if (of.state === 'pending') return <Remark icon="clock" title={w.pendingNote} />
  if (of.mergedInto)
    return (
      <Remark icon="merge" title={w.mergedInto}>
        <Go to={`/ideas/${of.mergedInto.id}`}>{of.mergedInto.title}</Go>
      </Remark>
    )
  const reason = declineReasons.find((one) => one === of.end?.reason)
  if (of.state === 'adopted' || of.state === 'declined')
    return (
      <Remark
        icon={of.state === 'adopted' ? 'check' : 'info'}
        title={[book.ideaState[of.state], reason && book.declineReason[reason]].filter(Boolean).join(' · ')}
      >
        {of.end?.words && <p>{of.end.words}</p>}
        {of.matter && <p>{w.matter(of.matter.number)}</p>}
      </Remark>
    )
  const hiding = hideReasons.find((one) => one === of.hidden?.reason)
  if (of.hidden)
    return (
      <Remark icon="lock" title={w.hiddenTitle}>
        <p>{w.hiddenBecause(book.hideReason[hiding ?? 'other'])}</p>
        {of.hidden.words && <p>{of.hidden.words}</p>}
      </Remark>
    )
  return null
}

function Withdraw({ of, receipt }: OwnProps) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const send = useCommand(withdrawIdea, {
    changes,
    onDone: () => {
      setOpen(false)
      toast(w.withdrawn)
    },
  })
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {w.withdraw}
      </Button>
      <ConfirmDialog
        open={open}
        title={w.withdrawAsk}
        confirm={w.withdraw}
        final
        busy={send.isPending}
        error={send.error}
        onClose={() => setOpen(false)}
        onConfirm={() => send.mutate({ params: { ideaId: of.id }, body: receipt ? { receipt } : {} })}
      >
        <p>{w.withdrawText}</p>
      </ConfirmDialog>
    </>
  )
}
