import type { openJob, registerSeeker } from '../../../modules/employment/public.ts'
import type { Stage } from '../replay.ts'
import type { PlannedOpening, PlannedSeeker } from './jobs.ts'

export type OpeningId = Awaited<ReturnType<typeof openJob>>
export type SeekerId = Awaited<ReturnType<typeof registerSeeker>>

/** What stands so far, as the turns bring it about. */
export interface Market {
  readonly openings: Map<PlannedOpening, OpeningId>
  readonly seekers: Map<PlannedSeeker, SeekerId>
}

/** The program itself acts: whoever calls has judged. */
export const doingAt = (stage: Stage, at: Date) => ({
  ...{ tenantId: stage.keys.tenantId, actor: null, at, secrets: stage.secrets },
  by: { personId: null, postId: null, via: 'demo' as const },
})
