import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Bar, importStateWords } from '../../../places/desk/public.ts'
import type { ImportView } from '../../import/contract.ts'
import { words } from './words.ts'

/** What goes on in the background, and how far it is. */
export function Progress({ it }: { it: Pick<ImportView, 'state' | 'read' | 'total'> }) {
  const w = useWords(words)
  const states = useWords(importStateWords).state
  const format = useFormat()
  if (it.state !== 'checking' && it.state !== 'running' && it.state !== 'undoing') return null
  const share = it.state === 'undoing' || !it.total ? null : Math.min(1, it.read / it.total)
  const read = format.number(it.read)
  return (
    <Sheet title={w.progress[it.state]}>
      <div className="ui-stack" aria-live="polite">
        <Bar label={states[it.state]} share={share} />
        {it.state !== 'undoing' && (
          <span className="ui-muted">
            {it.total ? w.progress.of(read, format.number(it.total)) : w.progress.read(read)}
          </span>
        )}
      </div>
    </Sheet>
  )
}
