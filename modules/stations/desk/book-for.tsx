import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Line } from '../../matters/desk/public.ts'
import {
  book,
  joinLine,
  listBookings,
  type ResourceView,
  resourceWeek,
  type SlotShape,
  stationFigures,
} from '../contract.ts'
import { useWhen } from '../web/show.ts'
import { words } from './words.ts'

/** Books for somebody who came to the station or called; puts them in line where it is full. */
export function BookFor({ of, slot, onDone }: { of: ResourceView; slot: SlotShape; onDone: () => void }) {
  const fromAt = slot.from
  const w = useWords(words)
  const f = w.form
  const format = useFormat()
  const when = useWhen()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const send = useCommand(book, {
    changes: [resourceWeek, listBookings, stationFigures],
    onDone: ({ booked }) => booked && onDone(),
  })
  const wait = useCommand(joinLine, { changes: [resourceWeek], onDone })
  const params = { resourceId: of.id }
  const body = (at: string) => ({ fromAt: at, somebody: { name: name.trim(), phone: phone.trim() } })
  const bookAt = (at: string) => send.mutate({ params, body: body(at) })
  const error = send.error ?? wait.error
  const label = slot.mayWait ? w.waitFor : w.bookFor
  const ready = name.trim() !== '' && phone.trim() !== ''
  return (
    <div className="st-form">
      <h3>
        {label} · {of.unit === 'day' ? format.day(fromAt) : format.moment(fromAt)}
      </h3>
      <div className="st-two">
        <Field label={f.whoName} error={error?.field('somebody.name')}>
          {(control) => <Line control={control} value={name} onChange={setName} maxLength={30} />}
        </Field>
        <Field label={f.phone} error={error?.field('phone')}>
          {(control) => <Line control={control} type="tel" value={phone} onChange={setPhone} maxLength={30} />}
        </Field>
      </div>
      {send.data && !send.data.booked && (
        <Remark icon="clock" title={w.taken}>
          <div className="ui-row">
            {send.data.nearest.map((near) => (
              <Button key={near.from} busy={send.isPending} onClick={() => bookAt(near.from)}>
                {when({ fromAt: near.from, untilAt: near.to, unit: of.unit })}
              </Button>
            ))}
          </div>
        </Remark>
      )}
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button
          look="main"
          icon="check"
          busy={send.isPending || wait.isPending}
          disabled={!ready}
          onClick={() => (slot.mayWait ? wait.mutate({ params, body: body(fromAt) }) : bookAt(fromAt))}
        >
          {label}
        </Button>
      </div>
    </div>
  )
}
