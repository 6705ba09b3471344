import './visits-pocket.css'
import { useEffect } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useKept } from '../../../kernel/web/kept.ts'
import { discard } from '../../../kernel/web/outbox.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import type { DueId } from '../contract.ts'
import { type DueView, getDue } from '../contract.ts'
import { History } from '../web/history.tsx'
import { useNames } from '../web/names.ts'
import { Outcome } from '../web/outcome.tsx'
import { visitWords } from '../web/words.ts'
import { Contacts } from './contacts.tsx'
import { DueMark } from './due-mark.tsx'
import { useQueuedVisits } from './queued.ts'
import { type RecordOutcome, useRecord } from './use-record.ts'
import { VisitForm } from './visit-form.tsx'
import { words } from './words.ts'

/** `/visits/:dueId`: whom, what to ask, and what was found; works without a network. */
export default function VisitPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const dueId = useParam('dueId') as DueId
  const reading = useEndpoint(getDue, { params: { dueId } })
  const { data } = useKept<typeof getDue>(`visit:${dueId}`, reading)
  return (
    <>
      <AppBar title={data?.subject.name ?? w.title} back="/visits" />
      <Screen>
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
        {data && <Visit key={dueId} due={data} />}
      </Screen>
    </>
  )
}

function Visit({ due }: { due: DueView }) {
  const w = useWords(words)
  const v = useWords(visitWords)
  const say = useSay()
  const record = useRecord(due.id, w.label(due.subject.name))
  const queued = useQueuedVisits().filter(({ dueId }) => dueId === due.id)
  if (record.outcome) return <Done outcome={record.outcome} />
  const waiting = queued.some(({ item }) => item.state === 'waiting')
  return (
    <>
      <Head due={due} />
      {queued.map((one) => (
        <Kept key={one.item.id} queued={one} record={record} />
      ))}
      {due.state === 'open' && due.may.record && !waiting && (
        <>
          <Contacts due={due} />
          <VisitForm due={due} record={record} />
        </>
      )}
      {due.state !== 'open' && (
        <Remark title={v.ended(v.state[due.state])}>{due.endedWhy ? say(due.endedWhy) : null}</Remark>
      )}
      <Card title={v.history}>
        <History entries={due.history} />
      </Card>
    </>
  )
}

function Head({ due }: { due: DueView }) {
  const v = useWords(visitWords)
  const say = useSay()
  const nameOf = useNames()
  return (
    <Card>
      <p>
        {nameOf(due.place.above)} {nameOf(due.place)}
      </p>
      <p className="ui-muted">
        {v.method[due.method]} · {say(due.rule.name)}
        {due.merged > 0 && ` · ${v.mergedInto(due.merged)}`}
        {due.tries > 0 && due.state === 'open' && ` · ${v.tries(due.tries)}`}
      </p>
      <p>
        <DueMark due={due} />
      </p>
    </Card>
  )
}

/** What was filled in without a network: it waits, or the server refused it, and then it can be kept as a supplement. */
function Kept({
  queued,
  record,
}: {
  queued: ReturnType<typeof useQueuedVisits>[number]
  record: ReturnType<typeof useRecord>
}) {
  const w = useWords(words)
  const v = useWords(visitWords)
  const { item, body } = queued
  const refused = item.state === 'refused'
  const supplement = async () => {
    if (body && (await record.send({ ...body, supplement: true }))) await discard(item.id)
  }
  return (
    <Card title={w.yours}>
      {body?.words && <p className="vi-said">{body.words}</p>}
      {body?.difficulty && <p className="vi-said">{body.difficulty.words}</p>}
      {refused ? (
        <>
          <ErrorNote what={item.message ?? w.refused} kept={w.kept} />
          <ErrorNote error={record.error} />
          {body && (
            <BigButton icon="plus" busy={record.busy} onClick={() => void supplement()}>
              {v.asSupplement}
            </BigButton>
          )}
          <Button look="final" onClick={() => void discard(item.id)}>
            {w.discard}
          </Button>
        </>
      ) : (
        <p className="vi-saved">
          <Icon name="queue" size={22} /> {w.queued}
        </p>
      )}
    </Card>
  )
}

/** After it was saved, or kept on the phone. */
function Done({ outcome }: { outcome: RecordOutcome }) {
  const w = useWords(words)
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [])
  return (
    <>
      <Card>
        {outcome === 'queued' ? (
          <div className="ui-stack" role="status">
            <p className="vi-saved">
              <Icon name="queue" size={24} />
              <strong>{w.queuedTitle}</strong>
            </p>
            <p>{w.queuedLead}</p>
          </div>
        ) : (
          <Outcome {...outcome} />
        )}
      </Card>
      <BigButton to="/visits">{w.back}</BigButton>
      {outcome === 'queued' && (
        <BigButton look="plain" to="/queued">
          {w.toQueue}
        </BigButton>
      )}
    </>
  )
}
