import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { ImportView } from '../../import/contract.ts'
import { words } from './words.ts'

/** How far something is, 0 to 1; null where nobody can tell. */
export function Bar({ label, share }: { label: string; share: number | null }) {
  return (
    <div
      className={`import-bar${share === null ? ' import-bar-unknown' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
    >
      <span style={share === null ? {} : { width: `${Math.round(share * 100)}%` }} />
    </div>
  )
}

/** What goes on in the background, and how far it is. */
export function Progress({ it }: { it: Pick<ImportView, 'state' | 'read' | 'total'> }) {
  const w = useWords(words)
  const format = useFormat()
  if (it.state !== 'checking' && it.state !== 'running' && it.state !== 'undoing') return null
  const share = it.state === 'undoing' || !it.total ? null : Math.min(1, it.read / it.total)
  const read = format.number(it.read)
  return (
    <Sheet title={w.progress[it.state]}>
      <div className="ui-stack" aria-live="polite">
        <Bar label={w.state[it.state]} share={share} />
        {it.state !== 'undoing' && (
          <span className="ui-muted">
            {it.total ? w.progress.of(read, format.number(it.total)) : w.progress.read(read)}
          </span>
        )}
      </div>
    </Sheet>
  )
}
