import { type FormEvent, useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { Rating } from '../../../ui/rating.tsx'
import { answerSurvey, atProject, type PublicProject } from '../contract.ts'
import type { Survey } from '../neighbour-kinds.ts'
import { Satisfaction } from '../web/satisfaction.tsx'
import { SignInRemark } from './sign-in-remark.tsx'
import { words } from './words.ts'

/** How satisfied neighbours were and are; while a survey is open, one's own answer. */
export function SatisfactionCard({ of }: { of: PublicProject }) {
  const w = useWords(words)
  const { survey, reader, satisfaction } = of
  const any = satisfaction.before.answers + satisfaction.after.answers > 0
  if (!survey && !any) return null
  return (
    <Card title={w.satisfaction}>
      {survey && reader.signedIn && !reader.answered && <Answer code={of.code} survey={survey} />}
      {survey && reader.answered && <p>{w.answered}</p>}
      {survey && !reader.signedIn && <SignInRemark code={of.code} />}
      {any && <Satisfaction of={satisfaction} />}
    </Card>
  )
}

function Answer({ code, survey }: { code: string; survey: Survey }) {
  const w = useWords(words)
  const [score, setScore] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const send = useCommand(answerSurvey, { changes: [atProject], onDone: () => toast(w.rated) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (score === null) return
    send.mutate({ params: { code }, body: { score, ...(said.trim() ? { words: said.trim() } : {}) } })
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Rating label={w.rate[survey]} value={score} onChange={setScore} />
      {score !== null && (
        <Field label={w.rateWords} optional>
          {(control) => <TextArea control={control} rows={2} value={said} onChange={setSaid} maxLength={500} />}
        </Field>
      )}
      <ErrorNote error={send.error} kept={w.kept} />
      <BigButton type="submit" busy={send.isPending} disabled={score === null}>
        {w.send}
      </BigButton>
    </form>
  )
}
