import { useWords } from '../../../../kernel/web/words.ts'
import { StatusWord, type StatusWordProps } from '../../../../ui/status-word.tsx'
import type { ImportView } from '../../import/contract.ts'
import { words } from './words.ts'

const tones: Record<ImportView['state'], NonNullable<StatusWordProps['tone']>> = {
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
export function ImportState({ state }: { state: ImportView['state'] }) {
  const w = useWords(words)
  return <StatusWord words={w.state[state]} tone={tones[state]} />
}
