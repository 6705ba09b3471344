import { type FormEvent, useState } from 'react'
import { listed } from '../../../kernel/contract/punctuation.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useLang, useSay, useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { giveMyAnswer, myFirmPolicies, type OwnPolicies } from '../portal/contract.ts'
import { nothingTyped, type Typing, typedValue } from '../web/typing.ts'
import { ValueField } from './value-field.tsx'
import { words } from './words.ts'

export interface QuestionCardProps {
  readonly told: OwnPolicies
  readonly question: NonNullable<OwnPolicies['question']>
  readonly typing: Typing
  readonly onTyping: (typing: Typing) => void
  /** Why what is typed is no answer. */
  readonly cannotBe: string | undefined
}

/** The one fact to ask a firm for next. */
export function QuestionCard({ told, question, typing, onTyping, cannotBe }: QuestionCardProps) {
  const w = useWords(words)
  const say = useSay()
  const lang = useLang()
  const [wrong, setWrong] = useState(false)
  const send = useCommand(giveMyAnswer, { changes: [myFirmPolicies], onDone: () => toast(w.saved) })
  const { fact } = question
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const value = typedValue(fact, typing)
    setWrong(value === undefined)
    if (value !== undefined) send.mutate({ params: { firmId: told.firm.id }, body: { key: fact.key, value } })
  }
  return (
    <Card title={w.nextQuestion}>
      <form className="ui-stack" onSubmit={submit}>
        <ValueField
          fact={fact}
          names={told.names}
          typing={typing}
          onTyping={onTyping}
          error={wrong && typedValue(fact, typing) === undefined ? w.answerWrong : cannotBe}
        />
        {fact.mayBeNone && (
          <Tick checked={typing === 'none'} onChange={(on) => onTyping(on ? 'none' : nothingTyped(fact))}>
            {w.none}
          </Tick>
        )}
        <p className="ui-muted ui-small">
          {say(question.words)}
          {lang === 'zh' ? '。' : '. '}
          {w.concerns(listed(lang, question.concerns.map(say)))}
        </p>
        <ErrorNote error={cannotBe ? null : send.error} />
        <BigButton type="submit" busy={send.isPending}>
          {w.answer}
        </BigButton>
      </form>
    </Card>
  )
}
