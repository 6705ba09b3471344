import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { Figure, Figures } from '../../../../ui/figure.tsx'
import type { ImportView } from '../../import/contract.ts'
import { listAddress } from '../list/query.ts'
import { words } from './words.ts'

/** How many rows are new, known, wrong: foretold by the check, or as they came in. */
export function CountsSheet({ it }: { it: ImportView }) {
  const w = useWords(words)
  const c = w.counts
  const written = it.acceptedAt !== null
  return (
    <Sheet title={written ? c.done : c.checked}>
      <Figures>
        <Figure label={c.read} value={it.read} unit={c.unit} />
        <Figure
          label={written ? c.created : c.willCreate}
          value={it.created}
          unit={c.unit}
          {...(written && it.created > 0 ? { to: listAddress({ importId: it.id }), note: c.list } : {})}
        />
        <Figure label={c.unchanged} value={it.unchanged} unit={c.unit} />
        <Figure label={c.rejected} value={it.rejected} unit={c.unit} />
      </Figures>
    </Sheet>
  )
}
