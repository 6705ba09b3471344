import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { type ChannelView, listChannels, replayChannel, testChannel } from '../contract.ts'
import { words } from './words.ts'

interface Props {
  readonly of: ChannelView
  readonly onClose: () => void
}

/** Really sends one message, and says what came of it. */
export function TestDialog({ of, onClose }: Props) {
  const w = useWords(words)
  const [to, setTo] = useState('')
  const test = useCommand(testChannel, { changes: [listChannels] })
  const asks = of.kind === 'mail' || of.kind === 'sms'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    test.mutate({ params: { channelId: of.id }, body: asks ? { to } : {} })
  }
  return (
    <Dialog open title={w.testOf(of.name)} onClose={onClose}>
      <form className="ui-stack" onSubmit={submit}>
        {asks && (
          <Field label={w.testTo} error={test.error?.field('to')}>
            {(control) => (
              <input className="ui-input" {...control} value={to} onChange={(event) => setTo(event.target.value)} />
            )}
          </Field>
        )}
        <ErrorNote error={test.error?.field('to') ? null : test.error} />
        {test.data?.sent && <Remark icon="check" title={w.tested} />}
        {test.data && !test.data.sent && <ErrorNote what={w.testFailed(test.data.error ?? '')} />}
        <div>
          <Button type="submit" look="main" busy={test.isPending}>
            {w.testNow}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** All events since an instant go out again. */
export function ReplayDialog({ of, onClose }: Props) {
  const w = useWords(words)
  const [since, setSince] = useState('')
  const replay = useCommand(replayChannel, { changes: [listChannels] })
  const at = since === '' ? null : new Date(`${since}:00+08:00`)
  return (
    <ConfirmDialog
      open
      title={w.replayOf(of.name)}
      confirm={w.replay}
      busy={replay.isPending}
      notYet={at === null}
      error={replay.error}
      onClose={onClose}
      onConfirm={() => at && replay.mutate({ params: { channelId: of.id }, body: { since: at.toISOString() } })}
    >
      <Field label={w.replaySince} hint={w.replayText}>
        {(control) => (
          <input
            className="ui-input"
            {...control}
            type="datetime-local"
            value={since}
            onChange={(event) => setSince(event.target.value)}
          />
        )}
      </Field>
      {replay.data && <Remark icon="check" title={w.replayed(replay.data.events)} />}
    </ConfirmDialog>
  )
}
