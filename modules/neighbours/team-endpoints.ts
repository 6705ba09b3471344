import { type Static, Type } from 'typebox'
import { Done, endpoint, nullable } from '../../kernel/contract/endpoint.ts'
import { Day, Instant, idSchema } from '../../kernel/contract/ids.ts'
import {
  count,
  MemberIdSchema,
  PlaceQuery,
  PlaceShape,
  Reason,
  TeamIdSchema,
  text,
  VolunteerIdSchema,
  Whom,
} from './shapes.ts'
import { memberStates } from './states.ts'

export const TeamRow = Type.Object({
  id: TeamIdSchema,
  name: Type.String(),
  purpose: Type.String(),
  place: PlaceShape,
  compounds: Type.Array(PlaceShape),
  /** Masked unless its owner agreed to be named; null: looked for. */
  leader: nullable(Type.String()),
  members: count,
  asking: count,
  /** Activities to come. */
  ahead: count,
  formedOn: Day,
  state: Type.Enum(['active', 'ended']),
})
export type TeamRow = Static<typeof TeamRow>

export const listTeams = endpoint({
  id: 'neighbours.teams',
  method: 'GET',
  path: '/api/neighbours/teams',
  summary: { zh: '服务队', en: 'Teams' },
  query: Type.Object(PlaceQuery),
  response: Type.Object({ rows: Type.Array(TeamRow) }),
})

/** Teams of a community, for anybody; names only of those who agreed. */
export const teamsOf = endpoint({
  id: 'neighbours.teams_of',
  method: 'GET',
  path: '/api/neighbours/teams-of',
  summary: { zh: '社区服务队', en: 'Teams of a community' },
  query: Type.Object({ placeId: idSchema<'place'>() }),
  response: Type.Object({ rows: Type.Array(TeamRow) }),
})

const TeamFields = {
  name: text(40),
  purpose: text(300),
  compoundIds: Type.Array(idSchema<'place'>(), { minItems: 1, maxItems: 40, uniqueItems: true }),
  leaderId: nullable(VolunteerIdSchema),
}
const TeamBody = Type.Object(TeamFields)
export type TeamBody = Static<typeof TeamBody>

export const formTeam = endpoint({
  id: 'neighbours.form_team',
  method: 'POST',
  path: '/api/neighbours/teams',
  summary: { zh: '组建服务队', en: 'Form a team' },
  body: Type.Object({ ...TeamFields, placeId: idSchema<'place'>() }),
  response: Type.Object({ id: TeamIdSchema }),
})

const team = { params: Type.Object({ teamId: TeamIdSchema }) }

export const changeTeam = endpoint({
  id: 'neighbours.change_team',
  method: 'POST',
  path: '/api/neighbours/teams/:teamId/change',
  summary: { zh: '修改服务队', en: 'Change a team' },
  ...team,
  body: TeamBody,
  response: Done,
})

export const endTeam = endpoint({
  id: 'neighbours.end_team',
  method: 'POST',
  path: '/api/neighbours/teams/:teamId/end',
  summary: { zh: '解散服务队', en: 'End a team' },
  ...team,
  body: Type.Object({ why: text(200) }),
  response: Done,
})

const Member = Type.Object({
  id: MemberIdSchema,
  volunteerId: VolunteerIdSchema,
  name: Type.String(),
  state: Type.Enum([...memberStates]),
  since: Instant,
})
const Activity = Type.Object({
  id: idSchema<'gathering'>(),
  code: Type.String(),
  title: Type.String(),
  state: Type.String(),
  startsAt: Instant,
  places: nullable(Type.Integer()),
  signedUp: count,
  waiting: count,
  came: count,
})

/** For anybody who signed in; members and how to reach them only for the leader and who looks after the place. */
export const getTeam = endpoint({
  id: 'neighbours.team',
  method: 'GET',
  path: '/api/neighbours/teams/:teamId',
  summary: { zh: '一支服务队', en: 'One team' },
  ...team,
  response: Type.Object({
    team: TeamRow,
    leaderId: nullable(VolunteerIdSchema),
    members: Type.Array(Member),
    activities: Type.Array(Activity),
    /** How I stand to it. */
    mine: nullable(Type.Object({ id: MemberIdSchema, state: Type.Enum([...memberStates]), nameShown: Type.Boolean() })),
    iVolunteer: Type.Boolean(),
    leads: Type.Boolean(),
    keeps: Type.Boolean(),
  }),
})
export type TeamView = Static<typeof getTeam.response>

export const joinTeam = endpoint({
  id: 'neighbours.join_team',
  method: 'POST',
  path: '/api/neighbours/teams/:teamId/join',
  summary: { zh: '申请加入', en: 'Ask to join' },
  ...team,
  body: Type.Object({ nameShown: Type.Boolean() }),
  response: Done,
})

export const leaveTeam = endpoint({
  id: 'neighbours.leave_team',
  method: 'POST',
  path: '/api/neighbours/teams/:teamId/leave',
  summary: { zh: '退出服务队', en: 'Leave a team' },
  ...team,
  body: Type.Object({}),
  response: Done,
})

/** The leader, or who looks after the place, answers who asks to join; or ends a membership. */
export const settleMember = endpoint({
  id: 'neighbours.settle_member',
  method: 'POST',
  path: '/api/neighbours/teams/:teamId/members/:memberId',
  summary: { zh: '答复入队申请', en: 'Answer who asks to join' },
  params: Type.Object({ teamId: TeamIdSchema, memberId: MemberIdSchema }),
  body: Type.Object({ step: Type.Enum(['accept', 'refuse', 'end']) }),
  response: Done,
})

/** The leader calls a member. */
export const revealMember = endpoint({
  id: 'neighbours.reveal_member',
  method: 'POST',
  path: '/api/neighbours/teams/:teamId/members/:memberId/reveal',
  summary: { zh: '查看队员电话', en: 'Call a member' },
  params: Type.Object({ teamId: TeamIdSchema, memberId: MemberIdSchema }),
  body: Type.Object({ reason: Reason }),
  response: Whom,
})

const ActivityFields = {
  title: text(80),
  words: Type.Optional(Type.String({ maxLength: 500 })),
  venue: text(80),
  startsAt: Instant,
  endsAt: Instant,
  capacity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
}
const ActivityBody = Type.Object(ActivityFields)
export type ActivityBody = Static<typeof ActivityBody>

/** An activity that the team hosts: announced at once, with sign-up, waiting list and a code at the door. */
export const hostActivity = endpoint({
  id: 'neighbours.host_activity',
  method: 'POST',
  path: '/api/neighbours/teams/:teamId/activities',
  summary: { zh: '办活动', en: 'Host an activity' },
  ...team,
  body: ActivityBody,
  response: Type.Object({ id: idSchema<'gathering'>(), code: Type.String() }),
})
