import type { ReactNode } from 'react'
import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { ClockLamp, StateWord, useNameOf } from '../../../matters/desk/public.ts'
import type { DecisionView } from '../../contract.ts'
import { words } from '../words.ts'

interface DecisionListProps {
  readonly decisions: readonly DecisionView[]
  readonly label: string
  /** What else is said or done about each. */
  readonly after?: (decision: DecisionView) => ReactNode
}

/** What was decided, with how far its matter is now. */
export function DecisionList({ decisions, label, after }: DecisionListProps) {
  const w = useWords(words).agenda
  const format = useFormat()
  const nameOf = useNameOf()
  if (decisions.length === 0) return null
  return (
    <ul className="gathering-decisions" aria-label={label}>
      {decisions.map((decision) => (
        <li key={decision.id}>
          <div>{decision.words}</div>
          <div className="gathering-decision-foot">
            <StateWord state={decision.matter.state} />
            {decision.matter.clock && <ClockLamp matter={decision.matter} />}
            {decision.matter.holder && <span>{w.by(nameOf(decision.matter.holder))}</span>}
            <span>{w.due(format.shortDay(decision.dueOn))}</span>
            <Go to={`/matters/${decision.matter.id}`}>
              <span className="ui-code">{decision.matter.number}</span>
            </Go>
          </div>
          {after?.(decision)}
        </li>
      ))}
    </ul>
  )
}
