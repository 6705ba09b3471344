import { useState } from 'react'
import { labelled } from '../../../../kernel/contract/punctuation.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Lines } from '../../../matters/desk/public.ts'
import { answerObjection, type HoursNext, hoursNext, listHours } from '../contract.ts'
import { useSpan } from '../web/show.ts'
import { Minutes, minutesFrom } from './minutes.tsx'
import { words } from './words.ts'

/** What to do next: activities to confirm, objections, certificates. */
export function NextCard() {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(hoursNext)
  if (!data) return <ErrorNote error={error} onRetry={() => void refetch()} />
  const { activities, objections, certificatesAsked: asked, certificatesStale: stale } = data
  return (
    <Sheet title={w.next}>
      {activities.length + objections.length + asked + stale === 0 && <p className="ui-muted">{w.nothing}</p>}
      <ul className="hours-list">
        {asked > 0 && (
          <li>
            <span>{w.asked(asked)}</span>
            <Button look="main" to="/neighbours/certificates?show=asked">
              {w.see}
            </Button>
          </li>
        )}
        {stale > 0 && (
          <li>
            <span>{w.stale(stale)}</span>
            <Button to="/neighbours/certificates?show=stale">{w.see}</Button>
          </li>
        )}
        {objections.map((one) => (
          <ObjectionLine key={one.id} of={one} />
        ))}
        {activities.map((one) => (
          <ActivityLine key={one.id} of={one} />
        ))}
      </ul>
    </Sheet>
  )
}

function ActivityLine({ of }: { of: HoursNext['activities'][number] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <li>
      <span>
        {of.team} · {of.title} · {format.shortDay(of.endsAt)}
        <span className="ui-muted"> {w.toConfirm(of.people)}</span>
      </span>
      <Button to={`/neighbours/hours/activities/${of.id}`}>{w.confirmIt}</Button>
    </li>
  )
}

type Objection = HoursNext['objections'][number]

function ObjectionLine({ of }: { of: Objection }) {
  const w = useWords(words)
  const lang = useLang()
  const span = useSpan()
  const format = useFormat()
  const { entry } = of
  return (
    <li>
      <span>
        {labelled(lang, w.objection(of.name), of.words)}
        <br />
        <span className="ui-muted ui-small">
          {entry ? w.about(format.date(entry.onDay), entry.content, span(entry.minutes)) : w.missing}
        </span>
      </span>
      <DialogButton label={w.answer}>{(done) => <AnswerForm of={of} onDone={done} />}</DialogButton>
    </li>
  )
}

function AnswerForm({ of, onDone }: { of: Objection; onDone: () => void }) {
  const w = useWords(words)
  const [said, setSaid] = useState('')
  const [minutes, setMinutes] = useState('')
  const answer = useCommand(answerObjection, { changes: [hoursNext, listHours], onDone })
  const right = minutesFrom(minutes)
  return (
    <div className="ui-stack">
      <p>{of.words}</p>
      <Field label={w.answerWords} error={answer.error?.field('words')}>
        {(control) => <Lines control={control} value={said} onChange={setSaid} maxLength={300} />}
      </Field>
      {of.entry && (
        <Field label={w.rightMinutes} error={answer.error?.field('minutes')}>
          {(control) => <Minutes control={control} value={minutes} onChange={setMinutes} />}
        </Field>
      )}
      <ErrorNote error={answer.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={answer.isPending}
          disabled={said.trim() === '' || (minutes.trim() !== '' && right === null)}
          onClick={() =>
            answer.mutate({
              params: { objectionId: of.id },
              body: { words: said, ...(right === null ? {} : { minutes: right }) },
            })
          }
        >
          {w.send}
        </Button>
      </div>
    </div>
  )
}
