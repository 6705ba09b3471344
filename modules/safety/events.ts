import type { Id, MatterId } from '../../kernel/contract/ids.ts'

export type PointId = Id<'point'>
export type RouteId = Id<'route'>
export type RoundId = Id<'round'>
export type CheckId = Id<'check'>
export type FindingId = Id<'finding'>
export type CampaignId = Id<'campaign'>

/** All that happens to one point, to one route with its rounds, to one finding, to one campaign. */
export const pointStream = (id: PointId): string => `safety_points:${id}`
export const routeStream = (id: RouteId): string => `safety_routes:${id}`
export const findingStream = (id: FindingId): string => `safety_findings:${id}`
export const campaignStream = (id: CampaignId): string => `safety:${id}`
/** Versions of one checklist. */
export const checklistStream = (code: string): string => `safety_checklists:${code}`

export const safetyEvents = {
  point_added: 'safety.point_added',
  point_changed: 'safety.point_changed',
  point_retired: 'safety.point_retired',
  route_added: 'safety.route_added',
  route_changed: 'safety.route_changed',
  route_ended: 'safety.route_ended',
  round_opened: 'safety.round_opened',
  point_checked: 'safety.point_checked',
  round_done: 'safety.round_done',
  round_missed: 'safety.round_missed',
  found: 'safety.hazard_found',
  found_again: 'safety.hazard_found_again',
  moved: 'safety.hazard_moved',
  ended: 'safety.hazard_ended',
  reopened: 'safety.hazard_reopened',
  fine: 'safety.hazard_cleared',
  not_fine: 'safety.hazard_not_cleared',
  checklist_saved: 'safety.checklist_saved',
  campaign_planned: 'safety.campaign_planned',
  campaign_changed: 'safety.campaign_changed',
  notice_sent: 'safety.notice_sent',
  ticked: 'safety.household_reached',
  unticked: 'safety.household_taken_back',
} as const
export type SafetyEventName = keyof typeof safetyEvents

type Value = string | number | boolean | null | readonly string[]

export interface SafetyEvent {
  readonly pointId?: PointId
  readonly routeId?: RouteId
  readonly roundId?: RoundId
  readonly checkId?: CheckId
  readonly findingId?: FindingId
  readonly campaignId?: CampaignId
  readonly matterId?: MatterId
  readonly roomId?: string
  readonly how?: string
  /** Columns that it set: folding these gives the row again. */
  readonly set?: Readonly<Record<string, Value>>
  /** SHA-256 of words that stand in a row. */
  readonly hash?: string
}
