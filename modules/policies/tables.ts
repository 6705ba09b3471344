import type { PersonId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Tx } from '../../kernel/db.ts'
import type { Day } from '../../kernel/time/day.ts'
import type { FirmId } from '../enterprises/contract.ts'
import type { PushId, RunId, RunState, VersionState } from './contract.ts'
import type { Verdict } from './evaluate.ts'
import type { PolicySpec } from './policy.ts'

export type VersionRecord = {
  tenant_id: TenantId
  code: string
  version: number
  spec: PolicySpec
  state: VersionState
  valid_from: Day
  valid_until: Day | null
  office: string
  place_path: string
  author_id: PersonId | null
  post_id: PostId | null
  saved_at: Date
  published_at: Date | null
  published_by: PersonId | null
  withdrawn_at: Date | null
  withdrawn_by: PersonId | null
  withdrawn_why: string | null
  replaced_by: number | null
}

export type VerdictRecord = {
  tenant_id: TenantId
  code: string
  firm_id: FirmId
  version: number
  verdict: Verdict
  amount_from: number
  amount_to: number | null
  exact: boolean
  missing: string[]
  evaluated_on: Day
}

export type RunRecord = {
  tenant_id: TenantId
  id: RunId
  code: string
  version: number
  state: RunState
  done: number
  total: number
  after_firm: FirmId | null
  asked_by: PersonId | null
  asked_at: Date
  ended_at: Date | null
}

export type PushRecord = {
  tenant_id: TenantId
  id: PushId
  firm_id: FirmId
  code: string
  version: number
  verdict: 'fits' | 'unknown'
  amount_from: number
  amount_to: number | null
  reasons: unknown
  pushed_at: Date
  pushed_by: PersonId | null
  post_id: PostId | null
  read_at: Date | null
  applied_at: Date | null
  granted_at: Date | null
  granted_fen: number | null
  refused_at: Date | null
  refused_why: string | null
  withdrawn_at: Date | null
  withdrawn_why: string | null
}

export type PoliciesTables = {
  'policies.versions': Omit<VersionRecord, 'spec'> & { spec: unknown }
  'policies.firm_verdicts': VerdictRecord
  'policies.runs': RunRecord
  'policies.pushes': PushRecord
}

/** A transaction that knows this module's tables. */
export const mine = (tx: Tx) => tx.withTables<PoliciesTables>()
