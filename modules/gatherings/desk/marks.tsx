import { useSay, useWords } from '../../../kernel/web/words.ts'
import { StatusWord, type StatusWordProps } from '../../../ui/status-word.tsx'
import { type GatheringKind, type State, traits } from '../gathering.ts'
import { gatheringWords } from '../gathering-words.ts'

const tones: Record<State, NonNullable<StatusWordProps['tone']>> = {
  draft: 'plain',
  announced: 'active',
  running: 'active',
  held: 'done',
  cancelled: 'stopped',
}

/** Where a gathering stands, in one word. */
export function GatheringState({ state }: { state: State }) {
  const w = useWords(gatheringWords)
  return <StatusWord words={w.state[state]} tone={tones[state]} />
}

export function KindMark({ kind }: { kind: GatheringKind }) {
  const say = useSay()
  return <span className="gathering-mark">{say(traits[kind].name)}</span>
}
