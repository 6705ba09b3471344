import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Go } from '../../../../ui/navigation.tsx'
import { ClockLamp, StateWord, useNameOf } from '../../../matters/desk/public.ts'
import type { DecisionView } from '../../contract.ts'
import { words } from '../words.ts'

/** What was decided, with how far its matter is now. */
export function DecisionList({ decisions, label }: { decisions: readonly DecisionView[]; label: string }) {
  const w = useWords(words).agenda
  const format = useFormat()
  const nameOf = useNameOf()
  if (decisions.length === 0) return null
  return (
    <ul className="gathering-decisions" aria-label={label}>
      {decisions.map(({ id, words: said, dueOn, matter }) => (
        <li key={id}>
          <div>{said}</div>
          <div className="gathering-decision-foot">
            <StateWord state={matter.state} />
            {matter.clock && <ClockLamp matter={matter} />}
            {matter.holder && <span>{w.by(nameOf(matter.holder))}</span>}
            <span>{w.due(format.shortDay(dueOn))}</span>
            <Go to={`/matters/${matter.id}`}>
              <span className="ui-code">{matter.number}</span>
            </Go>
          </div>
        </li>
      ))}
    </ul>
  )
}
