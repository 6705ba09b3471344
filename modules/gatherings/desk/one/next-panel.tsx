import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { Lines } from '../../../matters/desk/public.ts'
import { changeGathering, type GatheringView, stepGathering } from '../../contract.ts'
import { mayNow, traits, transitions } from '../../gathering.ts'
import { draftOf, PlanForm, planOf } from '../plan-form.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'

/** What to do next, and why something cannot be done yet. */
export function NextPanel({ of }: { of: GatheringView }) {
  const w = useWords(words)
  const say = useSay()
  const ui = useUiWords()
  const params = { gatheringId: of.id }
  const step = useCommand(stepGathering, { changes })
  const said = useSaid(of)
  const onward = transitions.filter((one) => one.step !== 'cancel' && one.from.includes(of.state))
  return (
    <Sheet>
      <div className="ui-stack">
        <p>{said}</p>
        {of.blocked.map(({ step: blocked, why }) => (
          <p key={blocked} className="ui-muted ui-small">
            {ui.named(w.step[blocked], say(why))}
          </p>
        ))}
        <ErrorNote error={step.error} />
        <div className="ui-row">
          {onward.map((one) => (
            <Button
              key={one.step}
              look="main"
              busy={step.isPending}
              disabled={!of.steps.includes(one.step)}
              onClick={() => step.mutate({ params, body: { step: one.step } })}
            >
              {w.step[one.step]}
            </Button>
          ))}
          {mayNow('change', of.state) && <ChangeButton of={of} />}
          {of.steps.includes('cancel') && <CancelButton of={of} />}
        </div>
      </div>
    </Sheet>
  )
}

/** Where it stands and what that means for who organises. */
function useSaid(of: GatheringView): string {
  const w = useWords(words).next
  if (of.state === 'cancelled') return w.cancelled(of.cancelledWhy ?? '')
  if (!traits[of.kind].stalls || of.state === 'announced') return w[of.state]
  return { draft: w.draftFair, running: w.runningFair, held: w.heldFair }[of.state]
}

function CancelButton({ of }: { of: GatheringView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const step = useCommand(stepGathering, { changes, onDone: () => setOpen(false) })
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
        onConfirm={() => step.mutate({ params: { gatheringId: of.id }, body: { step: 'cancel', why: why.trim() } })}
      >
        <Field label={w.why} hint={w.whyHint}>
          {(control) => <Lines control={control} rows={2} value={why} onChange={setWhy} maxLength={500} />}
        </Field>
      </ConfirmDialog>
    </>
  )
}

function ChangeButton({ of }: { of: GatheringView }) {
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
