import { useState } from 'react'
import { urlOf } from '../../../../kernel/web/client.ts'
import { useCommand, useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select, TextInput } from '../../../../ui/pocket/inputs.tsx'
import { BigButton, Card, Sheet } from '../../../../ui/pocket/parts.tsx'
import { toast } from '../../../../ui/pocket/toast.tsx'
import { StatusWord } from '../../../../ui/status-word.tsx'
import { askCertificate, certificatePaper, myCertificates, type OwnCertificate } from '../certificates/contract.ts'
import { documentKinds } from '../hours.ts'
import { certificateTone, useSpan } from '../web/show.ts'
import { hoursBook } from '../web/words.ts'
import { words } from './words.ts'

/** One's certificates, and the way to ask for one. */
export function CertificateCard({ minutes }: { minutes: number }) {
  const w = useWords(words)
  const { data, error, refetch } = useEndpoint(myCertificates)
  const [asking, setAsking] = useState(false)
  const waits = data?.rows.some(({ state }) => state === 'asked') ?? true
  return (
    <Card flush title={w.certificates}>
      <p className="ui-muted mh-pad">{w.certificatesText}</p>
      <ErrorNote error={error} onRetry={() => void refetch()} />
      {data?.rows.map((one) => (
        <CertificateLine key={one.id} of={one} />
      ))}
      {!waits && minutes > 0 && (
        <div className="mh-entry">
          <BigButton icon="file" onClick={() => setAsking(true)}>
            {w.ask}
          </BigButton>
        </div>
      )}
      <Sheet open={asking} title={w.askTitle} onClose={() => setAsking(false)}>
        <AskForm onDone={() => setAsking(false)} />
      </Sheet>
    </Card>
  )
}

function CertificateLine({ of }: { of: OwnCertificate }) {
  const w = useWords(words)
  const b = useWords(hoursBook)
  const span = useSpan()
  const paper = urlOf(certificatePaper, { params: { certificateId: of.id }, query: { from: location.origin } })
  return (
    <div className="mh-entry">
      <div className="mh-entry-head">
        <span>{of.numberText ?? w.asked}</span>
        <StatusWord words={b.state[of.state]} tone={certificateTone[of.state]} />
      </div>
      {of.minutes !== null && <span className="ui-muted">{span(of.minutes)}</span>}
      {of.refusedWhy && <p className="ui-muted">{of.refusedWhy}</p>}
      {of.revokedCategory && <p className="ui-muted">{b.category[of.revokedCategory]}</p>}
      {of.code && (
        <div className="ui-row">
          {of.state === 'issued' && (
            <a className="ui-button" href={paper} download={`${w.fileName} ${of.numberText}.pdf`}>
              {w.download}
            </a>
          )}
          <Button icon="qr" to={`/z/${of.code}`}>
            {w.check}
          </Button>
        </div>
      )}
    </div>
  )
}

function AskForm({ onDone }: { onDone: () => void }) {
  const w = useWords(words)
  const b = useWords(hoursBook)
  const [kind, setKind] = useState<(typeof documentKinds)[number]>('id_card')
  const [tail, setTail] = useState('')
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const ask = useCommand(askCertificate, {
    changes: [myCertificates],
    onDone: () => {
      onDone()
      toast(w.asked, 'check')
    },
  })
  const own = kind === 'own_number'
  const send = () =>
    ask.mutate({
      body: {
        documentKind: kind,
        ...(own ? {} : { documentTail: tail.trim() }),
        ...(from ? { fromOn: from } : {}),
        ...(to ? { toOn: to } : {}),
      },
    })
  return (
    <div className="ui-stack">
      <Field label={w.document}>
        {(control) => (
          <Select
            control={control}
            value={kind}
            onChange={(value) => setKind(documentKinds.find((one) => one === value) ?? kind)}
            options={documentKinds.map((value) => ({ value, label: b.document[value] }))}
          />
        )}
      </Field>
      {!own && (
        <Field label={w.tail} error={ask.error?.field('documentTail')}>
          {(control) => <TextInput control={control} value={tail} onChange={setTail} maxLength={4} />}
        </Field>
      )}
      <Field label={w.from}>
        {(control) => <TextInput control={control} type="date" value={from} onChange={setFrom} />}
      </Field>
      <Field label={w.to} error={ask.error?.field('toOn')}>
        {(control) => <TextInput control={control} type="date" value={to} onChange={setTo} />}
      </Field>
      <ErrorNote error={ask.error} />
      <BigButton
        icon="send"
        busy={ask.isPending}
        disabled={!own && !/^[0-9A-Za-z]{4}$/.test(tail.trim())}
        onClick={send}
      >
        {w.ask}
      </BigButton>
    </div>
  )
}
