import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { routes } from './routes.ts'

export const policies: Module = {
  name: 'policies',
  migrations: inProject('modules/policies/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [],
}
