import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { NextSheet } from '../../../../ui/desk/next-sheet.tsx'
import { DialogButton, WhyButton } from '../../../../ui/dialog-buttons.tsx'
import { changeGathering, type GatheringView, stepGathering } from '../../contract.ts'
import { mayNow, traits, transitions } from '../../gathering.ts'
import { draftOf, PlanForm, planOf } from '../plan-form.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** What to do next, and why something cannot be done yet. */
export function NextPanel({ of }: { of: GatheringView }) {
  const w = useWords(words)
  const say = useSay()
  const params = { gatheringId: of.id }
  const step = useCommand(stepGathering, { changes })
  const cancel = useCommand(stepGathering, { changes })
  const steps = transitions.filter((one) => one.step !== 'cancel' && one.from.includes(of.state))
  const whyNot = new Map(of.blocked.map((one) => [one.step, say(one.why)]))
  return (
    <NextSheet
      said={useSaid(of)}
      busy={step.isPending}
      error={step.error}
      steps={steps.map((one) => ({
        key: one.step,
        label: w.step[one.step],
        why: whyNot.get(one.step),
        open: of.steps.includes(one.step),
        onTake: () => step.mutate({ params, body: { step: one.step } }),
      }))}
    >
      {mayNow('change', of.state) && (
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

/** Where it stands and what that means for who organises. */
function useSaid(of: GatheringView): string {
  const w = useWords(words).next
  if (of.state === 'cancelled') return w.cancelled(of.cancelledWhy ?? '')
  if (!traits[of.kind].stalls || of.state === 'announced') return w[of.state]
  return { draft: w.draftFair, running: w.runningFair, held: w.heldFair }[of.state]
}

function ChangeForm({ of, onDone }: { of: GatheringView; onDone: () => void }) {
  const w = useWords(words)
  const [draft, setDraft] = useState(() => draftOf(of))
  const save = useCommand(changeGathering, { changes, onDone })
  return (
    <PlanForm
      draft={draft}
      onChange={(patch) => setDraft((now) => ({ ...now, ...patch }))}
      withPlace={false}
      save={w.form.saveChange}
      busy={save.isPending}
      error={save.error}
      onSave={() => {
        const body = planOf(draft)
        if (body) save.mutate({ params: { gatheringId: of.id }, body })
      }}
    />
  )
}
