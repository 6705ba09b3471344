import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSubject } from '../files/public.ts'
import { registerPostLoad } from '../people/public.ts'
import { raiseTick } from './difficulty.ts'
import { followTenures } from './follow-tenures.ts'
import { morningJob, planJob } from './morning.ts'
import { maySeePhotos } from './picture-guard.ts'
import { duesOfPosts } from './post-load.ts'
import { routes } from './routes.ts'
import { verifyVisits } from './verify.ts'
import { weekRunJob } from './week-run-work.ts'

registerSubject('visits', maySeePhotos)
registerPostLoad(duesOfPosts)

export const visits: Module = {
  name: 'visits',
  migrations: inProject('modules/visits/migrations'),
  routes,
  subscribers: [followTenures],
  jobs: [planJob, morningJob, weekRunJob],
  ticks: [raiseTick],
  verify: verifyVisits,
  things: [{ stream: 'visits', table: 'visits.subjects' }],
}
