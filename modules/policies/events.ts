import type { FirmId } from '../enterprises/contract.ts'
import type { PushId, RunId } from './contract.ts'

/** The stream of one policy: its versions. */
export const policyStream = (code: string): string => `policies:${code}`
/** The stream of one policy brought to one firm. */
export const pushStream = (pushId: PushId): string => `policy-pushes:${pushId}`

/** Every event on a policy's stream. */
export const policyEvents = {
  saved: 'policies.draft_saved',
  published: 'policies.published',
  withdrawn: 'policies.withdrawn',
  evaluationAsked: 'policies.evaluation_asked',
  evaluationCancelled: 'policies.evaluation_cancelled',
} as const
export type PolicyEventName = keyof typeof policyEvents

/** Every event on the stream of a push. */
export const pushEvents = {
  pushed: 'policies.pushed',
  read: 'policies.push_read',
  applied: 'policies.push_applied',
  granted: 'policies.push_granted',
  refused: 'policies.push_refused',
  withdrawn: 'policies.push_withdrawn',
} as const
export type PushEventName = keyof typeof pushEvents

export interface PolicyEvent {
  readonly code: string
  readonly version: number
  /** Of a publication: the version that it took the place of. */
  readonly replaces?: number
  readonly why?: string
  readonly runId?: RunId
  /** Of a saved version: the hash of what it says, so that nobody rewrites it in secret. */
  readonly specHash?: string
}

export interface PushEvent {
  readonly pushId: PushId
  readonly firmId: FirmId
  readonly code: string
  readonly version: number
  /** Of a push: what was told, in fen; null: no upper bound. */
  readonly amountFrom?: number
  readonly amountTo?: number | null
  /** Of a grant. */
  readonly fen?: number
  /** Of a refusal or a withdrawal. */
  readonly why?: string
}
