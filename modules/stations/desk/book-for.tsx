import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Line } from '../../matters/desk/public.ts'
import { book, listBookings, type ResourceView, resourceWeek, stationFigures } from '../contract.ts'
import { useWhen } from '../web/show.ts'
import { words } from './words.ts'

/** Books for somebody who came to the station or called. */
export function BookFor({ of, fromAt, onDone }: { of: ResourceView; fromAt: string; onDone: () => void }) {
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
  const bookAt = (at: string) =>
    send.mutate({
      params: { resourceId: of.id },
      body: { fromAt: at, somebody: { name: name.trim(), phone: phone.trim() } },
    })
  const ready = name.trim() !== '' && phone.trim() !== ''
  return (
    <div className="st-form">
      <h3>
        {w.bookFor} · {of.unit === 'day' ? format.day(fromAt) : format.moment(fromAt)}
      </h3>
      <div className="st-two">
        <Field label={f.whoName} error={send.error?.field('somebody.name')}>
          {(control) => <Line control={control} value={name} onChange={setName} maxLength={30} />}
        </Field>
        <Field label={f.phone} error={send.error?.field('phone')}>
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
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button look="main" icon="check" busy={send.isPending} disabled={!ready} onClick={() => bookAt(fromAt)}>
          {w.bookFor}
        </Button>
      </div>
    </div>
  )
}
