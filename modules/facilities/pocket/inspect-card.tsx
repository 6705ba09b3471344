import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { Choices, TextArea, Tick } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { busy, idsOf, sendWhenOnline } from '../../matters/pocket/public.ts'
import { atFacility, type DoorView, type InspectAnswer, inspectFacility, myRound } from '../contract.ts'
import { noonOf } from '../web/show.ts'
import { facilityBook } from '../web/words.ts'
import { words } from './words.ts'

/** The keeper looked at it: all is well, or what is wrong. */
export function InspectCard({ of }: { of: DoorView }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const [outcome, setOutcome] = useState<'fine' | 'fault'>('fine')
  const [said, setSaid] = useState('')
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [urgent, setUrgent] = useState(false)
  const [another, setAnother] = useState(false)
  const [tried, setTried] = useState(false)
  const save = useCommand(inspectFacility, { changes: [atFacility, myRound] })
  const fault = outcome === 'fault'
  const missing = fault && said.trim() === ''
  const send = () => {
    setTried(true)
    if (missing) return
    const body = fault ? { outcome, words: said.trim(), fileIds: idsOf(photos), urgent, another } : { outcome }
    save.mutate({ params: { facilityId: of.id }, body })
  }
  if (save.data) return <Done of={save.data} />
  return (
    <Card title={w.inspect}>
      <div className="ui-stack">
        <Field label={w.outcome} group>
          <Choices
            name="outcome"
            value={outcome}
            onChange={(value) => setOutcome(value === 'fault' ? 'fault' : 'fine')}
            options={(['fine', 'fault'] as const).map((value) => ({ value, label: b.outcome[value] }))}
          />
        </Field>
        {fault && (
          <>
            <Field label={w.wrong} error={tried && missing ? w.needWords : save.error?.field('words')}>
              {(control) => (
                <TextArea
                  control={control}
                  rows={3}
                  value={said}
                  onChange={setSaid}
                  placeholder={w.wrongExample}
                  maxLength={1000}
                />
              )}
            </Field>
            <Field label={w.photos} hint={w.photosHint} optional group>
              <PhotoInput
                photos={photos}
                onChange={(next) => setPhotos((now) => next(now))}
                {...sendWhenOnline()}
                max={6}
              />
            </Field>
            <Tick checked={urgent} onChange={setUrgent}>
              {w.urgent}
            </Tick>
            {of.faults.length > 0 && (
              <Tick checked={another} onChange={setAnother}>
                {w.another}
              </Tick>
            )}
          </>
        )}
        <ErrorNote error={save.error} />
        <BigButton look="main" icon="check" busy={save.isPending} disabled={busy(photos)} onClick={send}>
          {w.save}
        </BigButton>
      </div>
    </Card>
  )
}

function Done({ of }: { of: InspectAnswer }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <Card>
      <div className="ui-stack" role="status">
        <div className="fp-done">
          <Icon name="check" />
          <strong>{of.nextDueOn ? w.saved(format.shortDay(noonOf(of.nextDueOn))) : w.savedNoRhythm}</strong>
        </div>
        {of.matterId && (
          <p>
            {of.noted ? w.noted : w.made}{' '}
            <Button look="quiet" to={`/matters/${of.matterId}`}>
              {w.openMatter}
            </Button>
          </p>
        )}
        <BigButton to="/facilities">{w.backToRound}</BigButton>
      </div>
    </Card>
  )
}
