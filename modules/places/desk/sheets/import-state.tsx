import { useWords } from '../../../../kernel/web/words.ts'
import { StatusWord, type StatusWordProps } from '../../../../ui/status-word.tsx'
import { words } from './words.ts'

/** Where an import may stand; those that are done while one asks know fewer. */
type State =
  | 'uploaded'
  | 'mapped'
  | 'checking'
  | 'checked'
  | 'running'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'undoing'
  | 'undone'

const tones: Record<State, NonNullable<StatusWordProps['tone']>> = {
  uploaded: 'plain',
  mapped: 'plain',
  checking: 'active',
  checked: 'plain',
  running: 'active',
  done: 'done',
  cancelled: 'stopped',
  failed: 'stopped',
  undoing: 'active',
  undone: 'stopped',
}

/** Where an import stands, in one word. */
export function ImportState({ state }: { state: State }) {
  const w = useWords(words)
  return <StatusWord words={w.state[state]} tone={tones[state]} />
}
