import './visits-pocket.css'
import { useEffect } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useKept } from '../../../kernel/web/kept.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Go } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card, ListRow } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { type DueRow, getDue, myWeek, planMyWeek, type WeekView } from '../contract.ts'
import { useNames } from '../web/names.ts'
import { visitWords } from '../web/words.ts'
import { DueMark } from './due-mark.tsx'
import { useQueuedVisits } from './queued.ts'
import { words } from './words.ts'

/** `/visits`: today's walk, the next stop first. Read this morning it can be walked without a network. */
export default function VisitsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const reading = useEndpoint(myWeek, {}, { live: ['visit'] })
  const { data, keptAt } = useKept<typeof myWeek>('visits-week', reading)
  useEffect(() => {
    // The form is wanted next, perhaps where there is no network.
    void import('./visit-page.tsx').catch(() => {})
  }, [])
  return (
    <>
      <AppBar title={w.title} />
      <Screen>
        <KeptNote at={keptAt} />
        <Refused />
        {!data && !reading.error && <p className="ui-muted">{ui.loading}</p>}
        {!data && <ErrorNote error={reading.error} onRetry={() => void reading.refetch()} />}
        {data && <Week week={data} />}
      </Screen>
    </>
  )
}

function KeptNote({ at }: { at: string | null }) {
  const w = useWords(words)
  const format = useFormat()
  return at ? <Remark icon="offline">{w.offline(format.moment(at))}</Remark> : null
}

/** What was written offline and not accepted is never lost silently. */
function Refused() {
  const w = useWords(words)
  const refused = useQueuedVisits().filter(({ item }) => item.state === 'refused')
  if (refused.length === 0) return null
  return (
    <Remark icon="warning" title={w.refused}>
      <p>{w.refusedText}</p>
      {refused.map(({ item, dueId }) => (
        <p key={item.id}>
          <Go to={`/visits/${dueId}`}>{item.label}</Go>
        </p>
      ))}
    </Remark>
  )
}

function Week({ week }: { week: WeekView }) {
  const w = useWords(words)
  const queued = new Set(useQueuedVisits().map(({ dueId }) => dueId))
  const { today } = week
  const items = week.days.flatMap(({ items: own }) => own)
  const open = items.filter(({ state }) => state === 'open')
  const overdue = [...week.waiting, ...open].filter((due) => due.lamp === 'red' && due.planned?.day !== today)
  const now = [...overdue, ...open.filter(({ planned }) => planned?.day === today)]
  const later = open.filter((due) => (due.planned?.day ?? '') > today && !overdue.includes(due))
  // What may not be done yet is no concern of today's walk.
  const waiting = week.waiting.filter((due) => !overdue.includes(due) && new Date(due.fromAt).getTime() <= Date.now())
  const [next, ...rest] = now.filter(({ id }) => !queued.has(id))
  const sent = now.filter(({ id }) => queued.has(id))
  const done = items.filter(({ state, planned }) => state === 'done' && planned?.day === today).length
  if (items.length + week.waiting.length === 0)
    return (
      <EmptyState icon="check" title={w.nothing}>
        {w.nothingText}
      </EmptyState>
    )
  return (
    <>
      {[...now, ...later].slice(0, mostKept).map(({ id }) => (
        <Keep key={id} dueId={id} />
      ))}
      {!week.planned && <Plan week={week} />}
      {next && <NextStop due={next} />}
      {!next && week.planned && (
        <EmptyState icon="check" title={w.allDone}>
          {w.allDoneText}
        </EmptyState>
      )}
      {done > 0 && <p className="ui-muted">{w.doneToday(done)}</p>}
      <Stops title={w.rest} dues={rest} />
      <Stops title={w.queued} dues={sent} />
      <Stops title={w.later} dues={later} />
      <Stops title={w.waiting} dues={waiting} />
      {week.planned && <Plan week={week} />}
    </>
  )
}

/** So many forms are kept for the way without a network. */
const mostKept = 20

/** Reads a form ahead, so that it can be filled in where there is no network. */
function Keep({ dueId }: { dueId: DueRow['id'] }) {
  const reading = useEndpoint(getDue, { params: { dueId } }, { staleTime: 10 * 60_000 })
  useKept<typeof getDue>(`visit:${dueId}`, reading)
  return null
}

/** The one thing to do now. */
function NextStop({ due }: { due: DueRow }) {
  const w = useWords(words)
  const v = useWords(visitWords)
  const say = useSay()
  const nameOf = useNames()
  const call = due.method === 'call'
  return (
    <Card>
      <p className="ui-muted ui-small">{due.lamp === 'red' ? w.overdue : w.next}</p>
      <h2 className="vp-next">{due.subject.name}</h2>
      <p>
        {nameOf(due.place.above)} {nameOf(due.place)}
      </p>
      <p className="ui-muted">
        {v.method[due.method]} · {say(due.rule.name)}
        {due.merged > 0 && ` · ${v.mergedInto(due.merged)}`}
      </p>
      <p>
        <DueMark due={due} />
      </p>
      {due.planned && <p className="ui-muted ui-small">{say(due.planned.why)}</p>}
      <BigButton icon={call ? 'phone' : 'pin'} to={`/visits/${due.id}`}>
        {call ? w.call : w.start}
      </BigButton>
    </Card>
  )
}

function Stops({ title, dues }: { title: string; dues: readonly DueRow[] }) {
  const v = useWords(visitWords)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  if (dues.length === 0) return null
  return (
    <section className="ui-stack">
      <h2 className="vp-title">{title}</h2>
      <Card flush>
        {dues.map((due) => (
          <ListRow
            key={due.id}
            icon={due.method === 'call' ? 'phone' : 'pin'}
            title={due.subject.name}
            note={[
              due.planned && format.shortDay(`${due.planned.day}T04:00:00Z`),
              nameOf(due.place.above),
              nameOf(due.place),
              say(due.rule.name),
              due.tries > 0 ? v.tries(due.tries) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
            mark={<DueMark due={due} />}
            to={`/visits/${due.id}`}
          />
        ))}
      </Card>
    </section>
  )
}

function Plan({ week }: { week: WeekView }) {
  const w = useWords(words)
  const send = useCommand(planMyWeek, { changes: [myWeek], onDone: () => toast(w.plan, 'check') })
  const plan = () => send.mutate({ body: {} })
  if (week.planned)
    return (
      <>
        <Button icon="refresh" busy={send.isPending} onClick={plan}>
          {w.planAgain}
        </Button>
        <ErrorNote error={send.error} />
      </>
    )
  return (
    <Card>
      <p>{w.notPlanned}</p>
      <ErrorNote error={send.error} />
      <BigButton icon="calendar" busy={send.isPending} onClick={plan}>
        {w.plan}
      </BigButton>
    </Card>
  )
}
