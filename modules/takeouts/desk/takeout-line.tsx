import { useState } from 'react'
import { urlOf } from '../../../kernel/web/client.ts'
import { useCommand } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { useFormat } from '../../../ui/format.ts'
import { Icon } from '../../../ui/icon.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { dropTakeout, listTakeouts, type TakeoutState, type TakeoutView, takeFile } from '../contract.ts'
import { words } from './words.ts'

const tones: Readonly<Record<TakeoutState, 'plain' | 'active' | 'done' | 'stopped'>> = {
  ...{ waiting: 'active', running: 'active', ready: 'done', failed: 'stopped', cancelled: 'stopped', expired: 'plain' },
}

/** `12.3 MB` */
const sizeOf = (bytes: number): string =>
  bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} KB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`

/** One export: what is in it, how far it is, and what can be done with it. */
export function TakeoutLine({ of }: { of: TakeoutView }) {
  const w = useWords(words)
  const format = useFormat()
  const [dropping, setDropping] = useState(false)
  const drop = useCommand(dropTakeout, { changes: [listTakeouts], onDone: () => setDropping(false) })
  const working = of.state === 'waiting' || of.state === 'running'
  const facts = [
    w.by(of.askedBy, format.moment(of.askedAt)),
    of.reason === null ? w.closed : w.opened(of.reason),
    of.withFiles && w.files,
    of.state === 'ready' && w.size(format.number(of.rows ?? 0), of.tables ?? 0, sizeOf(of.bytes ?? 0)),
    of.state === 'ready' && of.expiresAt && w.until(format.moment(of.expiresAt)),
    of.state === 'ready' && !of.mine && w.notMine,
    of.state === 'failed' && w.failedText,
    of.unreadable > 0 && w.unreadable(of.unreadable),
  ]
  return (
    <div className="takeout-line">
      <div className="takeout-facts">
        <StatusWord words={w.state[of.state]} tone={tones[of.state]} />
        <div className="ui-muted">{facts.filter(Boolean).join(' · ')}</div>
        {working && <progress aria-label={w.progress} max={1} {...(of.share === null ? {} : { value: of.share })} />}
        {of.state === 'ready' && of.sha256 && (
          <div className="ui-muted takeout-sum">
            SHA-256 <span className="ui-code">{of.sha256}</span>
          </div>
        )}
      </div>
      <div className="ui-row">
        {of.state === 'ready' && of.mine && (
          <a
            className="ui-button ui-button-main"
            href={urlOf(takeFile, { params: { takeoutId: of.id } })}
            aria-label={w.downloadOf(format.moment(of.askedAt))}
            download
          >
            <Icon name="download" size={18} />
            {w.download}
          </a>
        )}
        {(working || of.state === 'ready') && (
          <Button look="quiet" onClick={() => setDropping(true)}>
            {working ? w.cancel : w.remove}
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={dropping}
        title={working ? w.cancelTitle : w.removeTitle}
        confirm={working ? w.cancel : w.remove}
        final
        busy={drop.isPending}
        error={drop.error}
        onClose={() => setDropping(false)}
        onConfirm={() => drop.mutate({ params: { takeoutId: of.id }, body: {} })}
      >
        <p>{working ? w.cancelText : w.removeText}</p>
      </ConfirmDialog>
    </div>
  )
}
