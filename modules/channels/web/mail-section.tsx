import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { confirmMail, getPreferences, type PreferenceView, setMail } from '../contract.ts'
import type { Agreement } from './consent-part.tsx'
import { words } from './words.ts'

const changes = [getPreferences]

/** The address for mail: typed, confirmed by a code, taken away. */
export function MailSection({ of, agreement }: { of: PreferenceView; agreement: Agreement }) {
  const w = useWords(words)
  const [other, setOther] = useState(false)
  const drop = useCommand(setMail, { changes, onDone: () => setOther(false) })
  if (of.mail === null || other) return <AddressForm agreement={agreement} onDone={() => setOther(false)} />
  return (
    <div className="ui-stack">
      <p>{of.mailConfirmed ? w.mailNow(of.mail) : w.mailWaits(of.mail)}</p>
      {!of.mailConfirmed && <CodeForm />}
      <ErrorNote error={drop.error} />
      <div className="ui-row">
        <Button onClick={() => setOther(true)}>{w.mailOther}</Button>
        <Button look="quiet" busy={drop.isPending} onClick={() => drop.mutate({ body: { address: '' } })}>
          {w.mailDrop}
        </Button>
      </div>
    </div>
  )
}

function AddressForm({ agreement, onDone }: { agreement: Agreement; onDone: () => void }) {
  const w = useWords(words)
  const [address, setAddress] = useState('')
  const send = useCommand(setMail, { changes, onDone })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (agreement.ready) send.mutate({ body: { address, ...agreement.said } }, { onError: agreement.onRefused })
  }
  const fault = send.error?.field('address')
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.mail} error={fault}>
        {(control) => (
          <input
            className="ui-input"
            {...control}
            type="email"
            autoComplete="email"
            maxLength={200}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
      </Field>
      {!fault && <ErrorNote error={send.error} />}
      <div>
        <Button type="submit" busy={send.isPending} disabled={address.trim() === '' || !agreement.ready}>
          {w.mailSend}
        </Button>
      </div>
    </form>
  )
}

function CodeForm() {
  const w = useWords(words)
  const [code, setCode] = useState('')
  const confirm = useCommand(confirmMail, { changes })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    confirm.mutate({ body: { code } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.code} hint={w.codeHint} error={confirm.error?.message}>
        {(control) => (
          <input
            className="ui-input"
            {...control}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="submit" look="main" busy={confirm.isPending} disabled={!/^[0-9]{6}$/.test(code)}>
          {w.confirm}
        </Button>
      </div>
    </form>
  )
}
