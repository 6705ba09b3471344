import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerConsentPurpose } from '../people/public.ts'
import { volunteering } from './consent/purpose.ts'
import { wishing } from './consent/wish-purpose.ts'
import { followGrids } from './follow-grids.ts'
import { followVisits } from './follow-visits.ts'
import { neighboursHeld } from './held.ts'
import { expiryJob } from './hours/expiry-job.ts'
import { hoursRoutes } from './hours/routes.ts'
import { verifyHours } from './hours/verify.ts'
import { routes } from './routes.ts'
import { leadActivities } from './teams/activity-leaders.ts'
import { silenceTick } from './ticks.ts'
import { verifyNeighbours } from './verify.ts'

leadActivities()

registerHeld(...neighboursHeld)
registerConsentPurpose(volunteering)
registerConsentPurpose(wishing)

export const neighbours: Module = {
  name: 'neighbours',
  migrations: inProject('modules/neighbours/migrations'),
  routes: [...routes, ...hoursRoutes],
  subscribers: [followGrids, followVisits],
  jobs: [expiryJob],
  ticks: [silenceTick],
  verify: async (verifying) => ({ ...(await verifyNeighbours(verifying)), ...(await verifyHours(verifying)) }),
  things: [
    { stream: 'volunteers', table: 'neighbours.volunteers' },
    { stream: 'wishes', table: 'neighbours.wishes' },
    { stream: 'pairings', table: 'neighbours.pairings' },
    { stream: 'teams', table: 'neighbours.teams' },
    { stream: 'certificates', table: 'neighbours.certificates' },
  ],
}
