import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Go } from '../../../ui/navigation.tsx'
import { type DueView, revealContact } from '../contract.ts'
import { visitWords } from '../web/words.ts'

/** Whom to ask for. The number is masked until it is needed; the look leaves a record. */
export function Contacts({ due }: { due: DueView }) {
  const v = useWords(visitWords)
  if (due.contacts.length === 0) return <p className="ui-muted">{v.nobody}</p>
  return (
    <ul className="vi-contacts">
      {due.contacts.map((contact) => (
        <Contact key={contact.id} due={due} contact={contact} />
      ))}
    </ul>
  )
}

function Contact({ due, contact }: { due: DueView; contact: DueView['contacts'][number] }) {
  const v = useWords(visitWords)
  const reveal = useCommand(revealContact)
  const known = reveal.data
  return (
    <li>
      <strong>{known?.name ?? contact.name}</strong>
      {contact.duty && <span className="ui-muted">{contact.duty}</span>}
      {known?.phone ? <Go to={`tel:${known.phone}`}>{known.phone}</Go> : <span>{contact.phone}</span>}
      {!known && contact.phone && due.may.record && (
        <Button
          icon="phone"
          busy={reveal.isPending}
          onClick={() =>
            reveal.mutate({ params: { dueId: due.id, contactId: contact.id }, body: { reason: v.revealReason } })
          }
        >
          {v.reveal}
        </Button>
      )}
      <ErrorNote error={reveal.error} />
    </li>
  )
}
