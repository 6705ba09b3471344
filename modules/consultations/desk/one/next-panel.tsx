import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { NextSheet } from '../../../../ui/desk/next-sheet.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { mayStep, steps } from '../../consultation.ts'
import { type ConsultationView, changeConsultation, stepConsultation } from '../../contract.ts'
import { PlanForm, planOf } from '../plan-form.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** What to do next, and why something cannot be done yet. */
export function NextPanel({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const say = useSay()
  const [closing, setClosing] = useState(false)
  const params = { consultationId: of.id }
  const step = useCommand(stepConsultation, { changes })
  const close = useCommand(stepConsultation, { changes, onDone: () => setClosing(false) })
  const whyNot = new Map(of.blocked.map((one) => [one.step, say(one.why)]))
  return (
    <NextSheet
      said={w.next[of.state]}
      busy={step.isPending}
      error={step.error}
      steps={steps
        .filter((one) => mayStep(one, of.state))
        .map((one) => ({
          key: one,
          label: w.step[one],
          look: one === 'close' ? 'plain' : 'main',
          why: whyNot.get(one),
          open: of.steps.includes(one),
          onTake: () => (one === 'close' ? setClosing(true) : step.mutate({ params, body: { step: one } })),
        }))}
    >
      {of.state === 'draft' && (
        <DialogButton label={w.change} icon="edit" wide>
          {(done) => <ChangeForm of={of} onDone={done} />}
        </DialogButton>
      )}
      <ConfirmDialog
        open={closing}
        title={w.step.close}
        confirm={w.step.close}
        final
        busy={close.isPending}
        error={close.error}
        onClose={() => setClosing(false)}
        onConfirm={() => close.mutate({ params, body: { step: 'close' } })}
      >
        <p>{w.closeSure}</p>
      </ConfirmDialog>
    </NextSheet>
  )
}

function ChangeForm({ of, onDone }: { of: ConsultationView; onDone: () => void }) {
  const { title, words: about, fromOn, untilOn, moderation } = of
  const [draft, setDraft] = useState(() => ({
    title,
    words: about,
    place: null,
    fromOn,
    untilOn,
    moderation,
    seeds: '',
  }))
  const save = useCommand(changeConsultation, { changes, onDone })
  return (
    <PlanForm
      draft={draft}
      onChange={(patch) => setDraft((now) => ({ ...now, ...patch, place: null }))}
      fresh={false}
      busy={save.isPending}
      error={save.error}
      onSave={() => {
        const body = planOf(draft)
        if (body) save.mutate({ params: { consultationId: of.id }, body })
      }}
    />
  )
}
