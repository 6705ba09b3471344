import './visits-desk.css'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { dayFromNumber, dayNumberFrom } from '../../../kernel/time/day.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Page, PageHeader, Sheet } from '../../../ui/desk/page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useUrlState } from '../../../ui/navigation.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { hasRole, useMe } from '../../matters/desk/public.ts'
import { myWeek, planMyWeek, type WeekView } from '../contract.ts'
import { CallPanel } from './call-panel.tsx'
import { OfficeWeek } from './week/office-week.tsx'
import { Walk } from './week/walk.tsx'
import { StopRow, WeekBoard } from './week/week-board.tsx'
import { words } from './words.ts'

/** `/visits`: my week, in the order of the walk; press one and the form stands beside it. */
export default function VisitsPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const me = useMe()
  const [{ on, due }, setUrl] = useUrlState(['on', 'due'])
  const { data, error, refetch } = useEndpoint(myWeek, { query: on ? { on } : {} })
  const choose = useChoosing(setUrl)
  const order = useMemo(() => (data ? orderOf(data) : []), [data])
  useMoving(order, due, choose)
  const chosen = order.find(({ id }) => id === due)
  const next = order[order.findIndex(({ id }) => id === due) + 1]
  const nothing = data && order.length === 0
  return (
    <Page title={w.title}>
      <Head week={data} onWeek={(day) => setUrl({ on: day, due: undefined })} />
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {!data && !error && <p className="ui-muted">{ui.loading}</p>}
      {data && hasRole(me, 'community', 'street') && dayNumberFrom(data.weekOn) + 7 > dayNumberFrom(data.today) && (
        <OfficeWeek weekOn={data.weekOn} />
      )}
      {nothing && (
        <EmptyState icon="calendar" title={w.nothing}>
          {w.nothingText}
        </EmptyState>
      )}
      {data && !nothing && (
        <>
          <Plan week={data} />
          <div className={`vi-week${chosen ? ' vi-week-open' : ''}`}>
            <div className="ui-stack">
              {data.planned && <WeekBoard week={data} chosen={due} onChoose={choose} />}
              {data.waiting.length > 0 && (
                <Sheet title={w.waiting}>
                  <p className="ui-muted">{w.waitingText}</p>
                  <ul className="vi-waiting">
                    {data.waiting.map((one) => (
                      <StopRow key={one.id} due={one} chosen={one.id === due} onChoose={choose} />
                    ))}
                  </ul>
                </Sheet>
              )}
            </div>
            <div className="vi-side">
              {chosen ? (
                <CallPanel
                  key={chosen.id}
                  dueId={chosen.id}
                  onNext={next && (() => choose(next.id))}
                  onClose={() => choose(undefined)}
                />
              ) : (
                <Walk week={data} onChoose={choose} />
              )}
            </div>
          </div>
        </>
      )}
    </Page>
  )
}

/** Always the same function, so that of a hundred stops only those are drawn again that were chosen or left. */
function useChoosing(setUrl: (patch: { due: string | undefined }) => void): (id: string | undefined) => void {
  const latest = useRef(setUrl)
  useEffect(() => {
    latest.current = setUrl
  })
  return useCallback((id) => latest.current({ due: id }), [])
}

/** Overdue ones first, then day by day, then what waits: the way J and K go. */
function orderOf(week: WeekView) {
  const items = week.days.flatMap(({ items: own }) => own)
  const all = [...items, ...week.waiting]
  return [...all.filter(({ lamp }) => lamp === 'red'), ...all.filter(({ lamp }) => lamp !== 'red')]
}

function Head({ week, onWeek }: { week: WeekView | undefined; onWeek: (day: string | undefined) => void }) {
  const w = useWords(words)
  const format = useFormat()
  const move = (days: number) => week && onWeek(dayFromNumber(dayNumberFrom(week.weekOn) + days))
  const lead = week && w.lead(week.counts.planned, week.counts.done)
  const last = week && dayFromNumber(dayNumberFrom(week.weekOn) + 4)
  return (
    <PageHeader
      title={w.title}
      lead={
        week && (
          <>
            {w.week(format.shortDay(`${week.weekOn}T04:00:00Z`), format.shortDay(`${last}T04:00:00Z`))} · {lead}{' '}
            {week.counts.overdue > 0 && <strong>{w.overdue(week.counts.overdue)}</strong>}
          </>
        )
      }
      actions={
        <>
          <Button look="quiet" icon="back" label={w.lastWeek} onClick={() => move(-7)} />
          <Button look="quiet" onClick={() => onWeek(undefined)}>
            {w.thisWeek}
          </Button>
          <Button look="quiet" icon="forward" label={w.nextWeek} onClick={() => move(7)} />
          <Button look="quiet" icon="list" to="/visits/dues?mine=true&state=open">
            {w.all}
          </Button>
          <Button look="quiet" icon="chart" to="/visits/coverage">
            {w.coverage}
          </Button>
          <Button look="quiet" icon="settings" to="/visits/rules">
            {w.rules}
          </Button>
        </>
      }
    />
  )
}

/** What to do first with a week that nobody has planned; a quiet button afterwards. */
function Plan({ week }: { week: WeekView }) {
  const w = useWords(words)
  const send = useCommand(planMyWeek, { changes: [myWeek], onDone: ({ planned }) => toast(w.planned(planned)) })
  const over = dayNumberFrom(week.weekOn) + 7 <= dayNumberFrom(week.today)
  if (over) return null
  const plan = () => send.mutate({ body: { on: week.weekOn } })
  if (week.planned)
    return (
      <div className="ui-row">
        <Button icon="refresh" busy={send.isPending} onClick={plan}>
          {w.planAgain}
        </Button>
        <ErrorNote error={send.error} />
      </div>
    )
  return (
    <EmptyState
      icon="calendar"
      title={w.notPlanned}
      action={
        <Button look="main" icon="calendar" busy={send.isPending} onClick={plan}>
          {w.plan}
        </Button>
      }
    >
      {w.notPlannedText}
      <ErrorNote error={send.error} />
    </EmptyState>
  )
}

/** J and K, or the buttons of the board, from anywhere where nobody types. */
function useMoving(
  order: readonly { id: string }[],
  current: string | undefined,
  onChoose: (id: string) => void,
): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement && event.target.matches('input:not([type=radio]), textarea, select')
      if (typing || event.metaKey || event.ctrlKey || event.altKey) return
      const by = { j: 1, k: -1 }[event.key.toLowerCase()]
      if (by === undefined) return
      const at = order.findIndex(({ id }) => id === current)
      const next = order[Math.min(Math.max(at + by, 0), order.length - 1)]
      if (next) onChoose(next.id)
      event.preventDefault()
    }
    document.addEventListener('keydown', move)
    return () => document.removeEventListener('keydown', move)
  }, [order, current, onChoose])
}
