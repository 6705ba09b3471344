import type { Module } from '../../kernel/module.ts'
import { inProject } from '../../kernel/root.ts'
import { followGrids } from './follow-grids.ts'
import { followVisits } from './follow-visits.ts'
import { routes } from './routes.ts'
import { silenceTick } from './ticks.ts'
import { verifyNeighbours } from './verify.ts'

export const neighbours: Module = {
  name: 'neighbours',
  migrations: inProject('modules/neighbours/migrations'),
  routes,
  subscribers: [followGrids, followVisits],
  jobs: [],
  ticks: [silenceTick],
  verify: verifyNeighbours,
}
