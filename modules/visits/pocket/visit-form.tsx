import { useState } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { Select, TextArea, TextInput, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import type { DueView } from '../contract.ts'
import { Mood, Questions, Reached, useVisitForm } from '../web/form-fields.tsx'
import { visitWords } from '../web/words.ts'
import { busy, filesOf, idsOf, sendWhenOnline } from './photos.ts'
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
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const { draft, change, category, fault, submit } = useVisitForm(
    due,
    (body) => void record.send(body, filesOf(photos)),
  )
  const files = { fileIds: idsOf(photos) }
  return (
    <form className="ui-stack" onSubmit={(event) => submit(event, files)}>
      <Card>
        <Reached draft={draft} change={change} wrong={fault === 'reached'} />
      </Card>
      {draft.reached === true && (
        <>
          <Card>
            <Questions due={due} draft={draft} change={change} line={(input) => <TextInput {...input} />} />
            <Mood draft={draft} change={change} />
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
          record.error?.code === 'conflict' && (
            <Button onClick={() => submit(undefined, { ...files, supplement: true })}>{v.asSupplement}</Button>
          )
        }
      />
      <BigButton type="submit" icon="check" busy={record.busy} disabled={busy(photos)}>
        {record.busy ? w.sending : v.save}
      </BigButton>
    </form>
  )
}
