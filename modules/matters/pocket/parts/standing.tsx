import { useWords } from '../../../../kernel/web/words.ts'
import { useFormat } from '../../../../ui/format.ts'
import { Lamp } from '../../../../ui/lamp.tsx'
import { StatusWord, type StatusWordProps } from '../../../../ui/status-word.tsx'
import type { MatterRow } from '../../contract.ts'
import type { State } from '../../matter.ts'
import { matterWords } from '../../matter-words.ts'
import { words } from './words.ts'

const tones: Partial<Record<State, StatusWordProps['tone']>> = {
  assigned: 'active',
  handling: 'active',
  resolved: 'active',
  closed: 'done',
  suspended: 'stopped',
  returned: 'stopped',
  merged: 'stopped',
  void: 'stopped',
}

/** The state in one word. */
export function StateWord({ state }: { state: State }) {
  const w = useWords(matterWords)
  return <StatusWord words={w.state[state]} tone={tones[state] ?? 'plain'} />
}

/** How the running clock stands: “还剩 2 天”; nothing while none runs. */
export function ClockLamp({ clock }: { clock: MatterRow['clock'] }) {
  const w = useWords(words)
  const format = useFormat()
  if (!clock) return null
  const ms = new Date(clock.dueAt).getTime() - Date.now()
  return <Lamp tone={clock.lamp} words={ms >= 0 ? w.left(format.span(ms)) : w.over(format.span(-ms))} />
}

/** The lamp of a row, or the state where no clock runs. */
export function RowMark({ matter }: { matter: Pick<MatterRow, 'clock' | 'state'> }) {
  return matter.clock ? <ClockLamp clock={matter.clock} /> : <StateWord state={matter.state} />
}
