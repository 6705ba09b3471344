import '../web/consultations.css'
import { useLayoutEffect, useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { useNavigation } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import type { Choice } from '../consultation.ts'
import { atConsultation, atResult, castVote, type DoorView, ownVotes } from '../contract.ts'
import { consultationWords } from '../web/words.ts'
import { OwnVotes } from './own-votes.tsx'
import { SayCard } from './say-card.tsx'
import { words } from './words.ts'

/** `/o/:code` from the poster, `/consultations/:consultationId` from a notice: one statement at a time. */
export default function VotePage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { params } = useNavigation()
  const code = params.code ?? params.consultationId ?? ''
  const { data, error, refetch } = useEndpoint(atConsultation, { params: { code } })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={data?.title ?? w.title} back="/consultations" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="message" title={w.notFound}>
            {w.notFoundText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: DoorView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  const over = of.state === 'closed' || of.state === 'answered'
  return (
    <>
      <div className="consult-head">
        {of.words && <p>{of.words}</p>}
        <span className="ui-muted ui-small">
          {[nameOf(of.place), w.by(nameOf(of.organiser)), w.until(format.shortDay(of.untilOn)), w.took(of.people)].join(
            ' · ',
          )}
        </span>
      </div>
      {of.notNow ? <Remark icon="info" title={over ? w.over : say(of.notNow)} /> : <Voting of={of} />}
      <Button icon="people" look={of.next ? 'quiet' : 'main'} to={`/o/${of.code}/result`} wide>
        {w.result}
      </Button>
      {!of.notNow && (
        <>
          <SayCard code={of.code} />
          <OwnVotes code={of.code} />
          <div className="ui-muted ui-small">
            <p>{w.secret}</p>
            {!of.signedIn && <p>{w.device}</p>}
          </div>
        </>
      )}
    </>
  )
}

/** The vote's answer brings the next statement, so that nobody waits between two. */
function Voting({ of }: { of: DoorView }) {
  const w = useWords(words)
  const [last, setLast] = useState<{ turn: Pick<DoorView, 'next' | 'voted' | 'left'>; of: DoorView } | null>(null)
  // What was read anew (a statement was added or hidden) counts over what the last vote brought.
  const now = last?.of === of ? last.turn : of
  const vote = useCommand(castVote, { changes: [ownVotes, atResult], onDone: (turn) => setLast({ turn, of }) })
  // A vote is pending until all that hangs on it is read anew; who is on the next statement by then may go on.
  const sending = vote.isPending && vote.variables.body.number === now.next?.number
  const choose = (choice: Choice) => {
    if (now.next && !sending) vote.mutate({ params: { code: of.code }, body: { number: now.next.number, choice } })
  }
  const all = now.voted + now.left
  if (!now.next)
    return (
      <Card>
        <EmptyState icon="check" title={w.done}>
          {w.doneText}
        </EmptyState>
      </Card>
    )
  return (
    <Card>
      <div className="ui-stack">
        <div className="ui-row ui-small ui-muted">
          <span>{w.progress(now.voted, all)}</span>
        </div>
        <div className="consult-progress" aria-hidden="true">
          <span style={{ width: `${(100 * now.voted) / Math.max(1, all)}%` }} />
        </div>
        <p className="consult-statement" aria-live="polite" key={now.next.number}>
          {now.next.words}
        </p>
        <ErrorNote error={vote.error} />
        <Choices busy={sending} onChoose={choose} />
        <p className="consult-keys ui-muted ui-small">{w.keys}</p>
      </div>
    </Card>
  )
}

const keys: Readonly<Record<string, Choice>> = { '1': 'agree', '2': 'disagree', '3': 'pass' }

function Choices({ busy, onChoose }: { busy: boolean; onChoose: (choice: Choice) => void }) {
  const c = useWords(consultationWords)
  // With the drawing, not after it: a key pressed at once is for the statement that is seen.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select, dialog')
      const choice = keys[event.key]
      if (choice && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) onChoose(choice)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [onChoose])
  return (
    <div className="consult-choices">
      <button type="button" disabled={busy} onClick={() => onChoose('agree')}>
        <Icon name="check" size={22} />
        {c.choice.agree}
      </button>
      <button type="button" disabled={busy} onClick={() => onChoose('disagree')}>
        <Icon name="cross" size={22} />
        {c.choice.disagree}
      </button>
      <button type="button" className="consult-pass" disabled={busy} onClick={() => onChoose('pass')}>
        {c.choice.pass}
      </button>
    </div>
  )
}
