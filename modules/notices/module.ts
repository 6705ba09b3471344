import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { routes } from './routes.ts'

export const notices: Module = {
  name: 'notices',
  migrations: inProject('modules/notices/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [],
}
