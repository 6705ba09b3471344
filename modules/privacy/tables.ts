import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Ground, Outcome, RequestId, RequestKind, RequestState } from './kinds.ts'

export interface RequestRecord {
  readonly tenant_id: TenantId
  readonly id: RequestId
  readonly person_id: PersonId
  readonly kind: RequestKind
  readonly about: string | null
  readonly words_sealed: Buffer
  readonly state: RequestState
  readonly holder_post_id: PostId
  readonly asked_at: Date
  readonly due_at: Date
  readonly outcome: Outcome | null
  readonly ground: Ground | null
  readonly answer_sealed: Buffer | null
  readonly ended_at: Date | null
  readonly soon_at: Date | null
  readonly late_at: Date | null
}
