import { useWords } from '../../../../kernel/web/words.ts'
import { FlowDiagram } from '../../../../ui/flow-diagram.tsx'
import { useFormat } from '../../../../ui/format.ts'
import type { MatterView } from '../../contract.ts'
import type { State } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { nouns } from '../nouns.ts'
import { words } from './words.ts'

export const road = ['reported', 'accepted', 'assigned', 'handling', 'resolved', 'closed'] as const
type Step = (typeof road)[number]

const isOnRoad = (state: State | null): state is Step => (road as readonly (State | null)[]).includes(state)

/**
 * Where a matter stands on the main road, and when it came to each step in its present round.
 * Off the road (returned, suspended, merged, void) it stands where it left it.
 */
export function standingOf(matter: Pick<MatterView, 'state' | 'timeline' | 'reportedAt'>): {
  current: Step
  detour: boolean
  reached: Partial<Record<Step, string>>
} {
  // Some kinds go to their handler at once: nothing ever stood in `reported`.
  const reached: Partial<Record<Step, string>> = { reported: matter.reportedAt }
  let current: Step = 'reported'
  for (const { from, to, at } of [...matter.timeline].sort((a, b) => a.seq - b.seq)) {
    if (!isOnRoad(to) || to === from) continue
    reached[to] = at
    current = to
    for (const later of road.slice(road.indexOf(to) + 1)) delete reached[later]
  }
  if (isOnRoad(matter.state)) return { current: matter.state, detour: false, reached }
  return { current, detour: true, reached }
}

/** The main road with the place where this matter stands. */
export function StateStrip({ matter }: { matter: MatterView }) {
  const w = useWords(words)
  const n = useWords(nouns)
  const m = useWords(matterWords)
  const format = useFormat()
  const { current, detour, reached } = standingOf(matter)
  return (
    <FlowDiagram
      label={w.strip}
      steps={road.map((step) => {
        const at = reached[step]
        return { id: step, label: n.step[step], ...(at ? { note: format.moment(at) } : {}) }
      })}
      current={current}
      {...(detour ? { detour: m.state[matter.state] } : {})}
      ended={matter.state === 'closed'}
    />
  )
}
