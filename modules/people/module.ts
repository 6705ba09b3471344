import { registerHeld } from '../../kernel/held.ts'
import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { peopleHeld } from './held.ts'
import { routes } from './routes.ts'
import { sweep } from './sweep.ts'

registerHeld(...peopleHeld)

export const people: Module = {
  name: 'people',
  migrations: inProject('modules/people/migrations'),
  routes,
  subscribers: [],
  jobs: [],
  ticks: [sweep],
  things: [{ stream: 'tokens', table: 'people.tokens' }],
}
