import { type FormEvent, useState } from 'react'
import type { ApiError } from '../../../kernel/web/client.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills } from '../../../ui/pills.tsx'
import { Line, Lines, PlaceSearch } from '../../matters/desk/public.ts'
import { type ModerationWay, moderations } from '../consultation.ts'
import { words } from './words.ts'

type PlaceChosen = Parameters<typeof PlaceSearch>[0]['value']

/** What one types. */
export interface PlanDraft {
  readonly title: string
  readonly words: string
  readonly place: PlaceChosen
  readonly fromOn: string
  readonly untilOn: string
  readonly moderation: ModerationWay
  /** A statement a line. */
  readonly seeds: string
}

/** The body of the command; null while something is missing. */
export function planOf({ title, words: about, fromOn, untilOn, moderation }: PlanDraft) {
  if (title.trim().length < 2 || fromOn === '' || untilOn === '') return null
  return { title: title.trim(), words: about.trim(), fromOn, untilOn, moderation }
}

export const seedsOf = ({ seeds }: PlanDraft): string[] =>
  seeds
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= 2)

interface PlanFormProps {
  readonly draft: PlanDraft
  readonly onChange: (patch: Partial<PlanDraft>) => void
  /** With the place and the first statements, which a change leaves alone. */
  readonly fresh: boolean
  readonly busy: boolean
  readonly error: ApiError | null
  readonly onSave: () => void
}

/** The one form for planning and for changing a draft. */
export function PlanForm({ draft, onChange, fresh, busy, error, onSave }: PlanFormProps) {
  const w = useWords(words).form
  const [tried, setTried] = useState(false)
  const wrong = (path: string) => error?.field(path)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (planOf(draft) && (!fresh || draft.place)) onSave()
  }
  return (
    <form className="consult-form" onSubmit={submit}>
      <div className="consult-wide">
        <Field label={w.title} error={tried && draft.title.trim().length < 2 ? w.fault.title : wrong('title')}>
          {(control) => (
            <Line
              control={control}
              value={draft.title}
              maxLength={60}
              placeholder={w.titlePlaceholder}
              onChange={(title) => onChange({ title })}
            />
          )}
        </Field>
      </div>
      <div className="consult-wide">
        <Field label={w.words} optional>
          {(control) => (
            <Lines
              control={control}
              value={draft.words}
              maxLength={2000}
              onChange={(about) => onChange({ words: about })}
            />
          )}
        </Field>
      </div>
      {fresh && (
        <div className="consult-wide">
          <Field label={w.place} error={tried && !draft.place ? w.fault.place : wrong('placeId')}>
            {(control) => (
              <PlaceSearch control={control} value={draft.place} onChange={(place) => onChange({ place })} />
            )}
          </Field>
        </div>
      )}
      <Field label={w.from} error={wrong('fromOn')}>
        {(control) => (
          <Line control={control} type="date" value={draft.fromOn} onChange={(fromOn) => onChange({ fromOn })} />
        )}
      </Field>
      <Field label={w.until} error={tried && draft.untilOn === '' ? w.fault.days : wrong('untilOn')}>
        {(control) => (
          <Line
            control={control}
            type="date"
            min={draft.fromOn}
            value={draft.untilOn}
            onChange={(untilOn) => onChange({ untilOn })}
          />
        )}
      </Field>
      <div className="consult-wide">
        <Field label={w.moderation} group>
          <Pills
            value={draft.moderation}
            onChange={(moderation) => onChange({ moderation })}
            options={moderations.map((value) => ({ value, label: w[value] }))}
          />
        </Field>
      </div>
      {fresh && (
        <div className="consult-wide">
          <Field label={w.seeds} hint={w.seedsHint} error={wrong('words') ?? wrong('statements')}>
            {(control) => (
              <Lines
                control={control}
                rows={6}
                value={draft.seeds}
                maxLength={4000}
                onChange={(seeds) => onChange({ seeds })}
              />
            )}
          </Field>
        </div>
      )}
      <div className="consult-wide ui-stack">
        <ErrorNote error={error} />
        <div>
          <Button type="submit" look="main" icon="check" busy={busy}>
            {fresh ? w.save : w.saveChange}
          </Button>
        </div>
      </div>
    </form>
  )
}
