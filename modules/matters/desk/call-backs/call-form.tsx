import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { CtrlEnter } from '../../../../ui/pills.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { act, callBacks, listMatters, myWork } from '../../contract.ts'
import { followUpOf, isAnswered, noFollowUp } from '../matter/draft.ts'
import { FollowUpForm } from '../parts/follow-up-form.tsx'
import { Lines } from '../parts/inputs.tsx'
import { answerByKey } from './call-keys.ts'
import type { CallBack } from './call-list.tsx'
import { words } from './words.ts'

export interface CallFormProps {
  readonly call: CallBack
  /** The matter has left the list, or was called once more. */
  readonly onDone: () => void
}

const changes = [callBacks, listMatters, myWork]

/** What the call found. Single keys answer while nobody types words; Ctrl+Enter saves and goes on. */
export function CallForm({ call, onDone }: CallFormProps) {
  const w = useWords(words)
  const [found, setFound] = useState(noFollowUp)
  const [said, setSaid] = useState('')
  const [tried, setTried] = useState(false)
  const send = useCommand(act, {
    changes,
    onDone: (_, { body }) => {
      const { solved } = body.followUp ?? {}
      toast(solved === undefined ? w.done.unreached : solved ? w.done.solved : w.done.notSolved)
      onDone()
    },
  })
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    setTried(true)
    if (!isAnswered(found) || send.isPending) return
    const remark = said.trim()
    send.mutate({
      params: { matterId: call.matter.id },
      body: { action: 'follow_up', followUp: followUpOf(found), ...(remark ? { words: remark } : {}) },
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      return submit()
    }
    const typing = event.target instanceof HTMLElement && event.target.matches('textarea, input[type=text]')
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    const answered = answerByKey(event.key, found)
    if (!answered) return
    event.preventDefault()
    event.stopPropagation()
    setFound(answered)
  }
  return (
    <form className="ui-stack" onSubmit={submit} onKeyDown={onKeyDown} tabIndex={-1} ref={focusForm}>
      <FollowUpForm
        kind={call.matter.kind}
        value={found}
        onChange={setFound}
        keys
        error={tried && !isAnswered(found) ? w.fault : undefined}
      />
      <Field label={w.words} optional>
        {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={2000} />}
      </Field>
      <ErrorNote error={send.error} />
      <div className="ui-row">
        <Button type="submit" look="main" icon="check" busy={send.isPending}>
          {w.save}
        </Button>
        {call.canClose && <CloseUnreached call={call} onDone={onDone} />}
        <CtrlEnter>{w.keys}</CtrlEnter>
      </div>
    </form>
  )
}

const focusForm = (form: HTMLFormElement | null) => form?.focus({ preventScroll: true })

/** After as many calls as the kind asks, a matter may be closed without an answer. */
function CloseUnreached({ call, onDone }: CallFormProps) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState<string>(w.closeDefault)
  const send = useCommand(act, {
    changes,
    onDone: () => {
      toast(w.done.closed)
      onDone()
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{w.close}</Button>
      <ConfirmDialog
        open={open}
        title={w.close}
        confirm={w.close}
        busy={send.isPending}
        error={send.error}
        notYet={said.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() =>
          send.mutate({ params: { matterId: call.matter.id }, body: { action: 'close', words: said.trim() } })
        }
      >
        <p className="ui-muted">{w.closeHint}</p>
        <Field label={w.closeWords}>
          {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={2000} />}
        </Field>
      </ConfirmDialog>
    </>
  )
}
