import { useWords } from '../../../../kernel/web/words.ts'
import type { Occupancy } from '../../buildings-contract.ts'
import { useShow } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import type { Mark } from './looking.ts'
import { words } from './words.ts'

export interface PlanFiguresProps {
  readonly plan: { readonly occupancy: Occupancy; readonly on: string }
  readonly mark: Mark | undefined
  readonly onMark: (mark: Mark | undefined) => void
}

/** The figures of the day; pressing one shows in the picture exactly the suites that it counts. */
export function PlanFigures({ plan: { occupancy: of }, mark, onMark }: PlanFiguresProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const show = useShow()
  const figures: readonly { mark: Mark; label: string; value: string; note: string }[] = [
    {
      mark: 'vacant',
      label: s.vacancy,
      value: show.rate(of),
      note: w.vacantOf(of.vacantSuites, show.area(of.vacantCm2)),
    },
    { mark: 'lettable', label: s.lettable, value: show.area(of.lettableCm2), note: w.suiteCount(of.lettableSuites) },
    {
      mark: 'occupied',
      label: s.occupied,
      value: show.area(of.occupiedCm2),
      note: w.suiteCount(of.lettableSuites - of.vacantSuites),
    },
    { mark: 'expiring', label: s.expiring, value: show.area(of.expiringCm2), note: w.suiteCount(of.expiringSuites) },
  ]
  return (
    <div className="plan-figures">
      {figures.map((figure) => (
        <button
          key={figure.mark}
          type="button"
          className="plan-figure"
          aria-pressed={mark === figure.mark}
          onClick={() => onMark(mark === figure.mark ? undefined : figure.mark)}
        >
          <span className="ui-figure-label">{figure.label}</span>
          <span className="plan-figure-value">{figure.value}</span>
          <span className="ui-figure-of">{figure.note}</span>
        </button>
      ))}
    </div>
  )
}
