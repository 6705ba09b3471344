import { useWords } from '../../../kernel/web/words.ts'
import { Field } from '../../../ui/field.tsx'
import { Key, TickPill } from '../../../ui/pills.tsx'
import type { useCategory } from '../web/category.ts'
import type { VisitDraft } from '../web/draft.ts'
import { visitWords } from '../web/words.ts'

interface DifficultyProps {
  readonly draft: VisitDraft
  readonly change: (part: Partial<VisitDraft>) => void
  readonly category: ReturnType<typeof useCategory>
  readonly error: string | undefined
}

/** One tap: what they named becomes a matter, with what it seems to be about. */
export function Difficulty({ draft, change, category, error }: DifficultyProps) {
  const v = useWords(visitWords)
  const named = draft.difficulty !== null
  return (
    <div className={named ? 'vi-difficulty' : ''}>
      <TickPill checked={named} onChange={(on) => change({ difficulty: on ? '' : null })}>
        {v.difficulty} <Key>D</Key>
      </TickPill>
      {named && (
        <>
          <Field label={v.difficultyWords} hint={v.difficultyHint} error={error}>
            {(control) => (
              <textarea
                className="ui-input"
                {...control}
                // biome-ignore lint/a11y/noAutofocus: it was just asked for
                autoFocus
                rows={3}
                maxLength={2000}
                placeholder={v.difficultyExample}
                value={draft.difficulty ?? ''}
                onChange={(event) => change({ difficulty: event.target.value })}
              />
            )}
          </Field>
          <Field label={v.category}>
            {(control) => (
              <select
                className="ui-input"
                {...control}
                value={category.value}
                onChange={(event) => change({ category: event.target.value })}
              >
                <option value="">{v.anyCategory}</option>
                {category.options.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </>
      )}
    </div>
  )
}
