import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { askOpenedTakeout, askTakeout, listTakeouts } from '../contract.ts'
import { words } from './words.ts'

const changes = [listTakeouts]

/** What is to be in it, and why. */
export function AskDialog({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const [withFiles, setWithFiles] = useState(false)
  const [opens, setOpens] = useState(false)
  const [reason, setReason] = useState('')
  const closed = useCommand(askTakeout, { changes, onDone: onClose })
  const opened = useCommand(askOpenedTakeout, { changes, onDone: onClose })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (opens) opened.mutate({ body: { withFiles, reason: reason.trim() } })
    else closed.mutate({ body: { withFiles } })
  }
  return (
    <Dialog open title={w.ask} onClose={onClose}>
      <form className="ui-stack" onSubmit={submit}>
        <Field label={w.seals} hint={w.never} group>
          <label className="takeout-choice">
            <input type="radio" name="seals" checked={!opens} onChange={() => setOpens(false)} />
            <span>{w.keepClosed}</span>
          </label>
          <label className="takeout-choice">
            <input type="radio" name="seals" checked={opens} onChange={() => setOpens(true)} />
            <span>{w.open}</span>
          </label>
        </Field>
        {opens && (
          <Field label={w.reason} hint={`${w.reasonHint} ${w.openHint}`} error={opened.error?.field('reason')}>
            {(control) => (
              <textarea
                className="ui-input"
                {...control}
                rows={2}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        )}
        <div>
          <label className="takeout-choice">
            <input type="checkbox" checked={withFiles} onChange={(event) => setWithFiles(event.target.checked)} />
            <span>{w.withFiles}</span>
          </label>
          <p className="ui-muted">{w.withFilesHint}</p>
        </div>
        {!opens && <p className="ui-muted">{w.told}</p>}
        <ErrorNote error={closed.error ?? opened.error} />
        <div>
          <Button
            type="submit"
            look="main"
            busy={closed.isPending || opened.isPending}
            disabled={opens && reason.trim().length < 2}
          >
            {w.start}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
