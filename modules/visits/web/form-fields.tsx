import { type FormEvent, type ReactNode, useState } from 'react'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Field, type FieldControl } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import type { DueView, RecordBody } from '../contract.ts'
import { useCategory } from './category.ts'
import { bodyOf, faultOf, freshDraft, type VisitDraft } from './draft.ts'
import { moods } from './moods.ts'
import { visitWords } from './words.ts'

// What the form of a call has at the desk and on a phone alike.

/** What was filled in, what is missing, and the way to send it. */
export function useVisitForm(due: DueView, send: (body: RecordBody) => void) {
  const [draft, setDraft] = useState(() => freshDraft(due))
  const [tried, setTried] = useState(false)
  const category = useCategory(draft.difficulty ?? '', due.categories, draft.category)
  const change = (part: Partial<VisitDraft>) => setDraft((now) => ({ ...now, ...part }))
  const submit = (event?: FormEvent, more: { supplement?: boolean; fileIds?: RecordBody['fileIds'] } = {}) => {
    event?.preventDefault()
    setTried(true)
    if (faultOf(draft) !== null) return
    const { supplement = false, ...files } = more
    const body = bodyOf(draft, { method: due.method, category: category.value, heldAt: new Date(), ...files })
    send({ ...body, ...(supplement ? { supplement: true } : {}) })
  }
  return { draft, change, category, fault: tried ? faultOf(draft) : null, submit }
}

interface PartProps {
  readonly draft: VisitDraft
  readonly change: (part: Partial<VisitDraft>) => void
  /** Shows the keys that answer; a phone has none. */
  readonly keys?: boolean
}

export function Reached({ draft, change, keys = false, wrong }: PartProps & { wrong: boolean }) {
  const v = useWords(visitWords)
  return (
    <Field label={v.reached} group error={wrong ? v.faults.reached : undefined}>
      <Pills
        value={draft.reached === null ? null : draft.reached ? 'yes' : 'no'}
        onChange={(value) => change({ reached: value === 'yes' })}
        options={[
          { value: 'yes', label: v.yes, ...(keys ? { shortcut: 'Y' } : {}) },
          { value: 'no', label: v.no, ...(keys ? { shortcut: 'U' } : {}) },
        ]}
      />
    </Field>
  )
}

export function Mood({ draft, change, keys = false }: PartProps) {
  const v = useWords(visitWords)
  return (
    <Field label={v.moodLabel} optional group>
      <Pills
        value={draft.mood === null ? null : String(draft.mood)}
        onChange={(value) => change({ mood: Number(value) })}
        options={moods.map((mood) => ({
          value: String(mood),
          label: v.mood[mood],
          ...(keys ? { shortcut: String(mood) } : {}),
        }))}
      />
    </Field>
  )
}

export interface AnswerInput {
  readonly control: FieldControl
  readonly inputMode: 'numeric' | 'text'
  readonly maxLength: number
  readonly value: string
  readonly onChange: (value: string) => void
}

interface QuestionsProps extends PartProps {
  readonly due: DueView
  /** One line of text, as the app draws it. */
  readonly line: (input: AnswerInput) => ReactNode
}

/** Only what is not known yet. */
export function Questions({ due, draft, change, line }: QuestionsProps) {
  const v = useWords(visitWords)
  const say = useSay()
  const answer = (code: string, value: string) => change({ answers: { ...draft.answers, [code]: value } })
  return (
    <>
      {due.questions.map((question) =>
        question.answer === 'choice' ? (
          <Field key={question.code} label={say(question.words)} optional group>
            <Pills
              value={draft.answers[question.code] ?? null}
              onChange={(value) => answer(question.code, value)}
              options={question.options.map(({ value, words: label }) => ({ value, label: say(label) }))}
            />
          </Field>
        ) : (
          <Field key={question.code} label={say(question.words)} optional>
            {(control) => (
              <div className="vi-unit">
                {line({
                  control,
                  inputMode: question.answer === 'number' ? 'numeric' : 'text',
                  maxLength: question.answer === 'number' ? 12 : 200,
                  value: draft.answers[question.code] ?? '',
                  onChange: (value) => answer(question.code, value),
                })}
                {question.unit && <span>{say(question.unit)}</span>}
              </div>
            )}
          </Field>
        ),
      )}
      {due.known > 0 && <p className="ui-small ui-muted">{v.known(due.known)}</p>}
    </>
  )
}
