import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Columns, Facts, Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { Lines } from '../../matters/desk/public.ts'
import { answer, getRequest, listRequests, type RequestView } from '../contract.ts'
import { type Ground, groundNames, grounds, kindNames, type Outcome, outcomeNames, outcomes } from '../kinds.ts'
import { words } from './words.ts'

/** `/data-requests/$requestId`: what is asked, what is held, and the answer. */
export default function RequestPage() {
  const w = useWords(words)
  const requestId = useParam('requestId') as RequestView['id']
  const { data, error, refetch } = useEndpoint(getRequest, { params: { requestId } })
  return (
    <Page title={w.request}>
      <PageHeader title={w.request} lead={w.requestLead} above={[{ words: w.title, to: '/privacy' }]} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data && <Columns main={<Main of={data} />} side={<Held of={data.held} />} />}
    </Page>
  )
}

function Main({ of }: { of: RequestView }) {
  const w = useWords(words)
  const say = useSay()
  const format = useFormat()
  return (
    <>
      {of.state === 'open' && <AnswerSheet of={of} />}
      <Sheet title={w.said}>
        <div className="ui-stack">
          <p>{of.words}</p>
          <Facts
            rows={[
              { label: w.column.kind, value: say(kindNames[of.kind]) },
              { label: w.column.about, value: of.about ? say(of.about) : w.all },
              { label: w.column.name, value: of.name },
              { label: w.column.asked, value: format.moment(of.askedAt) },
              { label: w.column.due, value: format.date(of.dueAt) },
              {
                label: w.column.state,
                value: <StatusWord words={of.late && of.state === 'open' ? w.late : w.states[of.state]} />,
              },
            ]}
          />
        </div>
      </Sheet>
      {of.outcome && (
        <Sheet title={w.answered}>
          <Remark icon="check" title={say(outcomeNames[of.outcome])}>
            {of.ground && <p>{say(groundNames[of.ground])}</p>}
            <p>{of.answer}</p>
          </Remark>
        </Sheet>
      )}
    </>
  )
}

function AnswerSheet({ of }: { of: RequestView }) {
  const w = useWords(words)
  const say = useSay()
  const [outcome, setOutcome] = useState<Outcome>('done')
  const [ground, setGround] = useState<Ground | null>(null)
  const [said, setSaid] = useState('')
  const send = useCommand(answer, { changes: [getRequest, listRequests] })
  const ready = said.trim() !== '' && (outcome === 'done' || ground !== null)
  return (
    <Sheet title={w.next}>
      <div className="ui-stack">
        <Field label={w.outcome} group>
          <Pills
            value={outcome}
            onChange={setOutcome}
            options={outcomes.map((value) => ({ value, label: say(outcomeNames[value]) }))}
          />
        </Field>
        {outcome !== 'done' && (
          <Field label={w.ground} group error={send.error?.field('ground')}>
            <Pills
              value={ground}
              onChange={setGround}
              options={grounds.map((value) => ({ value, label: say(groundNames[value]) }))}
            />
          </Field>
        )}
        <Field label={w.words} hint={w.wordsHint} error={send.error?.field('words')}>
          {(control) => <Lines control={control} value={said} onChange={setSaid} maxLength={1000} rows={3} />}
        </Field>
        <ErrorNote error={send.error} />
        <div className="ui-row">
          <Button
            look="main"
            busy={send.isPending}
            disabled={!ready}
            onClick={() =>
              send.mutate({
                params: { requestId: of.id },
                body: { outcome, words: said.trim(), ...(outcome !== 'done' && ground ? { ground } : {}) },
              })
            }
          >
            {w.send}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}

function Held({ of }: { of: RequestView['held'] }) {
  const w = useWords(words)
  const say = useSay()
  return (
    <Sheet title={w.held}>
      <div className="ui-stack">
        <p className="ui-muted ui-small">{w.heldLead}</p>
        <ul>
          {of.map(({ code, words: what, kept, total }) => (
            <li key={code}>
              {say(what)} · {total}
              <div className="ui-muted ui-small">{say(kept)}</div>
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  )
}
