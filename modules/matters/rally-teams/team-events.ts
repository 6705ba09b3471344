import type { Id, PlaceId, PostId } from '../../../kernel/contract/ids.ts'

export type RallyTeamId = Id<'rallyTeam'>

/** Stream of a team's events. */
export const teamStream = (teamId: RallyTeamId): string => `rally_teams:${teamId}`

export const rallyTeamSaved = 'matters.rally_team_saved'
export interface RallyTeamSaved {
  readonly teamId: RallyTeamId
  readonly placeId: PlaceId
  readonly posts: readonly PostId[]
  readonly leadPostId: PostId
}

export const rallyTeamEnded = 'matters.rally_team_ended'
export interface RallyTeamEnded {
  readonly teamId: RallyTeamId
}
