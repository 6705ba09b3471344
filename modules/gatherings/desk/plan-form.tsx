import { type FormEvent, useState } from 'react'
import type { ApiError } from '../../../kernel/web/client.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { TickPill } from '../../../ui/pills.tsx'
import { Line, Lines, PlaceSearch } from '../../matters/desk/public.ts'
import { instantOf, localOf } from './time.ts'
import { words } from './words.ts'

type PlaceChosen = Parameters<typeof PlaceSearch>[0]['value']

/** What one types; times as the inputs hold them. */
export interface PlanDraft {
  readonly title: string
  readonly place: PlaceChosen
  readonly venue: string
  readonly starts: string
  readonly ends: string
  readonly capacity: string
  readonly signUpUntil: string
  readonly isPublic: boolean
  readonly topics: string
}

export const emptyPlan = (isPublic: boolean): PlanDraft => ({
  ...{ title: '', place: null, venue: '', starts: '', ends: '', capacity: '', signUpUntil: '', isPublic, topics: '' },
})

/** What was planned, back in the form. */
export function draftOf(of: {
  title: string
  venue: string
  startsAt: string
  endsAt: string
  capacity: number | null
  signUpUntil: string | null
  isPublic: boolean
  topics: string
}): PlanDraft {
  return {
    title: of.title,
    place: null,
    venue: of.venue,
    starts: localOf(of.startsAt),
    ends: localOf(of.endsAt),
    capacity: of.capacity === null ? '' : String(of.capacity),
    signUpUntil: of.signUpUntil ? localOf(of.signUpUntil) : '',
    isPublic: of.isPublic,
    topics: of.topics,
  }
}

/** The body of the command; null while something is missing. */
export function planOf(draft: PlanDraft) {
  if (draft.title.trim() === '' || draft.starts === '' || draft.ends === '') return null
  return {
    title: draft.title.trim(),
    venue: draft.venue.trim(),
    topics: draft.topics.trim(),
    startsAt: instantOf(draft.starts),
    endsAt: instantOf(draft.ends),
    isPublic: draft.isPublic,
    capacity: draft.capacity === '' ? null : Number(draft.capacity),
    signUpUntil: draft.signUpUntil === '' ? null : instantOf(draft.signUpUntil),
  }
}

interface PlanFormProps {
  readonly draft: PlanDraft
  readonly onChange: (patch: Partial<PlanDraft>) => void
  /** The place is settled with the plan and does not move. */
  readonly withPlace: boolean
  readonly save: string
  readonly busy: boolean
  readonly error: ApiError | null
  readonly onSave: () => void
}

/** The one form for planning and for changing. */
export function PlanForm({ draft, onChange, withPlace, save, busy, error, onSave }: PlanFormProps) {
  const w = useWords(words).form
  const [tried, setTried] = useState(false)
  const wrong = (path: string) => error?.field(path)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (planOf(draft) && (!withPlace || draft.place)) onSave()
  }
  const noTime = tried && (draft.starts === '' || draft.ends === '') ? w.fault.time : undefined
  return (
    <form className="gathering-form" onSubmit={submit}>
      <div className="gathering-wide">
        <Field label={w.title} error={tried && draft.title.trim() === '' ? w.fault.title : wrong('title')}>
          {(control) => (
            <Line
              control={control}
              value={draft.title}
              maxLength={100}
              placeholder={w.titlePlaceholder}
              onChange={(title) => onChange({ title })}
            />
          )}
        </Field>
      </div>
      {withPlace && (
        <Field label={w.place} error={tried && !draft.place ? w.fault.place : wrong('placeId')}>
          {(control) => <PlaceSearch control={control} value={draft.place} onChange={(place) => onChange({ place })} />}
        </Field>
      )}
      <Field label={w.venue} optional>
        {(control) => (
          <Line
            control={control}
            value={draft.venue}
            maxLength={200}
            placeholder={w.venuePlaceholder}
            onChange={(venue) => onChange({ venue })}
          />
        )}
      </Field>
      {!withPlace && <span />}
      <Field label={w.starts} error={noTime ?? wrong('startsAt')}>
        {(control) => (
          <Line
            control={control}
            type="datetime-local"
            value={draft.starts}
            onChange={(starts) => onChange({ starts, ...(draft.ends === '' ? { ends: later(starts) } : {}) })}
          />
        )}
      </Field>
      <Field label={w.ends} error={wrong('endsAt')}>
        {(control) => (
          <Line control={control} type="datetime-local" value={draft.ends} onChange={(ends) => onChange({ ends })} />
        )}
      </Field>
      <Field label={w.capacity} optional error={wrong('capacity')}>
        {(control) => (
          <Line
            control={control}
            value={draft.capacity}
            placeholder={w.capacityHint}
            onChange={(typed) => onChange({ capacity: typed.replace(/\D/g, '').slice(0, 5) })}
          />
        )}
      </Field>
      <Field label={w.signUpUntil} optional error={wrong('signUpUntil')}>
        {(control) => (
          <Line
            control={control}
            type="datetime-local"
            value={draft.signUpUntil}
            onChange={(signUpUntil) => onChange({ signUpUntil })}
          />
        )}
      </Field>
      <div className="gathering-wide">
        <Field label={w.topics} optional>
          {(control) => (
            <Lines
              control={control}
              value={draft.topics}
              maxLength={2000}
              onChange={(topics) => onChange({ topics })}
            />
          )}
        </Field>
      </div>
      <div className="gathering-wide ui-stack">
        <div>
          <TickPill checked={draft.isPublic} onChange={(isPublic) => onChange({ isPublic })}>
            {w.isPublic}
          </TickPill>
        </div>
        <ErrorNote error={error} />
        <div>
          <Button type="submit" look="main" icon="check" busy={busy}>
            {save}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** Two hours after; most meetings are that long. */
function later(starts: string): string {
  return starts === '' ? '' : localOf(new Date(new Date(instantOf(starts)).getTime() + 2 * 3_600_000).toISOString())
}
