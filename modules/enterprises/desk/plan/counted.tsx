import { useWords } from '../../../../kernel/web/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { SuiteView } from '../../buildings-contract.ts'
import { useFirmName } from '../parts/firm-name.ts'
import { useNames, useShow } from '../parts/show.ts'
import { words as shared } from '../words.ts'
import type { Mark } from './looking.ts'
import { words } from './words.ts'

export interface CountedProps {
  readonly mark: Mark
  readonly on: string
  readonly suites: readonly SuiteView[]
  readonly onPick: (suite: SuiteView) => void
  readonly onClose: () => void
}

/** Exactly the suites that a figure counts, as a list below the picture. */
export function Counted({ mark, on, suites, onPick, onClose }: CountedProps) {
  const w = useWords(words)
  const s = useWords(shared)
  const names = useNames()
  const show = useShow()
  const format = useFormat()
  const firmName = useFirmName()
  const area = suites.reduce((sum, suite) => sum + suite.areaCm2, 0)
  return (
    <section className="plan-counted">
      <header>
        <h2>{w.counted(w.mark[mark], format.date(on))}</h2>
        <span className="ui-muted">
          {w.suiteCount(suites.length)}
          {w.comma}
          {show.area(area)}
        </span>
        <Button look="quiet" icon="cross" label={w.uncount} onClick={onClose} />
      </header>
      <ul>
        {suites.map((suite) => (
          <li key={suite.id}>
            <button type="button" onClick={() => onPick(suite)}>
              <strong>{suite.number}</strong>
              <span>{show.area(suite.areaCm2)}</span>
              <span className="ui-muted">
                {suite.stay
                  ? [
                      firmName({ name: suite.stay.firmName, nameEn: suite.stay.firmNameEn }),
                      suite.stay.leaseUntil && s.until(format.date(suite.stay.leaseUntil)),
                    ]
                      .filter(Boolean)
                      .join(' · ')
                  : names.suitePurpose[suite.purpose]}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
