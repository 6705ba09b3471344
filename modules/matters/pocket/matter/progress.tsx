import { useWords } from '../../../../kernel/web/words.ts'
import { FlowDiagram } from '../../../../ui/flow-diagram.tsx'
import { useFormat } from '../../../../ui/format.ts'
import { Icon } from '../../../../ui/icon.tsx'
import { Go } from '../../../../ui/navigation.tsx'
import type { MatterView } from '../../contract.ts'
import type { State } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { useNames } from '../parts/names.ts'
import { words } from './words.ts'

const stepIds = ['reported', 'assigned', 'handling', 'resolved', 'closed'] as const
type StepId = (typeof stepIds)[number]

/** The step of the strip at which a state stands, as a neighbour counts them. */
const stepOf: Readonly<Record<Exclude<State, 'merged' | 'void'>, StepId>> = {
  reported: 'reported',
  accepted: 'reported',
  assigned: 'assigned',
  returned: 'assigned',
  handling: 'handling',
  suspended: 'handling',
  resolved: 'resolved',
  closed: 'closed',
}

/** How far it is, in five plain steps and one sentence: who does what by when. */
export function Progress({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const { state } = matter
  const steps = stepIds.map((id) => ({ id, label: w.step[id] }))
  return (
    <div className="ui-stack">
      {state !== 'merged' && state !== 'void' && (
        <FlowDiagram
          label={w.progress}
          steps={steps}
          current={stepOf[state]}
          ended={state === 'closed'}
          {...(state === 'suspended' || state === 'returned' ? { detour: m.state[state] } : {})}
        />
      )}
      <p className="mp-now">
        <Sentence matter={matter} />
      </p>
    </div>
  )
}

function Sentence({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const m = useWords(matterWords)
  const nameOf = useNames()
  const format = useFormat()
  const { state, holder, clock } = matter
  if (state === 'merged') {
    const into = matter.mergedInto
    return (
      <>
        {w.nowMerged}{' '}
        {into && (into.id ? <Go to={`/matters/${into.id}`}>{into.title}</Go> : (into.title ?? into.number))}
      </>
    )
  }
  if (state === 'void') return w.nowVoid
  if (state === 'closed') return w.nowClosed(matter.outcome ? m.outcome[matter.outcome] : m.state.closed)
  if (state === 'suspended') return w.nowSuspended(matter.reviewAt ? format.shortDay(matter.reviewAt) : '')
  return (
    <>
      <Icon name="clock" size={18} />
      <span>{w.now[state](holder ? nameOf(holder) : '', clock ? format.moment(clock.dueAt) : '')}</span>
    </>
  )
}
