import { useWords } from '../../../../kernel/web/words.ts'
import { Pills } from '../../../../ui/pills.tsx'
import type { SuiteView } from '../../buildings-contract.ts'
import { suitePurposes, suiteStates } from '../../shapes.ts'
import { useNames } from '../parts/show.ts'
import type { Looking, Paint } from './looking.ts'
import { words } from './words.ts'

export interface LegendProps {
  readonly looking: Looking
  readonly plan: { readonly suites: readonly SuiteView[] }
  readonly onPaint: (paint: Paint) => void
}

/** What the colours and patterns mean, with how many there are; and what the picture is coloured by. */
export function Legend({ looking, plan, onPaint }: LegendProps) {
  const w = useWords(words)
  const names = useNames()
  const count = (fits: (suite: SuiteView) => boolean) => plan.suites.filter(fits).length
  const entries =
    looking.paint === 'state'
      ? suiteStates.map((state) => ({
          look: `plan-${state}`,
          name: names.suiteState[state],
          n: count((suite) => suite.state === state),
        }))
      : [
          ...suitePurposes.map((purpose) => ({
            look: `plan-use-${purpose}`,
            name: names.suitePurpose[purpose],
            n: count((suite) => suite.purpose === purpose),
          })),
          { look: 'plan-empty', name: names.suiteState.vacant, n: count((suite) => suite.state === 'vacant') },
        ]
  return (
    <div className="plan-head">
      <ul className="plan-legend" aria-label={w.legend}>
        {entries
          .filter(({ n }) => n > 0)
          .map(({ look, name, n }) => (
            <li key={look}>
              <span className={`plan-swatch ${look}`} aria-hidden="true" />
              {name} <span className="ui-muted">{n}</span>
            </li>
          ))}
      </ul>
      <fieldset className="plan-paint ui-noprint">
        <legend className="ui-unseen">{w.paint}</legend>
        <Pills
          value={looking.paint}
          onChange={onPaint}
          options={[
            { value: 'state', label: w.byState },
            { value: 'purpose', label: w.byPurpose },
          ]}
        />
      </fieldset>
    </div>
  )
}
