import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog, Dialog } from '../../../../ui/dialog.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Lines } from '../../../matters/desk/public.ts'
import { changeQuestion, getQuestion, listQuestions, type QuestionView, stepQuestion } from '../../contract.ts'
import { bodyOf, draftOf, QuestionForm } from '../question-form.tsx'
import { words } from '../words.ts'

const changes = [getQuestion, listQuestions]

/** What to do next, and why it cannot be done yet. */
export function NextPanel({ of }: { of: QuestionView }) {
  const w = useWords(words)
  const say = useSay()
  const step = useCommand(stepQuestion, { changes })
  const onward = of.steps.filter((one) => one.step !== 'cancel')
  if (of.cancelledWhy) return <Remark icon="pause" title={w.cancelledWhy(of.cancelledWhy)} />
  if (of.steps.length === 0) return null
  return (
    <Sheet title={w.next}>
      <div className="ui-stack">
        {onward.map(({ step: name, obstacle }) => obstacle && <p key={name}>{say(obstacle)}</p>)}
        <ErrorNote error={step.error} />
        <div className="ui-row">
          {onward.map(({ step: name, obstacle }) => (
            <Button
              key={name}
              look="main"
              busy={step.isPending}
              disabled={obstacle !== null}
              onClick={() => step.mutate({ params: { questionId: of.id }, body: { step: name } })}
            >
              {w.step[name]}
            </Button>
          ))}
          {of.state === 'draft' && <Change of={of} />}
          {of.steps.some((one) => one.step === 'cancel') && <Cancel of={of} />}
        </div>
      </div>
    </Sheet>
  )
}

function Change({ of }: { of: QuestionView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState(() => draftOf(of))
  const save = useCommand(changeQuestion, { changes, onDone: () => setOpen(false) })
  const body = bodyOf(draft)
  return (
    <>
      <Button icon="edit" onClick={() => setOpen(true)}>
        {w.change}
      </Button>
      <Dialog open={open} wide title={w.change} onClose={() => setOpen(false)}>
        <QuestionForm
          draft={draft}
          onChange={setDraft}
          ready={body !== null}
          busy={save.isPending}
          error={save.error}
          onSave={() => body && save.mutate({ params: { questionId: of.id }, body })}
        />
      </Dialog>
    </>
  )
}

function Cancel({ of }: { of: QuestionView }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  const step = useCommand(stepQuestion, { changes, onDone: () => setOpen(false) })
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
        onConfirm={() => step.mutate({ params: { questionId: of.id }, body: { step: 'cancel', why: why.trim() } })}
      >
        <Field label={w.why}>
          {(control) => <Lines control={control} rows={2} value={why} onChange={setWhy} maxLength={500} />}
        </Field>
      </ConfirmDialog>
    </>
  )
}
