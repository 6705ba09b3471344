import { useWords } from '../../../kernel/web/words.ts'
import { StatusWord, type StatusWordProps } from '../../../ui/status-word.tsx'
import type { State } from '../consultation.ts'
import { consultationWords } from '../web/words.ts'

const tones: Record<State, NonNullable<StatusWordProps['tone']>> = {
  draft: 'plain',
  open: 'active',
  closed: 'stopped',
  answered: 'done',
}

/** Where a consultation stands, in one word. */
export function ConsultationState({ state }: { state: State }) {
  const w = useWords(consultationWords)
  return <StatusWord words={w.state[state]} tone={tones[state]} />
}
