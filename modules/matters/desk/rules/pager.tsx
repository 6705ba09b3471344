import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { words } from './words.ts'

interface PagerProps {
  readonly offset: number
  readonly size: number
  readonly total: number
  readonly onPage: (offset: number) => void
}

/** Back and forth in a list; nothing where all of it is seen. */
export function Pager({ offset, size, total, onPage }: PagerProps) {
  const w = useWords(words)
  const { number } = useFormat()
  if (total <= size) return null
  return (
    <div className="ui-row">
      <Button icon="back" label={w.before} disabled={offset === 0} onClick={() => onPage(Math.max(0, offset - size))} />
      <span>
        {number(offset + 1)}–{number(Math.min(total, offset + size))} / {number(total)}
      </span>
      <Button icon="forward" label={w.more} disabled={offset + size >= total} onClick={() => onPage(offset + size)} />
    </div>
  )
}
