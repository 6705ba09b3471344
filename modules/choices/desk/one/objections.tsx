import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Lines } from '../../../matters/desk/public.ts'
import { answerObjection, getQuestion, type ObjectionView, type QuestionView } from '../../contract.ts'
import { words } from '../words.ts'

/** What was objected, and what was answered. */
export function Objections({ of }: { of: QuestionView }) {
  const w = useWords(words)
  return (
    <Sheet title={w.objections}>
      <ul className="choice-list">
        {of.objections.map((one) => (
          <One key={one.id} of={of} objection={one} />
        ))}
      </ul>
    </Sheet>
  )
}

function One({ of, objection }: { of: QuestionView; objection: ObjectionView }) {
  const w = useWords(words)
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const save = useCommand(answerObjection, { changes: [getQuestion], onDone: () => setOpen(false) })
  const { id, by, at, about, answer } = objection
  return (
    <li>
      <div className="choice-notes">
        <span className="choice-text">{objection.words}</span>
        <span className="ui-muted ui-small">
          {w.objection[about]} · {by} · {format.moment(at)}
        </span>
        {answer && (
          <span className="choice-text">
            <strong>{w.answer}</strong> {answer}
          </span>
        )}
      </div>
      {!answer && of.mayKeep && <Button onClick={() => setOpen(true)}>{w.answer}</Button>}
      <ConfirmDialog
        open={open}
        title={w.answer}
        confirm={w.answer}
        busy={save.isPending}
        error={save.error}
        notYet={text.trim() === ''}
        onClose={() => setOpen(false)}
        onConfirm={() => save.mutate({ params: { questionId: of.id, objectionId: id }, body: { words: text.trim() } })}
      >
        <Field label={w.answer} hint={objection.words}>
          {(control) => <Lines control={control} rows={3} value={text} onChange={setText} maxLength={2000} />}
        </Field>
      </ConfirmDialog>
    </li>
  )
}
