import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { type DueRow, getDue, moveDue, myWeek } from '../contract.ts'
import { words } from './words.ts'

/** Puts it on another day by hand; it stays there. */
export function MoveDay({ due }: { due: DueRow }) {
  const w = useWords(words)
  const send = useCommand(moveDue, { changes: [myWeek, getDue] })
  return (
    <>
      <Field label={w.day}>
        {(control) => (
          <input
            className="ui-input vi-short"
            type="date"
            {...control}
            value={due.planned?.day ?? ''}
            onChange={(event) => {
              const day = event.target.value
              if (/^2\d{3}-\d{2}-\d{2}$/.test(day)) send.mutate({ params: { dueId: due.id }, body: { day } })
            }}
          />
        )}
      </Field>
      <ErrorNote error={send.error} />
    </>
  )
}
