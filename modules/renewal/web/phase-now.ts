import type { PublicStage } from '../contract.ts'
import type { ProjectState } from '../project.ts'
import type { StageCode } from '../stages.ts'
import type { Phase } from '../work-kinds.ts'

interface Standing {
  readonly state: ProjectState
  readonly stages: readonly Pick<PublicStage, 'stage' | 'state'>[]
}

/** What a photo taken today most likely shows: proposed, and may be chosen otherwise. */
export function phaseNow({ stages, state }: Standing): Phase {
  const ended = (code: StageCode) => stages.some((one) => one.stage === code && one.state === 'finished')
  if (state !== 'running' && state !== 'draft') return 'after'
  if (ended('oversight')) return 'after'
  return ended('start') ? 'during' : 'before'
}
