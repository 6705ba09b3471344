import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ConfirmDialog } from '../../../../ui/dialog.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Pills } from '../../../../ui/pills.tsx'
import { Line, Lines, useNameOf } from '../../../matters/desk/public.ts'
import { answerQuestion, hideQuestion, type ProjectView, type PublicQuestion } from '../../contract.ts'
import { type HideReason, hideReasonNames, hideReasons } from '../../neighbour-kinds.ts'
import { Satisfaction } from '../../web/satisfaction.tsx'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { PaperDialog } from './paper-dialog.tsx'

/** What neighbours ask and how satisfied they are. */
export function Neighbours({ of }: { of: ProjectView }) {
  const w = useWords(words)
  const [typing, setTyping] = useState(false)
  return (
    <>
      <Sheet title={w.question.title}>
        {of.questions.length === 0 && <p className="ui-muted">{w.question.none}</p>}
        <ul className="rn-list">
          {of.questions.map((question) => (
            <Question key={question.id} of={of} question={question} />
          ))}
        </ul>
      </Sheet>
      <Sheet
        title={w.survey.title}
        tools={
          of.may.includes('paper_answers') && (
            <Button icon="file" onClick={() => setTyping(true)}>
              {w.survey.add}
            </Button>
          )
        }
      >
        <Satisfaction of={of.satisfaction} />
      </Sheet>
      {typing && <PaperDialog of={of} onClose={() => setTyping(false)} />}
    </>
  )
}

interface QuestionProps {
  readonly of: ProjectView
  readonly question: PublicQuestion
}

function Question({ of, question }: QuestionProps) {
  const w = useWords(words).question
  const say = useSay()
  const format = useFormat()
  const nameOf = useNameOf()
  const [open, setOpen] = useState<'answer' | 'hide' | null>(null)
  const { answer, hidden } = question
  const close = () => setOpen(null)
  return (
    <li>
      <p className="rn-text">{question.words}</p>
      <p className="ui-muted ui-small">{`${question.by} · ${format.moment(question.at)}`}</p>
      {hidden && (
        <p className="ui-muted">
          {[w.hidden(say(hideReasonNames[hidden.reason])), hidden.words].filter(Boolean).join(' ')}
        </p>
      )}
      {answer && (
        <div className="rn-answer">
          <p className="rn-text">{answer.words}</p>
          <p className="ui-muted ui-small">{`${nameOf(answer.by)} · ${format.moment(answer.at)}`}</p>
        </div>
      )}
      {of.may.includes('answer') && !hidden && (
        <div className="ui-row">
          {!answer && (
            <Button icon="message" onClick={() => setOpen('answer')}>
              {w.answer}
            </Button>
          )}
          <Button look="quiet" onClick={() => setOpen('hide')}>
            {w.hide}
          </Button>
        </div>
      )}
      {open === 'answer' && <AnswerDialog of={of} question={question} onClose={close} />}
      {open === 'hide' && <HideDialog of={of} question={question} onClose={close} />}
    </li>
  )
}

type OneDialogProps = QuestionProps & { readonly onClose: () => void }

function AnswerDialog({ of, question, onClose }: OneDialogProps) {
  const w = useWords(words).question
  const [said, setSaid] = useState('')
  const send = useCommand(answerQuestion, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.answer}
      confirm={w.answer}
      busy={send.isPending}
      error={send.error}
      notYet={said.trim() === ''}
      onClose={onClose}
      onConfirm={() =>
        send.mutate({ params: { projectId: of.id, questionId: question.id }, body: { words: said.trim() } })
      }
    >
      <Field label={w.answer} hint={question.words}>
        {(control) => <Lines control={control} rows={3} value={said} onChange={setSaid} maxLength={1000} />}
      </Field>
    </ConfirmDialog>
  )
}

function HideDialog({ of, question, onClose }: OneDialogProps) {
  const all = useWords(words)
  const w = all.question
  const say = useSay()
  const [reason, setReason] = useState<HideReason | null>(null)
  const [said, setSaid] = useState('')
  const send = useCommand(hideQuestion, { changes, onDone: onClose })
  return (
    <ConfirmDialog
      open
      title={w.hideTitle}
      confirm={w.hide}
      busy={send.isPending}
      error={send.error}
      notYet={!reason}
      onClose={onClose}
      onConfirm={() =>
        reason &&
        send.mutate({
          params: { projectId: of.id, questionId: question.id },
          body: { reason, ...(said.trim() ? { words: said.trim() } : {}) },
        })
      }
    >
      <Field label={w.hideReason} group>
        <Pills
          value={reason}
          onChange={setReason}
          options={hideReasons.map((value) => ({ value, label: say(hideReasonNames[value]) }))}
        />
      </Field>
      <Field label={all.said} optional>
        {(control) => <Line control={control} value={said} onChange={setSaid} maxLength={300} />}
      </Field>
    </ConfirmDialog>
  )
}
