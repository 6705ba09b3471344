import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { routes } from './routes.ts'

export const places: Module = {
  name: 'places',
  migrations: inProject('modules/places/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [],
}
