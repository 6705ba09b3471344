import { useWords } from '../../../../kernel/web/words.ts'
import { Sheet } from '../../../../ui/desk/page.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { RatingRead } from '../../../../ui/rating.tsx'
import type { GatheringView } from '../../contract.ts'
import { words } from '../words.ts'

/** How those who came found it; nobody is named. */
export function RatingCard({ of }: { of: GatheringView }) {
  const w = useWords(words).rating
  const format = useFormat()
  if (!of.rating) return null
  const said = of.entries.filter((entry) => entry.ratingWords)
  return (
    <Sheet title={w.title}>
      <div className="ui-stack">
        <RatingRead value={Math.round(of.rating.average)} />
        <p className="ui-muted ui-small">{w.average(format.number(of.rating.average, 1), of.rating.count)}</p>
        {said.map((entry) => (
          <blockquote key={entry.id} style={{ margin: 0 }}>
            {entry.ratingWords}
          </blockquote>
        ))}
      </div>
    </Sheet>
  )
}
