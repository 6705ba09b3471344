import '../web/bars.css'
import type { FormEvent } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Line, Lines } from '../../matters/desk/public.ts'
import type { ChangeBody, QuestionView } from '../contract.ts'
import { matterNumbers } from '../threshold.ts'
import { useCounted } from '../web/show.ts'
import { words } from './words.ts'

export interface Draft {
  readonly title: string
  readonly words: string
  readonly matter: number
  readonly noticeDays: string
  readonly votingDays: string
  readonly objectionDays: string
  readonly basis: string
  readonly followRule: string
}

export const emptyDraft: Draft = {
  ...{ title: '', words: '', matter: 5, basis: '', followRule: '' },
  ...{ noticeDays: '15', votingDays: '30', objectionDays: '7' },
}

export const draftOf = (of: QuestionView): Draft => ({
  ...{ title: of.title, words: of.words, matter: of.matter },
  ...{ basis: of.basis ?? '', followRule: of.followRule ?? '' },
  noticeDays: String(of.noticeDays),
  votingDays: String(of.votingDays),
  objectionDays: String(of.objectionDays),
})

/** As the server takes it; null while something is missing. */
export function bodyOf({ title, words: text, matter, basis, followRule, ...days }: Draft): ChangeBody | null {
  const [noticeDays, votingDays, objectionDays] = [days.noticeDays, days.votingDays, days.objectionDays].map(Number)
  if (!title.trim() || !text.trim() || !noticeDays || !votingDays || !objectionDays) return null
  return {
    ...{ title: title.trim(), words: text.trim(), matter, noticeDays, votingDays, objectionDays },
    basis: basis.trim() || null,
    followRule: followRule.trim() || null,
  }
}

interface FormProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly ready: boolean
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly onSave: () => void
}

export function QuestionForm({ draft, onChange, ready, busy, error, onSave }: FormProps) {
  const f = useWords(words).form
  const { w: n, matter } = useCounted()
  const set = (patch: Partial<Draft>) => onChange({ ...draft, ...patch })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready) onSave()
  }
  const rule = n.rule[draft.matter >= 6 && draft.matter <= 8 ? 'three_quarters' : 'half']
  return (
    <form className="ui-stack" onSubmit={submit}>
      <Field label={f.title}>
        {(control) => (
          <Line control={control} value={draft.title} onChange={(title) => set({ title })} maxLength={100} />
        )}
      </Field>
      <Field label={f.words} hint={f.wordsHint}>
        {(control) => (
          <Lines
            control={control}
            rows={6}
            value={draft.words}
            onChange={(text) => set({ words: text })}
            maxLength={4000}
          />
        )}
      </Field>
      <Field label={f.matter} hint={rule}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={draft.matter}
            onChange={(event) => set({ matter: Number(event.target.value) })}
          >
            {matterNumbers.map((one) => (
              <option key={one} value={one}>
                {matter(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="choice-room">
        {(['noticeDays', 'votingDays', 'objectionDays'] as const).map((name) => (
          <Field key={name} label={f[name]}>
            {(control) => (
              <Line
                control={control}
                value={draft[name]}
                onChange={(typed) => set({ [name]: typed.replace(/\D/g, '') })}
                maxLength={3}
              />
            )}
          </Field>
        ))}
      </div>
      <Field label={f.basis} hint={f.basisHint} optional>
        {(control) => (
          <Line control={control} value={draft.basis} onChange={(basis) => set({ basis })} maxLength={500} />
        )}
      </Field>
      <Field label={f.followRule} hint={f.followRuleHint} optional>
        {(control) => (
          <Line
            control={control}
            value={draft.followRule}
            onChange={(followRule) => set({ followRule })}
            maxLength={500}
          />
        )}
      </Field>
      <ErrorNote error={error} />
      <div className="ui-row">
        <Button type="submit" look="main" busy={busy} disabled={!ready}>
          {f.save}
        </Button>
      </div>
    </form>
  )
}
