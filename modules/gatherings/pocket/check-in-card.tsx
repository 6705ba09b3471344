import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useNames } from '../../matters/pocket/public.ts'
import { atDoor, checkIn, type DoorView, myGatherings } from '../contract.ts'
import { words } from './words.ts'

/** One press at the door: as who one is, or with a name. */
export function CheckInCard({ of }: { of: DoorView }) {
  const w = useWords(words)
  const say = useSay()
  const here = of.mine.some((entry) => entry.checkedInAt)
  if (of.noCheckIn) {
    // Before the day it is enough to know when; after it, nothing is left to be said.
    return of.state === 'announced' && !here ? <Remark icon="clock" title={say(of.noCheckIn)} /> : null
  }
  return <Card title={w.checkIn}>{of.signedIn ? <MemberCheckIn of={of} /> : <GuestCheckIn of={of} />}</Card>
}

function MemberCheckIn({ of }: { of: DoorView }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNames()
  const send = useCommand(checkIn, { changes: [atDoor, myGatherings], onDone: () => toast(w.welcome) })
  const params = { code: of.code }
  return (
    <div className="ui-stack">
      {of.mine.map((entry) =>
        entry.checkedInAt ? (
          <Remark key={entry.id} icon="check" title={w.checkedIn(format.time(entry.checkedInAt))}>
            {nameOf(entry)}
          </Remark>
        ) : (
          <BigButton
            key={entry.id}
            icon="check"
            busy={send.isPending}
            onClick={() => send.mutate({ params, body: { entryId: entry.id } })}
          >
            {w.checkInAs(nameOf(entry))}
          </BigButton>
        ),
      )}
      {of.mine.length === 0 && (
        <BigButton icon="check" busy={send.isPending} onClick={() => send.mutate({ params, body: {} })}>
          {w.checkIn}
        </BigButton>
      )}
      <ErrorNote error={send.error} />
    </div>
  )
}

function GuestCheckIn({ of }: { of: DoorView }) {
  const w = useWords(words)
  const format = useFormat()
  const [name, setName] = useState('')
  const send = useCommand(checkIn, { changes: [atDoor] })
  if (send.data)
    return (
      <Remark icon="check" title={w.welcome}>
        {w.checkedIn(format.time(send.data.checkedInAt))}
      </Remark>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send.mutate({ params: { code: of.code }, body: name.trim() ? { name: name.trim() } : {} })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.guestName} hint={w.guestHint} error={send.error?.field('name')}>
        {(control) => <TextInput control={control} value={name} onChange={setName} maxLength={40} />}
      </Field>
      {!send.error?.field('name') && <ErrorNote error={send.error} />}
      <BigButton type="submit" icon="check" busy={send.isPending}>
        {w.checkIn}
      </BigButton>
      <Button look="quiet" to="/sign-in">
        {w.signIn}
      </Button>
    </form>
  )
}
