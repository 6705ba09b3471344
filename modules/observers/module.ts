import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { registerKeptApart } from '../people/public.ts'
import { countLeads } from './leads/count-leads.ts'
import { routes } from './routes.ts'
import { everHeldTerm } from './terms/term-queries.ts'
import { warnTick } from './terms/warn-job.ts'
import { verifySamples } from './verify.ts'

registerKeptApart(everHeldTerm)

export const observers: Module = {
  name: 'observers',
  migrations: inProject('modules/observers/migrations'),
  routes,
  subscribers: [countLeads],
  jobs: [],
  ticks: [warnTick],
  verify: verifySamples,
  things: [
    { stream: 'observers', table: 'observers.terms' },
    { stream: 'samples', table: 'observers.samples' },
  ],
}
