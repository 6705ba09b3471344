import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { routes } from './routes.ts'

export const visits: Module = {
  name: 'visits',
  migrations: inProject('modules/visits/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [],
}
