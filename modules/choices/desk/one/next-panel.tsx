import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { NextSheet } from '../../../../ui/desk/next-sheet.tsx'
import { DialogButton, WhyButton } from '../../../../ui/dialog-buttons.tsx'
import { Remark } from '../../../../ui/error-note.tsx'
import { changeQuestion, getQuestion, listQuestions, type QuestionView, stepQuestion } from '../../contract.ts'
import { bodyOf, draftOf, QuestionForm } from '../question-form.tsx'
import { words } from '../words.ts'

const changes = [getQuestion, listQuestions]

/** What to do next, and why it cannot be done yet. */
export function NextPanel({ of }: { of: QuestionView }) {
  const w = useWords(words)
  const say = useSay()
  const params = { questionId: of.id }
  const step = useCommand(stepQuestion, { changes })
  const cancel = useCommand(stepQuestion, { changes })
  if (of.cancelledWhy) return <Remark icon="pause" title={w.cancelledWhy(of.cancelledWhy)} />
  if (of.steps.length === 0) return null
  const onward = of.steps.filter((one) => one.step !== 'cancel')
  return (
    <NextSheet
      title={w.next}
      busy={step.isPending}
      error={step.error}
      steps={onward.map(({ step: name, obstacle }) => ({
        key: name,
        label: w.step[name],
        why: obstacle ? say(obstacle) : undefined,
        open: obstacle === null,
        onTake: () => step.mutate({ params, body: { step: name } }),
      }))}
    >
      {of.state === 'draft' && (
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

function ChangeForm({ of, onDone }: { of: QuestionView; onDone: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(of))
  const save = useCommand(changeQuestion, { changes, onDone })
  const body = bodyOf(draft)
  return (
    <QuestionForm
      draft={draft}
      onChange={setDraft}
      ready={body !== null}
      busy={save.isPending}
      error={save.error}
      onSave={() => body && save.mutate({ params: { questionId: of.id }, body })}
    />
  )
}
