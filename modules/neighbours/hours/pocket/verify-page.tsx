import './my-hours.css'
import { useState } from 'react'
import { useEndpoint } from '../../../../kernel/web/hooks.ts'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { EmptyState } from '../../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../../ui/error-note.tsx'
import { Field } from '../../../../ui/field.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { useParam, useUrlState } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { TextInput } from '../../../../ui/pocket/inputs.tsx'
import { Card } from '../../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../../ui/words.ts'
import { useNames } from '../../../matters/pocket/public.ts'
import { type VerifyView, verifyCertificate } from '../certificates/contract.ts'
import { useSpan } from '../web/show.ts'
import { hoursBook } from '../web/words.ts'
import { words } from './words.ts'

/** `/z/$code`: anybody who holds a certificate sees whether it stands and what it says. */
export default function VerifyPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const code = useParam('code')
  const [{ sign }] = useUrlState(['sign'])
  const { data, error, refetch } = useEndpoint(verifyCertificate, { params: { code }, query: sign ? { sign } : {} })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={w.verify} />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="warning" title={w.gone}>
            {w.goneText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} />}
      </Screen>
    </>
  )
}

function Whole({ of }: { of: VerifyView }) {
  const w = useWords(words)
  const format = useFormat()
  const b = useWords(hoursBook)
  return (
    <>
      {of.fits === false && (
        <Remark icon="warning" title={w.differs}>
          {w.differsText}
        </Remark>
      )}
      {of.state === 'issued' ? (
        <Remark icon="check" title={w.valid}>
          {w.validText}
        </Remark>
      ) : (
        <Remark icon="cross" title={w.revoked}>
          {w.revokedText(
            of.revokedOn ? format.date(of.revokedOn) : '',
            of.revokedCategory ? b.category[of.revokedCategory] : '',
          )}
        </Remark>
      )}
      {of.fits && (
        <Remark icon="check" title={w.fits}>
          {w.fitsText}
        </Remark>
      )}
      <Facts of={of} />
      {of.fits !== true && <Compare />}
    </>
  )
}

function Facts({ of }: { of: VerifyView }) {
  const w = useWords(words)
  const format = useFormat()
  const span = useSpan()
  const nameOf = useNames()
  const rows = [
    [w.hours, span(of.minutes)],
    [w.name, of.name],
    [w.span, `${format.date(of.from)} — ${format.date(of.to)}`],
    [w.number, of.numberText],
    [w.issuer, nameOf(of.issuer)],
    [w.issuedOn, format.date(of.issuedOn)],
    [w.sign, of.sign],
  ] as const
  return (
    <Card>
      <dl className="mh-facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

/** Who typed the code compares the sign by hand; a scanned code brings it along. */
function Compare() {
  const w = useWords(words)
  const [, set] = useUrlState(['sign'])
  const [typed, setTyped] = useState('')
  return (
    <Card title={w.compare}>
      <form
        className="ui-stack"
        onSubmit={(event) => {
          event.preventDefault()
          set({ sign: typed.trim() })
        }}
      >
        <Field label={w.compareText}>
          {(control) => <TextInput control={control} value={typed} onChange={setTyped} maxLength={20} />}
        </Field>
        <Button type="submit" disabled={typed.trim() === ''}>
          {w.compareButton}
        </Button>
      </form>
    </Card>
  )
}
