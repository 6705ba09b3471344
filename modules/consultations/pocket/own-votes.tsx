import { useState } from 'react'
import { useCommand, useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { Sheet } from '../../../ui/pocket/parts.tsx'
import { choices } from '../consultation.ts'
import { atResult, castVote, ownVotes } from '../contract.ts'
import { consultationWords } from '../web/words.ts'
import { words } from './words.ts'

/** What one has voted, to change one's mind. Only on one's own phone. */
export function OwnVotes({ code }: { code: string }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon="edit" look="quiet" wide onClick={() => setOpen(true)}>
        {w.own}
      </Button>
      <Sheet open={open} title={w.own} onClose={() => setOpen(false)}>
        <List code={code} />
      </Sheet>
    </>
  )
}

function List({ code }: { code: string }) {
  const w = useWords(words)
  const c = useWords(consultationWords)
  const { data, error } = useEndpoint(ownVotes, { params: { code } })
  const vote = useCommand(castVote, { changes: [ownVotes, atResult] })
  return (
    <div className="ui-stack">
      <ErrorNote error={error ?? vote.error} />
      {data && <p className="ui-muted ui-small">{data.rows.length > 0 ? w.ownHint : w.ownNone}</p>}
      {data?.rows.map(({ number, words: said, choice }) => (
        <Field key={number} label={said} group>
          <Pills
            value={choice}
            onChange={(next) => vote.mutate({ params: { code }, body: { number, choice: next } })}
            options={choices.map((value) => ({ value, label: c.choice[value] }))}
          />
        </Field>
      ))}
    </div>
  )
}
