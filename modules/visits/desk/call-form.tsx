import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { Static } from 'typebox'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { type DueView, getDue, listDues, myWeek, type RecordAnswer, readCoverage, recordVisit } from '../contract.ts'
import { useCategory } from '../web/category.ts'
import { bodyOf, faultOf, freshDraft, type VisitDraft } from '../web/draft.ts'
import { moods } from '../web/moods.ts'
import { Key, Pills, TickPill } from '../web/pills.tsx'
import { visitWords } from '../web/words.ts'
import { Difficulty } from './difficulty.tsx'
import { words } from './words.ts'

interface CallFormProps {
  readonly due: DueView
  readonly onSaved: (saved: { answer: Static<typeof RecordAnswer>; reached: boolean }) => void
}

const changes = [myWeek, listDues, getDue, readCoverage]

/** The 60 seconds: reached, a few questions, words. Single keys answer while nobody types; Ctrl+Enter saves. */
export function CallForm({ due, onSaved }: CallFormProps) {
  const w = useWords(words)
  const v = useWords(visitWords)
  const [draft, setDraft] = useState(() => freshDraft(due))
  const [tried, setTried] = useState(false)
  const category = useCategory(draft.difficulty ?? '', due.categories, draft.category)
  const send = useCommand(recordVisit, {
    changes,
    onDone: (answer, { body }) => onSaved({ answer, reached: body.reached }),
  })
  const change = (part: Partial<VisitDraft>) => setDraft((now) => ({ ...now, ...part }))
  const fault = tried ? faultOf(draft) : null
  const submit = (event?: FormEvent, supplement = false) => {
    event?.preventDefault()
    setTried(true)
    if (faultOf(draft) !== null || send.isPending) return
    const body = bodyOf(draft, { method: due.method, category: category.value, heldAt: new Date() })
    send.mutate({ params: { dueId: due.id }, body: { ...body, ...(supplement ? { supplement: true } : {}) } })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return submit(event)
    const typing =
      event.target instanceof HTMLElement && event.target.matches('textarea, input:not([type=radio]), select')
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return
    const said = byKey(event.key.toLowerCase(), draft)
    if (!said) return
    event.preventDefault()
    event.stopPropagation()
    change(said)
  }
  return (
    <form className="ui-stack" onSubmit={submit} onKeyDown={onKeyDown} tabIndex={-1} ref={focusForm}>
      <Field label={v.reached} group error={fault === 'reached' ? v.faults.reached : undefined}>
        <Pills
          name="reached"
          value={draft.reached === null ? null : draft.reached ? 'yes' : 'no'}
          onChange={(value) => change({ reached: value === 'yes' })}
          options={[
            { value: 'yes', label: v.yes, shortcut: 'Y' },
            { value: 'no', label: v.no, shortcut: 'U' },
          ]}
        />
      </Field>
      {draft.reached === true && (
        <>
          <Questions due={due} draft={draft} change={change} />
          <Field label={v.moodLabel} optional group>
            <Pills
              name="mood"
              value={draft.mood === null ? null : String(draft.mood)}
              onChange={(value) => change({ mood: Number(value) })}
              options={moods.map((mood) => ({ value: String(mood), label: v.mood[mood], shortcut: String(mood) }))}
            />
          </Field>
          <Difficulty
            draft={draft}
            change={change}
            category={category}
            error={fault === 'difficulty' ? v.faults.difficulty : undefined}
          />
          <TickPill checked={draft.followUp} onChange={(followUp) => change({ followUp })}>
            {v.followUp}
          </TickPill>
        </>
      )}
      {draft.reached !== null && (
        <Field label={v.words} hint={v.wordsHint} optional>
          {(control) => (
            <textarea
              className="vi-input"
              {...control}
              rows={2}
              maxLength={2000}
              value={draft.words}
              onChange={(event) => change({ words: event.target.value })}
            />
          )}
        </Field>
      )}
      <ErrorNote
        error={send.error}
        next={
          send.error?.code === 'conflict' && <Button onClick={() => submit(undefined, true)}>{v.asSupplement}</Button>
        }
      />
      <div className="ui-row">
        <Button type="submit" look="main" icon="check" busy={send.isPending}>
          {v.save}
        </Button>
        <span className="ui-small ui-muted">
          <Key>Ctrl</Key> <Key>Enter</Key> {w.keys}
        </span>
      </div>
    </form>
  )
}

const focusForm = (form: HTMLFormElement | null) => form?.focus({ preventScroll: true })

/** Y and U say whether somebody was reached, 1 to 5 how they feel, D that they named a difficulty. */
function byKey(key: string, draft: VisitDraft): Partial<VisitDraft> | null {
  if (key === 'y') return { reached: true }
  if (key === 'u') return { reached: false }
  if (draft.reached !== true) return null
  if (/^[1-5]$/.test(key)) return { mood: Number(key) }
  return key === 'd' ? { difficulty: draft.difficulty ?? '' } : null
}

interface QuestionsProps {
  readonly due: DueView
  readonly draft: VisitDraft
  readonly change: (part: Partial<VisitDraft>) => void
}

/** Only what is not known yet. */
function Questions({ due, draft, change }: QuestionsProps) {
  const v = useWords(visitWords)
  const say = useSay()
  const answer = (code: string, value: string) => change({ answers: { ...draft.answers, [code]: value } })
  return (
    <>
      {due.questions.map((question) =>
        question.answer === 'choice' ? (
          <Field key={question.code} label={say(question.words)} optional group>
            <Pills
              name={question.code}
              value={draft.answers[question.code] ?? null}
              onChange={(value) => answer(question.code, value)}
              options={question.options.map(({ value, words: label }) => ({ value, label: say(label) }))}
            />
          </Field>
        ) : (
          <Field key={question.code} label={say(question.words)} optional>
            {(control) => (
              <div className="vi-unit">
                <input
                  className="vi-input vi-short"
                  {...control}
                  inputMode={question.answer === 'number' ? 'numeric' : 'text'}
                  autoComplete="off"
                  maxLength={question.answer === 'number' ? 12 : 200}
                  value={draft.answers[question.code] ?? ''}
                  onChange={(event) => answer(question.code, event.target.value)}
                />
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
