import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { fetchMediaJob } from './media.ts'
import { routes } from './routes.ts'
import { tidyRequestsJob } from './tidy-job.ts'

export const open311: Module = {
  name: 'open311',
  migrations: inProject('modules/open311/migrations'),
  routes,
  subscribers: [],
  jobs: [fetchMediaJob, tidyRequestsJob],
  ticks: [],
  things: [{ stream: 'open311-keys', table: 'open311.keys' }],
}
