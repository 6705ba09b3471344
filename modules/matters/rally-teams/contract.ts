import { type Static, Type } from 'typebox'
import { Done, endpoint } from '../../../kernel/contract/endpoint.ts'
import { idSchema, WordsSchema } from '../../../kernel/contract/ids.ts'

export const RallyTeamView = Type.Object({
  id: idSchema<'rallyTeam'>(),
  name: WordsSchema,
  place: Type.Object({ id: idSchema<'place'>(), name: Type.String(), nameEn: Type.String() }),
  /** For one matter: those that can be called there. */
  posts: Type.Array(Type.Object({ postId: idSchema<'post'>(), name: WordsSchema })),
  leadPostId: idSchema<'post'>(),
})
export type RallyTeamView = Static<typeof RallyTeamView>

/** Teams of one's own area; with a matter those that can be called to it, nearest first. */
export const listRallyTeams = endpoint({
  id: 'matters.rally_teams',
  method: 'GET',
  path: '/api/rally-teams',
  summary: { zh: '帮帮团', en: 'Rally teams' },
  query: Type.Object({ matterId: Type.Optional(idSchema<'matter'>()) }),
  response: Type.Object({ teams: Type.Array(RallyTeamView) }),
})

/** A new team, or the same one with other posts. */
export const saveRallyTeam = endpoint({
  id: 'matters.save_rally_team',
  method: 'POST',
  path: '/api/rally-teams',
  summary: { zh: '保存帮帮团', en: 'Save a rally team' },
  body: Type.Object({
    id: Type.Optional(idSchema<'rallyTeam'>()),
    name: Type.String({ minLength: 2, maxLength: 60 }),
    nameEn: Type.Optional(Type.String({ maxLength: 80 })),
    placeId: idSchema<'place'>(),
    posts: Type.Array(idSchema<'post'>(), { minItems: 1, maxItems: 12, uniqueItems: true }),
    leadPostId: idSchema<'post'>(),
  }),
  response: RallyTeamView,
})

export const endRallyTeam = endpoint({
  id: 'matters.end_rally_team',
  method: 'DELETE',
  path: '/api/rally-teams/:teamId',
  summary: { zh: '撤销帮帮团', en: 'End a rally team' },
  params: Type.Object({ teamId: idSchema<'rallyTeam'>() }),
  response: Done,
})
