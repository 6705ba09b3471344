import { useState } from 'react'
import { bracketed } from '../../../../kernel/contract/punctuation.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useLang, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Facts, Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import { Line, useNameOf } from '../../../matters/desk/public.ts'
import { type IdeaView, revealAuthor } from '../../contract.ts'
import { words } from '../words.ts'

/** Who gave it, masked; in full for a reason that leaves a trace. */
export function AuthorCard({ of }: { of: IdeaView }) {
  const w = useWords(words).one
  const lang = useLang()
  const nameOf = useNameOf()
  const { contact, typedIn } = of
  const name = contact?.name ?? w.unknown
  const paperOf = ({ formNumber, post, consentVersion }: NonNullable<typeof typedIn>) =>
    w.paperText(formNumber, nameOf(post), consentVersion)
  return (
    <Sheet title={w.author}>
      <div className="ui-stack">
        <Facts
          rows={[
            { label: w.author, value: of.anonymous ? name + bracketed(lang, w.hiddenName) : name },
            { label: w.phone, value: contact?.phone ?? w.unknown },
            ...(typedIn ? [{ label: w.paper, value: paperOf(typedIn) }] : []),
          ]}
        />
        {contact && of.may.includes('reveal') && <RevealAuthor of={of} />}
      </div>
    </Sheet>
  )
}

function RevealAuthor({ of }: { of: IdeaView }) {
  const w = useWords(words).one
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const send = useCommand(revealAuthor)
  if (send.data)
    return (
      <div>
        <strong>{send.data.name}</strong>{' '}
        {send.data.phone ? <Go to={`tel:${send.data.phone}`}>{send.data.phone}</Go> : w.unknown}
        <div className="ui-small ui-muted">{w.revealed}</div>
      </div>
    )
  if (!asking)
    return (
      <div>
        <Button icon="eye" onClick={() => setAsking(true)}>
          {w.reveal}
        </Button>
      </div>
    )
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim()) send.mutate({ params: { ideaId: of.id }, body: { reason: reason.trim() } })
      }}
    >
      <Field label={w.revealWhy} hint={w.revealHint} error={send.error?.field('reason')}>
        {(control) => <Line control={control} value={reason} maxLength={200} onChange={setReason} />}
      </Field>
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" icon="eye" busy={send.isPending} disabled={reason.trim() === ''}>
          {w.revealGo}
        </Button>
      </div>
    </form>
  )
}
