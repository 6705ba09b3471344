import { lazy, Suspense, useEffect } from 'react'
import { useWords } from '../../../kernel/web/words.ts'
import { CopyCode } from '../../../ui/copy-code.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { BigButton, Card } from '../../../ui/pocket/parts.tsx'
import type { Given } from './use-giving.ts'
import { words } from './words.ts'

const QrCode = lazy(() => import('../../../ui/qr-code.tsx'))

interface GivenProps {
  readonly given: Given
  readonly paper: boolean
  readonly code: string
  readonly onAnother: () => void
}

/** After it was sent: the receipt code, and what comes next. */
export function GivenView({ given, paper, code, onAnother }: GivenProps) {
  const w = useWords(words)
  // The form was long: what takes its place is read from its beginning.
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [])
  const path = `/i/r/${given.receiptCode}`
  return (
    <>
      <div className="ip-done" role="status">
        <Icon name="check" size={34} />
        <h2>{w.sentTitle}</h2>
        <p>{given.state === 'pending' ? w.sentPending : w.sentShown}</p>
      </div>
      <Card>
        <div className="ip-receipt">
          <span className="ui-muted">{w.receiptCode}</span>
          <CopyCode code={given.receiptCode} label={w.receiptCode} />
          <Suspense fallback={<span className="ip-qr" />}>
            <QrCode className="ip-qr" text={`${location.origin}${path}`} label={w.receiptCode} />
          </Suspense>
          <p className="ui-muted ui-small">{paper ? w.receiptElder : w.receiptHint}</p>
        </div>
      </Card>
      {paper ? (
        <BigButton look="main" icon="file" onClick={onAnother}>
          {w.anotherForm}
        </BigButton>
      ) : (
        <BigButton look="main" to={path}>
          {w.toIdea}
        </BigButton>
      )}
      {!paper && (
        <BigButton look="plain" onClick={onAnother}>
          {w.another}
        </BigButton>
      )}
      <BigButton look="plain" to={`/i/${code}`}>
        {w.toCall}
      </BigButton>
    </>
  )
}
