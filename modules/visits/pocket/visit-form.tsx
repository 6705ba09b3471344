import { type FormEvent, useState } from 'react'
import { useSay, useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { Select, TextArea, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import type { DueView } from '../contract.ts'
import { useCategory } from '../web/category.ts'
import { bodyOf, faultOf, freshDraft, type VisitDraft } from '../web/draft.ts'
import { moods } from '../web/moods.ts'
import { Pills } from '../web/pills.tsx'
import { visitWords } from '../web/words.ts'
import { busy, idsOf, sendWhenOnline, unsent } from './photos.ts'
import type { useRecord } from './use-record.ts'
import { words } from './words.ts'

interface VisitFormProps {
  readonly due: DueView
  readonly record: ReturnType<typeof useRecord>
}

/** The same form as at the desk, for thumbs: reached, a few questions, words; photos only where the form asks for them. */
export function VisitForm({ due, record }: VisitFormProps) {
  const w = useWords(words)
  const v = useWords(visitWords)
  const [draft, setDraft] = useState(() => freshDraft(due))
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [tried, setTried] = useState(false)
  const category = useCategory(draft.difficulty ?? '', due.categories, draft.category)
  const change = (part: Partial<VisitDraft>) => setDraft((now) => ({ ...now, ...part }))
  const fault = tried ? faultOf(draft) : null
  const submit = (event?: FormEvent, supplement = false) => {
    event?.preventDefault()
    setTried(true)
    if (faultOf(draft) !== null) return
    const more = { method: due.method, category: category.value, heldAt: new Date(), fileIds: idsOf(photos) }
    void record.send({ ...bodyOf(draft, more), ...(supplement ? { supplement: true } : {}) }, unsent(photos))
  }
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Card>
        <Field label={v.reached} group error={fault === 'reached' ? v.faults.reached : undefined}>
          <Pills
            name="reached"
            value={draft.reached === null ? null : draft.reached ? 'yes' : 'no'}
            onChange={(value) => change({ reached: value === 'yes' })}
            options={[
              { value: 'yes', label: v.yes },
              { value: 'no', label: v.no },
            ]}
          />
        </Field>
      </Card>
      {draft.reached === true && (
        <>
          <Card>
            <Questions due={due} draft={draft} change={change} />
            <Field label={v.moodLabel} optional group>
              <Pills
                name="mood"
                value={draft.mood === null ? null : String(draft.mood)}
                onChange={(mood) => change({ mood: Number(mood) })}
                options={moods.map((mood) => ({ value: String(mood), label: v.mood[mood] }))}
              />
            </Field>
          </Card>
          <Card>
            <Tick checked={draft.difficulty !== null} onChange={(on) => change({ difficulty: on ? '' : null })}>
              {v.difficulty}
            </Tick>
            {draft.difficulty !== null && (
              <>
                <Field
                  label={v.difficultyWords}
                  hint={v.difficultyHint}
                  error={fault === 'difficulty' ? v.faults.difficulty : undefined}
                >
                  {(control) => (
                    <TextArea
                      control={control}
                      rows={3}
                      maxLength={2000}
                      placeholder={v.difficultyExample}
                      value={draft.difficulty ?? ''}
                      onChange={(difficulty) => change({ difficulty })}
                    />
                  )}
                </Field>
                <Field label={v.category}>
                  {(control) => (
                    <Select
                      control={control}
                      value={category.value}
                      onChange={(value) => change({ category: value })}
                      options={category.options}
                      placeholder={v.anyCategory}
                    />
                  )}
                </Field>
              </>
            )}
            <Tick checked={draft.followUp} onChange={(followUp) => change({ followUp })}>
              {v.followUp}
            </Tick>
          </Card>
        </>
      )}
      {draft.reached !== null && (
        <Card>
          <Field label={v.words} hint={v.wordsHint} optional>
            {(control) => (
              <TextArea
                control={control}
                rows={3}
                maxLength={2000}
                value={draft.words}
                onChange={(said) => change({ words: said })}
              />
            )}
          </Field>
          {due.photos > 0 && (
            <Field label={w.photos} hint={w.photosHint(due.photos)} optional group>
              <PhotoInput photos={photos} onChange={setPhotos} {...sendWhenOnline()} camera />
            </Field>
          )}
        </Card>
      )}
      <ErrorNote
        error={record.error}
        kept={w.kept}
        next={
          record.error?.code === 'conflict' && <Button onClick={() => submit(undefined, true)}>{v.asSupplement}</Button>
        }
      />
      <BigButton type="submit" icon="check" busy={record.busy} disabled={busy(photos)}>
        {record.busy ? w.sending : v.save}
      </BigButton>
    </form>
  )
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
                <TextInput
                  control={control}
                  inputMode={question.answer === 'number' ? 'numeric' : 'text'}
                  maxLength={question.answer === 'number' ? 12 : 200}
                  value={draft.answers[question.code] ?? ''}
                  onChange={(value) => answer(question.code, value)}
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
