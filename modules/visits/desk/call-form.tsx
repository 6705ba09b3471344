import type { KeyboardEvent } from 'react'
import type { Static } from 'typebox'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { CtrlEnter, TickPill } from '../../../ui/pills.tsx'
import { type DueView, getDue, listDues, myWeek, type RecordAnswer, readCoverage, recordVisit } from '../contract.ts'
import type { VisitDraft } from '../web/draft.ts'
import { Mood, Questions, Reached, useVisitForm } from '../web/form-fields.tsx'
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
  const send = useCommand(recordVisit, {
    changes,
    onDone: (answer, { body }) => onSaved({ answer, reached: body.reached }),
  })
  const { draft, change, category, fault, submit } = useVisitForm(due, (body) => {
    if (!send.isPending) send.mutate({ params: { dueId: due.id }, body })
  })
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
    <form className="ui-stack" onSubmit={(event) => submit(event)} onKeyDown={onKeyDown} tabIndex={-1} ref={focusForm}>
      <Reached draft={draft} change={change} wrong={fault === 'reached'} keys />
      {draft.reached === true && (
        <>
          <Questions
            due={due}
            draft={draft}
            change={change}
            line={({ control, onChange, ...input }) => (
              <input
                className="ui-input vi-short"
                {...control}
                {...input}
                autoComplete="off"
                onChange={(event) => onChange(event.target.value)}
              />
            )}
          />
          <Mood draft={draft} change={change} keys />
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
              className="ui-input"
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
          send.error?.code === 'conflict' && (
            <Button onClick={() => submit(undefined, { supplement: true })}>{v.asSupplement}</Button>
          )
        }
      />
      <div className="ui-row">
        <Button type="submit" look="main" icon="check" busy={send.isPending}>
          {v.save}
        </Button>
        <CtrlEnter>{w.keys}</CtrlEnter>
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
