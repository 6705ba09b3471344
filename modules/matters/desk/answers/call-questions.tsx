import './answers.css'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Field } from '../../../../ui/field.tsx'
import { Pills } from '../../../../ui/pills.tsx'
import { callScript } from '../../answers/contract.ts'
import { foundBy } from '../../answers/script.ts'
import type { FollowUpDraft } from '../matter/draft.ts'
import { answerWords } from './words.ts'

interface QuestionsProps {
  readonly kind: string
  readonly value: FollowUpDraft
  readonly onChange: (value: FollowUpDraft) => void
}

/** The office's script for a kind: what to say first, and once somebody is reached its questions. An answer that counts fills in the fields below. */
export function CallQuestions({ kind, value, onChange }: QuestionsProps) {
  const a = useWords(answerWords)
  const { data } = useEndpoint(callScript, { query: { kind } }, { staleTime: 60_000 })
  const script = data?.script
  if (!data || !script || value.method === 'verify') return null
  const given = value.script?.version === data.version ? value.script.given : script.questions.map(() => null)
  const answer = (n: number, at: number) => {
    const next = given.map((one, q) => (q === n ? at : one))
    const found = foundBy(script, next)
    onChange({
      ...value,
      script: { version: data.version, given: next },
      ...(found.solved === null ? {} : { solved: found.solved }),
      ...(found.stars === null ? {} : { satisfaction: found.stars }),
    })
  }
  return (
    <div className="call-script">
      {script.opening && <blockquote>{script.opening}</blockquote>}
      {value.reached === true &&
        script.questions.map(({ ask, answers }, n) => {
          const at = given[n]
          return (
            <Field key={ask} label={`${a.question(n + 1)} ${ask}`} group>
              <Pills
                value={at === null || at === undefined ? null : String(at)}
                onChange={(chosen) => answer(n, Number(chosen))}
                options={answers.map(({ text }, place) => ({ value: String(place), label: text }))}
              />
            </Field>
          )
        })}
    </div>
  )
}
