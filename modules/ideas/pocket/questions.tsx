import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useNames } from '../../matters/pocket/public.ts'
import { type RemarkView, sayRemark } from '../contract.ts'
import { hideReasons } from '../idea.ts'
import { ideaBook } from '../idea-words.ts'
import { AppealForm } from './appeal-card.tsx'
import type { OwnProps } from './idea-whole.tsx'
import { changes } from './parts.tsx'
import { words } from './words.ts'

/** Questions with their answers, in the order in which they were asked. */
export function Questions({ of, receipt }: OwnProps) {
  const w = useWords(words)
  const questions = of.remarks.filter(({ questionId }) => questionId === null)
  const own = receipt ? { of, receipt } : { of }
  if (questions.length === 0 && !of.may.includes('ask')) return null
  return (
    <Card title={w.questions}>
      {questions.map((question) => (
        <div key={question.id} className="ip-remark">
          <Said {...own} remark={question} />
          {of.remarks
            .filter(({ questionId }) => questionId === question.id)
            .map((answer) => (
              <div key={answer.id} className="ip-answer">
                <Said {...own} remark={answer} />
              </div>
            ))}
          {of.may.includes('answer') && question.state === 'published' && (
            <Say {...own} questionId={question.id} label={w.answer} placeholder={w.answerPlaceholder} />
          )}
        </div>
      ))}
      {of.may.includes('ask') && <Say {...own} label={w.ask} placeholder={w.askPlaceholder} />}
    </Card>
  )
}

function Said({ of, receipt, remark }: OwnProps & { readonly remark: RemarkView }) {
  const w = useWords(words)
  const book = useWords(ideaBook)
  const format = useFormat()
  const nameOf = useNames()
  const reason = hideReasons.find((one) => one === remark.hidden?.reason)
  const name = remark.saidAs === 'author' ? w.author : remark.name ? nameOf(remark.name) : w.anonymous
  return (
    <>
      <p className="ip-text">{remark.words}</p>
      <p className="ip-foot">
        <span className={remark.saidAs === 'staff' ? 'ip-office' : ''}>{name}</span>
        <span>{format.fromNow(remark.at)}</span>
        {remark.state === 'pending' && <span>{w.remarkPending}</span>}
        {remark.state === 'hidden' && (
          <span>
            {[w.remarkHidden, reason && book.hideReason[reason], remark.hidden?.words].filter(Boolean).join(' · ')}
          </span>
        )}
      </p>
      {remark.mayAppeal && <AppealForm ideaId={of.id} remarkId={remark.id} {...(receipt ? { receipt } : {})} />}
    </>
  )
}

interface SayProps extends OwnProps {
  readonly questionId?: RemarkView['id']
  readonly label: string
  readonly placeholder: string
}

function Say({ of, receipt, questionId, label, placeholder }: SayProps) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const send = useCommand(sayRemark, {
    changes,
    onDone: () => {
      setSaid('')
      setOpen(false)
      toast(w.asked)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { words: said.trim(), ...(questionId ? { questionId } : {}), ...(receipt ? { receipt } : {}) }
    if (said.trim()) send.mutate({ params: { ideaId: of.id }, body })
  }
  if (!open)
    return (
      <Button look="quiet" icon="message" onClick={() => setOpen(true)}>
        {label}
      </Button>
    )
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={label} error={send.error?.field('words')}>
        {(control) => (
          <TextArea
            control={control}
            rows={3}
            value={said}
            onChange={setSaid}
            placeholder={placeholder}
            maxLength={500}
          />
        )}
      </Field>
      <ErrorNote error={send.error} />
      <Button type="submit" busy={send.isPending} disabled={said.trim() === ''}>
        {w.askSend}
      </Button>
    </form>
  )
}
