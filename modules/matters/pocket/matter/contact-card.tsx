import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useSay, useWords } from '../../../../kernel/web/words.ts'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../../ui/pocket/parts.tsx'
import { getMatter, type MatterView, reveal } from '../../contract.ts'
import { words } from './words.ts'

/** Who reported it, masked; the full number after saying why, which leaves a trace. */
export function ContactCard({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const show = useCommand(reveal, { changes: [getMatter], onDone: () => setAsking(false) })
  const { reporter } = matter
  const full = show.data
  const sealed = matter.answers.some(({ value }) => value === null)
  const mayAct = matter.relations.some((relation) => relation === 'holder' || relation === 'dispatcher')
  if (!reporter && !sealed) return null
  return (
    <Card title={w.reporter}>
      <div className="mp-between">
        <strong>{full?.name ?? reporter?.name ?? w.anonymous}</strong>
        {reporter?.phone && <span>{full?.phone ?? reporter.phone}</span>}
      </div>
      {reporter?.hasAccount && <p className="ui-muted ui-small">{w.hasAccount}</p>}
      {!reporter?.phone && !sealed && <p className="ui-muted">{w.nobodyToCall}</p>}
      {full?.phone ? (
        <BigButton look="plain" icon="phone" to={`tel:${full.phone}`}>
          {w.call(full.phone)}
        </BigButton>
      ) : (
        (reporter?.phone || sealed) &&
        !full &&
        mayAct && (
          <BigButton look="plain" icon="phone" onClick={() => setAsking(true)}>
            {w.reveal}
          </BigButton>
        )
      )}
      {full?.answers?.map(({ label, value }) => (
        <div key={label.zh} className="mp-between">
          <span className="ui-muted">{say(label)}</span>
          <strong>{say(value)}</strong>
        </div>
      ))}
      <Sheet open={asking} title={w.reveal} onClose={() => setAsking(false)}>
        <RevealForm
          busy={show.isPending}
          error={show.error}
          onAsk={(reason) => show.mutate({ params: { matterId: matter.id }, body: { reason } })}
        />
      </Sheet>
    </Card>
  )
}

interface RevealFormProps {
  readonly busy: boolean
  readonly error: { readonly message: string } | null
  readonly onAsk: (reason: string) => void
}

function RevealForm({ busy, error, onAsk }: RevealFormProps) {
  const w = useWords(words)
  const [reason, setReason] = useState('')
  return (
    <form
      className="ui-stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason.trim().length >= 4) onAsk(reason.trim())
      }}
    >
      <Field label={w.revealReason} hint={w.revealHint}>
        {(control) => <TextInput control={control} value={reason} onChange={setReason} maxLength={200} />}
      </Field>
      <div className="mp-chips">
        {Object.values(w.revealReasons).map((one) => (
          <button key={one} type="button" className="mp-chip" onClick={() => setReason(one)}>
            {one}
          </button>
        ))}
      </div>
      <ErrorNote error={error} />
      <BigButton type="submit" icon="eye" busy={busy} disabled={reason.trim().length < 4}>
        {w.reveal}
      </BigButton>
    </form>
  )
}
