import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { Lines, useNameOf } from '../../../matters/desk/public.ts'
import { type IdeaView, moderate, type RemarkView, sayRemark } from '../../contract.ts'
import { words } from '../words.ts'
import { changes } from './changes.ts'
import { HideDialog } from './hide-dialog.tsx'

/** Questions and answers; staff publish, hide and answer them here. */
export function Remarks({ of }: { of: IdeaView }) {
  const w = useWords(words).one
  const questions = of.remarks.filter(({ questionId }) => questionId === null)
  if (questions.length === 0) return null
  return (
    <Sheet title={w.questions}>
      {questions.map((question) => (
        <div key={question.id} className="ideas-remark">
          <Said of={of} remark={question} />
          {of.remarks
            .filter(({ questionId }) => questionId === question.id)
            .map((answer) => (
              <div key={answer.id} className="ideas-answer">
                <Said of={of} remark={answer} />
              </div>
            ))}
          {of.may.includes('answer') && question.state === 'published' && <Answer of={of} question={question} />}
        </div>
      ))}
    </Sheet>
  )
}

function Said({ of, remark }: { of: IdeaView; remark: RemarkView }) {
  const w = useWords(words).one
  const format = useFormat()
  const nameOf = useNameOf()
  const [hiding, setHiding] = useState(false)
  const publish = useCommand(moderate, { changes })
  const name = remark.saidAs === 'author' ? w.author : remark.name ? nameOf(remark.name) : w.neighbour
  return (
    <>
      <p className="ideas-text">{remark.words}</p>
      <div className="ui-row ui-small ui-muted">
        {name} · {format.moment(remark.at)}
        {remark.state !== 'published' && <StatusWord words={w.remark[remark.state]} tone="active" />}
        {of.staff && remark.state === 'pending' && (
          <Button
            busy={publish.isPending}
            onClick={() => publish.mutate({ params: { ideaId: of.id }, body: { act: 'publish', remarkId: remark.id } })}
          >
            {w.publish}
          </Button>
        )}
        {of.staff && remark.state !== 'hidden' && remark.saidAs !== 'staff' && (
          <Button look="quiet" onClick={() => setHiding(true)}>
            {w.hide}
          </Button>
        )}
      </div>
      <ErrorNote error={publish.error} />
      {hiding && <HideDialog ideaId={of.id} remarkId={remark.id} onClose={() => setHiding(false)} />}
    </>
  )
}

function Answer({ of, question }: { of: IdeaView; question: RemarkView }) {
  const w = useWords(words).one
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const send = useCommand(sayRemark, {
    changes,
    onDone: () => {
      setSaid('')
      setOpen(false)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (said.trim()) send.mutate({ params: { ideaId: of.id }, body: { words: said.trim(), questionId: question.id } })
  }
  if (!open)
    return (
      <Button look="quiet" icon="message" onClick={() => setOpen(true)}>
        {w.answer}
      </Button>
    )
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.answer} error={send.error?.field('words')}>
        {(control) => <Lines control={control} rows={2} value={said} onChange={setSaid} maxLength={500} />}
      </Field>
      <ErrorNote error={send.error} />
      <div>
        <Button type="submit" busy={send.isPending} disabled={said.trim() === ''}>
          {w.answerGo}
        </Button>
      </div>
    </form>
  )
}
