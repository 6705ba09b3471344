import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { NextSheet } from '../../../ui/desk/next-sheet.tsx'
import { DialogButton, WhyButton } from '../../../ui/dialog-buttons.tsx'
import { callMayChange, callTransitions } from '../call.ts'
import { type CallView, changeCall, stepCall } from '../contract.ts'
import { bodyOf, CallForm, draftOf } from './call-form.tsx'
import { changes } from './one/changes.ts'
import { words } from './words.ts'

/** What to do next, and why something cannot be done yet. */
export function NextPanel({ of }: { of: CallView }) {
  const w = useWords(words)
  const say = useSay()
  const params = { callId: of.id }
  const step = useCommand(stepCall, { changes })
  const cancel = useCommand(stepCall, { changes })
  const steps = callTransitions.filter((one) => one.step !== 'cancel' && one.from.includes(of.state))
  const whyNot = new Map(of.blocked.map((one) => [one.step, say(one.why)]))
  return (
    <NextSheet
      said={of.state === 'cancelled' ? w.next.cancelled(of.cancelledWhy ?? '') : w.next[of.state]}
      busy={step.isPending}
      error={step.error}
      steps={steps.map((one) => ({
        key: one.step,
        label: w.step[one.step],
        look: one.step === 'close' ? 'plain' : 'main',
        why: whyNot.get(one.step),
        open: of.steps.includes(one.step),
        onTake: () => step.mutate({ params, body: { step: one.step } }),
      }))}
    >
      {callMayChange(of.state) && (
        <DialogButton label={w.change} icon="edit" wide>
          {(done) => <ChangeForm of={of} onDone={done} />}
        </DialogButton>
      )}
      {of.steps.includes('cancel') && (
        <WhyButton
          label={w.step.cancel}
          why={w.why}
          hint={w.whyHint}
          busy={cancel.isPending}
          error={cancel.error}
          onTake={(why, onSuccess) => cancel.mutate({ params, body: { step: 'cancel', why } }, { onSuccess })}
        />
      )}
    </NextSheet>
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
