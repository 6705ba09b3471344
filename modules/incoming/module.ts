import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerSystemNames } from '../matters/public.ts'
import { routes } from './routes.ts'
import { systemNames } from './system-service.ts'
import { tidyMessagesJob } from './tidy-job.ts'
import { verifyIncoming } from './verify.ts'

registerSystemNames(systemNames)

export const incoming: Module = {
  name: 'incoming',
  migrations: inProject('modules/incoming/migrations'),
  routes,
  subscribers: [],
  jobs: [tidyMessagesJob],
  ticks: [],
  verify: verifyIncoming,
  things: [{ stream: 'incoming-systems', table: 'incoming.systems' }],
}
