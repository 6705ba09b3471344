import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { expiryJob } from './hours/expiry-job.ts'
import { hoursRoutes } from './hours/routes.ts'
import { verifyHours } from './hours/verify.ts'
import { routes } from './routes.ts'

export const neighbours: Module = {
  name: 'neighbours',
  migrations: inProject('modules/neighbours/migrations'),
  routes: [...routes, ...hoursRoutes],
  subscribers: [],
  jobs: [expiryJob],
  ticks: [],
  verify: verifyHours,
}
