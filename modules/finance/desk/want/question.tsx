import { type FormEvent, useState } from 'react'
import { bracketed, labelled } from '../../../../kernel/contract/punctuation.ts'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Tick } from '../../../../ui/pocket/inputs.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { answer } from '../../../policies/contract.ts'
import { nothingTyped, type Typing, typedValue, unitHint, ValueInput } from '../../../policies/desk/public.tsx'
import { getWant, type WantView } from '../../contract.ts'
import { useShow } from '../../web/show.ts'
import { useLanguage } from '../../web/use-language.ts'
import { words } from '../words.ts'

/** The one fact to ask the firm for, as a form of one line; it is kept as a fact of the firm. */
export function Question({ want }: { want: WantView }) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const { list } = useShow()
  const { dictionary } = useLanguage()
  const [typing, setTyping] = useState<Typing | null>(null)
  const [wrong, setWrong] = useState(false)
  const send = useCommand(answer, { changes: [getWant] })
  const { question } = want
  if (!question || !dictionary) return null
  const { fact, settles, concerns } = question
  const now = typing ?? nothingTyped(fact)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const value = typedValue(fact, now)
    setWrong(value === undefined)
    if (value !== undefined) send.mutate({ params: { firmId: want.firm.id }, body: { key: fact.key, value } })
  }
  const unit = unitHint(fact, lang)
  return (
    <Sheet
      title={w.question}
      tools={<StatusWord tone="active" words={settles > 0 ? w.settles(settles) : w.matters(concerns.length)} />}
    >
      <form className="finance-question" onSubmit={submit}>
        <Field label={say(fact.question) + (unit && bracketed(lang, unit))} error={wrong ? w.answerWrong : undefined}>
          {(control) => (
            <ValueInput control={control} fact={fact} dictionary={dictionary} value={now} onChange={setTyping} />
          )}
        </Field>
        {fact.mayBeNone && (
          <Tick checked={now === 'none'} onChange={(on) => setTyping(on ? 'none' : null)}>
            {w.none}
          </Tick>
        )}
        <Button type="submit" look="main" busy={send.isPending}>
          {w.answer}
        </Button>
      </form>
      <ErrorNote error={send.error} />
      <p className="ui-muted">{labelled(lang, w.concerns, list(concerns.map(say)))}</p>
    </Sheet>
  )
}
