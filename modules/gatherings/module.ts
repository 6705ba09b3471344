import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { routes } from './routes.ts'

export const gatherings: Module = {
  name: 'gatherings',
  migrations: inProject('modules/gatherings/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [],
}
