import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Sheet } from '../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { Lines } from '../../matters/desk/public.ts'
import { callMayChange, callTransitions } from '../call.ts'
import { type CallView, changeCall, stepCall } from '../contract.ts'
import { bodyOf, CallForm, draftOf } from './call-form.tsx'
import { changes } from './one/changes.ts'
import { words } from './words.ts'

/** What to do next, and why something cannot be done yet. */
export function NextPanel({ of }: { of: CallView }) {
  const w = useWords(words)
  const say = useSay()
  const ui = useUiWords()
  const step = useCommand(stepCall, { changes })
  const onward = callTransitions.filter((one) => one.step !== 'cancel' && one.from.includes(of.state))
  const said = of.state === 'cancelled' ? w.next.cancelled(of.cancelledWhy ?? '') : w.next[of.state]
  return (
    <Sheet>
      <div className="ui-stack">
        <p>{said}</p>
        {of.blocked
          .filter((one) => one.step !== 'cancel')
          .map((one) => (
            <p key={one.step} className="ui-muted ui-small">
              {ui.named(w.step[one.step], say(one.why))}
            </p>
          ))}
        <ErrorNote error={step.error} />
        <div className="ui-row">
          {onward.map((one) => (
            <Button
              key={one.step}
              look={one.step === 'close' ? 'plain' : 'main'}
              busy={step.isPending}
              disabled={!of.steps.includes(one.step)}
              onClick={() => step.mutate({ params: { callId: of.id }, body: { step: one.step } })}
            >
              {w.step[one.step]}
            </Button>
          ))}
          {callMayChange(of.state) && <ChangeButton of={of} />}
          {of.steps.includes('cancel') && <CancelButton of={of} />}
        </div>
      </div>
    </Sheet>
  )
}

function CancelButton({ of }: { of: CallView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const step = useCommand(stepCall, { changes, onDone: () => setOpen(false) })
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {w.step.cancel}
      </Button>
      <ConfirmDialog
        open={open}
        title={w.step.cancel}
        confirm={w.step.cancel}
        final
        busy={step.isPending}
        error={step.error}
        notYet={why.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() => step.mutate({ params: { callId: of.id }, body: { step: 'cancel', why: why.trim() } })}
      >
        <Field label={w.why} hint={w.whyHint}>
          {(control) => <Lines control={control} rows={2} value={why} onChange={setWhy} maxLength={500} />}
        </Field>
      </ConfirmDialog>
    </>
  )
}

function ChangeButton({ of }: { of: CallView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon="edit" onClick={() => setOpen(true)}>
        {w.change}
      </Button>
      <Dialog open={open} title={w.change} wide onClose={() => setOpen(false)}>
        <ChangeForm of={of} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function ChangeForm({ of, onDone }: { of: CallView; onDone: () => void }) {
  const w = useWords(words)
  const [draft, setDraft] = useState(() => draftOf(of))
  const save = useCommand(changeCall, { changes, onDone })
  return (
    <CallForm
      draft={draft}
      onChange={(patch) => setDraft((now) => ({ ...now, ...patch }))}
      fixed={{ place: true, moderation: of.state !== 'draft' }}
      save={w.form.saveChange}
      busy={save.isPending}
      error={save.error}
      onSave={() => {
        const body = bodyOf(draft)
        if (body) save.mutate({ params: { callId: of.id }, body })
      }}
    />
  )
}
