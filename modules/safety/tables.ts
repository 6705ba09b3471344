import type { FileId, GridId, Id, MatterId, PersonId, PlaceId, PostId, TenantId } from '../../kernel/contract/ids.ts'
import type { Level } from './checklist.ts'
import type { CampaignId, FindingId, PointId, RoundId, RouteId } from './events.ts'
import type { FindingState } from './finding.ts'
import type { KindCode } from './kinds.ts'
import type { Rhythm } from './rhythm.ts'

export interface PointRecord {
  readonly tenant_id: TenantId
  readonly id: PointId
  readonly code: string
  readonly kind: KindCode
  readonly name: string
  readonly place_id: PlaceId
  readonly place_path: string
  readonly compound_id: PlaceId
  readonly grid_id: GridId | null
  readonly lng: number
  readonly lat: number
  readonly from_on: string
  readonly to_on: string | null
  readonly retired_why: string | null
  readonly last_checked_at: Date | null
}

export interface RouteRecord {
  readonly tenant_id: TenantId
  readonly id: RouteId
  readonly name: string
  readonly place_id: PlaceId
  readonly place_path: string
  readonly grid_id: GridId | null
  readonly rhythm: Rhythm
  readonly holder_post_id: PostId
  readonly point_ids: readonly PointId[]
  readonly from_on: string
  readonly to_on: string | null
  readonly ended_why: string | null
}

export interface RoundRecord {
  readonly tenant_id: TenantId
  readonly id: RoundId
  readonly route_id: RouteId
  readonly from_on: string
  readonly until_on: string
  readonly due_at: Date
  readonly point_ids: readonly PointId[]
  readonly state: 'open' | 'done' | 'missed'
  readonly done_at: Date | null
}

export interface FindingRecord {
  readonly tenant_id: TenantId
  readonly id: FindingId
  readonly point_id: PointId
  readonly item: string | null
  readonly level: Level
  readonly state: FindingState
  readonly found_at: Date
  readonly found_by: PersonId | null
  readonly found_by_post: PostId | null
  readonly round_id: RoundId | null
  readonly rectify_by: string
  readonly matter_id: MatterId
  readonly matter_ended_at: Date | null
  readonly reopened: number
  readonly cleared_at: Date | null
  readonly cleared_by: PersonId | null
  readonly cleared_by_post: PostId | null
}

export interface CampaignRecord {
  readonly tenant_id: TenantId
  readonly id: CampaignId
  readonly title: string
  readonly topic: 'fire' | 'fraud' | 'manners'
  readonly place_id: PlaceId
  readonly place_path: string
  readonly addressed: readonly PlaceId[]
  readonly from_on: string
  readonly to_on: string
  readonly channels: readonly string[]
  readonly links: readonly { readonly title: string; readonly url: string }[]
  readonly file_ids: readonly FileId[]
  readonly post_id: PostId
  readonly notice: string | null
  readonly notice_at: Date | null
  readonly notice_told: number | null
}

export type RoomId = Id<'room'>
