import { type Route, route } from '../../../kernel/http/route.ts'
import { readers } from '../matter-policy.ts'
import * as contract from './contract.ts'
import { endTeam, saveTeam, teamsFor, teamsOf } from './team-service.ts'

export const rallyTeamRoutes: readonly Route[] = [
  route(contract.listRallyTeams, {
    access: { roles: readers.filter((role) => role !== 'supervisor') },
    handle: ({ read, actor, query, clock }) =>
      read(async (tx) => ({
        teams: query.matterId ? await teamsFor(tx, actor, query.matterId, clock.now()) : await teamsOf(tx, actor),
      })),
  }),
  route(contract.saveRallyTeam, {
    access: { roles: ['community', 'street'] },
    handle: ({ command, actor, eventActor, body, clock }) =>
      command((tx) => saveTeam(tx, { actor, by: eventActor, at: clock.now() }, body)),
  }),
  route(contract.endRallyTeam, {
    access: { roles: ['community', 'street'] },
    handle: ({ command, actor, eventActor, params, clock }) =>
      command((tx) => endTeam(tx, { actor, by: eventActor, at: clock.now() }, params.teamId)),
  }),
]
