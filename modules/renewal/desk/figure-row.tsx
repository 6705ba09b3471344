import { useEndpoint } from '../../../kernel/web/hooks.ts'
import { useWords } from '../../../kernel/web/words.ts'
import { ErrorNote } from '../../../ui/error-note.tsx'
import { Figure, Figures } from '../../../ui/figure.tsx'
import { type FigureCode, figureCodes, renewalFigures } from '../contract.ts'
import { yuanOf } from '../web/show.ts'
import { words } from './words.ts'

/** Without these the board would say little; others stand there only when there is something to see. */
const always: readonly FigureCode[] = ['running', 'done', 'late', 'households', 'received', 'paid']

/** What all projects come to; each figure leads to exactly the projects that it counts. */
export function RenewalFigures() {
  const w = useWords(words)
  const { data, error } = useEndpoint(renewalFigures, { query: {} }, { live: ['notice'] })
  if (!data) return <ErrorNote error={error} />
  return (
    <Figures>
      {figureCodes
        .filter((code) => always.includes(code) || data[code] > 0)
        .map((code) => {
          const money = code === 'received' || code === 'paid'
          const unit = money ? w.unit.money : code === 'households' ? w.unit.households : w.unit.projects
          return (
            <Figure
              key={code}
              label={w.figure[code]}
              value={money ? yuanOf(data[code]) : data[code]}
              unit={unit}
              to={`/renewals?figure=${code}`}
            />
          )
        })}
    </Figures>
  )
}
