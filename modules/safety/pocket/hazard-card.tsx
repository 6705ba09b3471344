import { useState } from 'react'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Field } from '../../../ui/field.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { type PhotoDraft, PhotoInput } from '../../../ui/photo-input.tsx'
import { TextArea, TextInput } from '../../../ui/pocket/inputs.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import { busy, idsOf, sendWhenOnline, useMe, useNames } from '../../matters/pocket/public.ts'
import { atPoint, type HazardAnswer, type PointDoor, reportHazard } from '../contract.ts'
import { words } from './words.ts'

/** A neighbour says what is wrong here; nobody need sign in. */
export function HazardCard({ of }: { of: PointDoor }) {
  const w = useWords(words)
  const me = useMe()
  const [said, setSaid] = useState('')
  const [phone, setPhone] = useState('')
  const [photos, setPhotos] = useState<readonly PhotoDraft[]>([])
  const [tried, setTried] = useState(false)
  const send = useCommand(reportHazard, { changes: [atPoint] })
  const missing = said.trim() === ''
  const go = () => {
    setTried(true)
    if (missing) return
    const fileIds = idsOf(photos)
    const more = { ...(fileIds.length > 0 ? { fileIds } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}) }
    send.mutate({ params: { code: of.code }, body: { words: said.trim(), ...more } })
  }
  if (send.data) return <Sent of={send.data} />
  return (
    <Card title={w.report}>
      <div className="ui-stack">
        <p className="ui-muted">{w.reportLead}</p>
        <Field label={w.wrong} error={tried && missing ? w.needWords : send.error?.field('words')}>
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
        <Field label={w.photo} optional group>
          <PhotoInput
            photos={photos}
            onChange={(next) => setPhotos((now) => next(now))}
            {...sendWhenOnline()}
            max={6}
          />
        </Field>
        {!me && (
          <Field label={w.phone} hint={w.phoneHint} optional error={send.error?.field('reporter.phone')}>
            {(control) => (
              <TextInput
                control={control}
                type="tel"
                inputMode="tel"
                autoComplete="tel"
                value={phone}
                onChange={setPhone}
                maxLength={30}
              />
            )}
          </Field>
        )}
        <ErrorNote error={send.error} />
        <BigButton look="main" icon="send" busy={send.isPending} disabled={busy(photos)} onClick={go}>
          {w.send}
        </BigButton>
      </div>
    </Card>
  )
}

function Sent({ of }: { of: HazardAnswer }) {
  const w = useWords(words)
  const nameOf = useNames()
  return (
    <Card>
      <div className="ui-stack" role="status">
        <div className="rp-done">
          <Icon name="check" />
          <span>
            <strong>{w.sent}</strong> {w.sentLead(nameOf(of.holder))}
          </span>
        </div>
        <p className="ui-muted">{w.receipt}</p>
        <CopyCode code={of.receiptCode} label={w.receipt} />
        <BigButton to={`/t/${of.receiptCode}`}>{w.track}</BigButton>
      </div>
    </Card>
  )
}
