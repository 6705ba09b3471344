import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { watcher } from './alarm-service.ts'
import { routes } from './routes.ts'

export const audit: Module = {
  name: 'audit',
  migrations: inProject('modules/audit/migrations'),
  routes,
  subscribers: [watcher],
  jobs: [],
  ticks: [],
}
