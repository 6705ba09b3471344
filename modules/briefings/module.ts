import type { Module } from '../../kernel/module.ts'
import { routes } from './routes.ts'

/** Reads all, keeps nothing of its own: a number that is shown here is counted when it is asked for. */
export const briefings: Module = {
  name: 'briefings',
  migrations: null,
  routes,
  subscribers: [],
  jobs: [],
  ticks: [],
}
