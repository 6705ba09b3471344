import { useState } from 'react'
import { useCommand } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { DialogButton, WhyButton } from '../../../../ui/dialog-buttons.tsx'
import { ErrorNote } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { Line } from '../../../matters/desk/public.ts'
import {
  type CertificateView,
  getCertificate,
  type IssueBody,
  issueCertificate,
  listCertificates,
  refuseCertificate,
  reissueCertificate,
  revokeCertificate,
} from '../certificates/contract.ts'
import { hoursNext } from '../contract.ts'
import { useSpan } from '../web/show.ts'
import { hoursBook } from '../web/words.ts'
import { words } from './words.ts'

const changes = [getCertificate, listCertificates, hoursNext] as const

/** What to do next with a certificate. */
export function CertificateSteps({ of }: { of: CertificateView }) {
  const w = useWords(words)
  const refuse = useCommand(refuseCertificate, { changes })
  const params = { certificateId: of.id }
  return (
    <Sheet title={w.next}>
      <div className="ui-stack">
        <p>{useStanding(of)}</p>
        {!of.own && (of.state === 'asked' || of.state === 'issued') && (
          <div className="ui-row">
            {of.state === 'asked' && (
              <>
                <DialogButton label={w.paper.issue} icon="check">
                  {(done) => <IssueForm of={of} onDone={done} />}
                </DialogButton>
                <WhyButton
                  label={w.paper.refuse}
                  why={w.paper.why}
                  busy={refuse.isPending}
                  error={refuse.error}
                  onTake={(why, done) => refuse.mutate({ params, body: { why } }, { onSuccess: done })}
                />
              </>
            )}
            {of.state === 'issued' && (
              <>
                <DialogButton label={w.paper.reissue} icon="refresh">
                  {(done) => <ReissueForm of={of} onDone={done} />}
                </DialogButton>
                <DialogButton label={w.paper.revoke}>{(done) => <RevokeForm of={of} onDone={done} />}</DialogButton>
              </>
            )}
          </div>
        )}
        <Others of={of} />
      </div>
    </Sheet>
  )
}

function useStanding(of: CertificateView): string {
  const w = useWords(words).paper
  const span = useSpan()
  if (of.state === 'refused') return w.refused(of.refusedWhy ?? '')
  if (of.state === 'revoked') return w.revoked(of.revokedWhy ?? '')
  if (of.state === 'issued') return of.stale ? w.stale : w.issued
  return of.own ? w.waitsOwn : w.wants(span(of.minutesNow))
}

function Others({ of }: { of: CertificateView }) {
  const w = useWords(words).paper
  return (
    <div className="ui-row">
      {of.replacedById && <Button to={`/neighbours/certificates/${of.replacedById}`}>{w.replacedBy}</Button>}
      {of.replacesId && <Button to={`/neighbours/certificates/${of.replacesId}`}>{w.replaces}</Button>}
    </div>
  )
}

interface FormProps {
  readonly of: CertificateView
  readonly onDone: () => void
}

const fields = ['responsible', 'handler', 'contact'] as const

interface SignersProps {
  readonly value: IssueBody
  readonly onChange: (value: IssueBody) => void
  readonly error: { field(path: string): string | undefined } | null
}

/** Who signs: the last ones of this issuer are proposed. */
function Signers({ value, onChange, error }: SignersProps) {
  const w = useWords(words).paper
  return fields.map((name) => (
    <Field key={name} label={w[name]} error={error?.field(name)}>
      {(control) => (
        <Line
          control={control}
          value={value[name]}
          onChange={(typed) => onChange({ ...value, [name]: typed })}
          maxLength={name === 'contact' ? 40 : 20}
        />
      )}
    </Field>
  ))
}

const unsigned = (body: IssueBody) => fields.some((name) => body[name].trim() === '')

function IssueForm({ of, onDone }: FormProps) {
  const w = useWords(words).paper
  const [body, setBody] = useState<IssueBody>(of.form)
  const issue = useCommand(issueCertificate, { changes, onDone })
  return (
    <div className="ui-stack">
      <Signers value={body} onChange={setBody} error={issue.error} />
      <ErrorNote error={issue.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={issue.isPending}
          disabled={unsigned(body)}
          onClick={() => issue.mutate({ params: { certificateId: of.id }, body })}
        >
          {w.issue}
        </Button>
      </div>
    </div>
  )
}

function ReissueForm({ of, onDone }: FormProps) {
  const w = useWords(words).paper
  const { go } = useNavigation()
  const [body, setBody] = useState<IssueBody>(of.form)
  const [why, setWhy] = useState('')
  const again = useCommand(reissueCertificate, {
    changes,
    onDone: ({ id }) => {
      onDone()
      go(`/neighbours/certificates/${id}`)
    },
  })
  return (
    <div className="ui-stack">
      <Field label={w.why} error={again.error?.field('why')}>
        {(control) => <Line control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
      <Signers value={body} onChange={setBody} error={again.error} />
      <ErrorNote error={again.error} />
      <div className="ui-row">
        <Button
          look="main"
          busy={again.isPending}
          disabled={unsigned(body) || why.trim() === ''}
          onClick={() => again.mutate({ params: { certificateId: of.id }, body: { ...body, why } })}
        >
          {w.reissue}
        </Button>
      </div>
    </div>
  )
}

const categories = ['typing', 'hours', 'asked', 'untrue'] as const

function RevokeForm({ of, onDone }: FormProps) {
  const w = useWords(words).paper
  const b = useWords(hoursBook)
  const [category, setCategory] = useState<(typeof categories)[number]>('typing')
  const [why, setWhy] = useState('')
  const revoke = useCommand(revokeCertificate, { changes, onDone })
  return (
    <div className="ui-stack">
      <Field label={w.category}>
        {(control) => (
          <select
            className="ui-input"
            {...control}
            value={category}
            onChange={({ target }) => setCategory(categories.find((one) => one === target.value) ?? category)}
          >
            {categories.map((one) => (
              <option key={one} value={one}>
                {b.category[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={w.why} error={revoke.error?.field('why')}>
        {(control) => <Line control={control} value={why} onChange={setWhy} maxLength={200} />}
      </Field>
      <ErrorNote error={revoke.error} />
      <div className="ui-row">
        <Button
          look="final"
          busy={revoke.isPending}
          disabled={why.trim() === ''}
          onClick={() => revoke.mutate({ params: { certificateId: of.id }, body: { category, why } })}
        >
          {w.revoke}
        </Button>
      </div>
    </div>
  )
}
