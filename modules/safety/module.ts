import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerMatterSubject } from '../matters/public.ts'
import { registerPostLoad } from '../people/public.ts'
import { registerRoomUse } from '../places/public.ts'
import { followGrids, followMatters } from './follow-matters.ts'
import { roundsOfPosts } from './post-load.ts'
import { roundTick } from './round-service.ts'
import { routes } from './routes.ts'
import { pointNames } from './subject.ts'
import { verifySafety } from './verify.ts'

// What a campaign hands out is for everybody.
registerSubject('safety', async () => true)
registerRoomUse('safety.reached')
registerMatterSubject('safety_point', pointNames)
registerPostLoad(roundsOfPosts)

export const safety: Module = {
  name: 'safety',
  migrations: inProject('modules/safety/migrations'),
  routes,
  subscribers: [followMatters, followGrids],
  jobs: [],
  ticks: [roundTick],
  verify: verifySafety,
  things: [
    { stream: 'safety', table: 'safety.campaigns' },
    { stream: 'safety_findings', table: 'safety.findings' },
    { stream: 'safety_points', table: 'safety.points' },
    { stream: 'safety_routes', table: 'safety.routes' },
  ],
}
