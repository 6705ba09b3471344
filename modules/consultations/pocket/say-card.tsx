import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Sheet } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { atConsultation, ownVotes, sayStatement } from '../contract.ts'
import { words } from './words.ts'

/** A statement of one's own, in one sentence. */
export function SayCard({ code }: { code: string }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const send = useCommand(sayStatement, {
    changes: [atConsultation, ownVotes],
    onDone: ({ state }) => {
      toast(state === 'waiting' ? w.waiting : w.shown)
      setSaid('')
      setOpen(false)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (said.trim().length >= 2) send.mutate({ params: { code }, body: { words: said.trim() } })
  }
  return (
    <>
      <Button icon="plus" wide onClick={() => setOpen(true)}>
        {w.say}
      </Button>
      <Sheet open={open} title={w.say} onClose={() => setOpen(false)}>
        <form className="ui-stack" onSubmit={submit}>
          <Field label={w.say} hint={w.sayHint} error={send.error?.field('words')}>
            {(control) => (
              <TextArea
                control={control}
                value={said}
                onChange={setSaid}
                maxLength={140}
                rows={3}
                placeholder={w.sayPlaceholder}
              />
            )}
          </Field>
          {!send.error?.field('words') && <ErrorNote error={send.error} />}
          <BigButton type="submit" icon="send" busy={send.isPending} disabled={said.trim().length < 2}>
            {w.send}
          </BigButton>
        </form>
      </Sheet>
    </>
  )
}
