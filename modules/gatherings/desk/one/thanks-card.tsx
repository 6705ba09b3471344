import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { Lines } from '../../../matters/desk/public.ts'
import { type GatheringView, thankParties } from '../../contract.ts'
import { traits } from '../../gathering.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** Thanks to all who came, once. */
export function ThanksCard({ of }: { of: GatheringView }) {
  const w = useWords(words).thanks
  const [said, setSaid] = useState('')
  const send = useCommand(thankParties, { changes, onDone: ({ thanked }) => toast(w.done(thanked)) })
  if (of.thanks)
    return (
      <Sheet title={w.sent}>
        <p className="gathering-said">{of.thanks}</p>
      </Sheet>
    )
  if (!of.manages || of.state !== 'held' || !traits[of.kind].feedback) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (said.trim()) send.mutate({ params: { gatheringId: of.id }, body: { words: said.trim() } })
  }
  return (
    <Sheet title={w.title}>
      <form className="ui-stack" onSubmit={submit}>
        <Field label={w.words}>
          {(control) => (
            <Lines
              control={control}
              rows={2}
              value={said}
              onChange={setSaid}
              maxLength={500}
              placeholder={w.placeholder}
            />
          )}
        </Field>
        <ErrorNote error={send.error} />
        <div>
          <Button type="submit" icon="heart" disabled={said.trim() === ''} busy={send.isPending}>
            {w.send}
          </Button>
        </div>
      </form>
    </Sheet>
  )
}
