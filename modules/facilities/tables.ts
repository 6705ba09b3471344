import type { FileId, GridId, Id, MatterId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { DeviceId, FacilityId, FaultSource, PassId } from './events.ts'
import type { KindCode } from './kinds.ts'
import type { PassKind } from './passes/pass.ts'

export type { DeviceId, FacilityId, FaultSource, PassId, ResidenceId } from './events.ts'
export type FaultId = Id<'fault'>

export interface FacilityRecord {
  readonly tenant_id: TenantId
  readonly id: FacilityId
  readonly code: string
  readonly kind: KindCode
  readonly name: string
  readonly place_id: PlaceId
  readonly place_path: string
  readonly compound_id: PlaceId
  readonly grid_id: GridId | null
  readonly lng: number
  readonly lat: number
  readonly keeper_post_id: PostId
  readonly origin: string | null
  readonly photo_id: FileId | null
  readonly rhythm_days: number | null
  readonly next_due_on: string | null
  readonly last_inspected_at: Date | null
  readonly from_on: string
  readonly to_on: string | null
  readonly retired_why: string | null
  readonly created_at: Date
}

export interface FaultRecord {
  readonly id: FaultId
  readonly facility_id: FacilityId
  readonly source: FaultSource
  readonly code: string
  readonly matter_id: MatterId
  readonly since: Date
  readonly ended_at: Date | null
}

export interface DeviceRecord {
  readonly tenant_id: TenantId
  readonly id: DeviceId
  readonly facility_id: FacilityId
  readonly secret_sealed: Buffer
  readonly first_heard_at: Date | null
}

export interface PassRecord {
  readonly id: PassId
  readonly compound_id: PlaceId
  readonly gate_ids: FacilityId[]
  readonly kind: PassKind
  readonly from_at: Date
  readonly until_at: Date
  readonly label_sealed: Buffer | null
  readonly digits_sealed: Buffer
  readonly used_at: Date | null
  readonly cancelled_at: Date | null
  readonly created_at: Date
}
