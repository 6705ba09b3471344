import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { routes } from './routes.ts'

export const neighbours: Module = {
  name: 'neighbours',
  migrations: inProject('modules/neighbours/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [],
}
