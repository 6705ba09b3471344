import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { BookingStep } from '../booking.ts'
import { type BookingRow, shop, stepBooking } from '../contract.ts'
import { kinds } from '../kinds.ts'
import { bookingTone, useWhen } from '../web/show.ts'
import { stationBook } from '../web/words.ts'
import { words } from './words.ts'

/** Who comes next, and what is to be done then; those after. */
export function ShopBookings({ bookings }: { bookings: readonly BookingRow[] }) {
  const w = useWords(words)
  const [first, ...rest] = bookings
  if (!first)
    return (
      <EmptyState icon="calendar" title={w.noBookings}>
        {w.shopLead}
      </EmptyState>
    )
  return (
    <>
      <Card flush title={w.next}>
        <Line of={first} main />
      </Card>
      {rest.length > 0 && (
        <Card flush title={w.others}>
          {rest.map((one) => (
            <Line key={one.id} of={one} main={false} />
          ))}
        </Card>
      )}
    </>
  )
}

function Line({ of, main }: { of: BookingRow; main: boolean }) {
  const w = useWords(words)
  const b = useWords(stationBook)
  const when = useWhen()
  const send = useCommand(stepBooking, { changes: [shop], onDone: () => toast(w.stepDone, 'check') })
  const take = (step: BookingStep) => send.mutate({ params: { bookingId: of.id }, body: { step } })
  const begun = new Date(of.fromAt) <= new Date()
  const forward: BookingStep = of.state === 'out' ? 'take_back' : 'hand_over'
  const label = of.state === 'out' ? w.takeBack : kinds[of.resource.kind].lent ? w.handOver : w.used
  return (
    <div className="sp-line">
      <div className="sp-head">
        <strong>{of.resource.name}</strong>
        <StatusWord
          words={of.late ? b.late : b.bookingState[of.state]}
          tone={of.late ? 'stopped' : bookingTone[of.state]}
        />
      </div>
      <span>
        {when(of)}
        {of.pieces > 1 && ` · ${b.pieces(of.pieces)}`}
        {of.who && ` · ${of.who}`}
      </span>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button look={main ? 'main' : 'plain'} icon="check" busy={send.isPending} onClick={() => take(forward)}>
          {label}
        </Button>
        {of.state === 'booked' && begun && (
          <Button busy={send.isPending} onClick={() => take('no_show')}>
            {w.noShow}
          </Button>
        )}
        {of.state === 'booked' && <CancelTheirs of={of} />}
      </div>
    </div>
  )
}

function CancelTheirs({ of }: { of: BookingRow }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const send = useCommand(stepBooking, {
    changes: [shop],
    onDone: () => {
      setOpen(false)
      toast(w.cancelled, 'check')
    },
  })
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {w.cancelTheirs}
      </Button>
      <Sheet open={open} title={w.cancel} onClose={() => setOpen(false)}>
        <div className="ui-stack">
          <Field label={w.cancelWhy} error={send.error?.field('why')}>
            {(control) => <TextArea control={control} value={why} onChange={setWhy} maxLength={300} rows={2} />}
          </Field>
          <ErrorNote error={send.error} />
          <BigButton
            busy={send.isPending}
            disabled={why.trim() === ''}
            onClick={() => send.mutate({ params: { bookingId: of.id }, body: { step: 'cancel', why: why.trim() } })}
          >
            {w.cancel}
          </BigButton>
        </div>
      </Sheet>
    </>
  )
}
