import { useState } from 'react'
import { bracketed } from '../../../../kernel/contract/punctuation.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Tick } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../../ui/pocket/parts.tsx'
import { giveMyAnswer, nothingTyped, type Typing, typedValue, unitHint } from '../../../policies/pocket/public.ts'
import { getWant, type WantView } from '../../contract.ts'
import { useLanguage } from '../../web/use-language.ts'
import { words } from '../words.ts'
import { FactInput } from './fact-input.tsx'

/** The one fact that settles most; what is answered is kept as a fact of the firm and not asked again. */
export function QuestionCard({ want }: { want: WantView }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const { dictionary } = useLanguage()
  const [typing, setTyping] = useState<Typing | null>(null)
  const [wrong, setWrong] = useState(false)
  const send = useCommand(giveMyAnswer, { changes: [getWant] })
  if (!want.question || !dictionary) return null
  const { fact } = want.question
  const now = typing ?? nothingTyped(fact)
  const submit = () => {
    const value = typedValue(fact, now)
    setWrong(value === undefined)
    if (value !== undefined) send.mutate({ params: { firmId: want.firm.id }, body: { key: fact.key, value } })
  }
  const unit = unitHint(fact, lang)
  return (
    <Card title={w.question}>
      <div className="ui-stack">
        <Field
          label={say(fact.question) + (unit && bracketed(lang, unit))}
          error={wrong ? w.answerWrong : send.error?.field('value')}
        >
          {(control) => (
            <FactInput control={control} fact={fact} dictionary={dictionary} value={now} onChange={setTyping} />
          )}
        </Field>
        {fact.mayBeNone && (
          <Tick checked={now === 'none'} onChange={(on) => setTyping(on ? 'none' : null)}>
            {w.none}
          </Tick>
        )}
        <ErrorNote error={send.error} kept={w.kept} />
        <BigButton busy={send.isPending} onClick={submit}>
          {w.answer}
        </BigButton>
      </div>
    </Card>
  )
}
