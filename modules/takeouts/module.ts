import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { makeJob, tidyJob } from './make-job.ts'
import { routes } from './routes.ts'

export const takeouts: Module = {
  name: 'takeouts',
  migrations: inProject('modules/takeouts/migrations'),
  routes,
  subscribers: [],
  jobs: [makeJob, tidyJob],
  ticks: [],
  things: [{ stream: 'takeouts', table: 'takeouts.takeouts' }],
}
