import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { mayStep, steps } from '../../consultation.ts'
import { type ConsultationView, changeConsultation, stepConsultation } from '../../contract.ts'
import { PlanForm, planOf } from '../plan-form.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** What to do next, and why something cannot be done yet. */
export function NextPanel({ of }: { of: ConsultationView }) {
  const w = useWords(words)
  const say = useSay()
  const ui = useUiWords()
  const [closing, setClosing] = useState(false)
  const step = useCommand(stepConsultation, { changes, onDone: () => setClosing(false) })
  const take = (next: (typeof steps)[number]) =>
    step.mutate({ params: { consultationId: of.id }, body: { step: next } })
  return (
    <Sheet>
      <div className="ui-stack">
        <p>{w.next[of.state]}</p>
        {of.blocked.map((one) => (
          <p key={one.step} className="ui-muted ui-small">
            {ui.named(w.step[one.step], say(one.why))}
          </p>
        ))}
        {!closing && <ErrorNote error={step.error} />}
        <div className="ui-row">
          {steps
            .filter((one) => mayStep(one, of.state))
            .map((one) => (
              <Button
                key={one}
                look={one === 'close' ? 'plain' : 'main'}
                busy={step.isPending}
                disabled={!of.steps.includes(one)}
                onClick={() => (one === 'close' ? setClosing(true) : take(one))}
              >
                {w.step[one]}
              </Button>
            ))}
          {of.state === 'draft' && <ChangeButton of={of} />}
        </div>
      </div>
      <ConfirmDialog
        open={closing}
        title={w.step.close}
        confirm={w.step.close}
        final
        busy={step.isPending}
        error={step.error}
        onClose={() => setClosing(false)}
        onConfirm={() => take('close')}
      >
        <p>{w.closeSure}</p>
      </ConfirmDialog>
    </Sheet>
  )
}

function ChangeButton({ of }: { of: ConsultationView }) {
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
