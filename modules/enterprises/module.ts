import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { routes } from './routes.ts'

export const enterprises: Module = {
  name: 'enterprises',
  migrations: inProject('modules/enterprises/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [],
}
