import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { type DueView, revealContact } from '../contract.ts'
import { visitWords } from '../web/words.ts'
import { words } from './words.ts'

/** Whom to ask for; pressing “call” shows the whole number, which leaves a record, and then dials it. */
export function Contacts({ due }: { due: DueView }) {
  if (due.contacts.length === 0) return null
  return (
    <Card>
      {due.contacts.map((contact) => (
        <Contact key={contact.id} due={due} contact={contact} />
      ))}
    </Card>
  )
}

function Contact({ due, contact }: { due: DueView; contact: DueView['contacts'][number] }) {
  const w = useWords(words)
  const v = useWords(visitWords)
  const reveal = useCommand(revealContact)
  const known = reveal.data
  return (
    <div className="ui-stack">
      <p>
        <strong>{known?.name ?? contact.name}</strong> <span className="ui-muted">{contact.duty}</span>{' '}
        {known?.phone ?? contact.phone}
      </p>
      {known?.phone ? (
        <BigButton icon="phone" to={`tel:${known.phone}`}>
          {w.call}
        </BigButton>
      ) : (
        contact.phone && (
          <BigButton
            look={due.method === 'call' ? 'main' : 'plain'}
            icon="phone"
            busy={reveal.isPending}
            onClick={() =>
              reveal.mutate({ params: { dueId: due.id, contactId: contact.id }, body: { reason: v.revealReason } })
            }
          >
            {v.reveal}
          </BigButton>
        )
      )}
      <ErrorNote error={reveal.error} />
    </div>
  )
}
