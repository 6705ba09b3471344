import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Lines } from '../../../matters/desk/public.ts'
import { type BudgetView, changeBudget, getBudget, listBudgets, stepBudget } from '../contract.ts'
import { bodyOf, draftOf } from './draft.ts'
import { AboutFields, ItemFields, WayFields } from './vote-form.tsx'
import { words } from './words.ts'

const changes = [getBudget, listBudgets]

/** What to do next, and why it cannot be done yet. */
export function NextPanel({ of }: { of: BudgetView }) {
  const w = useWords(words)
  const say = useSay()
  const step = useCommand(stepBudget, { changes })
  const onward = of.steps.filter((one) => one.step !== 'cancel')
  return (
    <Sheet title={w.next}>
      <div className="ui-stack">
        <p>{of.cancelledWhy ? w.cancelledWhy(of.cancelledWhy) : w.nextOf[of.state]}</p>
        {onward.map(
          ({ step: name, obstacle }) =>
            obstacle && (
              <p key={name} className="ui-muted">
                {say(obstacle)}
              </p>
            ),
        )}
        <ErrorNote error={step.error} />
        <div className="ui-row">
          {onward.map(({ step: name, obstacle }) => (
            <Button
              key={name}
              look={name === 'count' ? 'plain' : 'main'}
              busy={step.isPending}
              disabled={obstacle !== null}
              onClick={() => step.mutate({ params: { budgetId: of.id }, body: { step: name } })}
            >
              {w.step[name]}
            </Button>
          ))}
          {of.state === 'draft' && of.mayKeep && <Change of={of} />}
          {of.steps.some((one) => one.step === 'cancel') && <Cancel of={of} />}
        </div>
      </div>
    </Sheet>
  )
}

function Change({ of }: { of: BudgetView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState(() => draftOf(of))
  const save = useCommand(changeBudget, { changes, onDone: () => setOpen(false) })
  const body = bodyOf(draft)
  const part = { draft, onChange: (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch })) }
  return (
    <>
      <Button
        icon="edit"
        onClick={() => {
          setDraft(draftOf(of))
          setOpen(true)
        }}
      >
        {w.change}
      </Button>
      <Dialog open={open} wide title={w.change} onClose={() => setOpen(false)}>
        <form
          className="ui-stack"
          onSubmit={(event) => {
            event.preventDefault()
            if (body) save.mutate({ params: { budgetId: of.id }, body })
          }}
        >
          <AboutFields {...part} />
          <ItemFields {...part} />
          <WayFields {...part} />
          <ErrorNote error={save.error} />
          <Button type="submit" look="main" busy={save.isPending} disabled={body === null}>
            {w.form.save}
          </Button>
        </form>
      </Dialog>
    </>
  )
}

function Cancel({ of }: { of: BudgetView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const step = useCommand(stepBudget, { changes, onDone: () => setOpen(false) })
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
        onConfirm={() => step.mutate({ params: { budgetId: of.id }, body: { step: 'cancel', why: why.trim() } })}
      >
        <Field label={w.why}>
          {(control) => <Lines control={control} rows={2} value={why} onChange={setWhy} maxLength={500} />}
        </Field>
      </ConfirmDialog>
    </>
  )
}
