import './letters.css'
import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ThingLine } from '../../../ui/desk/thing-line.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { StatusWord } from '../../../ui/status-word.tsx'
import { listKinds } from '../../matters/contract.ts'
import { useNameOf } from '../../matters/desk/public.ts'
import { endMailbox, listMailboxes, type MailboxView, pauseMailbox } from '../contract.ts'
import { MailboxDialog } from './mailbox-dialog.tsx'
import { WaitingLetters } from './waiting-letters.tsx'
import { words } from './words.ts'

/** `/letters`: mailboxes whose letters become matters, and letters that wait for somebody. */
export default function LettersPage() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(listMailboxes, {}, { refetchInterval: 15_000 })
  const [making, setMaking] = useState(false)
  const make = (
    <Button look="main" icon="plus" onClick={() => setMaking(true)}>
      {w.make}
    </Button>
  )
  const some = data !== undefined && data.mailboxes.length > 0
  return (
    <Page title={w.title}>
      <PageHeader title={w.title} lead={w.lead} actions={some && make} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && !some && (
        <EmptyState icon="message" title={w.none} action={make}>
          {w.noneText}
        </EmptyState>
      )}
      {data && some && (
        <Sheet>
          {!data.sendsReceipts && <p className="ui-muted">{w.noReceipts}</p>}
          {data.mailboxes.map((mailbox) => (
            <MailboxLine key={mailbox.id} of={mailbox} />
          ))}
        </Sheet>
      )}
      {some && <WaitingLetters />}
      {making && <MailboxDialog of={null} onClose={() => setMaking(false)} />}
    </Page>
  )
}

type Doing = 'change' | 'pause' | 'end'

function MailboxLine({ of }: { of: MailboxView }) {
  const w = useWords(words)
  const [doing, setDoing] = useState<Doing | null>(null)
  const done = () => setDoing(null)
  const say = useSay()
  const nameOf = useNameOf()
  const format = useFormat()
  const { data } = useEndpoint(listKinds)
  const kind = data?.kinds.find(({ code }) => code === of.kind)
  const facts = [
    of.address,
    nameOf(of.place),
    kind ? say(kind.name) : of.kind,
    w.filed(of.filed),
    of.added > 0 && w.added(of.added),
    of.ignored > 0 && w.ignored(of.ignored),
    of.checkedAt ? w.checked(format.moment(of.checkedAt)) : w.neverChecked,
    of.endedAt ? w.ended(format.day(of.endedAt)) : w.madeBy(of.madeBy, format.day(of.madeAt)),
  ]
  const actions = (
    <>
      <Button look="quiet" label={w.changeOf(of.name)} onClick={() => setDoing('change')}>
        {w.change}
      </Button>
      <Button
        look="quiet"
        label={of.pausedAt ? w.resumeOf(of.name) : w.pauseOf(of.name)}
        onClick={() => setDoing('pause')}
      >
        {of.pausedAt ? w.resume : w.pause}
      </Button>
      <Button look="quiet" label={w.endOf(of.name)} onClick={() => setDoing('end')}>
        {w.end}
      </Button>
    </>
  )
  return (
    <>
      <ThingLine
        name={of.name}
        mark={
          !of.endedAt && (
            <StatusWord words={of.pausedAt ? w.paused : w.live} tone={of.pausedAt ? 'stopped' : 'active'} />
          )
        }
        facts={facts}
        actions={!of.endedAt && actions}
        over={of.endedAt !== null}
      >
        {of.fault && <div className="letter-fault">{w.faults[of.fault] ?? of.fault}</div>}
      </ThingLine>
      {doing === 'change' && <MailboxDialog of={of} onClose={done} />}
      <PauseDialog of={of} open={doing === 'pause'} onClose={done} />
      <EndDialog of={of} open={doing === 'end'} onClose={done} />
    </>
  )
}

interface Asked {
  readonly of: MailboxView
  readonly open: boolean
  readonly onClose: () => void
}

function PauseDialog({ of, open, onClose }: Asked) {
  const w = useWords(words)
  const pause = useCommand(pauseMailbox, { changes: [listMailboxes], onDone: onClose })
  const paused = of.pausedAt !== null
  return (
    <ConfirmDialog
      open={open}
      title={paused ? w.resumeOf(of.name) : w.pauseOf(of.name)}
      confirm={paused ? w.resume : w.pause}
      busy={pause.isPending}
      error={pause.error}
      onClose={onClose}
      onConfirm={() => pause.mutate({ params: { mailboxId: of.id }, body: { paused: !paused } })}
    />
  )
}

function EndDialog({ of, open, onClose }: Asked) {
  const w = useWords(words)
  const end = useCommand(endMailbox, { changes: [listMailboxes], onDone: onClose })
  return (
    <ConfirmDialog
      open={open}
      title={w.endOf(of.name)}
      confirm={w.end}
      final
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onConfirm={() => end.mutate({ params: { mailboxId: of.id } })}
    >
      <p>{w.endText}</p>
    </ConfirmDialog>
  )
}
