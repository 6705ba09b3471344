import { type FormEvent, useState } from 'react'
import type { PlaceId } from '../../../kernel/contract/ids.ts'
import type { ApiError } from '../../../kernel/web/client.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Pills, TickPill } from '../../../ui/pills.tsx'
import { Line, Lines, PlaceSearch } from '../../matters/desk/public.ts'
import { type Theme, themes } from '../call.ts'
import type { CallView } from '../contract.ts'
import { ideaBook } from '../idea-words.ts'
import { fenOf, yuanOf } from '../web/show.ts'
import { words } from './words.ts'

export interface CallDraft {
  readonly title: string
  readonly words: string
  readonly theme: Theme
  readonly place: { readonly id: PlaceId; readonly name: string; readonly nameEn: string } | null
  readonly fromOn: string
  readonly untilOn: string
  readonly moderation: 'before' | 'after'
  readonly mayBeAnonymous: boolean
  readonly yuan: string
}

export const emptyCall = (fromOn: string): CallDraft => ({
  ...{ title: '', words: '', theme: 'facilities', place: null, fromOn, untilOn: '', moderation: 'before' },
  ...{ mayBeAnonymous: true, yuan: '' },
})

export const draftOf = (of: CallView): CallDraft => ({
  ...{ title: of.title, words: of.words, theme: of.theme, place: of.place, fromOn: of.fromOn, untilOn: of.untilOn },
  ...{ moderation: of.moderation, mayBeAnonymous: of.mayBeAnonymous },
  yuan: of.budgetHintFen === null ? '' : yuanOf(of.budgetHintFen).replaceAll(',', ''),
})

/** The body of the command; null while something is missing. */
export function bodyOf(draft: CallDraft) {
  const budgetHintFen = fenOf(draft.yuan)
  if (!draft.title.trim() || !draft.fromOn || !draft.untilOn || budgetHintFen === undefined) return null
  const { theme, fromOn, untilOn, moderation, mayBeAnonymous } = draft
  return {
    ...{ title: draft.title.trim(), words: draft.words.trim(), theme, fromOn, untilOn, moderation },
    ...{ mayBeAnonymous, budgetHintFen },
  }
}

interface CallFormProps {
  readonly draft: CallDraft
  readonly onChange: (patch: Partial<CallDraft>) => void
  /** The place is settled with the plan; how it is moderated, once it is open. */
  readonly fixed: { readonly place: boolean; readonly moderation: boolean }
  readonly save: string
  readonly busy: boolean
  readonly error: ApiError | null
  readonly onSave: () => void
}

/** The one form for planning and for changing. */
export function CallForm(props: CallFormProps) {
  const { draft, onChange, fixed, error } = props
  const w = useWords(words).form
  const [tried, setTried] = useState(false)
  const wrong = (path: string) => error?.field(path)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (bodyOf(draft) && draft.place) props.onSave()
  }
  const noDays = tried && (!draft.fromOn || !draft.untilOn) ? w.fault.days : undefined
  return (
    <form className="ideas-form" onSubmit={submit}>
      <CallWords {...props} tried={tried} />
      {!fixed.place && (
        <div className="ideas-wide">
          <Field label={w.place} error={tried && !draft.place ? w.fault.place : wrong('placeId')}>
            {(control) => (
              <PlaceSearch control={control} value={draft.place} onChange={(place) => onChange({ place })} />
            )}
          </Field>
        </div>
      )}
      <Field label={w.fromOn} error={noDays ?? wrong('fromOn')}>
        {(control) => (
          <Line control={control} type="date" value={draft.fromOn} onChange={(fromOn) => onChange({ fromOn })} />
        )}
      </Field>
      <Field label={w.untilOn} error={wrong('untilOn')}>
        {(control) => (
          <Line control={control} type="date" value={draft.untilOn} onChange={(untilOn) => onChange({ untilOn })} />
        )}
      </Field>
      <CallRules {...props} tried={tried} />
    </form>
  )
}

/** What it is called, what one would like to hear, about what. */
function CallWords({ draft, onChange, error, tried }: CallFormProps & { readonly tried: boolean }) {
  const w = useWords(words).form
  const book = useWords(ideaBook)
  const wrong = (path: string) => error?.field(path)
  return (
    <>
      <div className="ideas-wide">
        <Field label={w.title} error={tried && !draft.title.trim() ? w.fault.title : wrong('title')}>
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
      <div className="ideas-wide">
        <Field label={w.words} optional>
          {(control) => (
            <Lines
              control={control}
              value={draft.words}
              maxLength={2000}
              onChange={(said) => onChange({ words: said })}
            />
          )}
        </Field>
      </div>
      <div className="ideas-wide">
        <Field label={w.theme} group>
          <Pills
            value={draft.theme}
            onChange={(theme) => onChange({ theme })}
            options={themes.map((value) => ({ value, label: book.theme[value] }))}
          />
        </Field>
      </div>
    </>
  )
}

function CallRules({ draft, onChange, fixed, save, busy, error, tried }: CallFormProps & { readonly tried: boolean }) {
  const w = useWords(words).form
  const book = useWords(ideaBook)
  const noBudget = tried && fenOf(draft.yuan) === undefined ? w.fault.budget : undefined
  return (
    <>
      {!fixed.moderation && (
        <Field label={w.moderation} group>
          <Pills
            value={draft.moderation}
            onChange={(moderation) => onChange({ moderation })}
            options={(['before', 'after'] as const).map((value) => ({ value, label: book.moderation[value] }))}
          />
        </Field>
      )}
      <Field label={w.budget} optional error={noBudget ?? error?.field('budgetHintFen')}>
        {(control) => (
          <Line
            control={control}
            value={draft.yuan}
            onChange={(typed) => onChange({ yuan: typed.replace(/[^\d.]/g, '').slice(0, 12) })}
          />
        )}
      </Field>
      <div className="ideas-wide ui-stack">
        <div>
          <TickPill checked={draft.mayBeAnonymous} onChange={(mayBeAnonymous) => onChange({ mayBeAnonymous })}>
            {w.anonymous}
          </TickPill>
        </div>
        <ErrorNote error={error} />
        <div>
          <Button type="submit" look="main" icon="check" busy={busy}>
            {save}
          </Button>
        </div>
      </div>
    </>
  )
}
