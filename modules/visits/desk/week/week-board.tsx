import '../visits-desk.css'
import { memo } from 'react'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Lamp } from '../../../../ui/lamp.tsx'
import type { DueRow, WeekView } from '../../contract.ts'
import { visitWords } from '../../web/words.ts'
import { DueLamp, PlaceLine, useNotes } from '../parts.tsx'
import { words } from '../words.ts'

interface WeekBoardProps {
  readonly week: WeekView
  readonly chosen: string | undefined
  readonly onChoose: (id: string) => void
}

/** Monday to Friday beside each other: calls first, then the walk with its numbers. */
export function WeekBoard({ week, chosen, onChoose }: WeekBoardProps) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <section className="vi-board" aria-label={w.board}>
      {week.days.map(({ day, items }) => {
        const today = day === week.today
        return (
          <section
            key={day}
            className={`vi-day${today ? ' vi-day-today' : ''}${day < week.today ? ' vi-day-over' : ''}`}
          >
            <h2 aria-current={today ? 'date' : undefined}>
              {format.day(`${day}T04:00:00Z`).replace(/^\d{4}年| \d{4}$/, '')}
            </h2>
            {items.length === 0 && <p className="ui-muted ui-small">{w.none}</p>}
            <ol>
              {items.map((due) => (
                <StopCard key={due.id} due={due} chosen={due.id === chosen} onChoose={onChoose} />
              ))}
            </ol>
          </section>
        )
      })}
    </section>
  )
}

interface StopProps {
  readonly due: DueRow
  readonly chosen: boolean
  readonly onChoose: (id: string) => void
}

/** One stop on the board. */
const StopCard = memo(function StopCard({ due, chosen, onChoose }: StopProps) {
  const w = useWords(words)
  const v = useWords(visitWords)
  const say = useSay()
  const done = due.state === 'done'
  const look = ['vi-stop', done && 'vi-stop-done'].filter(Boolean).join(' ')
  return (
    <li>
      <button
        type="button"
        className={look}
        aria-current={chosen ? 'true' : undefined}
        title={due.planned ? say(due.planned.why) : undefined}
        onClick={() => onChoose(due.id)}
      >
        <span className="vi-stop-name">
          <Icon name={done ? 'check' : due.method === 'call' ? 'phone' : 'pin'} size={16} />
          <span className="ui-unseen">{v.method[due.method]}</span>
          {due.subject.name}
        </span>
        <span className="vi-stop-place">
          <PlaceLine due={due} />
        </span>
        {due.lamp !== null && due.lamp !== 'green' && <Lamp tone={due.lamp} words={v.lamp[due.lamp]} />}
        {due.planned?.byHand && <span className="vi-stop-place">{w.byHand}</span>}
      </button>
    </li>
  )
})

/** One that waits, on a line. */
export const StopRow = memo(function StopRow({ due, chosen, onChoose }: StopProps) {
  const w = useWords(words)
  const format = useFormat()
  const notes = useNotes()
  const later = new Date(due.fromAt).getTime() > Date.now()
  const said = [...notes(due), later ? w.from(format.shortDay(due.fromAt)) : ''].filter(Boolean)
  return (
    <li>
      <button
        type="button"
        className="vi-row"
        aria-current={chosen ? 'true' : undefined}
        onClick={() => onChoose(due.id)}
      >
        <Icon name={due.method === 'call' ? 'phone' : 'pin'} size={16} />
        <span className="vi-row-words">
          {due.subject.name}
          <span className="vi-stop-place">
            <PlaceLine due={due} /> · {said.join(' · ')}
          </span>
        </span>
        <DueLamp due={due} />
      </button>
    </li>
  )
})
