import './households-pocket.css'
import { useEffect, useState } from 'react'
import { useKeptDraft } from '../../../kernel/web/kept-draft.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useNavigation, useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { KeptNote } from '../../matters/pocket/public.ts'
import type { DayView, Stop } from '../contract.ts'
import { useShow } from '../web/show.ts'
import { type DoorDraft, freshDraft } from './walk/door-draft.ts'
import { DoorForm } from './walk/door-form.tsx'
import { DoorHead } from './walk/door-head.tsx'
import { doorAt, useDay, useDoorsteps } from './walk/use-day.ts'
import { useSave } from './walk/use-save.ts'
import { words } from './words.ts'

/** `/walk/:householdId`: one door: who lives here, what is not known yet, what was said. Needs no network. */
export default function DoorPage() {
  const w = useWords(words)
  const show = useShow()
  const householdId = useParam('householdId')
  const { day, readAt, keptAt } = useDay()
  const kept = useKeptDraft<DoorDraft | null>(`door:${householdId}`, () => null)
  const today = day?.stops.find((stop) => stop.householdId === householdId)
  const stop = kept.draft?.stop ?? today
  return (
    <>
      <AppBar title={stop ? show.door(stop.room) : w.title} back="/walk" />
      <Screen>
        <KeptNote at={keptAt} />
        {kept.draft === undefined ? null : stop ? (
          <Door key={householdId} stop={stop} day={day} readAt={readAt} kept={kept} />
        ) : (
          <NotHere known={day !== undefined} />
        )}
      </Screen>
    </>
  )
}

function NotHere({ known }: { known: boolean }) {
  const w = useWords(words)
  const ui = useUiWords()
  if (!known) return <p className="ui-muted">{ui.loading}</p>
  return (
    <EmptyState icon="home" title={w.gone} action={<Button to="/walk">{w.back}</Button>}>
      {w.goneText}
    </EmptyState>
  )
}

interface DoorProps {
  readonly stop: Stop
  readonly day: DayView | undefined
  readonly readAt: string
  readonly kept: ReturnType<typeof useKeptDraft<DoorDraft | null>>
}

function Door({ stop, day, readAt, kept }: DoorProps) {
  const w = useWords(words)
  const show = useShow()
  const navigation = useNavigation()
  const steps = useDoorsteps(day, readAt)
  const [editing, setEditing] = useState(false)
  const [begun] = useState(() => freshDraft(stop, new Date()))
  const draft = kept.draft ?? begun
  const [resumed] = useState(draft !== begun && !draft.saved)
  const item = steps.itemOf(stop.householdId)
  const next = day?.stops.find((one) => one.householdId !== stop.householdId && steps.isOpen(one))
  const onward = next ? doorAt(next.householdId) : '/walk'
  const saving = useSave({
    label: w.label(`${show.name(stop.room.building)} ${show.door(stop.room)}`),
    keep: kept.keep,
    forget: kept.forget,
    onSaved: () => navigation.go(onward, { replace: true }),
  })
  useEffect(() => window.scrollTo(0, 0), [])
  const refused = item?.state === 'refused'
  const over = !item && (steps.isSent(stop.householdId) || stop.due.state !== 'open')
  return (
    <>
      <DoorHead stop={stop} />
      {item && !editing ? (
        <Card title={w.yours}>
          {draft.words && <p className="hp-said">{draft.words}</p>}
          {refused ? (
            <ErrorNote what={item.message ?? w.yoursRefused} kept={w.yoursRefused} />
          ) : (
            <p className="hp-row">
              <span>
                <Icon name="queue" size={20} /> {w.yoursWaiting}
              </span>
            </p>
          )}
          {draft.saved && (
            <BigButton look="plain" icon="edit" onClick={() => setEditing(true)}>
              {w.edit}
            </BigButton>
          )}
          <Button look="quiet" icon="queue" to="/queued">
            {w.toQueue}
          </Button>
          <BigButton to={onward}>{next ? w.nextDoor : w.back}</BigButton>
        </Card>
      ) : over ? (
        <Card>
          <p>
            <Icon name="check" size={20} /> {w.done}
          </p>
          <BigButton to={onward}>{next ? w.nextDoor : w.back}</BigButton>
        </Card>
      ) : (
        <>
          {resumed && <Remark icon="edit">{w.unsavedHere}</Remark>}
          <DoorForm
            draft={draft}
            categories={day?.categories ?? []}
            change={(part) => kept.change((now) => ({ ...(now ?? begun), ...part }))}
            busy={saving.busy}
            last={!next}
            onSave={(category) => void saving.save(draft, category)}
            error={saving.error}
          />
        </>
      )}
    </>
  )
}
