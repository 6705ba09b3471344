import '../parts/choice.css'
import { useState } from 'react'
import type { Endpoint } from '../../../../kernel/contract/endpoint.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { Line } from '../../../matters/desk/public.ts'
import { me } from '../../../people/contract.ts'
import {
  addContact,
  type ContactView,
  confirmContact,
  endContact,
  type FirmView,
  getFirm,
  revealContact,
} from '../../contract.ts'
import { contactReaders } from '../../firm-roles.ts'
import { ContactLink } from '../contact-link.tsx'
import { words } from './words.ts'

type Ask = { readonly what: 'add' } | { readonly what: 'confirm' | 'end' | 'reveal'; readonly contact: ContactView }

const changes: readonly Endpoint[] = [getFirm]

/** Who can be reached, masked; a number is shown for a reason, which is kept. */
export function ContactsSheet({ firm }: { firm: FirmView }) {
  const w = useWords(words)
  const [ask, setAsk] = useState<Ask | null>(null)
  const roles = useEndpoint(me, {}, { staleTime: 5 * 60_000 }).data?.roles ?? []
  const mayReveal = roles.some((role) => (contactReaders as readonly string[]).includes(role))
  const close = () => setAsk(null)
  return (
    <Sheet
      title={w.contacts}
      tools={
        firm.mayWrite && (
          <Button look="quiet" icon="plus" onClick={() => setAsk({ what: 'add' })}>
            {w.addContact}
          </Button>
        )
      }
    >
      {firm.contacts.map((contact) => (
        <div key={contact.id} className="firm-contact">
          <span>
            <strong>{contact.name}</strong> {contact.duty}
            {contact.isMain && <span className="ui-small ui-muted"> · {w.main}</span>}
          </span>
          <span>{contact.phone}</span>
          <StatusWord
            words={contact.confirmedAt ? w.confirmed(contact.confirmedBy ?? '') : w.unconfirmed}
            tone={contact.confirmedAt ? 'done' : 'plain'}
          />
          <div className="ui-row">
            {mayReveal && (
              <Button look="quiet" icon="eye" onClick={() => setAsk({ what: 'reveal', contact })}>
                {w.reveal}
              </Button>
            )}
            {firm.mayWrite && !contact.confirmedAt && (
              <Button look="quiet" icon="check" onClick={() => setAsk({ what: 'confirm', contact })}>
                {w.confirm}
              </Button>
            )}
            {firm.mayWrite && contact.confirmedAt && <ContactLink contact={contact} />}
            {firm.mayWrite && (
              <Button look="quiet" icon="cross" onClick={() => setAsk({ what: 'end', contact })}>
                {w.end}
              </Button>
            )}
          </div>
        </div>
      ))}
      {ask?.what === 'add' && <AddDialog firm={firm} onClose={close} />}
      {ask?.what === 'confirm' && <HowDialog contact={ask.contact} onClose={close} />}
      {ask?.what === 'reveal' && <RevealDialog contact={ask.contact} onClose={close} />}
      {ask?.what === 'end' && <EndDialog contact={ask.contact} onClose={close} />}
    </Sheet>
  )
}

function AddDialog({ firm, onClose }: { firm: FirmView; onClose: () => void }) {
  const w = useWords(words)
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('')
  const [duty, setDuty] = useState('')
  const send = useCommand(addContact, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.addContact}
      confirm={w.addContact}
      busy={send.isPending}
      error={send.error}
      notYet={!name.trim() || phone.trim().length < 5 || !duty.trim()}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({
          params: { firmId: firm.id },
          body: { name: name.trim(), phone: phone.trim(), duty: duty.trim() },
        })
      }
    >
      <div className="firm-form">
        <Field label={w.contactName}>
          {(control) => <Line control={control} value={name} maxLength={60} onChange={setName} />}
        </Field>
        <Field label={w.phone} error={send.error?.field('phone')}>
          {(control) => <Line control={control} type="tel" value={phone} maxLength={30} onChange={setPhone} />}
        </Field>
        <Field label={w.duty}>
          {(control) => <Line control={control} value={duty} maxLength={30} onChange={setDuty} />}
        </Field>
      </div>
    </ConfirmDialog>
  )
}

interface ContactDialogProps {
  readonly contact: ContactView
  readonly onClose: () => void
}

function HowDialog({ contact, onClose }: ContactDialogProps) {
  const w = useWords(words)
  const [how, setHow] = useState('')
  const send = useCommand(confirmContact, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={`${w.confirm} · ${contact.name}`}
      confirm={w.confirm}
      busy={send.isPending}
      error={send.error}
      notYet={how.trim().length < 2}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { contactId: contact.id }, body: { how: how.trim() } })}
    >
      <Field label={w.how} hint={w.confirmHint}>
        {(control) => <Line control={control} value={how} maxLength={200} onChange={setHow} />}
      </Field>
    </ConfirmDialog>
  )
}

function RevealDialog({ contact, onClose }: ContactDialogProps) {
  const w = useWords(words)
  const [reason, setReason] = useState('')
  const send = useCommand(revealContact, { changes })
  return (
    <ConfirmDialog
      open
      title={`${w.reveal} · ${contact.name}`}
      confirm={w.reveal}
      busy={send.isPending}
      error={send.error}
      notYet={reason.trim().length < 4 || send.data !== undefined}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { contactId: contact.id }, body: { reason: reason.trim() } })}
    >
      {send.data ? (
        <p>
          <strong>{send.data.name}</strong> <Go to={`tel:${send.data.phone}`}>{send.data.phone}</Go>
          <span className="firm-second">{w.shown}</span>
        </p>
      ) : (
        <Field label={w.revealReason} hint={w.revealHint}>
          {(control) => <Line control={control} value={reason} maxLength={200} onChange={setReason} />}
        </Field>
      )}
    </ConfirmDialog>
  )
}

function EndDialog({ contact, onClose }: ContactDialogProps) {
  const w = useWords(words)
  const send = useCommand(endContact, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={`${w.end} · ${contact.name}`}
      confirm={w.end}
      busy={send.isPending}
      error={send.error}
      onClose={onClose}
      onConfirm={() => send.mutate({ params: { contactId: contact.id } })}
    >
      <p>{w.endText}</p>
    </ConfirmDialog>
  )
}
