import './facilities-pocket.css'
import { lazy, Suspense } from 'react'
import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNote, Remark } from '../../../ui/error-note.tsx'
import { useFormat } from '../../../ui/format.ts'
import { useParam } from '../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../ui/pocket/frame.tsx'
import { Card } from '../../../ui/pocket/parts.tsx'
import { useUiWords } from '../../../ui/words.ts'
import { useNames } from '../../matters/pocket/public.ts'
import { atPass, type VisitorView } from '../passes/contract.ts'
import { passAddress } from '../web/show.ts'
import { facilityBook } from '../web/words.ts'
import { inTwo } from './pass-line.tsx'
import { words } from './words.ts'

const QrCode = lazy(() => import('../../../ui/qr-code.tsx'))

/** `/p/$token`: what a visitor holds to the gate. */
export default function VisitorPage() {
  const w = useWords(words)
  const ui = useUiWords()
  const token = useParam('token')
  const { data, error, refetch } = useEndpoint(atPass, { params: { token } }, { refetchInterval: 10_000 })
  const gone = error?.code === 'not_found'
  return (
    <>
      <AppBar title={w.visitor} back="/" />
      <Screen>
        {!data && !error && <p className="ui-muted">{ui.loading}</p>}
        {gone && (
          <EmptyState icon="qr" title={w.passGone}>
            {w.passGoneText}
          </EmptyState>
        )}
        {!data && !gone && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {data && <Whole of={data} token={token} />}
      </Screen>
    </>
  )
}

function Whole({ of, token }: { of: VisitorView; token: string }) {
  const w = useWords(words)
  const b = useWords(facilityBook)
  const nameOf = useNames()
  const format = useFormat()
  return (
    <>
      {of.state === 'live' ? (
        <Card>
          <div className="fp-code">
            <p>{w.showAtGate}</p>
            <Suspense fallback={<span className="fp-qr" />}>
              <QrCode className="fp-qr" text={passAddress(token)} label={w.visitor} />
            </Suspense>
            <div>
              <div className="ui-muted ui-small">{w.digits}</div>
              <div className="fp-digits">{inTwo(of.digits)}</div>
            </div>
          </div>
        </Card>
      ) : (
        <Remark icon="info" title={w.notLive[of.state]}>
          {w.askAgain}
        </Remark>
      )}
      <Card>
        <p className="fp-text">
          <strong>{nameOf(of.compound)}</strong>
          <br />
          {w.goodAt(of.gates.join(' '))}
          <br />
          {b.passKind[of.kind]} · {w.from(format.moment(of.fromAt))} · {w.until(format.moment(of.untilAt))}
        </p>
      </Card>
    </>
  )
}
