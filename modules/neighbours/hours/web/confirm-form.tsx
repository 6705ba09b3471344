import './confirm-form.css'
import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import {
  type ActivityView,
  confirmActivityHours,
  getActivityHours,
  hoursNext,
  listHours,
  myHours,
} from '../contract.ts'
import { dayMinutes } from '../hours.ts'
import { useSpan } from './show.ts'
import { hoursBook } from './words.ts'

const minutesFrom = (typed: string): number | null => {
  const minutes = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : null
  return minutes !== null && minutes <= dayMinutes ? minutes : null
}

/** Who was there with the minutes proposed; one button confirms all. For desk and phone. */
export function ConfirmForm({ of }: { of: ActivityView }) {
  const w = useWords(hoursBook).confirm
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const confirm = useCommand(confirmActivityHours, { changes: [getActivityHours, hoursNext, listHours, myHours] })
  const open = of.people.filter(({ recorded, own }) => recorded === null && !own)
  const onlyOwn = open.length === 0 && of.people.some(({ recorded }) => recorded === null)
  const changes = open.flatMap(({ volunteerId, proposed }) => {
    const minutes = minutesFrom(typed[volunteerId] ?? String(proposed))
    return minutes === null || minutes === proposed ? [] : [{ volunteerId, minutes }]
  })
  const wrong = open.some(({ volunteerId, proposed }) => minutesFrom(typed[volunteerId] ?? String(proposed)) === null)
  return (
    <div className="ui-stack">
      <p className="ui-muted">
        {of.people.length === 0 ? w.nobody : open.length > 0 ? w.says : onlyOwn ? w.onlyOwn : w.settled}
      </p>
      <ul className="hours-people">
        {of.people.map((one) => (
          <PersonLine
            key={one.volunteerId}
            of={one}
            typed={typed[one.volunteerId] ?? String(one.proposed)}
            onType={(value) => setTyped({ ...typed, [one.volunteerId]: value })}
          />
        ))}
      </ul>
      <ErrorNote error={confirm.error} />
      {open.length > 0 && (
        <Button
          look="main"
          tall
          icon="check"
          busy={confirm.isPending}
          disabled={wrong}
          onClick={() => confirm.mutate({ params: { gatheringId: of.id }, body: { changes } })}
        >
          {w.confirm(open.length)}
        </Button>
      )}
    </div>
  )
}

interface LineProps {
  readonly of: ActivityView['people'][number]
  readonly typed: string
  readonly onType: (value: string) => void
}

function PersonLine({ of, typed, onType }: LineProps) {
  const w = useWords(hoursBook).confirm
  const format = useFormat()
  const span = useSpan()
  return (
    <li>
      <span>
        <strong>{of.name}</strong>
        <br />
        <span className="ui-muted ui-small">{w.checkedIn(format.time(of.checkedInAt))}</span>
      </span>
      {of.recorded !== null ? (
        <StatusWord words={w.recorded(span(of.recorded))} tone="done" />
      ) : of.own ? (
        <span className="ui-muted ui-small">{w.own}</span>
      ) : (
        <label className="hours-minutes">
          <input
            className="ui-input"
            inputMode="numeric"
            aria-label={w.minutesOf(of.name)}
            value={typed}
            onChange={(event) => onType(event.target.value)}
          />
          {w.unit}
        </label>
      )}
    </li>
  )
}
