import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { useNames } from '../../matters/pocket/public.ts'
import { askQuestion, atProject, type PublicProject, type PublicQuestion } from '../contract.ts'
import { hideReasonNames } from '../neighbour-kinds.ts'
import { renewalBook } from '../web/words.ts'
import { SignInRemark } from './sign-in-remark.tsx'
import { words } from './words.ts'

/** What neighbours asked and what was answered, and the way to ask. */
export function QuestionsCard({ of }: { of: PublicProject }) {
  const w = useWords(words)
  return (
    <Card title={w.questions}>
      {of.questions.length === 0 && <p className="ui-muted">{w.noQuestions}</p>}
      <ul className="rn-list">
        {of.questions.map((question) => (
          <Question key={question.id} question={question} />
        ))}
      </ul>
      {of.reader.signedIn ? <Ask of={of} /> : <SignInRemark code={of.code} />}
    </Card>
  )
}

function Question({ question }: { question: PublicQuestion }) {
  const w = useWords(words)
  const book = useWords(renewalBook)
  const say = useSay()
  const format = useFormat()
  const nameOf = useNames()
  const { answer, hidden, mine } = question
  return (
    <li>
      <p className="rn-text">{question.words}</p>
      <p className="ui-muted ui-small">
        {[mine ? w.mine : question.by, format.fromNow(question.at), !answer && !hidden && w.waiting]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {hidden && (
        <p className="ui-muted ui-small">
          {[book.hidden, say(hideReasonNames[hidden.reason]), hidden.words].filter(Boolean).join(' · ')}
        </p>
      )}
      {answer && (
        <div className="rn-answer">
          <p className="rn-text">{answer.words}</p>
          <p className="ui-muted ui-small">{`${nameOf(answer.by)} · ${format.fromNow(answer.at)}`}</p>
        </div>
      )}
    </li>
  )
}

function Ask({ of }: { of: PublicProject }) {
  const w = useWords(words)
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const send = useCommand(askQuestion, {
    changes: [atProject],
    onDone: () => {
      toast(w.asked)
      setSaid('')
      setOpen(false)
    },
  })
  if (!open)
    return (
      <Button icon="message" onClick={() => setOpen(true)}>
        {w.ask}
      </Button>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (said.trim()) send.mutate({ params: { code: of.code }, body: { words: said.trim() } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={w.ask} error={send.error?.field('words')}>
        {(control) => (
          <TextArea
            control={control}
            rows={3}
            value={said}
            onChange={setSaid}
            placeholder={w.askPlaceholder}
            maxLength={500}
          />
        )}
      </Field>
      <ErrorNote error={send.error} kept={w.kept} />
      <Button type="submit" look="main" busy={send.isPending} disabled={said.trim() === ''}>
        {w.send}
      </Button>
    </form>
  )
}
