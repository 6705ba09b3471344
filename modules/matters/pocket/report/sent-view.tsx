import { lazy, Suspense, useEffect } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { CopyCode } from '../../../../ui/copy-code.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { BigButton, Card } from '../../../../ui/pocket/parts.tsx'
import { useNames } from '../parts/names.ts'
import type { Sent } from './use-report.ts'
import { words } from './words.ts'

const QrCode = lazy(() => import('../../../../ui/qr-code.tsx'))

/** The form was long: what takes its place is read from its beginning. */
const useFromTop = () =>
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which an effect must not return.
    window.scrollTo(0, 0)
  }, [])

/** After it was sent: the receipt code, who handles it, by when one hears of it. */
export function SentView({ sent, onAnother }: { sent: Sent; onAnother: () => void }) {
  const w = useWords(words)
  const format = useFormat()
  const nameOf = useNames()
  useFromTop()
  const address = `${location.origin}/t/${sent.receiptCode}`
  return (
    <>
      <div className="mp-done" role="status">
        <Icon name="check" size={34} />
        <h2>{w.sentTitle}</h2>
        <p>{w.sentLead}</p>
      </div>
      <Card>
        <div className="mp-receipt">
          <span className="ui-muted">{w.receiptCode}</span>
          <CopyCode code={sent.receiptCode} label={w.receiptCode} />
        </div>
        <dl className="mp-facts">
          <dt>{w.handledBy}</dt>
          <dd>
            {nameOf(sent.holder)}
            {sent.holder.officePhone && (
              <Button look="quiet" icon="phone" to={`tel:${sent.holder.officePhone}`}>
                {sent.holder.officePhone}
              </Button>
            )}
          </dd>
          <dt>{w.contactBy}</dt>
          <dd>{format.moment(sent.dueAt)}</dd>
          <dt>{w.number}</dt>
          <dd>{sent.number}</dd>
        </dl>
        <figure className="mp-qr-frame">
          <Suspense fallback={<span className="mp-qr" />}>
            <QrCode className="mp-qr" text={address} label={w.scanToTrack} />
          </Suspense>
          <figcaption className="ui-muted ui-small">{w.scanToTrack}</figcaption>
        </figure>
      </Card>
      <BigButton to={`/t/${sent.receiptCode}`}>{w.track}</BigButton>
      <BigButton look="plain" onClick={onAnother}>
        {w.another}
      </BigButton>
    </>
  )
}

/** Without a network: it is kept and goes by itself. */
export function QueuedView({ onAnother }: { onAnother: () => void }) {
  const w = useWords(words)
  useFromTop()
  return (
    <>
      <div className="mp-done" role="status">
        <Icon name="queue" size={34} />
        <h2>{w.queuedTitle}</h2>
        <p>{w.queuedLead}</p>
      </div>
      <BigButton to="/queued">{w.toQueue}</BigButton>
      <BigButton look="plain" onClick={onAnother}>
        {w.another}
      </BigButton>
    </>
  )
}
