import './stations.css'
import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { WhyButton } from '../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { BookingStep } from '../booking.ts'
import { type BookingRow, listBookings, resourceWeek, revealBooking, stationFigures, stepBooking } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { bookingTone, useWhen } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { words } from './words.ts'

/** One booking with what can be done about it, for who keeps or shares it. */
export function BookingLine({ of }: { of: BookingRow }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const when = useWhen()
  const [shown, setShown] = useState<string | null>(null)
  const step = useCommand(stepBooking, { changes: [resourceWeek, listBookings, stationFigures] })
  const reveal = useCommand(revealBooking, { onDone: ({ name, phone }) => setShown(w.revealed(name, phone ?? '')) })
  const params = { bookingId: of.id }
  const take = (one: BookingStep) => step.mutate({ params, body: { step: one } })
  const forward = of.state === 'out' ? ('take_back' as const) : ('hand_over' as const)
  const label = of.state === 'out' ? b.step.take_back : kinds[of.resource.kind].lent ? b.step.hand_over : b.step.use
  const open = of.state === 'booked' || of.state === 'out'
  return (
    <div className="st-line">
      <div>
        {when(of)}
        {of.pieces > 1 && ` · ${b.pieces(of.pieces)}`}
        <div className="ui-muted ui-small">{shown ?? of.who}</div>
        <ErrorNote error={step.error} />
      </div>
      <div className="ui-row">
        <StatusWord
          words={of.late ? b.late : b.bookingState[of.state]}
          tone={of.late ? 'stopped' : bookingTone[of.state]}
        />
        {open && (
          <Button busy={step.isPending} onClick={() => take(forward)}>
            {label}
          </Button>
        )}
        {of.state === 'booked' && new Date(of.fromAt) <= new Date() && (
          <Button look="quiet" busy={step.isPending} onClick={() => take('no_show')}>
            {b.step.no_show}
          </Button>
        )}
        {open && !shown && (
          <WhyButton
            label={w.reveal}
            why={w.revealWhy}
            busy={reveal.isPending}
            error={reveal.error}
            onTake={(reason, done) => reveal.mutate({ params, body: { reason } }, { onSuccess: done })}
          />
        )}
        {of.state === 'booked' && (
          <WhyButton
            label={b.step.cancel}
            why={w.whyCancel}
            busy={step.isPending}
            error={step.error}
            onTake={(why, done) => step.mutate({ params, body: { step: 'cancel', why } }, { onSuccess: done })}
          />
        )}
      </div>
    </div>
  )
}
