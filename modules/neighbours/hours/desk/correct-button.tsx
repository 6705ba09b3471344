import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { DialogButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Line } from '../../../matters/desk/public.ts'
import { correctHours, type EntryRow, hoursNext, listHours } from '../contract.ts'
import { Minutes, minutesFrom } from './minutes.tsx'
import { words } from './words.ts'

/** Takes an entry back and records what is right. */
export function CorrectButton({ of }: { of: EntryRow }) {
  const w = useWords(words)
  return <DialogButton label={w.correct}>{(done) => <CorrectForm of={of} onDone={done} />}</DialogButton>
}

function CorrectForm({ of, onDone }: { of: EntryRow; onDone: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const [minutes, setMinutes] = useState(String(of.minutes))
  const [why, setWhy] = useState('')
  const correct = useCommand(correctHours, { changes: [listHours, hoursNext], onDone })
  const right = minutesFrom(minutes)
  return (
    <div className="ui-stack">
      <p>{w.about(format.date(of.onDay), of.content, `${of.minutes}`)}</p>
      <Field label={w.minutes} hint={w.correctHint} error={correct.error?.field('minutes')}>
        {(control) => <Minutes control={control} value={minutes} onChange={setMinutes} />}
      </Field>
      <Field label={w.why} error={correct.error?.field('why')}>
        {(control) => <Line control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
      <ErrorNote error={correct.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={correct.isPending}
          disabled={right === null || why.trim() === ''}
          onClick={() =>
            right !== null && correct.mutate({ params: { entryId: of.id }, body: { minutes: right, why } })
          }
        >
          {w.correct}
        </Button>
      </div>
    </div>
  )
}
