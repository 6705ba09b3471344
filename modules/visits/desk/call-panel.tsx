import './visits-desk.css'
import { useState } from 'react'
import type { Static } from 'typebox'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { DueId } from '../contract.ts'
import { type DueView, getDue, type RecordAnswer } from '../contract.ts'
import { History } from '../web/history.tsx'
import { Outcome } from '../web/outcome.tsx'
import { visitWords } from '../web/words.ts'
import { CallForm } from './call-form.tsx'
import { Contacts } from './contacts.tsx'
import { LetGo } from './let-go.tsx'
import { MoveDay } from './move-day.tsx'
import { DueLamp, PlaceLine, useNotes } from './parts.tsx'
import { words } from './words.ts'

interface CallPanelProps {
  readonly dueId: DueId
  /** The next one; without it nothing follows. */
  readonly onNext?: (() => void) | undefined
  readonly onClose?: () => void
}

type Saved = { answer: Static<typeof RecordAnswer>; reached: boolean }

/** One call, ready to be made: whom, what to ask, what was said before, and the form. */
export function CallPanel({ dueId, onNext, onClose }: CallPanelProps) {
  const w = useWords(words)
  const ui = useUiWords()
  const { data, error, refetch } = useEndpoint(getDue, { params: { dueId } })
  const [saved, setSaved] = useState<Saved | null>(null)
  if (error && !data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  if (!data) return <p className="ui-muted">{ui.loading}</p>
  return (
    <Sheet
      title={data.subject.name}
      tools={
        <>
          <DueLamp due={data} />
          {onClose && <Button look="quiet" icon="cross" label={w.close} onClick={onClose} />}
        </>
      }
    >
      <div className="vi-panel">
        <Head due={data} />
        {saved ? (
          <>
            <Outcome {...saved} />
            {onNext && (
              <div className="ui-row">
                <Button look="main" onClick={onNext}>
                  {w.goOn}
                </Button>
              </div>
            )}
          </>
        ) : (
          <Doing due={data} onSaved={setSaved} />
        )}
        <Before due={data} />
      </div>
    </Sheet>
  )
}

function Head({ due }: { due: DueView }) {
  const v = useWords(visitWords)
  const say = useSay()
  const notes = useNotes()
  return (
    <div className="vi-head">
      <p className="ui-muted">
        {v.method[due.method]} · {notes(due).join(' · ')}
        <br />
        <PlaceLine due={due} />
      </p>
      {due.planned && <p className="vi-why">{say(due.planned.why)}</p>}
      {due.mergedDues.map(({ rule, why }) => (
        <p key={rule.zh + why.zh} className="vi-why">
          {say(rule)}: {say(why)}
        </p>
      ))}
    </div>
  )
}

function Doing({ due, onSaved }: { due: DueView; onSaved: (saved: Saved) => void }) {
  const v = useWords(visitWords)
  const say = useSay()
  const { may, state, endedWhy } = due
  if (state !== 'open')
    return (
      <Remark title={v.ended(v.state[state])}>
        {endedWhy ? say(endedWhy) : null}
        {due.dropReason ? ` · ${v.drop[due.dropReason]}` : null}
      </Remark>
    )
  return (
    <>
      <Contacts due={due} />
      {may.record && <CallForm key={due.id} due={due} onSaved={onSaved} />}
      {(may.plan || may.drop) && (
        <div className="vi-aside">
          {may.plan && <MoveDay due={due} />}
          {may.drop && <LetGo due={due} />}
        </div>
      )}
    </>
  )
}

function Before({ due }: { due: DueView }) {
  const v = useWords(visitWords)
  return (
    <section className="ui-stack">
      <h3>{v.history}</h3>
      <History entries={due.history} />
    </section>
  )
}
