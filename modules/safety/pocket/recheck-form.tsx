import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { Choices, TextArea } from '../../../ui/pocket/inputs.tsx'
import { BigButton } from '../../../ui/pocket/parts.tsx'
import { toast } from '../../../ui/pocket/toast.tsx'
import { busy, idsOf, sendWhenOnline } from '../../matters/pocket/public.ts'
import { atPoint, type FindingRow, myRounds, recheckFinding } from '../contract.ts'
import { words } from './words.ts'

/** Whether a hazard is put right: crossed off, or sent back. */
export function RecheckForm({ of, onDone }: { of: FindingRow; onDone: () => void }) {
  const w = useWords(words)
  const [fine, setFine] = useState<boolean | null>(null)
  const [said, setSaid] = useState('')
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const save = useCommand(recheckFinding, {
    changes: [myRounds, atPoint],
    onDone: ({ state }) => {
      toast(w.rechecked[state])
      onDone()
    },
  })
  const submit = () =>
    save.mutate({
      params: { findingId: of.id },
      body: fine ? { fine: true } : { fine: false, words: said.trim(), fileIds: idsOf(photos) },
    })
  return (
    <div className="ui-stack">
      {of.matter.seen && <p>{of.matter.title}</p>}
      <p className="ui-muted">{w.recheckLead}</p>
      <Field label={w.recheck} group>
        <Choices
          name={`recheck-${of.id}`}
          value={fine === null ? null : fine ? 'fine' : 'notFine'}
          onChange={(value) => setFine(value === 'fine')}
          options={(['fine', 'notFine'] as const).map((value) => ({ value, label: w[value] }))}
        />
      </Field>
      {fine === false && (
        <>
          <Field label={w.what} error={save.error?.field('words')}>
            {(control) => <TextArea control={control} rows={2} value={said} onChange={setSaid} maxLength={1000} />}
          </Field>
          <Field label={w.photo} optional group>
            <PhotoInput
              photos={photos}
              onChange={(next) => setPhotos((now) => next(now))}
              {...sendWhenOnline()}
              max={6}
            />
          </Field>
        </>
      )}
      <ErrorNote error={save.error} />
      <BigButton
        busy={save.isPending}
        disabled={fine === null || (!fine && said.trim() === '') || busy(photos)}
        onClick={submit}
      >
        {w.send}
      </BigButton>
    </div>
  )
}
