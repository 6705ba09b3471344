import './households-pocket.css'
import { useEffect } from 'react'
import { forgetDrafts } from '../../../kernel/web/kept-draft.ts'
import { useOutbox } from '../../../kernel/web/outbox.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Lamp } from '../../../ui/lamp.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { KeptNote } from '../../matters/pocket/public.ts'
import type { DayView, Stop } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { StairPicture } from '../web/stairs.tsx'
import type { DoorDraft } from './walk/door-draft.ts'
import { type Doorsteps, doorAt, useDay, useDoorsteps } from './walk/use-day.ts'
import { words } from './words.ts'

/** `/walk`: the doors of today, the next one on top, staircase by staircase. */
export default function WalkPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const { day, readAt, keptAt, error, retry } = useDay()
  useEffect(() => {
    // The doors come next, perhaps where there is no network.
    void import('./door-page.tsx').catch(() => {})
  }, [])
  useTidyDrafts()
  return (
    <>
      <AppBar title={w.title} back="/" />
      <Screen>
        <KeptNote at={keptAt} />
        {!day && !error && <p className="ui-muted">{ui.loading}</p>}
        {!day && <ErrorNote error={error} onRetry={retry} />}
        {day && <Day day={day} readAt={readAt} />}
      </Screen>
    </>
  )
}

const draftDays = 7

/** What has arrived, was deleted, or was left half-way long ago, does not stay on the phone. */
function useTidyDrafts(): void {
  const items = useOutbox()
  useEffect(() => {
    const waiting = new Set(items.map(({ id }) => id))
    const old = new Date(Date.now() - draftDays * 86_400_000).toISOString()
    // The list of what waits is read a moment after the page is: nothing is thrown away before.
    const timer = setTimeout(() => {
      void forgetDrafts<DoorDraft>('door:', (draft) =>
        draft.saved ? !waiting.has(draft.itemId) : draft.startedAt < old,
      )
    }, 3_000)
    return () => clearTimeout(timer)
  }, [items])
}

function Day({ day, readAt }: { day: DayView; readAt: string }) {
  const w = useWords(words)
  const steps = useDoorsteps(day, readAt)
  const items = useOutbox()
  const open = day.stops.filter(steps.isOpen)
  const [next] = open
  const mine = items.filter(({ to }) => to?.startsWith('/walk/'))
  const refused = mine.filter(({ state }) => state === 'refused')
  const conflicts = day.stops.reduce((sum, stop) => sum + stop.openConflicts, 0)
  const done = day.stops.filter(({ householdId, due }) => due.state === 'done' || steps.isSent(householdId)).length
  const waiting = mine.length - refused.length
  return (
    <>
      {refused.length > 0 && (
        <Remark icon="warning" title={w.refused(refused.length)}>
          <p>{w.refusedText}</p>
          {refused.map((item) => (
            <p key={item.id}>
              <Go to={item.to ?? '/queued'}>{item.label}</Go>
            </p>
          ))}
        </Remark>
      )}
      {conflicts > 0 && (
        <Remark icon="warning" title={w.conflicts(conflicts)}>
          <p>{w.conflictsText}</p>
          <Go to="/walk/conflicts">{w.settle}</Go>
        </Remark>
      )}
      {next ? (
        <NextDoor stop={next} />
      ) : day.stops.length === 0 ? (
        <EmptyState icon="check" title={w.nothing}>
          {w.nothingText}
        </EmptyState>
      ) : (
        <EmptyState icon="check" title={w.allDone}>
          {w.allDoneText}
        </EmptyState>
      )}
      {day.stops.length > 0 && (
        <p className="ui-muted" role="status">
          {[w.progress(done, day.stops.length), waiting > 0 && w.kept(waiting)].filter(Boolean).join(' · ')}
        </p>
      )}
      <Staircases day={day} steps={steps} next={next} />
      <p className="ui-muted ui-small">
        {day.waiting > 0 && w.waiting(day.waiting)} {w.lead}
      </p>
    </>
  )
}

/** The one thing to do now. */
function NextDoor({ stop }: { stop: Stop }) {
  const w = useWords(words)
  const say = useSay()
  const show = useShow()
  const call = stop.due.method === 'call'
  return (
    <Card>
      <p className="ui-muted ui-small">{stop.due.lamp === 'red' ? w.overdueNext : w.next}</p>
      <h2 className="hp-next">{show.door(stop.room)}</h2>
      <p>
        {show.name(stop.room.compound)} {show.name(stop.room.building)}
        {stop.contact && ` · ${stop.contact.name}`}
      </p>
      <p className="ui-muted">
        {say(stop.due.rule)}
        {stop.due.tries > 0 && ` · ${w.tries(stop.due.tries)}`}
      </p>
      <p>
        <DueLamp stop={stop} />
      </p>
      <BigButton icon={call ? 'phone' : 'home'} to={doorAt(stop.householdId)}>
        {call ? w.call : w.knock}
      </BigButton>
    </Card>
  )
}

/** By when, as a lamp. */
export function DueLamp({ stop }: { stop: Stop }) {
  const w = useWords(words)
  const format = useFormat()
  return <Lamp tone={stop.due.lamp ?? 'off'} words={w.by(format.shortDay(stop.due.deadlineAt))} />
}

function Staircases({ day, steps, next }: { day: DayView; steps: Doorsteps; next: Stop | undefined }) {
  const show = useShow()
  const onTheWay = new Set<string>(day.stops.map(({ householdId }) => householdId))
  return (
    <>
      {day.staircases.map(({ building, compound, unit, doors }) => {
        const name = [show.name(compound), show.name(building), show.door({ unit, number: '' })]
          .filter(Boolean)
          .join(' ')
        return (
          <Card key={`${building.id} ${unit}`} title={name}>
            <StairPicture
              name={name}
              cells={doors.map((door) => ({
                ...{ key: door.roomId, floor: door.floor, number: door.number },
                state: steps.stateOf(door),
                to: door.householdId && onTheWay.has(door.householdId) ? doorAt(door.householdId) : undefined,
                next: next !== undefined && door.householdId === next.householdId,
              }))}
            />
          </Card>
        )
      })}
    </>
  )
}
