import { useState } from 'react'
import { dayFromNumber, dayNumberFrom } from '../../../kernel/time/day.ts'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { today } from '../../../kernel/web/today.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { WeekGrid } from '../../../ui/week-grid.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { type BookAnswer, type BookBody, book, joinLine, mine, type ResourceView, resourceWeek } from '../contract.ts'
import { useLength, useWeekDays, useWhen } from '../web/show.ts'
import { words } from './words.ts'

/** The week of a resource: a free time is chosen and booked; who comes second chooses among the nearest. */
export function BookCard({ of }: { of: ResourceView }) {
  const w = useWords(words)
  const ui = useUiWords()
  const when = useWhen()
  const weekDays = useWeekDays()
  const [from, setFrom] = useState(today())
  const [chosen, setChosen] = useState<string | null>(null)
  const [slots, setSlots] = useState('1')
  const [pieces, setPieces] = useState('1')
  const week = useEndpoint(resourceWeek, { params: { resourceId: of.id }, query: { from } })
  const [answer, setAnswer] = useState<BookAnswer | null>(null)
  const [missed, setMissed] = useState<string | null>(null)
  const length = useLength()
  const send = useCommand(book, {
    changes: [resourceWeek, mine],
    onDone: (said, { body }) => {
      setAnswer(said)
      setMissed(said.booked ? null : body.fromAt)
      setChosen(null)
      wait.reset()
    },
  })
  const wait = useCommand(joinLine, { changes: [resourceWeek, mine] })
  const params = { resourceId: of.id }
  const asked = (fromAt: string): BookBody => ({ fromAt, slots: Number(slots), pieces: Number(pieces) })
  const bookAt = (fromAt: string) => send.mutate({ params, body: asked(fromAt) })
  const waitFor = (fromAt: string) => wait.mutate({ params, body: asked(fromAt) })
  const move = (days: number) => setFrom(dayFromNumber(dayNumberFrom(from) + days))
  if (answer?.booked) return <Booked of={of} booked={answer.booked} />
  const all = week.data?.days.flatMap((day) => day.slots)
  const slot = all?.find((one) => one.from === chosen)
  const waitedFor = wait.data && all?.find((one) => one.from === wait.variables?.body.fromAt)
  return (
    <>
      {answer && (
        <Remark icon="clock" title={w.taken}>
          {answer.nearest.length === 0 ? w.takenNone : w.takenText}
          <div className="sp-lines">
            {answer.nearest.map((near) => (
              <Button key={near.from} icon="calendar" busy={send.isPending} onClick={() => bookAt(near.from)}>
                {when({ fromAt: near.from, untilAt: near.to, unit: of.unit })}
              </Button>
            ))}
            {missed && of.waitHow !== 'none' && (
              <Button icon="clock" busy={wait.isPending} onClick={() => waitFor(missed)}>
                {w.wait}
              </Button>
            )}
          </div>
        </Remark>
      )}
      {waitedFor && (
        <Remark icon="check" title={w.waited}>
          {w.waitedText(
            when({ fromAt: waitedFor.from, untilAt: waitedFor.to, unit: of.unit }),
            w.ahead(wait.data.ahead),
          )}
        </Remark>
      )}
      <Card title={w.choose}>
        <div className="ui-stack">
          {!week.data && !week.error && <p className="ui-muted">{ui.loading}</p>}
          <ErrorNote error={week.error} onRetry={() => void week.refetch()} />
          {week.data && (
            <WeekGrid
              label={w.choose}
              days={weekDays(week.data, of.unit, w.day)}
              none="—"
              chosen={chosen}
              onChoose={(key) => {
                setChosen(key)
                setAnswer(null)
                wait.reset()
              }}
            />
          )}
          <div className="ui-row">
            <Button look="quiet" icon="back" disabled={from <= today()} onClick={() => move(-7)}>
              {w.earlier}
            </Button>
            <Button look="quiet" icon="forward" onClick={() => move(7)}>
              {w.later}
            </Button>
          </div>
          {of.mostSlots > 1 && (
            <CountField
              label={w.howLong}
              value={slots}
              most={of.mostSlots}
              onChange={setSlots}
              words={(n) => length(n * of.slotUnits, of.unit)}
            />
          )}
          {of.capacity > 1 && (
            <CountField label={w.pieces} value={pieces} most={of.capacity} onChange={setPieces} words={String} />
          )}
          {slot && <p>{w.chosen(when({ fromAt: slot.from, untilAt: slot.to, unit: of.unit }))}</p>}
          {slot?.mayWait && <p className="ui-muted">{of.waitHow === 'at_once' ? w.waitAtOnce : w.waitText}</p>}
          <ErrorNote error={send.error ?? wait.error} />
          <BigButton
            icon={slot?.mayWait ? 'clock' : 'check'}
            busy={send.isPending || wait.isPending}
            disabled={chosen === null}
            onClick={() => chosen && (slot?.mayWait ? waitFor(chosen) : bookAt(chosen))}
          >
            {slot?.mayWait ? w.wait : w.book}
          </BigButton>
        </div>
      </Card>
    </>
  )
}

interface CountProps {
  readonly label: string
  readonly value: string
  readonly most: number
  readonly onChange: (value: string) => void
  readonly words: (n: number) => string
}

const mostShown = 31

function CountField({ label, value, most, onChange, words: say }: CountProps) {
  const options = Array.from({ length: Math.min(most, mostShown) }, (_, n) => ({
    value: String(n + 1),
    label: say(n + 1),
  }))
  return (
    <Field label={label}>
      {(control) => (
        <Select control={control} value={value} onChange={(next) => onChange(next || '1')} options={options} />
      )}
    </Field>
  )
}

function Booked({ of, booked }: { of: ResourceView; booked: NonNullable<BookAnswer['booked']> }) {
  const w = useWords(words)
  const when = useWhen()
  return (
    <>
      <Remark icon="check" title={w.booked}>
        {w.bookedText(when({ ...booked, unit: of.unit }))}
      </Remark>
      <BigButton to="/share">{w.toMine}</BigButton>
    </>
  )
}
