import { useState } from 'react'
import { urlOf } from '../../../kernel/web/client.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { TextArea, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { bookingCalendar } from '../calendar-contract.ts'
import { type BookingRow, giveThanks, mine, resourceWeek, stepBooking, type WantRow } from '../contract.ts'
import { bookingTone, useWhen } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { words } from './words.ts'

const shownOver = 5

/** My bookings: what is coming, then the last ones that are over. */
export function MyBookings({ bookings }: { bookings: readonly BookingRow[] }) {
  const w = useWords(words)
  const coming = bookings.filter(({ state }) => state === 'booked' || state === 'out')
  const over = bookings.filter(({ state }) => state !== 'booked' && state !== 'out').slice(0, shownOver)
  if (coming.length + over.length === 0) return null
  return (
    <Card flush title={w.mine}>
      {[...coming, ...over].map((one) => (
        <Line key={one.id} of={one} />
      ))}
    </Card>
  )
}

function Line({ of }: { of: BookingRow }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const when = useWhen()
  const cancel = useCommand(stepBooking, { changes: [mine, resourceWeek], onDone: () => toast(w.cancelled, 'check') })
  return (
    <div className="sp-line">
      <div className="sp-head">
        <strong>
          <Go to={`/shares/${of.resource.id}`}>{of.resource.name}</Go>
        </strong>
        <StatusWord words={b.bookingState[of.state]} tone={bookingTone[of.state]} />
      </div>
      <span className="ui-muted">
        {when(of)} · {of.sharer.name}
      </span>
      {of.state === 'cancelled' && of.why && <span className="ui-muted ui-small">{of.why}</span>}
      <ErrorNote error={cancel.error} />
      <div className="ui-row">
        {of.state === 'booked' && (
          <Button
            look="quiet"
            icon="calendar"
            to={`${location.origin}${urlOf(bookingCalendar, { params: { bookingId: of.id } })}`}
          >
            {w.toCalendar}
          </Button>
        )}
        {of.mayCancel && (
          <Button
            look="quiet"
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ params: { bookingId: of.id }, body: { step: 'cancel' } })}
          >
            {w.cancel}
          </Button>
        )}
        {of.state === 'done' && !of.thanked && <ThankButton for={{ bookingId: of.id }} />}
      </div>
    </div>
  )
}

/** Says thanks for a booking or a want that is done. */
export function ThankButton({ for: what }: { for: { bookingId: BookingRow['id'] } | { wantId: WantRow['id'] } }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const [agrees, setAgrees] = useState(true)
  const give = useCommand(giveThanks, {
    changes: [mine],
    onDone: () => {
      setOpen(false)
      toast(w.thanked, 'check')
    },
  })
  return (
    <>
      <Button icon="heart" onClick={() => setOpen(true)}>
        {w.thank}
      </Button>
      <Sheet open={open} title={w.thank} onClose={() => setOpen(false)}>
        <div className="ui-stack">
          <Field label={w.thankWords}>
            {(control) => <TextArea control={control} value={said} onChange={setSaid} maxLength={200} rows={3} />}
          </Field>
          <Tick checked={agrees} onChange={setAgrees}>
            {w.thankAgrees}
          </Tick>
          <ErrorNote error={give.error} />
          <BigButton
            icon="send"
            busy={give.isPending}
            disabled={said.trim() === ''}
            onClick={() => give.mutate({ body: { ...what, words: said.trim(), agrees } })}
          >
            {w.thankSend}
          </BigButton>
        </div>
      </Sheet>
    </>
  )
}
