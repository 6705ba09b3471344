import { useWords } from '../../../kernel/web/words.ts'
import { useFormat } from '../../../ui/format.ts'
import { Card } from '../../../ui/pocket/parts.tsx'
import type { DoorView } from '../contract.ts'
import { noonOf } from '../web/show.ts'
import { words } from './words.ts'

/** Thanks that stand on the wall, the newest first. */
export function Wall({ thanks }: { thanks: DoorView['thanks'] }) {
  const w = useWords(words)
  const format = useFormat()
  return (
    <Card title={w.wall}>
      {thanks.map((one, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same words may be said on the same day; the list only grows.
        <blockquote key={n} className="sp-thanks">
          <p className="sp-text">{one.words}</p>
          <span className="ui-muted ui-small">
            → {one.sharer} · {format.shortDay(noonOf(one.on))}
          </span>
        </blockquote>
      ))}
    </Card>
  )
}
