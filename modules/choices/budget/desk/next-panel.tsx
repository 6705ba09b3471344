import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { NextSheet } from '../../../../ui/desk/next-sheet.tsx'
import { DialogButton, WhyButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { type BudgetView, changeBudget, getBudget, listBudgets, stepBudget } from '../contract.ts'
import { bodyOf, draftOf } from './draft.ts'
import { AboutFields, ItemFields, WayFields } from './vote-form.tsx'
import { words } from './words.ts'

const changes = [getBudget, listBudgets]

/** What to do next, and why it cannot be done yet. */
export function NextPanel({ of }: { of: BudgetView }) {
  const w = useWords(words)
  const say = useSay()
  const params = { budgetId: of.id }
  const step = useCommand(stepBudget, { changes })
  const cancel = useCommand(stepBudget, { changes })
  const onward = of.steps.filter((one) => one.step !== 'cancel')
  return (
    <NextSheet
      title={w.next}
      said={of.cancelledWhy ? w.cancelledWhy(of.cancelledWhy) : w.nextOf[of.state]}
      busy={step.isPending}
      error={step.error}
      steps={onward.map(({ step: name, obstacle }) => ({
        key: name,
        label: w.step[name],
        look: name === 'count' ? 'plain' : 'main',
        why: obstacle ? say(obstacle) : undefined,
        open: obstacle === null,
        onTake: () => step.mutate({ params, body: { step: name } }),
      }))}
    >
      {of.state === 'draft' && of.mayKeep && (
        <DialogButton label={w.change} icon="edit" wide>
          {(done) => <ChangeForm of={of} onDone={done} />}
        </DialogButton>
      )}
      {of.steps.some((one) => one.step === 'cancel') && (
        <WhyButton
          label={w.step.cancel}
          why={w.why}
          busy={cancel.isPending}
          error={cancel.error}
          onTake={(why, onSuccess) => cancel.mutate({ params, body: { step: 'cancel', why } }, { onSuccess })}
        />
      )}
    </NextSheet>
  )
}

function ChangeForm({ of, onDone }: { of: BudgetView; onDone: () => void }) {
  const w = useWords(words)
  const [draft, setDraft] = useState(() => draftOf(of))
  const save = useCommand(changeBudget, { changes, onDone })
  const body = bodyOf(draft)
  const part = { draft, onChange: (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch })) }
  return (
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
  )
}
